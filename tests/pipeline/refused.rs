//! What an approval and a policy refuse: too old, too long, about somebody else, a key that is taken.
//!
//! The rows have their own tests in `tests/policy.rs`; here is what only the walk can know. EN 319 411-1 REG-6.3.1-00B
//! (age), GEN-6.3.3-05 (the issuer's end), domain §5.3 point 3 (one key, one subject).

use chancery::{
    Authority,
    crypto::{PublicKey, SignatureAlgorithm, Verifier, VerifyError},
    inventory::{Requested, Requester, Revocation},
    issuance::{Approved, PrepareError},
    policy::{
        Facts, Policy, Presence, Profile, Rejection, Row, SubscriberKey, Surplus, VerifiedRequest, Violation,
        Violations,
        catalog::{TlsApplicant, TlsServer},
    },
    request::CertificationRequest,
    x509::{
        AttributeType, Extensions, Name, Reason, Time,
        extension::{ExtendedKeyUsage, KeyPurpose, KeyUsage},
    },
};

use super::{
    adopted,
    ca::{self, approve, at, authority, bare, name, now, provider, request, server, server_policy, signer, typed},
    nobody, prepared,
};

/// The sentences of a rejection, each behind its rule.
fn reasons(rejection: &Rejection) -> Vec<String> {
    rejection.violations().iter().map(|violation| format!("{}: {violation}", violation.rule())).collect()
}

fn approved(authority: &Authority, now: Time) -> Approved<TlsServer> {
    approve(authority, server_policy(), bare(provider(), "p256"), &server(&["host.example"]), now).unwrap()
}

#[test]
fn refuses_an_approval_that_waited_a_second_too_long() {
    let authority = authority(provider(), "ed25519");
    let late = now().plus_seconds(86_401).unwrap();
    let error = approved(&authority, now()).prepare(authority.slot().unwrap(), late).unwrap_err();
    assert!(matches!(error, PrepareError::Stale { age_seconds: 86_401, permitted_seconds: 86_400 }));
    assert_eq!(
        error.to_string(),
        "the approval is 86401 s old and its policy permits 86400 s; approve the request again"
    );
    let in_time = now().plus_seconds(86_400).unwrap();
    assert!(approved(&authority, now()).prepare(authority.slot().unwrap(), in_time).is_ok());
}

#[test]
fn refuses_an_approval_from_the_future() {
    let authority = authority(provider(), "ed25519");
    let early = now().plus_seconds(-1).unwrap();
    let error = approved(&authority, now()).prepare(authority.slot().unwrap(), early).unwrap_err();
    assert!(matches!(error, PrepareError::Stale { age_seconds: -1, .. }), "{error}");
}

/// The last second in which ninety days fit under the root.
const LAST: &str = "2045-10-03T00:00:00Z";

#[test]
fn refuses_to_prepare_past_the_issuers_end() {
    let authority = authority(provider(), "ed25519");
    let approved = || approved(&authority, at(LAST));
    assert!(approved().prepare(authority.slot().unwrap(), at(LAST)).is_ok());
    let error = approved().prepare(authority.slot().unwrap(), at(LAST).plus_seconds(1).unwrap()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the certificate would be valid until 2046-01-01T00:00:00Z, past the end of its issuer's at \
         2045-12-31T23:59:59Z (GEN-6.3.3-05)"
    );
}

#[test]
fn refuses_to_approve_past_the_issuers_end() {
    let authority = authority(provider(), "ed25519");
    let late = at(LAST).plus_seconds(1).unwrap();
    let request = bare(provider(), "p256");
    let rejection = approve(&authority, server_policy(), request, &server(&["host.example"]), late).unwrap_err();
    assert_eq!(
        reasons(&rejection),
        ["policy.validity.issuers-end: validity is 2045-10-03T00:00:01Z to 2046-01-01T00:00:00Z; permitted is \
          2026-01-01T00:00:00Z to 2045-12-31T23:59:59Z (EN 319 411-1 GEN-6.3.3-05)"]
    );
}

/// What `approve` says to a history that was asked about something else.
fn with_history_of(key: &str, host: &str) -> Vec<String> {
    let authority = authority(provider(), "ed25519");
    let policy = adopted(&authority);
    let history = policy.history(Some(&bare(provider(), key)), &server(&[host])).unwrap();
    let request = bare(provider(), "p256");
    reasons(&policy.approve(request, &server(&["host.example"]), &history, now()).unwrap_err())
}

#[test]
fn refuses_the_history_of_another_key() {
    assert_eq!(
        with_history_of("p384", "host.example"),
        ["policy.history: history is this history was asked for another key; permitted is the history of this key, \
          name and person (design §2)"]
    );
}

#[test]
fn refuses_the_history_of_another_subject() {
    assert_eq!(
        with_history_of("p256", "other.example"),
        ["policy.history: history is this history was asked for another subject; permitted is the history of this \
          key, name and person (design §2)"]
    );
}

#[test]
fn refuses_the_history_of_another_person() {
    let authority = authority(provider(), "ed25519");
    let policy = authority.adopt(ca::operator_policy()).unwrap();
    let request = bare(provider(), "rsa2048");
    let mut other = ca::operator();
    // The same name in every other respect: only the number of the person differs.
    other.pesel = "44051401359".parse().unwrap();
    let history = policy.history(Some(&request), &other).unwrap();
    let rejection = policy.approve(request, &ca::operator(), &history, now()).unwrap_err();
    assert!(reasons(&rejection)[0].starts_with("policy.history: history is this history was asked for another "));
}

#[test]
fn refuses_a_key_that_is_certified_for_another_subject_and_names_the_certificate() {
    let authority = authority(provider(), "ed25519");
    let _ = prepared(&authority).plan().unwrap();
    let request = bare(provider(), "p256");
    let rejection = approve(&authority, server_policy(), request, &server(&["other.example"]), now()).unwrap_err();
    // In pairs: a serial number may have ten digits in a row, and must not be masked like the number of a person.
    assert_eq!(
        reasons(&rejection),
        ["policy.key.in-use: subjectPublicKeyInfo is a key that certificate \
          41:01:01:01:01:01:01:01:01:01:01:01:01:01:01:01 certifies for another subject; permitted is a key of its own \
          (domain.md §5.3 point 3)"]
    );
}

#[test]
fn takes_a_key_again_for_the_same_subject() {
    let authority = authority(provider(), "ed25519");
    let _ = prepared(&authority).plan().unwrap().sign().unwrap().complete().unwrap();
    assert!(prepared(&authority).plan().is_ok());
}

#[test]
fn refuses_a_key_that_was_revoked_as_compromised() {
    let authority = authority(provider(), "ed25519");
    let enrolled = prepared(&authority).plan().unwrap().sign().unwrap().complete().unwrap();
    let record = authority.inventory().find(enrolled.id()).unwrap().unwrap();
    let requested = Requested { by: Requester::Subscriber, at: now() };
    let revocation = Revocation { at: now(), reason: Reason::KeyCompromise, invalid_since: None, requested };
    authority.inventory().commit(&record.revoke(revocation).unwrap()).unwrap();
    let request = bare(provider(), "p256");
    let rejection = approve(&authority, server_policy(), request, &server(&["host.example"]), now()).unwrap_err();
    assert_eq!(
        reasons(&rejection),
        ["policy.key.compromised: subjectPublicKeyInfo is a key that was revoked for compromise with certificate \
          41:01:01:01:01:01:01:01:01:01:01:01:01:01:01:01; permitted is a new key (EN 319 411-1 REG-6.3.6-01A)"]
    );
}

/// Says yes, as somebody would make it who knows the private key.
struct Yes;

impl Verifier for Yes {
    fn verify(&self, _: &PublicKey, _: SignatureAlgorithm, _: &[u8], _: &[u8]) -> Result<(), VerifyError> {
        Ok(())
    }
}

/// A request of the RSA key of the tests with its exponent, 65537, turned into 65539.
fn under_another_exponent() -> VerifiedRequest {
    let signer = signer(provider(), "rsa2048");
    let request = CertificationRequest::sign(&Name::empty(), &Extensions::new(), signer.as_ref()).unwrap();
    let exponent = request.as_der().windows(5).position(|window| window == [2, 3, 1, 0, 1]).unwrap();
    let mut der = request.as_der().to_vec();
    *der.get_mut(exponent + 4).unwrap() = 3;
    let changed = CertificationRequest::from_der(&der).unwrap();
    assert_eq!(changed.public_key().rsa_exponent(), Some(&[1, 0, 3][..]));
    changed.verify(&provider().with_verifier(&Yes)).unwrap()
}

#[test]
fn knows_a_compromised_key_again_under_another_exponent() {
    let authority = authority(provider(), "ed25519");
    let applicant = server(&["host.example"]);
    let approved = approve(&authority, server_policy(), bare(provider(), "rsa2048"), &applicant, now()).unwrap();
    let id = authority.issue(approved, now()).unwrap().id();
    let record = authority.inventory().find(id).unwrap().unwrap();
    let requested = Requested { by: Requester::Subscriber, at: now() };
    let revocation = Revocation { at: now(), reason: Reason::KeyCompromise, invalid_since: None, requested };
    authority.inventory().commit(&record.revoke(revocation).unwrap()).unwrap();
    let rejection = approve(&authority, server_policy(), under_another_exponent(), &applicant, now()).unwrap_err();
    assert!(reasons(&rejection).iter().any(|reason| reason.starts_with("policy.key.compromised: ")), "{rejection}");
}

#[test]
fn knows_the_issuers_own_key_under_another_exponent() {
    let authority = authority(provider(), "rsa2048");
    let applicant = server(&["host.example"]);
    let rejection = approve(&authority, server_policy(), under_another_exponent(), &applicant, now()).unwrap_err();
    assert!(reasons(&rejection).iter().any(|reason| reason.starts_with("policy.key.issuers-own: ")), "{rejection}");
}

#[test]
fn refuses_a_name_that_was_given_to_another_person() {
    let authority = authority(provider(), "ed25519");
    let _ = prepared(&authority).plan().unwrap().sign().unwrap().complete().unwrap();
    // An applicant with the same name and, unlike the first, a person behind it.
    let policy = authority.adopt(Personal(server_policy())).unwrap();
    let applicant = Person(server(&["host.example"]));
    let request = bare(provider(), "p384");
    let history = policy.history(Some(&request), &applicant).unwrap();
    let rejection = policy.approve(request, &applicant, &history, now()).unwrap_err();
    assert_eq!(
        reasons(&rejection),
        ["policy.subject.in-use: subject is CN=host.example; permitted is a name that was never given to another \
          person (EN 319 411-1 GEN-6.3.3-10)"]
    );
}

/// A server that belongs to somebody.
#[derive(Debug)]
struct Person(TlsApplicant);

impl chancery::policy::Applicant for Person {
    fn facts(&self, kind: chancery::policy::FactKind) -> Vec<chancery::policy::Fact> {
        self.0.facts(kind)
    }

    fn person(&self) -> Option<chancery::inventory::PersonId> {
        Some(chancery::inventory::PersonId::new(b"the host's own id"))
    }
}

#[derive(Debug)]
struct Personal(TlsServer);

impl Policy for Personal {
    type Applicant = Person;
    type KeyOrigin = SubscriberKey;
    fn profile(&self) -> Profile {
        self.0.profile()
    }
}

#[test]
fn tells_what_was_asked_and_is_not_granted() {
    let authority = authority(provider(), "ed25519");
    let subject = name(&[(AttributeType::LOCALITY, "Radom"), (AttributeType::COMMON_NAME, "host.example")]);
    let asked = [
        typed(&(KeyUsage::DIGITAL_SIGNATURE | KeyUsage::KEY_AGREEMENT)),
        typed(&ExtendedKeyUsage::new([KeyPurpose::SERVER_AUTH, KeyPurpose::CLIENT_AUTH]).unwrap()),
    ];
    let request = request(provider(), "p256", &subject, asked);
    let approved = approve(&authority, server_policy(), request, &server(&["host.example"]), now()).unwrap();
    let told: Vec<_> = approved.withheld().iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "subject.L asks for Radom, which the policy does not grant",
            "extensionRequest.keyUsage asks for digitalSignature, keyAgreement, which the policy does not grant",
            "extensionRequest.extKeyUsage[1] asks for clientAuth, which the policy does not grant",
        ]
    );
    let prepared = approved.prepare(authority.slot().unwrap(), now()).unwrap();
    assert_eq!(prepared.tbs(), super::prepared(&ca::authority(provider(), "ed25519")).tbs());
}

/// Refuses everything, or nothing.
#[derive(Debug)]
struct Narrow(TlsServer, Vec<&'static str>);

impl Policy for Narrow {
    type Applicant = TlsApplicant;
    type KeyOrigin = SubscriberKey;
    fn profile(&self) -> Profile {
        self.0.profile()
    }
    fn narrow(&self, _: Option<&VerifiedRequest>, _: &TlsApplicant, _: Time, violations: &mut Violations) {
        for rule in &self.1 {
            violations.add(Violation::new(*rule, "now", "a Sunday", "a weekday", "house rule 7"));
        }
    }
}

#[test]
fn a_policy_of_ones_own_can_refuse_more() {
    let authority = authority(provider(), "ed25519");
    let policy = Narrow(server_policy(), vec!["example.one", "example.two"]);
    let request = bare(provider(), "p256");
    let rejection = approve(&authority, policy, request, &server(&["host.example"]), now()).unwrap_err();
    assert_eq!(
        reasons(&rejection),
        [
            "example.one: now is a Sunday; permitted is a weekday (house rule 7)",
            "example.two: now is a Sunday; permitted is a weekday (house rule 7)",
        ]
    );
}

#[test]
fn a_policy_of_ones_own_cannot_undo_a_refusal_or_grant_more() {
    let authority = authority(provider(), "ed25519");
    let narrow = || Narrow(server_policy(), Vec::new());
    let asked = [typed(&ca_true())];
    let greedy = request(provider(), "p256", &nobody(), asked);
    let rejection = approve(&authority, narrow(), greedy, &server(&["host.example"]), now()).unwrap_err();
    assert_eq!(rejection.violations()[0].rule().as_str(), "policy.basic-constraints.surplus");
    let modest = approve(&authority, narrow(), bare(provider(), "p256"), &server(&["host.example"]), now());
    let tbs = modest.unwrap().prepare(authority.slot().unwrap(), now()).unwrap();
    assert_eq!(tbs.tbs(), prepared(&ca::authority(provider(), "ed25519")).tbs());
}

fn ca_true() -> chancery::x509::extension::BasicConstraints {
    chancery::x509::extension::BasicConstraints::Authority { path_len: None }
}

/// A table of no rows, to see what facts alone can do.
#[derive(Debug)]
struct Unnamed;

impl Policy for Unnamed {
    type Applicant = Facts;
    type KeyOrigin = SubscriberKey;
    fn profile(&self) -> Profile {
        let mut profile = server_policy().profile();
        profile.subject.attributes = Vec::new().into();
        profile.subject_alt_name = Row::FromFacts {
            presence: Presence::Optional,
            facts: vec![chancery::policy::FactKind::Uri].into(),
            surplus: Surplus::Refuse,
        };
        profile
    }
}

#[test]
fn refuses_a_certificate_that_would_name_nobody() {
    let authority = authority(provider(), "ed25519");
    let request = bare(provider(), "p256");
    let rejection = approve(&authority, Unnamed, request, &Facts::new(Vec::new()), now()).unwrap_err();
    assert_eq!(
        reasons(&rejection),
        ["policy.subject.empty: subject is no name at all; permitted is a subject or an alternative name under \
          tls-server (RFC 5280 §4.1.2.6)"]
    );
}
