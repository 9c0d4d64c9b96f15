//! Production issuers refuse the test kit, whether the feature `testing` is on or not.
//!
//! By its name, by its extension, by its keys, each alone; and they do not certify a key of the kit for somebody else.
//! The certificates are forged here, because with the feature off nothing else has the marks.

use std::{fs, path::Path, sync::Arc};

use chancery::{
    crypto::{SecretKey, SignatureAlgorithm, Signer},
    encoding::Tag,
    issuer::{Issuer, IssuerError, TestMark},
    x509::{AttributeType, Name, extension::Criticality},
};

use super::{
    Forgery,
    ca::{self, authority, name, provider, signer},
    forge::{der, opaque},
    forgery, refusal,
};

/// A key that is committed beside the kit.
fn committed(key: &str) -> Arc<dyn Signer> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/testing/keys/{key}.pem"));
    let secret = SecretKey::from_pem(&fs::read(file).unwrap()).unwrap();
    provider().keys.signer(&secret, SignatureAlgorithm::EcdsaSha256).unwrap()
}

fn marked(organization: &str) -> Name {
    name(&[(AttributeType::ORGANIZATION, organization), (AttributeType::COMMON_NAME, "Authority")])
}

const BY_NAME: &str = "this is a test PKI, known by the organization \"chancery test PKI, not for production\"; \
                       make a CA certificate and a key of your own";
const BY_KEY: &str = "this is a test PKI, known by a key of the kit, which everybody has; \
                      make a CA certificate and a key of your own";

#[test]
fn refuses_a_ca_certificate_with_the_organization_of_the_kit() {
    let name = marked(TestMark::ORGANIZATION);
    assert_eq!(refusal(&forgery().named(name.as_der().to_vec())), BY_NAME);
    let shouted = marked(&TestMark::ORGANIZATION.to_uppercase());
    assert_eq!(refusal(&forgery().named(shouted.as_der().to_vec())), BY_NAME);
    let spread = marked(&TestMark::ORGANIZATION.replace(' ', "  "));
    assert_eq!(refusal(&forgery().named(spread.as_der().to_vec())), BY_NAME);
    let wide = marked(&TestMark::ORGANIZATION.replace('c', "\u{ff43}"));
    assert_eq!(refusal(&forgery().named(wide.as_der().to_vec())), BY_NAME);
    super::asked(&forgery().named(marked("chancery test PKI").as_der().to_vec())).unwrap();
}

#[test]
fn refuses_a_ca_certificate_under_the_kit() {
    let issuer = marked(TestMark::ORGANIZATION).as_der().to_vec();
    assert_eq!(refusal(&Forgery { issuer, ..forgery() }), BY_NAME);
}

#[test]
fn refuses_a_ca_certificate_with_the_extension_of_the_kit() {
    let text = der(|writer| writer.element(Tag::UTF8_STRING, b"any text"));
    let mark = opaque(&TestMark::EXTENSION.to_string(), Criticality::NonCritical, &text);
    assert_eq!(
        refusal(&forgery().and(mark)),
        "this is a test PKI, known by the extension 2.999.7265.1; make a CA certificate and a key of your own"
    );
    super::asked(&forgery().and(opaque("2.999.7265.2", Criticality::NonCritical, &text))).unwrap();
}

#[test]
fn refuses_every_key_of_the_kit() {
    for key in ["root", "stranger"] {
        assert_eq!(refusal(&Forgery::authority(committed(key))), BY_KEY, "{key}");
    }
}

#[test]
fn founds_no_root_with_the_name_or_a_key_of_the_kit() {
    let by_name = Issuer::founding(marked(TestMark::ORGANIZATION), signer(provider(), "p256"), provider());
    assert_eq!(by_name.unwrap_err().to_string(), BY_NAME);
    let by_key = Issuer::founding(marked("Example"), committed("root"), provider());
    assert!(matches!(by_key, Err(IssuerError::TestKit { mark: TestMark::Key })), "{by_key:?}");
}

#[test]
fn certifies_no_key_of_the_kit() {
    let request = ca::request_by(provider(), committed("root").as_ref(), &Name::empty(), []);
    let applicant = ca::server(&["www.example"]);
    let rejection =
        ca::approve(&authority(provider(), "p256"), ca::server_policy(), request, &applicant, ca::now()).unwrap_err();
    let told: Vec<_> = rejection.violations().iter().map(|violation| violation.rule().as_str()).collect();
    assert_eq!(told, ["policy.key.test-kit"]);
    assert_eq!(
        rejection.violations()[0].to_string(),
        "subjectPublicKeyInfo is a key of the test kit, which everybody has; permitted is a key only the subject has \
         (Baseline Requirements §6.1.1.3 (B-06))"
    );
}
