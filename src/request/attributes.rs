//! The attributes of a request (RFC 2986 §4.1, RFC 2985 §5.4): what a generator sends besides name and key.
//!
//! Read by the decoder of the request. One attribute is understood, the one that asks for extensions, under its PKCS#9
//! identifier or the one Microsoft uses (R-04); all others are carried as octets, shown to those who ask for them, and
//! never printed, because challengePassword is among them (R-05).
//! The surprising choice: the attributes need not stand in DER SET order, since strongSwan sends them unsorted and the
//! signature is verified over the octets received; everything inside an attribute is strict.

use std::fmt;

use super::{RequestLimits, RequestedExtensions};
use crate::encoding::{DecodeError, DecodeErrorKind, EncodeError, Oid, Reader, Tag, Writer, oid};

/// `pkcs-9-at-extensionRequest`, RFC 2985 §5.4.2
pub(super) const EXTENSION_REQUEST: Oid = oid("1.2.840.113549.1.9.14");
/// `szOID_CERT_EXTENSIONS`, which `certreq` and `keytool` of old used for the same
const MICROSOFT_CERT_EXTENSIONS: Oid = oid("1.3.6.1.4.1.311.2.1.14");
/// `pkcs-9-at-challengePassword`, RFC 2985 §5.4.1
const CHALLENGE_PASSWORD: Oid = oid("1.2.840.113549.1.9.7");

const ATTRIBUTES: Tag = Tag::context_constructed(0);

/// One attribute that is carried and not understood, or the one that asks for extensions.
///
/// ```text
/// Attribute ::= SEQUENCE { type OBJECT IDENTIFIER, values SET SIZE (1..MAX) OF ANY }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct RequestAttribute {
    oid: Oid,
    values: Vec<Box<[u8]>>,
}

impl RequestAttribute {
    /// The type.
    #[must_use]
    pub const fn oid(&self) -> Oid {
        self.oid
    }

    /// The DER of each value, at least one. They may be secret.
    #[must_use]
    pub fn values(&self) -> impl ExactSizeIterator<Item = &[u8]> {
        self.values.iter().map(AsRef::as_ref)
    }

    /// Whether it asks for extensions.
    pub(super) fn requests_extensions(&self) -> bool {
        requests_extensions(self.oid)
    }

    /// Writes the SEQUENCE around the values, or around what stands for them.
    pub(super) fn encode(&self, writer: &mut Writer, instead: Option<Vec<u8>>) -> Result<(), EncodeError> {
        writer.sequence(|fields| {
            fields.oid(&self.oid)?;
            match instead {
                Some(value) => fields.set_of(vec![value]),
                None => fields.set_of(self.values.iter().map(|value| value.to_vec()).collect()),
            }
        })
    }
}

impl fmt::Debug for RequestAttribute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RequestAttribute({}, [elided])", self.oid)
    }
}

/// Whether `[0]` is there at all; some generators leave it out when it is empty (R-02).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Present,
    Absent,
}

/// All attributes in the order received, and what they ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Attributes {
    field: Field,
    list: Vec<RequestAttribute>,
    requested: RequestedExtensions,
}

impl Attributes {
    /// Reads `attributes [0] IMPLICIT SET OF Attribute` up to the end of the request's information, or its absence.
    pub(super) fn decode(reader: &mut Reader<'_>, limits: &RequestLimits) -> Result<Self, DecodeError> {
        let mut all = Self { field: Field::Absent, list: Vec::new(), requested: RequestedExtensions::default() };
        if reader.is_at_end() {
            return Ok(all);
        }
        all.field = Field::Present;
        reader.nested(ATTRIBUTES, "Attributes", |list| {
            while !list.is_at_end() {
                if all.list.len() >= limits.attributes {
                    return Err(list.error(DecodeErrorKind::TooMany { limit: limits.attributes }));
                }
                all.read_one(list, limits)?;
            }
            Ok(())
        })?;
        Ok(all)
    }

    fn read_one(&mut self, list: &mut Reader<'_>, limits: &RequestLimits) -> Result<(), DecodeError> {
        let position = list.position();
        let known: Vec<Oid> = self.list.iter().map(RequestAttribute::oid).collect();
        let mut requested = None;
        let attribute = list.sequence("Attribute", |fields| {
            let oid = fields.oid()?;
            refuse_again(&known, oid).map_err(|kind| fields.error_at(position, kind))?;
            let mut values: Vec<Box<[u8]>> = Vec::with_capacity(1);
            fields.set_of("values of Attribute", |value| {
                if values.len() >= limits.attribute_values {
                    return Err(value.error(DecodeErrorKind::TooMany { limit: limits.attribute_values }));
                }
                if requests_extensions(oid) {
                    if requested.is_some() {
                        return Err(value.error(SEVERAL_VALUES));
                    }
                    requested = Some(RequestedExtensions::decode(&mut value.clone(), limits)?);
                }
                values.push(value.any()?.octets.into());
                Ok::<_, DecodeError>(())
            })?;
            Ok::<_, DecodeError>(RequestAttribute { oid, values })
        })?;
        self.list.push(attribute);
        if let Some(requested) = requested {
            self.requested = requested;
        }
        Ok(())
    }

    pub(super) fn list(&self) -> &[RequestAttribute] {
        &self.list
    }

    pub(super) const fn requested(&self) -> &RequestedExtensions {
        &self.requested
    }

    pub(super) fn has_challenge_password(&self) -> bool {
        self.list.iter().any(|attribute| attribute.oid == CHALLENGE_PASSWORD)
    }

    /// Writes the field from its parts, in the order received.
    pub(super) fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        if self.field == Field::Absent {
            return Ok(());
        }
        writer.nested(ATTRIBUTES, |list| {
            self.list.iter().try_for_each(|attribute| {
                let instead = attribute.requests_extensions().then(|| self.requested.to_der()).transpose()?;
                attribute.encode(list, instead)
            })
        })
    }
}

fn requests_extensions(oid: Oid) -> bool {
    matches!(oid, EXTENSION_REQUEST | MICROSOFT_CERT_EXTENSIONS)
}

/// An attribute type occurs once (X.501 §8.2), and extensions are asked for once, under whichever identifier.
fn refuse_again(known: &[Oid], oid: Oid) -> Result<(), DecodeErrorKind> {
    if known.contains(&oid) {
        return Err(DecodeErrorKind::Duplicate { oid });
    }
    if requests_extensions(oid) && known.iter().copied().any(requests_extensions) {
        return Err(BOTH_IDENTIFIERS);
    }
    Ok(())
}

const SEVERAL_VALUES: DecodeErrorKind =
    DecodeErrorKind::Rule { rule: "extensionRequest has exactly one value (RFC 2985 §5.4.2)" };
const BOTH_IDENTIFIERS: DecodeErrorKind = DecodeErrorKind::Rule {
    rule: "extensions are requested twice, under 1.2.840.113549.1.9.14 and 1.3.6.1.4.1.311.2.1.14; request them once (RFC 2985 §5.4.2)",
};
