//! What holds for every certificate that is read: its octets, its parts, its typed extensions; and the rules and the
//! second reader survive whatever is in it.
//!
//! Run by the fuzz target of this name and over the seeds by `tests/fuzz_seeds.rs`. Anyone may hand in a CA certificate,
//! so the decoder meets octets of strangers. The surprising choice: the input is also taken for a bare `TBSCertificate`,
//! so that the lint rules are reached without two algorithm fields that agree.

use chancery::{
    crypto::SignatureAlgorithm,
    encoding::Writer,
    issuance::lint::{self, DeepError, Issuing, Judged, Relation},
    x509::{
        Certificate, TbsCertificate,
        extension::{
            AuthorityInfoAccess, AuthorityKeyIdentifier, BasicConstraints, CertificatePolicies, CrlDistributionPoints,
            ExtendedKeyUsage, KeyUsage, NameConstraints, SubjectAltName, SubjectKeyIdentifier, TypedExtension,
        },
        lint::Part,
    },
};

pub(crate) fn run(data: &[u8]) {
    if let Ok(tbs) = TbsCertificate::from_der(data) {
        assert_eq!(tbs.octets(), data, "the octets read are kept");
        judge(&tbs);
    }
    let deep = lint::deep(data);
    match Certificate::from_der(data) {
        Ok(certificate) => {
            assert!(!matches!(deep, Err(DeepError::Decode(_))), "our reader has one opinion");
            laws(&certificate, data);
        }
        Err(error) => assert_eq!(deep, Err(DeepError::Decode(error))),
    }
}

fn laws(certificate: &Certificate, data: &[u8]) {
    assert_eq!(certificate.as_der(), data, "the octets read are kept");
    assert_eq!(Certificate::from_pem(certificate.to_pem().as_bytes()).as_ref(), Ok(certificate), "as a text too");
    let tbs = TbsCertificate::from_der(certificate.to_be_signed());
    assert!(tbs.is_ok(), "the part that is signed can be read alone");
    if let Ok(tbs) = tbs {
        assert_eq!(tbs.serial(), certificate.serial_number().as_octets());
        assert_eq!(tbs.issuer(), certificate.issuer().as_der());
        assert_eq!(tbs.validity(), certificate.validity());
        assert_eq!(tbs.subject(), certificate.subject().as_der());
        assert_eq!(tbs.subject_public_key_info(), certificate.public_key().as_spki());
        assert_eq!(tbs.extensions().len(), certificate.extensions().iter().count());
        judge(&tbs);
    }
    let _ = format!("{certificate:?}");
    typed::<AuthorityInfoAccess>(certificate);
    typed::<AuthorityKeyIdentifier>(certificate);
    typed::<BasicConstraints>(certificate);
    typed::<CertificatePolicies>(certificate);
    typed::<CrlDistributionPoints>(certificate);
    typed::<ExtendedKeyUsage>(certificate);
    typed::<KeyUsage>(certificate);
    typed::<NameConstraints>(certificate);
    typed::<SubjectAltName>(certificate);
    typed::<SubjectKeyIdentifier>(certificate);
}

/// A value that is read is written back as it was.
fn typed<E: TypedExtension>(certificate: &Certificate) {
    let Ok(Some(value)) = certificate.typed::<E>() else { return };
    let mut written = Writer::new();
    assert_eq!(value.encode(&mut written), Ok(()));
    let read = certificate.extensions().find(E::OID).map(|extension| extension.value());
    assert_eq!(Some(written.octets()), read, "encode after decode changes nothing in {}", E::OID);
}

/// Every rule, under an issuer of the certificate's own making and under another.
fn judge(tbs: &TbsCertificate<'_>) {
    for (relation, subject) in [(Relation::SelfSigned, tbs.subject()), (Relation::Issued, tbs.issuer())] {
        let algorithm = SignatureAlgorithm::Ed25519.identifier();
        let issuer = Issuing { subject, key_identifier: &[], algorithm, not_after: None, relation };
        for part in [Part::Constant, Part::Variable] {
            if let Err(findings) = lint::run(&Judged { tbs, issuer }, part) {
                assert!(!findings.to_string().is_empty(), "a finding is a sentence");
            }
        }
    }
}
