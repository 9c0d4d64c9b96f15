//! What accepted applications to the signature node become, and which foreign certificates are taken in their place.
//!
//! Under the tests of the signature node: everything that takes a provider, for requests are signed here and chains verified.
//! The surprising choice: applicants are asked what they would have certified, not compared, since that is what is issued.

use std::{fs, path::Path};

use chancery::{
    application::{
        Accepted, Actor, Application,
        signature_node::{BroughtCertificate, Event, Node, NodeIntegration, NodeProduction, NodeReplacement},
    },
    crypto::{SecretKey, SignatureAlgorithm, ring::PROVIDER},
    inventory::{Demanded, KeyId, RegisteredForeign, Registration, Requested, Requester, TrustedIssuers},
    policy::{Applicant as _, Fact, FactKind},
    request::{CertificationRequest, VerifiedRequest},
    x509::{Certificate, Extensions, Name, Time},
};

use super::papers::{Forms, draft, in_integration, in_production, integration_form, other, production_form, tested};
use crate::made::{noon, officer, taken};

fn request(key: &str) -> VerifiedRequest {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/keys/{key}.pkcs8.pem"));
    let secret = SecretKey::from_pem(&fs::read(file).unwrap()).unwrap();
    let algorithm = SignatureAlgorithm::usual_for(secret.algorithm()).unwrap();
    let signer = PROVIDER.keys.signer(&secret, algorithm).unwrap();
    let request = CertificationRequest::sign(&Name::empty(), &Extensions::default(), signer.as_ref()).unwrap();
    request.verify(&PROVIDER).unwrap()
}

/// Filed with the request of `p256`, and accepted.
fn accepted<P: Forms>(application: Application<Node<P>>) -> Accepted<Node<P>> {
    let event = Event::filed(&request("p256"), PROVIDER.digest);
    let application = taken(application, noon("2026-02-01"), Actor::Applicant, event);
    taken(application, noon("2026-02-02"), officer(), Event::RightsConfirmed).accepted().unwrap()
}

/// What is said of the request of `p384` where that of `p256` was pasted.
fn other_request() -> String {
    let key = |name| KeyId::of(request(name).public_key(), PROVIDER.digest);
    format!(
        "the request has the key {}, and the one that was pasted into the form has {} (domain.md §2.4)",
        key("p384"),
        key("p256")
    )
}

#[test]
fn integration_is_issued_for_the_request_in_the_form() {
    let integration = || accepted(draft::<NodeIntegration>(integration_form()));
    let who = integration().into_applicant_for(&request("p256"), PROVIDER.digest).unwrap();
    assert_eq!(who.facts(FactKind::CommonName), [Fact::CommonName("test.example.org".to_owned())]);
    assert_eq!((who.country.as_str(), who.organization.as_str()), ("PL", "Straż Miejska w Rybniku"));
    assert!(who.person().is_some(), "the entity is known to the rolls");
    let error = integration().into_applicant_for(&request("p384"), PROVIDER.digest).unwrap_err();
    assert_eq!(error.to_string(), other_request());
}

#[test]
fn wp_08_production_is_issued_after_the_integration_of_the_form_and_no_other() {
    let production = || accepted(draft::<NodeProduction>(production_form()));
    let who = production().into_applicant_for(tested(), &request("p256"), PROVIDER.digest).unwrap();
    assert_eq!(who.address().to_string(), "podpis.example.org");
    assert_eq!(who.tested(), &tested());
    let error = production().into_applicant_for(other(), &request("p256"), PROVIDER.digest).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the test integration is the one with CN=jan.nowak,C=PL at 2026-01-20T08:30:00Z, and the form names the one with \
         CN=anna.nowak,C=PL at 2026-01-20T08:30:00Z (WP-08)"
    );
    let error = production().into_applicant_for(tested(), &request("p384"), PROVIDER.digest).unwrap_err();
    assert_eq!(error.to_string(), other_request());
}

#[test]
fn wp_11_a_replacement_is_issued_in_the_environment_of_the_first_time() {
    let replacement = |form| accepted(draft::<NodeReplacement>(form));
    let (p256, digest) = (request("p256"), PROVIDER.digest);
    let until = "2026-12-31";
    let who = replacement(in_integration(until)).into_integration_applicant_for(&p256, digest).unwrap();
    assert_eq!(who.address().to_string(), "test.example.org");
    let who = replacement(in_production(until)).into_production_applicant_for(tested(), &p256, digest).unwrap();
    assert_eq!(who.address().to_string(), "podpis.example.org");
    let error = replacement(in_production(until)).into_integration_applicant_for(&p256, digest).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the application is for a replacement in production, and the integration environment was asked for (WP-11)"
    );
    let error = replacement(in_integration(until)).into_production_applicant_for(tested(), &p256, digest).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the application is for a replacement in the integration environment, and production was asked for (WP-11)"
    );
    let error = replacement(in_production(until)).into_production_applicant_for(other(), &p256, digest).unwrap_err();
    assert!(error.to_string().ends_with("(WP-08)"), "{error}");
}

// ---- WP-03 --------------------------------------------------------------------------------------------------------

const ANNA: &[u8] = include_bytes!("../../../src/testing/inventory_contract/foreign/anna.pem");
const JAN: &[u8] = include_bytes!("../../../src/testing/inventory_contract/foreign/jan.pem");
const ROOT: &[u8] = include_bytes!("../../../src/testing/inventory_contract/foreign/root.pem");

fn certificate(pem: &[u8]) -> Certificate {
    Certificate::from_pem(pem).unwrap()
}

fn issuers(pem: &[u8]) -> TrustedIssuers {
    TrustedIssuers::new([certificate(pem)]).unwrap()
}

fn now() -> Time {
    "2026-02-01T12:00:00Z".parse().unwrap()
}

fn registered() -> RegisteredForeign {
    let registration = Registration {
        leaf: certificate(ANNA),
        authorities: Vec::new(),
        demanded: Demanded::AnyCertificate,
        person: None,
        requested: Requested { by: Requester::Representative, at: now() },
    };
    let own = certificate(JAN);
    registration.verify(&issuers(ROOT), own.public_key(), &PROVIDER, now()).unwrap().to_registered()
}

#[test]
fn wp_03_a_certificate_is_taken_from_issuers_authorised_for_qualified_ones() {
    let registered = registered();
    let brought = BroughtCertificate::of(&registered, &issuers(ROOT), now()).unwrap();
    assert_eq!(brought.id(), registered.certificate().id());
    assert_eq!(brought.address().map(ToString::to_string).as_deref(), Some("anna.nowak"));
    let error = BroughtCertificate::of(&registered, &issuers(JAN), now()).unwrap_err();
    let id = brought.id();
    assert_eq!(
        error.to_string(),
        format!(
            "no authority above the foreign certificate {id} is on the list of issuers authorised for qualified certificates \
             (WP-03)"
        )
    );
}

#[test]
fn wp_03_a_certificate_is_taken_while_it_is_on_the_register_and_valid() {
    let registered = registered();
    let id = registered.certificate().id();
    let late: Time = "2100-01-01T00:00:00Z".parse().unwrap();
    let error = BroughtCertificate::of(&registered, &issuers(ROOT), late).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("the foreign certificate {id} is withdrawn or not valid at 2100-01-01T00:00:00Z")
    );
    let withdrawal = registered.withdraw(now(), Requested { by: Requester::Officer, at: now() }).unwrap();
    let withdrawn = withdrawal.apply_to(&registered).unwrap();
    assert!(BroughtCertificate::of(&withdrawn, &issuers(ROOT), now()).is_err());
}
