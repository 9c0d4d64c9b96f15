//! Claims about DER, PEM and object identifiers.
//!
//! `reader` and `well_formed` have one test for each rule of X.690 that is enforced, `writer` reads back what is written, `oid` and
//! `pem` have the laws of theirs.

mod oid;
mod pem;
mod reader;
mod well_formed;
mod writer;
