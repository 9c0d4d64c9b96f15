//! API keys, while their secret is still there.
//!
//! Made of an accepted application and of nothing else (PES-02), and gone when they are sealed. domain §5.3 points 11 and 12;
//! the format of a key no source states, so it is 256 bits of chance in base64url (RFC 4648 §5) without padding. (Proposed.)
//! The surprising choice: a key knows where it is to be delivered, which the application said, so its parcel cannot be
//! addressed to anybody else (PES-07).

use std::fmt;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use zeroize::Zeroizing;

use super::{ApiKeyRecord, secret_hash::SecretHash};
use crate::{
    application::{
        Contact,
        pesel_register::{ApiKeyId, KeyEnvironment, NewKey},
    },
    crypto::{Digest, ProviderError, Random},
    x509::Kept,
};

/// An API key of one environment, with its secret.
///
/// The secret is erased when the key is dropped. A key is not `Clone`, `Serialize` or `Display`, and `Debug` shows its id:
///
/// ```compile_fail,E0277
/// # use chancery::{credential::ApiKey, policy::catalog::Test};
/// fn shown(key: &ApiKey<Test>) -> String {
///     format!("{key}")
/// }
/// ```
///
/// ```compile_fail,E0277
/// # use chancery::{credential::ApiKey, policy::catalog::Test};
/// fn copied<T: Clone>() {}
/// copied::<ApiKey<Test>>();
/// ```
///
/// ```compile_fail,E0277
/// # use chancery::{credential::ApiKey, policy::catalog::Test};
/// fn stored(key: &ApiKey<Test>) -> String {
///     serde_json::to_string(key).unwrap()
/// }
/// ```
///
/// A key for test is no key for production, and an order for the one makes none for the other:
///
/// ```compile_fail,E0308
/// # use chancery::{application::pesel_register::{ApiKeyId, NewKey}, credential::ApiKey};
/// # use chancery::{crypto::Provider, policy::catalog::{Production, Test}};
/// fn made(order: NewKey<Test>, id: ApiKeyId<Production>, provider: &Provider) {
///     let _ = ApiKey::<Production>::make(order, id, provider.random, provider.digest);
/// }
/// ```
#[must_use = "a key is there to be sealed and delivered"]
pub struct ApiKey<E: KeyEnvironment> {
    id: ApiKeyId<E>,
    deliver_to: Contact,
    /// In a box: a key that moves leaves no copy behind.
    secret: Zeroizing<Box<[u8]>>,
}

/// Octets of a secret.
const SECRET: usize = 32;
/// Characters of its text: six bits each, without padding.
pub(super) const SECRET_CHARACTERS: usize = 43;

/// Why no key was made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MakeKeyError {
    /// The source of randomness failed.
    #[error(transparent)]
    Provider(#[from] ProviderError),
    /// The source gives what is no chance.
    #[error("the source of randomness gave {octets} octets that are all equal, expected octets nobody can predict")]
    Unrandom {
        /// The octets drawn.
        octets: usize,
    },
    /// The digest is not SHA-256.
    #[error("the digest gave a hash of another length, expected the 32 octets of SHA-256")]
    Digest,
}

impl<E: KeyEnvironment> ApiKey<E> {
    /// Bits of chance in a secret.
    pub const ENTROPY_BITS: u32 = 256;

    /// Draws the key of an order, under the id the register gives it, and makes the record of it.
    ///
    /// # Errors
    /// [`MakeKeyError`]; the order is given back.
    pub fn make(
        order: NewKey<E>,
        id: ApiKeyId<E>,
        random: &dyn Random,
        digest: &dyn Digest,
    ) -> Result<(Self, ApiKeyRecord<E>), Kept<NewKey<E>, MakeKeyError>> {
        match Self::made(&order, &id, random, digest) {
            Ok((key, hash)) => Ok((key, ApiKeyRecord::of(id, order, hash))),
            Err(cause) => Err(Kept::new(order, cause)),
        }
    }

    fn made(
        order: &NewKey<E>,
        id: &ApiKeyId<E>,
        random: &dyn Random,
        digest: &dyn Digest,
    ) -> Result<(Self, SecretHash), MakeKeyError> {
        let mut secret = Zeroizing::new(vec![0; SECRET].into_boxed_slice());
        random.fill(&mut secret)?;
        // By chance once in 2^248 keys: whoever draws such a one has a source that does not work.
        if secret.windows(2).all(|pair| pair.first() == pair.last()) {
            return Err(MakeKeyError::Unrandom { octets: SECRET });
        }
        let key = Self { id: id.clone(), deliver_to: order.deliver_to().clone(), secret };
        let hash = SecretHash::of::<E>(&key.secret_text(), digest).ok_or(MakeKeyError::Digest)?;
        Ok((key, hash))
    }

    /// The id under which the register knows the key.
    #[must_use]
    pub const fn id(&self) -> &ApiKeyId<E> {
        &self.id
    }

    /// Where it is to be delivered: the archive to the mailbox, its password to the telephone.
    #[must_use]
    pub const fn deliver_to(&self) -> &Contact {
        &self.deliver_to
    }

    /// The secret, as its holder presents it: 43 characters of base64url.
    #[must_use]
    pub fn secret_text(&self) -> Zeroizing<String> {
        // Room for all of it, so that nothing grows and leaves a copy.
        let mut text = Zeroizing::new(String::with_capacity(SECRET_CHARACTERS));
        BASE64_URL_SAFE_NO_PAD.encode_string(&*self.secret, &mut text);
        text
    }
}

impl<E: KeyEnvironment> fmt::Debug for ApiKey<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ApiKey({:?}, [elided])", self.id)
    }
}
