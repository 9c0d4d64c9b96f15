//! A slot: the serial number and the CRL shard of one certificate, drawn together.
//!
//! Drawn by `Authority::slot`, used up by `Approved::prepare`. RFC 5280 §4.1.2.2. The surprising choice: it is neither
//! `Clone` nor `Copy`, so two certificates cannot have one serial number by any spelling.

use crate::x509::{SerialNumber, Shard};

/// The place of one certificate in the rolls.
///
/// It cannot be used twice:
///
/// ```compile_fail,E0382
/// # use chancery::{issuance::{Approved, Slot}, policy::catalog::TlsClient, x509::Time};
/// fn twice(first: Approved<TlsClient>, second: Approved<TlsClient>, slot: Slot, now: Time) {
///     let _ = first.prepare(slot, now);
///     let _ = second.prepare(slot, now);
/// }
/// ```
#[derive(Debug)]
#[must_use]
pub struct Slot {
    serial: SerialNumber,
    shard: Shard,
}

impl Slot {
    pub(crate) const fn new(serial: SerialNumber, shard: Shard) -> Self {
        Self { serial, shard }
    }

    /// The serial number.
    #[must_use]
    pub const fn serial(&self) -> SerialNumber {
        self.serial
    }

    /// The shard.
    #[must_use]
    pub const fn shard(&self) -> Shard {
        self.shard
    }
}
