//! Revocation lists: drafted from the rolls, signed, published, read (RFC 5280 §5).
//!
//! The surprising choice: a draft is numbered on the rolls before any key is touched.
