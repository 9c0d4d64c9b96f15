//! An embeddable certificate authority: requests come in, a typed policy decides, a certificate is drawn up and signed once.
#![forbid(unsafe_code)]

pub mod issuance;
pub mod policy;
pub mod request;
pub mod inventory;
pub mod issuer;
pub mod identity;
pub mod x509;
pub mod crypto;
pub mod encoding;
