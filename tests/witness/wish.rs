//! A request for more than a row grants, and what that request is answered with.
//!
//! One wish for each row, worked out from what the row has, so that it is always something else. The ids are those of
//! `policy::decide`. The surprising choice: where a row leaves nothing to wish for, that is said with the reason, and the
//! table of witnesses lists it, since what can never fire misleads whoever reads the row.

use chancery::{
    encoding::Oid,
    policy::{AttributeRow, Profile, Row},
    x509::{
        AttributeType, Extension, GeneralName, Name,
        extension::{
            AccessDescription, AuthorityInfoAccess, AuthorityKeyIdentifier, BasicConstraints, CertificatePolicies,
            Criticality, CrlDistributionPoints, DistributionPoint, ExtendedKeyUsage, KeyPurpose, KeyUsage, OcspNoCheck,
            PolicyInformation, SubjectAltName, SubjectKeyIdentifier, TlsFeature, oid,
        },
    },
};

use super::{
    ca::{name, typed},
    place::{self, RowAt},
};

/// Something asked for, where that is told, and by which rule.
pub(crate) struct Wish {
    pub(crate) subject: Name,
    pub(crate) asked: Vec<Extension>,
    pub(crate) path: String,
    pub(crate) rule: &'static str,
}

/// Why there is nothing more to ask for, and the most that can be asked for.
pub(crate) struct NothingMore {
    pub(crate) reason: &'static str,
    pub(crate) most: Extension,
}

/// Usages, one of which a row lacks.
pub(crate) const USAGES: [KeyUsage; 7] = [
    KeyUsage::NON_REPUDIATION,
    KeyUsage::DIGITAL_SIGNATURE,
    KeyUsage::KEY_ENCIPHERMENT,
    KeyUsage::DATA_ENCIPHERMENT,
    KeyUsage::KEY_AGREEMENT,
    KeyUsage::KEY_CERT_SIGN,
    KeyUsage::CRL_SIGN,
];

/// More than this row grants.
///
/// # Errors
/// [`NothingMore`].
pub(crate) fn more_than(profile: &Profile, at: RowAt, row: &str) -> Result<Wish, NothingMore> {
    match at {
        RowAt::Key | RowAt::Validity => panic!("{row} has no such column"),
        RowAt::Attribute(index) => Ok(attribute(profile.subject.attributes[index].attribute)),
        RowAt::OtherAttributes => Ok(attribute(unnamed(profile))),
        RowAt::Extension(oid) => {
            let is_list = [oid::SUBJECT_ALT_NAME, oid::CERTIFICATE_POLICIES, oid::EXTENDED_KEY_USAGE].contains(&oid);
            let path = format!("extensionRequest.{row}{}", if is_list { "[0]" } else { "" });
            let asked = vec![extension(profile, oid)?];
            Ok(Wish { subject: Name::empty(), asked, path, rule: rule(oid) })
        }
        RowAt::Fixed(index) => {
            let path = format!("extensionRequest.{row}");
            let oid = profile.others[index].oid;
            Ok(Wish { subject: Name::empty(), asked: vec![fixed(oid)?], path, rule: rule(oid) })
        }
        RowAt::OtherExtensions => {
            let oid: Oid = "2.999.9".parse().unwrap();
            let path = format!("extensionRequest.extension({oid})");
            Ok(Wish { subject: Name::empty(), asked: vec![opaque(oid)], path, rule: "policy.extension.surplus" })
        }
    }
}

fn attribute(kind: AttributeType) -> Wish {
    let text = if kind == AttributeType::COUNTRY { "DE" } else { "Otherwise" };
    let (subject, path) = (name(&[(kind, text)]), format!("subject.{kind}"));
    Wish { subject, asked: Vec::new(), path, rule: "policy.subject.surplus" }
}

/// An attribute that no row names.
fn unnamed(profile: &Profile) -> AttributeType {
    let named =
        |kind: &AttributeType| profile.subject.attributes.iter().any(|row: &AttributeRow| row.attribute == *kind);
    let kinds = [AttributeType::LOCALITY, AttributeType::TITLE, AttributeType::STREET];
    kinds.into_iter().find(|kind| !named(kind)).unwrap()
}

fn extension(profile: &Profile, oid: Oid) -> Result<Extension, NothingMore> {
    let identifier = SubjectKeyIdentifier::new([0xaa; 20]).unwrap();
    let elsewhere = || "http://elsewhere.example/x".parse().unwrap();
    Ok(match oid {
        oid::AUTHORITY_KEY_IDENTIFIER => typed(&AuthorityKeyIdentifier::of(identifier)),
        oid::SUBJECT_KEY_IDENTIFIER => typed(&identifier),
        oid::KEY_USAGE => {
            let granted = if let Row::Set { value, .. } = &profile.key_usage { value.all() } else { Vec::new() };
            let more = USAGES.into_iter().find(|usage| !granted.iter().any(|granted| granted.contains(*usage)));
            typed(&more.unwrap())
        }
        oid::CERTIFICATE_POLICIES => {
            typed(&CertificatePolicies::new(vec![PolicyInformation::new("2.999.7".parse().unwrap())]).unwrap())
        }
        oid::SUBJECT_ALT_NAME => {
            let foreign = GeneralName::Dns("foreign.example".parse().unwrap());
            typed(&SubjectAltName::new(vec![foreign]).unwrap())
        }
        oid::BASIC_CONSTRAINTS => typed(&match &profile.basic_constraints {
            Row::Set { value: BasicConstraints::Authority { path_len: Some(granted) }, .. } => {
                BasicConstraints::Authority { path_len: Some(granted + 1) }
            }
            Row::Set { value: BasicConstraints::Authority { path_len: None }, .. } => {
                // cA without a path length is all there is; what is asked otherwise is to be no authority.
                BasicConstraints::EndEntity
            }
            _ => BasicConstraints::Authority { path_len: None },
        }),
        oid::NAME_CONSTRAINTS => typed(&place::constraints()),
        oid::EXTENDED_KEY_USAGE => {
            let granted: &[_] =
                if let Row::Set { value, .. } = &profile.extended_key_usage { value } else { Default::default() };
            let purposes = [KeyPurpose::CODE_SIGNING, KeyPurpose::EMAIL_PROTECTION];
            let more = purposes.into_iter().find(|purpose| !granted.contains(purpose)).unwrap();
            typed(&ExtendedKeyUsage::new(vec![more]).unwrap())
        }
        oid::CRL_DISTRIBUTION_POINTS => {
            typed(&CrlDistributionPoints::new([DistributionPoint::at([elsewhere()]).unwrap()]).unwrap())
        }
        oid::AUTHORITY_INFO_ACCESS => typed(&AuthorityInfoAccess::new([AccessDescription::ocsp(elsewhere())]).unwrap()),
        other => panic!("no row of {other}"),
    })
}

/// Another value of an extension that the policy fixes.
fn fixed(oid: Oid) -> Result<Extension, NothingMore> {
    match oid {
        oid::OCSP_NO_CHECK => {
            let reason = "NULL is the one value of the extension, and no request with another is read";
            Err(NothingMore { reason, most: typed(&OcspNoCheck) })
        }
        oid::TLS_FEATURE => Ok(typed(&TlsFeature::new([99]).unwrap())),
        _ => Ok(opaque(oid)),
    }
}

fn opaque(oid: Oid) -> Extension {
    Extension::opaque(oid, Criticality::NonCritical, *b"\x04\x01\x00").unwrap()
}

fn rule(oid: Oid) -> &'static str {
    match oid {
        oid::AUTHORITY_KEY_IDENTIFIER => "policy.authority-key-identifier.surplus",
        oid::SUBJECT_KEY_IDENTIFIER => "policy.subject-key-identifier.surplus",
        oid::KEY_USAGE => "policy.key-usage.surplus",
        oid::CERTIFICATE_POLICIES => "policy.certificate-policies.surplus",
        oid::SUBJECT_ALT_NAME => "policy.san.surplus",
        oid::BASIC_CONSTRAINTS => "policy.basic-constraints.surplus",
        oid::NAME_CONSTRAINTS => "policy.name-constraints.surplus",
        oid::EXTENDED_KEY_USAGE => "policy.extended-key-usage.surplus",
        oid::CRL_DISTRIBUTION_POINTS => "policy.crl-distribution-points.surplus",
        oid::AUTHORITY_INFO_ACCESS => "policy.authority-info-access.surplus",
        oid::TLS_FEATURE => "policy.tls-feature.surplus",
        _ => "policy.extension.surplus",
    }
}
