//! The seeds of every fuzz target, by name: what `fuzz_seeds.rs` writes and compares.
//!
//! Made by the library itself from keys in `tests/data/keys`, with a clock that stands and serial numbers that never
//! change, so that two runs write the same octets. Nothing is copied from anyone's corpus. The surprising choice: keys on
//! a curve sign nothing here, as their signatures would differ from run to run; the centre of the target believes all.
#![allow(clippy::expect_used, reason = "a seed that cannot be made is a failed test")]

#[path = "bundles.rs"]
mod bundles;
#[path = "journals.rs"]
mod journals;
#[path = "lists.rs"]
mod lists;
#[path = "names.rs"]
mod names;
#[cfg(feature = "toml")]
#[path = "policies.rs"]
mod policies;
#[path = "requests.rs"]
mod requests;

use std::sync::Arc;

use chancery::{
    crypto::{SecretKey, SignatureAlgorithm, Signer, ring},
    encoding::{
        EncodeError, Writer,
        pem::{self, Label},
    },
    policy::KeyRule,
    request::CertificationRequest,
};

use crate::{
    Seeds,
    csr_to_certificate::centre::{BELIEVING, CENTRE, now, root, signer},
};

pub(crate) use bundles::pkcs12_open;
pub(crate) use journals::application_journal;
pub(crate) use lists::crl_round_trip;
pub(crate) use names::name_round_trip;
#[cfg(feature = "toml")]
pub(crate) use policies::policy_document;
pub(crate) use requests::csr_to_certificate;

pub(crate) fn csr_decode() -> Seeds {
    let mut seeds = csr_to_certificate();
    requests::add_malformed(&mut seeds);
    spoil(&mut seeds, "subject_alt_name");
    let text = pem::encode(Label::NewCertificateRequest, &seed(&seeds, "rsa2048"));
    seeds.insert("text.pem".to_owned(), format!("From: a form\r\n\r\n{text}").into_bytes());
    seeds
}

/// The same files but the text: both readers are shown what is sound and what is not.
pub(crate) fn csr_differential() -> Seeds {
    let mut seeds = csr_decode();
    seeds.remove("text.pem");
    seeds
}

pub(crate) fn certificate_decode() -> Seeds {
    let mut seeds = Seeds::new();
    seeds.insert("root_ed25519".to_owned(), root(&signer(), KeyRule::Ed25519).as_der().to_vec());
    let rsa = KeyRule::RsaBetween { least: 2048, most: 2048 };
    seeds.insert("root_rsa".to_owned(), root(&rsa_signer(), rsa).as_der().to_vec());
    for (kind, server) in ["full", "bare"].into_iter().zip(&CENTRE.servers) {
        for key in ["ed25519", "p256", "p384", "rsa2048"] {
            let tbs = prepared(server, &seed(&csr_to_certificate(), key));
            let signature = signer().sign(&tbs).expect("signed");
            let certificate = der(|writer| {
                writer.sequence(|fields| {
                    fields.raw(&tbs)?;
                    SignatureAlgorithm::Ed25519.encode(fields)?;
                    fields.bit_string_of_octets(signature.as_octets())
                })
            });
            seeds.insert(format!("{kind}_{key}"), certificate);
            seeds.insert(format!("{kind}_{key}_tbs"), tbs);
        }
    }
    spoil(&mut seeds, "full_p256");
    seeds
}

pub(crate) fn pem() -> Seeds {
    let key = |file: &str| std::fs::read(key_path(file)).expect("a key");
    let mut seeds = Seeds::new();
    for file in ["p256.pkcs8", "p256.sec1", "p256.ecparam", "rsa2048.pkcs1", "encrypted.pkcs8", "encrypted.pkcs1"] {
        seeds.insert(format!("{file}.pem"), key(&format!("{file}.pem")));
    }
    let requests = csr_to_certificate();
    let request = pem::encode(Label::CertificateRequest, &seed(&requests, "p256"));
    let certificate = root(&signer(), KeyRule::Ed25519).to_pem();
    for (name, text) in [
        ("request.pem", request.clone()),
        ("request_new.pem", pem::encode(Label::NewCertificateRequest, &seed(&requests, "p256"))),
        ("crl.pem", pem::encode(Label::Crl, &[0x30, 0x00])),
        ("empty_block.pem", pem::encode(Label::Certificate, &[])),
        ("two_blocks.pem", format!("{certificate}{request}")),
        ("crlf.pem", request.replace('\n', "\r\n")),
        ("text_around.pem", format!("Subject: a request\n\n{request}\n-- \nregards\n")),
        ("byte_order_mark.pem", format!("\u{feff}{request}")),
        ("another_end.pem", request.replace("END CERTIFICATE REQUEST", "END CERTIFICATE")),
        ("no_padding.pem", request.replace('=', "")),
        ("no_line_breaks.pem", unbroken(&request)),
        ("certificate.pem", certificate),
    ] {
        seeds.insert(name.to_owned(), text.into_bytes());
    }
    seeds.insert("utf16.pem".to_owned(), request.encode_utf16().flat_map(u16::to_le_bytes).collect());
    seeds.insert("octets".to_owned(), seed(&requests, "p256"));
    seeds
}

/// A block whose body is one line.
fn unbroken(text: &str) -> String {
    let lines: Vec<_> = text.lines().collect();
    match lines.as_slice() {
        [begin, body @ .., end] => format!("{begin}\n{}\n{end}\n", body.concat()),
        _ => String::new(),
    }
}

/// What a policy of the centre makes of a request.
fn prepared(server: &crate::csr_to_certificate::centre::Server, request: &[u8]) -> Vec<u8> {
    let request = CertificationRequest::from_der(request).expect("readable").verify(&BELIEVING).expect("believed");
    let history = server.adopted.history(Some(&request), &server.applicant).expect("the inventory answers");
    let approved = server.adopted.approve(request, &server.applicant, &history, now()).expect("approved");
    let prepared = approved.prepare(CENTRE.authority.slot().expect("a slot"), now()).expect("prepared");
    prepared.tbs().to_vec()
}

/// The seed once more: cut short, with an octet after it, and with one wrong bit in each of some places.
fn spoil(seeds: &mut Seeds, name: &str) {
    let sound = seed(seeds, name);
    let cut = sound.split_last().map(|(_, rest)| rest.to_vec()).unwrap_or_default();
    seeds.insert(format!("{name}_cut"), cut);
    seeds.insert(format!("{name}_and_an_octet"), [sound.as_slice(), &[0]].concat());
    for place in 1..8 {
        let mut wrong = sound.clone();
        let at = sound.len() * place / 8;
        wrong.iter_mut().skip(at).take(1).for_each(|octet| *octet ^= 1 << place);
        seeds.insert(format!("{name}_wrong_bit_{place}"), wrong);
    }
}

fn seed(seeds: &Seeds, name: &str) -> Vec<u8> {
    seeds.get(name).expect("a seed of this name").clone()
}

fn der(body: impl FnOnce(&mut Writer) -> Result<(), EncodeError>) -> Vec<u8> {
    let mut writer = Writer::new();
    body(&mut writer).expect("small");
    writer.into_octets()
}

fn key_path(file: &str) -> std::path::PathBuf {
    std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/keys").join(file)
}

fn secret(file: &str) -> SecretKey {
    SecretKey::from_pem(&std::fs::read(key_path(file)).expect("a key")).expect("a sound key")
}

fn rsa_signer() -> Arc<dyn Signer> {
    ring::PROVIDER.keys.signer(&secret("rsa2048.pkcs8.pem"), SignatureAlgorithm::RsaPkcs1Sha256).expect("a signer")
}
