//! Where a request came by mail, the applicant is for that request.
use chancery::{
    application::{
        Accepted,
        cepik::{Cepik, OperatorFile},
    },
    policy::catalog::OperatorApplicant,
};

fn any_request(accepted: Accepted<Cepik<OperatorFile>>) -> OperatorApplicant {
    accepted.into_applicant()
}

fn main() {}
