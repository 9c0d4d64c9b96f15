//! `ECPrivateKey` of SEC 1 (RFC 5915 §3).
//!
//! Read alone (`EC PRIVATE KEY`), where it must name its curve, and inside PKCS#8, where the curve stands around it and
//! may be repeated. Explicit curve parameters and scalars without their leading zeros are refused by name.

use super::{KeyError, Parts};
use crate::{
    crypto::{Curve, KeyAlgorithm, public_key::CURVES},
    encoding::{DecodeError, EncodeError, Reader, Tag, Writer},
};

/// Reads a key that must name its curve itself.
pub(super) fn decode_alone(der: &[u8]) -> Result<Parts, KeyError> {
    Reader::whole(der, "ECPrivateKey", |reader| decode(reader, None))
}

/// Reads a key; `outer` is the curve named around it.
///
/// ```text
/// ECPrivateKey ::= SEQUENCE {
///     version INTEGER { ecPrivkeyVer1(1) }, privateKey OCTET STRING,
///     parameters [0] ECParameters OPTIONAL, publicKey [1] BIT STRING OPTIONAL }
/// ```
pub(super) fn decode(reader: &mut Reader<'_>, outer: Option<Curve>) -> Result<Parts, KeyError> {
    reader.sequence("ECPrivateKey", |fields| {
        match fields.small_natural()? {
            1 => {}
            other => {
                let found = u8::try_from(other).unwrap_or(u8::MAX);
                return Err(KeyError::Version { structure: "ECPrivateKey", found, expected: "1" });
            }
        }
        let scalar = fields.octet_string()?;
        let inner = fields.optional_nested(Tag::context_constructed(0), "ECParameters", named_curve)?;
        let point = fields.optional_nested(Tag::context_constructed(1), "publicKey", |inner| {
            Ok::<_, DecodeError>(inner.bit_string_of_octets()?.to_vec())
        })?;
        let curve = match (outer, inner) {
            (Some(outer), Some(inner)) if outer != inner => return Err(KeyError::CurvesDiffer { outer, inner }),
            (Some(curve), _) | (None, Some(curve)) => curve,
            (None, None) => return Err(KeyError::UnnamedCurve),
        };
        let expected = coordinate_octets(curve)?;
        if scalar.len() != expected {
            let key = KeyAlgorithm::Ec(curve);
            return Err(KeyError::Length { key, part: "private scalar", found: scalar.len(), expected });
        }
        point.as_deref().map_or(Ok(()), |point| uncompressed(curve, point))?;
        Ok(Parts::Ec { curve, scalar: scalar.to_vec(), point })
    })
}

/// Reads `ECParameters`, which must name a curve of ours.
pub(super) fn named_curve(reader: &mut Reader<'_>) -> Result<Curve, KeyError> {
    if reader.peek() != Some(Tag::OBJECT_IDENTIFIER) {
        return Err(KeyError::UnnamedCurve);
    }
    let named = reader.oid()?;
    let known = CURVES.into_iter().find(|(oid, ..)| *oid == named);
    known.map(|(_, curve, _)| curve).ok_or(KeyError::UnknownCurve { curve: named })
}

/// Requires an uncompressed point of the length of the curve (RFC 5480 §2.2).
pub(super) fn uncompressed(curve: Curve, point: &[u8]) -> Result<(), KeyError> {
    let expected = coordinate_octets(curve)?.saturating_mul(2).saturating_add(1);
    match point.first() {
        Some(0x04) if point.len() == expected => Ok(()),
        Some(0x04) => {
            let key = KeyAlgorithm::Ec(curve);
            Err(KeyError::Length { key, part: "public point", found: point.len(), expected })
        }
        _ => Err(KeyError::PointForm),
    }
}

/// Writes the structure without its curve, which stands in the PKCS#8 around it.
pub(super) fn encode(scalar: &[u8], point: Option<&[u8]>, writer: &mut Writer) -> Result<(), EncodeError> {
    writer.sequence(|fields| {
        fields.small_natural(1)?;
        fields.octet_string(scalar)?;
        let Some(point) = point else { return Ok(()) };
        fields.nested(Tag::context_constructed(1), |inner| inner.bit_string_of_octets(point))
    })
}

fn coordinate_octets(curve: Curve) -> Result<usize, KeyError> {
    let known = CURVES.into_iter().find(|(_, known, _)| *known == curve);
    match (known, curve) {
        (Some((.., octets)), _) => Ok(octets),
        (None, Curve::Other(curve)) => Err(KeyError::UnknownCurve { curve }),
        (None, _) => Err(KeyError::UnnamedCurve),
    }
}
