//! no extension occurs twice (RFC 5280 §4.2).
//!
//! Kept by the decoder; this file names its refusal.

use super::read_back::Refusal;
use crate::{
    encoding::DecodeErrorKind,
    x509::lint::{Citation, Part},
};

pub(super) const REFUSAL: Refusal = Refusal {
    citation: Citation { id: "X-15", clause: "RFC 5280 §4.2", part: Part::Variable },
    covers: |error| matches!(error.kind(), DecodeErrorKind::Duplicate { .. }),
};
