//! No secret of an API key and no password of its parcel is left in a heap block that was freed, where all goes well and
//! where something fails.
//!
//! Beside `pkcs12_erasure.rs`, with its allocator; SECURITY.md makes the claim. The surprising choice: the source of
//! randomness is one that anybody can predict, because a secret nobody knows is a secret nobody can look for.
#![cfg(any(feature = "ring", feature = "aws-lc-rs"))]
#![expect(unsafe_code, reason = "an allocator is an unsafe trait; this one looks and hands everything to the system's")]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "what cannot be made or found is a failed test"
)]

#[path = "common/ca.rs"]
mod ca;
#[path = "application/pesel_forms.rs"]
mod forms;
#[path = "common/looking.rs"]
mod looking;
#[allow(dead_code, clippy::expect_used, reason = "this test uses some of the people and papers")]
#[path = "application/made.rs"]
mod made;

use std::{hint::black_box, net::Ipv4Addr};

use chancery::{
    application::pesel_register::{KeyOrder, NewKey, NewKeys},
    credential::{ApiKey, ApiKeyRecord, Archive, Parcel, ParcelError},
    crypto::{Provider, ProviderError, Random},
    pkcs12::Password,
    policy::catalog::Test,
};

use ca::PROVIDERS;
use forms::{NoDigest, evidence, for_test, key};
use looking::{WANTED, Wanted};

/// Counts from a number.
struct Counting(u8);

impl Random for Counting {
    fn fill(&self, out: &mut [u8]) -> Result<(), ProviderError> {
        out.iter_mut().zip(self.0..).for_each(|(octet, number)| *octet = number);
        Ok(())
    }
}

const OF_KEYS: Counting = Counting(11);
const OF_PASSWORDS: Counting = Counting(101);

fn order() -> NewKey<Test> {
    match evidence(for_test()).into_order() {
        KeyOrder::NewKeys(NewKeys::Test(order)) => order,
        other => panic!("{other:?}"),
    }
}

fn make(order: NewKey<Test>, provider: &Provider) -> (ApiKey<Test>, ApiKeyRecord<Test>) {
    ApiKey::make(order, key("rzp-1"), &OF_KEYS, provider.digest).unwrap()
}

/// How often each was found in freed blocks while this ran: the octets of the secret, its text, the password.
fn freed_while(run: impl FnOnce()) -> [usize; Wanted::NEEDLES] {
    let mut octets = [0; 32];
    OF_KEYS.fill(&mut octets).unwrap();
    let text = make(order(), ca::provider()).0.secret_text();
    let password = Password::generate(&OF_PASSWORDS).unwrap();
    WANTED.with(|wanted| wanted.watch([&octets, text.as_bytes(), password.secret_text().as_bytes()]));
    run();
    WANTED.with(Wanted::found)
}

/// Turns every octet over, fails, or forgets to encrypt.
#[derive(Clone, Copy, Debug)]
enum Host {
    Turns,
    Fails,
    Empty,
    Stores,
    Tells,
}

impl Archive for Host {
    type Error = std::io::Error;
    fn seal(&self, _: &str, content: &[u8], password: &Password) -> Result<Vec<u8>, std::io::Error> {
        match self {
            Self::Turns => Ok(content.iter().map(|octet| !octet).collect()),
            Self::Fails => Err(std::io::Error::other("no space left")),
            Self::Empty => Ok(Vec::new()),
            Self::Stores => Ok(content.to_vec()),
            Self::Tells => Ok(password.secret_text().as_bytes().to_vec()),
        }
    }
}

#[test]
fn a_planted_secret_is_found() {
    let found = freed_while(|| {
        let (key, _) = make(order(), ca::provider());
        drop(black_box(key.secret_text().to_string()));
        let (_, password) = Parcel::of_key(key, &Host::Turns, &OF_PASSWORDS).unwrap().split();
        drop(black_box(password.secret_text().to_owned()));
        let mut octets = vec![0; 32];
        OF_KEYS.fill(&mut octets).unwrap();
        drop(black_box(octets));
    });
    assert_eq!(found, [1; Wanted::NEEDLES]);
}

#[test]
fn making_sealing_and_admitting_leave_no_secret_in_freed_blocks() {
    for (name, provider) in PROVIDERS {
        let order = order();
        let found = freed_while(|| {
            let (key, record) = make(order, provider);
            let secret = key.secret_text();
            let here = Ipv4Addr::new(192, 0, 2, 7);
            assert_eq!(record.admits(&secret, here, provider.digest), Ok(()));
            drop(secret);
            let parcel = Parcel::of_key(key, &Host::Turns, &OF_PASSWORDS).unwrap();
            drop(black_box(parcel.split()));
            drop(black_box(make(looking::away(self::order), provider)));
        });
        assert_eq!(found, [0; Wanted::NEEDLES], "{name}");
    }
}

#[test]
fn a_parcel_that_fails_leaves_no_secret_in_freed_blocks() {
    for host in [Host::Fails, Host::Empty, Host::Stores, Host::Tells] {
        let found = freed_while(|| {
            let (key, _) = make(looking::away(order), ca::provider());
            let kept = Parcel::of_key(key, &host, &OF_PASSWORDS).unwrap_err();
            assert!(!matches!(kept.cause, ParcelError::Provider(_)));
            drop(black_box(kept));
        });
        assert_eq!(found, [0; Wanted::NEEDLES], "{host:?}");
    }
}

#[test]
fn a_key_that_is_not_made_leaves_no_secret_in_freed_blocks() {
    let order = order();
    let found = freed_while(|| {
        drop(black_box(ApiKey::make(order, key("rzp-1"), &OF_KEYS, &NoDigest).unwrap_err()));
    });
    assert_eq!(found, [0; Wanted::NEEDLES]);
}
