//! RSASSA-PSS: its parameters in a signature and in a key, one refusal after another (RFC 4055 §3).
//!
//! The octets are made by hand, as no sound tool writes most of them. What providers compute with them is in `provider`
//! and `cross`; what OpenSSL and GnuTLS write is in `tests/rsa_pss.rs`.

use super::{fixture, key};
use crate::{
    crypto::{
        AlgorithmIdentifier, Curve, Hash, KeyAlgorithm, PssFault, PssHash, PssMask, PssRestriction, PublicKey,
        SignatureAlgorithm as Algorithm, UnusableAlgorithm, public_key::subject_public_key_info,
    },
    encoding::{DecodeError, EncodeError, Oid, Reader, Tag, Writer, oid},
};

const SHA1: Oid = oid("1.3.14.3.2.26");
const SHA256: Oid = oid("2.16.840.1.101.3.4.2.1");
const SHA384: Oid = oid("2.16.840.1.101.3.4.2.2");
const SHA224: Oid = oid("2.16.840.1.101.3.4.2.4");
const MD5: Oid = oid("1.2.840.113549.2.5");
const MGF1: Oid = oid("1.2.840.113549.1.1.8");
const EXAMPLE: Oid = oid("2.999.1");
const NULL: &[u8] = &[5, 0];
const PSS: [(Algorithm, Hash); 3] = [
    (Algorithm::RsaPssSha256, Hash::Sha256),
    (Algorithm::RsaPssSha384, Hash::Sha384),
    (Algorithm::RsaPssSha512, Hash::Sha512),
];

fn der(body: impl FnOnce(&mut Writer) -> Result<(), EncodeError>) -> Vec<u8> {
    let mut writer = Writer::new();
    body(&mut writer).unwrap();
    writer.into_octets()
}

fn hash(oid: &Oid, parameters: &[u8]) -> Vec<u8> {
    der(|w| {
        w.sequence(|identifier| {
            identifier.oid(oid)?;
            identifier.raw(parameters)
        })
    })
}

fn mgf1(hash_identifier: &[u8]) -> Vec<u8> {
    hash(&MGF1, hash_identifier)
}

fn number(value: u32) -> Vec<u8> {
    der(|w| w.small_natural(value))
}

/// The parameters with these fields, an empty one left out.
fn parameters(fields: [&[u8]; 4]) -> Vec<u8> {
    der(|w| {
        w.sequence(|sequence| {
            (0..).zip(fields).filter(|(_, field)| !field.is_empty()).try_for_each(|(number, field)| {
                sequence.nested(Tag::context_constructed(number), |inner| inner.raw(field))
            })
        })
    })
}

/// SHA-256 throughout, with this salt and trailer.
fn sha256(salt: &[u8], trailer: &[u8]) -> Vec<u8> {
    parameters([&hash(&SHA256, NULL), &mgf1(&hash(&SHA256, NULL)), salt, trailer])
}

fn identifier(parameters: &[u8]) -> Vec<u8> {
    hash(&oid("1.2.840.113549.1.1.10"), parameters)
}

fn read(octets: &[u8]) -> Result<AlgorithmIdentifier<'_>, DecodeError> {
    Reader::whole(octets, "signature", AlgorithmIdentifier::decode)
}

fn named(parameters: &[u8]) -> Result<Algorithm, UnusableAlgorithm> {
    Algorithm::from_identifier(&read(&identifier(parameters)).unwrap())
}

/// The key of the fixture, said to be an RSASSA-PSS key with these parameters.
fn bound(parameters: &[u8]) -> Result<PublicKey, DecodeError> {
    let genuine = key("rsa2048.pkcs8.pem").stated_public_key().unwrap();
    PublicKey::from_der(&der(|w| {
        w.sequence(|spki| {
            spki.raw(&identifier(parameters))?;
            spki.bit_string_of_octets(genuine.key_octets())
        })
    }))
}

fn restriction(parameters: &[u8]) -> PssRestriction {
    match bound(parameters).unwrap().algorithm() {
        KeyAlgorithm::RsaPss { bits: 2048, restriction } => restriction,
        other => panic!("{other}"),
    }
}

#[test]
fn reads_every_identifier_it_writes() {
    for algorithm in Algorithm::ALL {
        assert_eq!(Algorithm::from_identifier(&read(algorithm.identifier()).unwrap()), Ok(algorithm), "{algorithm}");
    }
    // Baseline Requirements §7.1.3.2.1 fixes these octets.
    let wanted = identifier(&sha256(&number(32), b""));
    assert_eq!(Algorithm::RsaPssSha256.identifier(), wanted);
    assert_eq!(Algorithm::RsaPssSha256.to_string(), "RSASSA-PSS with SHA-256");
}

#[test]
fn reads_hashes_with_absent_parameters() {
    let bare = hash(&SHA384, b"");
    assert_eq!(named(&parameters([&bare, &mgf1(&bare), &number(48), b""])), Ok(Algorithm::RsaPssSha384));
    let mixed = parameters([&bare, &mgf1(&hash(&SHA384, NULL)), &number(48), b""]);
    assert_eq!(named(&mixed), Ok(Algorithm::RsaPssSha384));
    // They are read and never written: what is signed has the octets of the Baseline Requirements.
    let octets = identifier(&mixed);
    Reader::whole(&octets, "signature", Algorithm::decode).unwrap_err();
}

#[test]
fn refuses_sha_1_as_weak() {
    let explicit = hash(&SHA1, b"");
    for weak in [&[][..], &hash(&MD5, NULL), &explicit] {
        let error = named(&parameters([weak, b"", b"", b""])).unwrap_err();
        let UnusableAlgorithm::WeakHash { name: "RSASSA-PSS", hash } = error else { panic!("{error}") };
        assert_eq!(
            error.to_string(),
            format!("RSASSA-PSS is refused: {hash} no longer stops a forger; sign again with SHA-256 or better")
        );
    }
}

#[test]
fn refuses_every_other_combination_by_its_part() {
    let (sha256_hash, other) = (hash(&SHA256, NULL), hash(&SHA384, NULL));
    let cases = [
        (
            parameters([&hash(&SHA224, NULL), &mgf1(&hash(&SHA224, NULL)), &number(28), b""]),
            PssFault::Hash { found: PssHash::Other(SHA224) },
            "the hash of RSASSA-PSS is SHA-224, wanted SHA-256, SHA-384 or SHA-512 (Baseline Requirements §7.1.3.2.1)",
        ),
        (
            parameters([&hash(&EXAMPLE, &number(7)), b"", b"", b""]),
            PssFault::Hash { found: PssHash::Other(EXAMPLE) },
            "the hash of RSASSA-PSS is the hash 2.999.1, wanted SHA-256, SHA-384 or SHA-512 (Baseline Requirements \
             §7.1.3.2.1)",
        ),
        (
            parameters([&sha256_hash, &mgf1(&other), &number(32), b""]),
            PssFault::Mask { found: PssMask::Mgf1(PssHash::Known(Hash::Sha384)), wanted: Hash::Sha256 },
            "the mask generation of RSASSA-PSS is MGF1 with SHA-384, wanted MGF1 with SHA-256 as for the message \
             (Baseline Requirements §7.1.3.2.1)",
        ),
        (
            parameters([&sha256_hash, b"", &number(32), b""]),
            PssFault::Mask { found: PssMask::Mgf1(PssHash::Known(Hash::Sha1ForIdentifiers)), wanted: Hash::Sha256 },
            "the mask generation of RSASSA-PSS is MGF1 with SHA-1, wanted MGF1 with SHA-256 as for the message \
             (Baseline Requirements §7.1.3.2.1)",
        ),
        (
            parameters([&sha256_hash, &hash(&EXAMPLE, NULL), &number(32), b""]),
            PssFault::Mask { found: PssMask::Other(EXAMPLE), wanted: Hash::Sha256 },
            "the mask generation of RSASSA-PSS is the function 2.999.1, wanted MGF1 with SHA-256 as for the message \
             (Baseline Requirements §7.1.3.2.1)",
        ),
        (
            sha256(&number(222), b""),
            PssFault::Salt { found: 222, wanted: 32 },
            "the salt of RSASSA-PSS has 222 octets, wanted 32 as the digest has (Baseline Requirements §7.1.3.2.1)",
        ),
        (
            sha256(b"", b""),
            PssFault::Salt { found: 20, wanted: 32 },
            "the salt of RSASSA-PSS has 20 octets, wanted 32 as the digest has (Baseline Requirements §7.1.3.2.1)",
        ),
        (
            sha256(&number(32), &number(2)),
            PssFault::Trailer { found: 2 },
            "the trailer field of RSASSA-PSS is 2, wanted 1 (RFC 4055 §3.1)",
        ),
    ];
    for (octets, fault, sentence) in cases {
        let error = named(&octets).unwrap_err();
        assert_eq!(error, UnusableAlgorithm::Pss(fault));
        assert_eq!(
            error.to_string(),
            format!("{sentence}; sign again with one hash throughout and a salt of its length")
        );
    }
}

#[test]
fn refuses_a_signature_without_parameters_or_with_others() {
    let absent = Algorithm::from_identifier(&read(&identifier(b"")).unwrap());
    assert_eq!(
        absent.unwrap_err().to_string(),
        "the parameters of RSASSA-PSS are not those its standard fixes (RSASSA-PSS-params)"
    );
    // An identifier that no reader made.
    let made = AlgorithmIdentifier { algorithm: oid("1.2.840.113549.1.1.10"), parameters: Some(NULL), octets: b"" };
    assert_eq!(Algorithm::from_identifier(&made), absent);
}

#[test]
fn refuses_parameters_that_are_not_der_by_the_octet() {
    let sha256_hash = hash(&SHA256, NULL);
    let default_mask = mgf1(&hash(&SHA1, NULL));
    let swapped = der(|w| {
        w.sequence(|sequence| {
            sequence.nested(Tag::context_constructed(2), |inner| inner.small_natural(32))?;
            sequence.nested(Tag::context_constructed(0), |inner| inner.raw(&sha256_hash))
        })
    });
    let cases: [(Vec<u8>, &str); 13] = [
        (NULL.to_vec(), "expected SEQUENCE, found NULL at byte 13 of AlgorithmIdentifier"),
        (
            parameters([&hash(&SHA1, NULL), b"", b"", b""]),
            "the value equals its DEFAULT and must be left out at byte 17 of hashAlgorithm",
        ),
        (
            parameters([b"", &default_mask, b"", b""]),
            "the value equals its DEFAULT and must be left out at byte 17 of maskGenAlgorithm",
        ),
        (sha256(&number(20), b""), "the value equals its DEFAULT and must be left out at byte 64 of saltLength"),
        (
            sha256(&number(32), &number(1)),
            "the value equals its DEFAULT and must be left out at byte 69 of trailerField",
        ),
        (sha256(&[2, 1, 0xe0], b""), "the INTEGER is negative at byte 64 of saltLength"),
        (sha256(&[2, 2, 0, 0x20], b""), "the INTEGER is not written in its shortest form at byte 64 of saltLength"),
        (sha256(&[2, 5, 1, 0, 0, 0, 0], b""), "the INTEGER is too large at byte 64 of saltLength"),
        (sha256(&[4, 0], b""), "expected INTEGER, found OCTET STRING at byte 64 of saltLength"),
        (
            parameters([&hash(&SHA256, &number(7)), b"", b"", b""]),
            "the parameters of a hash must be NULL or absent (RFC 4055 §2.1) at byte 17 of hashAlgorithm",
        ),
        (
            parameters([&sha256_hash, &mgf1(b""), b"", b""]),
            "expected SEQUENCE, found the end at byte 47 of MaskGenAlgorithm",
        ),
        (swapped, "expected the end, found 17 more octets at byte 20 of RSASSA-PSS-params"),
        (
            [parameters([b"", b"", b"", b""]), NULL.to_vec()].concat(),
            "expected the end, found 2 more octets at byte 15 of AlgorithmIdentifier",
        ),
    ];
    for (octets, sentence) in cases {
        assert_eq!(read(&identifier(&octets)).unwrap_err().to_string(), sentence);
        assert!(bound(&octets).is_err(), "{sentence}");
    }
}

#[test]
fn stops_at_identifiers_nested_without_end() {
    let mut octets = identifier(b"");
    for _ in 0..20 {
        octets = identifier(&parameters([&octets, b"", b"", b""]));
    }
    assert!(read(&octets).unwrap_err().to_string().starts_with("the nesting is deeper than 16 levels at byte "));
}

#[test]
fn reads_what_binds_a_key() {
    assert_eq!(restriction(b""), PssRestriction::Unrestricted);
    assert_eq!(restriction(&sha256(&number(32), b"")), PssRestriction::Bound { hash: Hash::Sha256, least_salt: 32 });
    assert_eq!(restriction(&sha256(b"", b"")), PssRestriction::Bound { hash: Hash::Sha256, least_salt: 20 });
    assert_eq!(restriction(&sha256(&number(0), b"")), PssRestriction::Bound { hash: Hash::Sha256, least_salt: 0 });
    let unsupported = [
        (parameters([b"", b"", b"", b""]), PssFault::Hash { found: PssHash::Known(Hash::Sha1ForIdentifiers) }),
        (sha256(&number(33), b""), PssFault::Salt { found: 33, wanted: 32 }),
        (sha256(&number(32), &number(2)), PssFault::Trailer { found: 2 }),
    ];
    for (octets, fault) in unsupported {
        assert_eq!(restriction(&octets), PssRestriction::Unsupported(fault));
    }
}

#[test]
fn a_bound_key_keeps_its_numbers_and_its_octets() {
    let genuine = key("rsa2048.pkcs8.pem").stated_public_key().unwrap();
    for octets in [&[][..], &sha256(&number(32), b""), &parameters([b"", b"", b"", b""])] {
        let bound = bound(octets).unwrap();
        assert_eq!(bound.rsa_modulus(), genuine.rsa_modulus());
        assert_eq!(bound.rsa_exponent(), genuine.rsa_exponent());
        assert_eq!(bound.key_octets(), genuine.key_octets());
        let written = subject_public_key_info(bound.algorithm(), bound.key_octets()).unwrap();
        assert_eq!(PublicKey::from_der(&written).unwrap(), bound);
    }
    // A salt of the default length is left out again.
    let least = sha256(b"", b"");
    let written = subject_public_key_info(bound(&least).unwrap().algorithm(), genuine.key_octets()).unwrap();
    assert_eq!(written, bound(&least).unwrap().as_spki());
}

#[test]
fn a_key_is_named_with_what_binds_it() {
    let cases = [
        (Vec::new(), "RSASSA-PSS 2048"),
        (sha256(&number(32), b""), "RSASSA-PSS 2048 bound to SHA-256"),
        (parameters([b"", b"", b"", b""]), "RSASSA-PSS 2048 with unsupported parameters"),
    ];
    for (octets, name) in cases {
        assert_eq!(bound(&octets).unwrap().algorithm().to_string(), name);
    }
}

#[test]
fn signatures_fit_the_keys_that_may_make_them() {
    let pss = |restriction| KeyAlgorithm::RsaPss { bits: 2048, restriction };
    let rsa = KeyAlgorithm::Rsa { bits: 2048 };
    for (algorithm, hash) in PSS {
        assert!(algorithm.fits(rsa) && algorithm.fits(pss(PssRestriction::Unrestricted)));
        assert!(!algorithm.fits(KeyAlgorithm::Ec(Curve::P256)) && !algorithm.fits(KeyAlgorithm::Ed25519));
        for (bound_to, bound_hash) in PSS {
            let least_salt = bound_hash.digest_octets();
            assert_eq!(algorithm.fits(pss(PssRestriction::Bound { hash: bound_hash, least_salt })), hash == bound_hash);
            let longer = PssRestriction::Bound { hash: bound_hash, least_salt: least_salt + 1 };
            assert!(!algorithm.fits(pss(longer)), "{bound_to}");
        }
        let fault = PssFault::Trailer { found: 2 };
        assert!(!algorithm.fits(pss(PssRestriction::Unsupported(fault))));
    }
    for pkcs1 in [Algorithm::RsaPkcs1Sha256, Algorithm::RsaPkcs1Sha384, Algorithm::RsaPkcs1Sha512] {
        assert!(pkcs1.fits(rsa) && !pkcs1.fits(pss(PssRestriction::Unrestricted)));
    }
}

#[test]
fn a_key_usually_signs_with_what_it_is_bound_to() {
    let usual = |octets: &[u8]| Algorithm::usual_for(bound(octets).unwrap().algorithm());
    assert_eq!(usual(b""), Some(Algorithm::RsaPssSha256));
    let sha384 = hash(&SHA384, NULL);
    assert_eq!(usual(&parameters([&sha384, &mgf1(&sha384), b"", b""])), Some(Algorithm::RsaPssSha384));
    assert_eq!(usual(&parameters([b"", b"", b"", b""])), None);
    assert_eq!(Algorithm::usual_for(KeyAlgorithm::Rsa { bits: 2048 }), Some(Algorithm::RsaPkcs1Sha256));
}

#[test]
fn a_secret_key_of_rsassa_pss_alone_is_refused_by_name() {
    let pkcs8 = der(|w| {
        w.sequence(|fields| {
            fields.small_natural(0)?;
            fields.raw(&identifier(b""))?;
            fields.octet_string(&fixture("rsa1024.spki.der"))
        })
    });
    assert_eq!(
        crate::crypto::SecretKey::from_der(&pkcs8).unwrap_err().to_string(),
        "the key is of algorithm 1.2.840.113549.1.1.10; use RSA, an EC key on P-256, P-384 or P-521, or Ed25519"
    );
}
