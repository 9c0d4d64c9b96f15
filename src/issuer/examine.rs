//! The questions a certificate answers before it makes an issuer.
//!
//! Called by `Issuer::new`, in the order a person would ask them: is it this key's, is it an authority, now, and do two
//! readers agree on it. RFC 5280 §4.2.1.2, §4.2.1.3, §4.2.1.9, §6.1.4. Those that do not need the key are asked by
//! `inventory` too, of the authorities above a foreign certificate.

use super::IssuerError;
use crate::{
    crypto::{Provider, PublicKey, SignatureAlgorithm, VerifyError},
    encoding::Oid,
    x509::{
        Certificate, CertificateSignatureError, Time,
        extension::{
            BasicConstraints, Criticality, ExtendedKeyUsage, KeyUsage, NameConstraints, SubjectKeyIdentifier,
            TypedExtension, oid,
        },
        second_reader,
    },
};

pub(super) struct Examined {
    pub(super) key_identifier: SubjectKeyIdentifier,
    pub(super) path_len: Option<u8>,
    pub(super) name_constraints: Option<NameConstraints>,
    pub(super) purposes: Option<ExtendedKeyUsage>,
}

pub(super) fn examine(
    certificate: &Certificate,
    (public_key, algorithm): (&PublicKey, SignatureAlgorithm),
    provider: &Provider,
    now: Time,
) -> Result<Examined, IssuerError> {
    refuse_misfit(public_key, algorithm)?;
    if certificate.public_key() != public_key {
        let certified = certificate.public_key().algorithm();
        return Err(IssuerError::KeyDoesNotMatch { certified, given: public_key.algorithm() });
    }
    let path_len = authority(certificate)?;
    let purposes = typed(certificate)?;
    refuse_unknown_critical(certificate, &UNDERSTOOD)?;
    // After our own refusals, which have the better sentence for what both readers refuse.
    second_reader::agrees(certificate).map_err(IssuerError::SecondReader)?;
    if certificate.subject().is_empty() {
        return Err(IssuerError::NoSubject);
    }
    if !certificate.validity().contains(now) {
        return Err(IssuerError::OutsideWindow { validity: certificate.validity(), now });
    }
    refuse_false_self_signature(certificate, provider)?;
    let key_identifier = typed(certificate)?.ok_or(IssuerError::NoKeyIdentifier)?;
    Ok(Examined { key_identifier, path_len, name_constraints: typed(certificate)?, purposes })
}

pub(super) fn refuse_misfit(public_key: &PublicKey, algorithm: SignatureAlgorithm) -> Result<(), IssuerError> {
    let key = public_key.algorithm();
    if algorithm.fits(key) { Ok(()) } else { Err(IssuerError::AlgorithmDoesNotFit { key, algorithm }) }
}

/// The path length of an authority that may sign certificates.
fn authority(certificate: &Certificate) -> Result<Option<u8>, IssuerError> {
    let path_len = authority_path_len(certificate)?;
    refuse_without_key_cert_sign(certificate)?;
    Ok(path_len)
}

/// The path length of an authority, whatever it may sign.
pub(crate) fn authority_path_len(certificate: &Certificate) -> Result<Option<u8>, IssuerError> {
    let constraints: Option<BasicConstraints> = typed(certificate)?;
    constraints.and_then(BasicConstraints::authority_path_len).ok_or(IssuerError::NotAnAuthority)
}

pub(crate) fn refuse_without_key_cert_sign(certificate: &Certificate) -> Result<(), IssuerError> {
    let usage: KeyUsage = typed(certificate)?.ok_or(IssuerError::NoKeyUsage)?;
    if usage.contains(KeyUsage::KEY_CERT_SIGN) { Ok(()) } else { Err(IssuerError::NoKeyCertSign) }
}

/// Critical extensions this stage has read or that do not bear on signing; any other is refused.
const UNDERSTOOD: [Oid; 5] =
    [oid::BASIC_CONSTRAINTS, oid::KEY_USAGE, oid::NAME_CONSTRAINTS, oid::EXTENDED_KEY_USAGE, oid::CERTIFICATE_POLICIES];

/// The first critical extension that is not one of those the caller understands.
pub(crate) fn refuse_unknown_critical(certificate: &Certificate, understood: &[Oid]) -> Result<(), IssuerError> {
    let unknown = certificate
        .extensions()
        .iter()
        .find(|extension| extension.criticality() == Criticality::Critical && !understood.contains(&extension.oid()));
    unknown.map_or(Ok(()), |extension| Err(IssuerError::UnknownCriticalExtension { oid: extension.oid() }))
}

/// A certificate that names itself as issuer and was signed by its own key must be so; one under a new key of the same
/// name (a rollover) is signed by the old one, and an algorithm the provider cannot check is not held against it.
pub(crate) fn refuse_false_self_signature(certificate: &Certificate, provider: &Provider) -> Result<(), IssuerError> {
    let authority: Option<crate::x509::extension::AuthorityKeyIdentifier> = typed(certificate)?;
    let own: Option<SubjectKeyIdentifier> = typed(certificate)?;
    let elsewhere = authority
        .as_ref()
        .and_then(|authority| authority.key_identifier())
        .is_some_and(|key| Some(key) != own.as_ref());
    if !certificate.is_self_issued() || elsewhere {
        return Ok(());
    }
    match certificate.verify_signature(certificate.public_key(), provider.verifier) {
        Ok(()) | Err(CertificateSignatureError::Verify(VerifyError::NotCheckable { .. })) => Ok(()),
        Err(error) => Err(IssuerError::SelfSignature(error)),
    }
}

fn typed<E: TypedExtension>(certificate: &Certificate) -> Result<Option<E>, IssuerError> {
    certificate.typed().map_err(IssuerError::Extension)
}
