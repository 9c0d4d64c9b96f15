//! Applications to the centres of the domain: each rule with an id has a test whose name says it, each machine the laws.
//!
//! `made` has the people and papers, `model` the laws of every machine, and each system a file of its own with its rules and
//! what can happen to it at random. The surprising choice: a rule is tested by the violation it adds, not by "an error",
//! so a test cannot pass because something else was wrong.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a broken rule is a failed test"
)]

#[cfg(any(feature = "ring", feature = "aws-lc-rs"))]
#[path = "application/accepted.rs"]
mod accepted;
#[cfg(any(feature = "ring", feature = "aws-lc-rs"))]
#[path = "common/ca.rs"]
mod ca;
#[path = "application/cepik.rs"]
mod cepik;
#[path = "application/journal.rs"]
mod journal;
#[path = "application/made.rs"]
mod made;
#[path = "application/model.rs"]
mod model;
#[path = "application/national_node.rs"]
mod national_node;
#[path = "application/pesel_register.rs"]
mod pesel_register;
#[path = "application/sekap.rs"]
mod sekap;
#[path = "application/signature_node.rs"]
mod signature_node;
