//! A policy of the catalog with the mark of the test kit.
//!
//! Adopted by `TestPki` for its root, servers and clients. Subject and extensions are the catalog's; one row is added,
//! the extension by which production issuers know the kit. The surprising choice: the mark is an [`OtherRow`] like any
//! embedder's private extension, so the kit needs no door into the engine.

use std::borrow::Cow;

use super::made;
use crate::{
    encoding::{EncodeError, Tag, Writer},
    issuer::TestMark,
    policy::{Criticality, OtherRow, Policy, Profile, Surplus, VerifiedRequest, Violations},
    x509::Time,
};

/// The policy, with one more extension.
#[derive(Clone, Debug)]
pub(super) struct Marked<P>(pub(super) P);

impl<P: Policy> Policy for Marked<P> {
    type Applicant = P::Applicant;
    type KeyOrigin = P::KeyOrigin;

    fn profile(&self) -> Profile {
        let mut profile = self.0.profile();
        profile.others.to_mut().push(OtherRow {
            oid: TestMark::EXTENSION,
            criticality: Criticality::NonCritical,
            value: Cow::Owned(made(mark(), "the mark of the test kit")),
            if_asked_otherwise: Surplus::Refuse,
        });
        profile
    }

    fn narrow(
        &self,
        request: Option<&VerifiedRequest>,
        applicant: &Self::Applicant,
        now: Time,
        violations: &mut Violations,
    ) {
        self.0.narrow(request, applicant, now, violations);
    }
}

/// The text of the mark, legible in every dump of a certificate.
fn mark() -> Result<Vec<u8>, EncodeError> {
    let mut writer = Writer::new();
    writer.element(Tag::UTF8_STRING, TestMark::ORGANIZATION.as_bytes())?;
    Ok(writer.into_octets())
}
