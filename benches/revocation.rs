//! What drawing and signing a CRL costs beyond hashing it, and beside rcgen.
//!
//! Lists of 1,000 and of 100,000 entries on P-256, reasons in three of four, dates over a year, under both providers: draw
//! (numbering, writing, reading back, linting) and sign; rcgen's list of the same entries; SHA-256 over the same octets,
//! below which nobody can go; reading. The surprising choice: the rolls are a sorted vector, because what a store costs is
//! measured where stores are.
#![expect(clippy::expect_used, reason = "a bench that cannot be set up has nothing to measure")]

#[path = "support/crl_peer.rs"]
mod crl_peer;
#[path = "support/ratio.rs"]
mod ratio;
#[path = "../tests/common/rolls.rs"]
mod rolls;

use std::{hint::black_box, sync::Arc, time::Duration};

use chancery::{
    Authority,
    crypto::{Hash, Provider, SecretKey, SignatureAlgorithm, Signer, aws_lc_rs, ring},
    inventory::{MemoryInventory, RevokedEntry},
    issuer::Issuer,
    policy::{
        KeyRule,
        catalog::{AuthorityApplicant, Root},
    },
    request::CertificationRequest,
    revocation::{Crl, CrlDraft, CrlOrder, CrlSchedule},
    x509::{AttributeType, Certificate, Extensions, Name, Reason, SerialNumber, Time},
};
use criterion::Criterion;

use crl_peer::Peer;
use ratio::{Call, Effort, group, ratio, timed};
use rolls::Rolls;

/// A list of one length under one provider.
struct Case {
    name: String,
    provider: Provider,
    issuer: Issuer,
    rolls: Rolls,
    peer: Peer,
    /// The list that was drawn.
    crl: Crl,
}

fn main() {
    let cases = cases();
    let mut criterion = Criterion::default().configure_from_args().sample_size(10);
    for case in &cases {
        group(&mut criterion, &case.name, case, CALLS);
    }
    criterion.final_summary();
    let Some(effort) = Effort::of_arguments() else { return };
    println!();
    for case in &cases {
        let (name, entries) = (&case.name, case.crl.entries().len());
        println!("{name}: {entries} entries, {} octets", case.crl.as_der().len());
        // What differs from one here is the error of the others.
        let control = ratio(effort, || sha256(case), || sha256(case));
        println!("{name} control, SHA-256 / SHA-256 = {control}");
        let ours = ratio(effort, || draw_and_sign(case), || sha256(case));
        println!("{name} draw + sign / SHA-256 = {ours}");
        let theirs = ratio(effort, || peer(case), || sha256(case));
        println!("{name} rcgen / SHA-256 = {theirs}");
        let beside = ratio(effort, || draw_and_sign(case), || peer(case));
        println!("{name} draw + sign / rcgen = {beside}");
        let reading = ratio(effort, || read(case), || sha256(case));
        println!("{name} read / SHA-256 = {reading}");
    }
}

/// What criterion measures of each case.
const CALLS: &[Call<Case>] = &[("draw and sign", draw_and_sign), ("rcgen", peer), ("SHA-256", sha256), ("read", read)];

fn cases() -> Vec<Case> {
    let providers = [("aws-lc-rs", aws_lc_rs::PROVIDER), ("ring", ring::PROVIDER)];
    let each = |(name, provider): (&str, Provider)| {
        [1_000, 100_000].map(|entries| Case::new(format!("{entries} entries, P-256 {name}"), provider, entries))
    };
    providers.into_iter().flat_map(each).collect()
}

impl Case {
    fn new(name: String, provider: Provider, count: u32) -> Self {
        let path = format!("{}/tests/data/keys/p256.pkcs8.pem", env!("CARGO_MANIFEST_DIR"));
        let key = SecretKey::from_pem(&std::fs::read(path).expect("a key")).expect("a sound key");
        let signer = provider.keys.signer(&key, SignatureAlgorithm::EcdsaSha256).expect("a signer");
        let issuer = Issuer::new(root(&signer, &provider), Arc::clone(&signer), &provider, now()).expect("a root");
        let entries: Vec<_> = (0..count).map(entry).collect();
        let peer = Peer::new(&signer, &entries);
        let rolls = Rolls::of(entries);
        let crl = drawn(&issuer, &rolls).sign().expect("signed");
        Self { name, provider, issuer, rolls, peer, crl }
    }
}

fn drawn(issuer: &Issuer, rolls: &Rolls) -> CrlDraft {
    CrlDraft::draw(issuer, rolls, &CrlOrder::new(now(), CrlSchedule::PROPOSED)).expect("drawn")
}

/// Serial numbers as if drawn, dates over the year before, reasons in turn.
fn entry(number: u32) -> RevokedEntry {
    let mixed = u128::from(number).wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c834);
    let octets = (mixed >> 2 | 1 << 126) & (u128::MAX >> 1);
    let reasons = [Reason::Unspecified, Reason::KeyCompromise, Reason::CertificateHold, Reason::Superseded];
    let second = i64::from(number).wrapping_mul(7_919).rem_euclid(31_536_000);
    RevokedEntry {
        serial: SerialNumber::from_octets(octets.to_be_bytes()).expect("a serial number"),
        at: now().plus_seconds(-second).expect("a time"),
        reason: reasons.into_iter().cycle().nth(usize::try_from(number % 4).expect("small")).expect("endless"),
        invalid_since: None,
        held_since: None,
        released_at: None,
        not_after: now().plus_seconds(31_536_000).expect("a time"),
    }
}

/// 1 January 2026.
fn now() -> Time {
    Time::from_unix_seconds(1_767_225_600).expect("a time")
}

fn root(signer: &Arc<dyn Signer>, provider: &Provider) -> Certificate {
    let texts = ["PL", "Urząd Przykładowy", "Urząd Przykładowy Root CA"];
    let types = [AttributeType::COUNTRY, AttributeType::ORGANIZATION, AttributeType::COMMON_NAME];
    let attributes: Vec<_> = types.into_iter().zip(texts).collect();
    let name = Name::of(&attributes).expect("a name");
    let request = CertificationRequest::sign(&name, &Extensions::new(), signer.as_ref()).expect("a request");
    let request = request.verify(provider).expect("possession");
    let issuer = Issuer::founding(name, Arc::clone(signer), provider).expect("a founder");
    let inventory = MemoryInventory::with_salt([0; 32], provider.digest);
    let authority = Authority::new(issuer, Arc::new(inventory));
    let [country, organization, common_name] = texts.map(str::to_owned);
    let applicant = AuthorityApplicant::new(country, organization, common_name);
    let policy = authority.adopt(Root::new(Root::LIFETIME).with_keys(&[KeyRule::P256])).expect("adopted");
    let history = policy.history(Some(&request), &applicant).expect("it answers");
    let approved = policy.approve(request, &applicant, &history, now()).expect("approved");
    authority.issue(approved, now()).expect("issued").into_certificate()
}

fn draw_and_sign(case: &Case) -> Duration {
    timed(|| drawn(&case.issuer, black_box(&case.rolls)).sign().expect("signed")).0
}

fn peer(case: &Case) -> Duration {
    timed(|| case.peer.sign()).0
}

fn sha256(case: &Case) -> Duration {
    let octets = case.crl.to_be_signed();
    timed(|| case.provider.digest.digest(Hash::Sha256, black_box(octets))).0
}

/// Octets that are borrowed, so that a copy of them is in it.
fn read(case: &Case) -> Duration {
    timed(|| Crl::from_der(black_box(case.crl.as_der())).expect("ours")).0
}
