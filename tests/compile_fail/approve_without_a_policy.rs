//! A proven request is no approval.
use chancery::{issuance::Approved, policy::catalog::TlsClient, request::VerifiedRequest};

fn approve(request: VerifiedRequest) -> Approved<TlsClient> {
    Approved::from(request)
}

fn main() {}
