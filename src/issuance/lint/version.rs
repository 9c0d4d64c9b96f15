//! the certificate is version 3, as it has extensions (RFC 5280 §4.1.2.1).
//!
//! Kept by the decoder; this file names its refusal.

use super::read_back::Refusal;
use crate::{
    encoding::DecodeErrorKind,
    x509::lint::{Citation, Part},
};

pub(super) const REFUSAL: Refusal = Refusal {
    citation: Citation { id: "X-01", clause: "RFC 5280 §4.1.2.1", part: Part::Variable },
    covers: |error| matches!(error.kind(), DecodeErrorKind::Version { .. }),
};
