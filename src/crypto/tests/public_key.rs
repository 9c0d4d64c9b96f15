//! What an EC key in a `SubjectPublicKeyInfo` must not be: one form, one sentence.
//!
//! The keys are made here from one point of P-521 that OpenSSL made. The surprising choice: a point of the right form
//! with wrong coordinates is read, because its octets are well-formed; `curve_point` has those.

use super::fixture;
use crate::{
    crypto::{Curve, KeyAlgorithm, PublicKey, public_key::EC_PUBLIC_KEY},
    encoding::{CurveForm, DecodeErrorKind, EncodeError, PointForm, Writer, oid},
};

const P521: &[u8] = b"\x06\x05\x2b\x81\x04\x00\x23";

fn spki(parameters: &[u8], point: &[u8]) -> Vec<u8> {
    let mut writer = Writer::new();
    let written = writer.sequence(|fields| {
        fields.sequence::<EncodeError>(|identifier| {
            identifier.oid(&EC_PUBLIC_KEY)?;
            identifier.raw(parameters)
        })?;
        fields.bit_string_of_octets(point)
    });
    written.unwrap();
    writer.into_octets()
}

fn sound_point() -> Vec<u8> {
    PublicKey::from_der(&fixture("p521.spki.der")).unwrap().key_octets().to_vec()
}

fn beginning_with(first: u8) -> Vec<u8> {
    let mut point = sound_point();
    point[0] = first;
    point
}

#[track_caller]
fn refused(parameters: &[u8], point: &[u8], kind: DecodeErrorKind, sentence: &str) {
    let error = PublicKey::from_der(&spki(parameters, point)).unwrap_err();
    assert_eq!((error.kind(), error.kind().to_string().as_str()), (kind, sentence));
}

#[test]
fn reads_an_uncompressed_point_on_a_named_curve() {
    let key = PublicKey::from_der(&spki(P521, &sound_point())).unwrap();
    assert_eq!(key.algorithm(), KeyAlgorithm::Ec(Curve::P521));
}

#[test]
fn refuses_each_other_form_of_a_point() {
    let forms = [
        (beginning_with(0x02), PointForm::Compressed, "a compressed point"),
        (beginning_with(0x03), PointForm::Compressed, "a compressed point"),
        (beginning_with(0x06), PointForm::Hybrid, "a hybrid point"),
        (beginning_with(0x07), PointForm::Hybrid, "a hybrid point"),
        (vec![0x00], PointForm::Infinity, "the point at infinity"),
        (vec![], PointForm::Empty, "nothing"),
        (beginning_with(0x05), PointForm::Unknown(5), "a point that begins with 05"),
    ];
    for (point, found, named) in forms {
        let sentence = format!(
            "the point of an EC key must be uncompressed (RFC 5480 §2.2), found {named}; openssl pkey -ec_conv_form \
             uncompressed writes the key anew"
        );
        refused(P521, &point, DecodeErrorKind::PointForm { found }, &sentence);
    }
}

#[test]
fn refuses_parameters_that_name_no_curve() {
    let forms: [(&[u8], _, _); 3] = [
        (b"", CurveForm::Absent, "none"),
        (b"\x05\x00", CurveForm::Implicit, "an implicit curve"),
        (b"\x30\x03\x02\x01\x01", CurveForm::Explicit, "the explicit numbers of a curve"),
    ];
    for (parameters, found, named) in forms {
        let sentence = format!("the parameters of an EC key must name a curve (RFC 5480 §2.1.1), found {named}");
        refused(parameters, &sound_point(), DecodeErrorKind::CurveParameters { found }, &sentence);
    }
}

#[test]
fn refuses_a_point_that_is_too_short_for_its_curve() {
    let point = sound_point();
    let kind = DecodeErrorKind::WrongContentLength { expected: 133, found: 132 };
    refused(P521, &point[..132], kind, "the content has 132 octets, expected 133");
}

#[test]
fn knows_a_curve_by_its_name_only_and_leaves_its_points_alone() {
    let key = PublicKey::from_der(&spki(b"\x06\x05\x2b\x81\x04\x00\x0a", &[0x02, 1])).unwrap();
    assert_eq!(key.algorithm(), KeyAlgorithm::Ec(Curve::Other(oid("1.3.132.0.10"))));
}
