//! A certificate of another issuer that an entity brings in place of an application to the minister.
//!
//! WP-03, domain §5.3 point 17: taken if its issuer is authorised to issue qualified certificates. It is verified and
//! registered by [`inventory`](crate::inventory) and only named here. The surprising choice: the certificate need not be
//! qualified itself, since the source speaks of the issuer alone; which issuers those are, the host's list says.

use serde::{Deserialize, Serialize};

use crate::{
    inventory::{ForeignId, RegisteredForeign, TrustedIssuers},
    policy::catalog::SystemAddress,
    x509::{AttributeType, Time},
};

/// A certificate that stood on the register of foreign certificates, from an issuer authorised for qualified ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct BroughtCertificate {
    id: ForeignId,
    address: Option<SystemAddress>,
    not_before: Time,
    not_after: Time,
}

/// Why a certificate is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotBrought {
    /// Its issuer is not authorised.
    #[error(
        "no authority above the foreign certificate {id} is on the list of issuers authorised for qualified certificates (WP-03)"
    )]
    Issuer {
        /// The certificate.
        id: ForeignId,
    },
    /// It was withdrawn, or is not valid.
    #[error("the foreign certificate {id} is withdrawn or not valid at {now}")]
    NotActive {
        /// The certificate.
        id: ForeignId,
        /// When it was brought.
        now: Time,
    },
}

impl BroughtCertificate {
    /// This certificate of the register, where one of these issuers, all of them authorised for qualified certificates, is
    /// above it.
    ///
    /// # Errors
    /// [`NotBrought`].
    pub fn of(registered: &RegisteredForeign, qualified: &TrustedIssuers, now: Time) -> Result<Self, NotBrought> {
        let certificate = registered.certificate();
        let id = certificate.id();
        if !certificate.authorities().any(|authority| qualified.certificates().contains(authority)) {
            return Err(NotBrought::Issuer { id });
        }
        if !registered.is_active(now) {
            return Err(NotBrought::NotActive { id, now });
        }
        let common_name = certificate.subject().attributes().find(|one| one.kind() == AttributeType::COMMON_NAME);
        let address = common_name.and_then(|one| one.text()?.parse().ok());
        let validity = certificate.validity();
        Ok(Self { id, address, not_before: validity.not_before(), not_after: validity.not_after() })
    }

    /// Under what it is registered.
    #[must_use]
    pub const fn id(&self) -> ForeignId {
        self.id
    }

    /// The address its common name is, if it is one.
    #[must_use]
    pub const fn address(&self) -> Option<&SystemAddress> {
        self.address.as_ref()
    }

    /// Whether it is valid then.
    #[must_use]
    pub fn is_valid_at(&self, time: Time) -> bool {
        self.not_before <= time && time <= self.not_after
    }

    /// Its first second and its last.
    pub(super) const fn window(&self) -> (Time, Time) {
        (self.not_before, self.not_after)
    }
}
