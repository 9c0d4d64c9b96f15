//! A CA with name constraints of every form: what it issues passes at strangers, what it refuses would not.
//!
//! RFC 5280 §4.2.1.10. The constraints are in the certificate of the issuing CA. What the library grants under them goes
//! before the judges; what it refuses is made with the same key by a CA of ours that has no constraints, under the same
//! name, so that the strangers see the certificate it would have been. Where they let it through, we are stricter, and
//! it is said which of them does.

use std::path::PathBuf;

use chancery::{
    Authority,
    issuance::AdoptError,
    issuer::Issuer,
    policy::{Policy, catalog::TlsServer},
    x509::{
        Certificate,
        extension::{GeneralSubtree, NameConstraints},
    },
};
use tempfile::TempDir;
use webpki::{EndEntityCert, anchor_from_trusted_cert};

use super::{
    ca::{
        approve, authority, bare, inventory, now, over, provider, root, server, server_policy, signer,
        subordinate_applicant, subordinate_policy, walk,
    },
    hierarchy::judged_at,
    judges::{self, Chain, Purpose, Verdict},
};

/// An issuing CA under constraints, and its double without.
struct Constrained {
    directory: TempDir,
    issuing: Certificate,
    /// The certificate of the other.
    double: Certificate,
}

/// What the strangers say of a certificate under the constrained CA.
struct Said {
    openssl: Verdict,
    gnutls: Verdict,
    webpki: Result<(), webpki::Error>,
}

impl Constrained {
    fn new() -> Self {
        let permitted = [
            GeneralSubtree::dns("example.com").unwrap(),
            GeneralSubtree::ip("192.0.2.0".parse().unwrap(), 24).unwrap(),
        ];
        let excluded = [
            GeneralSubtree::dns("secret.example.com").unwrap(),
            GeneralSubtree::ip("192.0.2.128".parse().unwrap(), 25).unwrap(),
            GeneralSubtree::ip("::".parse().unwrap(), 0).unwrap(),
        ];
        let constraints = NameConstraints::new(permitted, excluded).unwrap();
        let issued = |policy| {
            let root = authority(provider(), "p384");
            walk(&root, policy, bare(provider(), "p256"), &subordinate_applicant())
        };
        let issuing = issued(subordinate_policy().with_name_constraints(constraints));
        let double = issued(subordinate_policy());
        Self { directory: tempfile::tempdir().unwrap(), issuing, double }
    }

    fn granted(&self, hosts: &[&str], addresses: &[&str]) -> bool {
        let who = applicant(hosts, addresses);
        approve(&over_empty_rolls(&self.issuing), server_policy(), bare(provider(), "ed25519"), &who, now()).is_ok()
    }

    /// The certificate, granted or not.
    fn made(&self, hosts: &[&str], addresses: &[&str]) -> Certificate {
        walk(
            &over_empty_rolls(&self.double),
            server_policy(),
            bare(provider(), "ed25519"),
            &applicant(hosts, addresses),
        )
    }

    fn write(&self, name: &str, certificate: &Certificate) -> PathBuf {
        let file = self.directory.path().join(name);
        std::fs::write(&file, certificate.to_pem()).unwrap();
        file
    }

    fn said(&self, leaf: &Certificate) -> Said {
        let root = root(provider(), "p384");
        let files = [("root.pem", &root), ("issuing.pem", &self.issuing), ("leaf.pem", leaf)];
        let [root_file, issuing_file, leaf_file] = files.map(|(name, certificate)| self.write(name, certificate));
        let at = Some(judged_at());
        let chain = Chain { root: &root_file, issuing: Some(&issuing_file), leaf: &leaf_file, at };
        Said {
            openssl: judges::openssl_verify(&chain, Purpose::TlsServer),
            gnutls: judges::certtool_verify_chain(&chain, Purpose::TlsServer),
            webpki: by_webpki(&root, &self.issuing, leaf),
        }
    }
}

/// Each certificate here is the first of its key.
fn over_empty_rolls(certificate: &Certificate) -> Authority {
    let issuer = Issuer::new(certificate.clone(), signer(provider(), "p256"), provider(), now()).unwrap();
    over(issuer, inventory(provider()))
}

fn applicant(hosts: &[&str], addresses: &[&str]) -> <TlsServer as Policy>::Applicant {
    let mut who = server(hosts);
    who.ip_addresses = addresses.iter().map(|address| address.parse().unwrap()).collect();
    who
}

fn by_webpki(root: &Certificate, issuing: &Certificate, leaf: &Certificate) -> Result<(), webpki::Error> {
    let (root, issuing, leaf) = (root.to_pki_types(), issuing.to_pki_types(), leaf.to_pki_types());
    let at = rustls_pki_types::UnixTime::since_unix_epoch(std::time::Duration::from_secs(judged_at()));
    let usage = webpki::KeyUsage::server_auth();
    let anchors = [anchor_from_trusted_cert(&root)?];
    let leaf = EndEntityCert::try_from(&leaf)?;
    leaf.verify_for_usage(webpki::ALL_VERIFICATION_ALGS, &anchors, &[issuing], at, usage, None, None).map(|_| ())
}

#[test]
fn strangers_accept_what_a_constrained_ca_grants() {
    let ca = Constrained::new();
    for (hosts, addresses) in [
        (&["example.com", "www.example.com"][..], &["192.0.2.1"][..]),
        (&["WWW.Example.com"], &[]),
        (&["*.www.example.com"], &["192.0.2.127"]),
    ] {
        assert!(ca.granted(hosts, addresses), "{hosts:?} {addresses:?}");
        let said = ca.said(&ca.made(hosts, addresses));
        said.openssl.assert_accepted("openssl");
        said.gnutls.assert_accepted("certtool");
        assert_eq!(said.webpki, Ok(()), "{hosts:?} {addresses:?}");
    }
}

#[test]
fn strangers_refuse_what_a_constrained_ca_refuses() {
    let ca = Constrained::new();
    for (hosts, addresses) in [
        (&["www.example.net"][..], &[][..]),
        (&["badexample.com"], &[]),
        (&["www.example.com", "secret.example.com"], &[]),
        (&["a.SECRET.example.com"], &[]),
        (&["*.secret.example.com"], &[]),
        (&["www.example.com"], &["198.51.100.1"]),
        (&["www.example.com"], &["192.0.2.200"]),
        (&["www.example.com"], &["2001:db8::1"]),
        (&["www.example.com"], &["::ffff:192.0.2.1"]),
    ] {
        assert!(!ca.granted(hosts, addresses), "{hosts:?} {addresses:?}");
        let said = ca.said(&ca.made(hosts, addresses));
        said.openssl.assert_refused("openssl", "subtree violation");
        said.gnutls.assert_refused("certtool", "Not verified");
        assert_eq!(said.webpki, Err(webpki::Error::NameConstraintViolation), "{hosts:?} {addresses:?}");
    }
}

#[test]
fn a_wildcard_over_an_excluded_host_is_refused_whoever_lets_it_through() {
    let ca = Constrained::new();
    assert!(!ca.granted(&["*.example.com"], &[]));
    let said = ca.said(&ca.made(&["*.example.com"], &[]));
    // Two of three compare the wildcard as a text; a client would then take it for secret.example.com.
    said.openssl.assert_accepted("openssl");
    said.gnutls.assert_accepted("certtool");
    assert_eq!(said.webpki, Err(webpki::Error::NameConstraintViolation));
}

#[test]
fn openssl_verifies_a_leaf_under_a_narrower_ca_under_a_constrained_one() {
    let (directory, root) = (tempfile::tempdir().unwrap(), root(provider(), "p384"));
    let wide = subordinate_policy().with_path_len(1).with_name_constraints(within("example.com", "secret.example.com"));
    let wide = walk(&authority(provider(), "p384"), wide, bare(provider(), "p256"), &subordinate_applicant());
    let mut who = subordinate_applicant();
    who.common_name = "Example Narrow".to_owned();
    // What is wider, or forgets the exclusion, is not put in force at all.
    for refused in [within("com", "secret.example.com"), within("example.com", "a.secret.example.com")] {
        let policy = subordinate_policy().with_name_constraints(refused);
        assert!(matches!(over_empty_rolls(&wide).adopt(policy), Err(AdoptError::Profile(_))));
    }
    let narrow = subordinate_policy().with_name_constraints(within("a.example.com", "b.a.example.com"));
    let narrow = walk(&over_empty_rolls(&wide), narrow, bare(provider(), "ed25519"), &who);
    let issuer = Issuer::new(narrow.clone(), signer(provider(), "ed25519"), provider(), now()).unwrap();
    let issuing = over(issuer, inventory(provider()));
    let leaf = walk(&issuing, server_policy(), bare(provider(), "rsa2048"), &server(&["x.a.example.com"]));
    let outside = approve(&issuing, server_policy(), bare(provider(), "rsa2048"), &server(&["b.a.example.com"]), now());
    assert!(outside.is_err());
    let write = |name: &str, certificates: &[&Certificate]| {
        let file = directory.path().join(name);
        std::fs::write(&file, certificates.iter().map(|found| found.to_pem()).collect::<String>()).unwrap();
        file
    };
    let root = write("root.pem", &[&root]);
    let [between, leaf] = [write("between.pem", &[&narrow, &wide]), write("leaf.pem", &[&leaf])];
    let chain = Chain { root: &root, issuing: Some(&between), leaf: &leaf, at: Some(judged_at()) };
    judges::openssl_verify(&chain, Purpose::TlsServer).assert_accepted("openssl");
}

/// Hosts of the one without those of the other.
fn within(permitted: &str, excluded: &str) -> NameConstraints {
    let subtree = |host| [GeneralSubtree::dns(host).unwrap()];
    NameConstraints::new(subtree(permitted), subtree(excluded)).unwrap()
}
