//! Certificates as they are read: strictly, whole, and kept as they came.
//!
//! Made by `common/forge.rs`, each with one thing wrong, and other people's broken ones from the corpora, which are looked
//! for as in `tests/issuer/corpora.rs` and skipped by name. RFC 5280 §4.1.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use chancery::{
    crypto::SignatureAlgorithm,
    encoding::{
        Reader, Tag, Writer,
        pem::{self, Label},
    },
    x509::{
        AttributeType, Certificate, TbsCertificate,
        extension::{BasicConstraints, Criticality, KeyUsage, SubjectAltName, oid},
    },
};
use proptest::prelude::*;

use super::{
    ca::{self, name, provider, signer},
    forge::{Forgery, basic_constraints, opaque},
};

fn forgery() -> Forgery {
    Forgery::authority(signer(provider(), "ed25519"))
}

#[track_caller]
fn refusal(der: &[u8]) -> String {
    Certificate::from_der(der).unwrap_err().to_string()
}

#[test]
fn says_what_its_fields_say() {
    let forgery = forgery();
    let certificate = forgery.certificate();
    assert_eq!(certificate.as_der(), forgery.signed());
    assert_eq!(certificate.to_be_signed(), forgery.tbs());
    assert_eq!(certificate.serial_number().as_octets(), [1]);
    assert_eq!(certificate.subject().as_der(), forgery.subject);
    assert_eq!(certificate.issuer(), certificate.subject());
    assert!(certificate.is_self_issued());
    assert_eq!(certificate.public_key(), &forgery.key);
    assert_eq!(certificate.extensions().iter().count(), 3);
    assert_eq!(certificate.typed::<BasicConstraints>().unwrap(), Some(BasicConstraints::Authority { path_len: None }));
    assert_eq!(certificate.typed::<SubjectAltName>().unwrap(), None);
    certificate.verify_signature(&forgery.key, provider().verifier).unwrap();
}

#[test]
fn is_the_same_after_a_way_through_pem() {
    let certificate = forgery().certificate();
    let text = certificate.to_pem();
    assert!(text.starts_with("-----BEGIN CERTIFICATE-----\n"), "{text}");
    assert_eq!(Certificate::from_pem(text.as_bytes()).unwrap(), certificate);
    assert_eq!(certificate.to_pki_types().as_ref(), certificate.as_der());
    let wrong = pem::encode(Label::CertificateRequest, certificate.as_der());
    assert!(Certificate::from_pem(wrong.as_bytes()).is_err());
}

#[test]
fn refuses_two_different_algorithms() {
    let mut forgery = forgery();
    let mut writer = Writer::new();
    SignatureAlgorithm::EcdsaSha256.encode(&mut writer).unwrap();
    forgery.outer_algorithm = Some(writer.into_octets());
    assert_eq!(
        refusal(&forgery.signed()),
        "signatureAlgorithm and tbsCertificate.signature differ at byte 0 of Certificate"
    );
}

#[test]
fn refuses_another_version() {
    for (version, shown) in [(None, 0), (Some(1), 1), (Some(3), 3)] {
        let mut forgery = forgery();
        forgery.version = version;
        assert!(
            refusal(&forgery.signed()).starts_with(&format!("the version is {shown}, expected 2 at byte ")),
            "{version:?}"
        );
    }
}

#[test]
fn refuses_an_extension_twice() {
    let refusal = refusal(&forgery().and(basic_constraints(None)).signed());
    assert!(refusal.starts_with("2.5.29.19 occurs more than once at byte "), "{refusal}");
}

#[test]
fn takes_a_certificate_without_extensions_which_makes_no_issuer() {
    let mut forgery = forgery();
    (forgery.version, forgery.extensions) = (Some(2), Vec::new());
    let tbs = forgery.tbs();
    // Cut the empty list off: `[3] { SEQUENCE {} }` is four octets, and the outer length one octet of its own.
    let cut =
        super::forge::der(|writer| writer.sequence(|fields| fields.raw(&tbs[tbs.len() - body(&tbs)..tbs.len() - 4])));
    let read = TbsCertificate::from_der(&cut).unwrap();
    assert!(read.extensions().is_empty());
}

/// How many octets the content of an element has.
fn body(element: &[u8]) -> usize {
    Reader::new(element, "TBSCertificate").read(Tag::SEQUENCE).unwrap().len()
}

#[test]
fn refuses_an_empty_list_of_extensions() {
    let refusal = refusal(&forgery().with_extensions([]).signed());
    assert!(refusal.starts_with("there must be at least one element at byte "), "{refusal}");
}

#[test]
fn refuses_more_extensions_than_any_certificate_has() {
    let many = |count: usize| {
        let list: Vec<_> =
            (0..count).map(|index| opaque(&format!("2.999.{index}"), Criticality::NonCritical, b"\x05\x00")).collect();
        forgery().with_extensions(list).signed()
    };
    assert!(Certificate::from_der(&many(TbsCertificate::MAX_EXTENSIONS)).is_ok());
    let refusal = refusal(&many(TbsCertificate::MAX_EXTENSIONS + 1));
    assert!(refusal.starts_with("found more than the limit of 64 elements at byte "), "{refusal}");
}

#[test]
fn refuses_octets_after_its_end() {
    let mut der = forgery().signed();
    let end = der.len();
    der.extend([0, 0]);
    assert_eq!(refusal(&der), format!("expected the end, found 2 more octets at byte {end} of Certificate"));
}

#[test]
fn refuses_every_certificate_that_is_cut_off() {
    let der = forgery().signed();
    for length in 0..der.len() {
        assert!(Certificate::from_der(&der[..length]).is_err(), "the first {length} octets");
    }
}

#[test]
fn refuses_more_octets_than_any_certificate_has() {
    let der = vec![0x30; Certificate::MAX_OCTETS + 1];
    assert_eq!(refusal(&der), "found 65537 octets, more than the limit of 65536 at byte 0 of Certificate");
}

#[test]
fn refuses_a_boolean_that_spells_out_its_default() {
    let spelled = super::forge::der(|writer| {
        writer.sequence(|fields| {
            fields.oid(&oid::SUBJECT_KEY_IDENTIFIER)?;
            fields.boolean(false)?;
            fields.octet_string(b"\x04\x01a")
        })
    });
    let refusal = refusal(&forgery().with_extensions([spelled]).signed());
    assert!(refusal.starts_with("the value equals its DEFAULT and must be left out at byte "), "{refusal}");
}

#[test]
fn refuses_serial_numbers_that_are_not_sound() {
    for (serial, sentence) in [
        (vec![0], "a serial number is greater than zero (RFC 5280 §4.1.2.2) at byte "),
        (vec![0x80], "the INTEGER is negative at byte "),
        (vec![1; 21], "found 21 octets, more than the limit of 20 at byte "),
    ] {
        let mut forgery = forgery();
        forgery.serial = serial;
        assert!(refusal(&forgery.signed()).starts_with(sentence), "{}", refusal(&forgery.signed()));
    }
}

#[test]
fn refuses_a_window_that_ends_before_it_starts() {
    let mut forgery = forgery();
    forgery.validity = (forgery.validity.1, forgery.validity.0);
    assert!(refusal(&forgery.signed()).starts_with("the validity ends before it starts at byte "));
}

#[test]
fn a_signature_holds_under_its_key_and_under_no_other() {
    let certificate = forgery().certificate();
    let other = signer(provider(), "p256");
    let error = certificate.verify_signature(other.public_key(), provider().verifier).unwrap_err();
    assert!(!error.to_string().is_empty());
    let mut der = forgery().signed();
    *der.last_mut().unwrap() ^= 1;
    let touched = Certificate::from_der(&der).unwrap();
    let error = touched.verify_signature(&forgery().key, provider().verifier).unwrap_err();
    assert_eq!(error.to_string(), "the signature does not hold under this key");
}

#[test]
fn debug_shows_no_octets_and_no_number_of_a_person() {
    let mut forgery = forgery();
    forgery.subject = name(&[(AttributeType::SERIAL_NUMBER, "PNOPL-99723100018")]).as_der().to_vec();
    let shown = format!("{:?}", forgery.certificate());
    assert!(shown.contains("PNOPL-*******0018") && shown.len() < 300, "{shown}");
}

#[test]
fn a_view_of_what_is_signed_has_every_field_where_it_stands() {
    let forgery = forgery();
    let octets = forgery.tbs();
    let tbs = TbsCertificate::from_der(&octets).unwrap();
    assert_eq!(tbs.octets(), octets);
    assert_eq!(tbs.serial(), [1]);
    assert_eq!(tbs.serial_number().unwrap().as_octets(), [1]);
    assert_eq!((tbs.issuer(), tbs.subject()), (forgery.issuer.as_slice(), forgery.subject.as_slice()));
    assert_eq!(tbs.subject_public_key_info(), forgery.key.as_spki());
    assert_eq!(tbs.public_key().unwrap(), forgery.key);
    assert_eq!(tbs.validity().not_before(), forgery.validity.0);
    assert_eq!(tbs.typed::<KeyUsage>().unwrap(), Some(KeyUsage::KEY_CERT_SIGN));
    assert!(!tbs.subject_is_empty() && tbs.extension(oid::SUBJECT_ALT_NAME).is_none());
    assert_eq!(tbs.extensions().len(), 3);
}

#[test]
fn a_view_of_what_is_signed_ends_where_it_ends() {
    let mut octets = forgery().tbs();
    octets.push(0);
    assert!(TbsCertificate::from_der(&octets).is_err());
    let empty = super::forge::der(|writer| writer.element(Tag::SEQUENCE, b""));
    assert_eq!(
        TbsCertificate::from_der(&empty).unwrap_err().to_string(),
        "the version is 0, expected 2 at byte 2 of TBSCertificate"
    );
}

/// Other people's broken certificates, each with the beginning of its sentence.
const BROKEN: [(&str, &str); 7] = [
    ("cert_21_serial", "found 21 octets, more than the limit of 20 at byte "),
    ("cert_dup_ext", "2.5.29.19 occurs more than once at byte "),
    ("cert_empty_serial", "the INTEGER is not written in its shortest form at byte "),
    ("cert_neg_serial", "the INTEGER is negative at byte "),
    ("cert_nonmin_serial", "the INTEGER is not written in its shortest form at byte "),
    ("cert_trailing", "expected the end, found "),
    ("cert_zero_serial", "a serial number is greater than zero (RFC 5280 §4.1.2.2) at byte "),
];

#[test]
fn refuses_other_peoples_broken_certificates_by_the_rule_they_break() {
    let default = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora");
    let directory = env::var_os("CHANCERY_CORPORA").map_or_else(default, PathBuf::from).join("handmade");
    if !directory.is_dir() {
        eprintln!("skipped: {} is not there, CHANCERY_CORPORA names another", directory.display());
        return;
    }
    for (file, sentence) in BROKEN {
        let der = fs::read(directory.join(file).with_extension("der")).unwrap();
        let refusal = Certificate::from_der(&der).map_or_else(|error| error.to_string(), |_| "it is read".to_owned());
        assert!(refusal.starts_with(sentence), "{file}: {refusal}");
    }
}

proptest! {
    #[test]
    fn one_changed_octet_is_refused_or_read_without_panic(place in 0_usize..600, octet: u8) {
        let mut der = ca::root(provider(), "ed25519").as_der().to_vec();
        let place = place % der.len();
        der[place] = octet;
        if let Ok(certificate) = Certificate::from_der(&der) {
            prop_assert_eq!(certificate.as_der(), &der[..]);
        }
    }

    #[test]
    fn no_octets_make_the_reader_panic(octets in prop::collection::vec(any::<u8>(), 0..128)) {
        let _ = Certificate::from_der(&octets);
        let _ = TbsCertificate::from_der(&octets);
    }
}
