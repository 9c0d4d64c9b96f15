//! What holds for every request that is read: its octets are kept, and what was understood of it writes them again.
//!
//! Run by the fuzz target of this name and over the seeds by `tests/fuzz_seeds.rs`. R-01: strict DER has one spelling, so
//! decoding and encoding are each other's inverse; an accepted request that comes out otherwise was not understood.
//! The surprising choice: text is tried as well, since the same octets reach `from_bytes` from people who paste files.

use chancery::request::{CertificationRequest, KeyFloor};

pub(crate) fn run(data: &[u8]) {
    if let Ok(request) = CertificationRequest::from_der(data) {
        assert_eq!(request.as_der(), data, "the octets received are kept");
        laws(&request);
    }
    if let Ok(request) = CertificationRequest::from_bytes(data) {
        laws(&request);
    }
}

fn laws(request: &CertificationRequest) {
    let der = request.as_der();
    assert_eq!(request.reencode().as_deref(), Ok(der), "encode after decode changes nothing");
    assert_eq!(CertificationRequest::from_der(der).as_ref(), Ok(request), "a request is what its octets say");
    assert!(der.windows(request.info().len()).any(|window| window == request.info()), "the signed part is a part");
    let subject = request.subject();
    assert!(subject.matches(subject), "a name is itself");
    // None of these may panic, whatever stands in the fields.
    let _ = (format!("{request:?}"), subject.to_string(), request.facts(), request.requested().is_empty());
    for violation in KeyFloor::BASELINE.violations(request.public_key()) {
        assert!(!violation.message().is_empty(), "a violation says what is wrong");
    }
}
