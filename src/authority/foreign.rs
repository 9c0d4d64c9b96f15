//! Register and withdraw: certificates of other issuers on the rolls of this authority.
//!
//! The two steps of `inventory::foreign` in a line each (domain §5.1 row 6x, WP-03). The surprising choice: nothing here is
//! given the issuer's signer. A foreign certificate is verified with the provider, and only put down.

use super::Authority;
use crate::{
    error::Error,
    inventory::{ForeignId, InventoryError, Registration, Requested, Standing, TrustedIssuers},
    x509::Time,
};

impl Authority {
    /// Verifies a certificate of another issuer against the host's list and puts it on the register.
    ///
    /// # Errors
    /// [`Error::Foreign`] with every fault of the chain, [`Error::Inventory`] when it may not be registered.
    pub fn register(
        &self,
        registration: Registration<'_>,
        trusted: &TrustedIssuers,
        now: Time,
    ) -> Result<ForeignId, Error> {
        let person = registration.person;
        let foreign = registration.verify(trusted, self.issuer.public_key(), self.provider(), now)?;
        self.inventory.register(&foreign, person)?;
        Ok(foreign.certificate().id())
    }

    /// Takes a certificate of another issuer off the register, for good.
    ///
    /// # Errors
    /// [`InventoryError::NotRegistered`], [`InventoryError::Withdrawal`], [`InventoryError::Store`].
    pub fn withdraw(&self, id: ForeignId, at: Time, requested: Requested) -> Result<Standing, InventoryError> {
        let registered = self.inventory.registered(id)?.ok_or(InventoryError::NotRegistered(id))?;
        let withdrawal = registered.withdraw(at, requested)?;
        self.inventory.withdraw(&withdrawal)?;
        Ok(withdrawal.next())
    }
}
