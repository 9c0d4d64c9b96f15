//! What is written is what is read: the catalog, rows no policy of the catalog has, and the files of the examples.

use std::{env, fs, path::Path};

use chancery::{
    policy::{
        AlternativeNameRule, AttributeRow, AttributeValue, Document, FactKind, KeyRule, OtherRow, Policy, Presence,
        Profile, Row, SubscriberKey, Surplus, SuspensionRule,
        catalog::{Subordinate, TlsServer},
        names::{DirectorySet, DnsSet, EmailSet, IpSet, NameRules, NameSet, UnlistedForms, UpnSet, UriSet},
    },
    x509::{
        AttributeType, Name, Reason,
        extension::{GeneralSubtree, NameConstraints, PolicyInformation, PolicyQualifier, TlsFeature},
    },
};
use proptest::prelude::*;

use super::catalog;

/// A table of one's own.
#[derive(Debug)]
pub(super) struct Of(pub(super) Profile);

impl Policy for Of {
    type Applicant = chancery::policy::Facts;
    type KeyOrigin = SubscriberKey;
    fn profile(&self) -> Profile {
        self.0.clone()
    }
}

#[track_caller]
fn comes_back(document: &Document) {
    let json = document.to_json().unwrap();
    assert_eq!(Document::from_json(&json).map_err(|errors| errors.to_string()).as_ref(), Ok(document), "{json}");
    #[cfg(feature = "toml")]
    {
        let toml = document.to_toml().unwrap();
        assert_eq!(Document::from_toml(&toml).map_err(|errors| errors.to_string()).as_ref(), Ok(document), "{toml}");
    }
}

#[test]
fn every_policy_of_the_catalog_comes_back() {
    for document in catalog() {
        comes_back(&document);
    }
}

#[test]
fn every_policy_of_the_catalog_is_here() {
    let listed = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/POLICIES.md")).unwrap();
    let listed: Vec<_> = listed.lines().filter_map(|line| line.strip_prefix("## `")?.strip_suffix('`')).collect();
    let mut here: Vec<_> = catalog().iter().map(|document| document.profile().name.to_string()).collect();
    here.sort();
    let mut wanted: Vec<_> = listed.iter().map(ToString::to_string).collect();
    wanted.sort();
    assert_eq!(here, wanted);
}

/// Every set of names there is, and every kind of row that the catalog does not use.
pub(super) fn full() -> Profile {
    let name = |pairs: &[(AttributeType, &str)]| Name::of(pairs).unwrap();
    let domain = "example.com".parse().unwrap();
    let mut profile = TlsServer::new(TlsServer::LIFETIME).profile();
    profile.subject_alt_name = Row::FromRequest {
        presence: Presence::Optional,
        rule: AlternativeNameRule::EqualToFact(
            vec![FactKind::DnsName, FactKind::IpAddress, FactKind::Email, FactKind::Uri, FactKind::Upn].into(),
        ),
        surplus: Surplus::Withhold,
    };
    let fixed = AttributeRow {
        attribute: AttributeType::new("2.999.7".parse().unwrap()),
        value: AttributeValue::Fixed("żółć".into()),
        presence: Presence::Required,
        if_asked_otherwise: Surplus::Refuse,
    };
    let each = AttributeRow {
        attribute: AttributeType::ORGANIZATIONAL_UNIT,
        value: AttributeValue::Each(FactKind::OrganizationalUnit),
        presence: Presence::Optional,
        if_asked_otherwise: Surplus::Withhold,
    };
    profile.subject.attributes.to_mut().extend([fixed, each]);
    let uris = UriSet::every().with_scheme("spiffe").unwrap().with_hosts(&DnsSet::host(&domain).unwrap());
    profile.names = NameRules {
        permitted: vec![
            NameSet::Dns(DnsSet::subtree(&domain).unwrap()),
            NameSet::Dns(DnsSet::children(&"example.org".parse().unwrap()).unwrap()),
            NameSet::Ip(IpSet::range(&"192.0.2.0/24".parse().unwrap())),
            NameSet::Email(EmailSet::every()),
            NameSet::Uri(uris.with_path("/ns/prod").unwrap()),
            NameSet::Upn(UpnSet::every()),
            NameSet::Directory(DirectorySet::below(name(&[(AttributeType::COUNTRY, "PL")]))),
        ]
        .into(),
        excluded: vec![
            NameSet::Dns(DnsSet::host(&"secret.example.com".parse().unwrap()).unwrap()),
            NameSet::Ip(IpSet::range(&"192.0.2.128/25".parse().unwrap())),
        ]
        .into(),
        unlisted_forms: UnlistedForms::Refused,
    };
    profile.suspension = SuspensionRule::Allowed { max_days: Some(7), then: Some(Reason::CessationOfOperation) };
    profile.others = vec![OtherRow::typed(&TlsFeature::MUST_STAPLE, Surplus::Withhold).unwrap()].into();
    let cps = PolicyQualifier::Cps("https://example.com/cps".parse().unwrap());
    let policy = PolicyInformation::new("2.999.2".parse().unwrap()).with_qualifier(cps);
    profile.certificate_policies = Row::Set { value: vec![policy].into(), if_asked_otherwise: Surplus::Refuse };
    profile
}

#[test]
fn rows_the_catalog_does_not_use_come_back() {
    comes_back(&Document::of(&Of(full())).unwrap());
}

#[test]
fn constraints_of_every_form_come_back() {
    let name = Name::of(&[(AttributeType::COUNTRY, "PL"), (AttributeType::ORGANIZATION, "Example")]).unwrap();
    let constraints = NameConstraints::new(
        [
            GeneralSubtree::dns("example.com").unwrap(),
            GeneralSubtree::email(".example.com").unwrap(),
            GeneralSubtree::uri("example.com").unwrap(),
            GeneralSubtree::Directory(name),
        ],
        [GeneralSubtree::ip([192, 0, 2, 0].into(), 24).unwrap()],
    );
    let policy = Subordinate::new(Subordinate::LIFETIME).with_name_constraints(constraints.unwrap());
    comes_back(&Document::of(&policy).unwrap());
}

proptest! {
    /// Numbers and words of every kind, whatever they are as a policy.
    #[test]
    fn what_adopting_would_accept_comes_back(
        years in 1_u8.., backdating in 0_u32..=172_800, waits in 1_u32.., days in proptest::option::of(1_u16..),
        least in 256_u32..512, name in "\\PC{1,40}", clause in "\\PC{0,40}",
    ) {
        let mut profile = TlsServer::new(chancery::x509::Lifetime::Years(years)).profile();
        profile.backdating_seconds = backdating;
        profile.approval_seconds = waits;
        profile.suspension = SuspensionRule::Allowed { max_days: days, then: None };
        profile.keys = vec![KeyRule::RsaBetween { least: least * 8, most: 4096 }, KeyRule::P521].into();
        profile.name = name.into();
        profile.keys_clause = clause.into();
        comes_back(&Document::of(&Of(profile)).unwrap());
    }
}

/// The documents stand in `examples/policies/`, in both formats. `CHANCERY_WRITE_FIXTURES=1` writes them anew.
#[test]
#[cfg(feature = "toml")]
fn the_files_of_the_examples_are_the_catalog() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/policies");
    let mut wanted: Vec<(String, String)> = Vec::new();
    for document in catalog() {
        let name = &document.profile().name;
        wanted.push((format!("{name}.json"), document.to_json().unwrap()));
        wanted.push((format!("{name}.toml"), document.to_toml().unwrap()));
    }
    if env::var_os("CHANCERY_WRITE_FIXTURES").is_some() {
        fs::create_dir_all(&directory).unwrap();
        for (file, text) in &wanted {
            fs::write(directory.join(file), text).unwrap();
        }
    }
    for (file, text) in &wanted {
        let found = fs::read_to_string(directory.join(file)).unwrap_or_default();
        assert!(found == *text, "examples/policies/{file} is not the policy of the catalog; see tests/document");
    }
    let files = fs::read_dir(&directory).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let strangers: Vec<_> =
        files.filter(|file| file != "schema.json" && !wanted.iter().any(|(known, _)| known == file)).collect();
    assert!(strangers.is_empty(), "examples/policies has files of no policy: {strangers:?}");
}

#[test]
fn a_value_no_file_can_say_is_told() {
    let mut profile = TlsServer::new(TlsServer::LIFETIME).profile();
    // The set of an address as it stands in a certificate; a file has ranges, which take the mapped addresses with them.
    profile.names.permitted = vec![NameSet::Ip(IpSet::of("192.0.2.1".parse().unwrap()))].into();
    let error = Document::of(&Of(profile)).unwrap().to_json().unwrap_err();
    let told = "the policy has a value that no file can say: a set of a name alone is not part of a policy";
    assert_eq!(error.to_string(), told);
}
