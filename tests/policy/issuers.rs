//! What an issuer's own certificate does not let a policy do.
//!
//! Its key and its name are its own, its path length may be spent, its name constraints hold, and
//! without a certificate it certifies nothing but itself. RFC 5280 §4.2.1.9, §4.2.1.10.

use std::sync::Arc;

use chancery::{
    Authority,
    issuance::AdoptError,
    issuer::Issuer,
    policy::{
        Presence, Profile, Row, SubjectRow, Surplus,
        catalog::{Subordinate, TlsServer},
    },
    x509::{
        AttributeType, Certificate, Name,
        extension::{GeneralSubtree, NameConstraints},
    },
};

use super::{
    Changed,
    ca::{
        self, approve, at, authority, bare, ca_name, client, client_policy, inventory, name, now, over, provider,
        root_applicant, root_policy, server, server_policy, signer, subordinate_applicant, subordinate_policy, walk,
    },
    reasons, refusals,
};

#[test]
fn refuses_the_issuers_own_key() {
    assert_eq!(
        refusals(client_policy(), bare(provider(), "ed25519"), &client()),
        ["policy.key.issuers-own: subjectPublicKeyInfo is the issuer's own key; permitted is a key of the subject \
          (RFC 5280 §4.1.2.6)"]
    );
}

#[test]
fn refuses_the_issuers_own_name_however_it_is_spelled() {
    for common_name in ["Example Root", "EXAMPLE  root"] {
        let mut who = subordinate_applicant();
        (who.nip, who.common_name) = (None, common_name.to_owned());
        assert_eq!(
            refusals(subordinate_policy(), bare(provider(), "p384"), &who),
            ["policy.subject.issuers-own: subject is the issuer's own name; permitted is a name of another subject \
              (RFC 5280 §4.1.2.6 (X-11))"],
            "{common_name}"
        );
    }
}

fn founding(name: Name) -> Authority {
    over(Issuer::founding(name, signer(provider(), "ed25519"), provider()).unwrap(), inventory(provider()))
}

#[test]
fn an_issuer_without_a_certificate_adopts_nothing_for_end_entities() {
    let error = founding(ca_name()).adopt(server_policy()).unwrap_err();
    assert!(matches!(error, AdoptError::NotFounded));
    assert_eq!(
        error.to_string(),
        "an issuer without a certificate can only sign its own: adopt a policy for authorities, such as `root`"
    );
    assert!(founding(ca_name()).adopt(root_policy()).is_ok());
}

#[test]
fn an_issuer_without_a_certificate_certifies_no_other_key() {
    let rejection =
        approve(&founding(ca_name()), root_policy(), bare(provider(), "p384"), &root_applicant(), now()).unwrap_err();
    assert_eq!(
        reasons(&rejection),
        ["policy.root.key: subjectPublicKeyInfo is another key; permitted is the key that signs (RFC 5280 §3.2)"]
    );
}

#[test]
fn an_issuer_without_a_certificate_certifies_no_other_name() {
    let founding = founding(name(&[(AttributeType::COMMON_NAME, "example root")]));
    let rejection =
        approve(&founding, root_policy(), bare(provider(), "ed25519"), &root_applicant(), now()).unwrap_err();
    assert_eq!(
        reasons(&rejection),
        ["policy.root.subject: subject is another name; permitted is the name of the issuer, octet by octet \
          (RFC 5280 §4.1.2.4)"]
    );
}

#[test]
fn a_root_is_not_made_under_another_authority() {
    let error = authority(provider(), "ed25519").adopt(root_policy()).unwrap_err();
    assert!(matches!(error, AdoptError::Lint(_)), "{error}");
    assert!(error.to_string().contains("X-16"), "{error}");
}

/// An authority under the Ed25519 root, with the key `p384`.
pub(super) fn under_root(policy: Changed<Subordinate>) -> Authority {
    let certificate =
        walk(&authority(provider(), "ed25519"), policy, bare(provider(), "p384"), &subordinate_applicant());
    issuing(certificate)
}

fn issuing(certificate: Certificate) -> Authority {
    let issuer = Issuer::new(certificate, signer(provider(), "p384"), provider(), now()).unwrap();
    Authority::new(issuer, inventory(provider())).with_random(Arc::new(ca::Counting::default()))
}

fn unchanged(_: &mut Profile) {}

#[test]
fn an_authority_whose_path_length_is_spent_adopts_no_policy_for_authorities() {
    let authority = under_root(Changed(subordinate_policy(), unchanged));
    let error = authority.adopt(subordinate_policy()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the issuer's path length is spent: it permits 0 CA certificates below it, and the policy asks for 1 \
         (RFC 5280 §4.2.1.9)"
    );
    assert!(authority.adopt(server_policy()).is_ok());
}

#[test]
fn an_authority_hands_on_a_shorter_path_only() {
    let authority = under_root(Changed(subordinate_policy().with_path_len(2), unchanged));
    assert!(authority.adopt(subordinate_policy().with_path_len(1)).is_ok());
    assert!(matches!(authority.adopt(subordinate_policy().with_path_len(2)), Err(AdoptError::Issuer(_))));
    assert!(matches!(authority.adopt(root_policy()), Err(AdoptError::Issuer(_))));
}

#[test]
fn an_authority_ends_with_the_one_above_it() {
    let late = at("2036-01-01T00:00:01Z");
    let rejection = approve(
        &authority(provider(), "ed25519"),
        subordinate_policy(),
        bare(provider(), "p384"),
        &subordinate_applicant(),
        late,
    );
    assert_eq!(rejection.unwrap_err().violations()[0].rule().as_str(), "policy.validity.issuers-end");
}

/// Only `example.com` and what is under it, but nothing under `secret.example.com`.
pub(super) fn constrained(profile: &mut Profile) {
    let tree = |base: &str| GeneralSubtree::Dns(base.parse().unwrap());
    let value = NameConstraints::new(vec![tree("example.com")], vec![tree("secret.example.com")]).unwrap();
    profile.name_constraints = Row::Set { value, if_asked_otherwise: Surplus::Refuse };
}

#[track_caller]
fn refusals_under_constraints(hosts: &[&str]) -> Vec<String> {
    let authority = under_root(Changed(subordinate_policy(), constrained));
    match approve(&authority, server_policy(), bare(provider(), "p256"), &server(hosts), now()) {
        Ok(_) => Vec::new(),
        Err(rejection) => reasons(&rejection),
    }
}

#[test]
fn name_constraints_let_through_what_they_permit() {
    assert!(refusals_under_constraints(&["example.com", "www.example.com"]).is_empty());
}

#[test]
fn name_constraints_refuse_what_they_do_not_permit() {
    assert_eq!(
        refusals_under_constraints(&["www.example.com", "www.example.net"]),
        ["policy.constraints.permitted: subjectAltName[1] is DNS:www.example.net; permitted is a name inside \
          DNS:example.com, which the issuer's certificate permits (RFC 5280 §4.2.1.10)"]
    );
}

#[test]
fn name_constraints_refuse_what_they_exclude_and_what_overlaps_it() {
    for host in ["a.secret.example.com", "*.example.com"] {
        assert_eq!(
            refusals_under_constraints(&["example.com", host]),
            [format!(
                "policy.constraints.excluded: subjectAltName[1] is DNS:{host}; permitted is a name outside \
                 DNS:secret.example.com, which the issuer's certificate excludes (RFC 5280 §4.2.1.10)"
            )]
        );
    }
}

fn crl_required(profile: &mut Profile) {
    if let Row::FromIssuer { presence, .. } = &mut profile.crl_distribution_points {
        *presence = Presence::Required;
    }
}

fn access_required(profile: &mut Profile) {
    if let Row::FromIssuer { presence, .. } = &mut profile.authority_info_access {
        *presence = Presence::Required;
    }
}

#[test]
fn a_required_address_the_issuer_does_not_have_is_told_when_the_policy_is_adopted() {
    let silent = over(ca::issuer(provider(), "ed25519"), inventory(provider()));
    let cases: [(fn(&mut Profile), _); 2] =
        [(crl_required, "cRLDistributionPoints"), (access_required, "authorityInfoAccess")];
    for (change, extension) in cases {
        let error = silent.adopt(Changed(server_policy(), change)).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "the policy requires {extension}, and the issuer has no address for it; give one with `with_publication`"
            )
        );
        assert!(authority(provider(), "ed25519").adopt(Changed(server_policy(), change)).is_ok());
    }
}

fn crl_from_access(profile: &mut Profile) {
    if let Row::FromIssuer { origin, .. } = &mut profile.crl_distribution_points {
        *origin = chancery::policy::IssuerOrigin::AccessAddresses;
    }
}

fn access_from_crl(profile: &mut Profile) {
    if let Row::FromIssuer { origin, .. } = &mut profile.authority_info_access {
        *origin = chancery::policy::IssuerOrigin::CrlAddresses;
    }
}

#[test]
fn an_address_of_the_wrong_kind_cannot_be_written() {
    let authority = authority(provider(), "ed25519");
    let cases: [(fn(&mut Profile), _); 2] = [
        (crl_from_access, "cRLDistributionPoints is made of addresses of certificates or of the status service"),
        (access_from_crl, "authorityInfoAccess is made of addresses of lists"),
    ];
    for (change, sentence) in cases {
        let told = authority.adopt(Changed(server_policy(), change)).unwrap_err().to_string();
        assert!(told.contains(sentence), "{told}");
    }
}

#[test]
fn an_adopted_policy_says_what_it_is_and_where() {
    let adopted = authority(provider(), "ed25519").adopt(server_policy()).unwrap();
    assert_eq!(adopted.name(), "tls-server");
    let _: &TlsServer = adopted.policy();
    let shown = format!("{adopted:?}");
    assert!(shown.ends_with("issuer: Name(CN=Example Root,O=Example,C=PL) }"), "{shown}");
}

#[test]
fn an_authority_without_a_name_is_not_granted() {
    let policy = Changed(subordinate_policy(), |profile| {
        profile.subject = SubjectRow { attributes: Vec::new().into(), other_attributes: Surplus::Withhold };
    });
    let rejection =
        approve(&authority(provider(), "ed25519"), policy, bare(provider(), "p384"), &subordinate_applicant(), now());
    assert_eq!(rejection.unwrap_err().violations()[0].rule().as_str(), "policy.subject.empty");
}
