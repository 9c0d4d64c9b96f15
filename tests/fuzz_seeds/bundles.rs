//! The seeds of the target `pkcs12_open`: bundles sealed under the password of the target.
//!
//! Each twice: with derivations as they are, and by the provider of the target that believes every MAC. Salts are always the
//! same, so that two runs write the same octets. The surprising choice: the key on a curve has the certificate that
//! `certificate_decode` has as a seed, since an Ed25519 root signed it.
#![allow(clippy::expect_used, reason = "a seed that cannot be made is a failed test")]

use chancery::{
    crypto::{Provider, ring},
    pkcs12::Bundle,
    policy::KeyRule,
    x509::Certificate,
};

use super::{certificate_decode, rsa_signer, secret, seed, spoil};
use crate::{
    Seeds,
    csr_to_certificate::centre::{root, signer},
    pkcs12_open::{BELIEVING, Same, password, sealing},
};

pub(crate) fn pkcs12_open() -> Seeds {
    let honest = ring::PROVIDER.with_random(&Same);
    let mut seeds = Seeds::new();
    for (kind, provider) in [("derived", &honest), ("believed", &BELIEVING)] {
        for (name, bundle) in bundles(provider) {
            let pfx = bundle.seal(&password(), &sealing(), provider).expect("sealed");
            seeds.insert(format!("{kind}_{name}"), pfx.into_der());
        }
    }
    spoil(&mut seeds, "believed_full");
    spoil(&mut seeds, "derived_ed25519");
    seeds
}

fn bundles(provider: &Provider) -> [(&'static str, Bundle); 4] {
    let ed25519 = root(&signer(), KeyRule::Ed25519);
    let rsa = root(&rsa_signer(), KeyRule::RsaBetween { least: 2048, most: 2048 });
    let leaf = Certificate::from_der(&seed(&certificate_decode(), "full_p256")).expect("a certificate");
    let bundle = |key: &str, certificate: &Certificate| {
        Bundle::new(secret(key), certificate.clone(), provider).expect("they belong together")
    };
    let full = bundle("p256.pkcs8.pem", &leaf).with_chain(vec![ed25519.clone()]).expect("it links");
    let full = full.with_friendly_name("zażółć").expect("a name").with_local_key_id(&[1, 2]).expect("an id");
    let named = bundle("p256.pkcs8.pem", &leaf).with_friendly_name("vpn").expect("a name");
    [
        ("ed25519", bundle("ed25519.pkcs8.pem", &ed25519)),
        ("rsa2048", bundle("rsa2048.pkcs8.pem", &rsa)),
        ("named", named),
        ("full", full),
    ]
}
