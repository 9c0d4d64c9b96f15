//! The judges that are crates: webpki for the path and its purpose, x509-parser for the form.
//!
//! In the flow: called by `tests/interop.rs` on every certificate of an end entity. webpki asks of each what a TLS
//! endpoint asks (RFC 5280 §4.2.1.12, RFC 6125); `lint::deep` reads octets with our decoder and with x509-parser.
//!
//! The surprising choice: the purpose is looked for once more beside webpki, which lets a leaf without any pass; to have
//! it required there would be to ask it of the issuing CA too.

use std::time::Duration;

use chancery::{
    issuance::lint,
    x509::{
        Certificate,
        extension::{ExtendedKeyUsage, KeyPurpose},
    },
};
use rustls_pki_types::{ServerName, UnixTime};
use webpki::{ALL_VERIFICATION_ALGS, EndEntityCert, Error, KeyUsage, anchor_from_trusted_cert};

use crate::{
    ca,
    hierarchy::{Hierarchy, Issued, P256, judged_at},
    judges::Purpose,
};

/// What webpki says of a certificate under its root, for its purpose.
pub(crate) fn webpki(hierarchy: &Hierarchy, issued: &Issued) -> Result<(), Error> {
    webpki_under(&hierarchy.root, &hierarchy.issuing, issued, judged_at())
}

/// `id-kp-OCSPSigning` as webpki takes it: the content of the identifier.
const OCSP_SIGNING: &[u8] = &[0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x09];
/// `id-kp-emailProtection` in the same form.
const EMAIL_PROTECTION: &[u8] = &[0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x04];

fn webpki_under(root: &Certificate, issuing: &Certificate, issued: &Issued, at: u64) -> Result<(), Error> {
    let (root, issuing, leaf) = (root.to_pki_types(), issuing.to_pki_types(), issued.certificate.to_pki_types());
    let anchors = [anchor_from_trusted_cert(&root)?];
    let leaf = EndEntityCert::try_from(&leaf)?;
    let at = UnixTime::since_unix_epoch(Duration::from_secs(at));
    let (usage, purpose) = match issued.purpose {
        Purpose::TlsServer => (KeyUsage::server_auth(), KeyPurpose::SERVER_AUTH),
        Purpose::Any => (KeyUsage::required_if_present(OCSP_SIGNING), KeyPurpose::OCSP_SIGNING),
        Purpose::EmailProtection => (KeyUsage::required_if_present(EMAIL_PROTECTION), KeyPurpose::EMAIL_PROTECTION),
        Purpose::TlsClient => (KeyUsage::client_auth(), KeyPurpose::CLIENT_AUTH),
    };
    leaf.verify_for_usage(ALL_VERIFICATION_ALGS, &anchors, &[issuing], at, usage, None, None)?;
    let granted: ExtendedKeyUsage = issued.certificate.typed().unwrap().unwrap();
    assert!(granted.contains(purpose), "{granted:?}");
    match issued.purpose {
        Purpose::TlsServer => leaf.verify_is_valid_for_subject_name(&ServerName::try_from("host.example").unwrap()),
        _ => Ok(()),
    }
}

#[test]
fn webpki_refuses_another_root_another_purpose_and_another_day() {
    let hierarchy = Hierarchy::new(&P256);
    let [server, client, ..] = hierarchy.one_of_each_policy(ca::policy_oid());
    webpki(&hierarchy, &server).unwrap();
    let asked = |root, issued, at| webpki_under(root, &hierarchy.issuing, issued, at).unwrap_err();
    let namesake = ca::root(ca::provider(), "p384");
    assert_eq!(namesake.subject(), hierarchy.root.subject());
    assert_eq!(asked(&namesake, &server, judged_at()), Error::InvalidSignatureForPublicKey);
    let misused = Issued { purpose: Purpose::TlsServer, ..client };
    let refusal = asked(&hierarchy.root, &misused, judged_at());
    assert!(matches!(refusal, Error::RequiredEkuNotFoundContext(_)), "{refusal:?}");
    let late = asked(&hierarchy.root, &server, judged_at() + 90 * 24 * 60 * 60);
    assert!(matches!(late, Error::CertExpired { .. }), "{late:?}");
}

#[test]
fn deep_refuses_a_certificate_whose_algorithm_was_touched_outside_the_signature() {
    let root = ca::root(ca::provider(), "ed25519");
    let mut der = root.as_der().to_vec();
    // Two headers of two octets stand before the identifier: SEQUENCE and OBJECT IDENTIFIER.
    let identifier = der.len() - 64 - 3 - 3;
    assert_eq!(der[identifier..identifier + 3], [43, 101, 112]);
    der[identifier + 2] ^= 1;
    let refusal = lint::deep(&der).unwrap_err().to_string();
    let wanted = "signatureAlgorithm and tbsCertificate.signature differ at byte 0 of Certificate";
    assert_eq!(refusal, format!("the certificate cannot be read back: {wanted}"));
}

#[test]
fn deep_refuses_a_certificate_with_a_turned_octet_in_a_tag() {
    let mut der = ca::root(ca::provider(), "ed25519").as_der().to_vec();
    der[4] ^= 1;
    let refusal = lint::deep(&der).unwrap_err().to_string();
    assert_eq!(refusal, "the certificate cannot be read back: expected SEQUENCE, found SET at byte 4 of Certificate");
}
