//! Ids of API keys, each of one environment.
//!
//! S3:L60: form point *identyfikator klucza* has exactly one, for purposes b, c and d; a new key gets one when it is made. No
//! source states how an id looks, so it is the centre's own text under the rules of the host's other ids. The surprising
//! choice: the environment is in the type and not in the text, so an id that is read is of the environment it stands under.

use std::{borrow::Cow, fmt, marker::PhantomData, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::KeyEnvironment;
use crate::application::{ApplicationId, ApplicationIdError};

/// The id of an API key: 1 to 64 ASCII letters, digits, `-`, `_`, `.` and `/`, without a run of ten digits. (Proposed.)
///
/// ```
/// use chancery::{application::pesel_register::ApiKeyId, policy::catalog::Test};
/// let id: ApiKeyId<Test> = "rzp-2026-17".parse()?;
/// assert_eq!(id.to_string(), "rzp-2026-17");
/// # Ok::<(), chancery::application::ApplicationIdError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ApiKeyId<E: KeyEnvironment> {
    text: ApplicationId,
    environment: PhantomData<fn() -> E>,
}

impl<E: KeyEnvironment> ApiKeyId<E> {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.text.as_str()
    }
}

impl<E: KeyEnvironment> FromStr for ApiKeyId<E> {
    type Err = ApplicationIdError;

    fn from_str(text: &str) -> Result<Self, ApplicationIdError> {
        Ok(Self { text: text.parse()?, environment: PhantomData })
    }
}

impl<E: KeyEnvironment> fmt::Display for ApiKeyId<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.text, f)
    }
}

impl<E: KeyEnvironment> fmt::Debug for ApiKeyId<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ApiKeyId({} {})", E::NAME, self.text)
    }
}

impl<E: KeyEnvironment> Serialize for ApiKeyId<E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.text.serialize(serializer)
    }
}

impl<'de, E: KeyEnvironment> Deserialize<'de> for ApiKeyId<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <Cow<'de, str>>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}
