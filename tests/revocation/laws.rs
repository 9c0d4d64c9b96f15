//! Laws: what is drawn reads back to the same entries, numbers grow, and what leaves a list may.
//!
//! Rolls, clocks and histories are drawn by proptest (C-05, C-12, RFC 5280 §3.3). The surprising choice: the model of a list
//! is a set of numbers made from the rolls by a sentence, and not by the code under test.

use std::collections::BTreeSet;

use chancery::{
    inventory::RevokedEntry,
    revocation::Crl,
    x509::{Reason, Time, extension::ReasonCode},
};
use proptest::prelude::*;

use super::{
    days, draw, list, listed, next, now, order,
    rolls::{Rolls, serial},
};

const REASONS: [Reason; 8] = [
    Reason::Unspecified,
    Reason::KeyCompromise,
    Reason::CaCompromise,
    Reason::AffiliationChanged,
    Reason::Superseded,
    Reason::CessationOfOperation,
    Reason::CertificateHold,
    Reason::PrivilegeWithdrawn,
];

fn later(time: Time, seconds: i64) -> Time {
    time.plus_seconds(seconds).unwrap()
}

prop_compose! {
    fn entries()(drawn in prop::collection::btree_map(any::<u32>(), (0..8_usize, 0..9_000_000_i64, any::<bool>(), 1..90_i64), 0..60))
        -> Vec<RevokedEntry>
    {
        let entry = |(number, (reason, before, invalid, life)): (u32, (usize, i64, bool, i64))| {
            let at = later(now(), -before);
            let reason = REASONS[reason];
            let invalid_since = (invalid && reason != Reason::CertificateHold).then(|| later(at, -7));
            let not_after = days(life - 30);
            RevokedEntry {
                serial: serial(number),
                at,
                reason,
                invalid_since,
                held_since: None,
                released_at: None,
                not_after,
            }
        };
        drawn.into_iter().map(entry).collect()
    }
}

/// What an entry says, as far as a list has it.
fn said(entry: &RevokedEntry) -> (Vec<u8>, Time, Option<ReasonCode>, Option<Time>) {
    let reason = Some(entry.reason).filter(|reason| *reason != Reason::Unspecified).map(ReasonCode::from);
    (entry.serial.as_octets().to_vec(), entry.at, reason, entry.invalid_since)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn what_is_drawn_reads_back_to_the_same_entries(entries in entries()) {
        let crl = list(&Rolls::of(entries.clone()), now());
        let read = Crl::from_der(crl.as_der()).unwrap();
        let found: Vec<_> = read.entries()
            .map(|entry| (entry.serial().to_vec(), entry.revocation_date(), entry.reason(), entry.invalidity_date()))
            .collect();
        prop_assert_eq!(found, entries.iter().map(said).collect::<Vec<_>>());
        for entry in &entries {
            let found = read.find(entry.serial).map(|found| found.revocation_date());
            prop_assert_eq!(found, Some(entry.at));
        }
        prop_assert_eq!(read, crl);
    }

    #[test]
    fn numbers_grow_past_whatever_was_published(stored in any::<u32>(), floor in any::<u32>(), published in any::<u32>()) {
        let (stored, floor, published) = (u64::from(stored), u64::from(floor), u64::from(published));
        let previous = list(&Rolls::default().with_last_number(published), now());
        let rolls = Rolls::default().with_last_number(stored);
        let draft = draw(&rolls, &order(days(1)).with_floor(floor).after(&previous)).unwrap();
        // The previous one has `published` + 1.
        prop_assert_eq!(draft.edition().number, (stored + 1).max(floor).max(published + 2));
        prop_assert_eq!(rolls.last_number(), draft.edition().number);
    }

    #[test]
    fn what_leaves_a_list_was_released_or_listed_after_it_expired(
        entries in entries(), released in prop::collection::vec(any::<bool>(), 60), gap in 1..40_i64,
    ) {
        let rolls = Rolls::of(entries.clone());
        let mut published = list(&rolls, now());
        let mut gone = BTreeSet::new();
        for (entry, released) in entries.iter().zip(released) {
            if released && entry.reason == Reason::CertificateHold {
                rolls.remove(entry.serial);
                gone.insert(entry.serial.as_octets().to_vec());
            }
        }
        for step in 1..5 {
            let following = next(&rolls, days(step * gap), &published);
            let (before, after) = (serials(&published), serials(&following));
            let left: BTreeSet<_> = before.difference(&after).cloned().collect();
            let expired = |serial: &[u8]| {
                entries.iter().any(|entry| entry.serial.as_octets() == serial && entry.not_after < published.this_update())
            };
            let may: BTreeSet<_> = before.iter().filter(|serial| gone.contains(*serial) || expired(serial)).cloned().collect();
            prop_assert_eq!(left, may);
            prop_assert!(after.is_subset(&before), "nothing comes back");
            prop_assert!(published.number() < following.number());
            published = following;
        }
        prop_assert!(listed(&published).len() <= entries.len());
    }
}

fn serials(crl: &Crl) -> BTreeSet<Vec<u8>> {
    crl.entries().map(|entry| entry.serial().to_vec()).collect()
}
