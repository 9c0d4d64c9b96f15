//! A second reader of certificates: x509-parser, after ours.
//!
//! Asked by `issuer` about CA certificates and by `issuance` about specimens. Two parsers that share no code and agree
//! on serial number, names, validity, key and extensions rarely share a mistake. The surprising choice: x509-parser is
//! never believed where ours refused, as it stops at a malformed RDN and keeps silent about the rest.

use x509_parser::{
    certificate::X509Certificate,
    extensions::{DistributionPointName, GeneralName, ParsedExtension, X509Extension},
    prelude::FromDer,
};

use super::{Certificate, Extension, extension::Criticality};
use crate::encoding::Oid;

/// What the second reader does not read, or reads differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Disagreement {
    /// It refuses the certificate.
    #[error("a second reader refuses the certificate that ours reads")]
    Unreadable,
    /// It finds octets after the certificate.
    #[error("a second reader finds {octets} octets after the certificate")]
    Leftover {
        /// How many.
        octets: usize,
    },
    /// It reads another value in a field.
    #[error("a second reader reads another {field} than ours")]
    Field {
        /// The field, by its ASN.1 name.
        field: &'static str,
    },
    /// It finds more or fewer extensions.
    #[error("a second reader finds {theirs} extensions, ours {ours}")]
    ExtensionCount {
        /// Ours.
        ours: usize,
        /// Theirs.
        theirs: usize,
    },
    /// It finds another extension, criticality or value at the same place.
    #[error("a second reader finds another extension where ours finds {oid}")]
    Extension {
        /// The extension ours finds.
        oid: Oid,
    },
    /// It cannot read the value of an extension it knows.
    #[error("a second reader cannot read the value of the extension {oid}")]
    Value {
        /// The extension.
        oid: Oid,
    },
    /// It finds a general name that is none.
    #[error("a second reader finds an invalid general name in the extension {oid}")]
    GeneralName {
        /// The extension.
        oid: Oid,
    },
    /// It does not know an extension that is critical.
    #[error("a second reader does not know the extension {oid}, which is critical")]
    UnknownCritical {
        /// The extension.
        oid: Oid,
    },
}

/// Reads the octets of a certificate again and compares.
///
/// # Errors
/// [`Disagreement`]: the first one found, in the order of the fields.
pub(crate) fn agrees(certificate: &Certificate) -> Result<(), Disagreement> {
    let (rest, theirs) = X509Certificate::from_der(certificate.as_der()).map_err(|_| Disagreement::Unreadable)?;
    if !rest.is_empty() {
        return Err(Disagreement::Leftover { octets: rest.len() });
    }
    fields(certificate, &theirs)?;
    let ours = certificate.extensions().iter();
    let (our_count, their_count) = (ours.len(), theirs.extensions().len());
    if our_count != their_count {
        return Err(Disagreement::ExtensionCount { ours: our_count, theirs: their_count });
    }
    ours.zip(theirs.extensions()).try_for_each(|(ours, theirs)| extension(ours, theirs))
}

fn fields(ours: &Certificate, theirs: &X509Certificate<'_>) -> Result<(), Disagreement> {
    let (window, their_window) = (ours.validity(), theirs.validity());
    let same = [
        ("tbsCertificate", ours.to_be_signed() == theirs.tbs_certificate.as_ref()),
        ("serialNumber", ours.serial_number().as_octets() == theirs.raw_serial()),
        ("signature", theirs.signature_algorithm == theirs.tbs_certificate.signature),
        ("issuer", ours.issuer().as_der() == theirs.issuer().as_raw()),
        ("issuer", ours.issuer().rdns().len() == theirs.issuer().iter_rdn().count()),
        ("notBefore", window.not_before().unix_seconds() == their_window.not_before.timestamp()),
        ("notAfter", window.not_after().unix_seconds() == their_window.not_after.timestamp()),
        ("subject", ours.subject().as_der() == theirs.subject().as_raw()),
        ("subject", ours.subject().rdns().len() == theirs.subject().iter_rdn().count()),
        ("subjectPublicKeyInfo", ours.public_key().as_spki() == theirs.public_key().raw),
    ];
    match same.iter().find(|(_, same)| !same) {
        Some((field, _)) => Err(Disagreement::Field { field }),
        None => Ok(()),
    }
}

fn extension(ours: &Extension, theirs: &X509Extension<'_>) -> Result<(), Disagreement> {
    let oid = ours.oid();
    let critical = ours.criticality() == Criticality::Critical;
    let same = oid.as_octets() == theirs.oid.as_bytes() && ours.value() == theirs.value && critical == theirs.critical;
    if !same {
        return Err(Disagreement::Extension { oid });
    }
    match theirs.parsed_extension() {
        ParsedExtension::ParseError { .. } => Err(Disagreement::Value { oid }),
        ParsedExtension::UnsupportedExtension { .. } | ParsedExtension::Unparsed if critical => {
            Err(Disagreement::UnknownCritical { oid })
        }
        parsed if general_names(parsed).any(|name| matches!(name, GeneralName::Invalid(..))) => {
            Err(Disagreement::GeneralName { oid })
        }
        _ => Ok(()),
    }
}

/// Every general name of an extension that has some.
fn general_names<'a>(parsed: &'a ParsedExtension<'a>) -> Box<dyn Iterator<Item = &'a GeneralName<'a>> + 'a> {
    match parsed {
        ParsedExtension::SubjectAlternativeName(names) => Box::new(names.general_names.iter()),
        ParsedExtension::IssuerAlternativeName(names) => Box::new(names.general_names.iter()),
        ParsedExtension::AuthorityKeyIdentifier(key) => Box::new(key.authority_cert_issuer.iter().flatten()),
        ParsedExtension::AuthorityInfoAccess(access) => Box::new(access.iter().map(|one| &one.access_location)),
        ParsedExtension::NameConstraints(constraints) => {
            let lists = [&constraints.permitted_subtrees, &constraints.excluded_subtrees];
            Box::new(lists.into_iter().flatten().flatten().map(|subtree| &subtree.base))
        }
        ParsedExtension::CRLDistributionPoints(points) => Box::new(points.iter().flat_map(|point| {
            let full_name = match &point.distribution_point {
                Some(DistributionPointName::FullName(names)) => Some(names),
                _ => None,
            };
            full_name.into_iter().chain(&point.crl_issuer).flatten()
        })),
        _ => Box::new(std::iter::empty()),
    }
}
