//! What a certificate costs beyond its signature.
//!
//! For P-256, RSA-2048 and Ed25519 under both providers, in one run: `prepare` and `sign` with read-back and lint on, the
//! provider's bare signature over the same octets, rcgen with the same fields; then the whole walk from the octets of a
//! request to an enrolled certificate beside the two cryptographic operations in it. Ratios are printed after criterion's
//! groups. The surprising choice: `prepare` and `sign` are timed apart and added, because `plan`, which stands between
//! them, is a store's time and not ours; the approval and the slot are made before the clock starts.
//!
//! It fails when a rule of the changing part did not run. That the rules ran is also how one knows that the read-back
//! took place: a rule is handed the certificate as it was read back, and there is no other way to make one.
#![expect(clippy::expect_used, clippy::panic, reason = "a bench that cannot be set up has nothing to measure")]

#[path = "support/centre.rs"]
mod centre;
#[path = "support/peer.rs"]
mod peer;
#[path = "support/ratio.rs"]
mod ratio;

use std::{hint::black_box, time::Duration};

use chancery::{
    crypto::SignatureAlgorithm,
    issuance::{Adopted, lint},
    policy::catalog::TlsServer,
    request::CertificationRequest,
    x509::{Certificate, lint::Part},
};
use criterion::Criterion;

use centre::{Centre, now};
use peer::Peer;
use ratio::{Effort, ratio, timed};

fn main() {
    let centres = centre::all();
    for centre in &centres {
        refuse_unlinted(centre);
    }
    let mut criterion = Criterion::default().configure_from_args();
    for centre in &centres {
        groups(&mut criterion, centre);
    }
    criterion.final_summary();
    let Some(effort) = Effort::of_arguments() else { return };
    println!();
    for centre in &centres {
        ratios(effort, centre);
    }
}

/// Every rule that is to look at each certificate did, or the promise is about something else.
fn refuse_unlinted(centre: &Centre) {
    let prepared = centre.prepared();
    let ran = prepared.rules();
    for rule in lint::rules().iter().filter(|rule| rule.citation.part == Part::Variable) {
        let found = ran.citations().any(|citation| citation == rule.citation);
        assert!(found, "{}: the rule {} ({}) did not run", centre.name, rule.citation.id, rule.citation.clause);
    }
    let (count, octets) = (ran.count(), prepared.tbs().len());
    println!("{}: {octets} octets to be signed, read back, {count} rules run: {ran}", centre.name);
}

fn groups(criterion: &mut Criterion, centre: &Centre) {
    let tbs = centre.prepared().tbs().to_vec();
    let peer = Peer::new(&centre.signer, centre.request.public_key(), &tbs);
    let csr = centre.request.request().as_der();
    let mut group = criterion.benchmark_group(&centre.name);
    let mut add = |name: &str, mut call: Box<dyn FnMut() -> Duration + '_>| {
        group.bench_function(name, |bencher| bencher.iter_custom(|calls| (0..calls).map(|_| call()).sum()));
    };
    add("prepare", Box::new(|| prepare(centre)));
    add("prepare and sign", Box::new(|| prepare_and_sign(centre)));
    add("raw signature", Box::new(|| raw(centre, &tbs)));
    add("rcgen", Box::new(|| timed(|| peer.issue()).0));
    add("request to enrolled", Box::new(|| whole(centre, csr)));
    add("raw verification and signature", Box::new(|| verify(centre) + raw(centre, &tbs)));
    group.finish();
}

fn ratios(effort: Effort, centre: &Centre) {
    let tbs = centre.prepared().tbs().to_vec();
    let peer = Peer::new(&centre.signer, centre.request.public_key(), &tbs);
    let csr = centre.request.request().as_der();
    let promise = match centre.signer.algorithm() {
        SignatureAlgorithm::EcdsaSha256 => "; promised ≤ 1.25, aimed at 1.15",
        SignatureAlgorithm::RsaPkcs1Sha256 => "; promised ≤ 1.01",
        _ => "",
    };
    let name = &centre.name;
    // What differs from one here is the error of the others.
    let control = ratio(effort, || raw(centre, &tbs), || raw(centre, &tbs));
    println!("{name} control, raw signature / raw signature = {control}");
    let ours = ratio(effort, || prepare_and_sign(centre), || raw(centre, &tbs));
    println!("{name} prepare + sign / raw signature = {ours}{promise}");
    let theirs = ratio(effort, || timed(|| peer.issue()).0, || raw(centre, &tbs));
    println!("{name} rcgen / raw signature = {theirs}");
    let walk = ratio(effort, || whole(centre, csr), || verify(centre) + raw(centre, &tbs));
    println!("{name} request to enrolled / (raw verification + raw signature) = {walk}; aimed at 1.10");
}

fn prepare(centre: &Centre) -> Duration {
    let (approved, slot) = (centre.approved(), centre.authority.slot().expect("a slot"));
    timed(|| approved.prepare(slot, now()).expect("prepared")).0
}

fn prepare_and_sign(centre: &Centre) -> Duration {
    let (approved, slot) = (centre.approved(), centre.authority.slot().expect("a slot"));
    let (preparing, prepared) = timed(|| approved.prepare(slot, now()).expect("prepared"));
    let planned = prepared.plan().expect("planned");
    let (signing, signed) = timed(|| planned.sign().unwrap_or_else(|_| panic!("not signed")));
    drop(black_box(signed));
    preparing + signing
}

fn raw(centre: &Centre, tbs: &[u8]) -> Duration {
    timed(|| centre.signer.sign(black_box(tbs)).expect("signed")).0
}

/// The one verification in the walk, over the same request.
fn verify(centre: &Centre) -> Duration {
    let request = centre.request.request();
    let signature = signature_of(request);
    let key = request.public_key();
    let verifier = centre.provider.verifier;
    timed(|| verifier.verify(key, SignatureAlgorithm::EcdsaSha256, request.info(), signature).expect("it holds")).0
}

fn signature_of(request: &CertificationRequest) -> &[u8] {
    chancery::x509::SignedParts::decode(request.as_der(), "CertificationRequest").expect("read before").signature
}

/// From the octets of a request to a certificate on empty rolls in memory.
fn whole(centre: &Centre, csr: &[u8]) -> Duration {
    let (authority, adopted) = centre.with_memory();
    let (time, certificate) = timed(|| walk(centre, &authority, &adopted, csr));
    drop(black_box(certificate));
    time
}

fn walk(centre: &Centre, authority: &chancery::Authority, adopted: &Adopted<TlsServer>, csr: &[u8]) -> Certificate {
    let request = CertificationRequest::from_der(black_box(csr)).expect("read");
    let request = request.verify(&centre.provider).expect("possession");
    let history = adopted.history(Some(&request), &centre.applicant).expect("it answers");
    let approved = adopted.approve(request, &centre.applicant, &history, now()).expect("approved");
    authority.issue(approved, now()).expect("issued").into_certificate()
}
