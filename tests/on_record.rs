//! What is on record against an applicant: renewals, one certificate at once, and the register of names.
//!
//! One policy, whose table makes a subject of whatever facts there are, so that each rule can be asked alone. Every refusal
//! is asked for its sentence, and what two approvals at once would do for what the store answers. In `on_record/` the
//! rules of renewal, those of names, and the law that no name is given to two.
#![cfg(any(feature = "ring", feature = "aws-lc-rs"))]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "what cannot be made is a failed test"
)]

#[path = "common/ca.rs"]
mod ca;
#[path = "on_record/law.rs"]
mod law;
#[path = "on_record/register.rs"]
mod register;
#[path = "on_record/renewal.rs"]
mod renewal;

use std::{fmt, marker::PhantomData};

use ca::{bare, client_policy, provider};
use chancery::{
    Authority,
    inventory::{History, RecordId, Requested, Requester, Revocation},
    issuance::{Approved, Prepared},
    policy::{
        Applicant, AttributeRow, AttributeValue, Fact, FactKind, Facts, Policy, Presence, Profile, Rejection, Row,
        SubjectRow, SubscriberKey, Surplus,
    },
    x509::{AttributeType, Lifetime, Reason, Time},
};

/// A policy that is its profile, for any applicant.
struct Plain<A>(Profile, PhantomData<fn() -> A>);

impl<A> fmt::Debug for Plain<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.name)
    }
}

impl<A: Applicant + 'static> Policy for Plain<A> {
    type Applicant = A;
    type KeyOrigin = SubscriberKey;
    fn profile(&self) -> Profile {
        self.0.clone()
    }
}

fn plain<A>(profile: Profile) -> Plain<A> {
    Plain(profile, PhantomData)
}

/// The table `staff`: what a client has, the subject from any facts, for a day.
fn staff() -> Profile {
    let row = |attribute, kind| AttributeRow {
        attribute,
        value: AttributeValue::Each(kind),
        presence: Presence::Optional,
        if_asked_otherwise: Surplus::Refuse,
    };
    let attributes = vec![
        row(AttributeType::COUNTRY, FactKind::Country),
        row(AttributeType::ORGANIZATION, FactKind::Organization),
        row(AttributeType::GIVEN_NAME, FactKind::GivenName),
        row(AttributeType::SURNAME, FactKind::Surname),
        row(AttributeType::PSEUDONYM, FactKind::SystemName),
        row(AttributeType::SERIAL_NUMBER, FactKind::SerialNumber),
        row(AttributeType::COMMON_NAME, FactKind::CommonName),
    ];
    Profile {
        name: "staff".into(),
        keys: ca::EVERY_KEY.into(),
        lifetime: Lifetime::Days(1),
        subject: SubjectRow { attributes: attributes.into(), other_attributes: Surplus::Refuse },
        subject_alt_name: Row::Absent { if_asked: Surplus::Refuse },
        ..client_policy().profile()
    }
}

/// The same under another name.
fn other_staff() -> Profile {
    Profile { name: "other-staff".into(), ..staff() }
}

fn named(common_name: &str) -> Vec<Fact> {
    vec![Fact::Country("PL".to_owned()), Fact::CommonName(common_name.to_owned())]
}

fn pesel(number: &str) -> Fact {
    Fact::Pesel(number.parse().unwrap())
}

/// A person with a common name, and whom nobody would confuse.
fn anna() -> Facts {
    Facts::new([named("Anna Nowak"), vec![pesel(ANNA)]].concat())
}

const ANNA: &str = "99723100018";
const JAN: &str = "99723101026";

/// The decision over the rolls as they are, with what is done to their answer first.
fn decided<A: Applicant + 'static>(
    (authority, profile): (&Authority, Profile),
    (who, key): (&A, &str),
    now: Time,
    history: impl FnOnce(History) -> History,
) -> Result<Approved<Plain<A>>, Rejection> {
    let policy = authority.adopt(plain(profile)).unwrap();
    let request = bare(provider(), key);
    let history = history(policy.history(Some(&request), who).unwrap());
    policy.approve(request, who, &history, now)
}

fn approved<A: Applicant + 'static>(
    authority: &Authority,
    profile: Profile,
    (who, key): (&A, &str),
    now: Time,
) -> Result<Approved<Plain<A>>, Rejection> {
    decided((authority, profile), (who, key), now, |history| history)
}

#[track_caller]
fn issued<A: Applicant + 'static>(authority: &Authority, profile: Profile, who: (&A, &str), now: Time) -> RecordId {
    let approved = approved(authority, profile, who, now).unwrap_or_else(|rejection| panic!("{rejection}"));
    authority.issue(approved, now).unwrap().id()
}

#[track_caller]
fn refusals<A: Applicant + 'static>(
    authority: &Authority,
    profile: Profile,
    who: (&A, &str),
    now: Time,
) -> Vec<String> {
    reasons(approved(authority, profile, who, now))
}

/// The sentences of a refusal, each behind its rule.
#[track_caller]
fn reasons<A: Applicant + 'static>(answer: Result<Approved<Plain<A>>, Rejection>) -> Vec<String> {
    match answer {
        Ok(approved) => panic!("granted {}", approved.subject()),
        Err(rejection) => {
            rejection.violations().iter().map(|violation| format!("{}: {violation}", violation.rule())).collect()
        }
    }
}

fn prepared<A: Applicant + 'static>(
    authority: &Authority,
    approved: Approved<Plain<A>>,
    now: Time,
) -> Prepared<SubscriberKey> {
    approved.prepare(authority.slot().unwrap(), now).unwrap()
}

fn asked(at: Time) -> Requested {
    Requested { by: Requester::Officer, at }
}

fn revoke(authority: &Authority, id: RecordId, at: Time) {
    let revocation = Revocation { at, reason: Reason::Superseded, invalid_since: None, requested: asked(at) };
    authority.revoke(id.serial, revocation).unwrap();
}

/// A serial number as sentences have it.
fn pairs(id: RecordId) -> String {
    id.serial.as_octets().map(|octet| format!("{octet:02x}")).join(":")
}
