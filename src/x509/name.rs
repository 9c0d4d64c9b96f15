//! Distinguished names (RFC 5280 §4.1.2.4): RDNs in order, attributes in each, octets verbatim.
//!
//! Read from requests and CA certificates, made by a policy from facts. A name that was read is written back as its
//! octets, so an issuer's name in a certificate equals its subject in the CA certificate (X-04) whatever string types
//! its authors chose. The surprising choice: `==` compares octets; [`Name::matches`] compares as X-32 says.

use std::{fmt, sync::Arc};

use unicode_normalization::UnicodeNormalization;

use super::{Attribute, AttributeType, TextError};
use crate::encoding::{DecodeError, DecodeErrorKind, EncodeError, Reader, Tag, Writer};

/// A distinguished name.
///
/// ```text
/// Name ::= CHOICE { rdnSequence SEQUENCE OF RelativeDistinguishedName }
/// RelativeDistinguishedName ::= SET SIZE (1..MAX) OF AttributeTypeAndValue
/// ```
///
/// ```
/// use chancery::x509::{AttributeType, Name};
/// let name = Name::of(&[(AttributeType::COUNTRY, "PL"), (AttributeType::COMMON_NAME, "chancery")])?;
/// assert_eq!(name.to_string(), "CN=chancery,C=PL");
/// # Ok::<(), chancery::x509::NameError>(())
/// ```
#[derive(Clone)]
pub struct Name {
    der: Arc<[u8]>,
    rdns: Arc<[Rdn]>,
}

/// One relative distinguished name: one attribute, or several that stand together.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Rdn(Together);

/// What stands together; the usual one attribute takes no list of its own.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Together {
    One(Attribute),
    /// Two or more, in the order of their encodings.
    Several(Vec<Attribute>),
}

/// Why a name could not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NameError {
    /// A text is not a value of its attribute.
    #[error(transparent)]
    Text(#[from] TextError),
    /// An RDN without attributes.
    #[error("a relative distinguished name has at least one attribute")]
    EmptyRdn,
    /// One attribute twice in one RDN.
    #[error("{kind} occurs twice in one relative distinguished name")]
    Repeated {
        /// The attribute.
        kind: AttributeType,
    },
    /// Too large to be written.
    #[error(transparent)]
    Encode(#[from] EncodeError),
}

impl Rdn {
    /// Attributes that stand together, in any order.
    ///
    /// # Errors
    /// [`NameError::EmptyRdn`], [`NameError::Repeated`], [`NameError::Encode`].
    pub fn new(attributes: Vec<Attribute>) -> Result<Self, NameError> {
        if attributes.is_empty() {
            return Err(NameError::EmptyRdn);
        }
        for (index, attribute) in attributes.iter().enumerate() {
            let kind = attribute.kind();
            if attributes.iter().skip(index.saturating_add(1)).any(|other| other.kind() == kind) {
                return Err(NameError::Repeated { kind });
            }
        }
        let mut attributes = in_order(attributes)?;
        Ok(Self(match attributes.pop() {
            Some(only) if attributes.is_empty() => Together::One(only),
            last => {
                attributes.extend(last);
                Together::Several(attributes)
            }
        }))
    }

    /// The same with one more, which comes last in the order of encodings.
    fn and(self, attribute: Attribute) -> Self {
        Self(Together::Several(match self.0 {
            Together::One(first) => vec![first, attribute],
            Together::Several(mut attributes) => {
                attributes.push(attribute);
                attributes
            }
        }))
    }

    /// The attributes, in the order of their encodings.
    #[must_use]
    pub fn attributes(&self) -> &[Attribute] {
        match &self.0 {
            Together::One(only) => std::slice::from_ref(only),
            Together::Several(attributes) => attributes,
        }
    }

    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        let attributes = match &self.0 {
            Together::One(only) => return writer.nested(Tag::SET, |set| only.encode(set)),
            Together::Several(attributes) => attributes,
        };
        let elements = attributes.iter().map(|attribute| {
            let mut element = Writer::new();
            attribute.encode(&mut element).map(|()| element.into_octets())
        });
        writer.set_of(elements.collect::<Result<_, _>>()?)
    }
}

impl Name {
    /// Most RDNs, and most attributes in all of them, of a name that is read; the longest seen in the corpora has 11.
    pub const MAX_RDNS: usize = 64;

    /// A name of these RDNs, most general first, as they stand in DER.
    ///
    /// # Errors
    /// [`NameError::Encode`].
    pub fn new(rdns: Vec<Rdn>) -> Result<Self, NameError> {
        let mut writer = Writer::new();
        writer.sequence(|list| rdns.iter().try_for_each(|rdn| rdn.encode(list)))?;
        Ok(Self { der: writer.into_octets().into(), rdns: rdns.into() })
    }

    /// A name of single-attribute RDNs, most general first.
    ///
    /// # Errors
    /// [`NameError`] for a text that its attribute does not take.
    pub fn of(attributes: &[(AttributeType, &str)]) -> Result<Self, NameError> {
        let rdns = attributes.iter().map(|(kind, text)| Rdn::new(vec![Attribute::new(*kind, text)?]));
        Self::new(rdns.collect::<Result<_, _>>()?)
    }

    /// The name of pairs of type and text, as a file has them, most general first.
    pub(crate) fn of_pairs(pairs: &[(AttributeType, String)]) -> Result<Self, NameError> {
        Self::of(&pairs.iter().map(|(kind, text)| (*kind, text.as_str())).collect::<Vec<_>>())
    }

    /// The pairs of type and text; `None` where an RDN has several attributes or a value is no text.
    pub(crate) fn as_pairs(&self) -> Option<Vec<(AttributeType, String)>> {
        let alone = |rdn: &Rdn| match rdn.attributes() {
            [attribute] => attribute.text().map(|text| (attribute.kind(), text.into_owned())),
            _ => None,
        };
        self.rdns().iter().map(alone).collect()
    }

    /// The empty name, which a certificate may have when its SAN is critical (X-12).
    #[must_use]
    pub fn empty() -> Self {
        Self { der: Arc::from([0x30, 0x00]), rdns: Arc::from([]) }
    }

    /// Reads a name whose texts are what their string types allow.
    ///
    /// # Errors
    /// [`DecodeErrorKind::BadCharacter`] and those of [`Name::decode_foreign`].
    pub fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        Self::decode_with(reader, Attribute::decode, Self::MAX_RDNS)
    }

    /// Reads the name of a certificate that exists: the shape is strict, the characters are its authors' business.
    ///
    /// # Errors
    /// [`DecodeError`] for a wrong shape, an empty or unsorted RDN, more than [`Name::MAX_RDNS`].
    pub fn decode_foreign(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        Self::decode_foreign_within(reader, Self::MAX_RDNS)
    }

    /// Reads such a name of at most `limit` attributes; the first one over it is not read.
    pub(crate) fn decode_foreign_within(reader: &mut Reader<'_>, limit: usize) -> Result<Self, DecodeError> {
        Self::decode_with(reader, Attribute::decode_foreign, limit.min(Self::MAX_RDNS))
    }

    fn decode_with(
        reader: &mut Reader<'_>,
        attribute: fn(&mut Reader<'_>) -> Result<Attribute, DecodeError>,
        limit: usize,
    ) -> Result<Self, DecodeError> {
        let name = reader.element(Tag::SEQUENCE)?;
        let mut list = reader.enter(&name, "Name")?;
        let (mut rdns, mut count) = (Vec::new(), 0_usize);
        while !list.is_at_end() {
            let mut rdn: Option<Rdn> = None;
            list.set_of("RelativeDistinguishedName", |one| {
                if count >= limit {
                    return Err(one.error(DecodeErrorKind::TooMany { limit }));
                }
                count = count.saturating_add(1);
                let attribute = attribute(one)?;
                rdn = Some(match rdn.take() {
                    None => Rdn(Together::One(attribute)),
                    Some(rdn) => rdn.and(attribute),
                });
                Ok(())
            })?;
            rdns.extend(rdn);
        }
        Ok(Self { der: name.octets.into(), rdns: rdns.into() })
    }

    /// Writes the octets it was read from or made as.
    ///
    /// # Errors
    /// [`EncodeError::TooLong`], never met.
    pub fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.raw(&self.der)
    }

    /// Writes the name from its attributes. The octets are those of [`Name::encode`]; that they are is what the fuzzer of
    /// requests watches.
    pub(crate) fn encode_anew(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.sequence(|list| self.rdns.iter().try_for_each(|rdn| rdn.encode(list)))
    }

    /// The octets of the SEQUENCE.
    #[must_use]
    pub fn as_der(&self) -> &[u8] {
        &self.der
    }

    /// The RDNs, most general first.
    #[must_use]
    pub fn rdns(&self) -> &[Rdn] {
        &self.rdns
    }

    /// All attributes, in order.
    pub fn attributes(&self) -> impl Iterator<Item = &Attribute> {
        self.rdns.iter().flat_map(|rdn| rdn.attributes().iter())
    }

    /// Whether there are no RDNs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rdns.is_empty()
    }

    /// Whether two names name the same thing: RDN by RDN, case and insignificant spaces aside, whatever the string types
    /// (RFC 5280 §7.1, X-32).
    #[must_use]
    pub fn matches(&self, other: &Self) -> bool {
        self.der == other.der || self.rdns.len() == other.rdns.len() && self.begins_with(other)
    }

    /// The octets under which equal names are equal; what a register of names stores.
    #[must_use]
    pub fn comparison_key(&self) -> Vec<u8> {
        self.rdns.iter().flat_map(comparison_key).collect()
    }

    /// Whether the first RDNs are those of `base`, as name constraints ask (RFC 5280 §4.2.1.10).
    #[must_use]
    pub fn begins_with(&self, base: &Self) -> bool {
        self.rdns.len() >= base.rdns.len()
            && self.rdns.iter().zip(base.rdns.iter()).all(|(own, base)| comparison_key(own) == comparison_key(base))
    }
}

/// As a SET OF has them in DER (X.690 §11.6), so that a name that is made is the name that is read.
fn in_order(attributes: Vec<Attribute>) -> Result<Vec<Attribute>, EncodeError> {
    let keyed = attributes.into_iter().map(|attribute| {
        let mut key = Writer::new();
        attribute.encode(&mut key).map(|()| (key.into_octets(), attribute))
    });
    let mut keyed = keyed.collect::<Result<Vec<_>, _>>()?;
    keyed.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(keyed.into_iter().map(|(_, attribute)| attribute).collect())
}

/// The attributes of an RDN in any order: a count, then type and text prepared for comparison (RFC 4518), each behind its
/// length, so that no two RDNs have one key.
fn comparison_key(rdn: &Rdn) -> Vec<u8> {
    let mut attributes: Vec<Vec<u8>> = rdn.attributes().iter().map(attribute_key).collect();
    attributes.sort_unstable();
    let count = u32::try_from(attributes.len()).unwrap_or(u32::MAX);
    [count.to_be_bytes().to_vec(), attributes.concat()].concat()
}

fn attribute_key(attribute: &Attribute) -> Vec<u8> {
    let value = attribute.text().map_or_else(|| attribute.content().to_vec(), |text| prepared(&text).into_bytes());
    let oid = attribute.kind().oid();
    let behind_length =
        |octets: &[u8]| [u32::try_from(octets.len()).unwrap_or(u32::MAX).to_be_bytes().as_slice(), octets].concat();
    [behind_length(oid.as_octets()), behind_length(&value)].concat()
}

/// NFKC, lower case, case folded, NFKC again, white space trimmed and runs of it made one. The library maps and folds, and
/// leaves composing to its caller. What Unicode 3.2 did not have yet, so that the profile prohibits it, stays in lower case,
/// and changes nothing for its neighbours. It is composed and put into lower case first, because that can turn what the
/// profile prohibits into what it has: two spellings of one text must not be folded in two ways.
pub(super) fn prepared(text: &str) -> String {
    // All this does to plain ASCII, of which most names are, is to fold case.
    if text.bytes().all(|octet| matches!(octet, b' '..=b'~')) {
        return text.split_ascii_whitespace().collect::<Vec<_>>().join(" ").to_ascii_lowercase();
    }
    let lower: String = text.nfkc().flat_map(char::to_lowercase).collect();
    let one_by_one = |_| lower.chars().map(prepared_alone).collect();
    let folded = stringprep::x520prep(&lower, true).map_or_else(one_by_one, std::borrow::Cow::into_owned);
    let folded: String = folded.nfkc().collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the library makes of a character behind a letter, as it looks at one after the other and takes no mark at the
/// start; the character itself where it takes none of that kind.
fn prepared_alone(character: char) -> String {
    const LETTER: char = 'a';
    let behind = String::from_iter([LETTER, character]);
    let prepared = stringprep::x520prep(&behind, true).ok();
    let alone = prepared.as_deref().and_then(|prepared| prepared.strip_prefix(LETTER));
    alone.map_or_else(|| character.to_string(), str::to_owned)
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.der == other.der
    }
}

impl Eq for Name {}

impl std::hash::Hash for Name {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.der.hash(state);
    }
}

impl fmt::Debug for Name {
    /// Identity numbers are masked; [`Name`]'s `Display` shows them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Name({})", super::mask_digits(&self.to_string()))
    }
}

impl fmt::Display for Name {
    /// The string form of RFC 4514: last RDN first, special characters escaped.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, rdn) in self.rdns.iter().rev().enumerate() {
            if index > 0 {
                f.write_str(",")?;
            }
            for (index, attribute) in rdn.attributes().iter().enumerate() {
                if index > 0 {
                    f.write_str("+")?;
                }
                write_attribute(f, attribute)?;
            }
        }
        Ok(())
    }
}

fn write_attribute(f: &mut fmt::Formatter<'_>, attribute: &Attribute) -> fmt::Result {
    write!(f, "{}=", attribute.kind())?;
    let Some(text) = attribute.text() else {
        f.write_str("#")?;
        // RFC 4514 §2.4: the whole value, not its content alone.
        let value = attribute.value_der().map_err(|_| fmt::Error)?;
        return value.iter().try_for_each(|octet| write!(f, "{octet:02x}"));
    };
    let last = text.chars().count().saturating_sub(1);
    for (index, character) in text.chars().enumerate() {
        match character {
            '"' | '+' | ',' | ';' | '<' | '>' | '\\' => write!(f, "\\{character}")?,
            ' ' if index == 0 || index == last => f.write_str("\\ ")?,
            '#' if index == 0 => f.write_str("\\#")?,
            control if control.is_control() => {
                let mut octets = [0; 4];
                control.encode_utf8(&mut octets).bytes().try_for_each(|octet| write!(f, "\\{octet:02x}"))?;
            }
            other => write!(f, "{other}")?,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::prepared;

    /// What [`prepared`] does to a text that is not plain ASCII, done to one that is.
    fn the_long_way(text: &str) -> String {
        let folded = stringprep::x520prep(text, true).unwrap();
        folded.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn no_letter_of_latin_1_and_its_extensions_is_unseen() {
        use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};
        for letter in '\u{c0}'..='\u{24f}' {
            let group = letter.general_category_group();
            assert!(matches!(group, GeneralCategoryGroup::Letter | GeneralCategoryGroup::Symbol), "{letter}");
            assert!(!crate::x509::is_unseen(letter));
        }
    }

    #[test]
    fn plain_ascii_is_prepared_as_every_other_text_is() {
        for first in b' '..=b'~' {
            for second in b' '..=b'~' {
                let text = String::from_utf8(vec![b'a', first, second, b'Z']).unwrap();
                assert_eq!(prepared(&text), the_long_way(&text), "{text:?}");
            }
        }
    }
}
