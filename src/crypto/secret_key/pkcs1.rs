//! `RSAPrivateKey` of PKCS#1 (RFC 8017 A.1.2).
//!
//! Read alone (`RSA PRIVATE KEY`) and inside PKCS#8. The octets are kept as they are, since strict DER has one form.
//! The surprising choice: the numbers are not tested against one another here; the providers do when they load the key.

use super::{KeyError, Parts, RsaPublic};
use crate::{
    crypto::public_key::bit_length,
    encoding::{DecodeErrorKind, Reader, Tag, Writer},
};

/// ```text
/// RSAPrivateKey ::= SEQUENCE {
///     version Version, modulus INTEGER, publicExponent INTEGER, privateExponent INTEGER,
///     prime1 INTEGER, prime2 INTEGER, exponent1 INTEGER, exponent2 INTEGER, coefficient INTEGER,
///     otherPrimeInfos OtherPrimeInfos OPTIONAL }
/// ```
pub(super) fn decode(reader: &mut Reader<'_>) -> Result<Parts, KeyError> {
    let element = reader.element(Tag::SEQUENCE)?;
    let mut fields = reader.enter(&element, "RSAPrivateKey")?;
    match fields.small_natural()? {
        0 => {}
        1 => return Err(KeyError::MultiPrime),
        other => {
            let found = u8::try_from(other).unwrap_or(u8::MAX);
            return Err(KeyError::Version { structure: "RSAPrivateKey", found, expected: "0" });
        }
    }
    let modulus = fields.natural()?;
    let exponent = fields.natural()?;
    for _ in 0..6 {
        let position = fields.position();
        if fields.natural()? == [0] {
            let rule = "a secret number of an RSA key is zero (RFC 8017 §3.2)";
            return Err(fields.error_at(position, DecodeErrorKind::Rule { rule }).into());
        }
    }
    fields.finish()?;
    let public = RsaPublic { bits: bit_length(modulus), public_key: public_key(modulus, exponent)? };
    Ok(Parts::Rsa { private_key: element.octets.to_vec(), public })
}

/// `RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER }`
fn public_key(modulus: &[u8], exponent: &[u8]) -> Result<Vec<u8>, KeyError> {
    let mut writer = Writer::new();
    let written = writer.sequence(|fields| {
        fields.natural(modulus)?;
        fields.natural(exponent)
    });
    let found = modulus.len().saturating_add(exponent.len());
    written.map_err(|_| KeyError::TooLarge { found, limit: super::SecretKey::MAX_OCTETS })?;
    Ok(writer.into_octets())
}
