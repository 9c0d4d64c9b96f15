//! A plan that is taken up again is signed only when what the store gives back is what was planned.
//!
//! A store that lies stands between the authority and an honest one: it changes one field of the record it returns.
#![cfg(feature = "ring")]
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "what is made here has its shape")]

use std::{ops::ControlFlow, sync::Arc};

use chancery::{
    Authority,
    crypto::{SecretKey, SignatureAlgorithm, ring::PROVIDER},
    inventory::{
        Change, ComparisonKey, Foreign, ForeignId, History, Inquiry, Inventory, InventoryError, IssuerId, LedgerEntry,
        MemoryInventory, Octets, PersonId, Record, RecordId, RegisteredForeign, RevokedEntry, Scope, State, StoredBody,
        StoredRecord, Withdrawal,
    },
    issuance::ResumeError,
    issuer::Issuer,
    policy::catalog::{AuthorityApplicant, Root},
    request::CertificationRequest,
    x509::{AttributeType, Extensions, Name, SerialNumber, Time},
};

type Lie = fn(&mut StoredRecord);

struct Lying {
    honest: MemoryInventory,
    lie: Lie,
}

impl Inventory for Lying {
    fn insert(&self, record: &Record, person: Option<&PersonId>, change: &Change) -> Result<(), InventoryError> {
        self.honest.insert(record, person, change)
    }
    fn commit(&self, change: &Change) -> Result<(), InventoryError> {
        self.honest.commit(change)
    }
    fn note(&self, entry: &LedgerEntry) -> Result<(), InventoryError> {
        self.honest.note(entry)
    }
    fn find(&self, id: RecordId) -> Result<Option<Record>, InventoryError> {
        Ok(self.honest.find(id)?.map(|record| {
            let mut stored = record.to_stored();
            (self.lie)(&mut stored);
            Record::from_stored(stored).unwrap()
        }))
    }
    fn history(&self, inquiry: &Inquiry) -> Result<History, InventoryError> {
        self.honest.history(inquiry)
    }
    fn undetermined(&self, visit: &mut dyn FnMut(&Record) -> ControlFlow<()>) -> Result<(), InventoryError> {
        self.honest.undetermined(visit)
    }
    fn next_crl_number(&self, scope: Scope, floor: u64) -> Result<u64, InventoryError> {
        self.honest.next_crl_number(scope, floor)
    }
    fn revoked(
        &self,
        scope: Scope,
        visit: &mut dyn FnMut(&RevokedEntry) -> ControlFlow<()>,
    ) -> Result<(), InventoryError> {
        self.honest.revoked(scope, visit)
    }
    fn register(&self, foreign: &Foreign, person: Option<&PersonId>) -> Result<(), InventoryError> {
        self.honest.register(foreign, person)
    }
    fn withdraw(&self, withdrawal: &Withdrawal) -> Result<(), InventoryError> {
        self.honest.withdraw(withdrawal)
    }
    fn registered(&self, id: ForeignId) -> Result<Option<RegisteredForeign>, InventoryError> {
        self.honest.registered(id)
    }
    fn registered_as(
        &self,
        subject: &ComparisonKey,
        visit: &mut dyn FnMut(&RegisteredForeign) -> ControlFlow<()>,
    ) -> Result<(), InventoryError> {
        self.honest.registered_as(subject, visit)
    }
}

/// An authority over a lying store, and the root certificate it planned and did not sign.
fn planned(lie: Lie) -> (Authority, RecordId) {
    let now: Time = "2026-11-22T10:00:00Z".parse().unwrap();
    let key = SecretKey::from_pem(&std::fs::read("tests/data/keys/p384.pkcs8.pem").unwrap()).unwrap();
    let signer = PROVIDER.keys.signer(&key, SignatureAlgorithm::EcdsaSha384).unwrap();
    let name = [
        (AttributeType::COUNTRY, "PL"),
        (AttributeType::ORGANIZATION, "Example"),
        (AttributeType::COMMON_NAME, "Example Root"),
    ];
    let name = Name::of(&name).unwrap();
    let request = CertificationRequest::sign(&name, &Extensions::new(), signer.as_ref()).unwrap();
    let request = request.verify(&PROVIDER).unwrap();
    let store = Lying { honest: MemoryInventory::with_salt([7; 32], PROVIDER.digest), lie };
    let authority = Authority::new(Issuer::founding(name, signer, &PROVIDER).unwrap(), Arc::new(store));
    let policy = authority.adopt(Root::new(Root::LIFETIME)).unwrap();
    let who = AuthorityApplicant::new("PL".to_owned(), "Example".to_owned(), "Example Root".to_owned());
    let history = policy.history(Some(&request), &who).unwrap();
    let approved = policy.approve(request, &who, &history, now).unwrap();
    let planned = approved.prepare(authority.slot().unwrap(), now).unwrap().plan().unwrap();
    (authority, planned.id())
}

fn refusal(lie: Lie) -> ResumeError {
    let (authority, id) = planned(lie);
    authority.resume(id).expect_err("the store lied")
}

/// Changes octets of what was to be signed.
fn to_be_signed(stored: &mut StoredRecord, change: impl FnOnce(&mut Vec<u8>)) {
    let StoredBody::ToBeSigned(octets) = &stored.body else { panic!("the record is planned") };
    let mut octets = octets.as_ref().to_vec();
    change(&mut octets);
    stored.body = StoredBody::ToBeSigned(Octets::new(octets));
}

#[test]
fn takes_up_what_an_honest_store_gives_back() {
    let (authority, id) = planned(|_| {});
    let enrolled = authority.resume(id).unwrap().sign().unwrap().complete().unwrap();
    assert_eq!(enrolled.id(), id);
}

#[test]
fn refuses_another_serial_number() {
    let error = refusal(|stored| {
        to_be_signed(stored, |tbs| {
            let at = tbs.windows(2).position(|window| window == [0x02, 0x10]).unwrap();
            tbs[at + 10] ^= 1;
        });
    });
    assert!(matches!(error, ResumeError::NotAsPlanned { field: "serialNumber", .. }), "{error}");
    assert!(error.to_string().ends_with("says: serialNumber differs"), "{error}");
}

#[test]
fn refuses_another_validity() {
    let error = refusal(|stored| stored.not_after = stored.not_after.plus_seconds(1).unwrap());
    assert!(matches!(error, ResumeError::NotAsPlanned { field: "validity", .. }), "{error}");
}

#[test]
fn refuses_another_subject() {
    let error = refusal(|stored| {
        let other = Name::of(&[(AttributeType::COMMON_NAME, "somebody else")]).unwrap();
        stored.subject = Octets::new(other.as_der());
    });
    assert!(matches!(error, ResumeError::NotAsPlanned { field: "subject", .. }), "{error}");
}

#[test]
fn refuses_octets_that_are_no_certificate() {
    let error = refusal(|stored| to_be_signed(stored, |tbs| *tbs = vec![0x30, 0x00]));
    assert!(matches!(error, ResumeError::ReadBack(_)), "{error}");
}

#[test]
fn refuses_what_a_lint_rule_finds() {
    let error = refusal(|stored| {
        // basicConstraints, critical TRUE: the BOOLEAN after the identifier becomes an encoding that is no longer there.
        to_be_signed(stored, |tbs| {
            let at = tbs.windows(3).position(|window| window == [0x55, 0x1d, 0x13]).unwrap();
            tbs[at + 2] = 0x63;
        });
    });
    assert!(matches!(error, ResumeError::Lint(_)), "{error}");
}

#[test]
fn refuses_a_record_of_another_issuer() {
    let (authority, id) = planned(|_| {});
    let other = RecordId { issuer: IssuerId::from_octets([9; 32]), ..id };
    let error = authority.resume(other).expect_err("another issuer's");
    assert!(matches!(error, ResumeError::OtherIssuer { .. }), "{error}");
    assert!(error.to_string().contains("belongs to another issuer"), "{error}");
}

#[test]
fn refuses_a_record_that_is_past_signing() {
    let (authority, id) = planned(|_| {});
    let _ = authority.resume(id).unwrap().sign().unwrap().complete().unwrap();
    let error = authority.resume(id).expect_err("issued");
    assert!(matches!(error, ResumeError::NotPlanned { state: State::Issued, .. }), "{error}");
}

#[test]
fn refuses_a_record_that_is_not_there() {
    let (authority, id) = planned(|_| {});
    let serial = SerialNumber::from_octets([0x41; SerialNumber::OCTETS]).unwrap();
    let error = authority.resume(RecordId { serial, ..id }).expect_err("no such record");
    assert!(matches!(error, ResumeError::Inventory(InventoryError::NotFound(_))), "{error}");
}
