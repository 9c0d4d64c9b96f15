//! Reading back what is about to be signed, and the rules that reading keeps.
//!
//! The first step of linting: octets in, fields out. Five rules need no file that judges, because a [`TbsCertificate`]
//! that breaks them cannot be made; their files say which refusal is theirs. The surprising choice: a refusal of the
//! decoder becomes a finding with a citation, so that one list answers "which rule was broken", wherever it was kept.

use super::{duplicate_extension, time_form, validity_window, version};
use crate::{
    encoding::DecodeError,
    x509::{
        TbsCertificate,
        lint::{Citation, Finding, Part},
    },
};

/// A rule that the decoder keeps.
pub(super) struct Refusal {
    pub(super) citation: Citation,
    /// Whether a refusal of the decoder is about this rule.
    pub(super) covers: fn(&DecodeError) -> bool,
}

const REFUSALS: [Refusal; 4] =
    [version::REFUSAL, time_form::REFUSAL, validity_window::REFUSAL, duplicate_extension::REFUSAL];

/// Strict DER and the ASN.1 of a certificate: what is left when no other rule is broken.
const SHAPE: Citation = Citation { id: "DER", clause: "RFC 5280 §4.1, X.690 §10", part: Part::Variable };

/// Reads a `TBSCertificate` with our own reader.
///
/// # Errors
/// A [`Finding`] of X-01, X-07 (which includes X-08), X-09 or X-15 when the refusal is theirs, of `DER` otherwise. Its
/// sentence is that of the [`DecodeError`].
pub fn read_back(octets: &[u8]) -> Result<TbsCertificate<'_>, Finding> {
    TbsCertificate::from_der(octets).map_err(|error| {
        let rule = REFUSALS.iter().find(|rule| (rule.covers)(&error));
        Finding::new(rule.map_or(SHAPE, |rule| rule.citation), error.to_string())
    })
}
