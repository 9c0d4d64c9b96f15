//! The value of one requested extension: of its type where it has one here.
//!
//! Read once, when the request is decoded, and written from when it is encoded again. The surprising choice: a typed value
//! in which octets are carried that the type does not look into, such as an otherName, is walked a second time for
//! DER, so that no corner of a request is read by a laxer rule than the rest.

use super::RequestLimits;
use crate::{
    encoding::{DecodeError, DecodeErrorKind, EncodeError, Reader, Writer},
    x509::{
        Extension, GeneralName,
        extension::{
            AuthorityInfoAccess, AuthorityKeyIdentifier, BasicConstraints, CertificatePolicies, CrlDistributionPoints,
            ExtendedKeyUsage, ExtensionRef, FreshestCrl, InhibitAnyPolicy, KeyUsage, NameConstraints, NoRevAvail,
            OcspNoCheck, PolicyConstraints, PrivateKeyUsagePeriod, SubjectAltName, SubjectKeyIdentifier, TlsFeature,
            TypedExtension,
        },
    },
};

/// One requested extension.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Requested {
    pub(super) extension: Extension,
    pub(super) value: Value,
}

/// What the octets of an extension mean.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Value {
    SubjectAltName(SubjectAltName),
    KeyUsage(KeyUsage),
    ExtendedKeyUsage(ExtendedKeyUsage),
    BasicConstraints(BasicConstraints),
    CertificatePolicies(CertificatePolicies),
    TlsFeature(TlsFeature),
    SubjectKeyIdentifier(SubjectKeyIdentifier),
    AuthorityKeyIdentifier(AuthorityKeyIdentifier),
    NameConstraints(NameConstraints),
    CrlDistributionPoints(CrlDistributionPoints),
    AuthorityInfoAccess(AuthorityInfoAccess),
    FreshestCrl(FreshestCrl),
    PolicyConstraints(PolicyConstraints),
    InhibitAnyPolicy(InhibitAnyPolicy),
    PrivateKeyUsagePeriod(PrivateKeyUsagePeriod),
    NoRevAvail,
    OcspNoCheck,
    /// One element of DER.
    Unknown,
}

impl Requested {
    /// Reads the value, within the limits.
    pub(super) fn read(extension: &ExtensionRef<'_>, limits: &RequestLimits) -> Result<Self, DecodeError> {
        if extension.value.len() > limits.extension_octets {
            let kind = DecodeErrorKind::TooLarge { found: extension.value.len(), limit: limits.extension_octets };
            return Err(DecodeError::new(kind, extension.position, "extnValue"));
        }
        let value = Value::read(extension, limits)?;
        if value.carries_octets() {
            whole(extension, |reader| reader.well_formed().map(drop))?;
        }
        Ok(Self { extension: extension.to_owned(), value })
    }

    /// Writes the value from its type.
    pub(super) fn encode_value(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        match &self.value {
            Value::SubjectAltName(value) => value.encode(writer),
            Value::KeyUsage(value) => value.encode(writer),
            Value::ExtendedKeyUsage(value) => value.encode(writer),
            Value::BasicConstraints(value) => value.encode(writer),
            Value::CertificatePolicies(value) => value.encode(writer),
            Value::TlsFeature(value) => value.encode(writer),
            Value::SubjectKeyIdentifier(value) => value.encode(writer),
            Value::AuthorityKeyIdentifier(value) => value.encode(writer),
            Value::NameConstraints(value) => value.encode(writer),
            Value::CrlDistributionPoints(value) => value.encode(writer),
            Value::AuthorityInfoAccess(value) => value.encode(writer),
            Value::FreshestCrl(value) => value.encode(writer),
            Value::PolicyConstraints(value) => value.encode(writer),
            Value::InhibitAnyPolicy(value) => value.encode(writer),
            Value::PrivateKeyUsagePeriod(value) => value.encode(writer),
            Value::NoRevAvail => NoRevAvail.encode(writer),
            Value::OcspNoCheck => OcspNoCheck.encode(writer),
            Value::Unknown => writer.raw(self.extension.value()),
        }
    }
}

impl Value {
    fn read(extension: &ExtensionRef<'_>, limits: &RequestLimits) -> Result<Self, DecodeError> {
        let names = |reader: &mut Reader<'_>| SubjectAltName::decode_within(reader, limits.subject_alt_names);
        Ok(match extension.oid {
            SubjectAltName::OID => Self::SubjectAltName(whole(extension, names)?),
            KeyUsage::OID => Self::KeyUsage(typed(extension)?),
            ExtendedKeyUsage::OID => Self::ExtendedKeyUsage(typed(extension)?),
            BasicConstraints::OID => Self::BasicConstraints(typed(extension)?),
            CertificatePolicies::OID => Self::CertificatePolicies(typed(extension)?),
            TlsFeature::OID => Self::TlsFeature(typed(extension)?),
            SubjectKeyIdentifier::OID => Self::SubjectKeyIdentifier(typed(extension)?),
            AuthorityKeyIdentifier::OID => Self::AuthorityKeyIdentifier(typed(extension)?),
            NameConstraints::OID => Self::NameConstraints(typed(extension)?),
            CrlDistributionPoints::OID => Self::CrlDistributionPoints(typed(extension)?),
            AuthorityInfoAccess::OID => Self::AuthorityInfoAccess(typed(extension)?),
            FreshestCrl::OID => Self::FreshestCrl(typed(extension)?),
            PolicyConstraints::OID => Self::PolicyConstraints(typed(extension)?),
            InhibitAnyPolicy::OID => Self::InhibitAnyPolicy(typed(extension)?),
            PrivateKeyUsagePeriod::OID => Self::PrivateKeyUsagePeriod(typed(extension)?),
            NoRevAvail::OID => typed::<NoRevAvail>(extension).map(|_| Self::NoRevAvail)?,
            OcspNoCheck::OID => typed::<OcspNoCheck>(extension).map(|_| Self::OcspNoCheck)?,
            _ => Self::Unknown,
        })
    }

    /// Whether there may be octets in it that its type does not look into.
    fn carries_octets(&self) -> bool {
        match self {
            Self::SubjectAltName(names) => names.names().iter().any(|name| {
                !matches!(name, GeneralName::Dns(_) | GeneralName::Email(_) | GeneralName::Uri(_) | GeneralName::Ip(_))
            }),
            Self::CertificatePolicies(_)
            | Self::AuthorityKeyIdentifier(_)
            | Self::NameConstraints(_)
            | Self::CrlDistributionPoints(_)
            | Self::AuthorityInfoAccess(_)
            | Self::FreshestCrl(_)
            | Self::Unknown => true,
            Self::KeyUsage(_)
            | Self::ExtendedKeyUsage(_)
            | Self::BasicConstraints(_)
            | Self::TlsFeature(_)
            | Self::SubjectKeyIdentifier(_)
            | Self::PolicyConstraints(_)
            | Self::InhibitAnyPolicy(_)
            | Self::PrivateKeyUsagePeriod(_)
            | Self::NoRevAvail
            | Self::OcspNoCheck => false,
        }
    }
}

fn typed<E: TypedExtension>(extension: &ExtensionRef<'_>) -> Result<E, DecodeError> {
    whole(extension, E::decode)
}

/// The whole value, read by `decode`.
fn whole<'a, T>(
    extension: &ExtensionRef<'a>,
    decode: impl FnOnce(&mut Reader<'a>) -> Result<T, DecodeError>,
) -> Result<T, DecodeError> {
    let mut reader = Reader::at(extension.value, extension.position, "extnValue");
    let value = decode(&mut reader)?;
    reader.finish()?;
    Ok(value)
}
