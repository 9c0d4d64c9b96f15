//! Why possession is not proven, one reason a test, with the sentence the sender gets.

use chancery::{
    crypto::{SecretKey, SignatureAlgorithm},
    encoding::{DecodeErrorKind, Tag},
    request::{CertificationRequest, KeyFloor, Possession, PossessionError, VerifySettings},
};

use crate::fixtures::*;

/// A request of a key with this `SubjectPublicKeyInfo`, under this identifier, with a signature of zeros.
fn unsigned(spki: &[u8], identifier: &[u8]) -> CertificationRequest {
    let info = der(|w| {
        w.sequence(|info| {
            info.small_natural(0)?;
            info.raw(subject().as_der())?;
            info.raw(spki)?;
            info.raw(&[0xa0, 0])
        })
    });
    read(&envelope(&info, identifier, &[0; 64]))
}

#[track_caller]
fn unproven(request: CertificationRequest, possession: Possession, rule: &str, sentence: &str) -> PossessionError {
    let error = request.verify(&PROVIDER).expect_err("possession must not be proven");
    assert_eq!(error.possession(), possession);
    assert_eq!(error.violation().rule().as_str(), rule);
    assert_eq!(error.to_string(), sentence);
    error
}

#[test]
fn refuses_a_request_that_was_changed() {
    let mut der = made(&asking_for([typed(&dns(&["a.example"]))])).as_der().to_vec();
    let place = der.windows(9).position(|window| window == b"a.example").expect("the name");
    *der.get_mut(place).expect("in it") = b'b';
    unproven(
        read(&der),
        Possession::Failed,
        "request.signature.bad",
        "the signature of the request does not hold under the key in it; the request was changed, or signed with another key or in another way than it says, make it again (RFC 2986 §4.2)",
    );
}

#[test]
fn refuses_a_request_signed_with_another_key() {
    let request = unsigned(&ed25519(), SignatureAlgorithm::Ed25519.identifier());
    assert_eq!(request.verify(&PROVIDER).expect_err("zeros"), PossessionError::BadSignature);
}

/// A request of this key with its signature replaced.
fn signed_as(key: &str, change: impl FnOnce(&[u8]) -> Vec<u8>) -> CertificationRequest {
    let file = format!("{}/tests/data/keys/{key}.pkcs8.pem", env!("CARGO_MANIFEST_DIR"));
    let key = SecretKey::from_pem(&std::fs::read(file).expect("a file")).expect("a key");
    let algorithm = SignatureAlgorithm::usual_for(key.algorithm()).expect("a usual one");
    let signer = PROVIDER.keys.signer(&key, algorithm).expect("both providers sign with it");
    let sound = CertificationRequest::sign(&subject(), &asking_for([]), signer.as_ref()).expect("signs");
    let signature = signer.sign(sound.info()).expect("signs");
    read(&envelope(sound.info(), signer.algorithm().identifier(), &change(signature.as_octets())))
}

#[test]
fn tells_a_signature_without_form_from_a_bad_one() {
    let side_by_side = |_: &[u8]| vec![0x11; 64];
    let zeros = |_: &[u8]| b"\x30\x06\x02\x01\x00\x02\x01\x01".to_vec();
    let cut = |signature: &[u8]| signature.iter().skip(1).copied().collect::<Vec<_>>();
    let cases = [
        (
            signed_as("p256", side_by_side),
            "has 64 octets that are no DER SEQUENCE of r and s, two INTEGERs above 0 (RFC 3279 §2.2.3)",
        ),
        (
            signed_as("p256", zeros),
            "has 8 octets that are no DER SEQUENCE of r and s, two INTEGERs above 0 (RFC 3279 §2.2.3)",
        ),
        (
            signed_as("ed25519", cut),
            "has 63 octets, wanted 64 as under Ed25519 (RFC 8017 §8.1.2, §8.2.2, RFC 8032 §5.1.7)",
        ),
        (
            signed_as("rsa2048", cut),
            "has 255 octets, wanted 256 as under RSA 2048 (RFC 8017 §8.1.2, §8.2.2, RFC 8032 §5.1.7)",
        ),
        (
            signed_as("rsa2048", |_| vec![0xff; 256]),
            "is a number not below the modulus of the key, wanted one below it (RFC 8017 §5.2.2)",
        ),
    ];
    for (request, what) in cases {
        let sentence =
            format!("the signature of the request {what}; it was damaged or written in another form, make it again");
        unproven(request, Possession::Failed, "request.signature.malformed", &sentence);
    }
    let bad = signed_as("p256", |_| b"\x30\x06\x02\x01\x01\x02\x01\x01".to_vec());
    assert_eq!(bad.verify(&PROVIDER).expect_err("one and one"), PossessionError::BadSignature);
}

#[test]
fn refuses_a_key_of_small_order_though_its_signature_holds() {
    // The neutral element as the key and in the signature, and 0 for S: it holds for every message.
    let neutral = [&[1][..], &[0; 31]].concat();
    let spki = [b"\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00", &neutral[..]].concat();
    let algorithm = SignatureAlgorithm::Ed25519;
    let info = unsigned(&spki, algorithm.identifier()).info().to_vec();
    let signature = [neutral, vec![0; 32]].concat();
    let request = read(&envelope(&info, algorithm.identifier(), &signature));
    assert_eq!(PROVIDER.verifier.verify(request.public_key(), algorithm, &info, &signature), Ok(()));
    unproven(
        request,
        Possession::Failed,
        "key.ed25519.small-order",
        "the Ed25519 point is of small order, under which anybody signs (RFC 8032 §5.1); make a new key and a request with it",
    );
}

#[test]
fn tells_of_a_point_that_is_none_once() {
    let spki = der(|w| {
        w.sequence(|spki| {
            spki.sequence(|identifier| {
                identifier.oid(&oid_of("1.2.840.10045.2.1"))?;
                identifier.oid(&oid_of("1.2.840.10045.3.1.7"))
            })?;
            spki.bit_string_of_octets(&[&[4][..], &[1; 64]].concat())
        })
    });
    let request = unsigned(&spki, SignatureAlgorithm::EcdsaSha256.identifier());
    let examined = request.examine(&PROVIDER, &KeyFloor::BASELINE, &VerifySettings::DEFAULT);
    let rules: Vec<_> = examined.violations.iter().map(|violation| violation.rule().as_str()).collect();
    assert_eq!(rules, ["key.point.not-on-curve"]);
}

#[test]
fn refuses_an_algorithm_that_does_not_fit_the_key() {
    unproven(
        unsigned(&ed25519(), SignatureAlgorithm::EcdsaSha256.identifier()),
        Possession::Failed,
        "request.signature.does-not-fit",
        "no ecdsa-with-SHA256 signature is made with Ed25519; sign the request with the key it carries, for example as Ed25519 (RFC 2986 §4.2)",
    );
}

#[test]
fn does_not_say_of_an_unknown_kind_of_key_what_it_cannot_sign() {
    // id-ea-rsa (X.509), an RSA key by another name.
    let spki = der(|w| {
        w.sequence(|spki| {
            spki.sequence(|identifier| identifier.oid(&oid_of("2.5.8.1.1")))?;
            spki.bit_string_of_octets(&[0; 8])
        })
    });
    unproven(
        unsigned(&spki, SignatureAlgorithm::RsaPkcs1Sha256.identifier()),
        Possession::NotCheckable,
        "request.signature.not-checkable",
        "this provider cannot check sha256WithRSAEncryption under key algorithm 2.5.8.1.1; use RSA, P-256, P-384 or Ed25519",
    );
}

#[test]
fn refuses_sha_1_by_name() {
    let sha1 = b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x05\x05\x00";
    let error = unproven(
        unsigned(&ed25519(), sha1),
        Possession::NotCheckable,
        "request.signature.weak-hash",
        "sha1WithRSAEncryption is refused: SHA-1 no longer stops a forger; sign again with SHA-256 or better",
    );
    assert_eq!(
        error.violation().message(),
        "signatureAlgorithm is sha1WithRSAEncryption; permitted is RSA, ECDSA or Ed25519 with SHA-256 or better, made with the key in the request (Baseline Requirements §7.1.3.2)"
    );
}

#[test]
fn refuses_parameters_that_do_not_belong_to_the_algorithm() {
    unproven(
        unsigned(&ed25519(), b"\x30\x07\x06\x03\x2b\x65\x70\x05\x00"),
        Possession::NotCheckable,
        "request.signature.parameters",
        "the parameters of Ed25519 are not those its standard fixes (absent)",
    );
}

/// `id-RSASSA-PSS` with SHA-256 for the message, MGF1 with this hash, and these fields after them.
fn pss(mask_hash: u8, rest: &[u8]) -> Vec<u8> {
    let sha2 = |last| [b"\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02", &[last, 5, 0][..]].concat();
    let mask = [b"\x30\x1a\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x08", &sha2(mask_hash)[..]].concat();
    der(|w| {
        w.sequence(|identifier| {
            identifier.oid(&oid_of("1.2.840.113549.1.1.10"))?;
            identifier.sequence(|fields| {
                fields.element(Tag::context_constructed(0), &sha2(1))?;
                fields.element(Tag::context_constructed(1), &mask)?;
                fields.raw(rest)
            })
        })
    })
}

#[test]
fn refuses_rsassa_pss_of_another_kind_by_its_field() {
    let cases: [(Vec<u8>, &str, &str, &str); 3] = [
        (
            pss(1, b"\xa2\x04\x02\x02\x00\xde"),
            "request.signature.pss.salt",
            "the salt of RSASSA-PSS has 222 octets, wanted 32 as the digest has (Baseline Requirements §7.1.3.2.1)",
            "signatureAlgorithm.parameters.saltLength is 222; permitted is 32 (openssl: -sigopt rsa_pss_saltlen:digest)",
        ),
        (
            pss(3, b"\xa2\x03\x02\x01\x20"),
            "request.signature.pss.mask",
            "the mask generation of RSASSA-PSS is MGF1 with SHA-512, wanted MGF1 with SHA-256 as for the message (Baseline Requirements §7.1.3.2.1)",
            "signatureAlgorithm.parameters.maskGenAlgorithm is MGF1 with SHA-512; permitted is MGF1 with SHA-256",
        ),
        (
            pss(1, b"\xa2\x03\x02\x01\x20\xa3\x03\x02\x01\x02"),
            "request.signature.pss.trailer",
            "the trailer field of RSASSA-PSS is 2, wanted 1 (RFC 4055 §3.1)",
            "signatureAlgorithm.parameters.trailerField is 2; permitted is 1",
        ),
    ];
    for (identifier, rule, sentence, message) in cases {
        let sentence = format!("{sentence}; sign again with one hash throughout and a salt of its length");
        let error = unproven(unsigned(&ed25519(), &identifier), Possession::NotCheckable, rule, &sentence);
        let clause = "RFC 4055 §3.1, Baseline Requirements §7.1.3.2.1";
        assert_eq!(error.violation().message(), format!("{message} ({clause})"));
    }
}

#[test]
fn refuses_the_defaults_of_rsassa_pss_as_sha_1() {
    unproven(
        unsigned(&ed25519(), b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a\x30\x00"),
        Possession::NotCheckable,
        "request.signature.weak-hash",
        "RSASSA-PSS is refused: SHA-1 no longer stops a forger; sign again with SHA-256 or better",
    );
}

#[test]
fn refuses_rsassa_pss_without_parameters() {
    unproven(
        unsigned(&ed25519(), b"\x30\x0b\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a"),
        Possession::NotCheckable,
        "request.signature.parameters",
        "the parameters of RSASSA-PSS are not those its standard fixes (RSASSA-PSS-params)",
    );
}

#[test]
fn refuses_rsassa_pss_of_a_key_that_is_not_rsa() {
    unproven(
        unsigned(&ed25519(), SignatureAlgorithm::RsaPssSha384.identifier()),
        Possession::Failed,
        "request.signature.does-not-fit",
        "no RSASSA-PSS with SHA-384 signature is made with Ed25519; sign the request with the key it carries, for example as Ed25519 (RFC 2986 §4.2)",
    );
}

#[test]
fn cannot_read_parameters_of_rsassa_pss_that_are_not_der() {
    let info = unsigned(&ed25519(), SignatureAlgorithm::RsaPssSha256.identifier()).info().to_vec();
    let whole = |identifier: &[u8]| envelope(&info, identifier, &[0; 64]);
    let field = b"\xa3\x03\x02\x01\x01";
    let der = whole(&pss(1, &[b"\xa2\x03\x02\x01\x20", &field[..]].concat()));
    let trailer = unreadable(&der);
    assert_eq!((trailer.kind(), trailer.within()), (DecodeErrorKind::DefaultEncoded, "trailerField"));
    // The INTEGER within the field, counted from the start of the request.
    assert_eq!(der.windows(5).position(|octets| octets == field).map(|place| place + 2), Some(trailer.position()));
    let null = unreadable(&whole(b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a\x05\x00"));
    assert_eq!(null.within(), "AlgorithmIdentifier");
}

#[test]
fn refuses_an_unknown_algorithm_by_its_identifier() {
    unproven(
        unsigned(&ed25519(), b"\x30\x05\x06\x03\x2b\x65\x71"),
        Possession::NotCheckable,
        "request.signature.unknown-algorithm",
        "signature algorithm 1.3.101.113 is not one this library checks; use RSA or ECDSA with SHA-256, SHA-384 or SHA-512, or Ed25519",
    );
}

#[test]
fn calls_a_signature_nobody_checked_not_checkable() {
    let secp256k1 = der(|w| {
        w.sequence(|spki| {
            spki.sequence(|identifier| {
                identifier.oid(&oid_of("1.2.840.10045.2.1"))?;
                identifier.oid(&oid_of("1.3.132.0.10"))
            })?;
            spki.bit_string_of_octets(&[4; 65])
        })
    });
    unproven(
        unsigned(&secp256k1, SignatureAlgorithm::EcdsaSha256.identifier()),
        Possession::NotCheckable,
        "request.signature.not-checkable",
        "this provider cannot check ecdsa-with-SHA256 under EC curve 1.3.132.0.10; use RSA, P-256, P-384 or Ed25519",
    );
}

#[test]
fn verifies_over_the_received_octets_of_an_unsorted_set() {
    let mut attributes = [attribute("2.999.2", &[NULL]), attribute("2.999.1", &[NULL])];
    assert!(read(&with_attributes(&attributes)).verify(&PROVIDER).is_ok());
    attributes.reverse();
    assert!(read(&with_attributes(&attributes)).verify(&PROVIDER).is_ok());
}
