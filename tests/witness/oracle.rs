//! What a certificate must say at a row, worked out from the row, the facts, the issuer and the key alone.
//!
//! The other side of the comparison: nothing here asks the library what it would grant. RFC 5280 §4.2 in the types of the
//! extensions, EN 319 412-1 in `Fact::in_attribute`. The surprising choice: values are compared as octets, so that an
//! extension which says more than its row would be noticed although everything wanted is in it.

use chancery::{
    crypto::{Curve, KeyAlgorithm},
    encoding::Oid,
    inventory::KeyMaker,
    issuer::Issuer,
    policy::{AttributeRow, AttributeValue, Fact, FactKind, IssuerOrigin, KeyRule, KeyUsageGrant, Never, Profile, Row},
    x509::{
        AttributeType, GeneralName, Name, TbsCertificate,
        extension::{
            AccessDescription, AuthorityInfoAccess, AuthorityKeyIdentifier, CertificatePolicies, CrlDistributionPoints,
            DistributionPoint, ExtendedKeyUsage, SubjectAltName, SubjectKeyIdentifier, TypedExtension, oid,
        },
    },
};

use super::{
    ca::{now, signer, typed},
    case::{Case, Input, PROVIDER},
    place::RowAt,
};

/// The entries of a row, each as octets.
pub(crate) type Entries = Vec<Vec<u8>>;

/// What the row says that the certificate has.
pub(crate) fn wanted(case: &dyn Case, input: &Input, at: RowAt) -> Entries {
    let profile = case.profile();
    match at {
        RowAt::Key => vec![signer(&PROVIDER, key_of(case, input)).public_key().as_spki().to_vec()],
        RowAt::Validity => {
            let start = now().plus_seconds(i64::from(input.waits) - i64::from(profile.backdating_seconds)).unwrap();
            let window = profile.lifetime.starting_at(start).unwrap();
            vec![format!("{} to {}", window.not_before(), window.not_after()).into_bytes()]
        }
        RowAt::Attribute(index) => {
            let kind = profile.subject.attributes[index].attribute;
            let texts = subject_texts(case, input).into_iter().filter(|(made, _)| *made == kind);
            texts.map(|(_, text)| text.into_bytes()).collect()
        }
        RowAt::Extension(oid) => extension(case, input, &profile, oid),
        RowAt::Fixed(index) => vec![profile.others[index].value.to_vec()],
        RowAt::OtherAttributes | RowAt::OtherExtensions => Vec::new(),
    }
}

/// What the certificate says there.
pub(crate) fn written(tbs: &TbsCertificate<'_>, profile: &Profile, at: RowAt) -> Entries {
    let value = |oid| tbs.extension(oid).map(|extension| extension.value.to_vec()).into_iter().collect();
    match at {
        RowAt::Key => vec![tbs.subject_public_key_info().to_vec()],
        RowAt::Validity => {
            vec![format!("{} to {}", tbs.validity().not_before(), tbs.validity().not_after()).into_bytes()]
        }
        RowAt::Attribute(index) => {
            let (subject, kind) = (tbs.subject_name().unwrap(), profile.subject.attributes[index].attribute);
            let of_kind = subject.attributes().filter(|attribute| attribute.kind() == kind);
            of_kind.map(|attribute| attribute.text().unwrap().into_owned().into_bytes()).collect()
        }
        RowAt::Extension(oid) => value(oid),
        RowAt::Fixed(index) => value(profile.others[index].oid),
        RowAt::OtherAttributes => {
            let named = |kind| profile.subject.attributes.iter().any(|row| row.attribute == kind);
            let subject = tbs.subject_name().unwrap();
            let others = subject.attributes().filter(|attribute| !named(attribute.kind()));
            others.map(|attribute| attribute.text().unwrap().into_owned().into_bytes()).collect()
        }
        RowAt::OtherExtensions => {
            let others = tbs.extensions().iter().filter(|extension| !profile.names(extension.oid));
            others.map(|extension| extension.value.to_vec()).collect()
        }
    }
}

/// The name that the rows make of what is vouched for.
pub(crate) fn subject(case: &dyn Case, input: &Input) -> Name {
    let texts = subject_texts(case, input);
    let attributes: Vec<_> = texts.iter().map(|(kind, text)| (*kind, text.as_str())).collect();
    Name::of(&attributes).unwrap()
}

fn subject_texts(case: &dyn Case, input: &Input) -> Vec<(AttributeType, String)> {
    let profile = case.profile();
    let texts = |row: &AttributeRow| {
        let texts = texts(case, input, row).into_iter();
        texts.map(|text| (row.attribute, text)).collect::<Vec<_>>()
    };
    profile.subject.attributes.iter().flat_map(texts).collect()
}

fn texts(case: &dyn Case, input: &Input, row: &AttributeRow) -> Vec<String> {
    let text = |fact: &Fact| fact.in_attribute(row.attribute).unwrap().into_owned();
    match &row.value {
        AttributeValue::Fixed(text) => vec![text.clone().into_owned()],
        AttributeValue::Each(kind) => vouched(case, input, *kind).iter().map(text).collect(),
        AttributeValue::Joined(kinds) => {
            let parts: Option<Vec<_>> =
                kinds.iter().map(|kind| vouched(case, input, *kind).first().map(text)).collect();
            parts.map(|parts| parts.join(" ")).into_iter().collect()
        }
    }
}

fn vouched(case: &dyn Case, input: &Input, kind: FactKind) -> Vec<Fact> {
    if input.hidden.contains(&kind) { Vec::new() } else { case.facts(input.applicant, kind) }
}

/// The alternative names that the row makes of what is vouched for.
pub(crate) fn alternative_names(case: &dyn Case, input: &Input) -> Vec<GeneralName> {
    let Row::FromFacts { facts, .. } = case.profile().subject_alt_name else { return Vec::new() };
    let facts = facts.iter().flat_map(|kind| vouched(case, input, *kind));
    facts.map(|fact| fact.as_general_name().unwrap()).collect()
}

fn extension(case: &dyn Case, input: &Input, profile: &Profile, oid: Oid) -> Entries {
    let issuer = case.issuer(input);
    match oid {
        oid::AUTHORITY_KEY_IDENTIFIER => issued(&profile.authority_key_identifier, |_| {
            octets(&AuthorityKeyIdentifier::of(issuer.key_identifier().clone()))
        }),
        oid::SUBJECT_KEY_IDENTIFIER => issued(&profile.subject_key_identifier, |_| {
            let key = signer(&PROVIDER, key_of(case, input)).public_key().clone();
            octets(&SubjectKeyIdentifier::rfc7093_method_1(PROVIDER.digest, &key))
        }),
        oid::KEY_USAGE => set(&profile.key_usage, |grant| match grant {
            KeyUsageGrant::EveryKey(usage) => octets(usage),
            KeyUsageGrant::ByKey { rsa, .. } if key_of(case, input).starts_with("rsa") => octets(rsa),
            KeyUsageGrant::ByKey { other, .. } => octets(other),
        }),
        oid::CERTIFICATE_POLICIES => {
            set(&profile.certificate_policies, |list| octets(&CertificatePolicies::new(list.to_vec()).unwrap()))
        }
        oid::SUBJECT_ALT_NAME => {
            let names = SubjectAltName::new(alternative_names(case, input));
            names.map(|names| octets(&names)).into_iter().collect()
        }
        oid::BASIC_CONSTRAINTS => set(&profile.basic_constraints, octets),
        oid::NAME_CONSTRAINTS => set(&profile.name_constraints, octets),
        oid::EXTENDED_KEY_USAGE => {
            set(&profile.extended_key_usage, |list| octets(&ExtendedKeyUsage::new(list.to_vec()).unwrap()))
        }
        oid::CRL_DISTRIBUTION_POINTS if issuer.publication().crl().is_empty() => Vec::new(),
        oid::CRL_DISTRIBUTION_POINTS => issued(&profile.crl_distribution_points, |_| {
            let point = DistributionPoint::at(issuer.publication().crl().to_vec()).unwrap();
            octets(&CrlDistributionPoints::new([point]).unwrap())
        }),
        oid::AUTHORITY_INFO_ACCESS => {
            let Row::FromIssuer { origin, .. } = profile.authority_info_access else { return Vec::new() };
            let access = AuthorityInfoAccess::new(access(&issuer, origin));
            access.map(|access| octets(&access)).into_iter().collect()
        }
        other => panic!("no row of {other}"),
    }
}

fn access(issuer: &Issuer, origin: IssuerOrigin) -> Vec<AccessDescription> {
    let publication = issuer.publication();
    let responders = publication.ocsp().iter().cloned().map(AccessDescription::ocsp);
    let responders = responders.filter(|_| origin == IssuerOrigin::AccessAddresses);
    responders.chain(publication.ca_issuers().iter().cloned().map(AccessDescription::ca_issuers)).collect()
}

fn set<V>(row: &Row<V>, value: impl Fn(&V) -> Vec<u8>) -> Entries {
    if let Row::Set { value: set, .. } = row { vec![value(set)] } else { Vec::new() }
}

fn issued<O>(row: &Row<Never, Never, O>, value: impl Fn(&O) -> Vec<u8>) -> Entries {
    if let Row::FromIssuer { origin, .. } = row { vec![value(origin)] } else { Vec::new() }
}

fn octets<E: TypedExtension>(value: &E) -> Vec<u8> {
    typed(value).value().to_vec()
}

/// The file of the key that is certified: the request's, or of the first of the key rules.
fn key_of(case: &dyn Case, input: &Input) -> &'static str {
    match case.maker() {
        KeyMaker::Subscriber => input.key,
        KeyMaker::Authority => file_of(case.profile().keys.first().copied().map(KeyRule::key_to_make).unwrap()),
    }
}

pub(crate) fn file_of(key: KeyAlgorithm) -> &'static str {
    match key {
        KeyAlgorithm::Rsa { bits: 2048 } => "rsa2048",
        KeyAlgorithm::Rsa { bits: 3072 } => "rsa3072",
        KeyAlgorithm::Rsa { bits: 4096 } => "rsa4096",
        KeyAlgorithm::Ec(Curve::P256) => "p256",
        KeyAlgorithm::Ec(Curve::P384) => "p384",
        KeyAlgorithm::Ec(Curve::P521) => "p521",
        KeyAlgorithm::Ed25519 => "ed25519",
        other => panic!("there is no file with a key of {other}"),
    }
}
