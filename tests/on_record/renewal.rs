//! Renewals: named and never guessed, in the window of the policy, one certificate at once, with which key.
//!
//! EN 319 411-1 §6.3.6 to §6.3.8, domain §5.1 and §5.3 point 10. Each rule in its sentence, with the case next to it that
//! passes; then what the store says to two approvals at once.

use chancery::{
    Authority,
    inventory::{CertificatesAtOnce, History, InventoryError, NotOnRecord, RecordId, Revocation, SuspensionRule},
    issuance::Approved,
    policy::{Facts, Profile, Rejection, RenewalKey, RenewalRule, RenewalWindow},
    x509::{Reason, Time},
};

use super::{
    ANNA, JAN, Plain, anna, approved, asked,
    ca::{self, authority, bare, now, provider},
    decided, issued, named, other_staff, pairs, pesel, plain, prepared, reasons, refusals, revoke, staff,
};

const ONE: RenewalRule =
    RenewalRule { at_once: CertificatesAtOnce::One, window: RenewalWindow::WhileValid, key: RenewalKey::SameOrAnother };

fn under(renewal: RenewalRule) -> Profile {
    Profile { renewal, suspension: SuspensionRule::Allowed { max_days: None, then: None }, ..staff() }
}

fn later(seconds: i64) -> Time {
    now().plus_seconds(seconds).unwrap()
}

/// The decision about a renewal of that record.
fn renewed(
    authority: &Authority,
    profile: Profile,
    (who, key): (&Facts, &str),
    (id, now): (RecordId, Time),
) -> Result<Approved<Plain<Facts>>, Rejection> {
    decided((authority, profile), (who, key), now, |history: History| history.for_renewal_of(id).unwrap())
}

#[test]
fn a_renewal_is_told_on_the_rolls() {
    let authority = authority(provider(), "ed25519");
    let first = issued(&authority, under(ONE), (&anna(), "p256"), now());
    let approval = renewed(&authority, under(ONE), (&anna(), "p384"), (first, now())).unwrap();
    assert_eq!(approval.renews(), Some(first));
    let second = authority.issue(approval, now()).unwrap().id();
    let record = authority.inventory().find(second).unwrap().unwrap();
    assert_eq!((record.renews(), record.at_once()), (Some(first), CertificatesAtOnce::One));
    let first = authority.inventory().find(first).unwrap().unwrap();
    assert_eq!(first.renews(), None, "a first application renews nothing");
}

#[test]
fn refuses_a_renewal_where_only_a_new_application_makes_one() {
    let authority = authority(provider(), "ed25519");
    let id = issued(&authority, under(RenewalRule::NEW_APPLICATION), (&anna(), "p256"), now());
    let refused = renewed(&authority, under(RenewalRule::NEW_APPLICATION), (&anna(), "p256"), (id, now()));
    assert_eq!(
        reasons(refused),
        [format!(
            "policy.renewal.none: renewal is that of certificate {}; permitted is a new application, the only way to \
             another certificate of staff (domain.md §5.1)",
            pairs(id)
        )]
    );
    assert!(approved(&authority, under(RenewalRule::NEW_APPLICATION), (&anna(), "p256"), now()).is_ok());
}

#[test]
fn refuses_the_renewal_of_a_certificate_of_another_policy() {
    let authority = authority(provider(), "ed25519");
    let id = issued(&authority, other_staff(), (&anna(), "p256"), now());
    let refused = renewed(&authority, under(ONE), (&anna(), "p256"), (id, now()));
    assert_eq!(
        reasons(refused),
        [format!(
            "policy.renewal.policy: renewal is that of certificate {}, which other-staff granted; permitted is one that \
             staff granted (EN 319 411-1 §6.3.6)",
            pairs(id)
        )]
    );
}

#[test]
fn refuses_the_renewal_of_what_is_held_or_revoked() {
    let authority = authority(provider(), "ed25519");
    let id = issued(&authority, under(ONE), (&anna(), "p256"), now());
    let refused_as = |state: &str| {
        let refused = renewed(&authority, under(ONE), (&anna(), "p256"), (id, later(3)));
        assert_eq!(
            reasons(refused),
            [format!(
                "policy.renewal.ended: renewal is that of certificate {}, which is {state}; permitted is one that is \
                 neither held nor revoked (EN 319 411-1 §6.3.6)",
                pairs(id)
            )]
        );
    };
    authority.hold(id.serial, later(1), None, asked(now())).unwrap();
    refused_as("held");
    authority.release(id.serial, later(2), asked(now())).unwrap();
    assert!(renewed(&authority, under(ONE), (&anna(), "p256"), (id, later(3))).is_ok());
    revoke(&authority, id, later(2));
    refused_as("revoked");
}

#[test]
fn refuses_the_renewal_of_what_was_never_issued() {
    let authority = authority(provider(), "ed25519");
    let approval = approved(&authority, under(ONE), (&anna(), "p256"), now()).unwrap();
    let planned = prepared(&authority, approval, now()).plan().unwrap();
    let id = planned.id();
    let refused_as = |state: &str| {
        let refused = renewed(&authority, under(ONE), (&anna(), "p256"), (id, now()));
        assert_eq!(
            reasons(refused),
            [format!(
                "policy.renewal.not-issued: renewal is that of certificate {}, which is {state}; permitted is one that \
                 was issued (EN 319 411-1 §6.3.6)",
                pairs(id)
            )]
        );
    };
    refused_as("planned");
    planned.abandon().unwrap();
    refused_as("abandoned");
}

#[test]
fn renews_in_the_window_of_the_policy() {
    let authority = authority(provider(), "ed25519");
    let id = issued(&authority, under(ONE), (&anna(), "p256"), now());
    let (last, expired) = (later(86_399), later(86_400));
    assert!(renewed(&authority, under(ONE), (&anna(), "p256"), (id, last)).is_ok());
    let refused = renewed(&authority, under(ONE), (&anna(), "p256"), (id, expired));
    assert_eq!(
        reasons(refused),
        [format!(
            "policy.renewal.window: renewal is that of certificate {}, which expired at 2026-11-23T09:59:59Z; permitted is \
             one that is still valid, under staff (domain.md §5.1)",
            pairs(id)
        )]
    );
    let also_expired = RenewalRule { window: RenewalWindow::AlsoExpired, ..ONE };
    assert!(renewed(&authority, under(also_expired), (&anna(), "p256"), (id, expired)).is_ok());
}

#[test]
fn refuses_who_holds_a_certificate_where_each_person_has_one() {
    let authority = authority(provider(), "ed25519");
    let approval = approved(&authority, under(ONE), (&anna(), "p256"), now()).unwrap();
    let planned = prepared(&authority, approval, now()).plan().unwrap();
    let id = planned.id();
    let refused_as = |state: &str| {
        assert_eq!(
            refusals(&authority, under(ONE), (&anna(), "p384"), later(2)),
            [format!(
                "policy.person.already-holds: applicant.person is the holder of certificate {}, which is {state}; permitted \
                 is a person without a certificate of staff, but for the one that is renewed (domain.md §5.3 point 10)",
                pairs(id)
            )]
        );
    };
    refused_as("planned");
    let _ = planned.sign().unwrap().complete().unwrap();
    refused_as("issued");
    authority.hold(id.serial, later(1), None, asked(now())).unwrap();
    refused_as("held");
    // Another policy is none of it, nor a rule without a bound; a certificate that is over leaves the place free.
    let other = Profile { renewal: ONE, ..other_staff() };
    assert!(approved(&authority, other, (&anna(), "p384"), now()).is_ok());
    assert!(approved(&authority, under(RenewalRule::FREE), (&anna(), "p384"), now()).is_ok());
    assert!(approved(&authority, under(ONE), (&anna(), "p384"), later(86_400)).is_ok(), "expired");
    revoke(&authority, id, later(1));
    assert!(approved(&authority, under(ONE), (&anna(), "p384"), later(2)).is_ok(), "revoked");
}

/// REV-6.2.4-05A: until the revocation takes effect, the certificate is as good as any.
#[test]
fn a_certificate_that_is_revoked_from_tomorrow_on_takes_the_place_today() {
    let authority = authority(provider(), "ed25519");
    let ready = approved(&authority, under(ONE), (&anna(), "p384"), now()).unwrap();
    let ready = prepared(&authority, ready, now());
    let id = issued(&authority, under(ONE), (&anna(), "p256"), now());
    revoke(&authority, id, later(3600));
    assert_eq!(
        refusals(&authority, under(ONE), (&anna(), "p384"), later(3599)),
        [format!(
            "policy.person.already-holds: applicant.person is the holder of certificate {}, which is revoked from \
             2026-11-22T11:00:00Z on and not before; permitted is a person without a certificate of staff, but for the \
             one that is renewed (domain.md §5.3 point 10)",
            pairs(id)
        )]
    );
    let refusal = ready.plan().unwrap_err();
    assert!(matches!(refusal.cause, InventoryError::PersonHolds { other } if other == id), "{:?}", refusal.cause);
    assert!(authority.inventory().find(id).unwrap().unwrap().is_active(later(3599)));
    issued(&authority, under(ONE), (&anna(), "p384"), later(3600));
}

#[test]
fn a_person_has_the_certificate_and_the_one_that_renews_it_and_no_third() {
    let authority = authority(provider(), "ed25519");
    let first = issued(&authority, under(ONE), (&anna(), "p256"), now());
    let approval = renewed(&authority, under(ONE), (&anna(), "p384"), (first, now())).unwrap();
    let second = authority.issue(approval, now()).unwrap().id();
    for (renewing, holds) in [(first, second), (second, first)] {
        let refused = reasons(renewed(&authority, under(ONE), (&anna(), "rsa2048"), (renewing, now())));
        let found =
            format!("policy.person.already-holds: applicant.person is the holder of certificate {}", pairs(holds));
        assert!(refused.len() == 1 && refused[0].starts_with(&found), "{refused:?}");
    }
}

#[test]
fn refuses_who_is_not_known_where_each_person_has_one() {
    let authority = authority(provider(), "ed25519");
    let who = Facts::new(named("Anna Nowak"));
    assert_eq!(
        refusals(&authority, under(ONE), (&who, "p256"), now()),
        [
            "policy.person.unknown: applicant.person is nobody who is known; permitted is a person who is known, since staff \
          gives each one certificate at once (domain.md §5.3 point 10)"
        ]
    );
    assert!(approved(&authority, under(RenewalRule::FREE), (&who, "p256"), now()).is_ok());
}

#[test]
fn refuses_a_key_that_was_certified_where_each_certificate_has_its_own() {
    let authority = authority(provider(), "ed25519");
    let another = RenewalRule { key: RenewalKey::Another, ..ONE };
    let approval = approved(&authority, under(another), (&anna(), "p256"), now()).unwrap();
    prepared(&authority, approval, now()).plan().unwrap().abandon().unwrap();
    let id = issued(&authority, under(another), (&anna(), "p256"), now());
    assert_eq!(
        reasons(renewed(&authority, under(another), (&anna(), "p256"), (id, now()))),
        [format!(
            "policy.key.used-before: subjectPublicKeyInfo is a key that certificate {} certifies already; permitted is a \
             key that was never certified, under staff (EN 319 411-1 §6.3.7)",
            pairs(id)
        )]
    );
    assert!(renewed(&authority, under(another), (&anna(), "p384"), (id, now())).is_ok());
    assert!(renewed(&authority, under(ONE), (&anna(), "p256"), (id, now())).is_ok());
    // Of another subject it is told as both.
    let jan = Facts::new([named("Jan Nowak"), vec![pesel(JAN)]].concat());
    let refused = refusals(&authority, under(another), (&jan, "p256"), now());
    let rules: Vec<_> = refused.iter().filter_map(|reason| reason.split_once(": ")).map(|(rule, _)| rule).collect();
    assert_eq!(rules, ["policy.key.in-use", "policy.key.used-before"]);
}

#[test]
fn tells_everything_that_stands_on_record_at_once() {
    let authority = authority(provider(), "ed25519");
    let jan = Facts::new([named("Anna Nowak"), vec![pesel(JAN)]].concat());
    let [mine, gone] = [(&anna(), "p256"), (&anna(), "p384")].map(|who| issued(&authority, other_staff(), who, now()));
    let place =
        issued(&authority, under(ONE), (&Facts::new(named("Jan Nowak")).with_person(jan_himself()), "rsa2048"), now());
    revoke(&authority, gone, now());
    let rule = RenewalRule { window: RenewalWindow::Never, key: RenewalKey::Another, ..ONE };
    let refused = reasons(renewed(&authority, under(rule), (&jan.with_person(jan_himself()), "p256"), (gone, now())));
    let rules: Vec<_> = refused.iter().filter_map(|reason| reason.split_once(": ")).map(|(rule, _)| rule).collect();
    assert_eq!(
        rules,
        [
            "policy.key.used-before",
            "policy.subject.in-use",
            "policy.person.already-holds",
            "policy.renewal.none",
            "policy.renewal.policy",
            "policy.renewal.ended",
        ]
    );
    assert!(refused[0].contains(&pairs(mine)) && refused[2].contains(&pairs(place)), "{refused:?}");
}

fn jan_himself() -> chancery::inventory::PersonId {
    chancery::inventory::PersonId::new(b"Jan")
}

#[test]
fn an_explanation_tells_what_is_on_record_beneath_its_rows() {
    let authority = authority(provider(), "ed25519");
    let id = issued(&authority, under(ONE), (&anna(), "p256"), now());
    let policy = authority.adopt(plain(under(ONE))).unwrap();
    let request = bare(provider(), "p256");
    revoke(&authority, id, now());
    let history = policy.history(Some(&request), &anna()).unwrap().for_renewal_of(id).unwrap();
    let explanation = policy.explain(Some(&request), &anna(), &history, now());
    let beneath: Vec<_> = explanation.violations_beside_the_rows().map(|violation| violation.rule().as_str()).collect();
    assert_eq!(beneath, ["policy.renewal.ended"]);
    let line = format!("\nrefused: renewal is that of certificate {}, which is revoked", pairs(id));
    assert!(explanation.to_string().contains(&line), "{explanation}");
}

#[test]
fn a_renewal_is_of_a_certificate_of_the_holder() {
    let authority = authority(provider(), "ed25519");
    let policy = authority.adopt(plain(under(ONE))).unwrap();
    let request = bare(provider(), "p256");
    let jans = Facts::new([named("Jan Nowak"), vec![pesel(JAN)]].concat());
    let of_jan = issued(&authority, under(ONE), (&jans, "p256"), now());
    let ask = || policy.history(Some(&request), &anna()).unwrap();
    assert_eq!(ask().for_renewal_of(of_jan).unwrap_err(), NotOnRecord::OfAnother { id: of_jan });
    let unheard_of = RecordId { serial: authority.slot().unwrap().serial(), ..of_jan };
    assert_eq!(ask().for_renewal_of(unheard_of).unwrap_err(), NotOnRecord::Absent { id: unheard_of });
    // Under another name, the person is the same: what changed is a modification (EN 319 411-1 §6.3.8).
    let before = Facts::new([named("Anna Kowalska"), vec![pesel(ANNA)]].concat());
    let id = issued(&authority, under(ONE), (&before, "p384"), now());
    assert!(renewed(&authority, under(ONE), (&anna(), "rsa2048"), (id, now())).is_ok());
}

#[test]
fn two_approvals_at_once_give_one_person_one_certificate() {
    let authority = authority(provider(), "ed25519");
    let approvals = ["p256", "p384"].map(|key| approved(&authority, under(ONE), (&anna(), key), now()).unwrap());
    let [first, second] = approvals.map(|approval| prepared(&authority, approval, now()));
    let first = first.plan().unwrap();
    let refusal = second.plan().unwrap_err();
    assert!(
        matches!(refusal.cause, InventoryError::PersonHolds { other } if other == first.id()),
        "{:?}",
        refusal.cause
    );
    // Once the first is given up, the second gets the place.
    first.abandon().unwrap();
    assert!(refusal.kept.plan().is_ok());
}

#[test]
fn two_renewals_at_once_renew_once() {
    let authority = authority(provider(), "ed25519");
    let id = issued(&authority, under(ONE), (&anna(), "p256"), now());
    let approvals =
        ["p384", "rsa2048"].map(|key| renewed(&authority, under(ONE), (&anna(), key), (id, now())).unwrap());
    let [first, second] = approvals.map(|approval| prepared(&authority, approval, now()));
    let first = first.plan().unwrap().id();
    let refusal = second.plan().unwrap_err();
    assert!(matches!(refusal.cause, InventoryError::PersonHolds { other } if other == first));
}

/// REG-6.3.6-01A: between the plan and its signature there may be a crash, a weekend and a compromise.
#[test]
fn a_plan_is_not_taken_up_with_a_key_that_was_compromised_since() {
    let authority = authority(provider(), "ed25519");
    let free = || under(RenewalRule::FREE);
    let plan = || {
        let approval = approved(&authority, free(), (&anna(), "p256"), now()).unwrap();
        prepared(&authority, approval, now()).plan().unwrap().id()
    };
    let [unsigned, signed] = [plan(), plan()];
    let issued = issued(&authority, free(), (&anna(), "p256"), now());
    assert!(authority.resume(unsigned).is_ok());
    let (reason, requested) = (Reason::KeyCompromise, asked(now()));
    authority.revoke(issued.serial, Revocation { at: now(), reason, invalid_since: None, requested }).unwrap();
    let refusal = authority.resume(unsigned).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        format!(
            "the key of record {unsigned} was revoked as compromised with record {issued} and is not certified again (EN \
             319 411-1 REG-6.3.6-01A); settle it with `recover`"
        )
    );
    authority.recover(unsigned, None, now()).unwrap();
    // What was signed before is put on the rolls, or nobody could revoke it.
    let state = || authority.inventory().find(signed).unwrap().unwrap();
    let signature = ca::signer(provider(), "ed25519").sign(state().to_be_signed().unwrap()).unwrap();
    authority.recover(signed, Some(&signature), now()).unwrap();
    assert!(state().certificate_der().is_some());
}
