//! C-03: revokedCertificates is absent when nothing is revoked (RFC 5280 §5.1.2.6).
//!
//! Kept by the reader, for lists of anyone; this file names its refusal.

use super::{Refusal, citation};
use crate::{encoding::DecodeErrorKind, revocation::tbs::EMPTY_LIST};

pub(super) const REFUSAL: Refusal = Refusal {
    citation: citation("C-03", "RFC 5280 §5.1.2.6"),
    covers: |error| error.kind() == DecodeErrorKind::Rule { rule: EMPTY_LIST },
};
