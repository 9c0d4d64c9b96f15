//! The reader: what any list says, and which octets are no list at all.
//!
//! RFC 5280 §5.1 to §5.3, X.690 §10. Each refusal starts from a sound list and changes one thing.

use std::fmt::Write as _;

use chancery::{
    crypto::SignatureAlgorithm,
    encoding::Tag,
    revocation::{Crl, CrlLimits, CrlVersion, Currency, EntryOrder},
    x509::{
        ForeignSerialNumber, Reason,
        extension::{Criticality, CrlNumber, ReasonCode},
    },
};

use super::{
    at, days,
    forge::{der, opaque},
    made::{self, Made, entry, invalid, reason, time},
    now,
};

#[test]
fn reads_what_a_sound_list_says() {
    let crl = Made::sound().crl();
    assert_eq!(crl.version(), CrlVersion::V2);
    assert_eq!(crl.number(), Some(CrlNumber::from(7)));
    assert_eq!((crl.this_update(), crl.next_update()), (now(), Some(days(2))));
    assert_eq!((crl.entry_order(), crl.unknown_critical()), (EntryOrder::Ascending, None));
    assert_eq!(crl.algorithm(), Ok(SignatureAlgorithm::Ed25519));
    let entries: Vec<_> = crl.entries().collect();
    let [first, second] = entries.as_slice() else { panic!("two entries") };
    assert_eq!((first.serial(), first.revocation_date()), (&[1][..], now()));
    assert_eq!(first.reason(), Some(ReasonCode::Given(Reason::KeyCompromise)));
    assert_eq!(first.invalidity_date(), Some(days(-3)));
    assert_eq!((first.extensions().count(), first.criticality()), (2, Criticality::NonCritical));
    assert_eq!((second.reason(), second.has_extensions()), (None, false));
}

#[test]
fn reads_der_and_text_and_either() {
    let crl = Made::sound().crl();
    let text = crl.to_pem();
    assert!(text.starts_with("-----BEGIN X509 CRL-----\n"));
    assert_eq!(Crl::from_pem(text.as_bytes()).unwrap(), crl);
    assert_eq!(Crl::from_bytes(text.as_bytes()).unwrap(), crl);
    assert_eq!(Crl::from_bytes(crl.as_der()).unwrap(), crl);
    let wrong = text.replace("X509 CRL", "CERTIFICATE");
    assert_eq!(
        Crl::from_bytes(wrong.as_bytes()).unwrap_err().to_string(),
        "the PEM block is a CERTIFICATE, expected a X509 CRL"
    );
}

#[test]
fn finds_an_entry_by_its_serial_number() {
    let long = [&[0x7f][..], &[0xff; 19]].concat();
    let entries = [entry(&[9], time(now()), None), entry(&long, time(days(-1)), None), entry(&[3], time(now()), None)];
    let crl = Made::sound().with_entries(entries).crl();
    assert_eq!(crl.entry_order(), EntryOrder::Other);
    let serial = crl.entries().nth(1).unwrap().serial_number();
    assert_eq!(serial.as_octets(), long);
    assert_eq!(crl.find(serial).unwrap().revocation_date(), days(-1));
    let absent: ForeignSerialNumber = super::rolls::serial(1).into();
    assert!(crl.find(absent).is_none());
    assert_eq!(crl.entries().len(), 3);
}

#[test]
fn tells_how_a_list_stands_to_a_moment() {
    let crl = Made::sound().crl();
    let second_before = now().plus_seconds(-1).unwrap();
    let second_after = days(2).plus_seconds(1).unwrap();
    let all = [second_before, now(), days(2), second_after].map(|moment| crl.currency(moment));
    assert_eq!(all, [Currency::NotYet, Currency::Current, Currency::Current, Currency::Overdue]);
    let endless = Made { next_update: None, ..Made::sound() }.crl();
    assert_eq!((endless.next_update(), endless.currency(days(999))), (None, Currency::Unknown));
}

#[test]
fn reads_a_version_1_list_without_extensions() {
    let old = Made { version: None, extensions: None, ..Made::sound() };
    let crl = old.with_entries([entry(&[1], time(now()), None)]).crl();
    assert_eq!((crl.version(), crl.number(), crl.entries().len()), (CrlVersion::V1, None, 1));
}

#[test]
fn shows_critical_extensions_nobody_knows() {
    let critical = |oid| opaque(oid, Criticality::Critical, &[5, 0]);
    let of_list = Made::sound().with_extensions([made::number(1), critical("2.999.1")]).crl();
    assert_eq!(of_list.unknown_critical(), Some("2.999.1".parse().unwrap()));
    let known = entry(&[1], time(now()), None);
    let unknown = entry(&[2], time(now()), Some(vec![reason(Reason::Superseded), critical("2.999.2")]));
    let of_entry = Made::sound().with_entries([known, unknown]).crl();
    assert_eq!(of_entry.unknown_critical(), Some("2.999.2".parse().unwrap()));
    let each: Vec<_> = of_entry.entries().map(|entry| entry.unknown_critical()).collect();
    assert_eq!(each, [None, Some("2.999.2".parse().unwrap())]);
    let harmless = opaque("2.999.3", Criticality::NonCritical, &[5, 0]);
    assert_eq!(Made::sound().with_extensions([made::number(1), harmless]).crl().unknown_critical(), None);
}

#[test]
fn reads_an_unspecified_reason_and_the_reasons_no_record_has() {
    for (code, wanted) in
        [(0, ReasonCode::Given(Reason::Unspecified)), (8, ReasonCode::RemoveFromCrl), (10, ReasonCode::AaCompromise)]
    {
        let value = [0x0a, 1, code];
        let extension = opaque("2.5.29.21", Criticality::NonCritical, &value);
        let crl = Made::sound().with_entries([entry(&[1], time(now()), Some(vec![extension]))]).crl();
        assert_eq!(crl.entries().next().unwrap().reason(), Some(wanted));
    }
}

#[test]
fn refuses_an_empty_list_of_revoked_certificates() {
    assert_eq!(
        Made::sound().with_entries([]).sentence(),
        "revokedCertificates is absent when nothing is revoked, never empty (RFC 5280 §5.1.2.6) at byte 104 of \
         revokedCertificates"
    );
}

#[test]
fn refuses_empty_extensions_of_an_entry_and_of_the_list() {
    let bare = Made::sound().with_entries([entry(&[1], time(now()), Some(vec![]))]);
    assert_eq!(
        bare.sentence(),
        "crlEntryExtensions is absent when there are none, never empty (RFC 5280 §5.1) at byte 126 of crlEntryExtensions"
    );
    let none = Made::sound().with_extensions([]);
    assert!(none.sentence().starts_with("there must be at least one element at byte "), "{}", none.sentence());
}

#[test]
fn refuses_extensions_in_version_1() {
    let version_1 = |made: Made| Made { version: None, ..made }.sentence();
    let rule = "a CRL with extensions says that it is version 2 (RFC 5280 §5.1.2.1) at byte ";
    assert!(version_1(Made::sound().with_entries([entry(&[1], time(now()), None)])).starts_with(rule));
    assert!(version_1(Made { extensions: None, ..Made::sound() }).starts_with(rule));
}

#[test]
fn refuses_a_version_other_than_2() {
    for (version, found) in [(0, "0"), (2, "2"), (70_000, "255")] {
        let sentence = Made { version: Some(version), ..Made::sound() }.sentence();
        assert!(sentence.starts_with(&format!("the version is {found}, expected 1 at byte ")), "{sentence}");
    }
}

#[test]
fn refuses_an_empty_issuer() {
    let nameless = Made { issuer: vec![0x30, 0], ..Made::sound() };
    assert!(nameless.sentence().starts_with("the issuer of a CRL is not empty (RFC 5280 §5.1.2.3) at byte "));
}

#[test]
fn refuses_two_algorithms() {
    let outer_algorithm = Some(SignatureAlgorithm::EcdsaSha256.identifier().to_vec());
    assert_eq!(
        Made { outer_algorithm, ..Made::sound() }.sentence(),
        "signatureAlgorithm and tbsCertList.signature differ at byte 0 of CertificateList"
    );
}

#[test]
fn refuses_an_extension_twice() {
    let twice = Made::sound().with_extensions([made::number(1), made::number(1)]);
    assert!(twice.sentence().starts_with("2.5.29.20 occurs more than once at byte "), "{}", twice.sentence());
    let other = || opaque("2.999.1", Criticality::NonCritical, &[5, 0]);
    for (extensions, oid) in [
        (vec![reason(Reason::Superseded), reason(Reason::Superseded)], "2.5.29.21"),
        (vec![invalid(now()), reason(Reason::Superseded), invalid(now())], "2.5.29.24"),
        (vec![other(), reason(Reason::Superseded), other()], "2.999.1"),
    ] {
        let sentence = Made::sound().with_entries([entry(&[1], time(now()), Some(extensions))]).sentence();
        assert!(sentence.starts_with(&format!("{oid} occurs more than once at byte ")), "{sentence}");
    }
}

#[test]
fn refuses_seventeen_extensions_of_one_entry() {
    let extensions = (0..17).map(|arc| opaque(&format!("2.999.{arc}"), Criticality::NonCritical, &[5, 0])).collect();
    let sentence = Made::sound().with_entries([entry(&[1], time(now()), Some(extensions))]).sentence();
    assert!(sentence.starts_with("found more than the limit of 16 elements at byte "), "{sentence}");
}

#[test]
fn refuses_times_in_the_wrong_form() {
    let generalized = der(|writer| now().encode_generalized(writer));
    let rule = "a time before 2050 is written as UTCTime at byte ";
    for made in [
        Made { this_update: generalized.clone(), ..Made::sound() },
        Made { next_update: Some(generalized.clone()), ..Made::sound() },
        Made::sound().with_entries([entry(&[1], generalized, None)]),
    ] {
        assert!(made.sentence().starts_with(rule), "{}", made.sentence());
    }
    let late = der(|writer| writer.element(Tag::GENERALIZED_TIME, b"20500101000000Z"));
    assert_eq!(Made { next_update: Some(late), ..Made::sound() }.crl().next_update(), Some(at("2050-01-01T00:00:00Z")));
    let zone = der(|writer| writer.element(Tag::UTC_TIME, b"261122100000+0100"));
    assert!(Made { this_update: zone, ..Made::sound() }.sentence().starts_with("the time is not a valid date"));
}

#[test]
fn refuses_serial_numbers_that_no_certificate_has() {
    for (serial, rule) in [
        (&[0][..], "a serial number is greater than zero (RFC 5280 §4.1.2.2)"),
        (&[0x80], "the INTEGER is negative"),
        (&[0, 1], "the INTEGER is not written in its shortest form"),
        (&[1; 21], "found 21 octets, more than the limit of 20"),
    ] {
        let sentence = Made::sound().with_entries([entry(serial, time(now()), None)]).sentence();
        assert!(sentence.starts_with(&format!("{rule} at byte ")), "{sentence}");
    }
}

#[test]
fn refuses_a_reason_that_is_none_and_an_invalidity_date_that_is_no_generalized_time() {
    for (oid, value, rule) in [
        ("2.5.29.21", &[0x0a, 1, 7][..], "a reason code is one octet from 0 to 10 and not 7 (RFC 5280 §5.3.1)"),
        ("2.5.29.21", &[0x0a, 1, 1, 0], "expected the end, found 1 more octets"),
        ("2.5.29.24", b"\x17\x0d261122100000Z", "expected GeneralizedTime, found UTCTime"),
    ] {
        let extension = opaque(oid, Criticality::NonCritical, value);
        let sentence = Made::sound().with_entries([entry(&[1], time(now()), Some(vec![extension]))]).sentence();
        assert!(sentence.starts_with(rule), "{sentence}");
    }
}

#[test]
fn refuses_an_octet_after_the_end() {
    let octets = [Made::sound().signed(), vec![0]].concat();
    let sentence = Crl::from_der(octets).unwrap_err().to_string();
    assert!(sentence.starts_with("expected the end, found 1 more octets at byte "), "{sentence}");
}

#[test]
fn refuses_more_octets_than_the_limit_before_it_looks_at_them() {
    let limits = CrlLimits { der_octets: 10, ..CrlLimits::DEFAULT };
    assert_eq!(
        Crl::from_der_within(vec![0; 11], &limits).unwrap_err().to_string(),
        "found 11 octets, more than the limit of 10 at byte 0 of CertificateList"
    );
    let limits = CrlLimits { text_octets: 10, ..CrlLimits::DEFAULT };
    assert!(Crl::from_pem_within(Made::sound().crl().to_pem().as_bytes(), &limits).is_err());
}

/// Every octet, changed in every bit: refused, or another list that is written back as it came.
#[test]
fn survives_every_wrong_bit() {
    let sound = Made::sound().signed();
    let mut texts = String::new();
    for at in 0..sound.len() {
        for bit in 0..8 {
            let mut octets = sound.clone();
            octets[at] ^= 1 << bit;
            match Crl::from_der(&octets) {
                Ok(crl) => {
                    assert_eq!(crl.as_der(), octets);
                    assert_eq!(crl.entries().count(), crl.entries().len());
                }
                Err(error) => write!(texts, "{error}").unwrap(),
            }
        }
        assert!(Crl::from_der(&sound[..at]).is_err());
    }
    assert!(!texts.is_empty());
}
