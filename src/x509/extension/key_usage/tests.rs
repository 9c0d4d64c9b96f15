//! One rule, one test; sentences are part of the interface.

use super::{
    super::testing::{decode, encode, round_trips, sentence},
    *,
};

#[test]
fn reads_and_writes_named_bits() {
    assert_eq!(round_trips::<KeyUsage>(&[3, 2, 7, 0x80]), KeyUsage::DIGITAL_SIGNATURE);
    assert_eq!(round_trips::<KeyUsage>(&[3, 2, 1, 0x06]), KeyUsage::KEY_CERT_SIGN | KeyUsage::CRL_SIGN);
    assert_eq!(round_trips::<KeyUsage>(&[3, 2, 0, 0x09]), KeyUsage::ENCIPHER_ONLY);
    assert_eq!(round_trips::<KeyUsage>(&[3, 3, 7, 0x08, 0x80]), KeyUsage::DECIPHER_ONLY);
}

#[test]
fn every_set_that_can_be_made_round_trips_and_every_other_is_refused() {
    for bits in 0..=0x3ff {
        let mut writer = Writer::new();
        writer.named_bits(Tag::BIT_STRING, bits).unwrap();
        let der = writer.into_octets();
        match KeyUsage::from_bits(bits) {
            Ok(usage) => assert_eq!((decode(&der), encode(&usage)), (Ok(usage), der)),
            Err(_) => assert!(decode::<KeyUsage>(&der).is_err(), "{bits:#x}"),
        }
    }
}

#[test]
fn refuses_a_set_without_a_bit() {
    assert_eq!(KeyUsage::from_bits(0), Err(KeyUsageError::Empty));
    assert_eq!(
        sentence::<KeyUsage>(&[3, 1, 0]),
        "keyUsage has at least one bit set (RFC 5280 §4.2.1.3) at byte 0 of KeyUsage"
    );
}

#[test]
fn refuses_trailing_zero_bits() {
    let sentence_of = sentence::<KeyUsage>;
    let expected = "the named bits end in zero bits, which DER removes at byte 0 of KeyUsage";
    assert_eq!(sentence_of(&[3, 2, 6, 0x80]), expected);
    assert_eq!(sentence_of(&[3, 3, 7, 0x80, 0]), expected);
    assert_eq!(sentence_of(&[3, 2, 0, 0]), expected);
}

#[test]
fn refuses_set_unused_bits_and_a_wrong_count() {
    assert_eq!(decode::<KeyUsage>(&[3, 2, 7, 0xc0]).unwrap_err().kind(), DecodeErrorKind::BadBitString);
    assert_eq!(decode::<KeyUsage>(&[3, 2, 8, 0x80]).unwrap_err().kind(), DecodeErrorKind::BadBitString);
    assert_eq!(decode::<KeyUsage>(&[3, 0]).unwrap_err().kind(), DecodeErrorKind::BadBitString);
}

#[test]
fn refuses_bits_without_a_name() {
    let expected = "a bit is set that has no name in RFC 5280 at byte 0 of KeyUsage";
    assert_eq!(sentence::<KeyUsage>(&[3, 3, 6, 0x80, 0x40]), expected);
    assert_eq!(sentence::<KeyUsage>(&[3, 4, 7, 0x80, 0, 0x80]), expected);
    assert_eq!(
        KeyUsage::from_bits(0x201).unwrap_err().to_string(),
        "keyUsage has bits 0 to 8, found the set 0x200 above them (RFC 5280 §4.2.1.3)"
    );
}

#[test]
fn refuses_encipher_only_and_decipher_only_without_key_agreement() {
    let expected = "encipherOnly and decipherOnly have a meaning only together with keyAgreement (RFC 5280 §4.2.1.3)";
    assert_eq!(sentence::<KeyUsage>(&[3, 2, 0, 1]), [expected, " at byte 0 of KeyUsage"].concat());
    assert_eq!(KeyUsage::from_bits(1 << 8).unwrap_err().to_string(), expected);
}

#[test]
fn lists_its_names_in_the_order_of_the_bits() {
    let usage = KeyUsage::CRL_SIGN | KeyUsage::DIGITAL_SIGNATURE;
    assert_eq!(usage.names().collect::<Vec<_>>(), ["digitalSignature", "cRLSign"]);
    assert_eq!(format!("{usage} {usage:?}"), "digitalSignature, cRLSign KeyUsage(digitalSignature, cRLSign)");
    assert!(usage.contains(KeyUsage::CRL_SIGN) && !usage.contains(usage | KeyUsage::KEY_CERT_SIGN));
    assert!(usage.intersects(KeyUsage::CRL_SIGN) && !usage.intersects(KeyUsage::KEY_CERT_SIGN));
}

#[test]
fn is_a_list_of_names_in_policy_files() {
    let usage = KeyUsage::ENCIPHER_ONLY;
    let json = serde_json::to_string(&usage).unwrap();
    assert_eq!(json, r#"["keyAgreement","encipherOnly"]"#);
    assert_eq!(serde_json::from_str::<KeyUsage>(&json).unwrap(), usage);
    let error = serde_json::from_str::<KeyUsage>(r#"["crlSign"]"#).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with(r#""crlSign" is not a key usage; the names are digitalSignature, nonRepudiation"#)
    );
    assert!(serde_json::from_str::<KeyUsage>("[]").is_err());
    assert!(serde_json::from_str::<KeyUsage>(r#"["encipherOnly"]"#).is_err());
}

#[test]
fn is_critical() {
    assert_eq!(KeyUsage::CRL_SIGN.criticality(SubjectName::NonEmpty), Criticality::Critical);
}
