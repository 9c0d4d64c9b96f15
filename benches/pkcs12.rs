//! What sealing and opening cost beyond the derivations they are made of.
//!
//! A P-256 and an RSA-2048 key with its certificate, under both providers, beside the bare work: PBKDF2 twice and the
//! derivation of the MAC key once, with as many iterations. 600,000 is what is recommended; ratios are taken at a sixtieth
//! of it, which shows the rest sixty times as large, after criterion's groups, which have both.
//! The surprising choice: the bare derivation of the MAC key calls the provider's digest through its trait, as sealing
//! does, because the count of hashes is the definition and how one is called is the provider's.
#![expect(clippy::expect_used, reason = "a bench that cannot be set up has nothing to measure")]

#[path = "support/ratio.rs"]
mod ratio;

use std::{hint::black_box, time::Duration};

use chancery::{
    Authority,
    crypto::{Hash, KeyAlgorithm, Provider, SecretKey, SignatureAlgorithm, Signer, aws_lc_rs, ring},
    inventory::MemoryInventory,
    issuer::Issuer,
    pkcs12::{Bundle, Iterations, OpenLimits, Password, Pfx, Sealing},
    policy::{
        KeyRule,
        catalog::{AuthorityApplicant, Root},
    },
    request::CertificationRequest,
    x509::{AttributeType, Certificate, Extensions, Name, Time},
};
use criterion::Criterion;

use ratio::{Call, Effort, group, ratio, timed};

const PASSWORD: &str = "correct horse battery staple";

/// A key and its certificate under one provider, and a count of iterations.
struct Case {
    name: String,
    provider: Provider,
    pkcs8: Vec<u8>,
    certificate: Certificate,
    iterations: u32,
    pfx: Vec<u8>,
}

fn main() {
    let cases = cases();
    let mut criterion = Criterion::default().sample_size(10).configure_from_args();
    for case in &cases {
        group(&mut criterion, &case.name, case, CALLS);
    }
    criterion.final_summary();
    let Some(effort) = Effort::of_arguments() else { return };
    println!();
    // At the whole count a pair takes half a second, and a ratio takes hundreds of pairs.
    for case in cases.iter().filter(|case| case.iterations == FEW) {
        let name = &case.name;
        // What differs from one here is the error of the others.
        let control = ratio(effort, || bare(case), || bare(case));
        println!("{name} control, bare derivations / bare derivations = {control}");
        let sealing = ratio(effort, || seal(case), || bare(case));
        println!("{name} seal / bare derivations = {sealing}");
        let opening = ratio(effort, || open(case), || bare(case));
        println!("{name} open / bare derivations = {opening}");
    }
}

const FEW: u32 = 10_000;

/// What criterion measures of each case.
const CALLS: &[Call<Case>] = &[("seal", seal), ("open", open), ("bare derivations", bare)];

fn cases() -> Vec<Case> {
    let keys = [
        ("P-256", "p256", SignatureAlgorithm::EcdsaSha256),
        ("RSA-2048", "rsa2048", SignatureAlgorithm::RsaPkcs1Sha256),
    ];
    let providers = [("aws-lc-rs", aws_lc_rs::PROVIDER), ("ring", ring::PROVIDER)];
    let mut cases = Vec::new();
    for (key, file, algorithm) in keys {
        for (name, provider) in providers {
            for iterations in [FEW, Iterations::RECOMMENDED.count()] {
                let name = format!("{key} {name} {iterations}");
                cases.push(case(name, provider, (file, algorithm), iterations));
            }
        }
    }
    cases
}

fn case(name: String, provider: Provider, key: (&str, SignatureAlgorithm), iterations: u32) -> Case {
    let path = format!("{}/tests/data/keys/{}.pkcs8.pem", env!("CARGO_MANIFEST_DIR"), key.0);
    let secret = SecretKey::from_pem(&std::fs::read(path).expect("a key")).expect("a sound key");
    let signer = provider.keys.signer(&secret, key.1).expect("a signer");
    let pkcs8 = secret.secret_pkcs8_der().expect("small").to_vec();
    let certificate = self_signed(&provider, signer);
    let mut case = Case { name, provider, pkcs8, certificate, iterations, pfx: Vec::new() };
    let pfx = bundle(&case).seal(&password(), &sealing(&case), &case.provider).expect("sealed");
    case.pfx = pfx.into_der();
    case
}

/// A root, by the shortest walk there is.
fn self_signed(provider: &Provider, signer: std::sync::Arc<dyn Signer>) -> Certificate {
    let name = Name::of(&[
        (AttributeType::COUNTRY, "PL"),
        (AttributeType::ORGANIZATION, "Example"),
        (AttributeType::COMMON_NAME, "Example Root"),
    ]);
    let name = name.expect("a name");
    let now: Time = "2026-11-22T10:00:00Z".parse().expect("a time");
    let request = CertificationRequest::sign(&name, &Extensions::new(), signer.as_ref()).expect("a request");
    let request = request.verify(provider).expect("possession");
    let rule = match signer.public_key().algorithm() {
        KeyAlgorithm::Rsa { .. } => KeyRule::RsaBetween { least: 2048, most: 4096 },
        _ => KeyRule::P256,
    };
    let issuer = Issuer::founding(name, signer, provider).expect("a name and a key");
    let authority = Authority::new(issuer, std::sync::Arc::new(MemoryInventory::with_salt([7; 32], provider.digest)));
    let adopted = authority.adopt(Root::new(Root::LIFETIME).with_keys(vec![rule])).expect("adopted");
    let applicant = AuthorityApplicant::new("PL".to_owned(), "Example".to_owned(), "Example Root".to_owned());
    let history = adopted.history(Some(&request), &applicant).expect("an answer");
    let approved = adopted.approve(request, &applicant, &history, now).expect("approved");
    authority.issue(approved, now).expect("issued").into_certificate()
}

fn password() -> Password {
    Password::new(PASSWORD).expect("a password")
}

fn sealing(case: &Case) -> Sealing {
    Sealing::aes_256(Iterations::new(case.iterations).expect("within floor and ceiling"))
}

fn bundle(case: &Case) -> Bundle {
    let key = SecretKey::from_der(&case.pkcs8).expect("a key");
    Bundle::new(key, case.certificate.clone(), &case.provider).expect("they belong together")
}

fn seal(case: &Case) -> Duration {
    let (bundle, password) = (bundle(case), password());
    timed(|| bundle.seal(black_box(&password), &sealing(case), &case.provider).expect("sealed")).0
}

fn open(case: &Case) -> Duration {
    let password = password();
    timed(|| Pfx::open(black_box(&case.pfx), &password, &OpenLimits::DEFAULT, &case.provider).expect("opened")).0
}

/// The derivations that RFC 8018 and RFC 7292 define for a file of two contents and a MAC.
fn bare(case: &Case) -> Duration {
    let (kdf, digest) = (case.provider.kdf, case.provider.digest);
    let mut key = [0; 32];
    timed(|| {
        for salt in [[1; 16], [2; 16]] {
            let (password, count) = (black_box(PASSWORD.as_bytes()), case.iterations);
            kdf.pbkdf2(Hash::Sha256, password, &salt, count, &mut key).expect("derived");
            black_box(&key);
        }
        let mut block = digest.digest(Hash::Sha256, black_box(&[3; 192]));
        for _ in 1..case.iterations {
            block = digest.digest(Hash::Sha256, &block);
        }
        block
    })
    .0
}
