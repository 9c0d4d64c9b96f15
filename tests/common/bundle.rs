//! Bundles for the tests of PKCS#12: a fixture key, its certificate, an issuing CA and a root above it.
//!
//! In the flow: after the walk, before `seal`. Included beside `common/ca.rs` by the tests that seal.
//! The surprising choice: few iterations, since these tests ask what is in a file and not how long it takes to guess.
#![allow(dead_code, reason = "each test binary that includes this file uses some of it")]
#![allow(clippy::unwrap_used, reason = "what cannot be made is a failed test")]

use chancery::{
    crypto::Provider,
    issuer::Issuer,
    pkcs12::{Bundle, Iterations, OpenLimits, Opened, Password, Pfx, Sealing},
    x509::Certificate,
};

use crate::ca;

/// The keys of `tests/data/keys` that every provider signs with.
pub(crate) const KEYS: [&str; 4] = ["p256", "p384", "ed25519", "rsa2048"];

pub(crate) const PASSWORD: &str = "Open Sesame 7";

pub(crate) fn password() -> Password {
    Password::new(PASSWORD).unwrap()
}

/// The fewest iterations there are.
pub(crate) fn quick() -> Sealing {
    Sealing::aes_256(Iterations::new(Iterations::FLOOR).unwrap())
}

/// A certificate of that key, and those above it: issuing CA, root.
pub(crate) fn certified(provider: &Provider, key: &str) -> (Certificate, Vec<Certificate>) {
    let root = ca::root(provider, "rsa3072");
    let under_root = ca::authority(provider, "rsa3072");
    let request = ca::bare(provider, "rsa4096");
    let issuing = ca::walk(&under_root, ca::subordinate_policy(), request, &ca::subordinate_applicant());
    let issuer = Issuer::new(issuing.clone(), ca::signer(provider, "rsa4096"), provider, ca::now()).unwrap();
    let authority = ca::over(issuer.with_publication(ca::publication()), ca::inventory(provider));
    let certificate = ca::walk(&authority, ca::client_policy(), ca::bare(provider, key), &ca::client());
    (certificate, vec![issuing, root])
}

/// Key and certificate, and nothing else.
pub(crate) fn plain(provider: &Provider, key: &str) -> Bundle {
    Bundle::new(ca::secret(key), certified(provider, key).0, provider).unwrap()
}

/// What every program needs and no more.
pub(crate) fn bare(provider: &Provider, key: &str) -> Bundle {
    plain(provider, key).with_local_key_id(&[1]).unwrap()
}

/// Everything a bundle can have.
pub(crate) fn full(provider: &Provider, key: &str) -> Bundle {
    let (certificate, chain) = certified(provider, key);
    let bundle = Bundle::new(ca::secret(key), certificate, provider).unwrap();
    let bundle = bundle.with_chain(chain).unwrap().with_friendly_name("vpn-źdźbło").unwrap();
    bundle.with_local_key_id(&[0, 1, 0xfe, 0xff]).unwrap()
}

pub(crate) fn seal(bundle: Bundle, provider: &Provider) -> Vec<u8> {
    bundle.seal(&password(), &quick(), provider).unwrap().into_der()
}

pub(crate) fn open(der: &[u8], provider: &Provider) -> Opened {
    Pfx::open(der, &password(), &OpenLimits::DEFAULT, provider).unwrap()
}
