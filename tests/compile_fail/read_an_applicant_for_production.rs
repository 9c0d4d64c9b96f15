//! What was verified in the test environment is not read from a file.
use chancery::policy::catalog::{IntegrationApplicant, Production};

fn read(text: &str) -> IntegrationApplicant<Production> {
    serde_json::from_str(text).unwrap()
}

fn main() {}
