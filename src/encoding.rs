//! DER, PEM and object identifiers: the only code that sees raw bytes.
//!
//! The floor of the crate. [`Reader`] takes DER (X.690) apart and refuses BER; [`Writer`] puts it together with nesting
//! that looks like the ASN.1; [`pem`] finds the one block in a text. Every stage above reads through this one reader and
//! writes through this one writer, so that what is accepted and what is written are the same language.

mod error;
mod oid;
pub mod pem;
mod real;
mod reader;
mod tag;
mod text;
mod writer;

pub use error::{CurveForm, DecodeError, DecodeErrorKind, PointForm};
pub(crate) use oid::oid;
pub use oid::{Oid, OidError};
pub use reader::{BitString, Element, Reader};
pub use tag::Tag;
pub use writer::{EncodeError, Writer};

#[cfg(test)]
mod tests;
