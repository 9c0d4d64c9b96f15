//! How large a CRL may be, and why.
//!
//! Handed to the reader, which compares before it copies anything. Entries are read where they stand, so octets are the
//! only thing that grows. The surprising choice: every field is public and there is no "unlimited".

/// Limits on a CRL, each with the reason for its default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "a caller writes `CrlLimits { der_octets: 4096, ..DEFAULT }`")]
pub struct CrlLimits {
    /// Octets of the DER: 64 MiB. A million entries with reason codes take 49 MB; the largest public lists, some tens.
    pub der_octets: usize,
    /// Octets of the text a PEM block stands in: 96 MiB. Base64 adds 35 percent.
    pub text_octets: usize,
}

impl CrlLimits {
    /// The limits of [`Crl::from_der`](super::Crl::from_der).
    pub const DEFAULT: Self = Self { der_octets: 64 * 1024 * 1024, text_octets: 96 * 1024 * 1024 };
}
