//! What holds for every PKCS#12 file that is opened: sealed again it opens to the same; and nothing else is worse than a
//! sentence.
//!
//! Run by the fuzz target of this name and over the seeds by `tests/fuzz_seeds.rs`. Receivers upload such files, so the
//! reader meets octets of strangers. The surprising choice: each input is opened twice, once by a provider that believes
//! every MAC and derives one key for all, because a fuzzer that must forge a MAC would never see a bag.
#![allow(clippy::expect_used, reason = "a body that cannot be set up states nothing")]

use chancery::{
    crypto::{Hash, Kdf, Provider, ProviderError, Random, ring},
    pkcs12::{Iterations, OpenLimits, Opened, Password, Pfx, Sealing},
};

/// Every MAC holds, and every salt leads to one key.
pub(crate) static BELIEVING: Provider = ring::PROVIDER.with_kdf(&Believing).with_random(&Same);

struct Believing;

impl Kdf for Believing {
    fn pbkdf2(&self, _: Hash, _: &[u8], _: &[u8], _: u32, out: &mut [u8]) -> Result<(), ProviderError> {
        out.fill(7);
        Ok(())
    }

    fn hmac(&self, _: Hash, _: &[u8], _: &[u8]) -> Box<[u8]> {
        Box::new([7; 32])
    }
}

/// Salts that are always the same, so that a seed is.
pub(crate) struct Same;

impl Random for Same {
    fn fill(&self, out: &mut [u8]) -> Result<(), ProviderError> {
        out.fill(7);
        Ok(())
    }
}

pub(crate) fn password() -> Password {
    Password::new("fuzz").expect("a password")
}

pub(crate) fn sealing() -> Sealing {
    Sealing::aes_256(Iterations::new(Iterations::FLOOR).expect("the floor"))
}

const LIMITS: OpenLimits = OpenLimits { iterations: 2_048, total_iterations: 6_144, ..OpenLimits::DEFAULT };

pub(crate) fn run(data: &[u8]) {
    for provider in [&ring::PROVIDER, &BELIEVING] {
        match Pfx::open(data, &password(), &LIMITS, provider) {
            Ok(opened) => seals_again(opened, provider),
            Err(error) => assert!(!error.to_string().is_empty(), "a refusal is a sentence"),
        }
    }
}

fn seals_again(opened: Opened, provider: &Provider) {
    let _ = format!("{opened:?}");
    let bundle = opened.into_bundle();
    let (certificate, chain) = (bundle.certificate().clone(), bundle.chain().to_vec());
    let (name, id) = (bundle.friendly_name().map(str::to_owned), bundle.local_key_id().map(<[u8]>::to_vec));
    let pfx = bundle.seal(&password(), &sealing(), provider).expect("what was opened can be sealed");
    let again = Pfx::open(pfx.as_der(), &password(), &OpenLimits::DEFAULT, provider).expect("what was sealed opens");
    assert!(again.set_aside().is_empty(), "nothing is written that a bundle does not hold");
    let again = again.into_bundle();
    assert_eq!(again.certificate(), &certificate);
    assert_eq!(again.chain(), chain);
    assert_eq!(again.friendly_name(), name.as_deref());
    assert_eq!(again.local_key_id(), id.as_deref());
}
