//! Why a list is not drafted.
//!
//! Returned by [`CrlDraft::draw`](super::CrlDraft::draw), before any key is touched. The surprising choice: rolls that lack
//! a revocation the previous list has are a refusal of their own, as that is what a restored backup looks like, and a list
//! drawn from one would un-revoke in silence.

use super::CrlVerifyError;
use crate::{
    encoding::{DecodeError, EncodeError},
    inventory::InventoryError,
    x509::{ForeignSerialNumber, SerialNumber, Time, TimeError, Validity, extension::CrlNumber, lint::Findings},
};

/// Why there is no draft.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CrlDraftError {
    /// The issuer has no certificate yet.
    #[error("the issuer is about to sign its own certificate and has none yet; it issues CRLs once it is certified")]
    Founding,
    /// The issuer's certificate may not sign CRLs (C-13).
    #[error("the issuer may not sign CRLs: keyUsage of its certificate has no cRLSign (RFC 5280 §4.2.1.3)")]
    NoCrlSign,
    /// An extension of the issuer's certificate that cannot be read.
    #[error("an extension of the issuer's certificate cannot be read: {0}")]
    Certificate(#[source] DecodeError),
    /// nextUpdate is no time.
    #[error("nextUpdate cannot be written: {0}")]
    NextUpdate(#[source] TimeError),
    /// nextUpdate is not after thisUpdate (C-02).
    #[error("nextUpdate is {next_update}, not after thisUpdate, which is {this_update} (RFC 5280 §5.1.2.5)")]
    NoTime {
        /// thisUpdate.
        this_update: Time,
        /// nextUpdate.
        next_update: Time,
    },
    /// The list would reach out of the issuer's own window, where nobody could verify it.
    #[error(
        "the CRL is from {this_update} to {next_update}, and its issuer only valid from {} to {}; order one until then \
         (RFC 5280 §6.3.3)",
        validity.not_before(), validity.not_after()
    )]
    OutsideIssuer {
        /// thisUpdate.
        this_update: Time,
        /// nextUpdate.
        next_update: Time,
        /// The window of the issuer.
        validity: Validity,
    },
    /// The previous list cannot be followed.
    #[error("the previous CRL cannot be followed: {0}")]
    Previous(#[from] PreviousCrlError),
    /// The rolls no longer have a revocation that was published.
    #[error(
        "the previous CRL has {serial} as revoked and the inventory does not; nothing leaves revoked, so bring the \
         inventory up to date first (RFC 5280 §3.3)"
    )]
    RevocationLost {
        /// The serial number.
        serial: ForeignSerialNumber,
    },
    /// The rolls did not number the list, or not give its entries.
    #[error(transparent)]
    Inventory(#[from] InventoryError),
    /// The rolls gave a number that was given before (C-05).
    #[error("the inventory numbered the CRL {given}, at least {floor} was asked for (RFC 5280 §5.2.3)")]
    NumberTooLow {
        /// What it gave.
        given: u64,
        /// What was asked for.
        floor: u64,
    },
    /// The rolls gave an entry out of order, or twice.
    #[error("the inventory gave {serial} after {before}; entries are given once and in ascending order")]
    OutOfOrder {
        /// The entry.
        serial: SerialNumber,
        /// The one before.
        before: SerialNumber,
    },
    /// The list is too large.
    #[error(transparent)]
    Encode(#[from] EncodeError),
    /// The list was written and breaks rules.
    #[error("the CRL breaks rules: {0}")]
    Lint(#[from] Findings),
    /// The list reads back as something else than was ordered.
    #[error("the CRL was written and reads back with another {field}")]
    ReadBack {
        /// The field.
        field: &'static str,
    },
}

/// Why a published list cannot be followed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PreviousCrlError {
    /// It is not known to be this issuer's.
    #[error(transparent)]
    NotOurs(#[from] CrlVerifyError),
    /// It has no number.
    #[error("it has no CRL number to be greater than (RFC 5280 §5.2.3)")]
    NoNumber,
    /// Its number leaves no greater one.
    #[error("its number is {number}, and the numbers given here end at {} (RFC 5280 §5.2.3)", u64::MAX)]
    NumberTooLarge {
        /// Its number.
        number: CrlNumber,
    },
    /// It is not earlier.
    #[error("its thisUpdate is {previous}, not before {this_update}, that of the list to follow (RFC 5280 §5.1.2.4)")]
    NotEarlier {
        /// Its thisUpdate.
        previous: Time,
        /// That of the list that was ordered.
        this_update: Time,
    },
    /// Its entries are not in ascending order.
    #[error("its entries are not in ascending order of serial numbers, as every list made here has them")]
    NotAscending,
}
