//! What holds for text: one block in, one block out, the same octets (RFC 7468).
//!
//! Run by the fuzz target of this name and over the seeds by `tests/fuzz_seeds.rs`. Every input is taken twice, as a text
//! that may hold a block and as octets to be put in one. The surprising choice: a block that was read under the label
//! `NEW CERTIFICATE REQUEST` must be written back under it, although the reader underneath does not know that label.

use chancery::{
    crypto::SecretKey,
    encoding::pem::{self, Label},
    request::CertificationRequest,
    x509::Certificate,
};

const LABELS: [Label; 7] = [
    Label::Certificate,
    Label::CertificateRequest,
    Label::NewCertificateRequest,
    Label::PrivateKey,
    Label::RsaPrivateKey,
    Label::EcPrivateKey,
    Label::Crl,
];
const LIMIT: usize = 1 << 20;

pub(crate) fn run(data: &[u8]) {
    as_text(data);
    as_octets(data);
    // None of these may panic.
    let _ = (CertificationRequest::from_pem(data), Certificate::from_pem(data), SecretKey::from_pem(data));
}

fn as_text(text: &[u8]) {
    let Ok((label, der)) = pem::decode_one(text, &LABELS, LIMIT) else { return };
    assert!(pem::looks_like_text(text), "a text with a block looks like one");
    let written = pem::encode(label, &der);
    assert_eq!(pem::decode_one(written.as_bytes(), &[label], LIMIT), Ok((label, der)), "decode after encode");
}

fn as_octets(der: &[u8]) {
    for label in LABELS {
        let written = pem::encode(label, der);
        assert!(written.is_ascii() && written.lines().all(|line| line.len() <= 64), "RFC 7468 §2");
        let read = pem::decode_one(written.as_bytes(), &[label], LIMIT);
        assert_eq!(read.map(|(label, der)| (label, der.to_vec())), Ok((label, der.to_vec())), "decode after encode");
    }
}
