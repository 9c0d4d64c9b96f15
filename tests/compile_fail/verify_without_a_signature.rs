//! Possession is proven by `verify` alone.
use chancery::request::{CertificationRequest, VerifiedRequest};

fn believe(request: CertificationRequest) -> VerifiedRequest {
    VerifiedRequest(request)
}

fn main() {}
