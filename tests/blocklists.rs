//! A key on a list is a fact of the request, and no policy certifies it.
//!
//! The list is one that a host makes of the hashes it has. The surprising choice: the request still verifies, because
//! its sender does hold the key; so the rejection names everything else that is wrong as well.
#![cfg(any(feature = "ring", feature = "aws-lc-rs"))]
#![expect(clippy::unwrap_used, reason = "what cannot be made is a failed test")]

use std::fmt::Write as _;

use chancery::{
    crypto::Hash,
    request::{CertificationRequest, KeyFloor, SpkiHashes, VerifiedRequest, VerifySettings, Violation},
    x509::Name,
};

#[path = "common/ca.rs"]
mod ca;

use ca::{approve, authority, bare, client, client_policy, now, provider};

fn request(key: &str) -> CertificationRequest {
    bare(provider(), key).request().clone()
}

/// A list with this key on its second line.
fn list_of(request: &CertificationRequest) -> SpkiHashes {
    let hash = provider().digest.digest(Hash::Sha256, request.public_key().as_spki());
    let mut text = "# keys that were reported\n".to_owned();
    hash.iter().for_each(|octet| write!(text, "{octet:02x}").unwrap());
    text.push_str(" the laptop of May\n");
    SpkiHashes::open(text.as_bytes()).unwrap().named("lost property")
}

fn verified(key: &str, list: &SpkiHashes) -> VerifiedRequest {
    request(key).verify_with(provider(), &VerifySettings { blocklists: &[list] }).unwrap()
}

const SENTENCE: &str = "subjectPublicKeyInfo is a key on the blocklist lost property, line 2: the laptop of May; \
                        permitted is a key on no blocklist (Baseline Requirements §6.1.1.3)";

#[test]
fn a_listed_key_is_proven_and_known_to_be_listed() {
    let list = list_of(&request("p256"));
    assert_eq!(
        verified("p256", &list).listed().iter().map(|listed| listed.violation().message()).collect::<Vec<_>>(),
        [SENTENCE]
    );
    assert!(verified("p384", &list).listed().is_empty());
    assert!(request("p256").verify(provider()).unwrap().listed().is_empty(), "no list was asked");
}

#[test]
fn no_policy_certifies_a_listed_key() {
    let authority = authority(provider(), "p384");
    let list = list_of(&request("p256"));
    let rejection = approve(&authority, client_policy(), verified("p256", &list), &client(), now()).unwrap_err();
    assert_eq!(rejection.violations().iter().map(Violation::message).collect::<Vec<_>>(), [SENTENCE]);
    assert!(approve(&authority, client_policy(), verified("rsa2048", &list), &client(), now()).is_ok());
}

#[test]
fn an_examination_tells_of_the_list_and_of_the_signature() {
    let sound = request("ed25519");
    let list = list_of(&sound);
    let mut der = sound.as_der().to_vec();
    *der.last_mut().unwrap() ^= 1;
    let forged = CertificationRequest::from_der(&der).unwrap();
    let examined = forged.examine(provider(), &KeyFloor::BASELINE, &VerifySettings { blocklists: &[&list] });
    let rules: Vec<_> = examined.violations.iter().map(|violation| violation.rule().as_str()).collect();
    assert!(examined.possession.is_err());
    assert_eq!(rules, ["request.signature.bad", "key.blocklisted"]);
    assert_eq!(forged.subject(), &Name::empty());
}
