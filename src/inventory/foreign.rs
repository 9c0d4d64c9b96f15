//! Certificates of other issuers that a system is known by: verified, registered, never issued and never signed again.
//!
//! A host may take a certificate from an issuer that is authorised for qualified certificates in place of one of its own
//! (WP-03, domain §5.1 row 6x and §5.3 point 17). What is asked for is a [`Registration`]; verified against the host's
//! [`TrustedIssuers`] it is a [`Foreign`], which an inventory registers. Nothing here knows which issuers are qualified:
//! the list is the host's. Nor is anybody asked whether the certificate was revoked, as the library opens no connection.
//! The surprising choice: a [`Foreign`] is a dead end. No step of issuance takes one and none becomes a record, so that it
//! is never signed again is a fact of the types.

mod certificate;
mod fault;
mod qualified;
mod registered;
mod stored;
mod trusted;
mod verify;

use std::fmt;

pub use certificate::ForeignCertificate;
pub use fault::{ForeignCause, ForeignError, ForeignFault, ForeignPlace};
pub use qualified::Demanded;
pub use registered::{IllegalWithdrawal, RegisteredForeign, Standing, Withdrawal};
pub use stored::{StoredForeign, StoredForeignError};
pub use trusted::{TrustedIssuers, TrustedIssuersError};

use super::{
    Event, InventoryError, LedgerEntry, Ownership, PersonId, Requested,
    id::{digest_id, sha256},
};
use crate::{crypto::Digest, x509::Certificate};
use certificate::Circumstances;

digest_id! {
    /// A certificate of another issuer: SHA-256 over its octets.
    ForeignId
}

/// What somebody asks to be known by: a certificate and the authorities above it.
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_structs, reason = "what is verified, what is demanded, for whom and at whose request")]
pub struct Registration<'a> {
    /// The certificate.
    pub leaf: Certificate,
    /// The authorities above it, its issuer first, up to the one below a trusted issuer; or up to that one itself.
    pub authorities: Vec<Certificate>,
    /// What the certificate must say of itself.
    pub demanded: Demanded,
    /// The person it is for; none for a system or an entity.
    pub person: Option<&'a PersonId>,
    /// The request.
    pub requested: Requested,
}

/// A certificate of another issuer that was verified and is to be registered.
///
/// Made by [`Registration::verify`] and by nothing else:
///
/// ```compile_fail,E0277
/// fn read<T: serde::de::DeserializeOwned>() {}
/// read::<chancery::inventory::Foreign>();
/// ```
///
/// It is not made from what a store kept, which is a [`RegisteredForeign`]:
///
/// ```compile_fail,E0277
/// use chancery::inventory::{Foreign, RegisteredForeign};
/// fn again(registered: RegisteredForeign) -> Foreign {
///     registered.into()
/// }
/// ```
///
/// It does not become a record:
///
/// ```compile_fail,E0277
/// use chancery::inventory::{Foreign, Record};
/// fn issued(foreign: Foreign) -> Record {
///     foreign.into()
/// }
/// ```
///
/// and nothing signs it:
///
/// ```compile_fail,E0308
/// use chancery::{Authority, inventory::Foreign};
/// fn sign(authority: &Authority, foreign: Foreign, now: chancery::x509::Time) {
///     let _ = authority.issue::<chancery::policy::catalog::System>(foreign, now);
/// }
/// ```
///
/// It is verified and registered like this:
///
/// ```
/// use chancery::{
///     crypto::{Provider, PublicKey},
///     inventory::{Demanded, ForeignId, Inventory, Registration, Requested, Requester, TrustedIssuers},
///     x509::{Certificate, Time},
/// };
///
/// fn register(
///     (leaf, issuing): (&[u8], &[u8]), // as PEM texts
///     trusted: &TrustedIssuers,        // the host's list
///     own: &PublicKey,                 // the key of this authority, which registers none of its own certificates
///     (provider, inventory): (&Provider, &dyn Inventory),
///     now: Time,
/// ) -> Result<ForeignId, Box<dyn std::error::Error>> {
///     let registration = Registration {
///         leaf: Certificate::from_pem(leaf)?,
///         authorities: vec![Certificate::from_pem(issuing)?],
///         demanded: Demanded::Qualified,
///         person: None,
///         requested: Requested { by: Requester::Representative, at: now },
///     };
///     let foreign = registration.verify(trusted, own, provider, now)?;
///     inventory.register(&foreign, None)?;
///     Ok(foreign.certificate().id())
/// }
/// # #[cfg(feature = "ring")]
/// # {
/// # use chancery::{crypto::ring::PROVIDER, inventory::MemoryInventory};
/// # let root: &[u8] = include_bytes!("../testing/inventory_contract/foreign/root.pem");
/// # let leaf: &[u8] = include_bytes!("../testing/inventory_contract/foreign/anna.pem");
/// # let own = Certificate::from_pem(include_bytes!("../testing/inventory_contract/foreign/jan.pem")).unwrap();
/// # let root = Certificate::from_pem(root).unwrap();
/// # let (trusted, now) = (TrustedIssuers::new([root.clone()]).unwrap(), "2027-01-01T00:00:00Z".parse().unwrap());
/// # let store = MemoryInventory::with_salt([7; 32], PROVIDER.digest);
/// # let chain = (leaf, root.to_pem());
/// # let id = register((chain.0, chain.1.as_bytes()), &trusted, own.public_key(), (&PROVIDER, &store), now).unwrap();
/// # assert!(store.registered(id).unwrap().unwrap().is_active(now));
/// # }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Foreign(ForeignCertificate);

impl Foreign {
    /// The certificate and what is known of it.
    #[must_use]
    pub const fn certificate(&self) -> &ForeignCertificate {
        &self.0
    }

    /// What the ledger gets when it is registered, in the same transaction.
    #[must_use]
    pub fn ledger(&self) -> LedgerEntry {
        let requested = self.0.requested();
        LedgerEntry::of_foreign(self.0.verified_at(), self.0.id(), requested, Event::Registered { requested })
    }

    /// Whether it was verified for this person or for nobody in person. For `register` of a store.
    ///
    /// # Errors
    /// [`InventoryError::ForeignPersonMismatch`].
    pub fn registers(&self, person: Option<&PersonId>) -> Result<(), InventoryError> {
        let verified_for = self.0.ownership();
        if verified_for == Ownership::of(person) {
            return Ok(());
        }
        Err(InventoryError::ForeignPersonMismatch { id: self.0.id(), verified_for })
    }

    /// What the register says of it from now on. For `register` of a store.
    #[must_use]
    pub fn to_registered(&self) -> RegisteredForeign {
        RegisteredForeign::new(self.0.clone())
    }
}

impl ForeignId {
    /// The id of a certificate.
    #[must_use]
    pub fn of(certificate: &Certificate, digest: &dyn Digest) -> Self {
        Self::from_octets(sha256(digest, &[certificate.as_der()]))
    }
}

impl fmt::Debug for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Foreign").field(&self.0).finish()
    }
}
