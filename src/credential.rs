//! What a decision hands out besides X.509: API keys, and the parcels in which secrets leave.
//!
//! Above [`application`](crate::application): domain §5.3 points 1, 11 and 12, PES-02 to PES-04, PES-07. A [`NewKey`] makes an
//! [`ApiKey`], which goes out in a [`Parcel`], and an [`ApiKeyRecord`], which the register keeps and changes. The surprising
//! choice: key and record come from one call and never meet again. The record has a hash of the secret and no way back to
//! it, so nothing that is stored can be presented.
//!
//! ```text
//! NewKey<E> ── ApiKey::make ──▶ ApiKey<E> ──── Parcel ── split ──▶ SealedContent (mail), SealedPassword (SMS)
//!                     └───────▶ ApiKeyRecord<E> ── admits, with_addresses, with_notices, deactivate
//! Bundle ─────────────────────────────────────▶ Parcel<Pfx> ─ split ─▶ the same two
//! ```
//!
//! ```
//! use chancery::application::pesel_register::{ApiKeyId, NewKey};
//! use chancery::credential::{ApiKey, ApiKeyRecord, Archive, Parcel};
//! use chancery::{crypto::Provider, policy::catalog::Test};
//!
//! fn deliver<A: Archive>(
//!     order: NewKey<Test>, // KeyOrder::NewKeys, from Accepted::into_order
//!     id: ApiKeyId<Test>,
//!     archive: &A,
//!     provider: &Provider,
//! ) -> Result<ApiKeyRecord<Test>, Box<dyn std::error::Error>> {
//!     let (key, record) = ApiKey::make(order, id, provider.random, provider.digest)?;
//!     let (content, password) = Parcel::of_key(key, archive, provider.random)?.split();
//!     println!("{} octets by mail to {}", content.octets().len(), content.recipient());
//!     println!("the password by SMS to {}", password.recipient());
//!     Ok(record) // stored before either half leaves
//! }
//! ```
//!
//! [`NewKey`]: crate::application::pesel_register::NewKey

mod api_key;
mod archive;
mod parcel;
mod record;
mod secret_hash;

pub use api_key::{ApiKey, MakeKeyError};
pub use archive::{Archive, ParcelError};
pub use parcel::{Parcel, SealedContent, SealedPassword};
pub use record::{ApiKeyRecord, ChangeError, KeyStatus, NotAdmitted};

use serde::{Deserialize, Serialize};

use crate::{
    application::pesel_register::{ApiKeyId, InEnvironment},
    inventory::RecordId,
    policy::catalog::{Production, Test},
};

/// What an application led to, by the id under which its record is kept. A credential need not be a certificate (domain
/// §1.11 trap 7).
///
/// ```
/// use chancery::{application::pesel_register::ApiKeyId, credential::Credential, policy::catalog::Test};
/// let id: ApiKeyId<Test> = "rzp-1".parse()?;
/// let credential = Credential::from(id);
/// assert_eq!(serde_json::to_string(&credential).unwrap(), r#"{"api-key":{"test":"rzp-1"}}"#);
/// # Ok::<(), chancery::application::ApplicationIdError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Credential {
    /// A certificate, on the rolls.
    X509(RecordId),
    /// An API key, in the register.
    ApiKey(InEnvironment<ApiKeyId<Test>, ApiKeyId<Production>>),
}

impl From<RecordId> for Credential {
    fn from(record: RecordId) -> Self {
        Self::X509(record)
    }
}

impl From<ApiKeyId<Test>> for Credential {
    fn from(id: ApiKeyId<Test>) -> Self {
        Self::ApiKey(InEnvironment::Test(id))
    }
}

impl From<ApiKeyId<Production>> for Credential {
    fn from(id: ApiKeyId<Production>) -> Self {
        Self::ApiKey(InEnvironment::Production(id))
    }
}
