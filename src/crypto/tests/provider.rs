//! One suite, run for each provider: what it does, and what it says of what it does not do.

use super::{fixture, key};
use crate::{
    crypto::{
        Curve, Hash, KeyAlgorithm, Provider, ProviderError, PssFault, PssRestriction, PublicKey, Remedy, SecretKey,
        SignatureAlgorithm as Algorithm, VerifyError, public_key::subject_public_key_info,
    },
    encoding::{Tag, Writer, oid},
};

/// Runs each claim under the name of each provider.
macro_rules! for_each_provider {
    ($($claim:ident),* $(,)?) => {
        #[cfg(feature = "ring")]
        mod ring {
            $(#[test] fn $claim() { super::$claim(&crate::crypto::ring::PROVIDER); })*
        }
        #[cfg(feature = "aws-lc-rs")]
        mod aws_lc_rs {
            $(#[test] fn $claim() { super::$claim(&crate::crypto::aws_lc_rs::PROVIDER); })*
        }
    };
}

for_each_provider!(
    makes_keys_that_sign_and_round_trip,
    signs_with_every_key_openssl_makes,
    no_changed_signature_holds,
    another_message_or_key_is_a_bad_signature,
    checks_rsa_from_1024_bits,
    checks_rsassa_pss_under_the_keys_it_fits,
    what_is_out_of_range_is_not_checked,
    an_algorithm_of_another_key_is_not_checked,
    says_what_it_does_not_sign,
    says_what_keys_it_does_not_make,
    refuses_halves_that_do_not_belong_together,
    digests_and_authenticates_as_published,
    derives_as_published,
    draws_octets,
);

const MESSAGE: &[u8] = b"a message";

fn not_checkable(result: Result<(), VerifyError>) -> Remedy {
    match result {
        Err(VerifyError::NotCheckable { remedy, .. }) => remedy,
        other => panic!("{other:?}"),
    }
}

/// An RSA key of these numbers.
fn rsa(modulus: &[u8], exponent: &[u8]) -> PublicKey {
    let mut writer = Writer::new();
    let written = writer.sequence(|fields| {
        fields.natural(modulus)?;
        fields.natural(exponent)
    });
    written.unwrap();
    let spki = subject_public_key_info(KeyAlgorithm::Rsa { bits: 0 }, writer.octets()).unwrap();
    PublicKey::from_der(&spki).unwrap()
}

fn sign_and_verify(provider: &Provider, key: &SecretKey, algorithm: Algorithm) {
    let signer = provider.keys.signer(key, algorithm).unwrap_or_else(|error| panic!("{key:?} {algorithm}: {error:?}"));
    assert_eq!((signer.algorithm(), signer.public_key().algorithm()), (algorithm, key.algorithm()));
    let signature = signer.sign(MESSAGE).unwrap();
    provider.verifier.verify(signer.public_key(), algorithm, MESSAGE, signature.as_octets()).unwrap();
    if let Some(stated) = key.stated_public_key() {
        assert_eq!(*signer.public_key(), stated);
    }
}

fn makes_keys_that_sign_and_round_trip(provider: &Provider) {
    let made = [
        (KeyAlgorithm::Ec(Curve::P256), Algorithm::EcdsaSha256),
        (KeyAlgorithm::Ec(Curve::P384), Algorithm::EcdsaSha384),
        (KeyAlgorithm::Ed25519, Algorithm::Ed25519),
    ];
    for (kind, algorithm) in made {
        let key = provider.keys.generate(kind).unwrap();
        assert_eq!(key.algorithm(), kind);
        assert!(key.stated_public_key().is_some(), "{kind}");
        sign_and_verify(provider, &key, algorithm);
        let der = key.secret_pkcs8_der().unwrap();
        let again = SecretKey::from_pem(key.secret_pkcs8_pem().unwrap().as_bytes()).unwrap();
        assert_eq!(*again.secret_pkcs8_der().unwrap(), *der);
        sign_and_verify(provider, &again, algorithm);
    }
}

fn signs_with_every_key_openssl_makes(provider: &Provider) {
    for name in ["rsa2048.pkcs8.pem", "rsa2048.pkcs1.pem", "rsa3072.pkcs8.pem", "rsa4096.pkcs8.pem"] {
        let rsa = key(name);
        for algorithm in Algorithm::ALL.into_iter().filter(|algorithm| algorithm.fits(rsa.algorithm())) {
            sign_and_verify(provider, &rsa, algorithm);
        }
    }
    for name in ["p256.pkcs8.pem", "p256.sec1.pem", "p256.ecparam.pem"] {
        sign_and_verify(provider, &key(name), Algorithm::EcdsaSha256);
    }
    sign_and_verify(provider, &key("p384.pkcs8.pem"), Algorithm::EcdsaSha384);
    sign_and_verify(provider, &key("ed25519.pkcs8.pem"), Algorithm::Ed25519);
}

fn no_changed_signature_holds(provider: &Provider) {
    let signer = provider.keys.signer(&key("p256.pkcs8.pem"), Algorithm::EcdsaSha256).unwrap();
    let signature = signer.sign(MESSAGE).unwrap();
    for at in 0..signature.as_octets().len() {
        for change in [0x01, 0x80, 0xff] {
            let mut changed = signature.as_octets().to_vec();
            changed[at] ^= change;
            let result = provider.verifier.verify(signer.public_key(), Algorithm::EcdsaSha256, MESSAGE, &changed);
            assert_eq!(result, Err(VerifyError::BadSignature), "octet {at}");
        }
    }
}

fn another_message_or_key_is_a_bad_signature(provider: &Provider) {
    let cases = [
        ("rsa2048.pkcs8.pem", Algorithm::RsaPkcs1Sha256),
        ("rsa2048.pkcs8.pem", Algorithm::RsaPssSha256),
        ("p256.pkcs8.pem", Algorithm::EcdsaSha256),
        ("ed25519.pkcs8.pem", Algorithm::Ed25519),
    ];
    for (name, algorithm) in cases {
        let signer = provider.keys.signer(&key(name), algorithm).unwrap();
        let signature = signer.sign(MESSAGE).unwrap();
        let verify = |message: &[u8], signature: &[u8]| {
            provider.verifier.verify(signer.public_key(), algorithm, message, signature)
        };
        assert_eq!(verify(b"another message", signature.as_octets()), Err(VerifyError::BadSignature), "{name}");
        assert_eq!(verify(MESSAGE, b""), Err(VerifyError::BadSignature), "{name}");
    }
    let signature =
        provider.keys.signer(&key("p256.pkcs8.pem"), Algorithm::EcdsaSha256).unwrap().sign(MESSAGE).unwrap();
    let other = key("p256.ecparam.pem").stated_public_key().unwrap();
    let error = provider.verifier.verify(&other, Algorithm::EcdsaSha256, MESSAGE, signature.as_octets()).unwrap_err();
    assert_eq!(error.to_string(), "the signature does not hold under this key");
}

fn checks_rsa_from_1024_bits(provider: &Provider) {
    let short = PublicKey::from_der(&fixture("rsa1024.spki.der")).unwrap();
    let verify = |algorithm, name| provider.verifier.verify(&short, algorithm, MESSAGE, &fixture(name));
    verify(Algorithm::RsaPkcs1Sha256, "rsa1024.sha256.sig").unwrap();
    verify(Algorithm::RsaPkcs1Sha512, "rsa1024.sha512.sig").unwrap();
    assert_eq!(verify(Algorithm::RsaPkcs1Sha256, "rsa1024.sha512.sig"), Err(VerifyError::BadSignature));
    let error = verify(Algorithm::RsaPkcs1Sha384, "rsa1024.sha384.sig").unwrap_err();
    assert_eq!(
        error.to_string(),
        "this provider cannot check sha384WithRSAEncryption under RSA 1024; use a key of 2048 bits or more"
    );
}

fn checks_rsassa_pss_under_the_keys_it_fits(provider: &Provider) {
    let secret = key("rsa2048.pkcs8.pem");
    let signer = provider.keys.signer(&secret, Algorithm::RsaPssSha384).unwrap();
    let (signature, octets) = (signer.sign(MESSAGE).unwrap(), signer.public_key().key_octets());
    let under = |restriction, algorithm| {
        let spki = subject_public_key_info(KeyAlgorithm::RsaPss { bits: 2048, restriction }, octets).unwrap();
        provider.verifier.verify(&PublicKey::from_der(&spki).unwrap(), algorithm, MESSAGE, signature.as_octets())
    };
    let bound = |hash| PssRestriction::Bound { hash, least_salt: 20 };
    assert_eq!(under(PssRestriction::Unrestricted, Algorithm::RsaPssSha384), Ok(()));
    assert_eq!(under(bound(Hash::Sha384), Algorithm::RsaPssSha384), Ok(()));
    // Another hash, or another padding, is another signature.
    assert_eq!(under(PssRestriction::Unrestricted, Algorithm::RsaPssSha256), Err(VerifyError::BadSignature));
    let verifier = provider.verifier;
    let pkcs1 = verifier.verify(signer.public_key(), Algorithm::RsaPkcs1Sha384, MESSAGE, signature.as_octets());
    assert_eq!(pkcs1, Err(VerifyError::BadSignature));
    // What does not fit, nobody looks at.
    assert_eq!(
        under(bound(Hash::Sha256), Algorithm::RsaPssSha384).unwrap_err().to_string(),
        "this provider cannot check RSASSA-PSS with SHA-384 under RSASSA-PSS 2048 bound to SHA-256; name a signature \
         algorithm that keys of this kind make"
    );
    let unsupported = PssRestriction::Unsupported(PssFault::Trailer { found: 2 });
    assert_eq!(not_checkable(under(unsupported, Algorithm::RsaPssSha384)), Remedy::UseAnotherAlgorithm);
    let misfit = under(PssRestriction::Unrestricted, Algorithm::RsaPkcs1Sha384);
    assert_eq!(not_checkable(misfit), Remedy::UseAFittingAlgorithm);
    let short = PublicKey::from_der(&fixture("rsa1024.spki.der")).unwrap();
    let result = verifier.verify(&short, Algorithm::RsaPssSha256, MESSAGE, signature.as_octets());
    assert_eq!(not_checkable(result), Remedy::UseALongerKey);
}

fn what_is_out_of_range_is_not_checked(provider: &Provider) {
    let genuine = key("rsa2048.pkcs8.pem").stated_public_key().unwrap();
    let modulus = genuine.rsa_modulus().unwrap();
    let mut even = modulus.to_vec();
    even[255] &= 0xfe;
    let cases: [(&[u8], &[u8], Remedy); 13] = [
        (&[0xff; 127], &[1, 0, 1], Remedy::UseALongerKey),
        (&[0], &[1, 0, 1], Remedy::UseALongerKey),
        (&[0xff; 1025], &[1, 0, 1], Remedy::UseAShorterKey),
        (&even, &[1, 0, 1], Remedy::MakeANewKey),
        (modulus, &[0], Remedy::UseExponent65537),
        (modulus, &[1], Remedy::UseExponent65537),
        (modulus, &[2], Remedy::UseExponent65537),
        (modulus, &[4], Remedy::UseExponent65537),
        (modulus, &[1, 0, 0], Remedy::UseExponent65537),
        (modulus, &[2, 0, 0, 0, 1], Remedy::UseExponent65537),
        (modulus, &[1, 0, 0, 0, 0], Remedy::UseExponent65537),
        (modulus, &[1, 0, 0, 0, 0, 1], Remedy::UseExponent65537),
        (modulus, modulus, Remedy::UseExponent65537),
    ];
    for (modulus, exponent, remedy) in cases {
        let result = provider.verifier.verify(&rsa(modulus, exponent), Algorithm::RsaPkcs1Sha256, MESSAGE, &[0; 256]);
        assert_eq!(not_checkable(result), remedy, "{} {exponent:?}", modulus.len());
    }
    // What is in range is looked at, however odd it is.
    for exponent in [&[3][..], &[5], &[1, 0xff, 0xff, 0xff, 0xff]] {
        let result = provider.verifier.verify(&rsa(modulus, exponent), Algorithm::RsaPkcs1Sha256, MESSAGE, &[0; 256]);
        assert_eq!(result, Err(VerifyError::BadSignature));
    }
}

fn an_algorithm_of_another_key_is_not_checked(provider: &Provider) {
    let ec = key("p256.pkcs8.pem").stated_public_key().unwrap();
    let result = provider.verifier.verify(&ec, Algorithm::RsaPkcs1Sha256, MESSAGE, b"");
    assert_eq!(
        result.unwrap_err().to_string(),
        "this provider cannot check sha256WithRSAEncryption under EC P-256; name a signature algorithm that keys of this \
         kind make"
    );
    for unknown in [KeyAlgorithm::Ec(Curve::Other(oid("1.3.132.0.10"))), KeyAlgorithm::Other(oid("1.3.101.113"))] {
        let spki = subject_public_key_info(unknown, &[4; 65]).unwrap();
        let result =
            provider.verifier.verify(&PublicKey::from_der(&spki).unwrap(), Algorithm::EcdsaSha256, MESSAGE, b"");
        assert_eq!(not_checkable(result), Remedy::UseAnotherAlgorithm);
    }
}

fn says_what_it_does_not_sign(provider: &Provider) {
    let cases = [
        ("rsa1024.pkcs8.pem", Algorithm::RsaPkcs1Sha256, Remedy::UseALongerKey),
        ("rsa1024.pkcs8.pem", Algorithm::RsaPssSha256, Remedy::UseALongerKey),
        ("p521.pkcs8.pem", Algorithm::EcdsaSha512, Remedy::UseAnotherAlgorithm),
        ("p256.pkcs8.pem", Algorithm::EcdsaSha384, Remedy::UseTheHashOfTheCurve),
        ("p384.pkcs8.pem", Algorithm::EcdsaSha256, Remedy::UseTheHashOfTheCurve),
    ];
    for (name, algorithm, expected) in cases {
        match provider.keys.signer(&key(name), algorithm) {
            Err(ProviderError::NoSigning { remedy, .. }) => assert_eq!(remedy, expected, "{name}"),
            other => panic!("{name}: {other:?}"),
        }
    }
    let error = provider.keys.signer(&key("ed25519.pkcs8.pem"), Algorithm::EcdsaSha256).unwrap_err();
    assert_eq!(error.to_string(), "Ed25519 keys do not make ecdsa-with-SHA256 signatures");
}

fn says_what_keys_it_does_not_make(provider: &Provider) {
    let cases = [
        (
            KeyAlgorithm::Rsa { bits: 1024 },
            "this provider makes no RSA 1024 keys; use a key of 2048, 3072 or 4096 bits",
        ),
        (
            KeyAlgorithm::RsaPss { bits: 2048, restriction: PssRestriction::Unrestricted },
            "this provider makes no RSASSA-PSS 2048 keys; use RSA, P-256, P-384 or Ed25519",
        ),
        (KeyAlgorithm::Ec(Curve::P521), "this provider makes no EC P-521 keys; use RSA, P-256, P-384 or Ed25519"),
    ];
    for (kind, sentence) in cases {
        assert_eq!(provider.keys.generate(kind).unwrap_err().to_string(), sentence);
    }
}

fn refuses_halves_that_do_not_belong_together(provider: &Provider) {
    let public = key("p256.ecparam.pem").stated_public_key().unwrap();
    let mut der = key("p256.pkcs8.pem").secret_pkcs8_der().unwrap().to_vec();
    let start = der.len() - 65;
    der[start..].copy_from_slice(public.key_octets());
    let mixed = SecretKey::from_der(&der).unwrap();
    let error = provider.keys.signer(&mixed, Algorithm::EcdsaSha256).unwrap_err();
    assert!(matches!(error, ProviderError::KeyRefused { .. }), "{error:?}");
    assert_eq!(error.to_string(), "the provider refuses the EC P-256 key");

    let seed = key("ed25519.pkcs8.pem").secret_pkcs8_der().unwrap();
    let mut writer = Writer::new();
    let written = writer.sequence(|fields| {
        fields.small_natural(1)?;
        fields.raw(&seed[5..])?;
        fields.element(Tag::context(1), &[0; 33])
    });
    written.unwrap();
    let mixed = SecretKey::from_der(writer.octets()).unwrap();
    let error = provider.keys.signer(&mixed, Algorithm::Ed25519).unwrap_err();
    assert!(matches!(error, ProviderError::KeyRefused { .. }), "{error:?}");
}

fn hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}

/// FIPS 180-4 on `abc`, RFC 4231 §4.3.
fn digests_and_authenticates_as_published(provider: &Provider) {
    let starts = [
        (Hash::Sha1ForIdentifiers, 20, "a9993e364706816aba3e25717850c26c9cd0d89d"),
        (Hash::Sha256, 32, "ba7816bf8f01cfea414140de5dae2223b00361a3"),
        (Hash::Sha384, 48, "cb00753f45a35e8bb5a03d699ac65007272c32ab"),
        (Hash::Sha512, 64, "ddaf35a193617abacc417349ae20413112e6fa4e"),
    ];
    for (hash, length, start) in starts {
        let whole = provider.digest.digest(hash, b"abc");
        assert_eq!((whole.len(), hex(&whole[..20]).as_str()), (length, start));
        let mut parts = provider.digest.begin(hash);
        parts.update(b"a");
        parts.update(b"bc");
        assert_eq!(parts.finish(), whole);
    }
    let tag = provider.kdf.hmac(Hash::Sha256, b"Jefe", b"what do ya want for nothing?");
    assert_eq!(hex(&tag), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

/// RFC 6070.
fn derives_as_published(provider: &Provider) {
    let mut out = [0; 20];
    provider.kdf.pbkdf2(Hash::Sha1ForIdentifiers, b"password", b"salt", 2, &mut out).unwrap();
    assert_eq!(hex(&out), "ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957");
    let none = provider.kdf.pbkdf2(Hash::Sha256, b"password", b"salt", 0, &mut out).unwrap_err();
    let sentence = "the parameters of the key derivation are outside what the function takes";
    assert_eq!(none.to_string(), sentence);
    let empty = provider.kdf.pbkdf2(Hash::Sha256, b"password", b"salt", 1, &mut []).unwrap_err();
    assert_eq!(empty.to_string(), sentence);
}

fn draws_octets(provider: &Provider) {
    let (mut one, mut other) = ([0; 32], [0; 32]);
    provider.random.fill(&mut one).unwrap();
    provider.random.fill(&mut other).unwrap();
    assert_ne!(one, other);
    provider.random.fill(&mut []).unwrap();
}

#[cfg(feature = "ring")]
#[test]
fn ring_names_the_provider_that_has_what_it_lacks() {
    let provider = &crate::crypto::ring::PROVIDER;
    let error = provider.keys.generate(KeyAlgorithm::Rsa { bits: 3072 }).unwrap_err();
    assert_eq!(error.to_string(), "this provider makes no RSA 3072 keys; use the provider aws_lc_rs::PROVIDER");
    let p521 = PublicKey::from_der(&fixture("p521.spki.der")).unwrap();
    let p256 = key("p256.pkcs8.pem").stated_public_key().unwrap();
    for (key, algorithm) in
        [(&p521, Algorithm::EcdsaSha256), (&p521, Algorithm::EcdsaSha512), (&p256, Algorithm::EcdsaSha512)]
    {
        let result = provider.verifier.verify(key, algorithm, MESSAGE, &fixture("p521.sha512.sig"));
        assert_eq!(not_checkable(result), Remedy::UseAwsLcRs);
    }
    let error = provider.keys.signer(&key("p256.nopublic.pem"), Algorithm::EcdsaSha256).unwrap_err();
    assert_eq!(
        error.to_string(),
        "this provider cannot sign ecdsa-with-SHA256 with EC P-256; write the key as PKCS#8 with its public half, for \
         example with openssl pkey"
    );
    let signer = provider.keys.signer(&key("p256.pkcs8.pem"), Algorithm::EcdsaSha256).unwrap();
    assert!(signer.as_digest_signer().is_none());
}

#[cfg(feature = "aws-lc-rs")]
#[test]
fn aws_lc_rs_makes_rsa_keys_and_checks_p521() {
    let provider = &crate::crypto::aws_lc_rs::PROVIDER;
    let rsa = provider.keys.generate(KeyAlgorithm::Rsa { bits: 2048 }).unwrap();
    assert_eq!(rsa.algorithm(), KeyAlgorithm::Rsa { bits: 2048 });
    sign_and_verify(provider, &rsa, Algorithm::RsaPkcs1Sha256);
    let p521 = PublicKey::from_der(&fixture("p521.spki.der")).unwrap();
    for (algorithm, name) in [
        (Algorithm::EcdsaSha256, "p521.sha256.sig"),
        (Algorithm::EcdsaSha384, "p521.sha384.sig"),
        (Algorithm::EcdsaSha512, "p521.sha512.sig"),
    ] {
        provider.verifier.verify(&p521, algorithm, MESSAGE, &fixture(name)).unwrap();
        let result = provider.verifier.verify(&p521, algorithm, b"another message", &fixture(name));
        assert_eq!(result, Err(VerifyError::BadSignature));
    }
    let computed = provider.keys.signer(&key("p256.nopublic.pem"), Algorithm::EcdsaSha256).unwrap();
    assert_eq!(*computed.public_key(), key("p256.pkcs8.pem").stated_public_key().unwrap());
}

#[cfg(feature = "aws-lc-rs")]
#[test]
fn aws_lc_rs_signs_digests() {
    let provider = &crate::crypto::aws_lc_rs::PROVIDER;
    let cases = [
        ("rsa2048.pkcs8.pem", Algorithm::RsaPkcs1Sha512),
        ("rsa2048.pkcs8.pem", Algorithm::RsaPssSha384),
        ("p256.pkcs8.pem", Algorithm::EcdsaSha256),
        ("p384.pkcs8.pem", Algorithm::EcdsaSha384),
    ];
    for (name, algorithm) in cases {
        let signer = provider.keys.signer(&key(name), algorithm).unwrap();
        let digests = signer.as_digest_signer().unwrap();
        let digest = provider.digest.digest(algorithm.hash().unwrap(), MESSAGE);
        let signature = digests.sign_digest(&digest).unwrap();
        provider.verifier.verify(signer.public_key(), algorithm, MESSAGE, signature.as_octets()).unwrap();
        let short = digests.sign_digest(b"not a digest").unwrap_err();
        assert!(matches!(short, crate::crypto::SignError::Backend(_)));
    }
    let ed25519 = provider.keys.signer(&key("ed25519.pkcs8.pem"), Algorithm::Ed25519).unwrap();
    assert!(ed25519.as_digest_signer().is_none());
}
