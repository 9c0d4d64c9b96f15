//! Extensions (RFC 5280 §4.2): an identifier, a criticality, a value.
//!
//! Read from requests, CA certificates and what we issue; written by `issuance`. Known extensions are types that
//! implement [`TypedExtension`]; unknown ones stay identifier, criticality and octets.
//! The surprising choice: the type decides its criticality ([`TypedExtension::criticality`]), so "SAN is critical exactly
//! when the subject is empty" is written once, beside SAN.

use std::fmt;

use crate::encoding::{DecodeError, DecodeErrorKind, EncodeError, Oid, Reader, Writer};

mod authority_info_access;
mod basic_constraints;
mod certificate_policies;
mod crl_distribution_points;
mod crl_number;
mod delta_crl_indicator;
mod extended_key_usage;
mod freshest_crl;
mod inhibit_any_policy;
mod invalidity_date;
mod issuing_distribution_point;
mod key_identifier;
mod key_usage;
mod name_constraints;
mod named_bits;
mod no_rev_avail;
mod ocsp_no_check;
pub mod oid;
mod policy_constraints;
mod private_key_usage_period;
mod reason_code;
mod skip_certs;
mod subject_alt_name;
#[cfg(test)]
mod testing;
mod tls_feature;

pub use authority_info_access::{AccessDescription, AccessMethod, AuthorityInfoAccess, AuthorityInfoAccessError};
pub use basic_constraints::BasicConstraints;
pub use certificate_policies::{
    CertificatePolicies, CertificatePoliciesError, OtherQualifier, PolicyInformation, PolicyQualifier, UserNotice,
    UserNoticeError,
};
pub use crl_distribution_points::{
    CrlDistributionPoints, CrlDistributionPointsError, DistributionPoint, DistributionPointName, ReasonFlags,
};
pub use crl_number::{CrlNumber, CrlNumberError};
pub use delta_crl_indicator::{DeltaCrlIndicator, DeltaCrlIndicatorError};
pub use extended_key_usage::{ExtendedKeyUsage, ExtendedKeyUsageError, KeyPurpose};
pub use freshest_crl::FreshestCrl;
pub use inhibit_any_policy::InhibitAnyPolicy;
pub use invalidity_date::InvalidityDate;
pub use issuing_distribution_point::{
    CrlContents, CrlIssuers, IssuingDistributionPoint, IssuingDistributionPointError,
};
pub use key_identifier::{AuthorityKeyIdentifier, KeyIdentifierError, SubjectKeyIdentifier};
pub use key_usage::{KeyUsage, KeyUsageError};
pub use name_constraints::{
    DnsConstraint, GeneralSubtree, HostConstraint, IpRange, NameConstraints, NameConstraintsError, OtherSubtree,
};
pub use no_rev_avail::NoRevAvail;
pub use ocsp_no_check::OcspNoCheck;
pub use policy_constraints::PolicyConstraints;
pub use private_key_usage_period::PrivateKeyUsagePeriod;
pub use reason_code::ReasonCode;
pub use subject_alt_name::{SubjectAltName, SubjectAltNameError};
pub use tls_feature::{TlsFeature, TlsFeatureError};

/// Whether a relying party that does not know the extension must refuse the certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::exhaustive_enums, reason = "the BOOLEAN of RFC 5280 §4.1")]
pub enum Criticality {
    /// It must.
    Critical,
    /// It may go on.
    NonCritical,
}

/// Whether the subject of the certificate has attributes; SAN needs to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a name is empty or it is not")]
pub enum SubjectName {
    /// No attributes.
    Empty,
    /// At least one.
    NonEmpty,
}

/// An extension whose value has a type here.
pub trait TypedExtension: Sized {
    /// Its identifier.
    const OID: Oid;

    /// Its criticality in a certificate this library writes.
    fn criticality(&self, subject: SubjectName) -> Criticality;

    /// Reads the value, the content of `extnValue`, strictly.
    ///
    /// # Errors
    /// [`DecodeError`] with octet and rule.
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError>;

    /// Writes the value.
    ///
    /// # Errors
    /// [`EncodeError::TooLong`].
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError>;
}

/// One extension as identifier, criticality and value octets.
///
/// ```text
/// Extension ::= SEQUENCE { extnID OBJECT IDENTIFIER, critical BOOLEAN DEFAULT FALSE, extnValue OCTET STRING }
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Extension {
    oid: Oid,
    criticality: Criticality,
    value: Box<[u8]>,
}

impl Extension {
    /// An extension that has no type here. The value is DER; a value that is not is refused.
    ///
    /// # Errors
    /// [`DecodeError`] when `value` is not exactly one element, DER all the way down.
    pub fn opaque(oid: Oid, criticality: Criticality, value: impl Into<Box<[u8]>>) -> Result<Self, DecodeError> {
        let value = value.into();
        Reader::whole(&value, "extnValue", |reader| reader.well_formed().map(drop))?;
        Ok(Self { oid, criticality, value })
    }

    /// The extension of a typed value.
    ///
    /// # Errors
    /// [`EncodeError::TooLong`].
    pub fn typed<E: TypedExtension>(value: &E, subject: SubjectName) -> Result<Self, EncodeError> {
        let mut writer = Writer::new();
        value.encode(&mut writer)?;
        let criticality = value.criticality(subject);
        Ok(Self { oid: E::OID, criticality, value: writer.into_octets().into() })
    }

    /// Writes the extension of a typed value, as [`Extension::typed`] and [`Extension::encode`] would, without keeping it.
    ///
    /// # Errors
    /// [`EncodeError::TooLong`].
    pub fn write<E: TypedExtension>(value: &E, subject: SubjectName, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.sequence(|fields| {
            write_head(fields, &E::OID, value.criticality(subject))?;
            fields.octet_string_of(|octets| value.encode(octets))
        })
    }

    /// The identifier.
    #[must_use]
    pub const fn oid(&self) -> Oid {
        self.oid
    }

    /// The criticality.
    #[must_use]
    pub const fn criticality(&self) -> Criticality {
        self.criticality
    }

    /// The value, without the OCTET STRING around it.
    #[must_use]
    pub fn value(&self) -> &[u8] {
        &self.value
    }

    /// Writes the SEQUENCE.
    ///
    /// # Errors
    /// [`EncodeError::TooLong`].
    pub fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.sequence(|fields| {
            write_head(fields, &self.oid, self.criticality)?;
            fields.octet_string(&self.value)
        })
    }
}

/// `extnID` and `critical`, which is left out when it is FALSE.
fn write_head(fields: &mut Writer, oid: &Oid, criticality: Criticality) -> Result<(), EncodeError> {
    fields.oid(oid)?;
    match criticality {
        Criticality::Critical => fields.boolean(true),
        Criticality::NonCritical => Ok(()),
    }
}

/// One extension where it stands in larger octets: what the read-back and the decoder of a certificate see.
#[derive(Clone, Copy, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "the ASN.1 has these three fields")]
pub struct ExtensionRef<'a> {
    /// The identifier.
    pub oid: Oid,
    /// The criticality.
    pub criticality: Criticality,
    /// The value, without the OCTET STRING around it.
    pub value: &'a [u8],
    /// Where the value starts in the outermost input, for errors.
    pub position: usize,
}

impl<'a> ExtensionRef<'a> {
    /// Reads one SEQUENCE.
    ///
    /// # Errors
    /// [`DecodeError`], an encoded `critical FALSE` included.
    pub fn decode(reader: &mut Reader<'a>) -> Result<Self, DecodeError> {
        reader.sequence("Extension", |fields| {
            let oid = fields.oid()?;
            let critical = fields.boolean_default_false()?;
            let value = fields.element(crate::encoding::Tag::OCTET_STRING)?;
            let header = value.octets.len().saturating_sub(value.content.len());
            let criticality = if critical { Criticality::Critical } else { Criticality::NonCritical };
            Ok(Self { oid, criticality, value: value.content, position: value.position.saturating_add(header) })
        })
    }

    /// The typed value; `None` for another identifier.
    ///
    /// # Errors
    /// [`DecodeError`] when the identifier is `E`'s and the value is not.
    #[must_use]
    pub fn typed<E: TypedExtension>(&self) -> Option<Result<E, DecodeError>> {
        (self.oid == E::OID).then(|| {
            let mut reader = Reader::at(self.value, self.position, "extnValue");
            let value = E::decode(&mut reader)?;
            reader.finish()?;
            Ok(value)
        })
    }

    /// An owned copy.
    #[must_use]
    pub fn to_owned(&self) -> Extension {
        Extension { oid: self.oid, criticality: self.criticality, value: self.value.into() }
    }
}

/// A list of extensions in which no identifier occurs twice (X-15).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extensions(Vec<Extension>);

impl Extensions {
    /// An empty list.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Reads `Extensions ::= SEQUENCE SIZE (1..MAX) OF Extension`.
    ///
    /// # Errors
    /// [`DecodeErrorKind::Duplicate`], [`DecodeErrorKind::Empty`], and those of [`ExtensionRef::decode`].
    pub fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let position = reader.position();
        reader.sequence("Extensions", |list| {
            let mut extensions: Vec<Extension> = Vec::new();
            while !list.is_at_end() {
                let at = list.position();
                let extension = ExtensionRef::decode(list)?;
                if extensions.iter().any(|known| known.oid == extension.oid) {
                    return Err(list.error_at(at, DecodeErrorKind::Duplicate { oid: extension.oid }));
                }
                extensions.push(extension.to_owned());
            }
            if extensions.is_empty() {
                return Err(list.error_at(position, DecodeErrorKind::Empty));
            }
            Ok(Self(extensions))
        })
    }

    /// Adds one.
    ///
    /// # Errors
    /// Gives it back when its identifier is in the list already.
    pub fn push(&mut self, extension: Extension) -> Result<(), Extension> {
        if self.find(extension.oid).is_some() {
            return Err(extension);
        }
        self.0.push(extension);
        Ok(())
    }

    /// The extension with this identifier.
    #[must_use]
    pub fn find(&self, oid: Oid) -> Option<&Extension> {
        self.0.iter().find(|extension| extension.oid == oid)
    }

    /// The typed value, if the extension is there.
    ///
    /// # Errors
    /// [`DecodeError`] when the value is not of its type.
    pub fn typed<E: TypedExtension>(&self) -> Result<Option<E>, DecodeError> {
        self.find(E::OID).map(|extension| Reader::whole(&extension.value, "extnValue", E::decode)).transpose()
    }

    /// All, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Extension> {
        self.0.iter()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Extension {
    /// The value by its length: it may hold an identity number.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Extension({}, {:?}, {} octets)", self.oid, self.criticality, self.value.len())
    }
}

impl fmt::Debug for ExtensionRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ExtensionRef({}, {:?}, {} octets)", self.oid, self.criticality, self.value.len())
    }
}

impl<'a> IntoIterator for &'a Extensions {
    type Item = &'a Extension;
    type IntoIter = std::slice::Iter<'a, Extension>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
