//! What reading a request costs, proving possession beyond the verification in it, and computing with its key.
//!
//! A request of a P-256 and of an RSA-2048 key, under both providers: decode, decode and verify, the provider's bare
//! verification, x509-parser's parse and rcgen's reading of the same octets. Then the questions of key quality, and what
//! requests cost that were made to cost much. Ratios are printed after criterion's groups. The surprising choice: the
//! prime test has a line of its own, as it takes fifty times as long as all other questions together.
#![expect(clippy::expect_used, reason = "a bench that cannot be set up has nothing to measure")]

#[allow(dead_code, reason = "the bench uses some of the fixtures of the tests")]
#[path = "../tests/request/fixtures.rs"]
mod fixtures;
#[allow(dead_code, reason = "the bench times some of what the tests count")]
#[path = "../tests/request/hostility.rs"]
mod hostility;
#[path = "support/ratio.rs"]
mod ratio;

use std::{hint::black_box, time::Duration};

use chancery::{
    crypto::{Provider, SecretKey, SignatureAlgorithm, aws_lc_rs, ring},
    request::{CertificationRequest, KeyQuality},
    x509::{
        AttributeType, Extension, Extensions, GeneralName, Name, SignedParts,
        extension::{KeyUsage, SubjectAltName, SubjectName, TypedExtension},
    },
};
use criterion::Criterion;
use x509_parser::{certification_request::X509CertificationRequest, prelude::FromDer};

use ratio::{Call, Effort, group, ratio, timed};

/// A request under one provider.
struct Case {
    name: String,
    provider: Provider,
    algorithm: SignatureAlgorithm,
    der: Vec<u8>,
}

fn main() {
    let cases = cases();
    let mut criterion = Criterion::default().configure_from_args();
    for case in &cases {
        group(&mut criterion, &case.name, case, CALLS);
    }
    criterion.final_summary();
    let Some(effort) = Effort::of_arguments() else { return };
    println!();
    for case in &cases {
        let name = &case.name;
        // What differs from one here is the error of the others.
        let control = ratio(effort, || raw(case), || raw(case));
        println!("{name} control, raw verification / raw verification = {control}");
        let decoding = ratio(effort, || decode(case), || parse(case));
        println!("{name} decode / x509-parser = {decoding}");
        let proving = ratio(effort, || decode_and_verify(case), || raw(case));
        println!("{name} decode + verify / raw verification = {proving}");
        let beside = ratio(effort, || decode_and_verify(case), || read_with_rcgen(case));
        println!("{name} decode + verify / rcgen = {beside}");
    }
    for case in cases.iter().filter(|case| case.algorithm == SignatureAlgorithm::RsaPkcs1Sha256) {
        let name = &case.name;
        let most = ratio(effort, || all_but_the_prime_test(case), || raw(case));
        println!("{name} key quality but for the prime test / raw verification = {most}");
        let all = ratio(effort, || all_of_key_quality(case), || raw(case));
        println!("{name} key quality / raw verification = {all}");
    }
    let Some(first) = cases.first() else { return };
    for (what, der) in hostile() {
        let time = ratio(effort, || answer(&der), || parse(first));
        println!("{what}, {} octets / a usual request by x509-parser = {time}", der.len());
    }
}

/// What was made to cost much; the tests count what it allocates.
fn hostile() -> [(&'static str, Vec<u8>); 4] {
    [
        ("large in every part, sound", hostility::large_in_every_part()),
        ("names over the limit, refused", hostility::over_the_limit_of_names()),
        ("depth, refused", hostility::deep()),
        ("full of name constraints, sound", hostility::full_of_subtrees()),
    ]
}

/// Reading to the answer, whichever it is.
fn answer(der: &[u8]) -> Duration {
    timed(|| CertificationRequest::from_der(black_box(der)).is_ok()).0
}

/// What criterion measures of each case.
const CALLS: &[Call<Case>] = &[
    ("decode", decode),
    ("decode and verify", decode_and_verify),
    ("raw verification", raw),
    ("x509-parser", parse),
    ("rcgen, verification included", read_with_rcgen),
    ("key quality but for the prime test", all_but_the_prime_test),
    ("key quality", all_of_key_quality),
];

fn cases() -> Vec<Case> {
    let keys = [
        ("P-256", "p256", SignatureAlgorithm::EcdsaSha256),
        ("RSA-2048", "rsa2048", SignatureAlgorithm::RsaPkcs1Sha256),
    ];
    let providers = [("aws-lc-rs", aws_lc_rs::PROVIDER), ("ring", ring::PROVIDER)];
    let each = |(key, file, algorithm)| {
        providers.map(|(name, provider)| Case {
            name: format!("{key} {name}"),
            provider,
            algorithm,
            der: request(&provider, file, algorithm),
        })
    };
    keys.into_iter().flat_map(each).collect()
}

/// A request as a web server writes it: two host names, a key usage, four attributes.
fn request(provider: &Provider, file: &str, algorithm: SignatureAlgorithm) -> Vec<u8> {
    let path = format!("{}/tests/data/keys/{file}.pkcs8.pem", env!("CARGO_MANIFEST_DIR"));
    let key = SecretKey::from_pem(&std::fs::read(path).expect("a key")).expect("a sound key");
    let signer = provider.keys.signer(&key, algorithm).expect("a signer");
    let subject = Name::of(&[
        (AttributeType::COUNTRY, "PL"),
        (AttributeType::LOCALITY, "Bydgoszcz"),
        (AttributeType::ORGANIZATION, "Urząd Przykładowy"),
        (AttributeType::COMMON_NAME, "www.example.pl"),
    ]);
    let hosts = ["www.example.pl", "example.pl"].map(|host| GeneralName::Dns(host.parse().expect("a host name")));
    let mut requested = Extensions::new();
    requested.push(typed(&KeyUsage::DIGITAL_SIGNATURE)).expect("once");
    requested.push(typed(&SubjectAltName::new(hosts).expect("names"))).expect("once");
    let request = CertificationRequest::sign(&subject.expect("a name"), &requested, signer.as_ref());
    request.expect("a request").as_der().to_vec()
}

fn typed<E: TypedExtension>(value: &E) -> Extension {
    Extension::typed(value, SubjectName::NonEmpty).expect("small")
}

fn decode(case: &Case) -> Duration {
    timed(|| CertificationRequest::from_der(black_box(&case.der)).expect("a request")).0
}

fn decode_and_verify(case: &Case) -> Duration {
    let both = || CertificationRequest::from_der(black_box(&case.der)).expect("a request").verify(&case.provider);
    let (time, verified) = timed(both);
    verified.expect("possession");
    time
}

fn raw(case: &Case) -> Duration {
    let request = CertificationRequest::from_der(&case.der).expect("a request");
    let signature = SignedParts::decode(&case.der, "CertificationRequest").expect("read before").signature;
    let (verifier, key, info) = (case.provider.verifier, request.public_key(), request.info());
    timed(|| verifier.verify(key, case.algorithm, black_box(info), signature).expect("it holds")).0
}

/// x509-parser's reading goes as deep as the attributes and keeps their extensions parsed; the signature is left alone.
fn parse(case: &Case) -> Duration {
    timed(|| X509CertificationRequest::from_der(black_box(&case.der)).expect("a request").1).0
}

/// rcgen reads with x509-parser and verifies with ring, whichever provider the case has.
fn read_with_rcgen(case: &Case) -> Duration {
    let der = case.der.as_slice().into();
    timed(|| rcgen::CertificateSigningRequestParams::from_der(black_box(&der)).expect("a request")).0
}

fn all_but_the_prime_test(case: &Case) -> Duration {
    let request = CertificationRequest::from_der(&case.der).expect("a request");
    let (time, quality) = timed(|| KeyQuality::at_a_glance(black_box(request.public_key())));
    assert!(quality.weaknesses().is_empty(), "the keys of these requests are sound");
    time
}

fn all_of_key_quality(case: &Case) -> Duration {
    let request = CertificationRequest::from_der(&case.der).expect("a request");
    timed(|| KeyQuality::examine(black_box(request.public_key()))).0
}
