//! What holds for every certificate a request leads to: the key is the request's, everything else is the policy's.
//!
//! Run by the fuzz target of this name and over the seeds by `tests/fuzz_seeds.rs`. From octets through a believed
//! signature to a prepared certificate or a rejection that says why; nothing is signed. The surprising choice: each
//! certificate is held against the one that a request for nothing at all, with the same key, leads to. They are equal
//! octet by octet, so nothing a request says can reach a certificate. RSA keys of more than 2048 bits are left alone: the
//! prime test of one takes seconds under a sanitizer.
#![allow(clippy::expect_used, reason = "what is expected here is what is claimed")]

use chancery::{
    crypto::{KeyAlgorithm, PublicKey, ring},
    encoding::Writer,
    issuance::{
        Prepared,
        lint::{self, Issuing, Judged},
    },
    policy::{Rejection, SubscriberKey},
    request::{CertificationRequest, VerifiedRequest},
    x509::{
        Extensions, Name, TbsCertificate,
        extension::{ExtendedKeyUsage, KeyPurpose, KeyUsage, SubjectAltName},
        lint::Part,
    },
};

pub(crate) mod centre;

use centre::{BELIEVING, CENTRE, Pretender, Server, now};

pub(crate) fn run(data: &[u8]) {
    let Ok(request) = CertificationRequest::from_der(data) else { return };
    if matches!(request.public_key().algorithm(), KeyAlgorithm::Rsa { bits: 2049.. }) {
        return;
    }
    let proven = request.clone().verify(&ring::PROVIDER);
    match request.verify(&BELIEVING) {
        Ok(request) => CENTRE.servers.iter().for_each(|server| judge(server, &request)),
        Err(error) => {
            assert!(proven.is_err(), "what a believer refuses nobody proves");
            assert!(!error.to_string().is_empty(), "a refusal says why");
        }
    }
}

fn judge(server: &Server, request: &VerifiedRequest) {
    match decide(server, request.clone()) {
        Ok(prepared) => {
            holds(server, request.public_key(), &prepared);
            let plain = decide(server, plain(request.public_key())).expect("who asks for less is granted the same");
            assert_eq!(prepared.tbs(), plain.tbs(), "nothing a request says reaches a certificate");
        }
        Err(rejection) => {
            assert!(!rejection.violations().is_empty(), "a rejection has a reason");
            assert!(rejection.violations().iter().all(|violation| !violation.message().is_empty()));
        }
    }
}

fn decide(server: &Server, request: VerifiedRequest) -> Result<Prepared<SubscriberKey>, Rejection> {
    let (adopted, applicant) = (&server.adopted, &server.applicant);
    let history = adopted.history(Some(&request), applicant).expect("the inventory answers");
    let approved = adopted.approve(request, applicant, &history, now())?;
    let slot = CENTRE.authority.slot().expect("a slot");
    Ok(approved.prepare(slot, now()).expect("what is approved can be prepared"))
}

/// A request for nothing.
fn plain(key: &PublicKey) -> VerifiedRequest {
    let signer = Pretender::new(key.clone()).expect("a key that was believed has an algorithm");
    let request = CertificationRequest::sign(&Name::empty(), &Extensions::new(), &signer).expect("a request");
    request.verify(&BELIEVING).expect("everything is believed")
}

fn holds(server: &Server, key: &PublicKey, prepared: &Prepared<SubscriberKey>) {
    let tbs = TbsCertificate::from_der(prepared.tbs()).expect("what is to be signed can be read");
    assert_eq!(tbs.subject_public_key_info(), key.as_spki(), "the key of the request, octet by octet");
    assert_eq!(tbs.subject(), server.subject.as_der(), "the subject of the facts");
    let found: Vec<_> = tbs.extensions().iter().map(|extension| extension.oid).collect();
    assert_eq!(found, server.extensions, "the extensions of the profile");
    assert_eq!(tbs.typed::<SubjectAltName>(), Ok(Some(server.names.clone())), "the names of the facts");
    assert_eq!(tbs.typed::<KeyUsage>(), Ok(Some(usage(key))));
    let purposes = tbs.typed::<ExtendedKeyUsage>().expect("readable").expect("there");
    assert_eq!(purposes.purposes(), [KeyPurpose::SERVER_AUTH]);
    linted(prepared, &tbs);
}

fn usage(key: &PublicKey) -> KeyUsage {
    match key.algorithm() {
        KeyAlgorithm::Rsa { .. } => KeyUsage::DIGITAL_SIGNATURE.union(KeyUsage::KEY_ENCIPHERMENT),
        _ => KeyUsage::DIGITAL_SIGNATURE,
    }
}

/// Every rule ran and finds nothing, of what changes and of what does not; a second reader agrees.
fn linted(prepared: &Prepared<SubscriberKey>, tbs: &TbsCertificate<'_>) {
    let issuer = CENTRE.authority.issuer();
    let judged = Judged { tbs, issuer: Issuing::of(issuer) };
    let run = |part| lint::run(&judged, part).expect("lints are clean");
    assert_eq!(*prepared.rules(), run(Part::Variable).and(run(Part::Constant)), "what ran is clean");
    assert_eq!(usize::try_from(prepared.rules().count()), Ok(lint::rules().len()), "every rule ran");
    let mut certificate = Writer::new();
    let written = certificate.sequence(|fields| {
        fields.raw(prepared.tbs())?;
        issuer.algorithm().encode(fields)?;
        fields.bit_string_of_octets(&[0; 64])
    });
    assert_eq!(written, Ok(()));
    assert_eq!(lint::deep(certificate.octets()), Ok(()), "a second reader agrees");
}
