//! No secret is left in a heap block that was freed, after sealing, after opening, and after reading a request.
//!
//! An allocator that looks at every block before it goes back, on the thread that asked for it: the octets of the key, as
//! scalar, seed or prime, and the password, as UTF-8 and as BMPString. RFC 7292 says nothing of it; SECURITY.md does, and
//! what is outside the claim: the stack, the C heap of a provider, and the provider's own form of a loaded key.
//! The surprising choice: a block is looked at as a whole, what was never written included, since that is how a
//! core dump sees it; and the first tests plant a secret, so that an allocator that is blind fails.
#![cfg(any(feature = "ring", feature = "aws-lc-rs"))]
#![expect(unsafe_code, reason = "an allocator is an unsafe trait; this one looks and hands everything to the system's")]
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "what cannot be made or found is a failed test"
)]

#[path = "common/bundle.rs"]
mod bundle;
#[path = "common/ca.rs"]
mod ca;
#[allow(dead_code, reason = "this test uses some of the fixtures")]
#[path = "request/fixtures.rs"]
mod fixtures;
#[path = "common/looking.rs"]
mod looking;

use std::hint::black_box;

use chancery::{
    crypto::SecretKey,
    encoding::{
        Tag,
        pem::{self, Label},
    },
    pkcs12::{Bundle, OpenLimits, Password, Pfx},
    request::CertificationRequest,
};

use bundle::{KEYS, PASSWORD, quick};
use ca::PROVIDERS;
use looking::{WANTED, Wanted};

/// The secret octets of a fixture key: the scalar, the seed, a prime.
fn secret_of(key: &str) -> Vec<u8> {
    let pkcs8 = ca::secret(key).secret_pkcs8_der().unwrap();
    let (from, length) = match key {
        "ed25519" => (16, 32),
        "p256" => (36, 32),
        "p384" => (35, 48),
        // `prime1` stands behind modulus, exponent and private exponent.
        _ => {
            let start = pkcs8.windows(4).position(|four| four == [0x02, 0x81, 0x81, 0x00]).unwrap();
            (start + 4, 128)
        }
    };
    pkcs8[from..from + length].to_vec()
}

fn bmp(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_be_bytes).collect()
}

/// How often each secret was found in freed blocks while this ran: key, password, password as BMPString.
fn freed_with(key: &str, run: impl FnOnce()) -> [usize; Wanted::NEEDLES] {
    let (secret, wide) = (secret_of(key), bmp(PASSWORD));
    WANTED.with(|wanted| wanted.watch([&secret, PASSWORD.as_bytes(), &wide]));
    run();
    WANTED.with(Wanted::found)
}

#[test]
fn a_planted_secret_is_found() {
    for key in KEYS {
        let (secret, wide) = (secret_of(key), bmp(PASSWORD));
        let planted = || {
            let mut grown = secret.clone();
            grown.reserve_exact(4096);
            drop(black_box(grown));
            drop(black_box(PASSWORD.to_owned()));
            drop(black_box(wide.clone()));
        };
        let [of_key, of_password, of_wide] = freed_with(key, planted);
        assert!(of_key >= 2, "{key}: the block that was grown out of, and the last");
        assert_eq!([of_password, of_wide], [1, 1], "{key}");
    }
}

#[test]
fn a_key_that_is_written_carelessly_is_found() {
    for key in KEYS {
        let [found, ..] = freed_with(key, || drop(black_box(ca::secret(key).secret_pkcs8_der().unwrap().to_vec())));
        assert_eq!(found, 1, "{key}: the copy, and not the buffer that is erased");
    }
}

/// a challengePassword goes with the request, the text that was asked for with its value.
#[test]
fn reading_a_request_leaves_no_password_in_freed_blocks() {
    let (provider, wide) = (ca::provider(), bmp(PASSWORD));
    for (tag, text) in [(Tag::UTF8_STRING, PASSWORD.as_bytes()), (Tag::BMP_STRING, wide.as_slice())] {
        let value = fixtures::der(|w| w.element(tag, text));
        let der = fixtures::with_attributes(&[fixtures::attribute(fixtures::CHALLENGE_PASSWORD, &[&value])]);
        let pem = pem::encode(Label::CertificateRequest, &der);
        let found = freed_with("ed25519", || {
            for octets in [der.as_slice(), pem.as_bytes()] {
                let request = CertificationRequest::from_bytes(octets).unwrap();
                assert_eq!(request.challenge_password().unwrap().secret_text(), PASSWORD);
                drop(black_box(request.clone()));
                drop(black_box(request.verify(provider).unwrap()));
            }
        });
        assert_eq!(found, [0; 3], "{tag}");
    }
}

#[test]
fn sealing_leaves_no_secret_in_freed_blocks() {
    for (name, provider) in PROVIDERS {
        for key in KEYS {
            let (certificate, chain) = bundle::certified(provider, key);
            let found = freed_with(key, || {
                let bundle = Bundle::new(ca_secret(key), certificate, provider).unwrap().with_chain(chain).unwrap();
                let password = Password::new(PASSWORD).unwrap();
                drop(black_box(bundle.seal(&password, &quick(), provider).unwrap()));
                drop(password);
            });
            assert_eq!(found, [0; 3], "{name} {key}");
        }
    }
}

/// The fixture, read before anything is watched: the buffers its text was read into are the caller's.
fn ca_secret(key: &str) -> SecretKey {
    looking::away(|| ca::secret(key))
}

#[test]
fn a_bundle_that_is_given_back_leaves_no_secret_in_freed_blocks() {
    for (name, provider) in PROVIDERS {
        for key in KEYS {
            let (certificate, _) = bundle::certified(provider, key);
            let found = freed_with(key, || {
                let bundle = Bundle::new(ca_secret(key), certificate, provider).unwrap();
                let kept = bundle.with_friendly_name("").unwrap_err();
                let kept = kept.kept.with_local_key_id(&[]).unwrap_err();
                let outside = Password::new("\u{1f511}").unwrap();
                drop(black_box(kept.kept.seal(&outside, &quick(), provider).unwrap_err()));
            });
            assert_eq!(found, [0; 3], "{name} {key}");
        }
    }
}

#[test]
fn opening_leaves_no_secret_in_freed_blocks() {
    for (name, provider) in PROVIDERS {
        for key in KEYS {
            let pfx = bundle::seal(bundle::full(provider, key), provider);
            let mut damaged = pfx.clone();
            *damaged.last_mut().unwrap() ^= 1;
            let found = freed_with(key, || {
                let password = Password::new(PASSWORD).unwrap();
                let open = |der: &[u8]| Pfx::open(der, &password, &OpenLimits::DEFAULT, provider);
                drop(black_box(open(&pfx).unwrap()));
                drop(black_box(open(&damaged).unwrap_err()));
            });
            assert_eq!(found, [0; 3], "{name} {key}");
        }
    }
}

#[test]
fn reading_a_key_and_writing_it_leaves_no_secret_in_freed_blocks() {
    for key in KEYS {
        let (pem, der) = (ca::secret(key).secret_pkcs8_pem().unwrap(), ca::secret(key).secret_pkcs8_der().unwrap());
        let found = freed_with(key, || {
            drop(black_box(SecretKey::from_pem(pem.as_bytes()).unwrap()));
            drop(black_box(SecretKey::from_der(&der).unwrap()));
        });
        assert_eq!(found, [0; 3], "{key}");
        // The text is erased where it is written; what decodes it is outside the claim.
        let (secret, line, made) = (secret_of(key), pem.lines().nth(1).unwrap(), ca::secret(key));
        WANTED.with(|wanted| wanted.watch([&secret, &line.as_bytes()[20..], &[]]));
        drop(black_box(made.secret_pkcs8_pem().unwrap()));
        drop(made);
        assert_eq!(WANTED.with(Wanted::found), [0; 3], "{key}");
    }
}

#[test]
fn a_wrong_password_and_what_it_was_tried_on_are_in_no_freed_block() {
    for (name, provider) in PROVIDERS {
        for key in KEYS {
            let pfx = bundle::full(provider, key).seal(&Password::new("another").unwrap(), &quick(), provider).unwrap();
            let found = freed_with(key, || {
                let password = Password::new(PASSWORD).unwrap();
                drop(black_box(Pfx::open(pfx.as_der(), &password, &OpenLimits::DEFAULT, provider).unwrap_err()));
            });
            assert_eq!(found, [0; 3], "{name} {key}");
        }
    }
}

#[test]
fn generating_a_password_leaves_it_in_no_freed_block() {
    for (_, provider) in PROVIDERS {
        let password = Password::generate(provider.random).unwrap();
        let text = password.secret_text().to_owned();
        let wide = bmp(&text);
        WANTED.with(|wanted| wanted.watch([text.as_bytes(), &wide, &[]]));
        drop(password);
        assert_eq!(WANTED.with(Wanted::found), [0; 3]);
    }
}
