//! What cannot be seen from outside a sealed file: the derivation, the padding, the two forms of a password.
//!
//! The derived keys are those of `openssl kdf … PKCS12KDF` of OpenSSL 3.0, with the command beside each, so that another
//! program has computed them. What a file looks like is asked in `tests/pkcs12.rs`.

use super::{Iterations, IterationsError, OpenLimits, Password, PasswordError, Sealing, encryption::Pbes2, integrity};
use crate::crypto::{Hash, Kdf, Provider, ProviderError, Random};

const PROVIDERS: &[&Provider] = &[
    #[cfg(feature = "ring")]
    &crate::crypto::ring::PROVIDER,
    #[cfg(feature = "aws-lc-rs")]
    &crate::crypto::aws_lc_rs::PROVIDER,
];

fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<u32> = text.chars().filter_map(|digit| digit.to_digit(16)).collect();
    digits.chunks(2).map(|pair| u8::try_from(pair[0] * 16 + pair[1]).unwrap()).collect()
}

fn assert_derived(hash: Hash, password: &str, salt: &[u8], iterations: u32, wanted: &str) {
    for provider in PROVIDERS {
        let password = Password::new(password).unwrap().secret_bmp();
        let key = integrity::mac_key(hash, &password, salt, iterations, provider.digest);
        assert_eq!(key.to_vec(), hex(wanted), "{hash}");
    }
}

/// `openssl kdf -keylen N -kdfopt digest:D -kdfopt hexpass:0073006d006500670000 -kdfopt hexsalt:3D83C0E4546AC140 -kdfopt
/// iter:I -kdfopt id:3 PKCS12KDF`
#[test]
fn derives_the_keys_that_openssl_derives() {
    let salt = hex("3D83C0E4546AC140");
    let derived = |hash, iterations, wanted| assert_derived(hash, "smeg", &salt, iterations, wanted);
    derived(Hash::Sha1ForIdentifiers, 1, "8D967D88F6CAA9D714800AB3D48051D63F73A312");
    derived(Hash::Sha256, 1, "8F6F13D2CB72394A920ABE6D278F0085A76AD8456835E7DCC297807220C7BF7C");
    derived(Hash::Sha256, 1000, "C04DC4EF7C49A757AD357CD6C06BE44376F9648DBCCAFDD91688F79872B1F9C0");
    derived(
        Hash::Sha384,
        1000,
        "3CC211145E02B85C78298B7A284A67E2396ECC1765DED7C3C8066D9C7510D927213D4FAD1A350FEB502F8BCE2D56C214",
    );
    derived(
        Hash::Sha512,
        1000,
        "7A1EF3945AA1D8049E851CE1FC5D9B76EF2B8FC678EA50BB97EC7FA8BD883429B4352E397A059C9A040DA9698AECF5A043BE4C42786ED1E716267D91F8FDDBDB",
    );
}

/// The same with `-kdfopt hexpass` of 40 times `0070` and `0000`, and a salt of the octets from 0 to 69: both fill more than
/// one block.
#[test]
fn derives_from_more_than_a_block() {
    let salt: Vec<u8> = (0..70).collect();
    assert_derived(
        Hash::Sha256,
        &"p".repeat(40),
        &salt,
        3,
        "23E59EFEB848C5C546A8E48537FA3CF8E2B45858E03DEA907B32B9EC04E00F38",
    );
}

/// RFC 7292 Appendix B.1: "Beavis" is 14 octets.
#[test]
fn a_password_is_a_bmp_string_with_two_octets_of_zero_behind_it() {
    let wide = |text: &str| Password::new(text).unwrap().secret_bmp().to_vec();
    assert_eq!(wide("Beavis"), [0, 0x42, 0, 0x65, 0, 0x61, 0, 0x76, 0, 0x69, 0, 0x73, 0, 0]);
    assert_eq!(wide("ź"), [1, 0x7a, 0, 0]);
    assert_eq!(wide("\u{1f511}"), [0xd8, 0x3d, 0xdd, 0x11, 0, 0]);
}

#[test]
fn texts_that_are_no_passwords_are_refused_with_a_sentence() {
    let refused = |text: &str| Password::new(text).unwrap_err();
    assert_eq!(refused(""), PasswordError::Empty);
    assert_eq!(
        refused("").to_string(),
        "the password is empty, and readers disagree about what that means; choose one, or have one generated"
    );
    assert_eq!(
        refused("a\0b").to_string(),
        "the password has a NUL character, where many readers end it; leave it out"
    );
    assert_eq!(refused(&"x".repeat(1025)).to_string(), "the password has 1025 octets, more than the limit of 1024");
    assert!(Password::new(&"x".repeat(1024)).is_ok());
}

/// Gives the octets it was made with.
struct Scripted(&'static [u8]);

impl Random for Scripted {
    fn fill(&self, out: &mut [u8]) -> Result<(), ProviderError> {
        for (place, octet) in out.iter_mut().zip(self.0.iter().cycle()) {
            *place = *octet;
        }
        Ok(())
    }
}

#[test]
fn a_generated_password_says_its_entropy_and_has_symbols_that_nobody_mistakes() {
    let all: &'static [u8] = &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19];
    let password = Password::generate(&Scripted(all)).unwrap();
    assert_eq!(password.secret_text(), "23456789abcdefghijkm");
    assert_eq!(password.entropy_bits(), Some(100));
    assert!(password.is_ascii());
    assert_eq!(Password::new("23456789abcdefghijkm").unwrap().entropy_bits(), None);
    let last = Password::generate(&Scripted(&[0xff, 0x1f, 0xe0])).unwrap();
    assert!(last.secret_text().starts_with("zz2zz2"));
    assert!(!last.secret_text().contains(['0', '1', 'l', 'o']));
}

#[test]
fn every_symbol_of_a_generated_password_is_as_likely_as_every_other() {
    let mut counts = std::collections::BTreeMap::new();
    for octet in 0..=255_u8 {
        let text = Password::generate(&Scripted(Box::leak(Box::new([octet])))).unwrap();
        *counts.entry(text.secret_text().chars().next().unwrap()).or_insert(0) += 1;
    }
    assert_eq!(counts.len(), 32);
    assert!(counts.values().all(|count| *count == 8), "{counts:?}");
}

#[test]
fn iterations_have_a_floor_and_a_ceiling() {
    assert_eq!(Iterations::new(1023), Err(IterationsError::TooFew { found: 1023, floor: 1024 }));
    assert_eq!(
        Iterations::new(1023).unwrap_err().to_string(),
        "1023 iterations are fewer than the 1024 of RFC 7292 Appendix C; 600000 are recommended today"
    );
    assert_eq!(
        Iterations::new(5_000_001).unwrap_err().to_string(),
        "5000001 iterations are more than 5000000, beyond which readers refuse the file"
    );
    assert_eq!(Iterations::new(1024).map(Iterations::count), Ok(1024));
    assert_eq!(Sealing::RECOMMENDED.iterations().count(), 600_000);
    assert_eq!(Sealing::RECOMMENDED.mac_iterations().count(), 600_000);
    let other = Iterations::new(2048).unwrap();
    assert_eq!(Sealing::RECOMMENDED.with_mac_iterations(other).mac_iterations(), other);
    assert_eq!(Sealing::RECOMMENDED.with_mac_iterations(other).iterations(), Iterations::RECOMMENDED);
}

#[test]
fn what_is_sealed_as_recommended_is_within_the_default_limits() {
    let count = u64::from(Iterations::RECOMMENDED.count());
    assert!(OpenLimits::DEFAULT.total_iterations >= 3 * count);
    assert!(u64::from(OpenLimits::DEFAULT.iterations) >= count);
}

/// A derivation that costs nothing and is no secret.
struct Fixed;

impl Kdf for Fixed {
    fn pbkdf2(&self, _: Hash, _: &[u8], _: &[u8], _: u32, out: &mut [u8]) -> Result<(), ProviderError> {
        out.fill(7);
        Ok(())
    }

    fn hmac(&self, _: Hash, _: &[u8], _: &[u8]) -> Box<[u8]> {
        Box::default()
    }
}

#[test]
fn every_length_is_padded_and_comes_back() {
    let scheme = Pbes2::aes_256(&[1; 16], 1024, [2; 16]);
    for length in 0..50_usize {
        let plain = vec![0x10; length];
        let encrypted = scheme.encrypt(&plain, b"x", &Fixed).unwrap();
        assert_eq!(encrypted.len(), (length / 16 + 1) * 16);
        assert_eq!(scheme.decrypt(&encrypted, b"x", &Fixed).unwrap().unwrap().to_vec(), plain);
    }
}

/// A changed octet of one block turns the same octet of the next, so the last octets can be made to be anything.
#[test]
fn padding_that_is_none_is_refused() {
    let scheme = Pbes2::aes_256(&[1; 16], 1024, [2; 16]);
    let sound = scheme.encrypt(&[0xaa; 20], b"x", &Fixed).unwrap();
    for (place, change) in [(15, 12), (15, 12 ^ 17), (15, 12 ^ 0xff), (14, 1), (4, 1)] {
        let mut changed = sound.clone();
        changed[place] ^= change;
        assert!(scheme.decrypt(&changed, b"x", &Fixed).unwrap().is_none(), "{place}");
    }
    for cut in [0, 1, 15, 31] {
        assert!(scheme.decrypt(&sound[..cut], b"x", &Fixed).unwrap().is_none(), "{cut} octets");
    }
}
