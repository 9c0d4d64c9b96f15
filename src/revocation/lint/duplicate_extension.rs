//! no extension occurs twice, in the list or in an entry (RFC 5280 §4.2, §5.2, §5.3).
//!
//! Kept by the reader; this file names its refusal.

use super::{Refusal, citation};
use crate::encoding::DecodeErrorKind;

pub(super) const REFUSAL: Refusal = Refusal {
    citation: citation("X-15", "RFC 5280 §4.2"),
    covers: |error| matches!(error.kind(), DecodeErrorKind::Duplicate { .. }),
};
