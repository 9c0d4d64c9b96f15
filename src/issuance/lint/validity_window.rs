//! the last second is not before the first; both belong to the window (RFC 5280 §4.1.2.5).
//!
//! Kept by the decoder; this file names its refusal.

use super::read_back::Refusal;
use crate::{
    encoding::DecodeErrorKind,
    x509::lint::{Citation, Part},
};

pub(super) const REFUSAL: Refusal = Refusal {
    citation: Citation { id: "X-09", clause: "RFC 5280 §4.1.2.5", part: Part::Variable },
    // The window is the one rule between two fields at this level; all others are about one element.
    covers: |error| error.within() == "TBSCertificate" && matches!(error.kind(), DecodeErrorKind::Rule { .. }),
};
