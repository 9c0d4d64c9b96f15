//! A wish to be critical is granted by the type of the extension, or told.

use chancery::{
    encoding::Writer,
    x509::{
        Extension, GeneralName, Name,
        extension::{
            BasicConstraints, Criticality, ExtendedKeyUsage, KeyPurpose, KeyUsage, SubjectAltName, TlsFeature,
            TypedExtension,
        },
    },
};

use crate::{Changed, authority, ca, client, client_policy, granted, now, provider, server, server_policy, told};

fn critical<E: TypedExtension>(value: &E) -> Extension {
    let mut writer = Writer::new();
    value.encode(&mut writer).unwrap();
    Extension::opaque(E::OID, Criticality::Critical, writer.into_octets()).unwrap()
}

#[test]
fn a_granted_extension_that_was_asked_for_as_critical_and_is_not_is_told() {
    let purposes = ExtendedKeyUsage::new([KeyPurpose::CLIENT_AUTH]).unwrap();
    let request = ca::request(provider(), "p256", &Name::empty(), [critical(&purposes)]);
    let sentence = "extensionRequest.extKeyUsage.critical asks for TRUE, which the policy does not grant";
    assert_eq!(told(&granted(client_policy(), request, &client())), [sentence]);
}

#[test]
fn a_must_staple_that_is_fixed_and_asked_for_as_critical_is_told() {
    use chancery::policy::{OtherRow, Surplus};
    let policy = Changed(server_policy(), |profile| {
        profile.others = vec![OtherRow::typed(&TlsFeature::MUST_STAPLE, Surplus::Refuse).unwrap()].into();
    });
    let request = ca::request(provider(), "p256", &Name::empty(), [critical(&TlsFeature::MUST_STAPLE)]);
    let sentence = "extensionRequest.tlsfeature.critical asks for TRUE, which the policy does not grant";
    assert_eq!(told(&granted(policy, request, &server(&["host.example"]))), [sentence]);
}

#[test]
fn nothing_is_told_of_what_is_critical_anyway() {
    let asked = [critical(&KeyUsage::DIGITAL_SIGNATURE), critical(&BasicConstraints::EndEntity)];
    let request = ca::request(provider(), "p256", &Name::empty(), asked);
    assert_eq!(told(&granted(client_policy(), request, &client())), [""; 0]);
}

#[test]
fn what_is_refused_or_withheld_is_told_once() {
    let names = SubjectAltName::new([GeneralName::Dns("other.example".parse().unwrap())]).unwrap();
    let request = ca::request(provider(), "p256", &Name::empty(), [critical(&names)]);
    let authority = authority(provider(), "ed25519");
    let approved = ca::approve(&authority, server_policy(), request, &server(&["host.example"]), now());
    let rules: Vec<_> = approved.unwrap_err().violations().iter().map(|told| told.path().to_string()).collect();
    assert_eq!(rules, ["extensionRequest.subjectAltName[0]"]);
}
