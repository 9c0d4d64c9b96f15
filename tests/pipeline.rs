//! The walk, arrow by arrow: what each one gives, and the octets at its end.
//!
//! Keys, clock and serial numbers are fixed, so what comes out is compared with files in `tests/data/pipeline`, under
//! each provider. `CHANCERY_WRITE_FIXTURES=1 cargo test --test pipeline` writes them anew. Beside it, in `pipeline/`:
//! what is refused, what fails and is given back, and keys that are elsewhere.
#![cfg(any(feature = "ring", feature = "aws-lc-rs"))]
#![expect(clippy::unwrap_used, reason = "a step of the walk that fails is a failed test")]

#[path = "common/ca.rs"]
mod ca;
#[path = "pipeline/doubles.rs"]
mod doubles;
#[path = "pipeline/failing.rs"]
mod failing;
#[path = "pipeline/refused.rs"]
mod refused;
#[path = "pipeline/remote.rs"]
mod remote;

use std::{env, fs, path::PathBuf, sync::Arc};

use chancery::{
    Authority,
    crypto::Provider,
    encoding::pem::{self, Label},
    inventory::{Inventory, State, Status},
    issuance::Prepared,
    policy::{KeyOrigin, Policy, SubscriberKey, catalog::TlsServer},
    request::CertificationRequest,
    x509::{AttributeType, Extensions, Name, SerialNumber},
};

use ca::{
    PROVIDERS, approve, at, authority, bare, client, client_policy, name, now, operator, operator_policy, provider,
    root, server, server_policy, signer, subordinate_applicant, subordinate_policy, system, system_policy, walk,
};

/// Holds octets against a file, or writes the file where the environment asks for it.
#[track_caller]
fn assert_fixture(file: &str, octets: &[u8], made_by: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/pipeline/{file}.der"));
    if env::var_os("CHANCERY_WRITE_FIXTURES").is_some() {
        fs::write(&path, octets).unwrap();
    }
    let wanted = fs::read(&path).unwrap();
    assert!(wanted == octets, "{made_by}: what is made is not {}", path.display());
}

/// A server's certificate, ready to be planned.
fn prepared(authority: &Authority) -> Prepared<SubscriberKey> {
    let request = bare(authority.provider(), "p256");
    let approved = approve(authority, server_policy(), request, &server(&["host.example"]), now()).unwrap();
    approved.prepare(authority.slot().unwrap(), now()).unwrap()
}

#[test]
fn a_request_in_a_file_becomes_a_verified_one() {
    let signer = signer(provider(), "p256");
    let subject = name(&[(AttributeType::COMMON_NAME, "host.example")]);
    let request = CertificationRequest::sign(&subject, &Extensions::new(), signer.as_ref()).unwrap();
    let text = pem::encode(Label::CertificateRequest, request.as_der());
    let verified = CertificationRequest::from_pem(text.as_bytes()).unwrap().verify(provider()).unwrap();
    assert_eq!(verified.public_key(), signer.public_key());
    assert_eq!(verified.subject(), &subject);
}

#[test]
fn the_rolls_answer_about_key_name_and_person() {
    let authority = authority(provider(), "ed25519");
    let policy = authority.adopt(operator_policy()).unwrap();
    let request = bare(provider(), "rsa2048");
    assert!(policy.history(Some(&request), &operator()).unwrap().records().is_empty());
    let approved = approve(&authority, operator_policy(), request.clone(), &operator(), now()).unwrap();
    let id = authority.issue(approved, now()).unwrap().id();
    let history = policy.history(Some(&request), &operator()).unwrap();
    assert_eq!(history.records().iter().map(|record| record.id()).collect::<Vec<_>>(), [id]);
    assert_eq!(history.active_of_person("operator-file", now()), [id]);
    let other = bare(provider(), "p256");
    assert_eq!(policy.history(Some(&other), &operator()).unwrap().key_of_another_subject(), None);
}

#[test]
fn a_policy_that_says_yes_names_the_subject_and_withholds_nothing_unasked() {
    let authority = authority(provider(), "ed25519");
    let request = bare(provider(), "p256");
    let approved = approve(&authority, server_policy(), request, &server(&["host.example"]), now()).unwrap();
    assert_eq!(approved.subject().to_string(), "CN=host.example");
    assert!(approved.withheld().is_empty());
}

#[test]
fn a_slot_is_drawn_from_the_randomness_that_was_given() {
    let authority = authority(provider(), "ed25519");
    let serials: Vec<_> = (0..2).map(|_| authority.slot().unwrap().serial()).collect();
    let wanted = [1, 2].map(|octet| {
        let mut octets = [octet; SerialNumber::OCTETS];
        octets[0] |= 0x40;
        SerialNumber::from_octets(octets).unwrap()
    });
    assert_eq!(serials, wanted);
}

#[test]
fn what_is_prepared_is_the_same_octets_under_every_provider() {
    for (made_by, provider) in PROVIDERS {
        let prepared = prepared(&authority(provider, "p384"));
        assert_fixture("tls_server_under_p384.tbs", prepared.tbs(), made_by);
    }
}

#[test]
fn what_is_prepared_was_looked_at_by_every_rule_of_the_changing_part() {
    use chancery::{issuance::lint, x509::lint::Part};
    let prepared = prepared(&authority(provider(), "ed25519"));
    for rule in lint::rules().iter().filter(|rule| rule.citation.part == Part::Variable) {
        assert!(prepared.rules().includes(rule.citation), "{} did not run", rule.citation.id);
    }
    assert!(prepared.rules().count() > 10, "{}", prepared.rules());
}

#[test]
fn what_is_planned_is_on_the_rolls_before_the_key_is_used() {
    let authority = authority(provider(), "ed25519");
    let prepared = prepared(&authority);
    let (id, tbs) = (prepared.id(), prepared.tbs().to_vec());
    assert!(authority.inventory().find(id).unwrap().is_none());
    let planned = prepared.plan().unwrap();
    assert_eq!(planned.id(), id);
    let record = authority.inventory().find(id).unwrap().unwrap();
    assert_eq!(record.status(), Status::Planned);
    assert_eq!(record.to_be_signed(), Some(tbs.as_slice()));
    assert_eq!((record.policy(), record.planned_at()), ("tls-server", now()));
    assert_eq!(record.subject().to_string(), "CN=host.example");
}

#[test]
fn what_is_signed_is_not_yet_issued() {
    let authority = authority(provider(), "ed25519");
    let unrecorded = prepared(&authority).plan().unwrap().sign().unwrap();
    let record = authority.inventory().find(unrecorded.id()).unwrap().unwrap();
    assert_eq!(record.status().state(), State::Planned);
    let shown = format!("{unrecorded:?}");
    assert!(shown.starts_with("Unrecorded { id: ") && shown.ends_with(", .. }"), "{shown}");
}

#[test]
fn what_is_enrolled_is_on_the_rolls_octet_by_octet() {
    let authority = authority(provider(), "ed25519");
    let enrolled = prepared(&authority).plan().unwrap().sign().unwrap().complete().unwrap();
    let record = authority.inventory().find(enrolled.id()).unwrap().unwrap();
    assert_eq!(record.status(), Status::Issued);
    assert_eq!(record.certificate_der(), Some(enrolled.certificate().as_der()));
    assert_eq!(record.to_be_signed(), None);
    let key = authority.issuer().public_key();
    enrolled.certificate().verify_signature(key, provider().verifier).unwrap();
}

#[test]
fn issue_takes_the_last_four_arrows_at_once() {
    let step_by_step = {
        let authority = authority(provider(), "ed25519");
        prepared(&authority).plan().unwrap().sign().unwrap().complete().unwrap().into_certificate()
    };
    let authority = authority(provider(), "ed25519");
    let at_once = walk(&authority, server_policy(), bare(provider(), "p256"), &server(&["host.example"]));
    assert_eq!(at_once, step_by_step);
}

#[test]
fn a_value_of_the_walk_crosses_threads() {
    let authority = authority(provider(), "ed25519");
    let planned = prepared(&authority).plan().unwrap();
    let enrolled = std::thread::spawn(move || planned.sign().unwrap().complete().unwrap()).join().unwrap();
    assert_eq!(authority.inventory().find(enrolled.id()).unwrap().unwrap().status(), Status::Issued);
}

/// A whole certificate under a CA with a deterministic signature, under every provider.
#[track_caller]
fn assert_certificate<P>(file: &str, ca_key: &str, key: &str, policy: fn() -> P, applicant: &P::Applicant)
where
    P: Policy<KeyOrigin = SubscriberKey>,
    P::KeyOrigin: KeyOrigin<Secret = ()>,
{
    for (made_by, provider) in PROVIDERS {
        let certificate = walk(&authority(provider, ca_key), policy(), bare(provider, key), applicant);
        assert_fixture(file, certificate.as_der(), made_by);
    }
}

#[test]
fn a_root_signs_itself_into_the_same_octets() {
    for (made_by, provider) in PROVIDERS {
        for key in ["ed25519", "rsa3072"] {
            let root = root(provider, key);
            assert_fixture(&format!("root_{key}"), root.as_der(), made_by);
        }
    }
}

#[test]
fn a_server_under_an_ed25519_ca_is_the_same_octets() {
    assert_certificate("tls_server", "ed25519", "p256", server_policy, &server(&["host.example"]));
}

#[test]
fn a_server_under_an_rsa_ca_is_the_same_octets() {
    let applicant = server(&["host.example"]);
    assert_certificate("tls_server_under_rsa", "rsa3072", "rsa2048", server_policy, &applicant);
}

#[test]
fn a_client_is_the_same_octets() {
    assert_certificate("tls_client", "ed25519", "p384", client_policy, &client());
}

#[test]
fn an_operator_is_the_same_octets() {
    assert_certificate("operator_file", "ed25519", "rsa2048", operator_policy, &operator());
}

#[test]
fn a_system_is_the_same_octets() {
    assert_certificate("system", "ed25519", "rsa2048", system_policy, &system());
}

#[test]
fn a_subordinate_is_the_same_octets() {
    let applicant = subordinate_applicant();
    assert_certificate("subordinate", "ed25519", "p384", subordinate_policy, &applicant);
}

#[test]
fn a_certificate_starts_when_it_is_made_and_ends_a_second_early() {
    let authority = authority(provider(), "ed25519");
    let certificate = walk(&authority, server_policy(), bare(provider(), "p256"), &server(&["host.example"]));
    assert_eq!(certificate.validity().not_before(), at("2026-11-22T10:00:00Z"));
    assert_eq!(certificate.validity().not_after(), at("2027-02-20T09:59:59Z"));
}

#[test]
fn the_public_key_is_copied_octet_by_octet() {
    for key in ["p256", "p384", "rsa2048", "rsa4096"] {
        let request = bare(provider(), key);
        let authority = authority(provider(), "ed25519");
        let certificate = walk(&authority, server_policy(), request.clone(), &server(&["host.example"]));
        assert_eq!(certificate.public_key().as_spki(), request.public_key().as_spki(), "{key}");
    }
}

#[test]
fn an_authority_is_shared_by_cloning_it() {
    let authority = authority(provider(), "ed25519");
    let enrolled = prepared(&authority.clone()).plan().unwrap().sign().unwrap().complete().unwrap();
    assert!(authority.inventory().find(enrolled.id()).unwrap().is_some());
    assert_eq!(authority.id(), enrolled.id().issuer);
}

#[test]
fn an_authority_shows_its_name_and_nothing_of_its_key() {
    let shown = format!("{:?}", authority(provider(), "ed25519"));
    assert_eq!(shown, "Authority { issuer: Name(CN=Example Root,O=Example,C=PL), .. }");
}

/// Kept out of the tests above, which need no other policy than the catalog's.
fn with_inventory(provider: &'static Provider, inventory: Arc<dyn Inventory>) -> Authority {
    ca::over(ca::issuer(provider, "ed25519").with_publication(ca::publication()), inventory)
}

/// A subject for a request whose text does not matter.
fn nobody() -> Name {
    Name::empty()
}

/// The policy of most tests, adopted.
fn adopted(authority: &Authority) -> chancery::issuance::Adopted<TlsServer> {
    authority.adopt(server_policy()).unwrap()
}
