//! Drafts: what is on the list, in which octets, under which number, and what is not drafted at all.
//!
//! C-01 to C-05, C-09 to C-11 and C-13 of what is written.

use std::sync::Arc;

use chancery::{
    Authority,
    crypto::{RemoteKey, SignError, Signature, VerifyError},
    inventory::{Inventory, RevokedEntry},
    issuer::{Issuer, SelfCheck},
    revocation::{Crl, CrlDraft, CrlDraftError, CrlOrder, CrlSchedule, CrlVersion, EntryOrder},
    x509::{
        Reason,
        extension::{AuthorityKeyIdentifier, Criticality, CrlNumber, KeyUsage, ReasonCode},
    },
};

use super::{
    at, ca, days, draw,
    forge::Forgery,
    issuer, list, listed, now, order, provider, refusal,
    rolls::{Rolls, entry, serial},
};

const BEFORE: &str = "2026-11-01T00:00:00Z";

#[test]
fn writes_the_version_issuer_times_and_extensions_of_the_profile() {
    let crl = list(&Rolls::default(), now());
    let issuer = issuer();
    assert_eq!(crl.version(), CrlVersion::V2);
    assert_eq!(crl.issuer().as_der(), issuer.name().as_der());
    assert_eq!((crl.this_update(), crl.next_update()), (now(), Some(days(2))));
    assert_eq!(crl.number(), Some(CrlNumber::from(1)));
    let own = crl.typed::<AuthorityKeyIdentifier>().unwrap().unwrap();
    assert_eq!(own.key_identifier(), Some(issuer.key_identifier()));
    let criticalities: Vec<_> = crl.extensions().iter().map(|extension| extension.criticality()).collect();
    assert_eq!(criticalities, [Criticality::NonCritical, Criticality::NonCritical]);
    crl.verify(issuer.certificate().unwrap(), provider()).unwrap();
    assert_eq!(Crl::from_der(crl.as_der()).unwrap(), crl);
}

#[test]
fn leaves_revoked_certificates_out_when_nothing_is_revoked() {
    let crl = list(&Rolls::default(), now());
    assert_eq!(crl.entries().len(), 0);
    assert!(Crl::from_der(crl.as_der()).unwrap().entries().next().is_none());
}

#[test]
fn writes_an_entry_without_extensions_when_no_reason_is_given() {
    let crl = list(&Rolls::of([entry(1, BEFORE, Reason::Unspecified)]), now());
    let octets = [&[0x30, 33, 2, 16][..], serial(1).as_octets(), b"\x17\x0d261101000000Z"].concat();
    assert!(crl.as_der().windows(octets.len()).any(|window| window == octets));
    assert_eq!(crl.entries().next().unwrap().reason(), None);
}

#[test]
fn writes_a_reason_and_an_invalidity_date_non_critical() {
    let since = Some(at("2026-10-01T00:00:00Z"));
    let revoked = RevokedEntry { invalid_since: since, ..entry(1, BEFORE, Reason::KeyCompromise) };
    let crl = list(&Rolls::of([revoked]), now());
    let octets = b"\x30\x26\x30\x0a\x06\x03\x55\x1d\x15\x04\x03\x0a\x01\x01\
        \x30\x18\x06\x03\x55\x1d\x18\x04\x11\x18\x0f20261001000000Z";
    assert!(crl.as_der().windows(octets.len()).any(|window| window == octets));
    let read = crl.entries().next().unwrap();
    assert_eq!((read.reason(), read.invalidity_date()), (Some(ReasonCode::Given(Reason::KeyCompromise)), since));
}

#[test]
fn lists_a_hold_as_certificate_hold_however_long_it_is_overdue() {
    let crl = list(&Rolls::of([entry(1, "2020-01-01T00:00:00Z", Reason::CertificateHold)]), now());
    assert_eq!(crl.find(serial(1)).unwrap().reason(), Some(ReasonCode::Given(Reason::CertificateHold)));
    assert!(crl.find(serial(2)).is_none());
}

#[test]
fn does_not_list_what_takes_effect_after_this_update() {
    let rolls = Rolls::of([
        entry(1, "2026-11-22T10:00:00Z", Reason::Superseded),
        entry(2, "2026-11-22T10:00:01Z", Reason::Superseded),
    ]);
    let draft = draw(&rolls, &order(now())).unwrap();
    assert_eq!((draft.entries(), draft.not_yet_effective()), (1, 1));
    assert_eq!(listed(&draft.sign().unwrap()), [1]);
    assert_eq!(listed(&list(&rolls, days(1))), [1, 2]);
}

#[test]
fn leaves_a_hold_on_the_list_until_the_revocation_that_ends_it_takes_effect() {
    let held_since = Some(at(BEFORE));
    let rolls = Rolls::of([RevokedEntry { held_since, ..entry(1, "2026-11-23T10:00:00Z", Reason::Superseded) }]);
    let [today, tomorrow] = [now(), days(1)].map(|day| list(&rolls, day));
    let read = |crl: &Crl| crl.find(serial(1)).map(|entry| (entry.revocation_date(), entry.reason())).unwrap();
    assert_eq!(read(&today), (at(BEFORE), Some(ReasonCode::Given(Reason::CertificateHold))));
    assert_eq!(read(&tomorrow), (days(1), Some(ReasonCode::Given(Reason::Superseded))));
}

#[test]
fn leaves_a_hold_on_the_list_until_its_release_takes_effect() {
    let held = entry(1, BEFORE, Reason::CertificateHold);
    let rolls = Rolls::of([RevokedEntry { released_at: Some(days(1)), ..held }]);
    let today = list(&rolls, now());
    assert_eq!(listed(&today), [1]);
    let tomorrow = draw(&rolls, &order(days(1)).after(&today)).unwrap();
    assert_eq!((tomorrow.entries(), tomorrow.not_yet_effective(), tomorrow.left_out()), (0, 0, 0));
}

#[test]
fn numbers_every_draft_before_it_is_signed() {
    let rolls = Rolls::default();
    let numbers: Vec<_> = (0..3).map(|_| draw(&rolls, &order(now())).unwrap().edition().number).collect();
    assert_eq!((numbers, rolls.last_number()), (vec![1, 2, 3], 3));
}

#[test]
fn numbers_above_the_floor_after_a_restored_backup() {
    let rolls = Rolls::default().with_last_number(40);
    let restored = draw(&rolls, &order(now()).with_floor(101)).unwrap();
    assert_eq!((restored.edition().number, rolls.last_number()), (101, 101));
    assert_eq!(draw(&rolls, &order(now()).with_floor(101)).unwrap().edition().number, 102);
}

#[test]
fn numbers_above_the_previous_list_after_a_restored_backup() {
    let published = list(&Rolls::default().with_last_number(99), now());
    let rolls = Rolls::default().with_last_number(40);
    let draft = draw(&rolls, &order(days(1)).after(&published)).unwrap();
    assert_eq!((draft.edition().number, rolls.last_number()), (101, 101));
}

#[test]
fn refuses_a_number_below_the_floor() {
    let drawn = draw(&Rolls::default().with_last_number(4).deaf(), &order(now()).with_floor(6));
    assert_eq!(refusal(drawn), "the inventory numbered the CRL 5, at least 6 was asked for (RFC 5280 §5.2.3)");
}

#[test]
fn refuses_entries_out_of_order_and_entries_twice() {
    let [one, two] = [1, 2].map(|number| entry(number, BEFORE, Reason::Superseded));
    for entries in [[two, one], [one, one]] {
        let [before, serial] = entries.map(|entry| entry.serial);
        assert_eq!(
            refusal(draw(&Rolls::unsorted(entries), &order(now()))),
            format!("the inventory gave {serial} after {before}; entries are given once and in ascending order")
        );
    }
}

#[test]
fn refuses_a_next_update_that_is_not_after_this_update() {
    for schedule in [CrlSchedule::Seconds(0), CrlSchedule::Until(now())] {
        assert_eq!(
            refusal(draw(&Rolls::default(), &CrlOrder::new(now(), schedule))),
            "nextUpdate is 2026-11-22T10:00:00Z, not after thisUpdate, which is 2026-11-22T10:00:00Z (RFC 5280 §5.1.2.5)"
        );
    }
}

#[test]
fn refuses_a_list_that_reaches_out_of_the_issuers_window() {
    let end = at("2045-12-31T23:59:59Z");
    let rolls = Rolls::default();
    for (start, next) in
        [("2045-12-30T10:00:00Z", "2046-01-01T10:00:00Z"), ("2025-12-31T10:00:00Z", "2026-01-02T10:00:00Z")]
    {
        assert_eq!(
            refusal(draw(&rolls, &order(at(start)))),
            format!(
                "the CRL is from {start} to {next}, and its issuer only valid from 2026-01-01T00:00:00Z to {end}; order \
                 one until then (RFC 5280 §6.3.3)"
            )
        );
    }
    assert_eq!(rolls.last_number(), 0, "no number is spent on what is refused");
    let last = CrlOrder::new(at("2045-12-30T10:00:00Z"), CrlSchedule::Until(end));
    assert_eq!(draw(&rolls, &last).unwrap().edition().next_update, end);
}

#[test]
fn refuses_a_next_update_past_the_last_year_there_is() {
    let drawn = draw(&Rolls::default(), &order(at("9999-12-31T00:00:00Z")));
    assert_eq!(
        refusal(drawn),
        "nextUpdate cannot be written: the time is outside the years 0000 to 9999, which a certificate can write"
    );
}

#[test]
fn refuses_an_issuer_without_a_certificate() {
    let founding = Issuer::founding(ca::ca_name(), ca::signer(provider(), "ed25519"), provider()).unwrap();
    let drawn = CrlDraft::draw(&founding, &Rolls::default(), &order(now()));
    assert_eq!(
        refusal(drawn),
        "the issuer is about to sign its own certificate and has none yet; it issues CRLs once it is certified"
    );
}

#[test]
fn refuses_an_issuer_whose_certificate_has_no_crl_sign() {
    let signer = ca::signer(provider(), "ed25519");
    let certificate = Forgery::authority(Arc::clone(&signer)).certificate();
    assert!(!certificate.typed::<KeyUsage>().unwrap().unwrap().contains(KeyUsage::CRL_SIGN));
    let issuer = Issuer::new(certificate, signer, provider(), now()).unwrap();
    let drawn = CrlDraft::draw(&issuer, &Rolls::default(), &order(now()));
    assert_eq!(
        refusal(drawn),
        "the issuer may not sign CRLs: keyUsage of its certificate has no cRLSign (RFC 5280 §4.2.1.3)"
    );
}

#[test]
fn is_signed_by_a_key_elsewhere_and_by_no_other() {
    let certificate = ca::root(provider(), "ed25519");
    let signer = ca::signer(provider(), "ed25519");
    let remote = RemoteKey::new(signer.public_key().clone(), signer.algorithm()).unwrap();
    let issuer = Issuer::new(certificate.clone(), Arc::new(remote), provider(), now()).unwrap();
    let rolls = Rolls::of([entry(1, BEFORE, Reason::Superseded)]);
    let draft = CrlDraft::draw(&issuer, &rolls, &order(now())).unwrap();
    let refused = draft.sign().unwrap_err();
    assert!(matches!(refused.cause, SignError::Remote), "{}", refused.cause);
    let draft = *refused.kept;
    let signature = signer.sign(draft.to_be_signed().message()).unwrap();
    let wrong = Signature::from_octets(vec![7; 64]);
    let refused = draft.attach(&wrong).unwrap_err();
    assert!(matches!(refused.cause, VerifyError::BadSignature), "{}", refused.cause);
    let crl = refused.kept.attach(&signature).unwrap();
    crl.verify(&certificate, provider()).unwrap();
    assert_eq!(crl, list(&Rolls::of([entry(1, BEFORE, Reason::Superseded)]), now()));
}

#[test]
fn is_signed_with_every_kind_of_key_under_every_provider() {
    for (_, provider) in ca::PROVIDERS {
        for key in ["p256", "p384", "rsa2048", "ed25519"] {
            let issuer = ca::issuer(provider, key).with_self_check(SelfCheck::Always);
            let rolls = Rolls::of([entry(1, BEFORE, Reason::Superseded)]);
            let crl = CrlDraft::draw(&issuer, &rolls, &order(now())).unwrap().sign().unwrap();
            crl.verify(issuer.certificate().unwrap(), provider).unwrap();
            assert_eq!(Crl::from_der(crl.as_der()).unwrap(), crl, "{key}");
        }
    }
}

/// Where a length takes one octet more, the fields in front of the entries move.
#[test]
fn reads_back_whatever_lengths_it_has() {
    for count in [0, 1, 2, 3, 4, 5, 1337, 1338, 1339, 1340, 1800] {
        let rolls = Rolls::of((0..count).map(|number| entry(number, BEFORE, Reason::Superseded)).collect::<Vec<_>>());
        let crl = list(&rolls, now());
        let read = Crl::from_der(crl.as_der()).unwrap();
        assert_eq!(read.entries().len(), usize::try_from(count).unwrap());
        assert_eq!(read.entry_order(), EntryOrder::Ascending);
        assert_eq!((read.to_be_signed(), read.signature()), (crl.to_be_signed(), crl.signature()));
        read.verify(issuer().certificate().unwrap(), provider()).unwrap();
    }
}

#[test]
fn is_drawn_by_the_authority_from_its_own_rolls() {
    let rolls: Arc<dyn Inventory> = Arc::new(Rolls::of([entry(1, BEFORE, Reason::Superseded)]));
    let crl = Authority::new(issuer(), rolls).crl(&order(now())).unwrap().sign().unwrap();
    assert_eq!(listed(&crl), [1]);
}

#[test]
fn says_what_it_is_without_its_entries() {
    let draft = draw(&Rolls::of([entry(1, BEFORE, Reason::Superseded)]), &order(now())).unwrap();
    let text = format!("{draft:?}");
    assert!(text.contains("number: 1") && text.contains("listed: 1"), "{text}");
    assert!(format!("{:?}", draft.sign().unwrap()).contains("entries: 1"));
}

#[test]
fn gives_its_error_to_whoever_wants_one_type() {
    let error: chancery::Error = CrlDraftError::NoCrlSign.into();
    assert!(error.to_string().starts_with("the issuer may not sign CRLs"));
}
