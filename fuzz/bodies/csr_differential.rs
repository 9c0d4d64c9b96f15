//! Two readers of requests that share no code: what one takes the other takes, and they see the same in it.
//!
//! Run by the fuzz target of this name, over the seeds by `tests/fuzz_seeds.rs` and over the collections by
//! `tests/corpora_differential.rs`. The other reader is `x509-cert`, asked to go as deep as it can: into the requested
//! extensions it has types for. Where the two may differ stands in [`WE_ALONE`] and [`THEY_ALONE`], each with the reason;
//! any other difference fails.
//! The surprising choice: a difference is listed by the kind of our error and the structure it is in, never by a file.

use std::collections::BTreeSet;

use chancery::{
    encoding::{DecodeError, DecodeErrorKind as Kind, OidError},
    request::{CertificationRequest, RequestedExtensions, RequestedItem},
    x509::{
        GeneralName,
        extension::{Criticality, oid},
    },
};
use x509_cert::{
    der::{
        self, Decode, Encode, ErrorKind,
        asn1::{Any, ObjectIdentifier},
    },
    ext::{
        Extensions,
        pkix::{
            AuthorityInfoAccessSyntax, AuthorityKeyIdentifier, BasicConstraints, CertificatePolicies,
            CrlDistributionPoints, ExtendedKeyUsage, FreshestCrl, InhibitAnyPolicy, KeyUsage, NameConstraints,
            PolicyConstraints, PrivateKeyUsagePeriod, SubjectAltName, SubjectKeyIdentifier,
        },
    },
    request::CertReq,
};

pub(crate) fn run(data: &[u8]) {
    let theirs = CertReq::from_der(data).and_then(|theirs| Ok((asked_for(&theirs)?, theirs)));
    match (CertificationRequest::from_der(data), theirs) {
        (Ok(ours), Ok((extensions, theirs))) => same(&ours, &theirs, &extensions),
        (Err(error), Ok(_)) => assert!(is_listed(&error), "only we refuse: {error} ({error:?})"),
        (Ok(ours), Err(error)) => {
            assert!(THEY_ALONE.iter().any(|(is, _)| is(error.kind(), &ours)), "only they refuse: {error}");
        }
        (Err(_), Err(_)) => {}
    }
}

/// Whether the list has a reason for a refusal that is ours alone.
fn is_listed(error: &DecodeError) -> bool {
    WE_ALONE.iter().any(|(is, _)| is(error.kind(), error.within()))
}

type Ours = fn(Kind, &str) -> bool;
type Theirs = fn(ErrorKind, &CertificationRequest) -> bool;

/// Where chancery refuses what x509-cert takes.
const WE_ALONE: &[(Ours, &str)] = &[
    (|kind, _| matches!(kind, Kind::TooLarge { .. } | Kind::TooMany { .. } | Kind::TooDeep { .. }), "limits are ours"),
    (|kind, _| matches!(kind, Kind::LengthTooLarge), "a length in five octets or more is told from a long one"),
    (|kind, _| matches!(kind, Kind::Duplicate { .. }), "an attribute or an extension occurs once (X.501 §8.2, X-15)"),
    (|kind, _| matches!(kind, Kind::Rule { .. } | Kind::Empty), "values are held to the clause that constrains them"),
    (|kind, _| matches!(kind, Kind::BadCharacter { .. }), "texts are held to their string types, and seen"),
    (|kind, _| matches!(kind, Kind::Oid(OidError::TooLong)), "over 39 octets of an identifier are refused"),
    (|kind, _| matches!(kind, Kind::Oid(_)), "x509-cert takes an arc with leading zero bits"),
    (|kind, _| matches!(kind, Kind::DefaultEncoded), "x509-cert takes a DEFAULT that is written out"),
    (|kind, _| matches!(kind, Kind::TrailingZeroBits), "x509-cert takes named bits with trailing zeros"),
    (|kind, _| matches!(kind, Kind::SetOrder), "x509-cert sorts a name's sets or keeps them as they are"),
    (|_, within| within == "SubjectPublicKeyInfo", "x509-cert does not look into the key"),
    (|_, within| within == "values of Attribute", "x509-cert does not look into attributes"),
    (|_, within| within == "AttributeValue", "x509-cert keeps the octets of a value of a name"),
    (|_, within| PARAMETERS.contains(&within), "x509-cert does not look into parameters"),
    (|_, within| matches!(within, "extnValue" | "TLSFeatures"), "x509-cert does not look into what it has no type for"),
    (
        |_, within| matches!(within, "PolicyQualifierInfo" | "UserNotice" | "explicitText"),
        "x509-cert keeps the octets of a qualifier of a policy",
    ),
    (
        |kind, within| matches!(kind, Kind::LongTag) && within == "AttributeTypeAndValue",
        "x509-cert takes a tag of several octets on a value of a name",
    ),
    (|_, within| matches!(within, "OtherName" | "iPAddress" | "dNSName"), "x509-cert keeps the octets of these names"),
    (
        |kind, _| matches!(kind, Kind::NotWholeOctets | Kind::BadBitString),
        "a key and a signature are whole octets and unused bits are zero, x509-cert keeps any bits",
    ),
    (|kind, _| matches!(kind, Kind::IntegerTooLarge), "pathLenConstraint over 255 is refused"),
];

/// Parameters, and what stands in those of RSASSA-PSS.
const PARAMETERS: [&str; 8] = [
    "parameters",
    "RSASSA-PSS-params",
    "hashAlgorithm",
    "maskGenAlgorithm",
    "MaskGenAlgorithm",
    "AlgorithmIdentifier",
    "saltLength",
    "trailerField",
];

/// Where x509-cert refuses what chancery takes.
const THEY_ALONE: &[(Theirs, &str)] = &[
    (|kind, _| matches!(kind, ErrorKind::OidMalformed), "const-oid holds arcs below 2^32 only"),
    (
        |kind, _| matches!(kind, ErrorKind::TagUnknown { .. } | ErrorKind::TagNumberInvalid),
        "der knows some of the universal types and no tag number above 30",
    ),
    (
        |kind, ours| matches!(kind, ErrorKind::TagUnexpected { .. }) && has_carried_names(ours),
        "x509-cert looks into ediPartyName and has no x400Address, chancery carries both",
    ),
    (|kind, _| matches!(kind, ErrorKind::Value { .. }), "an absent attributes field is read as an empty one"),
];

/// Whether a requested extension has, or may have, a name of a form that is carried and not looked into.
fn has_carried_names(ours: &CertificationRequest) -> bool {
    ours.requested().items().iter().any(|(_, item)| match item {
        RequestedItem::Name(name) => matches!(name, GeneralName::Unsupported(_)),
        RequestedItem::AuthorityKeyIdentifier(_)
        | RequestedItem::AuthorityInfoAccess(_)
        | RequestedItem::CrlDistributionPoints(_)
        | RequestedItem::NameConstraints(_) => true,
        RequestedItem::Other(extension) => extension.oid() == oid::FRESHEST_CRL,
        _ => false,
    })
}

/// PKCS#9 extensionRequest, and the identifier Microsoft uses for the same.
const REQUESTS: [ObjectIdentifier; 2] =
    [ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.14"), ObjectIdentifier::new_unwrap("1.3.6.1.4.1.311.2.1.14")];

/// The extensions as x509-cert reads them, the values of those it knows included.
fn asked_for(theirs: &CertReq) -> der::Result<Extensions> {
    let mut all = Extensions::new();
    for attribute in theirs.info.attributes.iter().filter(|attribute| REQUESTS.contains(&attribute.oid)) {
        for value in attribute.values.iter() {
            let extensions: Extensions = value.decode_as()?;
            for extension in extensions {
                look_into(extension.extn_id.to_string().as_str(), extension.extn_value.as_bytes())?;
                all.push(extension);
            }
        }
    }
    Ok(all)
}

/// Reads a value by its type; one without a type is at least one element.
fn look_into(oid: &str, value: &[u8]) -> der::Result<()> {
    match oid {
        "2.5.29.14" => SubjectKeyIdentifier::from_der(value).map(drop),
        "2.5.29.15" => KeyUsage::from_der(value).map(drop),
        "2.5.29.16" => PrivateKeyUsagePeriod::from_der(value).map(drop),
        "2.5.29.17" => SubjectAltName::from_der(value).map(drop),
        "2.5.29.19" => BasicConstraints::from_der(value).map(drop),
        "2.5.29.30" => NameConstraints::from_der(value).map(drop),
        "2.5.29.31" => CrlDistributionPoints::from_der(value).map(drop),
        "2.5.29.32" => CertificatePolicies::from_der(value).map(drop),
        "2.5.29.35" => AuthorityKeyIdentifier::from_der(value).map(drop),
        "2.5.29.36" => PolicyConstraints::from_der(value).map(drop),
        "2.5.29.37" => ExtendedKeyUsage::from_der(value).map(drop),
        "2.5.29.46" => FreshestCrl::from_der(value).map(drop),
        "2.5.29.54" => InhibitAnyPolicy::from_der(value).map(drop),
        "1.3.6.1.5.5.7.1.1" => AuthorityInfoAccessSyntax::from_der(value).map(drop),
        _ => Any::from_der(value).map(drop),
    }
}

/// Both see the same name, key, signed part, attributes, extensions and signature.
fn same(ours: &CertificationRequest, theirs: &CertReq, extensions: &Extensions) {
    let der = |value: &dyn Fn() -> der::Result<Vec<u8>>| value().expect("what was read can be written");
    assert_eq!(ours.subject().as_der(), der(&|| theirs.info.subject.to_der()), "the subject");
    assert_eq!(ours.public_key().as_spki(), der(&|| theirs.info.public_key.to_der()), "the key");
    assert_eq!(ours.as_der().len(), der(&|| theirs.to_der()).len(), "the length of all of it");
    // x509-cert sorts a SET OF as it reads it, so what it writes has the same octets, perhaps in another order.
    assert_eq!(sorted(ours.info()), sorted(&der(&|| theirs.info.to_der())), "the octets that are signed");
    let known = theirs.info.attributes.iter().map(|attribute| attribute.oid.to_string());
    let attributes = ours.attributes().map(|attribute| attribute.oid().to_string());
    assert_eq!(attributes.collect::<BTreeSet<_>>(), known.collect(), "the attributes");
    same_extensions(ours.requested(), extensions);
}

fn sorted(octets: &[u8]) -> Vec<u8> {
    let mut octets = octets.to_vec();
    octets.sort_unstable();
    octets
}

fn same_extensions(ours: &RequestedExtensions, theirs: &Extensions) {
    for extension in theirs {
        let oid = extension.extn_id.to_string().parse().expect("an identifier");
        let asked = ours.find(oid).expect("both see the extension");
        assert_eq!(asked.value(), extension.extn_value.as_bytes(), "the value of {oid}");
        let critical = asked.criticality() == Criticality::Critical;
        assert_eq!(critical, extension.critical, "the criticality of {oid}");
    }
    assert_eq!(ours.is_empty(), theirs.is_empty(), "whether anything is asked for");
}
