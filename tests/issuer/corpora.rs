//! Other people's CA certificates, with names that make common tools lose or change something.
//!
//! They come without keys, so the key is elsewhere (`RemoteKey`), and what is issued under them is prepared and not signed:
//! its issuer must be their subject, octet by octet. `CHANCERY_CORPORA` names the directory; without it
//! `../shared/corpora` is looked at, and the tests skip by name where there is none.

use std::{
    env, fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use chancery::{
    crypto::{KeyAlgorithm, RemoteKey, SignatureAlgorithm},
    encoding::{Reader, Tag},
    issuer::Issuer,
    policy::catalog::TlsClient,
    x509::{Certificate, Lifetime, TbsCertificate},
};

use super::ca::{approve, at, bare, client, inventory, over, provider};

fn handmade(test: &str) -> Option<PathBuf> {
    let default = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora");
    let directory = env::var_os("CHANCERY_CORPORA").map_or_else(default, PathBuf::from).join("handmade");
    if directory.is_dir() {
        return Some(directory);
    }
    eprintln!("skipped {test}: {} is not there, CHANCERY_CORPORA names another", directory.display());
    None
}

/// The issuer a file makes with a key that is elsewhere, or the first sentence against it.
fn issuer(der: &[u8]) -> Result<Issuer, String> {
    let certificate = Certificate::from_der(der).map_err(|error| error.to_string())?;
    let key = certificate.public_key().clone();
    let algorithm = match key.algorithm() {
        KeyAlgorithm::Rsa { .. } => SignatureAlgorithm::RsaPkcs1Sha256,
        _ => SignatureAlgorithm::EcdsaSha256,
    };
    let remote = RemoteKey::new(key, algorithm).ok_or("no algorithm for the key")?;
    Issuer::new(certificate, Arc::new(remote), provider(), at("2026-11-22T10:00:00Z"))
        .map_err(|error| error.to_string())
}

/// The subject of a certificate, found without any decoder of names: the sixth field of the first element.
fn subject(der: &[u8]) -> Vec<u8> {
    let whole = Reader::new(der, "Certificate").read(Tag::SEQUENCE).unwrap();
    let tbs = Reader::new(whole, "Certificate").read(Tag::SEQUENCE).unwrap();
    let mut fields = Reader::new(tbs, "TBSCertificate");
    for _ in ["version", "serialNumber", "signature", "issuer", "validity"] {
        let _ = fields.any().unwrap();
    }
    fields.any().unwrap().octets.to_vec()
}

/// Those that make issuers: two OU, a DC chain, several attributes in one RDN, every string type there is.
const TAKEN: [(&str, &str); 14] = [
    ("ca_bmp", "O=Acmé"),
    ("ca_dc_dc", "CN=Root,DC=example,DC=com"),
    ("ca_ia5_email", "emailAddress=ca@example.com,CN=Root"),
    ("ca_multi_rdn", "serialNumber=1+CN=Root,O=Acme"),
    ("ca_numeric", "serialNumber=12345,CN=Root"),
    ("ca_order_cn_first", "C=US,CN=Root"),
    ("ca_printable", "CN=Root,O=Acme,C=US"),
    ("ca_printable_badchar", "CN=Root,O=Acme & Co *,C=US"),
    ("ca_t61_ascii", "O=Acme"),
    ("ca_t61_latin1", "CN=Root,O=Acmé"),
    ("ca_two_ou", "CN=Root,OU=B,OU=A,O=Acme"),
    ("ca_universal", "O=Acmé"),
    ("ca_utf8", "CN=Root,O=Acmé,C=US"),
    ("ca_x500uid_bits", "2.5.4.45=#0303000102,CN=Root"),
];

/// Those that do not, each with its sentence.
const REFUSED: [(&str, &str); 5] = [
    ("ca_badku", "2.5.29.15 occurs more than once at byte 263 of Extensions"),
    ("ca_empty", "the subject is empty; an issuer has a name (RFC 5280 §4.1.2.6)"),
    ("ca_empty_rdn_set", "there must be at least one element at byte 29 of Name"),
    ("ca_noski", "the certificate has no keyUsage, which a CA certificate must have (RFC 5280 §4.2.1.3)"),
    ("ca_trailing", "expected the end, found 3 more octets at byte 398 of Certificate"),
];

#[test]
fn every_file_is_listed_here() {
    let Some(directory) = handmade("every_file_is_listed_here") else { return };
    let mut names: Vec<String> = fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
        .filter(|name| name.starts_with("ca_"))
        .collect();
    names.sort();
    let mut listed: Vec<_> = TAKEN.iter().chain(&REFUSED).map(|(name, _)| (*name).to_owned()).collect();
    listed.sort();
    assert_eq!(names, listed);
}

#[test]
fn what_is_issued_has_the_octets_of_an_unusual_name_as_its_issuer() {
    let Some(directory) = handmade("what_is_issued_has_the_octets_of_an_unusual_name_as_its_issuer") else { return };
    for (name, shown) in TAKEN {
        let der = fs::read(directory.join(name).with_extension("der")).unwrap();
        let issuer = issuer(&der).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(issuer.name().to_string(), shown, "{name}");
        assert_eq!(issuer.name().as_der(), subject(&der), "{name}");
        let authority = over(issuer, inventory(provider()));
        let now = at("2026-11-22T10:00:00Z");
        let policy = TlsClient::new(Lifetime::Days(30));
        let approved = approve(&authority, policy, bare(provider(), "p384"), &client(), now).unwrap();
        let prepared = approved.prepare(authority.slot().unwrap(), now).unwrap();
        let tbs = TbsCertificate::from_der(prepared.tbs()).unwrap();
        assert_eq!(tbs.issuer(), subject(&der), "{name}");
    }
}

#[test]
fn what_makes_no_issuer_is_told_why() {
    let Some(directory) = handmade("what_makes_no_issuer_is_told_why") else { return };
    let told = REFUSED.map(|(name, _)| {
        let der = fs::read(directory.join(name).with_extension("der")).unwrap();
        (name, issuer(&der).err().unwrap_or_default())
    });
    assert_eq!(told.each_ref().map(|(name, sentence)| (*name, sentence.as_str())), REFUSED);
}
