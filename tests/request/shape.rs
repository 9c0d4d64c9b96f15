//! What is read and what is refused: attributes, limits, shape, PEM. One rule, one test.

use chancery::{
    encoding::{
        DecodeErrorKind, Tag,
        pem::{self, Label},
    },
    request::{CertificationRequest, RequestLimits, RequestSettings},
    x509::{AttributeType, Extensions, Name, extension::oid},
};

use crate::fixtures::*;

#[test]
fn accepts_absent_attributes_and_keeps_them_absent() {
    let request = read(&by_hand(0, subject().as_der(), &[]));
    assert_eq!(request.reencode().expect("small"), request.as_der());
    assert!(request.verify(&PROVIDER).is_ok());
}

#[test]
fn accepts_empty_attributes_and_keeps_them_present() {
    let request = read(&with_attributes(&[]));
    assert_eq!(request.attributes().len(), 0);
    assert_eq!(request.reencode().expect("small"), request.as_der());
}

#[test]
fn accepts_attributes_out_of_order_and_keeps_their_order() {
    let password = attribute(CHALLENGE_PASSWORD, &[b"\x0c\x06secret"]);
    let asked = attribute(EXTENSION_REQUEST, &[&extensions(&[(oid::KEY_USAGE, &[3, 2, 7, 0x80])])]);
    for order in [[password.clone(), asked.clone()], [asked, password]] {
        let request = read(&with_attributes(&order));
        assert_eq!(request.reencode().expect("small"), request.as_der());
        assert!(request.verify(&PROVIDER).is_ok());
    }
}

#[test]
fn shows_the_values_of_an_attribute_to_those_who_ask() {
    let request = read(&with_attributes(&[attribute(CHALLENGE_PASSWORD, &[b"\x0c\x06secret"])]));
    let attribute = request.attributes().next().expect("one");
    assert!(request.has_challenge_password());
    assert_eq!(attribute.oid(), oid_of(CHALLENGE_PASSWORD));
    assert_eq!(attribute.values().collect::<Vec<_>>(), [b"\x0c\x06secret"]);
}

#[test]
fn prints_no_value_of_an_attribute() {
    let request = read(&with_attributes(&[attribute(CHALLENGE_PASSWORD, &[b"\x0c\x06secret"])]));
    let octets = format!("{:?}", b"secret");
    for shown in [format!("{request:?}"), format!("{:?}", request.verify(&PROVIDER))] {
        assert!(!shown.contains("secret") && !shown.contains(octets.trim_matches(['[', ']'])), "{shown}");
        assert!(shown.contains("[elided]"), "{shown}");
    }
}

#[test]
fn prints_no_whole_identity_number() {
    let name = Name::of(&[(AttributeType::SERIAL_NUMBER, "PNOPL-99723100018")]).expect("a name");
    let shown = format!("{:?}", read(&by_hand(0, name.as_der(), &[])));
    assert!(shown.contains("*******0018") && !shown.contains("9972310"), "{shown}");
}

#[test]
fn refuses_an_attribute_without_values() {
    let error = unreadable(&with_attributes(&[attribute(CHALLENGE_PASSWORD, &[])]));
    assert_eq!(error.kind(), DecodeErrorKind::Empty);
}

#[test]
fn refuses_an_attribute_twice() {
    let twice = [attribute("2.999.1", &[NULL]), attribute("2.999.1", &[NULL])];
    let error = unreadable(&with_attributes(&twice));
    assert_eq!(error.kind(), DecodeErrorKind::Duplicate { oid: oid_of("2.999.1") });
}

#[test]
fn refuses_two_extension_requests() {
    let asked = attribute(EXTENSION_REQUEST, &[&extensions(&[(oid::KEY_USAGE, &[3, 2, 7, 0x80])])]);
    let error = unreadable(&with_attributes(&[asked.clone(), asked]));
    assert_eq!(error.kind(), DecodeErrorKind::Duplicate { oid: oid_of(EXTENSION_REQUEST) });
}

#[test]
fn refuses_extensions_under_both_identifiers() {
    let value = extensions(&[(oid::KEY_USAGE, &[3, 2, 7, 0x80])]);
    let both = [attribute(MICROSOFT, &[&value]), attribute(EXTENSION_REQUEST, &[&value])];
    let error = unreadable(&with_attributes(&both)).to_string();
    assert!(
        error.starts_with(
            "extensions are requested twice, under 1.2.840.113549.1.9.14 and 1.3.6.1.4.1.311.2.1.14; request them once (RFC 2985 §5.4.2) at byte "
        ),
        "{error}"
    );
}

#[test]
fn refuses_an_extension_request_of_two_values() {
    let (first, second) = (extensions(&[(oid::KEY_USAGE, &[3, 2, 7, 0x80])]), extensions(&[(oid_of("2.999.1"), NULL)]));
    let mut values = [first.as_slice(), second.as_slice()];
    values.sort_unstable();
    let error = unreadable(&with_attributes(&[attribute(EXTENSION_REQUEST, &values)])).to_string();
    assert!(error.starts_with("extensionRequest has exactly one value (RFC 2985 §5.4.2) at byte "), "{error}");
}

#[test]
fn refuses_an_extension_twice() {
    let value: &[u8] = &[3, 2, 7, 0x80];
    let error = unreadable(&with_extensions(&[(oid::KEY_USAGE, value), (oid::KEY_USAGE, value)]));
    assert_eq!(error.kind(), DecodeErrorKind::Duplicate { oid: oid::KEY_USAGE });
}

#[test]
fn refuses_a_request_for_no_extensions() {
    assert_eq!(unreadable(&with_extensions(&[])).kind(), DecodeErrorKind::Empty);
}

#[test]
fn refuses_bytes_after_a_known_extension_value() {
    let error = unreadable(&with_extensions(&[(oid::KEY_USAGE, &[3, 2, 7, 0x80, 5, 0])]));
    assert_eq!(error.kind(), DecodeErrorKind::TrailingBytes { count: 2 });
}

#[test]
fn refuses_an_unknown_extension_whose_value_is_not_one_element() {
    for value in [&b"foobar"[..], b"", b"\x05\x00\x05\x00"] {
        unreadable(&with_extensions(&[(oid_of("2.999.1"), value)]));
    }
}

#[test]
fn refuses_more_than_64_kib_before_reading() {
    let error = unreadable(&vec![0x30; 64 * 1024 + 1]).to_string();
    assert_eq!(error, "found 65537 octets, more than the limit of 65536 at byte 0 of CertificationRequest");
}

#[test]
fn refuses_33_attributes() {
    let attributes: Vec<_> = (0..33).map(|arc| attribute(&format!("2.999.{arc}"), &[NULL])).collect();
    assert_eq!(unreadable(&with_attributes(&attributes)).kind(), DecodeErrorKind::TooMany { limit: 32 });
    read(&with_attributes(attributes.get(..32).expect("32 of 33")));
}

#[test]
fn refuses_33_values_of_an_attribute() {
    let values: Vec<[u8; 3]> = (0..33).map(|value| [2, 1, value]).collect();
    let values: Vec<&[u8]> = values.iter().map(<[u8; 3]>::as_slice).collect();
    let error = unreadable(&with_attributes(&[attribute("2.999.1", &values)]));
    assert_eq!(error.kind(), DecodeErrorKind::TooMany { limit: 32 });
}

#[test]
fn refuses_33_extensions() {
    let list: Vec<_> = (0..33).map(|arc| (oid_of(&format!("2.999.{arc}")), NULL)).collect();
    assert_eq!(unreadable(&with_extensions(&list)).kind(), DecodeErrorKind::TooMany { limit: 32 });
}

#[test]
fn refuses_an_extension_of_more_than_16_kib() {
    let value = der(|w| w.octet_string(&vec![0; 16 * 1024]));
    let error = unreadable(&with_extensions(&[(oid_of("2.999.1"), &value)]));
    assert_eq!(error.kind(), DecodeErrorKind::TooLarge { found: value.len(), limit: 16 * 1024 });
}

#[test]
fn refuses_101_names() {
    let names: Vec<_> = (0..101).map(|number| format!("h{number}.example")).collect();
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    let value = typed(&dns(&names)).value().to_vec();
    let error = unreadable(&with_extensions(&[(oid::SUBJECT_ALT_NAME, &value)]));
    assert_eq!(error.kind(), DecodeErrorKind::TooMany { limit: 100 });
}

#[test]
fn reads_within_limits_of_the_callers() {
    let der = with_attributes(&[attribute("2.999.1", &[NULL])]);
    let limits = RequestLimits { attributes: 0, ..RequestLimits::DEFAULT };
    let settings = RequestSettings { limits, ..RequestSettings::DEFAULT };
    let error = CertificationRequest::from_der_with(&der, &settings).expect_err("one is too many");
    assert_eq!(error.kind(), DecodeErrorKind::TooMany { limit: 0 });
}

#[test]
fn refuses_every_version_but_0() {
    let error = unreadable(&by_hand(1, subject().as_der(), &[])).to_string();
    assert!(error.starts_with("the version is 1, expected 0 at byte "), "{error}");
    assert!(error.ends_with(" of CertificationRequestInfo"), "{error}");
    let error = unreadable(&by_hand(300, subject().as_der(), &[]));
    assert_eq!(error.kind(), DecodeErrorKind::Version { expected: 0, found: 255 });
}

#[test]
fn refuses_trailing_bytes() {
    let mut der = made(&Extensions::new()).as_der().to_vec();
    der.extend(NULL);
    assert_eq!(unreadable(&der).kind(), DecodeErrorKind::TrailingBytes { count: 2 });
}

#[test]
fn refuses_bytes_after_the_attributes() {
    let error = unreadable(&by_hand(0, subject().as_der(), &[0xa0, 0, 5, 0]));
    assert_eq!(error.kind(), DecodeErrorKind::TrailingBytes { count: 2 });
}

#[test]
fn refuses_every_request_cut_short() {
    let request = made(&asking_for([typed(&dns(&["a.example"]))]));
    for length in 0..request.as_der().len() {
        unreadable(request.as_der().get(..length).expect("a prefix"));
    }
}

#[test]
fn counts_bytes_from_the_start_of_the_file() {
    let der = with_extensions(&[(oid::BASIC_CONSTRAINTS, &[0x30, 3, 1, 1, 1])]);
    let error = unreadable(&der);
    assert_eq!(error.kind(), DecodeErrorKind::BadBoolean { found: 1 });
    assert_eq!(der.get(error.position()..).and_then(|rest| rest.get(..3)), Some(&[1_u8, 1, 1][..]));
}

/// A name with one UTF8String.
fn common_name(text: &str) -> Vec<u8> {
    der(|w| {
        w.sequence(|rdns| {
            rdns.nested(Tag::SET, |rdn| {
                rdn.sequence(|attribute| {
                    attribute.oid(&AttributeType::COMMON_NAME.oid())?;
                    attribute.element(Tag::UTF8_STRING, text.as_bytes())
                })
            })
        })
    })
}

#[test]
fn reads_letters_that_openssl_encoded_twice() {
    let request = read(&by_hand(0, &common_name("na\u{c3}\u{af}ve \u{c5}\u{82}"), &[]));
    assert_eq!(request.reencode().expect("small"), request.as_der());
}

#[test]
fn refuses_a_name_with_a_character_that_hides() {
    for hidden in ["a\0b", "a\nb", "a\u{7f}", "a\u{202e}b", "a\u{200b}b", "\u{e000}", "\u{378}"] {
        let error = unreadable(&by_hand(0, &common_name(hidden), &[]));
        let rule = "a text of the subject has a control, a joiner, a mark of direction or another character that cannot be seen";
        assert_eq!(error.kind(), DecodeErrorKind::Rule { rule }, "{hidden:?}");
    }
}

#[test]
fn names_the_attribute_of_the_subject_with_such_a_character() {
    let whole = |text: &[u8]| {
        der(|w| {
            w.sequence(|attribute| {
                attribute.oid(&AttributeType::ORGANIZATION.oid())?;
                attribute.element(Tag::UTF8_STRING, text)
            })
        })
    };
    let (sound, hidden) = (whole(b"a"), whole("a\u{202e}".as_bytes()));
    let rdns = [sound.as_slice(), &sound, &hidden].map(|attribute| der(|w| w.element(Tag::SET, attribute)));
    let request = by_hand(0, &der(|w| w.element(Tag::SEQUENCE, &rdns.concat())), &[]);
    let place = request.windows(hidden.len()).position(|window| window == hidden).expect("it is there");
    assert_eq!(
        unreadable(&request).to_string(),
        format!(
            "a text of the subject has a control, a joiner, a mark of direction or another character that cannot be \
             seen at byte {place} of AttributeTypeAndValue"
        )
    );
}

#[test]
fn reads_both_labels() {
    let request = made(&Extensions::new());
    for label in [Label::CertificateRequest, Label::NewCertificateRequest] {
        let text = pem::encode(label, request.as_der());
        assert_eq!(CertificationRequest::from_pem(text.as_bytes()), Ok(request.clone()));
    }
}

#[test]
fn reads_a_file_whether_it_is_der_or_pem() {
    let request = made(&Extensions::new());
    let text = format!("from a form:\r\n{}\r\nthank you", pem::encode(Label::CertificateRequest, request.as_der()));
    assert_eq!(CertificationRequest::from_bytes(text.as_bytes()), Ok(request.clone()));
    assert_eq!(CertificationRequest::from_bytes(request.as_der()), Ok(request));
}

#[track_caller]
fn refuses_text(text: &[u8], sentence: &str) {
    let error = CertificationRequest::from_bytes(text).expect_err("it must not be read");
    assert_eq!(error.to_string(), sentence);
}

#[test]
fn refuses_text_by_what_is_wrong_with_it() {
    let text = pem::encode(Label::CertificateRequest, made(&Extensions::new()).as_der());
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    refuses_text(format!("{text}{text}").as_bytes(), "the text has 2 PEM blocks, expected one");
    refuses_text(
        format!("\u{feff}{text}").as_bytes(),
        "the file starts with a byte order mark; save it as plain ASCII or UTF-8 without a mark",
    );
    refuses_text(&utf16, "the file is UTF-16 text; save it as plain ASCII or UTF-8");
    refuses_text(b"hello", "the text has no line that begins a PEM block (-----BEGIN …-----)");
    refuses_text(
        text.replace("CERTIFICATE REQUEST", "CERTIFICATE").as_bytes(),
        "the PEM block is a CERTIFICATE, expected a CERTIFICATE REQUEST",
    );
}

#[test]
fn names_the_octet_of_bytes_that_are_neither_der_nor_text() {
    refuses_text(&[0xb1, 0x80], "expected SEQUENCE, found [17] at byte 0 of CertificationRequest");
}
