//! The extensions a request asks for: a view of wishes, never of grants.
//!
//! Read with the attributes of the request, compared by `policy` with the rows of a profile. Its type has nothing in
//! common with what a certificate is granted, so that no wish can be copied by accident.
//! The surprising choice: known extensions must have a well-formed value even where no policy looks at them, because a
//! certificate authority that does not understand what it is asked must not answer.

use std::fmt;

use super::{Path, RequestLimits};
use crate::{
    encoding::{DecodeError, DecodeErrorKind, EncodeError, Oid, Reader, Writer},
    x509::{
        Extension, Extensions, GeneralName,
        extension::{
            AuthorityInfoAccess, AuthorityKeyIdentifier, BasicConstraints, CertificatePolicies, CrlDistributionPoints,
            ExtendedKeyUsage, ExtensionRef, KeyPurpose, KeyUsage, NameConstraints, SubjectAltName,
            SubjectKeyIdentifier, TypedExtension,
        },
        mask_digits,
    },
};

/// What a request asks for, in the order it asks.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct RequestedExtensions {
    all: Extensions,
    subject_alt_name: Option<SubjectAltName>,
    key_usage: Option<KeyUsage>,
    extended_key_usage: Option<ExtendedKeyUsage>,
    basic_constraints: Option<BasicConstraints>,
}

/// One thing a request asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RequestedItem<'a> {
    /// A name of subjectAltName.
    Name(&'a GeneralName),
    /// The set of key usages.
    KeyUsage(KeyUsage),
    /// A purpose of extKeyUsage.
    Purpose(KeyPurpose),
    /// To be, or not to be, an authority.
    BasicConstraints(BasicConstraints),
    /// Any other extension.
    Other(&'a Extension),
}

impl RequestedExtensions {
    /// The subjectAltName asked for.
    #[must_use]
    pub const fn subject_alt_name(&self) -> Option<&SubjectAltName> {
        self.subject_alt_name.as_ref()
    }

    /// The keyUsage asked for.
    #[must_use]
    pub const fn key_usage(&self) -> Option<KeyUsage> {
        self.key_usage
    }

    /// The extKeyUsage asked for.
    #[must_use]
    pub const fn extended_key_usage(&self) -> Option<&ExtendedKeyUsage> {
        self.extended_key_usage.as_ref()
    }

    /// The basicConstraints asked for.
    #[must_use]
    pub const fn basic_constraints(&self) -> Option<BasicConstraints> {
        self.basic_constraints
    }

    /// Everything else: identifier, criticality and value octets.
    pub fn others(&self) -> impl Iterator<Item = &Extension> {
        self.all.iter().filter(|extension| !has_getter(extension.oid()))
    }

    /// The extension with this identifier as it was asked for, criticality included.
    #[must_use]
    pub fn find(&self, oid: Oid) -> Option<&Extension> {
        self.all.find(oid)
    }

    /// Whether nothing is asked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Every single wish with its place: names and purposes one by one, other extensions whole.
    #[must_use]
    pub fn items(&self) -> Vec<(Path, RequestedItem<'_>)> {
        self.all.iter().flat_map(|extension| self.items_of(extension)).collect()
    }

    fn items_of<'a>(&'a self, extension: &'a Extension) -> Vec<(Path, RequestedItem<'a>)> {
        let path = Self::path(extension.oid());
        match extension.oid() {
            SubjectAltName::OID => {
                let names = self.subject_alt_name.iter().flat_map(SubjectAltName::names);
                names.enumerate().map(|(place, name)| (path.clone().index(place), RequestedItem::Name(name))).collect()
            }
            ExtendedKeyUsage::OID => {
                let purposes = self.extended_key_usage.iter().flat_map(ExtendedKeyUsage::purposes);
                let item = |(place, purpose): (usize, &KeyPurpose)| {
                    (path.clone().index(place), RequestedItem::Purpose(*purpose))
                };
                purposes.enumerate().map(item).collect()
            }
            KeyUsage::OID => self.key_usage.map(|usage| (path, RequestedItem::KeyUsage(usage))).into_iter().collect(),
            BasicConstraints::OID => {
                let constraints = self.basic_constraints.map(RequestedItem::BasicConstraints);
                constraints.map(|item| (path, item)).into_iter().collect()
            }
            _ => vec![(path, RequestedItem::Other(extension))],
        }
    }

    /// Where the extension with this identifier stands in a request, such as `extensionRequest.keyUsage`.
    #[must_use]
    pub fn path(oid: Oid) -> Path {
        let root = Path::new("extensionRequest");
        match NAMES.iter().find(|(known, _)| *known == oid) {
            Some((_, name)) => root.field(name),
            None => root.field(&format!("extension({oid})")),
        }
    }

    /// Reads `Extensions`: each at most once, within the limits, known values by their type, unknown ones one element.
    pub(super) fn decode(reader: &mut Reader<'_>, limits: &RequestLimits) -> Result<Self, DecodeError> {
        let mut requested = Self::default();
        reader.clone().sequence("Extensions", |list| {
            let mut count = 0_usize;
            while !list.is_at_end() {
                if count >= limits.extensions {
                    return Err(list.error(DecodeErrorKind::TooMany { limit: limits.extensions }));
                }
                count = count.saturating_add(1);
                requested.read_one(&ExtensionRef::decode(list)?, limits)?;
            }
            Ok(())
        })?;
        requested.all = Extensions::decode(reader)?;
        Ok(requested)
    }

    fn read_one(&mut self, extension: &ExtensionRef<'_>, limits: &RequestLimits) -> Result<(), DecodeError> {
        if extension.value.len() > limits.extension_octets {
            let kind = DecodeErrorKind::TooLarge { found: extension.value.len(), limit: limits.extension_octets };
            return Err(DecodeError::new(kind, extension.position, "extnValue"));
        }
        match extension.oid {
            SubjectAltName::OID => self.subject_alt_name = Some(names_within(extension, limits)?),
            KeyUsage::OID => self.key_usage = Some(value(extension, KeyUsage::decode)?),
            ExtendedKeyUsage::OID => self.extended_key_usage = Some(value(extension, ExtendedKeyUsage::decode)?),
            BasicConstraints::OID => self.basic_constraints = Some(value(extension, BasicConstraints::decode)?),
            SubjectKeyIdentifier::OID => value(extension, SubjectKeyIdentifier::decode).map(drop)?,
            AuthorityKeyIdentifier::OID => value(extension, AuthorityKeyIdentifier::decode).map(drop)?,
            CertificatePolicies::OID => value(extension, CertificatePolicies::decode).map(drop)?,
            NameConstraints::OID => value(extension, NameConstraints::decode).map(drop)?,
            CrlDistributionPoints::OID => value(extension, CrlDistributionPoints::decode).map(drop)?,
            AuthorityInfoAccess::OID => value(extension, AuthorityInfoAccess::decode).map(drop)?,
            _ => value(extension, |reader| reader.any().map(drop))?,
        }
        Ok(())
    }

    /// The `Extensions`, written from the typed values where there is one.
    pub(super) fn to_der(&self) -> Result<Vec<u8>, EncodeError> {
        let mut writer = Writer::new();
        writer.sequence(|list| {
            self.all.iter().try_for_each(|extension| {
                list.sequence(|fields| {
                    fields.oid(&extension.oid())?;
                    if extension.criticality() == crate::x509::extension::Criticality::Critical {
                        fields.boolean(true)?;
                    }
                    fields.octet_string_of(|value| self.encode_value(extension, value))
                })
            })
        })?;
        Ok(writer.into_octets())
    }

    fn encode_value(&self, extension: &Extension, writer: &mut Writer) -> Result<(), EncodeError> {
        let Self { all: _, subject_alt_name, key_usage, extended_key_usage, basic_constraints } = self;
        match (extension.oid(), subject_alt_name, key_usage, extended_key_usage, basic_constraints) {
            (SubjectAltName::OID, Some(names), ..) => names.encode(writer),
            (KeyUsage::OID, _, Some(usage), ..) => usage.encode(writer),
            (ExtendedKeyUsage::OID, _, _, Some(purposes), _) => purposes.encode(writer),
            (BasicConstraints::OID, _, _, _, Some(constraints)) => constraints.encode(writer),
            _ => writer.raw(extension.value()),
        }
    }
}

fn names_within(extension: &ExtensionRef<'_>, limits: &RequestLimits) -> Result<SubjectAltName, DecodeError> {
    let names = value(extension, SubjectAltName::decode)?;
    if names.names().len() > limits.subject_alt_names {
        let kind = DecodeErrorKind::TooMany { limit: limits.subject_alt_names };
        return Err(DecodeError::new(kind, extension.position, "SubjectAltName"));
    }
    Ok(names)
}

/// The whole value, read by `decode`.
fn value<'a, T>(
    extension: &ExtensionRef<'a>,
    decode: impl FnOnce(&mut Reader<'a>) -> Result<T, DecodeError>,
) -> Result<T, DecodeError> {
    let mut reader = Reader::at(extension.value, extension.position, "extnValue");
    let value = decode(&mut reader)?;
    reader.finish()?;
    Ok(value)
}

fn has_getter(oid: Oid) -> bool {
    matches!(oid, SubjectAltName::OID | KeyUsage::OID | ExtendedKeyUsage::OID | BasicConstraints::OID)
}

/// The extensions whose place has a name; RFC 5280 §4.2.
const NAMES: [(Oid, &str); 10] = [
    (SubjectAltName::OID, "subjectAltName"),
    (KeyUsage::OID, "keyUsage"),
    (ExtendedKeyUsage::OID, "extKeyUsage"),
    (BasicConstraints::OID, "basicConstraints"),
    (SubjectKeyIdentifier::OID, "subjectKeyIdentifier"),
    (AuthorityKeyIdentifier::OID, "authorityKeyIdentifier"),
    (CertificatePolicies::OID, "certificatePolicies"),
    (NameConstraints::OID, "nameConstraints"),
    (CrlDistributionPoints::OID, "cRLDistributionPoints"),
    (AuthorityInfoAccess::OID, "authorityInfoAccess"),
];

impl fmt::Debug for RequestedExtensions {
    /// Identity numbers are masked, values of other extensions are not shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let others: Vec<Oid> = self.others().map(Extension::oid).collect();
        let names = self.subject_alt_name.as_ref().map(|names| mask_digits(&format!("{names:?}")));
        f.debug_struct("RequestedExtensions")
            .field("subject_alt_name", &names)
            .field("key_usage", &self.key_usage)
            .field("extended_key_usage", &self.extended_key_usage)
            .field("basic_constraints", &self.basic_constraints)
            .field("others", &others)
            .finish_non_exhaustive()
    }
}
