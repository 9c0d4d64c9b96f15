//! A public key: the octets of its `SubjectPublicKeyInfo`, verbatim, and what can be said about them.
//!
//! Made when a request or a certificate is decoded, copied into the certificate octet by octet (RFC 5280 §4.1.2.7).
//! RFC 3279 §2.3.1 (RSA), RFC 4055 §3.1 (RSASSA-PSS), RFC 5480 §2 (EC) and RFC 8410 §3 (Ed25519) give the inner shapes,
//! all read strictly.
//! The surprising choice: an unknown algorithm is a key too, so that a request with one is answered and not just unread;
//! a known algorithm in a wrong shape is not.

use std::{fmt, sync::Arc};

use super::{AlgorithmIdentifier, Curve, KeyAlgorithm, PssRestriction, algorithm::RSASSA_PSS};
use crate::encoding::{CurveForm, DecodeError, DecodeErrorKind, EncodeError, Oid, PointForm, Reader, Tag, Writer, oid};

/// A public key as it stands in a `SubjectPublicKeyInfo`.
///
/// ```text
/// SubjectPublicKeyInfo ::= SEQUENCE { algorithm AlgorithmIdentifier, subjectPublicKey BIT STRING }
/// ```
///
/// A value of this type is strict DER; RSA keys are a modulus and an exponent, points are uncompressed and of the length
/// of their curve, Ed25519 keys have 32 octets. Cloning shares the octets.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PublicKey {
    spki: Arc<[u8]>,
    algorithm: KeyAlgorithm,
    key: (u32, u32),
    rsa: Option<RsaNumbers>,
}

/// Where modulus and exponent stand, as magnitudes without sign octet.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct RsaNumbers {
    modulus: (u32, u32),
    exponent: (u32, u32),
}

impl PublicKey {
    /// Reads a whole `SubjectPublicKeyInfo`.
    ///
    /// # Errors
    /// [`DecodeError`] with the octet and the rule.
    pub fn from_der(spki: &[u8]) -> Result<Self, DecodeError> {
        Reader::whole(spki, "SubjectPublicKeyInfo", Self::decode)
    }

    /// Reads a `SubjectPublicKeyInfo` from a larger structure.
    ///
    /// # Errors
    /// As [`PublicKey::from_der`].
    pub fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let spki = reader.element(Tag::SEQUENCE)?;
        let mut inner = reader.enter(&spki, "SubjectPublicKeyInfo")?;
        let identifier = AlgorithmIdentifier::decode(&mut inner)?;
        let position = inner.position();
        let key = inner.bit_string_of_octets()?;
        inner.finish()?;
        let header = u32::try_from(spki.octets.len().saturating_sub(key.len())).unwrap_or(u32::MAX);
        let (algorithm, rsa) = classify(&identifier, key, header).map_err(|kind| inner.error_at(position, kind))?;
        let length = u32::try_from(key.len()).unwrap_or(u32::MAX);
        Ok(Self { spki: Arc::from(spki.octets), algorithm, key: (header, length), rsa })
    }

    /// The `SubjectPublicKeyInfo`, octet by octet as it was read.
    #[must_use]
    pub fn as_spki(&self) -> &[u8] {
        &self.spki
    }

    /// The content of the BIT STRING: an `RSAPublicKey`, a point, 32 octets.
    #[must_use]
    pub fn key_octets(&self) -> &[u8] {
        self.part(self.key)
    }

    /// What kind of key it is.
    #[must_use]
    pub const fn algorithm(&self) -> KeyAlgorithm {
        self.algorithm
    }

    /// The modulus of an RSA key, whatever it may sign, big-endian without leading zeros.
    #[must_use]
    pub fn rsa_modulus(&self) -> Option<&[u8]> {
        self.rsa.map(|numbers| self.part(numbers.modulus))
    }

    /// The public exponent of an RSA key, whatever it may sign, big-endian without leading zeros.
    #[must_use]
    pub fn rsa_exponent(&self) -> Option<&[u8]> {
        self.rsa.map(|numbers| self.part(numbers.exponent))
    }

    fn part(&self, (start, length): (u32, u32)) -> &[u8] {
        let range = usize::try_from(start).ok().zip(usize::try_from(start.saturating_add(length)).ok());
        range.and_then(|(start, end)| self.spki.get(start..end)).unwrap_or_default()
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PublicKey")
            .field("algorithm", &self.algorithm)
            .field("octets", &self.spki.len())
            .finish_non_exhaustive()
    }
}

/// `rsaEncryption`, RFC 3279 §2.3.1
pub(crate) const RSA_ENCRYPTION: Oid = oid("1.2.840.113549.1.1.1");
/// `id-ecPublicKey`, RFC 5480 §2.1.1
pub(crate) const EC_PUBLIC_KEY: Oid = oid("1.2.840.10045.2.1");
/// `id-Ed25519`, RFC 8410 §3
pub(crate) const ED25519: Oid = oid("1.3.101.112");
/// `secp256r1`, `secp384r1`, `secp521r1` of RFC 5480 §2.1.1.1, with the octets of one coordinate.
pub(crate) const CURVES: [(Oid, Curve, usize); 3] = [
    (oid("1.2.840.10045.3.1.7"), Curve::P256, 32),
    (oid("1.3.132.0.34"), Curve::P384, 48),
    (oid("1.3.132.0.35"), Curve::P521, 66),
];

/// `header` is where the key octets stand in the `SubjectPublicKeyInfo`.
fn classify(
    identifier: &AlgorithmIdentifier<'_>,
    key: &[u8],
    header: u32,
) -> Result<(KeyAlgorithm, Option<RsaNumbers>), DecodeErrorKind> {
    match identifier.algorithm {
        RSA_ENCRYPTION if identifier.parameters == Some(&[0x05, 0x00]) => {
            let (bits, numbers) = rsa(key, header)?;
            Ok((KeyAlgorithm::Rsa { bits }, Some(numbers)))
        }
        RSA_ENCRYPTION => Err(rule("the parameters of an RSA key must be NULL (RFC 3279 §2.3.1)")),
        RSASSA_PSS => {
            let restriction = PssRestriction::of(identifier.parameters).map_err(|error| error.kind())?;
            let (bits, numbers) = rsa(key, header)?;
            Ok((KeyAlgorithm::RsaPss { bits, restriction }, Some(numbers)))
        }
        EC_PUBLIC_KEY => Ok((KeyAlgorithm::Ec(point(identifier.parameters, key)?), None)),
        ED25519 => match (identifier.parameters, key.len()) {
            (None, 32) => Ok((KeyAlgorithm::Ed25519, None)),
            (None, found) => Err(DecodeErrorKind::WrongContentLength { expected: 32, found }),
            (Some(_), _) => Err(rule("the parameters of an Ed25519 key must be absent (RFC 8410 §3)")),
        },
        other => Ok((KeyAlgorithm::Other(other), None)),
    }
}

/// The length of the modulus, and where both numbers stand (RFC 8017 §A.1.1).
fn rsa(key: &[u8], header: u32) -> Result<(u32, RsaNumbers), DecodeErrorKind> {
    let small = |octets: usize| u32::try_from(octets).unwrap_or(u32::MAX);
    let ends_at = |reader: &Reader<'_>, magnitude: &[u8]| {
        let start = header.saturating_add(small(reader.position().saturating_sub(magnitude.len())));
        (start, small(magnitude.len()))
    };
    let read = Reader::whole(key, "RSAPublicKey", |key| {
        key.sequence("RSAPublicKey", |fields| {
            let modulus = fields.natural()?;
            let first = (modulus, ends_at(fields, modulus));
            let exponent = fields.natural()?;
            Ok::<_, DecodeError>((first, ends_at(fields, exponent)))
        })
    });
    let ((modulus, place), exponent) = read.map_err(|error| error.kind())?;
    Ok((bit_length(modulus), RsaNumbers { modulus: place, exponent }))
}

/// The bits of a magnitude without leading zero octets.
pub(super) fn bit_length(magnitude: &[u8]) -> u32 {
    let zeros = magnitude.first().map_or(0, |first| first.leading_zeros());
    u32::try_from(magnitude.len()).unwrap_or(u32::MAX).saturating_mul(8).saturating_sub(zeros)
}

/// Writes the `SubjectPublicKeyInfo` of a key whose BIT STRING content is `key`.
pub(super) fn subject_public_key_info(algorithm: KeyAlgorithm, key: &[u8]) -> Result<Vec<u8>, EncodeError> {
    let mut writer = Writer::new();
    writer.sequence(|spki| {
        encode_identifier(algorithm, spki)?;
        spki.bit_string_of_octets(key)
    })?;
    Ok(writer.into_octets())
}

/// Writes the `AlgorithmIdentifier` of a key: NULL for RSA, a named curve for EC, what binds an RSASSA-PSS key,
/// nothing for the others.
pub(super) fn encode_identifier(algorithm: KeyAlgorithm, writer: &mut Writer) -> Result<(), EncodeError> {
    writer.sequence(|identifier| match algorithm {
        KeyAlgorithm::Rsa { .. } => {
            identifier.oid(&RSA_ENCRYPTION)?;
            identifier.null()
        }
        KeyAlgorithm::RsaPss { restriction, .. } => {
            identifier.oid(&RSASSA_PSS)?;
            restriction.encode(identifier)
        }
        KeyAlgorithm::Ec(curve) => {
            identifier.oid(&EC_PUBLIC_KEY)?;
            identifier.oid(&curve_identifier(curve))
        }
        KeyAlgorithm::Ed25519 => identifier.oid(&ED25519),
        KeyAlgorithm::Other(oid) => identifier.oid(&oid),
    })
}

const fn curve_identifier(curve: Curve) -> Oid {
    let [(p256, ..), (p384, ..), (p521, ..)] = CURVES;
    match curve {
        Curve::P256 => p256,
        Curve::P384 => p384,
        Curve::P521 => p521,
        Curve::Other(oid) => oid,
    }
}

fn point(parameters: Option<&[u8]>, key: &[u8]) -> Result<Curve, DecodeErrorKind> {
    let curve_form = |found| DecodeErrorKind::CurveParameters { found };
    let named = match parameters {
        None => return Err(curve_form(CurveForm::Absent)),
        Some([0x05, ..]) => return Err(curve_form(CurveForm::Implicit)),
        Some([0x30, ..]) => return Err(curve_form(CurveForm::Explicit)),
        Some(named) => Reader::whole(named, "ECParameters", Reader::oid).map_err(|error| error.kind())?,
    };
    let known = CURVES.into_iter().find(|(curve, ..)| *curve == named);
    let Some((_, curve, field)) = known else { return Ok(Curve::Other(named)) };
    if let Some(found) = PointForm::of(key.first()) {
        return Err(DecodeErrorKind::PointForm { found });
    }
    let expected = field.saturating_mul(2).saturating_add(1);
    if key.len() == expected {
        Ok(curve)
    } else {
        Err(DecodeErrorKind::WrongContentLength { expected, found: key.len() })
    }
}

const fn rule(rule: &'static str) -> DecodeErrorKind {
    DecodeErrorKind::Rule { rule }
}
