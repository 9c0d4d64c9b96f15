//! A foreign certificate on the register, and how it leaves it.
//!
//! Made by stores from a [`Foreign`](super::Foreign) or from what they kept. It leaves by one step, which is a
//! [`Withdrawal`] as the steps of a record are changes: the rule is here, a store applies it. The surprising choice:
//! nothing comes back. A withdrawn certificate stays on the register with its subject, so that neither is ever given to
//! another entity (GEN-6.3.3-10 by analogy); whoever withdrew one in error registers another certificate.

use super::ForeignCertificate;
use crate::{
    inventory::{Event, ForeignId, InventoryError, LedgerEntry, Requested},
    x509::Time,
};

/// A certificate of another issuer as the register has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisteredForeign {
    certificate: ForeignCertificate,
    standing: Standing,
}

/// Where a registered certificate stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "kebab-case", deny_unknown_fields)]
#[expect(clippy::exhaustive_enums, reason = "a store maps both")]
pub enum Standing {
    /// On the register.
    Registered,
    /// Taken off it, for good.
    Withdrawn {
        /// From when.
        at: Time,
        /// The request.
        requested: Requested,
    },
}

/// A step off the register, ready for a store to apply. Made by [`RegisteredForeign::withdraw`] and by nothing else:
///
/// ```compile_fail,E0451
/// # use chancery::{inventory::{ForeignId, Requested, Withdrawal}, x509::Time};
/// fn forged(id: ForeignId, at: Time, requested: Requested) -> Withdrawal {
///     Withdrawal { id, at, requested }
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Withdrawal {
    id: ForeignId,
    at: Time,
    requested: Requested,
}

/// Why a certificate is not withdrawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IllegalWithdrawal {
    /// It was withdrawn before.
    #[error("the foreign certificate {id} was withdrawn from the register at {at}; nothing can follow")]
    AlreadyWithdrawn {
        /// The certificate.
        id: ForeignId,
        /// When.
        at: Time,
    },
    /// It would take effect before anybody asked for it.
    #[error("the foreign certificate {id} was to be withdrawn at {at}, before that was asked for at {asked}")]
    BeforeItWasAsked {
        /// The certificate.
        id: ForeignId,
        /// When it was to take effect.
        at: Time,
        /// When it was asked for.
        asked: Time,
    },
    /// It was not on the register yet.
    #[error("the foreign certificate {id} was to be withdrawn at {at}, before it was verified at {verified}")]
    BeforeItWasVerified {
        /// The certificate.
        id: ForeignId,
        /// When it was to take effect.
        at: Time,
        /// When it was verified.
        verified: Time,
    },
}

impl RegisteredForeign {
    pub(super) const fn new(certificate: ForeignCertificate) -> Self {
        Self { certificate, standing: Standing::Registered }
    }

    /// What a store kept, once it was read.
    pub(super) fn kept(certificate: ForeignCertificate, standing: Standing) -> Result<Self, IllegalWithdrawal> {
        let registered = Self::new(certificate);
        match standing {
            Standing::Registered => Ok(registered),
            Standing::Withdrawn { at, requested } => Ok(registered.withdraw(at, requested)?.after(&registered)),
        }
    }

    /// The certificate and what is known of it.
    #[must_use]
    pub const fn certificate(&self) -> &ForeignCertificate {
        &self.certificate
    }

    /// Where it stands.
    #[must_use]
    pub const fn standing(&self) -> Standing {
        self.standing
    }

    /// Whether a system may be known by it: within its window, and not withdrawn by then. Its issuer may have revoked it
    /// all the same.
    #[must_use]
    pub fn is_active(&self, now: Time) -> bool {
        let withdrawn = matches!(self.standing, Standing::Withdrawn { at, .. } if at <= now);
        !withdrawn && self.certificate.validity().contains(now)
    }

    /// Off the register, for good.
    ///
    /// # Errors
    /// [`IllegalWithdrawal`].
    pub fn withdraw(&self, at: Time, requested: Requested) -> Result<Withdrawal, IllegalWithdrawal> {
        let (id, asked, verified) = (self.certificate.id(), requested.at, self.certificate.verified_at());
        self.refuse_withdrawn()?;
        if at < asked {
            return Err(IllegalWithdrawal::BeforeItWasAsked { id, at, asked });
        }
        if at < verified {
            return Err(IllegalWithdrawal::BeforeItWasVerified { id, at, verified });
        }
        Ok(Withdrawal { id, at, requested })
    }

    fn refuse_withdrawn(&self) -> Result<(), IllegalWithdrawal> {
        match self.standing {
            Standing::Registered => Ok(()),
            Standing::Withdrawn { at, .. } => {
                Err(IllegalWithdrawal::AlreadyWithdrawn { id: self.certificate.id(), at })
            }
        }
    }
}

impl Withdrawal {
    /// The certificate.
    #[must_use]
    pub const fn id(&self) -> ForeignId {
        self.id
    }

    /// The standing it gets.
    #[must_use]
    pub const fn next(&self) -> Standing {
        Standing::Withdrawn { at: self.at, requested: self.requested }
    }

    /// What the ledger gets, in the same transaction.
    #[must_use]
    pub const fn ledger(&self) -> LedgerEntry {
        let requested = self.requested;
        LedgerEntry::of_foreign(self.at, self.id, requested, Event::Withdrawn { requested })
    }

    /// What the register says after this step. For `withdraw` of a store.
    ///
    /// # Errors
    /// [`InventoryError::NotRegistered`] for another certificate, [`InventoryError::Withdrawal`] when it was withdrawn in
    /// between.
    pub fn apply_to(&self, registered: &RegisteredForeign) -> Result<RegisteredForeign, InventoryError> {
        if self.id != registered.certificate.id() {
            return Err(InventoryError::NotRegistered(self.id));
        }
        registered.refuse_withdrawn()?;
        Ok(self.after(registered))
    }

    fn after(&self, registered: &RegisteredForeign) -> RegisteredForeign {
        RegisteredForeign { certificate: registered.certificate.clone(), standing: self.next() }
    }
}
