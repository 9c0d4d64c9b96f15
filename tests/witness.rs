//! No row is inert: each row of each policy of the catalog has a witness that makes it fire.
//!
//! A witness is an input under which the row answers as it says, and a change of the row under which the same input is
//! answered otherwise. The witnesses are made from the rows (`witness/rows.rs`, `witness/frame.rs`); a policy takes a line
//! in [`catalog`], with applicants who among them have every fact it asks for. The surprising choice: columns that cannot
//! fire are not left out. They are listed here with the reason, and tried, so that the list is what is true.
#![cfg(feature = "aws-lc-rs")]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "what has no witness is a failed test"
)]

#[path = "common/ca.rs"]
mod ca;
#[path = "witness/case.rs"]
mod case;
#[path = "witness/changed.rs"]
mod changed;
#[path = "witness/count.rs"]
mod count;
#[path = "witness/extensions.rs"]
mod extensions;
#[path = "witness/frame.rs"]
mod frame;
#[path = "witness/judge.rs"]
mod judge;
#[path = "witness/keys.rs"]
mod keys;
#[path = "witness/oracle.rs"]
mod oracle;
#[path = "witness/place.rs"]
mod place;
#[path = "witness/renewal.rs"]
mod renewal;
#[path = "witness/rows.rs"]
mod rows;
#[path = "witness/seen.rs"]
mod seen;
#[path = "witness/wish.rs"]
mod wish;

use std::{fs, path::Path, sync::LazyLock};

use chancery::{
    issuer::Issuer,
    policy::{
        AttributeRow, AttributeValue, Policy, Presence, Profile, SubscriberKey, Surplus,
        catalog::{
            AuthorityApplicant, Integration, IntegrationApplicant, OcspResponder, OperatorCard, OperatorFile,
            Production, Root, SekapOffice, SekapRequest, SkpSsl, SkpVpn, Subordinate, System, Test, TlsApplicant,
            TlsClient, TlsClientApplicant, TlsServer, VerifiedTestIntegration, VpnDevice, Workload, WorkloadApplicant,
        },
    },
    x509::AttributeType,
};

use ca::{at, policy_oid};
use case::{Case, case, founding};
use count::{judged, witnesses};
use judge::Judge;

/// The issuer of everything but roots.
static ROOT: LazyLock<Issuer> = LazyLock::new(|| ca::issuer(&case::PROVIDER, "ed25519"));
/// The issuer of certificates for the key of the first.
static OTHER_ROOT: LazyLock<Issuer> = LazyLock::new(|| ca::issuer(&case::PROVIDER, "p384"));

/// Every policy of the catalog, as its constructor proposes it, and who is certified under it.
fn catalog() -> Vec<Box<dyn Case>> {
    vec![
        case(TlsServer::new(TlsServer::LIFETIME), [server()]),
        case(TlsClient::new(TlsClient::LIFETIME), [client()]),
        case(OperatorFile::new(policy_oid()), [ca::operator()]),
        case(OperatorCard::new(policy_oid()), [ca::operator()]),
        case(Workload::new(Workload::LIFETIME), [workload()]),
        case(System::new(policy_oid()), [ca::system()]),
        case(Integration::<Test>::new(policy_oid()), ["system.example", "192.0.2.7"].map(tested)),
        case(Integration::<Production>::new(policy_oid()), ["system.example", "8.8.8.8"].map(in_production)),
        case(VpnDevice::new(policy_oid()), [ca::device()]),
        case(SkpVpn::new(policy_oid()), [ca::device()]),
        case(SkpSsl::new(policy_oid()), [ca::operator()]),
        case(SekapOffice::new(policy_oid()), [ca::citizen()]),
        case(SekapRequest::new(policy_oid()), [ca::citizen()]),
        case(OcspResponder::new(OcspResponder::LIFETIME), [ca::responder()]),
        founding(Root::new(Root::LIFETIME), [authority()]),
        case(Subordinate::new(Subordinate::LIFETIME), [authority()]),
    ]
}

fn server() -> TlsApplicant {
    let mut who = ca::server(&["host.example", "www.host.example"]);
    who.ip_addresses = vec!["192.0.2.7".parse().unwrap()];
    (who.country, who.organization) = (Some("PL".to_owned()), Some("Example".to_owned()));
    who
}

fn client() -> TlsClientApplicant {
    let mut who = ca::client();
    (who.country, who.organization) = (Some("PL".to_owned()), Some("Example".to_owned()));
    who
}

fn workload() -> WorkloadApplicant {
    let mut who = WorkloadApplicant::new("spiffe://example/workload".parse().unwrap());
    (who.country, who.organization) = (Some("PL".to_owned()), Some("Example".to_owned()));
    who.common_name = Some("Example Workload".to_owned());
    who
}

fn tested(address: &str) -> IntegrationApplicant<Test> {
    IntegrationApplicant::new("PL".to_owned(), "Example".to_owned(), address.parse().unwrap())
}

fn in_production(address: &str) -> IntegrationApplicant<Production> {
    let certificate = ROOT.certificate().unwrap();
    let evidence = VerifiedTestIntegration::of(certificate, at("2026-11-21T08:30:00Z"), ca::now()).unwrap();
    tested(address).for_production(evidence).unwrap()
}

fn authority() -> AuthorityApplicant {
    ca::subordinate_applicant()
}

#[test]
fn each_row_of_each_policy_has_a_witness_that_makes_it_fire() {
    let catalog = catalog();
    let (wrong, lines): (Vec<_>, Vec<_>) = catalog.iter().map(|case| judged(case.as_ref())).unzip();
    println!("{}", lines.join("\n"));
    let wrong = wrong.concat();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_policy_of_the_catalog_is_a_case() {
    let cases = catalog();
    let mut policies = 0;
    for source in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/policy/catalog")).unwrap() {
        let path = source.unwrap().path();
        if path.is_dir() {
            continue;
        }
        let text = fs::read_to_string(path).unwrap();
        for line in text.lines().filter(|line| line.starts_with("impl")) {
            let Some((_, policy)) = line.split_once("Policy for ") else { continue };
            let name: String = policy.chars().take_while(|letter| letter.is_alphanumeric()).collect();
            let is_it = |of: &str| of.split('<').next().is_some_and(|of| of.ends_with(&format!("::{name}")));
            assert!(cases.iter().any(|case| is_it(case.of())), "no case of {name}");
            policies += 1;
        }
    }
    // One `impl` is for two environments.
    assert_eq!(cases.len(), policies + 1, "a policy stands twice, or there is no case of one");
}

/// A client with two rows for one attribute: what is asked is held against the first.
#[derive(Debug)]
struct TwoUnits(TlsClient);

impl Policy for TwoUnits {
    type Applicant = TlsClientApplicant;
    type KeyOrigin = SubscriberKey;
    fn profile(&self) -> Profile {
        let mut profile = self.0.profile();
        let unit = |text: &'static str| AttributeRow {
            attribute: AttributeType::ORGANIZATIONAL_UNIT,
            value: AttributeValue::Fixed(text.into()),
            presence: Presence::Required,
            if_asked_otherwise: Surplus::Withhold,
        };
        profile.subject.attributes.to_mut().extend([unit("One"), unit("Two")]);
        profile
    }
}

#[test]
fn a_row_that_is_inert_is_told_by_its_name() {
    let case = case(TwoUnits(TlsClient::new(TlsClient::LIFETIME)), [client()]);
    let (wrong, _) = judged(case.as_ref());
    assert_eq!(wrong.len(), 1, "{wrong:?}");
    let wanted = "row subject.OU of policy tls-client, a request for more: wanted subject.OU alone withheld";
    assert!(wrong[0].starts_with(wanted), "{wrong:?}");
}

#[test]
fn a_change_that_alters_nothing_is_no_witness() {
    let case = case(TlsClient::new(TlsClient::LIFETIME), [client()]);
    let mut witness = witnesses(case.as_ref()).into_iter().find(|witness| witness.row == "keyUsage").unwrap();
    witness.change = rows::change(|_| {});
    let told = Judge::of(case.as_ref()).judge(&witness).unwrap_err();
    assert_eq!(told, "row keyUsage of policy tls-client, value: the row is inert, a change of it alters nothing");
}
