//! Claims about `SecretKey`: every form is read, every refusal is named, nothing is shown.

use proptest::prelude::*;

use super::{fixture, key};
use crate::{
    crypto::{Curve, KeyAlgorithm, KeyError, SecretKey},
    encoding::{
        EncodeError, Oid, Tag, Writer, oid,
        pem::{self, Label, PemError},
    },
};

/// File, and what `Debug` shows of it.
const READ: [(&str, &str); 12] = [
    ("rsa1024.pkcs8.pem", "SecretKey(RSA 1024, [elided])"),
    ("rsa2048.pkcs8.pem", "SecretKey(RSA 2048, [elided])"),
    ("rsa2048.pkcs1.pem", "SecretKey(RSA 2048, [elided])"),
    ("rsa3072.pkcs8.pem", "SecretKey(RSA 3072, [elided])"),
    ("rsa4096.pkcs8.pem", "SecretKey(RSA 4096, [elided])"),
    ("p256.pkcs8.pem", "SecretKey(EC P-256, [elided])"),
    ("p256.sec1.pem", "SecretKey(EC P-256, [elided])"),
    ("p256.ecparam.pem", "SecretKey(EC P-256, [elided])"),
    ("p256.nopublic.pem", "SecretKey(EC P-256, [elided])"),
    ("p384.pkcs8.pem", "SecretKey(EC P-384, [elided])"),
    ("p521.pkcs8.pem", "SecretKey(EC P-521, [elided])"),
    ("ed25519.pkcs8.pem", "SecretKey(Ed25519, [elided])"),
];

const P256: Oid = oid("1.2.840.10045.3.1.7");
const P384: Oid = oid("1.3.132.0.34");
const EC: Oid = oid("1.2.840.10045.2.1");
const ED25519: Oid = oid("1.3.101.112");
/// RFC 8410 §10.3: version 2, with an attribute and the public half.
const RFC_8410: &str = "-----BEGIN PRIVATE KEY-----
MHICAQEwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
oB8wHQYKKoZIhvcNAQkJFDEPDA1DdXJkbGUgQ2hhaXJzgSEAGb9ECWmEzf6FQbrB
Z9w7lshQhqowtrbLDFw4rXAxZuE=
-----END PRIVATE KEY-----
";

fn der_of(name: &str) -> Vec<u8> {
    let labels = [Label::PrivateKey, Label::RsaPrivateKey, Label::EcPrivateKey];
    pem::decode_one(&fixture(name), &labels, SecretKey::MAX_OCTETS).unwrap().1.to_vec()
}

fn refusal(der: &[u8]) -> KeyError {
    SecretKey::from_der(der).unwrap_err()
}

fn written(body: impl FnOnce(&mut Writer) -> Result<(), EncodeError>) -> Vec<u8> {
    let mut writer = Writer::new();
    writer.sequence(body).unwrap();
    writer.into_octets()
}

/// A PKCS#8 key whose private half is `inner`.
fn pkcs8(version: u32, algorithm: &[Oid], inner: &[u8], public: Option<&[u8]>) -> Vec<u8> {
    written(|fields| {
        fields.small_natural(version)?;
        fields.sequence(|identifier| algorithm.iter().try_for_each(|oid| identifier.oid(oid)))?;
        fields.octet_string(inner)?;
        public.map_or(Ok(()), |public| fields.element(Tag::context(1), &[&[0], public].concat()))
    })
}

fn sec1(version: u32, scalar: &[u8], curve: Option<Oid>, point: Option<&[u8]>) -> Vec<u8> {
    written(|fields| {
        fields.small_natural(version)?;
        fields.octet_string(scalar)?;
        curve.map_or(Ok(()), |curve| fields.nested(Tag::context_constructed(0), |inner| inner.oid(&curve)))?;
        point.map_or(Ok(()), |point| {
            fields.nested(Tag::context_constructed(1), |inner| inner.bit_string_of_octets(point))
        })
    })
}

#[test]
fn reads_every_form_openssl_writes_and_shows_only_the_algorithm() {
    for (name, shown) in READ {
        assert_eq!(format!("{:?}", key(name)), shown, "{name}");
        assert_eq!(format!("{:#?}", SecretKey::from_der(&der_of(name)).unwrap()), shown, "{name}");
    }
}

#[test]
fn writes_pkcs8_as_openssl_does() {
    for name in READ.map(|(name, _)| name).into_iter().filter(|name| name.ends_with(".pkcs8.pem")) {
        assert_eq!(*key(name).secret_pkcs8_der().unwrap(), der_of(name), "{name}");
        assert_eq!(key(name).secret_pkcs8_pem().unwrap().as_bytes(), fixture(name), "{name}");
    }
}

#[test]
fn the_three_forms_of_one_key_are_one_key() {
    let rsa = key("rsa2048.pkcs8.pem").secret_pkcs8_der().unwrap();
    assert_eq!(key("rsa2048.pkcs1.pem").secret_pkcs8_der().unwrap(), rsa);
    let ec = key("p256.pkcs8.pem").secret_pkcs8_der().unwrap();
    assert_eq!(key("p256.sec1.pem").secret_pkcs8_der().unwrap(), ec);
}

#[test]
fn reads_version_2_and_writes_version_1() {
    let ed25519 = SecretKey::from_pem(RFC_8410.as_bytes()).unwrap();
    assert_eq!(ed25519.stated_public_key().unwrap().algorithm(), KeyAlgorithm::Ed25519);
    assert_eq!(ed25519.secret_pkcs8_der().unwrap().len(), 48);
    let point = [&[4][..], &[7; 64]].concat();
    let ec = SecretKey::from_der(&pkcs8(1, &[EC, P256], &sec1(1, &[1; 32], None, None), Some(&point))).unwrap();
    let again = SecretKey::from_der(&ec.secret_pkcs8_der().unwrap()).unwrap();
    assert_eq!(again.stated_public_key().unwrap().key_octets(), point);
}

#[test]
fn states_the_public_half_that_the_file_states() {
    let spki = key("rsa1024.pkcs8.pem").stated_public_key().unwrap();
    assert_eq!(spki.as_spki(), fixture("rsa1024.spki.der"));
    let spki = key("p521.pkcs8.pem").stated_public_key().unwrap();
    assert_eq!(spki.as_spki(), fixture("p521.spki.der"));
    assert_eq!(key("p256.nopublic.pem").stated_public_key(), None);
    assert_eq!(key("ed25519.pkcs8.pem").stated_public_key(), None);
}

#[test]
fn an_encrypted_key_says_that_a_password_is_needed() {
    for name in ["encrypted.pkcs8.pem", "encrypted.pkcs1.pem"] {
        assert_eq!(SecretKey::from_pem(&fixture(name)).unwrap_err(), KeyError::PasswordNeeded, "{name}");
    }
    let error = refusal(&fixture("encrypted.pkcs8.der"));
    assert_eq!(
        error.to_string(),
        "the key is encrypted and a password is needed; decrypt it first, for example with openssl pkey"
    );
}

#[test]
fn what_is_not_held_is_refused_by_name() {
    let sentences = [
        ("rsa2048.multiprime.pem", "the RSA key has more than two primes; make a new key of two"),
        (
            "p256.compressed.pem",
            "the public point of the key is not uncompressed; rewrite it with openssl pkey -ec_conv_form uncompressed",
        ),
        (
            "p256.explicit.pem",
            "the key does not name its curve, as RFC 5480 §2.1.1 asks; rewrite it with openssl pkey -ec_param_enc named_curve",
        ),
        ("secp256k1.pkcs8.pem", "the key is on the curve 1.3.132.0.10; use P-256, P-384 or P-521"),
        (
            "ed448.pkcs8.pem",
            "the key is of algorithm 1.3.101.113; use RSA, an EC key on P-256, P-384 or P-521, or Ed25519",
        ),
    ];
    for (name, sentence) in sentences {
        assert_eq!(SecretKey::from_pem(&fixture(name)).unwrap_err().to_string(), sentence, "{name}");
    }
}

#[test]
fn refuses_more_than_64_kibibytes() {
    let error = KeyError::TooLarge { found: 65537, limit: 65536 };
    assert_eq!(refusal(&[0x30; 65537]), error);
    assert_eq!(error.to_string(), "the key has 65537 octets, more than the limit of 65536");
    let text = SecretKey::from_pem(&[b'-'; 65537]).unwrap_err();
    assert_eq!(text, KeyError::Pem(PemError::TooLarge { found: 65537, limit: 65536 }));
}

#[test]
fn refuses_what_is_no_key() {
    assert_eq!(refusal(&fixture("p521.spki.der")), KeyError::NotAKey);
    assert_eq!(refusal(&[0x30, 0x03, 0x02, 0x01, 0x00]), KeyError::NotAKey);
    assert_eq!(KeyError::NotAKey.to_string(), "the octets are not a private key in PKCS#8, PKCS#1 or SEC 1 form");
    let mut trailing = der_of("ed25519.pkcs8.pem");
    trailing.push(0);
    assert_eq!(refusal(&trailing).to_string(), "expected the end, found 1 more octets at byte 48 of PrivateKey");
    assert_eq!(refusal(b"").to_string(), "expected SEQUENCE, found the end at byte 0 of PrivateKey");
}

#[test]
fn a_block_holds_what_its_label_says() {
    let mislabelled = pem::encode(Label::EcPrivateKey, &der_of("p256.pkcs8.pem"));
    let error = SecretKey::from_pem(mislabelled.as_bytes()).unwrap_err();
    assert_eq!(error.to_string(), "the version of ECPrivateKey is 0, expected 1");
    let certificate = pem::encode(Label::Certificate, &[0x30, 0]);
    let error = SecretKey::from_pem(certificate.as_bytes()).unwrap_err();
    assert_eq!(error.to_string(), "the PEM block is a CERTIFICATE, expected a PRIVATE KEY");
}

#[test]
fn refuses_other_versions() {
    let error = refusal(&pkcs8(2, &[ED25519], &[4, 0], None));
    assert_eq!(error.to_string(), "the version of PrivateKeyInfo is 2, expected 0 or 1");
    let error = refusal(&sec1(300, &[1; 32], Some(P256), None));
    assert_eq!(error, KeyError::Version { structure: "ECPrivateKey", found: 255, expected: "1" });
}

#[test]
fn the_version_says_whether_there_is_a_public_half() {
    let inner = [&[4, 32][..], &[9; 32]].concat();
    for (version, public) in [(0, Some(&[1; 32][..])), (1, None)] {
        let error = refusal(&pkcs8(version, &[ED25519], &inner, public));
        let rule = "a PrivateKeyInfo has version 1 exactly when it states a public key (RFC 5958 §2)";
        assert!(error.to_string().starts_with(rule), "{error}");
    }
}

#[test]
fn a_curve_is_named_once_or_twice_the_same() {
    let inside = sec1(1, &[1; 32], Some(P256), None);
    SecretKey::from_der(&inside).unwrap();
    SecretKey::from_der(&pkcs8(0, &[EC, P256], &inside, None)).unwrap();
    let error = refusal(&pkcs8(0, &[EC, P384], &inside, None));
    assert_eq!(error, KeyError::CurvesDiffer { outer: Curve::P384, inner: Curve::P256 });
    assert_eq!(error.to_string(), "the key names the curve P-384 outside and P-256 inside");
    assert_eq!(refusal(&sec1(1, &[1; 32], None, None)), KeyError::UnnamedCurve);
    assert_eq!(refusal(&pkcs8(0, &[EC], &inside, None)), KeyError::UnnamedCurve);
}

#[test]
fn parts_are_as_long_as_their_algorithm_asks() {
    let error = refusal(&sec1(1, &[1; 31], Some(P256), None));
    assert_eq!(
        error.to_string(),
        "the private scalar of the EC P-256 key has 31 octets, expected 32; rewrite the key with openssl pkey"
    );
    let error = refusal(&sec1(1, &[1; 48], Some(P384), Some(&[4; 65])));
    assert_eq!(
        error.to_string(),
        "the public point of the EC P-384 key has 65 octets, expected 97; rewrite the key with openssl pkey"
    );
    let error = refusal(&pkcs8(0, &[ED25519], &[4, 2, 1, 1], None));
    assert_eq!(
        error.to_string(),
        "the seed of the Ed25519 key has 2 octets, expected 32; rewrite the key with openssl pkey"
    );
}

#[test]
fn two_public_halves_must_agree() {
    let (one, other) = ([&[4][..], &[1; 64]].concat(), [&[4][..], &[2; 64]].concat());
    let inner = sec1(1, &[1; 32], None, Some(&one));
    SecretKey::from_der(&pkcs8(1, &[EC, P256], &inner, Some(&one))).unwrap();
    let error = refusal(&pkcs8(1, &[EC, P256], &inner, Some(&other)));
    assert_eq!(error, KeyError::PublicHalvesDiffer);
    assert_eq!(error.to_string(), "the key states two public halves, and they differ");
}

proptest! {
    #[test]
    fn any_octets_are_read_or_refused(der in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = SecretKey::from_der(&der);
        let _ = SecretKey::from_pem(&der);
    }

    #[test]
    fn a_changed_octet_is_read_or_refused(at in 0_usize..138, octet in any::<u8>()) {
        let mut der = der_of("p256.pkcs8.pem");
        der[at] = octet;
        if let Ok(read) = SecretKey::from_der(&der) {
            prop_assert_eq!(&*read.secret_pkcs8_der().unwrap(), &der);
        }
    }
}
