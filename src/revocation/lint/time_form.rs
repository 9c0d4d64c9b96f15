//! C-02: UTCTime through 2049, GeneralizedTime from 2050, seconds, no fraction, Z (RFC 5280 §5.1.2.4, §5.1.2.5, §5.1.2.6).
//!
//! Kept by the reader; this file names its refusal.

use super::{Refusal, citation};
use crate::encoding::DecodeErrorKind;

pub(super) const REFUSAL: Refusal = Refusal {
    citation: citation("C-02", "RFC 5280 §5.1.2.4"),
    covers: |error| {
        use DecodeErrorKind::{BadTime, TimeForm, UnexpectedChoice};
        matches!(error.kind(), BadTime | TimeForm | UnexpectedChoice { .. })
    },
};
