//! Possession is proven by `verify` alone.
use chancery::request::{CertificationRequest, VerifiedRequest};

fn believe(request: CertificationRequest) -> VerifiedRequest {
    VerifiedRequest { request, listed: Box::new([]) }
}

fn main() {}
