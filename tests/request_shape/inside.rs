//! DER all the way down: one rule broken in each place where nobody looks at what stands there.
//!
//! Each element is wrong by X.690 alone; the same place with a sound element is read and written back. The errors name
//! the octet, counted from the start of the file.

use chancery::{
    crypto::SignatureAlgorithm,
    encoding::{DecodeErrorKind as Kind, OidError, Tag},
    request::{CertificationRequest, RequestAttribute},
    x509::extension::oid,
};

use super::place;
use crate::fixtures::*;

/// Elements that BER or nobody writes, inside a SEQUENCE with a mark before it, and why they are refused.
fn wrong() -> Vec<(&'static [u8], Kind)> {
    vec![
        (b"\x24\x00", Kind::Constructed { kind: Tag::OCTET_STRING }),
        (b"\x10\x00", Kind::NotConstructed { kind: Tag::SEQUENCE }),
        (b"\x00\x00", Kind::EndOfContents),
        (b"\x30\x80\x00\x00", Kind::IndefiniteLength),
        (b"\x04\x81\x01\x00", Kind::NonMinimalLength),
        (b"\x01\x01\x01", Kind::BadBoolean { found: 1 }),
        (b"\x02\x02\x00\x01", Kind::NonMinimalInteger),
        (b"\x0a\x02\xff\xff", Kind::NonMinimalInteger),
        (b"\x03\x02\x01\xff", Kind::BadBitString),
        (b"\x05\x01\x00", Kind::WrongContentLength { expected: 0, found: 1 }),
        (b"\x06\x02\x80\x01", Kind::Oid(OidError::NotMinimal)),
        (b"\x0c\x01\xff", Kind::BadCharacter { string: "UTF8String" }),
        (b"\x13\x01*", Kind::BadCharacter { string: "PrintableString" }),
        (b"\x16\x01\xff", Kind::BadCharacter { string: "IA5String" }),
        (b"\x17\x0b2601010000Z", Kind::BadTime),
        (b"\x9f\x1e\x00", Kind::NonMinimalTag),
    ]
}

const MARK: &[u8] = b"\x04\x04mark";

/// A SEQUENCE of the mark and this.
fn value(element: &[u8]) -> Vec<u8> {
    der(|w| w.element(Tag::SEQUENCE, &[MARK, element].concat()))
}

/// A wrong element is refused, at its own octet, in what `request` makes of it; a sound one is read and written back.
#[track_caller]
fn looks_into(request: impl Fn(&[u8]) -> Vec<u8>) {
    let sound = request(&value(NULL));
    assert_eq!(read(&sound).reencode().expect("small"), sound);
    for (element, kind) in wrong() {
        let der = request(&value(element));
        let error = unreadable(&der);
        assert_eq!((error.kind(), error.position()), (kind, place(&der, MARK) + MARK.len()), "{element:02x?}");
    }
}

#[test]
fn of_an_unknown_attribute() {
    looks_into(|value| with_attributes(&[attribute("2.999.1", &[value])]));
}

#[test]
fn of_a_challenge_password() {
    looks_into(|value| with_attributes(&[attribute(CHALLENGE_PASSWORD, &[value])]));
}

#[test]
fn of_an_unknown_extension() {
    looks_into(|value| with_extensions(&[(oid_of("2.999.1"), value)]));
}

/// `[0] { 2.999.1, [0] value }`
fn other_name(value: &[u8]) -> Vec<u8> {
    der(|w| {
        w.nested(Tag::context_constructed(0), |name| {
            name.oid(&oid_of("2.999.1"))?;
            name.element(Tag::context_constructed(0), value)
        })
    })
}

#[test]
fn of_another_name() {
    looks_into(|value| {
        with_extensions(&[(oid::SUBJECT_ALT_NAME, &der(|w| w.element(Tag::SEQUENCE, &other_name(value))))])
    });
}

#[test]
fn of_an_x400_address() {
    let address = |value: &[u8]| der(|w| w.element(Tag::context_constructed(3), value));
    looks_into(|value| {
        with_extensions(&[(oid::SUBJECT_ALT_NAME, &der(|w| w.element(Tag::SEQUENCE, &address(value))))])
    });
}

#[test]
fn of_another_name_of_a_subtree() {
    looks_into(|value| {
        let subtree = der(|w| w.element(Tag::SEQUENCE, &other_name(value)));
        let permitted = der(|w| w.element(Tag::context_constructed(0), &subtree));
        with_extensions(&[(oid::NAME_CONSTRAINTS, &der(|w| w.element(Tag::SEQUENCE, &permitted)))])
    });
}

/// `[number] { content }`
fn tagged(number: u8, content: &[u8]) -> Vec<u8> {
    der(|w| w.element(Tag::context_constructed(number), content))
}

fn sequence(content: &[u8]) -> Vec<u8> {
    der(|w| w.element(Tag::SEQUENCE, content))
}

#[test]
fn of_another_name_where_the_issuer_is() {
    looks_into(|value| {
        let access = [der(|w| w.oid(&oid::ACCESS_OCSP)), other_name(value)].concat();
        with_extensions(&[(oid::AUTHORITY_INFO_ACCESS, &sequence(&sequence(&access)))])
    });
}

#[test]
fn of_another_name_of_the_issuer() {
    looks_into(|value| {
        let issuer = [tagged(1, &other_name(value)), b"\x82\x01\x01".to_vec()].concat();
        with_extensions(&[(oid::AUTHORITY_KEY_IDENTIFIER, &sequence(&issuer))])
    });
}

#[test]
fn of_another_name_of_a_distribution_point() {
    for kind in [oid::CRL_DISTRIBUTION_POINTS, oid::FRESHEST_CRL] {
        looks_into(|value| {
            let name = tagged(0, &tagged(0, &other_name(value)));
            with_extensions(&[(kind, &sequence(&sequence(&name)))])
        });
        looks_into(|value| {
            let issuer = tagged(2, &other_name(value));
            with_extensions(&[(kind, &sequence(&sequence(&issuer)))])
        });
    }
}

#[test]
fn of_a_qualifier_of_a_policy() {
    looks_into(|value| {
        let qualifier = der(|w| {
            w.sequence(|policies| {
                policies.sequence(|policy| {
                    policy.oid(&oid_of("2.999.1"))?;
                    policy.sequence(|list| {
                        list.sequence(|qualifier| {
                            qualifier.oid(&oid_of("2.999.2"))?;
                            qualifier.raw(value)
                        })
                    })
                })
            })
        });
        with_extensions(&[(oid::CERTIFICATE_POLICIES, &qualifier)])
    });
}

#[test]
fn of_an_attribute_of_the_subject_that_is_no_text() {
    looks_into(|value| {
        let name = der(|w| {
            w.sequence(|rdns| {
                rdns.nested(Tag::SET, |rdn| {
                    rdn.sequence(|attribute| {
                        attribute.oid(&oid_of("2.5.4.45"))?;
                        attribute.raw(value)
                    })
                })
            })
        });
        by_hand(0, &name, &[0xa0, 0])
    });
}

#[test]
fn of_the_parameters_of_an_unknown_signature_algorithm() {
    looks_into(|value| {
        let request = with_attributes(&[]);
        let sound = CertificationRequest::from_der(&request).expect("sound");
        let identifier = der(|w| {
            w.sequence(|identifier| {
                identifier.oid(&oid_of("2.999.1"))?;
                identifier.raw(value)
            })
        });
        envelope(sound.info(), &identifier, &[0; 8])
    });
}

#[test]
fn of_the_parameters_of_an_unknown_key_algorithm() {
    looks_into(|value| {
        let info = der(|w| {
            w.sequence(|info| {
                info.small_natural(0)?;
                info.raw(subject().as_der())?;
                info.sequence(|spki| {
                    spki.sequence(|identifier| {
                        identifier.oid(&oid_of("2.999.1"))?;
                        identifier.raw(value)
                    })?;
                    spki.bit_string_of_octets(&[0; 8])
                })?;
                info.element(Tag::context_constructed(0), &[])
            })
        });
        envelope(&info, SignatureAlgorithm::Ed25519.identifier(), &[0; 64])
    });
}

#[test]
fn a_set_nobody_understands_is_in_either_order_and_no_other() {
    let with = |set: &[u8]| with_attributes(&[attribute("2.999.1", &[set])]);
    read(&with(b"\x31\x04\xa0\x00\x81\x00"));
    read(&with(b"\x31\x04\x81\x00\xa0\x00"));
    assert_eq!(unreadable(&with(b"\x31\x06\x02\x01\x02\x02\x01\x01")).kind(), Kind::SetOrder);
}

#[test]
fn values_of_an_attribute_are_in_order_and_one_element_each() {
    let values = |content: &[u8]| {
        let attribute = der(|w| {
            w.sequence(|fields| {
                fields.oid(&oid_of("2.999.1"))?;
                fields.element(Tag::SET, content)
            })
        });
        with_attributes(&[attribute])
    };
    let request = read(&values(b"\x02\x01\x01\x02\x01\x02"));
    let read: Vec<_> = request.attributes().flat_map(|attribute| attribute.values()).collect();
    assert_eq!(read, [b"\x02\x01\x01", b"\x02\x01\x02"]);
    assert_eq!(request.attribute(oid_of("2.999.1")).as_ref().map(RequestAttribute::oid), Some(oid_of("2.999.1")));
    assert_eq!(unreadable(&values(b"\x02\x01\x02\x02\x01\x01")).kind(), Kind::SetOrder);
}
