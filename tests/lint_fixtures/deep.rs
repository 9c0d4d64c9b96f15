//! The second pair of eyes, over whole certificates with a dummy signature.
//!
//! What our decoder leaves to the typed extensions, x509-parser reads at once; what it refuses has a sentence too.

use chancery::{
    encoding::{Tag, Writer},
    issuance::lint::deep,
};

use crate::tbs::{ECDSA_SHA256, Tbs, der, oid, sequence};

/// A whole certificate, its signature 64 zeros.
pub(crate) fn signed(tbs: &[u8]) -> Vec<u8> {
    sequence(|w| {
        w.raw(tbs)?;
        w.raw(ECDSA_SHA256)?;
        w.bit_string_of_octets(&[0; 64])
    })
}

fn with(id: &str, critical: bool, value: Vec<u8>) -> String {
    let mut tbs = Tbs::server();
    tbs.set(id, critical, value);
    deep(&signed(&tbs.to_der())).unwrap_err().to_string()
}

#[test]
fn two_readers_read_the_same_certificate() {
    for tbs in [Tbs::server(), Tbs::subordinate(), Tbs::root()] {
        assert_eq!(deep(&signed(&tbs.to_der())), Ok(()));
    }
}

#[test]
fn refuses_two_algorithms_in_one_certificate() {
    let mut tbs = Tbs::server();
    tbs.signature = b"\x30\x05\x06\x03\x2b\x65\x70".to_vec();
    assert_eq!(
        deep(&signed(&tbs.to_der())).unwrap_err().to_string(),
        "the certificate cannot be read back: signatureAlgorithm and tbsCertificate.signature differ at byte 0 of \
         Certificate"
    );
}

#[test]
fn refuses_a_value_the_second_reader_cannot_read() {
    let finding = with("2.5.29.14", false, der(Writer::null));
    assert_eq!(finding, "a second reader cannot read the value of the extension 2.5.29.14");
}

#[test]
fn refuses_an_invalid_general_name() {
    let finding = with("2.5.29.17", false, sequence(|w| w.element(Tag::context(2), b"\xff\xfe")));
    assert_eq!(finding, "a second reader finds an invalid general name in the extension 2.5.29.17");
}

#[test]
fn refuses_an_invalid_general_name_in_every_extension_that_has_some() {
    let invalid = |w: &mut Writer| w.element(Tag::context(6), b"\xff\xfe");
    let location = sequence(|w| {
        w.sequence(|entry| {
            entry.oid(&oid("1.3.6.1.5.5.7.48.2"))?;
            invalid(entry)
        })
    });
    let point = sequence(|w| {
        w.sequence(|point| {
            point.nested(Tag::context_constructed(0), |name| name.nested(Tag::context_constructed(0), invalid))
        })
    });
    let subtree = sequence(|w| w.nested(Tag::context_constructed(1), |list| list.sequence(invalid)));
    for (id, value) in [("1.3.6.1.5.5.7.1.1", location), ("2.5.29.31", point), ("2.5.29.30", subtree)] {
        assert_eq!(
            with(id, false, value),
            format!("a second reader finds an invalid general name in the extension {id}")
        );
    }
}

#[test]
fn refuses_a_critical_extension_the_second_reader_does_not_know() {
    let finding = with("2.999.7", true, der(Writer::null));
    assert_eq!(finding, "a second reader does not know the extension 2.999.7, which is critical");
}
