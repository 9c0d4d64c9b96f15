//! PKCS#12: a key made by the authority, its certificate and the chain, sealed under a password (RFC 7292).
//!
//! The only way a secret leaves the library. The surprising choice: sealing consumes the bundle.
