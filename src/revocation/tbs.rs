//! A to-be-signed revocation list where its octets stand (RFC 5280 §5.1.2).
//!
//! What the reader of CRLs, the read-back of a draft and every lint rule look at. Each entry is read exactly once on the
//! way through and shown to whoever asked, so that reading back a million entries and linting them is one pass.
//! The surprising choice: an empty `revokedCertificates`, an empty issuer and extensions in version 1 are refused here
//! and not by a rule, because the ASN.1 and its text leave such a list no meaning, whoever wrote it.

use std::{cmp::Ordering, fmt};

use super::entry::{CrlEntry, Entries, by_number};
use crate::{
    crypto::AlgorithmIdentifier,
    encoding::{DecodeError, DecodeErrorKind, Element, Oid, Reader, Tag},
    x509::{
        Name, Time,
        extension::{AuthorityKeyIdentifier, Criticality, CrlNumber, ExtensionRef, TypedExtension},
    },
};

/// The fields of a `TBSCertList`.
///
/// ```text
/// TBSCertList ::= SEQUENCE {
///     version INTEGER { v2(1) } OPTIONAL, signature AlgorithmIdentifier, issuer Name, thisUpdate Time,
///     nextUpdate Time OPTIONAL, revokedCertificates SEQUENCE OF SEQUENCE { … } OPTIONAL,
///     crlExtensions [0] EXPLICIT Extensions OPTIONAL }
/// ```
///
/// A value of this type is strict DER: every entry was read, no extension occurs twice, version 1 has none.
#[derive(Clone)]
pub struct TbsCertList<'a> {
    octets: &'a [u8],
    position: usize,
    version: CrlVersion,
    signature: AlgorithmIdentifier<'a>,
    issuer: Element<'a>,
    this_update: Time,
    next_update: Option<Time>,
    /// The content of `revokedCertificates`, and where it starts.
    revoked: (&'a [u8], usize),
    survey: Survey,
    extensions: Vec<ExtensionRef<'a>>,
}

/// The version of a CRL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "RFC 5280 has these two")]
pub enum CrlVersion {
    /// Without extensions; the field is absent.
    V1,
    /// What this library writes.
    V2,
}

/// In which order the entries of a list stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "ascending, or something else")]
pub enum EntryOrder {
    /// In strictly ascending order of their serial numbers, so that none occurs twice.
    Ascending,
    /// In any other; RFC 5280 asks for none.
    Other,
}

/// What is known after every entry was read once.
#[derive(Clone, Copy, Debug)]
pub(super) struct Survey {
    pub(super) count: usize,
    pub(super) order: EntryOrder,
    /// The first critical extension of an entry that is not known here.
    pub(super) unknown_critical: Option<Oid>,
}

impl<'a> TbsCertList<'a> {
    /// Most extensions of a list; RFC 5280 has seven.
    pub const MAX_EXTENSIONS: usize = 64;

    /// Reads a whole `TBSCertList`.
    ///
    /// # Errors
    /// [`DecodeError`] with octet and rule.
    pub fn from_der(der: &'a [u8]) -> Result<Self, DecodeError> {
        Self::from_der_visiting(der, |_, _| {})
    }

    /// The same; `visit` is shown thisUpdate and each entry as it is read.
    pub(super) fn from_der_visiting(
        der: &'a [u8],
        visit: impl FnMut(Time, &CrlEntry<'a>),
    ) -> Result<Self, DecodeError> {
        Reader::whole(der, "TBSCertList", |reader| {
            let element = reader.element(Tag::SEQUENCE)?;
            Self::decode(reader, &element, visit)
        })
    }

    pub(super) fn decode(
        outer: &Reader<'a>,
        element: &Element<'a>,
        mut visit: impl FnMut(Time, &CrlEntry<'a>),
    ) -> Result<Self, DecodeError> {
        let mut fields = outer.enter(element, "TBSCertList")?;
        let version = decode_version(&mut fields)?;
        let signature = AlgorithmIdentifier::decode(&mut fields)?;
        let issuer = fields.element(Tag::SEQUENCE)?;
        if issuer.content.is_empty() {
            return Err(fields.error_at(issuer.position, DecodeErrorKind::Rule { rule: NO_ISSUER }));
        }
        let this_update = Time::decode(&mut fields)?;
        let next_update = match fields.peek() {
            Some(Tag::UTC_TIME | Tag::GENERALIZED_TIME) => Some(Time::decode(&mut fields)?),
            _ => None,
        };
        let (revoked, survey) = match fields.optional(Tag::SEQUENCE)? {
            None => ((&[][..], fields.position()), Survey::NOTHING),
            Some(list) => {
                let list = fields.enter(&list, "revokedCertificates")?;
                let stands = (list.remaining(), list.position());
                (stands, survey(list, version, |entry| visit(this_update, entry))?)
            }
        };
        let extensions = decode_extensions(&mut fields, version)?;
        fields.finish()?;
        let (octets, position) = (element.octets, element.position);
        Ok(Self { octets, position, version, signature, issuer, this_update, next_update, revoked, survey, extensions })
    }

    /// All octets, as they are signed.
    #[must_use]
    pub const fn octets(&self) -> &'a [u8] {
        self.octets
    }

    /// Where `revokedCertificates` has its content, from the first octet of this structure.
    pub(super) const fn revoked_span(&self) -> (usize, usize) {
        let (content, position) = self.revoked;
        let start = position.saturating_sub(self.position);
        (start, start.saturating_add(content.len()))
    }

    /// The version.
    #[must_use]
    pub const fn version(&self) -> CrlVersion {
        self.version
    }

    /// The inner algorithm.
    #[must_use]
    pub const fn signature(&self) -> &AlgorithmIdentifier<'a> {
        &self.signature
    }

    /// The octets of the issuer's name.
    #[must_use]
    pub const fn issuer(&self) -> &'a [u8] {
        self.issuer.octets
    }

    /// The issuer's name, read as one that exists.
    ///
    /// # Errors
    /// Those of [`Name::decode_foreign`].
    pub fn issuer_name(&self) -> Result<Name, DecodeError> {
        Name::decode_foreign(&mut Reader::at(self.issuer.octets, self.issuer.position, "issuer"))
    }

    /// When the list was issued.
    #[must_use]
    pub const fn this_update(&self) -> Time {
        self.this_update
    }

    /// By when the next one is. RFC 5280 §5.1.2.5 wants it; its ASN.1 and many lists do not have it.
    #[must_use]
    pub const fn next_update(&self) -> Option<Time> {
        self.next_update
    }

    /// The entries, read where they stand.
    #[must_use]
    pub const fn entries(&self) -> Entries<'a> {
        let (content, position) = self.revoked;
        Entries::new(content, position, self.survey.count)
    }

    pub(super) const fn survey(&self) -> Survey {
        self.survey
    }

    /// In which order the entries stand.
    #[must_use]
    pub const fn entry_order(&self) -> EntryOrder {
        self.survey.order
    }

    /// The extensions of the list, in order.
    #[must_use]
    pub fn extensions(&self) -> &[ExtensionRef<'a>] {
        &self.extensions
    }

    /// The extension with this identifier.
    #[must_use]
    pub fn extension(&self, oid: Oid) -> Option<&ExtensionRef<'a>> {
        self.extensions.iter().find(|extension| extension.oid == oid)
    }

    /// The typed value of an extension, if it is there.
    ///
    /// # Errors
    /// [`DecodeError`] when the value is not of its type.
    pub fn typed<E: TypedExtension>(&self) -> Result<Option<E>, DecodeError> {
        self.extension(E::OID).and_then(ExtensionRef::typed).transpose()
    }

    /// A critical extension, of the list or of an entry, that this library does not know: the list must not be used then,
    /// for any certificate (RFC 5280 §5.2, §5.3).
    #[must_use]
    pub fn unknown_critical(&self) -> Option<Oid> {
        let unknown = |extension: &&ExtensionRef<'a>| {
            extension.criticality == Criticality::Critical && !KNOWN.contains(&extension.oid)
        };
        self.extensions.iter().find(unknown).map(|extension| extension.oid).or(self.survey.unknown_critical)
    }
}

impl Survey {
    const NOTHING: Self = Self { count: 0, order: EntryOrder::Ascending, unknown_critical: None };
}

/// Extensions of a list whose meaning is known and heeded here; RFC 5280 has both non-critical.
const KNOWN: [Oid; 2] = [AuthorityKeyIdentifier::OID, CrlNumber::OID];

fn decode_version(fields: &mut Reader<'_>) -> Result<CrlVersion, DecodeError> {
    if fields.peek() != Some(Tag::INTEGER) {
        return Ok(CrlVersion::V1);
    }
    let position = fields.position();
    match fields.small_natural()? {
        1 => Ok(CrlVersion::V2),
        other => {
            let found = u8::try_from(other).unwrap_or(u8::MAX);
            Err(fields.error_at(position, DecodeErrorKind::Version { expected: 1, found }))
        }
    }
}

/// Reads every entry once.
fn survey<'a>(
    mut list: Reader<'a>,
    version: CrlVersion,
    mut visit: impl FnMut(&CrlEntry<'a>),
) -> Result<Survey, DecodeError> {
    if list.is_at_end() {
        return Err(list.error(DecodeErrorKind::Rule { rule: EMPTY_LIST }));
    }
    let (mut survey, mut last): (_, &[u8]) = (Survey::NOTHING, &[]);
    while !list.is_at_end() {
        let position = list.position();
        let entry = CrlEntry::decode(&mut list)?;
        if version == CrlVersion::V1 && entry.has_extensions() {
            return Err(list.error_at(position, DecodeErrorKind::Rule { rule: EXTENSIONS_IN_V1 }));
        }
        if by_number(last, entry.serial()) != Ordering::Less {
            survey.order = EntryOrder::Other;
        }
        if survey.unknown_critical.is_none() {
            survey.unknown_critical = entry.unknown_critical();
        }
        last = entry.serial();
        survey.count = survey.count.saturating_add(1);
        visit(&entry);
    }
    Ok(survey)
}

fn decode_extensions<'a>(fields: &mut Reader<'a>, version: CrlVersion) -> Result<Vec<ExtensionRef<'a>>, DecodeError> {
    let position = fields.position();
    let extensions = fields.optional_nested(Tag::context_constructed(0), "crlExtensions", |explicit| {
        explicit.sequence("crlExtensions", |list| {
            let mut extensions: Vec<ExtensionRef<'a>> = Vec::new();
            while !list.is_at_end() {
                let position = list.position();
                let extension = ExtensionRef::decode(list)?;
                if extensions.iter().any(|known| known.oid == extension.oid) {
                    return Err(list.error_at(position, DecodeErrorKind::Duplicate { oid: extension.oid }));
                }
                if extensions.len() >= TbsCertList::MAX_EXTENSIONS {
                    let kind = DecodeErrorKind::TooMany { limit: TbsCertList::MAX_EXTENSIONS };
                    return Err(list.error_at(position, kind));
                }
                extensions.push(extension);
            }
            if extensions.is_empty() { Err(list.error(DecodeErrorKind::Empty)) } else { Ok(extensions) }
        })
    })?;
    if extensions.is_some() && version == CrlVersion::V1 {
        return Err(fields.error_at(position, DecodeErrorKind::Rule { rule: EXTENSIONS_IN_V1 }));
    }
    Ok(extensions.unwrap_or_default())
}

/// C-03.
pub(super) const EMPTY_LIST: &str =
    "revokedCertificates is absent when nothing is revoked, never empty (RFC 5280 §5.1.2.6)";
/// C-01.
pub(super) const NO_ISSUER: &str = "the issuer of a CRL is not empty (RFC 5280 §5.1.2.3)";
/// C-01.
pub(super) const EXTENSIONS_IN_V1: &str = "a CRL with extensions says that it is version 2 (RFC 5280 §5.1.2.1)";

impl fmt::Debug for TbsCertList<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TbsCertList")
            .field("octets", &self.octets.len())
            .field("this_update", &self.this_update)
            .field("next_update", &self.next_update)
            .field("entries", &self.survey.count)
            .field("extensions", &self.extensions)
            .finish_non_exhaustive()
    }
}
