//! Keys for specimens: one of each kind a policy certifies, with the usage its row gives to that kind.
//!
//! Asked by `Adopted`, which fills the form with each and judges the result before the policy is in force: L-03 looks
//! at key and usage together, so the issuer's own key would stand in badly for an RSA key of a subscriber. The
//! surprising choice: the numbers in them are no keys at all (nobody verifies with a specimen, and its octets are
//! dropped), only their shapes are; a founding issuer certifies nothing but itself, so there its own key is used.

use super::adopted::AdoptError;
use crate::{
    crypto::{KeyAlgorithm, PublicKey},
    encoding::{EncodeError, Writer},
    issuer::{Issuer, Standing},
    policy::{KeyRule, KeyUsageGrant, Profile, Row},
    x509::extension::KeyUsage,
};

/// A key and the usage it is certified for, which is absent where the row is.
pub(super) type KeyAndUsage = (PublicKey, Option<KeyUsage>);

/// What the rules on keys tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Rsa,
    Ec,
    Ed25519,
}

/// Every kind of key of the policy, each with the usage it gets.
pub(super) fn keys_and_usages(profile: &Profile, issuer: &Issuer) -> Result<Vec<KeyAndUsage>, AdoptError> {
    if issuer.standing() == Standing::Founding {
        return Ok(vec![with_usage(profile, issuer.public_key().clone())]);
    }
    let wanted = |kind: &Kind| profile.keys.iter().any(|rule| kind_of(*rule) == *kind);
    let kinds = [Kind::Rsa, Kind::Ec, Kind::Ed25519].into_iter().filter(wanted);
    kinds.map(|kind| Ok(with_usage(profile, key(kind)?))).collect()
}

const fn kind_of(rule: KeyRule) -> Kind {
    match rule {
        KeyRule::RsaExactly(_) | KeyRule::RsaBetween { .. } => Kind::Rsa,
        KeyRule::P256 | KeyRule::P384 | KeyRule::P521 => Kind::Ec,
        KeyRule::Ed25519 => Kind::Ed25519,
    }
}

fn with_usage(profile: &Profile, key: PublicKey) -> KeyAndUsage {
    let Row::Set { value, .. } = profile.key_usage else { return (key, None) };
    let usage = match (value, key.algorithm()) {
        (KeyUsageGrant::EveryKey(usage), _) => usage,
        (KeyUsageGrant::ByKey { rsa, .. }, KeyAlgorithm::Rsa { .. }) => rsa,
        (KeyUsageGrant::ByKey { other, .. }, _) => other,
    };
    (key, Some(usage))
}

/// A key of this kind with numbers that no key has.
fn key(kind: Kind) -> Result<PublicKey, AdoptError> {
    let (identifier, content) = match kind {
        Kind::Rsa => (RSA_ENCRYPTION, rsa_public_key()?),
        Kind::Ec => (P256, vec![0x04; 65]),
        Kind::Ed25519 => (ED25519, vec![0x04; 32]),
    };
    let mut writer = Writer::new();
    writer.sequence(|spki| {
        spki.raw(identifier)?;
        spki.bit_string_of_octets(&content)
    })?;
    Ok(PublicKey::from_der(writer.octets())?)
}

/// A modulus of 2048 ones, and 65537.
fn rsa_public_key() -> Result<Vec<u8>, EncodeError> {
    let mut writer = Writer::new();
    writer.sequence(|numbers| {
        numbers.natural(&[0xff; 256])?;
        numbers.small_natural(65_537)
    })?;
    Ok(writer.into_octets())
}

/// `rsaEncryption` with NULL.
const RSA_ENCRYPTION: &[u8] = b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00";
/// `id-ecPublicKey` with `secp256r1`.
const P256: &[u8] = b"\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07";
/// `id-Ed25519`.
const ED25519: &[u8] = b"\x30\x05\x06\x03\x2b\x65\x70";
