//! An embeddable certificate authority.
//!
//! A chancery examined petitions, drew up charters, sealed them and kept the rolls. This crate does the same for X.509:
//! a request comes in, a typed policy decides, a certificate is drawn up, signed once, and on the rolls before anyone
//! sees it. A wrong certificate cannot be taken back, so the types are made for it not to come about.
//!
//! # The walk
//!
//! 1. A request arrives as octets.        [`CertificationRequest::from_pem`]: the shape, nothing more
//! 2. The sender proves possession.       [`CertificationRequest::verify`] → [`VerifiedRequest`]
//! 3. The rolls are asked.                [`Adopted::history`] → [`History`]: this key, this name, this person
//! 4. A policy decides.                   [`Adopted::approve`] → [`Approved`], or a [`Rejection`] with every reason
//! 5. A serial number is drawn,           [`Authority::slot`] → [`Slot`]
//!    the form filled, read back, linted. [`Approved::prepare`] → [`Prepared`]
//! 6. The intent goes on the rolls.       [`Prepared::plan`] → [`Planned`]: before the key is touched
//! 7. The key signs, once.                [`Planned::sign`] or [`Planned::attach`] → [`Unrecorded`]
//! 8. The certificate goes on the rolls,  [`Unrecorded::complete`] → [`Enrolled`]
//!    and only now can be read.
//!
//! A key that the authority makes has no request: [`Adopted::approve_generated`] decides without one, `prepare` makes the
//! key, and an [`Enrolled`] one leaves only as a [`Bundle`], sealed under a password.
//!
//! Afterwards [`Authority::hold`], [`Authority::release`] and [`Authority::revoke`] change what the rolls say, and
//! [`Authority::crl`] drafts the list that tells everybody: numbered on the rolls, read back and linted, then signed on
//! the same two roads as a certificate ([`CrlDraft::sign`], [`CrlDraft::attach`]).
//!
//! Before all of it somebody applied. An [`Application`] to one of the centres of the domain is a journal of events, and
//! what was [`Accepted`] leads to the applicant of step 4, or to an API key of [`credential`].
//!
//! If power fails between 6 and 8, the rolls still name everything the key may have signed; [`Authority::resume`] and
//! [`Authority::recover`] go on from there. A step left out does not compile, a step that fails from 6 on gives back
//! what it was given, and every value owns what it needs, so it crosses threads and queues.
//!
//! [`Application`]: application::Application
//! [`Accepted`]: application::Accepted
//! [`CertificationRequest::from_pem`]: request::CertificationRequest::from_pem
//! [`CertificationRequest::verify`]: request::CertificationRequest::verify
//! [`VerifiedRequest`]: request::VerifiedRequest
//! [`Adopted::history`]: issuance::Adopted::history
//! [`History`]: inventory::History
//! [`Adopted::approve`]: issuance::Adopted::approve
//! [`Approved`]: issuance::Approved
//! [`Rejection`]: policy::Rejection
//! [`Slot`]: issuance::Slot
//! [`Approved::prepare`]: issuance::Approved::prepare
//! [`Prepared`]: issuance::Prepared
//! [`Prepared::plan`]: issuance::Prepared::plan
//! [`Planned`]: issuance::Planned
//! [`Planned::sign`]: issuance::Planned::sign
//! [`Planned::attach`]: issuance::Planned::attach
//! [`Unrecorded`]: issuance::Unrecorded
//! [`Unrecorded::complete`]: issuance::Unrecorded::complete
//! [`Enrolled`]: issuance::Enrolled
//! [`Adopted::approve_generated`]: issuance::Adopted::approve_generated
//! [`Bundle`]: pkcs12::Bundle
//! [`CrlDraft::sign`]: revocation::CrlDraft::sign
//! [`CrlDraft::attach`]: revocation::CrlDraft::attach
//!
//! # Features
//!
//! Features only add; nothing is chosen for the caller, who names a provider.
//!
//! | feature | default | adds |
//! |---|---|---|
//! | `ring` | yes | `crypto::ring::PROVIDER` |
//! | `aws-lc-rs` | yes | `crypto::aws_lc_rs::PROVIDER`, which makes RSA keys and verifies P-521 |
//! | `rcgen` | yes | `crypto::rcgen::RcgenSigner`, a key behind rcgen's trait as a signer |
//! | `toml` | no | `policy::Document::from_toml` and `to_toml`; JSON needs no feature |
//! | `idna` | no | `application::Sender` takes mail from domains in Unicode |
//! | `schema` | no | `policy::Document::json_schema`, the JSON Schema of policy files |
//! | `testing` | no | `testing::TestPki` and the suite every inventory passes; turns `ring` on |
//!
//! # Reading order
//!
//! The modules below stand in reading order, and each imports only from those under it.
#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub mod testing;
pub mod authority;
pub mod error;
pub mod credential;
pub mod application;
pub mod pkcs12;
pub mod revocation;
pub mod issuance;
pub mod policy;
pub mod request;
pub mod inventory;
pub mod issuer;
pub mod identity;
pub mod x509;
pub mod crypto;
pub mod encoding;

pub use authority::Authority;
pub use error::Error;
