//! One rule of the floor, one key, one test. What arithmetic finds is tested in `examination/tests.rs`.

use super::{ExponentClass, KeyFacts, KeyFloor, RsaLengths};
use crate::{
    crypto::{KeyAlgorithm, PublicKey},
    encoding::{EncodeError, Writer},
};

pub(super) mod numbers;

/// A key with nothing wrong in its modulus but, maybe, the length; and this exponent.
fn rsa(bits: u32, exponent: &[u8]) -> PublicKey {
    rsa_of(&numbers::sound(bits), exponent)
}

/// A key with these numbers.
pub(super) fn rsa_of(modulus: &num_bigint::BigUint, exponent: &[u8]) -> PublicKey {
    let mut key = Writer::new();
    key.sequence(|fields| {
        fields.natural(&modulus.to_bytes_be())?;
        fields.natural(exponent)
    })
    .expect("small");
    spki("1.2.840.113549.1.1.1", Some(&[0x05, 0x00]), key.octets())
}

pub(super) fn spki(algorithm: &str, parameters: Option<&[u8]>, key: &[u8]) -> PublicKey {
    let mut writer = Writer::new();
    writer
        .sequence(|fields| {
            fields.sequence::<EncodeError>(|identifier| {
                identifier.oid(&algorithm.parse().expect("an identifier"))?;
                identifier.raw(parameters.unwrap_or_default())
            })?;
            fields.bit_string_of_octets(key)
        })
        .expect("small");
    PublicKey::from_der(writer.octets()).expect("a key")
}

#[track_caller]
fn refused(key: &PublicKey, expected: &[&str]) {
    let violations = KeyFloor::BASELINE.violations(key);
    let rules: Vec<_> = violations.iter().map(|violation| violation.rule().as_str()).collect();
    assert_eq!(rules, expected);
}

pub(super) const F4: &[u8] = &[1, 0, 1];

#[test]
fn passes_rsa_2048_with_exponent_65537() {
    refused(&rsa(2048, F4), &[]);
}

#[test]
fn judges_the_numbers_of_an_rsassa_pss_key_as_those_of_any_rsa_key() {
    let pss = |key: &PublicKey, parameters| spki("1.2.840.113549.1.1.10", parameters, key.key_octets());
    refused(&pss(&rsa(2048, F4), None), &[]);
    refused(
        &pss(&rsa_of(&(numbers::sound(2047) - 1_u32), &[3]), None),
        &["key.rsa.size", "key.rsa.length", "key.rsa.exponent", "key.rsa.even-modulus"],
    );
    let facts = KeyFacts::of(&pss(&rsa(3072, F4), None));
    assert_eq!((facts.bits, facts.exponent), (Some(3072), Some(ExponentClass::F4)));
    assert_eq!(facts.algorithm.to_string(), "RSASSA-PSS 3072");
}

#[test]
fn refuses_an_rsassa_pss_key_bound_to_sha_1_and_its_size_at_once() {
    let key = spki("1.2.840.113549.1.1.10", Some(&[0x30, 0x00]), rsa(1024, F4).key_octets());
    refused(&key, &["key.rsa.pss-parameters", "key.rsa.size"]);
    let message = |key: &PublicKey| KeyFloor::BASELINE.violations(key).first().map(ToString::to_string);
    let place = "subjectPublicKeyInfo.algorithm.parameters";
    let hash = format!("{place}.hashAlgorithm is SHA-1; permitted is SHA-256, SHA-384 or SHA-512 (RFC 4055 §3.3)");
    assert_eq!(message(&key), Some(hash));
    // SHA-256 throughout, as OpenSSL writes it, and a salt of 64 octets.
    let long = b"\x30\x34\xa0\x0f\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\xa1\x1c\x30\x1a\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x08\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\xa2\x03\x02\x01\x40";
    let key = spki("1.2.840.113549.1.1.10", Some(long), rsa(2048, F4).key_octets());
    let salt = format!("{place}.saltLength is 64; permitted is 32 at most (RFC 4055 §3.3)");
    assert_eq!(message(&key), Some(salt));
}

#[test]
fn passes_ed25519() {
    refused(&spki("1.3.101.112", None, &[9; 32]), &[]);
}

#[test]
fn refuses_rsa_1024() {
    refused(&rsa(1024, F4), &["key.rsa.size"]);
}

#[test]
fn refuses_rsa_2047_for_its_size_and_its_length() {
    refused(&rsa(2047, F4), &["key.rsa.size", "key.rsa.length"]);
}

#[test]
fn refuses_a_length_not_divisible_by_eight() {
    refused(&rsa(2050, F4), &["key.rsa.length"]);
    refused(&rsa(2052, F4), &["key.rsa.length"]);
}

#[test]
fn refuses_rsa_of_more_than_8192_bits() {
    refused(&rsa(8200, F4), &["key.rsa.size"]);
}

#[test]
fn refuses_an_even_modulus() {
    refused(&rsa_of(&(numbers::sound(2048) - 1_u32), F4), &["key.rsa.even-modulus"]);
}

#[test]
fn refuses_exponents_below_65537() {
    for exponent in [&[0_u8][..], &[1], &[3], &[17], &[1, 1], &[0xff, 0xff]] {
        refused(&rsa(2048, exponent), &["key.rsa.exponent"]);
    }
}

#[test]
fn refuses_an_even_exponent() {
    refused(&rsa(2048, &[1, 0, 0]), &["key.rsa.exponent"]);
}

#[test]
fn passes_exponents_below_2_to_the_33() {
    for exponent in [&[1, 0, 3][..], &[1, 0, 0, 1], &[0xff; 4], &[1, 0xff, 0xff, 0xff, 0xff]] {
        refused(&rsa(2048, exponent), &[]);
    }
}

#[test]
fn refuses_exponents_from_2_to_the_33() {
    for exponent in [&[2, 0, 0, 0, 1][..], &[1, 0, 0, 0, 0, 1], &[0xff; 32], &[0xff; 256]] {
        refused(&rsa(2048, exponent), &["key.rsa.exponent"]);
    }
}

#[test]
fn says_that_nothing_can_be_verified_with_a_large_exponent() {
    let violations = KeyFloor::BASELINE.violations(&rsa(2048, &[2, 0, 0, 0, 1]));
    let messages: Vec<_> = violations.iter().map(ToString::to_string).collect();
    assert_eq!(
        messages,
        [
            "subjectPublicKeyInfo.publicExponent is an odd number of 5 octets, under which no signature can be verified: no \
          provider computes with 2^33 or more; permitted is an odd number from 65537 to 2^33 - 1 (Baseline Requirements \
          §6.1.6)"
        ]
    );
}

#[test]
fn tells_exponents_apart() {
    use ExponentClass::{Even, F4, Large, Oversized, Small};
    for (exponent, class) in [
        (&[][..], Even),
        (&[0], Even),
        (&[2, 0, 0, 0, 0], Even),
        (&[1], Small),
        (&[0xff, 0xff], Small),
        (&[1, 0, 1], F4),
        (&[1, 0, 3], Large),
        (&[1, 0xff, 0xff, 0xff, 0xff], Large),
        (&[2, 0, 0, 0, 1], Oversized),
        (&[1, 0, 0, 0, 0, 1], Oversized),
    ] {
        assert_eq!(ExponentClass::of(exponent), class, "{exponent:?}");
    }
}

#[test]
fn refuses_a_length_that_is_not_listed() {
    let floor = KeyFloor::BASELINE.with_rsa_lengths(RsaLengths::OneOf(&[2048, 3072, 4096]));
    assert_eq!(floor.violations(&rsa(3072, F4)), []);
    let messages: Vec<_> = floor.violations(&rsa(2056, F4)).iter().map(ToString::to_string).collect();
    assert_eq!(
        messages,
        [
            "subjectPublicKeyInfo.modulus is RSA 2056; permitted is RSA of 2048, 3072 or 4096 bits (Baseline Requirements \
          §6.1.5)"
        ]
    );
}

#[test]
fn refuses_a_curve_it_does_not_know() {
    let secp256k1 = spki("1.2.840.10045.2.1", Some(&[0x06, 5, 0x2b, 0x81, 4, 0, 10]), &[4; 65]);
    refused(&secp256k1, &["key.algorithm"]);
}

#[test]
fn refuses_an_algorithm_it_does_not_know() {
    refused(&spki("1.3.101.110", None, &[1; 32]), &["key.algorithm"]);
}

#[test]
fn names_the_algorithms_people_try() {
    let violations = KeyFloor::BASELINE.violations(&spki("1.3.101.113", None, &[5; 57]));
    assert_eq!(violations.first().map(|violation| violation.asked()), Some("an Ed448 key (1.3.101.113)"));
}

#[test]
fn lists_every_fault_of_a_key() {
    let all = ["key.rsa.size", "key.rsa.length", "key.rsa.exponent", "key.rsa.even-modulus"];
    refused(&rsa_of(&(numbers::sound(1023) - 1_u32), &[3]), &all);
}

#[test]
fn says_what_is_there_and_what_is_permitted() {
    let violations = KeyFloor::BASELINE.violations(&rsa_of(&(numbers::sound(1023) - 1_u32), &[3]));
    let messages: Vec<_> = violations.iter().map(ToString::to_string).collect();
    assert_eq!(
        messages,
        [
            "subjectPublicKeyInfo.modulus is RSA 1023; permitted is RSA of 2048 to 8192 bits (Baseline Requirements §6.1.5)",
            "subjectPublicKeyInfo.modulus is 1023 bits long; permitted is a length divisible by 8 (Baseline Requirements §6.1.5)",
            "subjectPublicKeyInfo.publicExponent is 3; permitted is an odd number from 65537 to 2^33 - 1 (Baseline Requirements §6.1.6)",
            "subjectPublicKeyInfo.modulus is even; permitted is an odd number (Baseline Requirements §6.1.6)",
        ]
    );
}

#[test]
fn shows_a_long_exponent_by_its_length() {
    let violations = KeyFloor::BASELINE.violations(&rsa(2048, &[0xfe; 250]));
    assert_eq!(violations.first().map(|violation| violation.asked()), Some("an even number of 250 octets"));
}

#[test]
fn knows_the_facts_of_a_key() {
    let facts = KeyFacts::of(&rsa(3072, F4));
    assert_eq!(facts.algorithm, KeyAlgorithm::Rsa { bits: 3072 });
    assert_eq!((facts.bits, facts.exponent), (Some(3072), Some(ExponentClass::F4)));
    let facts = KeyFacts::of(&spki("1.3.101.112", None, &[7; 32]));
    assert_eq!((facts.bits, facts.exponent), (Some(256), None));
}

#[test]
fn leaves_the_size_of_an_unknown_key_open() {
    let facts = KeyFacts::of(&spki("1.3.101.113", None, &[5; 57]));
    assert_eq!(facts.bits, None);
}
