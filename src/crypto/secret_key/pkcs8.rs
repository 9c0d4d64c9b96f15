//! `OneAsymmetricKey` of PKCS#8 (RFC 5958 §2), versions 1 and 2, in; version 1 out.
//!
//! The form in which keys are kept and handed out. Inside are the forms of PKCS#1, SEC 1, and RFC 8410 §7 for Ed25519.
//! The surprising choice: version 1 is written for Ed25519 too, without the public half, because OpenSSL before 3.0 and
//! many appliances refuse version 2.

use zeroize::Zeroizing;

use super::{KeyError, Parts, pkcs1, sec1};
use crate::{
    crypto::{
        AlgorithmIdentifier, KeyAlgorithm,
        public_key::{EC_PUBLIC_KEY, ED25519, RSA_ENCRYPTION, encode_identifier},
    },
    encoding::{DecodeError, DecodeErrorKind, EncodeError, Reader, Tag, Writer},
};

const NULL: &[u8] = &[0x05, 0x00];

/// ```text
/// OneAsymmetricKey ::= SEQUENCE {
///     version Version, privateKeyAlgorithm AlgorithmIdentifier, privateKey OCTET STRING,
///     attributes [0] Attributes OPTIONAL, publicKey [1] BIT STRING OPTIONAL }
/// ```
pub(super) fn decode(der: &[u8]) -> Result<Parts, KeyError> {
    Reader::whole(der, "PrivateKeyInfo", |outer| {
        outer.sequence("PrivateKeyInfo", |fields| {
            let version = fields.small_natural()?;
            if version > 1 {
                let found = u8::try_from(version).unwrap_or(u8::MAX);
                return Err(KeyError::Version { structure: "PrivateKeyInfo", found, expected: "0 or 1" });
            }
            let identifier = AlgorithmIdentifier::decode(fields)?;
            let private_key = fields.element(Tag::OCTET_STRING)?;
            // A reader of its own, so that errors count from the start of the file.
            let inside = fields.enter(&private_key, "privateKey")?;
            let parts = private_half(&identifier, inside, fields)?;
            attributes(fields)?;
            match public_half(fields, version)? {
                Some(stated) => with_public_half(parts, stated),
                None => Ok(parts),
            }
        })
    })
}

fn private_half(
    identifier: &AlgorithmIdentifier<'_>,
    mut inside: Reader<'_>,
    fields: &Reader<'_>,
) -> Result<Parts, KeyError> {
    let parts = match identifier.algorithm {
        RSA_ENCRYPTION if identifier.parameters == Some(NULL) => pkcs1::decode(&mut inside)?,
        RSA_ENCRYPTION => return Err(rule(fields, "the parameters of an RSA key must be NULL (RFC 3279 §2.3.1)")),
        EC_PUBLIC_KEY => {
            let parameters = identifier.parameters.ok_or(KeyError::UnnamedCurve)?;
            let curve = Reader::whole(parameters, "ECParameters", sec1::named_curve)?;
            sec1::decode(&mut inside, Some(curve))?
        }
        ED25519 if identifier.parameters.is_none() => seed(&mut inside)?,
        ED25519 => return Err(rule(fields, "the parameters of an Ed25519 key must be absent (RFC 8410 §3)")),
        algorithm => return Err(KeyError::UnknownAlgorithm { algorithm }),
    };
    inside.finish()?;
    Ok(parts)
}

/// `CurvePrivateKey ::= OCTET STRING`
fn seed(inside: &mut Reader<'_>) -> Result<Parts, KeyError> {
    let octets = inside.octet_string()?;
    let wrong = KeyError::Length { key: KeyAlgorithm::Ed25519, part: "seed", found: octets.len(), expected: 32 };
    let seed = Zeroizing::new(<[u8; 32]>::try_from(octets).map_err(|_| wrong)?);
    Ok(Parts::Ed25519 { seed: *seed, public: None })
}

/// Reads past `[0] IMPLICIT SET OF Attribute`.
fn attributes(fields: &mut Reader<'_>) -> Result<(), KeyError> {
    fields.optional_nested(Tag::context_constructed(0), "attributes", |set| {
        while !set.is_at_end() {
            set.read(Tag::SEQUENCE)?;
        }
        Ok::<_, DecodeError>(())
    })?;
    Ok(())
}

/// Reads `[1] IMPLICIT BIT STRING`, which makes the structure version 2, and only it does.
fn public_half<'a>(fields: &mut Reader<'a>, version: u32) -> Result<Option<&'a [u8]>, KeyError> {
    let element = fields.optional(Tag::context(1))?;
    match (&element, version) {
        (None, 0) => Ok(None),
        (Some(element), 1) => match element.content {
            [0, octets @ ..] => Ok(Some(octets)),
            _ => Err(fields.error_at(element.position, DecodeErrorKind::NotWholeOctets).into()),
        },
        _ => Err(rule(fields, "a PrivateKeyInfo has version 1 exactly when it states a public key (RFC 5958 §2)")),
    }
}

fn with_public_half(mut parts: Parts, stated: &[u8]) -> Result<Parts, KeyError> {
    let agrees = match &mut parts {
        Parts::Rsa { public, .. } => public.public_key == stated,
        Parts::Ec { curve, point, .. } => {
            sec1::uncompressed(*curve, stated)?;
            point.get_or_insert_with(|| stated.to_vec()) == stated
        }
        Parts::Ed25519 { public, .. } => {
            let (key, found) = (KeyAlgorithm::Ed25519, stated.len());
            let wrong = KeyError::Length { key, part: "public half", found, expected: 32 };
            *public = Some(<[u8; 32]>::try_from(stated).map_err(|_| wrong)?);
            true
        }
    };
    if agrees { Ok(parts) } else { Err(KeyError::PublicHalvesDiffer) }
}

/// Writes version 1.
pub(super) fn encode(parts: &Parts, writer: &mut Writer) -> Result<(), EncodeError> {
    writer.sequence(|fields| {
        fields.small_natural(0)?;
        match parts {
            Parts::Rsa { private_key, public } => {
                encode_identifier(KeyAlgorithm::Rsa { bits: public.bits }, fields)?;
                fields.octet_string(private_key)
            }
            Parts::Ec { curve, scalar, point } => {
                encode_identifier(KeyAlgorithm::Ec(*curve), fields)?;
                fields.octet_string_of(|inner| sec1::encode(scalar, point.as_deref(), inner))
            }
            Parts::Ed25519 { seed, .. } => {
                encode_identifier(KeyAlgorithm::Ed25519, fields)?;
                fields.octet_string_of(|inner| inner.octet_string(seed))
            }
        }
    })
}

fn rule(fields: &Reader<'_>, rule: &'static str) -> KeyError {
    fields.error(DecodeErrorKind::Rule { rule }).into()
}
