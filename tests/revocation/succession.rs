//! A list that follows another: what may go, what must stay, and which lists cannot be followed.
//!
//! C-05, C-11 and C-12 (RFC 5280 §3.3). The certificates here expire on the day of the first list.

use chancery::{
    inventory::RevokedEntry,
    revocation::{Crl, CrlDraft},
    x509::{Reason, extension::CrlNumber},
};

use super::{
    at, ca, days, draw, list, listed,
    made::{self, Made},
    next, now, order, provider, refusal,
    rolls::{Rolls, entry, expiring, serial},
};

const LONG_BEFORE: &str = "2026-11-01T00:00:00Z";

/// Revoked long before, expires half a day after the first list.
fn short_lived(number: u32) -> RevokedEntry {
    expiring(entry(number, LONG_BEFORE, Reason::Superseded), at("2026-11-22T22:00:00Z"))
}

#[test]
fn lists_an_expired_certificate_once_more_and_then_leaves_it_out() {
    let rolls = Rolls::of([short_lived(1), entry(2, LONG_BEFORE, Reason::Superseded)]);
    let valid = list(&rolls, now());
    let beyond = next(&rolls, days(1), &valid);
    assert_eq!(listed(&beyond), [1, 2], "the first list after its end still has it");
    let after = draw(&rolls, &order(days(2)).after(&beyond)).unwrap();
    assert_eq!((after.entries(), after.left_out()), (1, 1));
    let after = after.sign().unwrap();
    assert_eq!(listed(&after), [2]);
    assert_eq!(listed(&next(&rolls, days(3), &after)), [2], "what is left out stays left out");
}

#[test]
fn leaves_nothing_out_without_a_previous_list() {
    let rolls = Rolls::of([short_lived(1)]);
    assert_eq!(listed(&list(&rolls, days(300))), [1]);
}

#[test]
fn keeps_the_entry_of_a_certificate_that_expired_in_the_second_of_the_previous_list() {
    let rolls = Rolls::of([expiring(short_lived(1), now())]);
    let first = list(&rolls, now());
    assert_eq!(listed(&next(&rolls, days(1), &first)), [1]);
}

#[test]
fn lists_a_certificate_that_was_revoked_after_it_expired() {
    let rolls = Rolls::default();
    let first = list(&rolls, days(30));
    rolls.set(RevokedEntry { at: days(31), ..short_lived(1) });
    let second = next(&rolls, days(31), &first);
    assert_eq!(listed(&second), [1]);
    assert_eq!(listed(&next(&rolls, days(32), &second)), [0_u32; 0]);
}

#[test]
fn lists_a_late_revocation_of_an_expired_certificate_dated_up_to_a_day_before_the_previous_list() {
    let rolls = Rolls::default();
    let first = list(&rolls, days(30));
    rolls.set(RevokedEntry { at: days(30).plus_seconds(-86_399).unwrap(), ..short_lived(1) });
    let draft = draw(&rolls, &order(days(31)).after(&first)).unwrap();
    assert_eq!((draft.entries(), draft.backdated()), (1, 1));
    rolls.set(RevokedEntry { at: days(29), ..short_lived(1) });
    let draft = draw(&rolls, &order(days(31)).after(&first)).unwrap();
    assert_eq!((draft.entries(), draft.left_out()), (0, 1));
}

#[test]
fn lists_the_revocation_of_an_expired_certificate_that_was_listed_as_held() {
    let rolls = Rolls::of([RevokedEntry { reason: Reason::CertificateHold, ..short_lived(1) }]);
    let held = list(&rolls, days(30));
    assert_eq!(
        draw(&rolls, &order(days(31)).after(&held)).unwrap().left_out(),
        1,
        "a hold is over with the certificate"
    );
    rolls.set(RevokedEntry { at: days(31), reason: Reason::KeyCompromise, ..short_lived(1) });
    let revoked = next(&rolls, days(31), &held);
    assert_eq!(listed(&revoked), [1]);
    assert_eq!(listed(&next(&rolls, days(32), &revoked)), [0_u32; 0]);
}

#[test]
fn counts_what_is_dated_before_a_list_that_lacks_it() {
    let rolls = Rolls::default();
    let first = list(&rolls, now());
    rolls.set(entry(1, LONG_BEFORE, Reason::Superseded));
    rolls.set(entry(2, "2026-11-22T10:00:01Z", Reason::Superseded));
    let draft = draw(&rolls, &order(days(1)).after(&first)).unwrap();
    assert_eq!((draft.entries(), draft.backdated()), (2, 1));
}

#[test]
fn drops_a_hold_that_was_released() {
    let rolls = Rolls::of([1, 2, 3].map(|number| entry(number, LONG_BEFORE, Reason::CertificateHold)));
    let first = list(&rolls, now());
    rolls.remove(serial(1));
    rolls.remove(serial(3));
    assert_eq!(listed(&next(&rolls, days(1), &first)), [2]);
}

#[test]
fn refuses_rolls_that_lost_a_revocation() {
    for lost in [1, 2, 3] {
        let rolls = Rolls::of([1, 2, 3].map(|number| entry(number, LONG_BEFORE, Reason::Superseded)));
        let first = list(&rolls, now());
        rolls.remove(serial(lost));
        assert_eq!(
            refusal(draw(&rolls, &order(days(1)).after(&first))),
            format!(
                "the previous CRL has {} as revoked and the inventory does not; nothing leaves revoked, so bring the \
                 inventory up to date first (RFC 5280 §3.3)",
                serial(lost)
            )
        );
    }
}

#[test]
fn refuses_rolls_in_which_a_revocation_became_a_hold() {
    let first = list(&Rolls::of([entry(1, LONG_BEFORE, Reason::Superseded)]), now());
    let rolls = Rolls::of([entry(1, LONG_BEFORE, Reason::CertificateHold)]);
    assert!(refusal(draw(&rolls, &order(days(1)).after(&first))).contains("as revoked and the inventory does not"));
}

#[test]
fn refuses_a_previous_list_of_the_same_moment_or_later() {
    let rolls = Rolls::default();
    let previous = list(&rolls, now());
    assert_eq!(
        refusal(draw(&rolls, &order(now()).after(&previous))),
        "the previous CRL cannot be followed: its thisUpdate is 2026-11-22T10:00:00Z, not before 2026-11-22T10:00:00Z, \
         that of the list to follow (RFC 5280 §5.1.2.4)"
    );
    assert_eq!(rolls.last_number(), 1, "no number is spent on what is refused");
}

#[test]
fn refuses_a_previous_list_of_another_issuer() {
    let mut other = Made::sound();
    other.issuer = ca::name(&[(chancery::x509::AttributeType::COMMON_NAME, "Another")]).as_der().to_vec();
    let sentence = refusal(draw(&Rolls::default(), &order(days(1)).after(&other.crl())));
    assert!(sentence.starts_with("the previous CRL cannot be followed: the CRL is of "), "{sentence}");
}

#[test]
fn refuses_a_previous_list_of_another_key_of_the_issuer() {
    let other = CrlDraft::draw(&ca::issuer(provider(), "p256"), &Rolls::default(), &order(now()));
    let other = other.unwrap().sign().unwrap();
    let sentence = refusal(draw(&Rolls::default(), &order(days(1)).after(&other)));
    assert!(sentence.starts_with("the previous CRL cannot be followed: the CRL is signed with the key "), "{sentence}");
}

#[test]
fn refuses_a_previous_list_whose_signature_does_not_hold() {
    let mut octets = list(&Rolls::default(), now()).as_der().to_vec();
    *octets.last_mut().unwrap() ^= 1;
    let forged = Crl::from_der(octets).unwrap();
    let sentence = refusal(draw(&Rolls::default(), &order(days(1)).after(&forged)));
    assert_eq!(sentence, "the previous CRL cannot be followed: the signature does not hold under this key");
}

#[test]
fn refuses_a_previous_list_without_a_number() {
    let unnumbered = Made::sound().with_entries([]).with_extensions([made::key_identifier()]);
    let unnumbered = Made { entries: None, ..unnumbered }.crl();
    assert_eq!(
        refusal(draw(&Rolls::default(), &order(days(1)).after(&unnumbered))),
        "the previous CRL cannot be followed: it has no CRL number to be greater than (RFC 5280 §5.2.3)"
    );
}

#[test]
fn refuses_a_previous_list_with_a_number_past_the_last() {
    let last = Made { entries: None, ..Made::sound() };
    let last = last.with_extensions([made::key_identifier(), made::number(u64::MAX)]).crl();
    assert_eq!(last.number(), Some(CrlNumber::from(u64::MAX)));
    assert_eq!(
        refusal(draw(&Rolls::default(), &order(days(1)).after(&last))),
        "the previous CRL cannot be followed: its number is 18446744073709551615, and the numbers given here end at \
         18446744073709551615 (RFC 5280 §5.2.3)"
    );
}

#[test]
fn refuses_a_previous_list_that_is_not_in_order() {
    let entries = [2, 1].map(|serial| made::entry(&[serial], made::time(now()), None));
    let unordered = Made::sound().with_entries(entries).crl();
    assert_eq!(
        refusal(draw(&Rolls::default(), &order(days(1)).after(&unordered))),
        "the previous CRL cannot be followed: its entries are not in ascending order of serial numbers, as every list \
         made here has them"
    );
}

#[test]
fn refuses_to_follow_a_list_of_another_authority_with_serial_numbers_it_never_gave() {
    let sentence = refusal(draw(&Rolls::default(), &order(days(1)).after(&Made::sound().crl())));
    assert!(sentence.starts_with("the previous CRL has 01 as revoked"), "{sentence}");
}
