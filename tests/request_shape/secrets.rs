//! What is in a request and shown to nobody who did not ask: challengePassword, unstructuredName, unknown attributes.
//!
//! exposed, never copied into a certificate, never in `Debug`, an error or a violation. The texts are looked for in
//! everything that is printed, as text and as the octets `Debug` would make of them.

use chancery::{
    encoding::Tag,
    policy::Rejection,
    request::{CertificationRequest, VerifiedRequest},
    x509::Name,
};

use crate::{ca, fixtures::*};

const UNSTRUCTURED_NAME: &str = "1.2.840.113549.1.9.2";
const SECRETS: [&str; 3] = ["hunter2hunter2", "router7router7", "private9private9"];

/// A request with a secret in each of three attributes, and nothing asked for.
fn secretive() -> Vec<u8> {
    secretive_of(&subject())
}

fn secretive_of(subject: &Name) -> Vec<u8> {
    let [password, device, unknown] = SECRETS;
    let text = |text: &str| der(|w| w.element(Tag::UTF8_STRING, text.as_bytes()));
    let attributes = [
        attribute(UNSTRUCTURED_NAME, &[&text(device)]),
        attribute(CHALLENGE_PASSWORD, &[&text(password)]),
        attribute("2.999.5", &[&text(unknown)]),
    ];
    by_hand(0, subject.as_der(), &der(|w| w.element(Tag::context_constructed(0), &attributes.concat())))
}

#[track_caller]
fn tells_nothing(shown: &str) {
    for secret in SECRETS {
        let octets = format!("{:?}", secret.as_bytes());
        let hex: String = secret.bytes().map(|octet| format!("{octet:02x}")).collect();
        for form in [secret, octets.trim_matches(['[', ']']), &hex] {
            assert!(!shown.to_lowercase().contains(form), "{form} in {shown}");
        }
    }
}

#[test]
fn are_given_to_who_asks_by_name() {
    let request = read(&secretive());
    assert!(request.has_challenge_password());
    assert_eq!(request.challenge_password().expect("a text").secret_text(), "hunter2hunter2");
    assert_eq!(request.unstructured_names().collect::<Vec<_>>(), ["router7router7"]);
    let unknown = request.attribute(oid_of("2.999.5")).expect("the third");
    assert_eq!(unknown.values().collect::<Vec<_>>(), [b"\x0c\x10private9private9"]);
    assert!(read(&with_attributes(&[])).challenge_password().is_none());
    assert_eq!(read(&with_attributes(&[])).unstructured_names().count(), 0);
}

#[test]
fn a_password_of_every_string_type_is_a_text() {
    let cases: [(&[u8], &str); 6] = [
        (b"\x0c\x04\xc5\xbcab", "żab"),
        (b"\x13\x03abc", "abc"),
        (b"\x16\x03a*c", "a*c"),
        (b"\x14\x02a\xf3", "aó"),
        (b"\x1e\x04\x01\x7c\0a", "ża"),
        (b"\x1c\x04\0\0\x01\x7c", "ż"),
    ];
    for (value, text) in cases {
        let request = read(&with_attributes(&[attribute(CHALLENGE_PASSWORD, &[value])]));
        let password = request.challenge_password().expect("a text");
        assert_eq!(password.secret_text(), text, "{value:02x?}");
    }
}

#[test]
fn a_password_that_is_no_text_or_two_is_there_and_not_given() {
    for values in [&[NULL][..], &[b"\x0c\x01a", b"\x0c\x01b"]] {
        let request = read(&with_attributes(&[attribute(CHALLENGE_PASSWORD, values)]));
        assert!(request.has_challenge_password());
        assert!(request.challenge_password().is_none());
        assert_eq!(request.attribute(oid_of(CHALLENGE_PASSWORD)).expect("it is there").values().count(), values.len());
    }
}

#[test]
fn are_in_no_debug() {
    let request = read(&secretive());
    tells_nothing(&format!("{request:?} {request:#?}"));
    for attribute in request.attributes() {
        tells_nothing(&format!("{attribute:?}"));
    }
    let password = request.challenge_password().expect("a text");
    assert_eq!(format!("{password:?}"), "ChallengePassword([elided])");
    tells_nothing(&format!("{:?}", request.verify(&PROVIDER)));
}

#[test]
fn are_in_no_error() {
    let sound = secretive();
    for place in 0..sound.len() {
        for flip in [0x01, 0x40, 0x80] {
            let mut changed = sound.clone();
            *changed.get_mut(place).expect("within") ^= flip;
            match CertificationRequest::from_der(&changed) {
                Err(error) => tells_nothing(&format!("{error} {error:?}")),
                Ok(request) => {
                    let _ = request.verify(&PROVIDER).map_err(|error| {
                        tells_nothing(&format!("{error} {error:?} {}", error.violation().message()));
                    });
                }
            }
        }
    }
}

fn verified(subject: &Name) -> VerifiedRequest {
    read(&secretive_of(subject)).verify(ca::provider()).expect("proven")
}

#[test]
fn are_in_no_rejection() {
    let authority = ca::authority(ca::provider(), "ed25519");
    let rejected = |rejection: Rejection| {
        let json = serde_json::to_string(&rejection).expect("it serialises");
        tells_nothing(&format!("{rejection} {rejection:?} {json}"));
    };
    rejected(
        ca::approve(&authority, ca::operator_policy(), verified(&subject()), &ca::operator(), ca::now())
            .expect_err("CN"),
    );
}

#[test]
fn are_in_no_certificate() {
    let authority = ca::authority(ca::provider(), "ed25519");
    let policy = ca::client_policy();
    let request = verified(&Name::empty());
    let approved = ca::approve(&authority, policy, request, &ca::client(), ca::now());
    let approved = approved.expect("nothing is asked for");
    tells_nothing(&format!("{approved:?}"));
    let enrolled = authority.issue(approved, ca::now()).expect("issued");
    let certificate = enrolled.into_certificate();
    for secret in SECRETS {
        let octets = certificate.as_der();
        assert!(!octets.windows(secret.len()).any(|window| window == secret.as_bytes()), "{secret}");
    }
}
