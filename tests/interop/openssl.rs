//! OpenSSL as the other party: its CA certificates, its keys, its requests.
//!
//! What a person brings from a terminal: a CA with an unusual name, made by `openssl req -x509`, and a request made by
//! `openssl req -new`. The chain is judged by `openssl verify -x509_strict` and the other programs. The clock is the real
//! one here, because OpenSSL's certificates start when they are made.

use std::{
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

use chancery::{
    Authority,
    crypto::{SecretKey, SignatureAlgorithm},
    issuer::Issuer,
    policy::catalog::TlsServer,
    request::CertificationRequest,
    x509::{Certificate, TbsCertificate, Time},
};

use super::{
    ca::{approve, inventory, over, provider, server, server_policy},
    judges::{self, Chain, Purpose},
};

const CONFIGURATION: &str = "
[req]
distinguished_name = subject
[subject]
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
";

/// A CA that OpenSSL made under this name; `None` where there is no OpenSSL.
fn openssl_authority(directory: &Path, subject: &str) -> Option<(Authority, Certificate)> {
    fs::write(directory.join("openssl.cnf"), CONFIGURATION).unwrap();
    let key = ["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "ca.key"];
    judges::openssl_make(directory, &key)?;
    let make = [
        "req",
        "-x509",
        "-new",
        "-config",
        "openssl.cnf",
        "-extensions",
        "authority",
        "-days",
        "3650",
        "-subj",
        subject,
        "-key",
        "ca.key",
        "-out",
        "ca.pem",
    ];
    judges::openssl_make(directory, &make)?;
    let certificate = Certificate::from_pem(&fs::read(directory.join("ca.pem")).unwrap()).unwrap();
    let key = SecretKey::from_pem(&fs::read(directory.join("ca.key")).unwrap()).unwrap();
    let signer = provider().keys.signer(&key, SignatureAlgorithm::EcdsaSha256).unwrap();
    let issuer = Issuer::new(certificate.clone(), signer, provider(), clock()).unwrap();
    Some((over(issuer, inventory(provider())), certificate))
}

fn written(directory: &Path, name: &str, certificate: &Certificate) -> PathBuf {
    let file = directory.join(name);
    fs::write(&file, certificate.to_pem()).unwrap();
    file
}

fn clock() -> Time {
    Time::try_from(SystemTime::now()).unwrap()
}

/// A request of OpenSSL's, from a key it makes with these arguments and signs with these.
fn openssl_request(directory: &Path, key: &[&str], request: &[&str]) -> Option<CertificationRequest> {
    judges::openssl_make(directory, &[&["genpkey", "-out", "leaf.key"], key].concat())?;
    let make = ["req", "-new", "-config", "openssl.cnf", "-key", "leaf.key", "-out", "leaf.csr"];
    judges::openssl_make(directory, &[&make, request].concat())?;
    Some(CertificationRequest::from_pem(&fs::read(directory.join("leaf.csr")).unwrap()).unwrap())
}

fn issued(authority: &Authority, policy: TlsServer, request: CertificationRequest) -> Certificate {
    let request = request.verify(provider()).unwrap();
    let now = clock();
    let approved = approve(authority, policy, request, &server(&["host.example"]), now).unwrap();
    authority.issue(approved, now).unwrap().into_certificate()
}

/// An OpenSSL CA of this name issues a server's certificate that programs accept, and its octets are the issuer.
fn a_chain_holds_under(subject: &str) {
    let directory = tempfile::tempdir().unwrap();
    let at = directory.path();
    let Some((authority, ca)) = openssl_authority(at, subject) else { return };
    let curve = ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"];
    let Some(request) = openssl_request(at, &curve, &["-subj", "/CN=host.example", "-sha256"]) else { return };
    let leaf = issued(&authority, server_policy(), request);
    let (above, below) = (ca.to_be_signed(), leaf.to_be_signed());
    let (above, below) = (TbsCertificate::from_der(above).unwrap(), TbsCertificate::from_der(below).unwrap());
    assert_eq!(below.issuer(), above.subject(), "{subject}");
    let (root, leaf) = (written(at, "root.pem", &ca), written(at, "leaf.pem", &leaf));
    let chain = Chain { root: &root, issuing: None, leaf: &leaf, at: None };
    for (judge, verdict) in judges::every_path_judge(&chain, Purpose::TlsServer) {
        verdict.assert_accepted(&format!("{judge}, under {subject}"));
    }
}

#[test]
fn a_ca_of_openssl_with_domain_components_and_a_double_rdn_issues_a_chain_that_holds() {
    a_chain_holds_under("/DC=pl/DC=gov/OU=A/OU=B+CN=ca");
}

#[test]
fn a_ca_of_openssl_with_several_units_issues_a_chain_that_holds() {
    a_chain_holds_under("/C=PL/O=Acme/OU=A/OU=B/CN=ca");
}

#[test]
fn the_key_of_a_request_by_openssl_is_kept_octet_by_octet() {
    let directory = tempfile::tempdir().unwrap();
    let Some((authority, _)) = openssl_authority(directory.path(), "/CN=ca") else { return };
    let subject = ["-subj", "/CN=host.example"];
    let cases: [(&[&str], &str); 4] = [
        (&["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"], "-sha384"),
        (&["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"], "-sha256"),
        (&["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"], "-sha512"),
        (&["-algorithm", "ED25519"], "-sha256"),
    ];
    for (key, hash) in cases {
        let made = openssl_request(directory.path(), key, &[subject.as_slice(), &[hash]].concat());
        let Some(request) = made else { return };
        let spki = request.public_key().as_spki().to_vec();
        let certificate = issued(&authority, server_policy(), request);
        assert_eq!(certificate.public_key().as_spki(), spki, "{key:?}");
    }
}

#[test]
fn openssl_and_pyca_read_a_request_of_ours() {
    let directory = tempfile::tempdir().unwrap();
    for key in ["p256", "p384", "rsa2048", "ed25519"] {
        let signer = super::ca::signer(provider(), key);
        let subject = super::ca::name(&[(chancery::x509::AttributeType::COMMON_NAME, "host.example")]);
        let request =
            CertificationRequest::sign(&subject, &chancery::x509::Extensions::new(), signer.as_ref()).unwrap();
        let text =
            chancery::encoding::pem::encode(chancery::encoding::pem::Label::CertificateRequest, request.as_der());
        let file = directory.path().join(format!("{key}.csr"));
        fs::write(&file, text).unwrap();
        judges::openssl_req_verify(&file).assert_accepted("openssl req");
        judges::pyca_request(&file).assert_accepted("pyca request");
    }
}
