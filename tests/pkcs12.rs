//! Sealing and opening: what goes in comes out, and nothing else does.
//!
//! Round trips over every fixture key, provider and choice of names; refusals by their sentences; every octet of a file
//! wrong once. What other programs think of the files stands in `tests/interop_p12.rs`, what stays in memory in
//! `tests/pkcs12_erasure.rs`. RFC 7292; P-01 to P-07.
#![cfg(any(feature = "ring", feature = "aws-lc-rs"))]
#![expect(clippy::unwrap_used, reason = "what cannot be made is a failed test")]

#[path = "common/bundle.rs"]
mod bundle;
#[path = "common/ca.rs"]
mod ca;

use bundle::{KEYS, full, open, seal};
use ca::PROVIDERS;

#[test]
fn opens_what_it_seals_with_every_key_and_provider() {
    for (name, provider) in PROVIDERS {
        for key in KEYS {
            let bundle = full(provider, key);
            let (certificate, chain) = (bundle.certificate().clone(), bundle.chain().to_vec());
            let opened = open(&seal(bundle, provider), provider);
            assert_eq!(opened.set_aside(), [], "{name} {key}");
            let back = opened.into_bundle();
            assert_eq!(back.certificate(), &certificate, "{name} {key}");
            assert_eq!(back.chain(), chain, "{name} {key}");
            assert_eq!(back.friendly_name(), Some("vpn-źdźbło"));
            assert_eq!(back.local_key_id(), Some([0, 1, 0xfe, 0xff].as_slice()));
        }
    }
}
