//! The certificate of a key the authority made does not leave alone.
use chancery::{issuance::Enrolled, policy::AuthorityKey};

fn hand_out(enrolled: Enrolled<AuthorityKey>) {
    let _ = enrolled.into_certificate();
}

fn main() {}
