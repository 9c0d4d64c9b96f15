//! How large a request may be, and why.
//!
//! Handed to the decoder, which compares before it allocates. The numbers are several times what the largest request of
//! nineteen generators needs and small enough that the slowest refusal costs microseconds. The surprising choice: every
//! field is public and there is no "unlimited".

/// Limits on a request, each with the reason for its default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "a caller writes `RequestLimits { attributes: 8, ..DEFAULT }`")]
pub struct RequestLimits {
    /// Octets of the DER: 64 KiB. RSA 16384 with a hundred names takes 12 KiB.
    pub der_octets: usize,
    /// Octets of the text a PEM block stands in: 128 KiB. Base64 adds 35 percent, people add `openssl req -text`.
    pub text_octets: usize,
    /// Attributes of the subject: 64, and never more. The longest name seen has eleven.
    pub subject_attributes: usize,
    /// Attributes: 32. `certreq`, the most talkative generator, writes five.
    pub attributes: usize,
    /// Values in one attribute: 32. All known attributes have one.
    pub attribute_values: usize,
    /// Requested extensions: 32. A certificate here has at most fourteen.
    pub extensions: usize,
    /// Octets of the value of one extension: 16 KiB. A hundred names of 63 octets take 6.5 KiB.
    pub extension_octets: usize,
    /// Names in the requested subjectAltName: 100. Public authorities stop there as well.
    pub subject_alt_names: usize,
}

impl RequestLimits {
    /// The limits of [`RequestSettings::DEFAULT`](super::RequestSettings::DEFAULT).
    pub const DEFAULT: Self = Self {
        der_octets: 64 * 1024,
        text_octets: 128 * 1024,
        subject_attributes: 64,
        attributes: 32,
        attribute_values: 32,
        extensions: 32,
        extension_octets: 16 * 1024,
        subject_alt_names: 100,
    };
}
