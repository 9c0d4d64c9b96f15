//! UTCTime through 2049, GeneralizedTime from 2050, seconds, no fraction, Z (RFC 5280 §4.1.2.5).
//!
//! Kept by the decoder; this file names its refusal.

use super::read_back::Refusal;
use crate::x509::lint::{Citation, Part};

pub(super) const REFUSAL: Refusal = Refusal {
    citation: Citation { id: "X-07", clause: "RFC 5280 §4.1.2.5", part: Part::Variable },
    covers: |error| error.within() == "Validity",
};
