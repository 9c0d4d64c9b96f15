//! The extensions a request asks for: a view of wishes, never of grants.
//!
//! Read with the attributes of the request, compared by `policy` with the rows of a profile. Its type has nothing in
//! common with what a certificate is granted, so that no wish can be copied by accident.
//! The surprising choice: known extensions must have a well-formed value even where no policy looks at them, because a
//! certificate authority that does not understand what it is asked must not answer.

mod value;

use std::fmt;

use super::{Path, RequestLimits};
use crate::{
    encoding::{DecodeError, DecodeErrorKind, EncodeError, Oid, Reader, Writer},
    x509::{
        Extension, GeneralName,
        extension::{
            AuthorityInfoAccess, AuthorityKeyIdentifier, BasicConstraints, CertificatePolicies, Criticality,
            CrlDistributionPoints, ExtendedKeyUsage, ExtensionRef, KeyPurpose, KeyUsage, NameConstraints,
            PolicyInformation, SubjectAltName, SubjectKeyIdentifier, TlsFeature, oid,
        },
        mask_digits,
    },
};

use value::{Requested, Value};

/// What a request asks for, in the order it asks.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct RequestedExtensions(Vec<Requested>);

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
    /// A policy of certificatePolicies.
    Policy(&'a PolicyInformation),
    /// What a TLS server must support.
    TlsFeature(&'a TlsFeature),
    /// An identifier for the key; an authority makes its own.
    SubjectKeyIdentifier(&'a SubjectKeyIdentifier),
    /// An identifier for the authority's key; an authority knows its own.
    AuthorityKeyIdentifier(&'a AuthorityKeyIdentifier),
    /// The names an authority below may certify.
    NameConstraints(&'a NameConstraints),
    /// Where revocation lists are.
    CrlDistributionPoints(&'a CrlDistributionPoints),
    /// Where the issuer and its status service are.
    AuthorityInfoAccess(&'a AuthorityInfoAccess),
    /// Any other extension.
    Other(&'a Extension),
}

/// A getter of the value of one type.
macro_rules! asked {
    ($($(#[$doc:meta])+ $name:ident: $variant:ident($value:ident) -> $type:ty = $given:expr;)+) => {
        impl RequestedExtensions {
            $($(#[$doc])+
            #[must_use]
            pub fn $name(&self) -> Option<$type> {
                self.0.iter().find_map(|requested| match &requested.value {
                    Value::$variant($value) => Some($given),
                    _ => None,
                })
            })+
        }
    };
}

asked! {
    /// The subjectAltName asked for.
    subject_alt_name: SubjectAltName(names) -> &SubjectAltName = names;
    /// The keyUsage asked for.
    key_usage: KeyUsage(usage) -> KeyUsage = *usage;
    /// The extKeyUsage asked for.
    extended_key_usage: ExtendedKeyUsage(purposes) -> &ExtendedKeyUsage = purposes;
    /// The basicConstraints asked for.
    basic_constraints: BasicConstraints(constraints) -> BasicConstraints = *constraints;
    /// The certificatePolicies asked for.
    certificate_policies: CertificatePolicies(policies) -> &CertificatePolicies = policies;
    /// The TLS feature extension asked for, such as must-staple.
    tls_feature: TlsFeature(features) -> &TlsFeature = features;
    /// The subjectKeyIdentifier asked for.
    subject_key_identifier: SubjectKeyIdentifier(identifier) -> &SubjectKeyIdentifier = identifier;
    /// The authorityKeyIdentifier asked for.
    authority_key_identifier: AuthorityKeyIdentifier(identifier) -> &AuthorityKeyIdentifier = identifier;
    /// The nameConstraints asked for.
    name_constraints: NameConstraints(constraints) -> &NameConstraints = constraints;
    /// The cRLDistributionPoints asked for.
    crl_distribution_points: CrlDistributionPoints(points) -> &CrlDistributionPoints = points;
    /// The authorityInfoAccess asked for.
    authority_info_access: AuthorityInfoAccess(access) -> &AuthorityInfoAccess = access;
}

impl RequestedExtensions {
    /// Every extension in the order asked: identifier, criticality and value octets.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Extension> {
        self.0.iter().map(|requested| &requested.extension)
    }

    /// Those without a getter: identifier, criticality and value octets.
    pub fn others(&self) -> impl Iterator<Item = &Extension> {
        self.0.iter().filter(|requested| !requested.has_getter()).map(|requested| &requested.extension)
    }

    /// The extension with this identifier as it was asked for, criticality included.
    #[must_use]
    pub fn find(&self, oid: Oid) -> Option<&Extension> {
        self.iter().find(|extension| extension.oid() == oid)
    }

    /// Whether nothing is asked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every single wish with its place: names, purposes and policies one by one, other extensions whole.
    #[must_use]
    pub fn items(&self) -> Vec<(Path, RequestedItem<'_>)> {
        self.0.iter().flat_map(Requested::items).collect()
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

    /// Reads `Extensions`: each once, within the limits, known values by their type, unknown ones as DER.
    pub(super) fn decode(reader: &mut Reader<'_>, limits: &RequestLimits) -> Result<Self, DecodeError> {
        let start = reader.position();
        reader.sequence("Extensions", |list| {
            let mut all: Vec<Requested> = Vec::new();
            while !list.is_at_end() {
                if all.len() >= limits.extensions {
                    return Err(list.error(DecodeErrorKind::TooMany { limit: limits.extensions }));
                }
                let position = list.position();
                let extension = ExtensionRef::decode(list)?;
                if all.iter().any(|known| known.extension.oid() == extension.oid) {
                    return Err(list.error_at(position, DecodeErrorKind::Duplicate { oid: extension.oid }));
                }
                all.push(Requested::read(&extension, limits)?);
            }
            if all.is_empty() { Err(list.error_at(start, DecodeErrorKind::Empty)) } else { Ok(Self(all)) }
        })
    }

    /// Writes the `Extensions` from the typed values where there is one.
    pub(super) fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.sequence(|list| {
            self.0.iter().try_for_each(|requested| {
                list.sequence(|fields| {
                    fields.oid(&requested.extension.oid())?;
                    if requested.extension.criticality() == Criticality::Critical {
                        fields.boolean(true)?;
                    }
                    fields.octet_string_of(|value| requested.encode_value(value))
                })
            })
        })
    }
}

impl Requested {
    const fn has_getter(&self) -> bool {
        !matches!(
            self.value,
            Value::FreshestCrl(_)
                | Value::PolicyConstraints(_)
                | Value::InhibitAnyPolicy(_)
                | Value::PrivateKeyUsagePeriod(_)
                | Value::NoRevAvail
                | Value::OcspNoCheck
                | Value::Unknown
        )
    }

    fn items(&self) -> Vec<(Path, RequestedItem<'_>)> {
        let path = RequestedExtensions::path(self.extension.oid());
        let one = |item| vec![(path.clone(), item)];
        match &self.value {
            Value::SubjectAltName(names) => each(&path, names.names().iter().map(RequestedItem::Name)),
            Value::ExtendedKeyUsage(purposes) => {
                each(&path, purposes.purposes().iter().copied().map(RequestedItem::Purpose))
            }
            Value::CertificatePolicies(policies) => each(&path, policies.policies().iter().map(RequestedItem::Policy)),
            Value::KeyUsage(usage) => one(RequestedItem::KeyUsage(*usage)),
            Value::BasicConstraints(constraints) => one(RequestedItem::BasicConstraints(*constraints)),
            Value::TlsFeature(features) => one(RequestedItem::TlsFeature(features)),
            Value::SubjectKeyIdentifier(identifier) => one(RequestedItem::SubjectKeyIdentifier(identifier)),
            Value::AuthorityKeyIdentifier(identifier) => one(RequestedItem::AuthorityKeyIdentifier(identifier)),
            Value::NameConstraints(constraints) => one(RequestedItem::NameConstraints(constraints)),
            Value::CrlDistributionPoints(points) => one(RequestedItem::CrlDistributionPoints(points)),
            Value::AuthorityInfoAccess(access) => one(RequestedItem::AuthorityInfoAccess(access)),
            _ => one(RequestedItem::Other(&self.extension)),
        }
    }
}

fn each<'a>(path: &Path, items: impl Iterator<Item = RequestedItem<'a>>) -> Vec<(Path, RequestedItem<'a>)> {
    items.enumerate().map(|(place, item)| (path.clone().index(place), item)).collect()
}

/// The extensions whose place has a name: RFC 5280 §4.2, and those of later standards.
const NAMES: [(Oid, &str); 17] = [
    (oid::SUBJECT_ALT_NAME, "subjectAltName"),
    (oid::KEY_USAGE, "keyUsage"),
    (oid::EXTENDED_KEY_USAGE, "extKeyUsage"),
    (oid::BASIC_CONSTRAINTS, "basicConstraints"),
    (oid::SUBJECT_KEY_IDENTIFIER, "subjectKeyIdentifier"),
    (oid::AUTHORITY_KEY_IDENTIFIER, "authorityKeyIdentifier"),
    (oid::CERTIFICATE_POLICIES, "certificatePolicies"),
    (oid::NAME_CONSTRAINTS, "nameConstraints"),
    (oid::CRL_DISTRIBUTION_POINTS, "cRLDistributionPoints"),
    (oid::AUTHORITY_INFO_ACCESS, "authorityInfoAccess"),
    (oid::TLS_FEATURE, "tlsfeature"),
    (oid::FRESHEST_CRL, "freshestCRL"),
    (oid::POLICY_CONSTRAINTS, "policyConstraints"),
    (oid::INHIBIT_ANY_POLICY, "inhibitAnyPolicy"),
    (oid::PRIVATE_KEY_USAGE_PERIOD, "privateKeyUsagePeriod"),
    (oid::NO_REV_AVAIL, "noRevAvail"),
    (oid::OCSP_NO_CHECK, "ocsp-nocheck"),
];

impl fmt::Debug for RequestedExtensions {
    /// Identity numbers are masked, values of other extensions are not shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.subject_alt_name().map(|names| mask_digits(&format!("{names:?}")));
        f.debug_struct("RequestedExtensions")
            .field("subject_alt_name", &names)
            .field("key_usage", &self.key_usage())
            .field("extended_key_usage", &self.extended_key_usage())
            .field("basic_constraints", &self.basic_constraints())
            .field("tls_feature", &self.tls_feature())
            .field("all", &self.iter().map(Extension::oid).collect::<Vec<_>>())
            .finish()
    }
}
