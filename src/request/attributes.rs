//! The attributes of a request (RFC 2986 §4.1, RFC 2985 §5.4): what a generator sends besides name and key.
//!
//! Read by the decoder of the request. One attribute is understood, the one that asks for extensions, under its PKCS#9
//! identifier or the one Microsoft uses (R-04); the others must be DER all the way down, are shown to those who ask for
//! them, and are never granted or printed, because challengePassword is among them (R-05).
//! The surprising choice: no value is copied. An attribute is a view of the octets received, so a secret has one place.

use std::fmt;

use zeroize::Zeroizing;

use super::{AttributeOrder, RequestSettings, RequestedExtensions, settings::AbsentAttributes};
use crate::encoding::{DecodeError, DecodeErrorKind, Element, EncodeError, Oid, Reader, Tag, Writer, oid};

/// `pkcs-9-at-extensionRequest`, RFC 2985 §5.4.2
pub(super) const EXTENSION_REQUEST: Oid = oid("1.2.840.113549.1.9.14");
/// `szOID_CERT_EXTENSIONS`, which `certreq` and `keytool` of old used for the same
const MICROSOFT_CERT_EXTENSIONS: Oid = oid("1.3.6.1.4.1.311.2.1.14");
/// `pkcs-9-at-challengePassword`, RFC 2985 §5.4.1
pub(super) const CHALLENGE_PASSWORD: Oid = oid("1.2.840.113549.1.9.7");
/// `pkcs-9-at-unstructuredName`, RFC 2985 §5.4.3
pub(super) const UNSTRUCTURED_NAME: Oid = oid("1.2.840.113549.1.9.2");

const ATTRIBUTES: Tag = Tag::context_constructed(0);

/// One attribute as it stands in a request.
///
/// ```text
/// Attribute ::= SEQUENCE { type OBJECT IDENTIFIER, values SET SIZE (1..MAX) OF ANY }
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct RequestAttribute<'a> {
    oid: Oid,
    /// The content of the SET.
    values: &'a [u8],
}

impl<'a> RequestAttribute<'a> {
    /// The type.
    #[must_use]
    pub const fn oid(&self) -> Oid {
        self.oid
    }

    /// The DER of each value, at least one. They may be secret.
    pub fn values(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        self.elements().map(|element| element.octets)
    }

    /// The text of each value that is a string.
    pub(super) fn texts(&self) -> impl Iterator<Item = Zeroizing<String>> + use<'a> {
        self.elements().filter_map(|element| text(&element))
    }

    fn elements(&self) -> impl Iterator<Item = Element<'a>> + use<'a> {
        let mut values = Reader::new(self.values, "values of Attribute");
        std::iter::from_fn(move || values.any().ok())
    }
}

impl fmt::Debug for RequestAttribute<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RequestAttribute({}, [elided])", self.oid)
    }
}

/// A DirectoryString, or the IA5String of PKCS#9, as text: erased, since it may be a password.
fn text(value: &Element<'_>) -> Option<Zeroizing<String>> {
    let content = value.content;
    match value.tag {
        Tag::UTF8_STRING | Tag::PRINTABLE_STRING | Tag::IA5_STRING => {
            str::from_utf8(content).ok().map(|text| Zeroizing::new(text.to_owned()))
        }
        Tag::TELETEX_STRING => written(content, content.iter().map(|octet| Some(char::from(*octet)))),
        Tag::BMP_STRING => {
            let (pairs, _) = content.as_chunks::<2>();
            let units = pairs.iter().map(|pair| u16::from_be_bytes(*pair));
            written(content, char::decode_utf16(units).map(Result::ok))
        }
        Tag::UNIVERSAL_STRING => {
            let (quads, _) = content.as_chunks::<4>();
            written(content, quads.iter().map(|quad| char::from_u32(u32::from_be_bytes(*quad))))
        }
        _ => None,
    }
}

/// These characters, with room for all of them from the start: a text that grows leaves copies behind that nothing
/// erases. None of the encodings becomes longer than twice its octets in UTF-8.
fn written(content: &[u8], characters: impl Iterator<Item = Option<char>>) -> Option<Zeroizing<String>> {
    let mut text = Zeroizing::new(String::with_capacity(content.len().saturating_mul(2)));
    for character in characters {
        text.push(character?);
    }
    Some(text)
}

/// Whether `[0]` is there at all; some generators leave it out when it is empty (R-02).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Present,
    Absent,
}

/// Where one attribute stands: its type, and the content of its SET as start and end in the octets received.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Place {
    oid: Oid,
    values: (usize, usize),
}

/// All attributes in the order received, and what they ask for.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Attributes {
    field: Field,
    places: Vec<Place>,
    requested: RequestedExtensions,
}

impl Attributes {
    /// Reads `attributes [0] IMPLICIT SET OF Attribute` up to the end of the request's information, or its absence.
    pub(super) fn decode(reader: &mut Reader<'_>, settings: &RequestSettings) -> Result<Self, DecodeError> {
        let mut all = Self { field: Field::Absent, places: Vec::new(), requested: RequestedExtensions::default() };
        if reader.is_at_end() {
            return match settings.absent_attributes {
                AbsentAttributes::Accept => Ok(all),
                AbsentAttributes::Refuse => Err(reader.error(ABSENT)),
            };
        }
        all.field = Field::Present;
        reader.nested(ATTRIBUTES, "Attributes", |list| {
            let mut previous: &[u8] = &[];
            while !list.is_at_end() {
                let (before, position) = (list.remaining(), list.position());
                all.read_one(list, settings)?;
                let length = before.len().saturating_sub(list.remaining().len());
                let octets = before.get(..length).unwrap_or_default();
                if settings.attribute_order == AttributeOrder::Ascending && octets < previous {
                    return Err(list.error_at(position, DecodeErrorKind::SetOrder));
                }
                previous = octets;
            }
            Ok(())
        })?;
        Ok(all)
    }

    fn read_one(&mut self, list: &mut Reader<'_>, settings: &RequestSettings) -> Result<(), DecodeError> {
        let limits = &settings.limits;
        if self.places.len() >= limits.attributes {
            return Err(list.error(DecodeErrorKind::TooMany { limit: limits.attributes }));
        }
        let position = list.position();
        list.sequence("Attribute", |fields| {
            let oid = fields.oid()?;
            self.refuse_again(oid).map_err(|kind| fields.error_at(position, kind))?;
            let set = fields.clone().element(Tag::SET)?;
            let mut count = 0_usize;
            fields.set_of("values of Attribute", |value| {
                if count >= limits.attribute_values {
                    return Err(value.error(DecodeErrorKind::TooMany { limit: limits.attribute_values }));
                }
                count = count.saturating_add(1);
                match requests_extensions(oid) {
                    true if count > 1 => Err(value.error(SEVERAL_VALUES)),
                    true => RequestedExtensions::decode(value, limits).map(|requested| self.requested = requested),
                    false => value.well_formed().map(drop),
                }
            })?;
            let end = fields.position();
            self.places.push(Place { oid, values: (end.saturating_sub(set.content.len()), end) });
            Ok(())
        })
    }

    /// An attribute type occurs once (X.501 §8.2), and extensions are asked for once, under whichever identifier.
    fn refuse_again(&self, oid: Oid) -> Result<(), DecodeErrorKind> {
        let mut known = self.places.iter().map(|place| place.oid);
        if known.clone().any(|known| known == oid) {
            return Err(DecodeErrorKind::Duplicate { oid });
        }
        if requests_extensions(oid) && known.any(requests_extensions) {
            return Err(BOTH_IDENTIFIERS);
        }
        Ok(())
    }

    /// Each attribute, in the order received; `der` is what they were read from.
    pub(super) fn list<'a>(&'a self, der: &'a [u8]) -> impl ExactSizeIterator<Item = RequestAttribute<'a>> + Clone {
        self.places.iter().map(move |Place { oid, values: (start, end) }| RequestAttribute {
            oid: *oid,
            values: der.get(*start..*end).unwrap_or_default(),
        })
    }

    pub(super) const fn requested(&self) -> &RequestedExtensions {
        &self.requested
    }

    pub(super) fn has(&self, oid: Oid) -> bool {
        self.places.iter().any(|place| place.oid == oid)
    }

    /// Writes the field from its parts, in the order received.
    pub(super) fn encode(&self, der: &[u8], writer: &mut Writer) -> Result<(), EncodeError> {
        if self.field == Field::Absent {
            return Ok(());
        }
        writer.nested(ATTRIBUTES, |list| {
            self.list(der).try_for_each(|attribute| {
                list.sequence(|fields| {
                    fields.oid(&attribute.oid)?;
                    fields.nested(Tag::SET, |set| match requests_extensions(attribute.oid) {
                        true => self.requested.encode(set),
                        false => set.raw(attribute.values),
                    })
                })
            })
        })
    }
}

fn requests_extensions(oid: Oid) -> bool {
    matches!(oid, EXTENSION_REQUEST | MICROSOFT_CERT_EXTENSIONS)
}

const ABSENT: DecodeErrorKind =
    DecodeErrorKind::Rule { rule: "attributes [0] is left out; it is mandatory, empty or not (RFC 2986 §4.1)" };
const SEVERAL_VALUES: DecodeErrorKind =
    DecodeErrorKind::Rule { rule: "extensionRequest has exactly one value (RFC 2985 §5.4.2)" };
const BOTH_IDENTIFIERS: DecodeErrorKind = DecodeErrorKind::Rule {
    rule: "extensions are requested twice, under 1.2.840.113549.1.9.14 and 1.3.6.1.4.1.311.2.1.14; request them once (RFC 2985 §5.4.2)",
};
