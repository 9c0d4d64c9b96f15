//! Drafts: what is on the list, in which octets, under which number, and what is not drafted at all.
//!
//! C-01 to C-05, C-09 to C-11 and C-13 of what is written.

use std::sync::Arc;

use chancery::{
    crypto::{KeyAlgorithm, Signature, VerifyError},
    inventory::RevokedEntry,
    issuer::Issuer,
    revocation::{Crl, CrlDraft, CrlOrder, CrlSchedule, CrlVersion, EntryOrder},
    x509::{
        Reason,
        extension::{AuthorityKeyIdentifier, Criticality, CrlNumber, KeyUsage, ReasonCode, oid},
    },
};

use super::{
    at, ca, days, draw, issuer, list, listed, now, order, provider, refusal,
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
