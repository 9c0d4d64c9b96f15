//! One rule, one test; sentences are part of the interface.

use proptest::prelude::*;

use super::*;
use crate::{encoding::oid, x509::AttributeType};

fn dns(text: &str) -> Result<DnsName, String> {
    text.parse().map_err(|error: GeneralNameError| error.to_string())
}

fn email(text: &str) -> Result<EmailAddress, String> {
    text.parse().map_err(|error: GeneralNameError| error.to_string())
}

fn uri(text: &str) -> Result<Uri, String> {
    text.parse().map_err(|error: GeneralNameError| error.to_string())
}

fn upn(text: &str) -> Result<Upn, String> {
    text.parse().map_err(|error: GeneralNameError| error.to_string())
}

fn smtp(text: &str) -> Result<SmtpUtf8Mailbox, String> {
    text.parse().map_err(|error: GeneralNameError| error.to_string())
}

fn encode(name: &GeneralName) -> Vec<u8> {
    let mut writer = Writer::new();
    name.encode(&mut writer).unwrap();
    writer.into_octets()
}

fn decode(der: &[u8]) -> Result<GeneralName, DecodeError> {
    Reader::whole(der, "GeneralName", GeneralName::decode)
}

fn sentence(der: &[u8]) -> String {
    decode(der).unwrap_err().to_string()
}

#[track_caller]
fn round_trips(name: GeneralName, first_octet: u8) {
    let der = encode(&name);
    assert_eq!(der[0], first_octet);
    assert_eq!(decode(&der).unwrap(), name);
    for place in 0..der.len() {
        for octet in 0..=u8::MAX {
            let mut changed = der.clone();
            changed[place] = octet;
            if let Ok(other) = decode(&changed) {
                assert_eq!(encode(&other), changed);
            }
        }
    }
}

#[test]
fn accepts_mailboxes_with_an_ascii_dot_atom() {
    let address = email("jan.kowalski+x@Example.com").unwrap();
    assert_eq!((address.local_part(), address.domain().as_str()), ("jan.kowalski+x", "Example.com"));
}

#[test]
fn compares_local_parts_exactly_and_domains_without_case() {
    assert_eq!(email("jan@EXAMPLE.com").unwrap(), email("jan@example.com").unwrap());
    assert_ne!(email("Jan@example.com").unwrap(), email("jan@example.com").unwrap());
}

#[test]
fn refuses_mailboxes_without_exactly_one_at_sign() {
    let sentence = "an e-mail address is local-part@domain with one @ (RFC 5280 §4.2.1.6), found ";
    assert_eq!(email("example.com").unwrap_err(), [sentence, "0"].concat());
    assert_eq!(email("a@b@example.com").unwrap_err(), [sentence, "2"].concat());
    assert_eq!(email("").unwrap_err(), [sentence, "0"].concat());
}

#[test]
fn refuses_mailboxes_with_an_empty_half() {
    let sentence = "neither local part nor domain of an e-mail address is empty (RFC 5280 §4.2.1.6)";
    assert_eq!(email("@example.com").unwrap_err(), sentence);
    assert_eq!(email("jan@").unwrap_err(), sentence);
}

#[test]
fn refuses_a_local_part_outside_ascii_and_names_the_remedy() {
    assert_eq!(
        email("żółw@example.com").unwrap_err(),
        "the local part of an rfc822Name is ASCII; write the mailbox as SmtpUTF8Mailbox (RFC 9598 §3), found 'ż'"
    );
    assert!(email("jan@żółw.example").unwrap_err().contains("write it as A-labels"));
}

#[test]
fn refuses_a_quoted_local_part() {
    let sentence = "quoted local parts are refused; write the local part without quotes";
    assert_eq!(email(r#""a b"@example.com"#).unwrap_err(), sentence);
}

#[test]
fn refuses_characters_and_dots_a_dot_atom_does_not_have() {
    assert_eq!(
        email("a b@example.com").unwrap_err(),
        "the local part has letters, digits, dots and !#$%&'*+-/=?^_`{|}~ only (RFC 5322 §3.2.3), found ' '"
    );
    let sentence = "the local part has a dot at its start, at its end or beside another dot (RFC 5321 §4.1.2)";
    for text in [".a@example.com", "a.@example.com", "a..b@example.com"] {
        assert_eq!(email(text).unwrap_err(), sentence);
    }
}

#[test]
fn refuses_long_local_parts_and_long_mailboxes() {
    let long = "a".repeat(65) + "@example.com";
    assert_eq!(email(&long).unwrap_err(), "the local part has at most 64 octets (RFC 5321 §4.5.3.1.1), found 65");
    let domain = ["a"; 126].join(".");
    assert_eq!(
        email(&format!("abc@{domain}")).unwrap_err(),
        "an e-mail address has at most 254 octets (RFC 5321 §4.5.3.1.3), found 255"
    );
}

#[test]
fn refuses_a_wildcard_domain() {
    assert_eq!(email("jan@*.example.com").unwrap_err(), "the domain of an e-mail address is one host, not a wildcard");
}

#[test]
fn accepts_internationalized_mailboxes_only_where_rfc822_name_cannot_say_it() {
    let mailbox = smtp("żółw@example.com").unwrap();
    assert_eq!((mailbox.local_part(), mailbox.domain().as_str()), ("żółw", "example.com"));
    assert_eq!(
        smtp("jan@example.com").unwrap_err(),
        "a mailbox with an ASCII local part is written as rfc822Name (RFC 9598 §3)"
    );
    assert_eq!(smtp("żółw@Example.com").unwrap_err(), "the domain of a SmtpUTF8Mailbox is in lower case (RFC 9598 §3)");
    assert!(smtp("\u{feff}żółw@example.com").is_err());
    assert!(smtp("żółw@żółw.example").unwrap_err().contains("write it as A-labels"));
}

#[test]
fn accepts_user_principal_names_and_refuses_what_is_none() {
    let name = upn("jan@urząd.local").unwrap();
    assert_eq!((name.user(), name.domain()), ("jan", "urząd.local"));
    assert_eq!(upn("jan").unwrap_err(), "a user principal name is user@domain with one @, found 0");
    assert_eq!(upn("@x").unwrap_err(), "neither user nor domain of a user principal name is empty");
    assert_eq!(
        upn("a\n@x").unwrap_err(),
        r"a user principal name has no characters that cannot be seen or mislead the reader, found '\n'"
    );
    assert_eq!(
        upn(&("a".repeat(1023) + "@b")).unwrap_err(),
        "a user principal name has at most 1024 octets here, found 1025"
    );
}

#[test]
fn reads_addresses_of_4_and_16_octets_only() {
    assert_eq!(decode(&[0x87, 4, 192, 0, 2, 1]).unwrap().to_string(), "IP:192.0.2.1");
    assert_eq!(
        IpAddress::from_octets(&[1, 2, 3, 4, 5]).unwrap_err().to_string(),
        "an iPAddress has 4 or 16 octets (RFC 5280 §4.2.1.6), found 5"
    );
    assert_eq!(
        sentence(&[0x87, 3, 1, 2, 3]),
        "an iPAddress has 4 or 16 octets (RFC 5280 §4.2.1.6) at byte 0 of iPAddress"
    );
    assert_eq!(
        IpAddress::try_from("localhost").unwrap_err().to_string(),
        "an IP address is written as 192.0.2.1 or 2001:db8::1"
    );
}

#[test]
fn writes_every_form_under_its_tag_and_reads_it_back() {
    let directory = Name::of(&[(AttributeType::COMMON_NAME, "a")]).unwrap();
    round_trips(GeneralName::Dns(dns("*.example.com").unwrap()), 0x82);
    round_trips(GeneralName::Email(email("a@example.com").unwrap()), 0x81);
    round_trips(GeneralName::Uri(uri("urn:oid:2.999").unwrap()), 0x86);
    round_trips(GeneralName::Ip("2001:db8::1".parse().unwrap()), 0x87);
    round_trips(GeneralName::Directory(directory), 0xa4);
    round_trips(GeneralName::Upn(upn("a@b").unwrap()), 0xa0);
    round_trips(GeneralName::SmtpUtf8(smtp("ą@example.com").unwrap()), 0xa0);
    round_trips(GeneralName::Other(OtherName::new(oid("2.999.1"), *b"\x05\0").unwrap()), 0xa0);
    round_trips(GeneralName::RegisteredId(oid("2.999")), 0x88);
}

#[test]
fn writes_a_user_principal_name_as_explicit_utf8_string() {
    let der = b"\xa0\x13\x06\x0a\x2b\x06\x01\x04\x01\x82\x37\x14\x02\x03\xa0\x05\x0c\x03a@b";
    assert_eq!(encode(&GeneralName::Upn(upn("a@b").unwrap())), der);
    assert_eq!(decode(der).unwrap().to_string(), "UPN:a@b");
}

#[test]
fn keeps_forms_it_does_not_understand_as_octets() {
    for der in [[0xa3, 2, 0x30, 0], [0xa5, 2, 0xa1, 0]] {
        let name = decode(&der).unwrap();
        assert_eq!(name.kind(), GeneralNameKind::Unsupported);
        assert_eq!(encode(&name), der);
    }
    assert_eq!(decode(&[0xa5, 2, 0xa1, 0]).unwrap().to_string(), "unsupported:[5]");
}

#[test]
fn refuses_a_tag_that_is_no_general_name() {
    assert_eq!(sentence(&[0x89, 0]), "[9] is not a choice of this field at byte 0 of GeneralName");
    assert_eq!(sentence(&[]), "the element needs 2 octets, found 0 at byte 0 of GeneralName");
    assert!(decode(&[0x9f, 0x20, 0]).is_err());
}

#[test]
fn refuses_names_against_the_rules_of_their_form_with_place_and_rule() {
    assert_eq!(
        sentence(b"\x82\x09has space"),
        "a host name has letters, digits, hyphens and dots only (RFC 1034 §3.5) at byte 0 of dNSName"
    );
    assert_eq!(sentence(b"\x82\x00"), "a host name is not empty (RFC 5280 §4.2.1.6) at byte 0 of dNSName");
    assert_eq!(
        sentence(b"\x81\x02a@"),
        "neither local part nor domain of an e-mail address is empty (RFC 5280 §4.2.1.6) at byte 0 of rfc822Name"
    );
    assert_eq!(
        sentence(b"\x82\x02\xff\xfe"),
        "the text has an octet or a character that IA5String cannot hold at byte 0 of dNSName"
    );
}

#[test]
fn refuses_an_other_name_of_a_type_that_has_a_form() {
    let error = OtherName::new(other_name::UPN, *b"\x0c\x03a@b").unwrap_err();
    assert_eq!(error.to_string(), "an otherName of this type is not written as octets, make a user principal name");
}

#[test]
fn refuses_an_other_name_whose_value_is_not_one_element() {
    for value in [&b""[..], b"\x05\0\x05\0", b"\x05", b"\x30\x02\x24\0", b"\x9f\x1f\0"] {
        let error = OtherName::new(oid("2.999"), value).unwrap_err();
        assert_eq!(error.to_string(), "the value of an otherName is exactly one DER element (RFC 5280 §4.2.1.6)");
    }
    assert!(decode(b"\xa0\x09\x06\x02\x88\x37\xa0\x04\x05\0\x05\0").is_err());
    assert!(decode(b"\xa0\x07\x06\x02\x88\x37\xa0\x02\x05\0").is_err(), "trailing octets of the outer element");
}

#[test]
fn refuses_a_user_principal_name_that_is_not_utf8() {
    let mut der = encode(&GeneralName::Upn(upn("a@b").unwrap()));
    *der.last_mut().unwrap() = 0xff;
    assert_eq!(
        sentence(&der),
        "the text has an octet or a character that UTF8String cannot hold at byte 16 of OtherName"
    );
    let tag = der.len() - 5;
    der[tag] = 0x16;
    assert_eq!(sentence(&der), "expected UTF8String, found IA5String at byte 16 of OtherName");
}

#[test]
fn reads_and_writes_its_texts_as_strings() {
    let name: DnsName = serde_json::from_str(r#""www.example.com""#).unwrap();
    assert_eq!(serde_json::to_string(&name).unwrap(), r#""www.example.com""#);
    assert!(serde_json::from_str::<DnsName>(r#""a b""#).is_err());
    let address: IpAddress = serde_json::from_str(r#""::1""#).unwrap();
    assert_eq!(serde_json::to_string(&address).unwrap(), r#""::1""#);
    assert_eq!(serde_json::to_string(&GeneralNameKind::SmtpUtf8).unwrap(), r#""smtp-utf8""#);
}

proptest! {
    #[test]
    fn what_decodes_encodes_to_the_same_octets(der in prop::collection::vec(any::<u8>(), 0..40)) {
        if let Ok(name) = decode(&der) {
            prop_assert_eq!(encode(&name), der);
        }
    }

    #[test]
    fn host_names_round_trip(text in "([a-zA-Z0-9]{1,9}\\.){0,4}[a-z]{1,9}") {
        let name = GeneralName::Dns(text.parse().unwrap());
        prop_assert_eq!(decode(&encode(&name)).unwrap(), name);
    }

    #[test]
    fn mailboxes_round_trip(text in "[a-z+_-]{1,9}(\\.[a-z]{1,9}){0,3}@[a-z]{1,9}\\.example") {
        let name = GeneralName::Email(text.parse().unwrap());
        prop_assert_eq!(decode(&encode(&name)).unwrap(), name);
    }

    #[test]
    fn any_text_is_answered_and_never_panics(text in ".{0,60}") {
        let _ = (dns(&text), email(&text), uri(&text), upn(&text), smtp(&text), uri(&format!("http://{text}")));
    }

    #[test]
    fn addresses_round_trip(address in any::<std::net::IpAddr>()) {
        let name = GeneralName::Ip(address.into());
        prop_assert_eq!(decode(&encode(&name)).unwrap(), name);
    }
}
