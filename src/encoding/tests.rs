//! Claims about DER, PEM and object identifiers.
//!
//! `reader` has one test for each rule of X.690 that the reader enforces, `writer` reads back what is written, `oid` and
//! `pem` have the laws of theirs.

mod oid;
mod pem;
mod reader;
mod writer;
