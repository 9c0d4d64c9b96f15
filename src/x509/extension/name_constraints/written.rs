//! Name constraints as they stand in a policy file.
//!
//! `{ permitted = [{ dns = "example.com" }, { ip = "192.0.2.0/24" }], excluded = [] }`, one key to a subtree, with the
//! texts that `Display` shows; a directory name as pairs of type and text, most general first. The surprising choice: a
//! base of a form this library carries and does not interpret stands there as base64 of its DER, so that nothing of an
//! authority's constraints is lost in a file.

use base64::{Engine, prelude::BASE64_STANDARD};
use serde::{Deserialize, Serialize, Serializer, ser};

use super::{GeneralSubtree, NameConstraints, NameConstraintsError};
use crate::{
    encoding::{DecodeError, Reader},
    x509::{AttributeType, Name, NameError},
};

/// Both lists; either may be left out.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Lists {
    /// What may be certified; anything when empty.
    #[serde(default)]
    permitted: Vec<GeneralSubtree>,
    /// What may not, whatever is permitted.
    #[serde(default)]
    excluded: Vec<GeneralSubtree>,
}

/// One base.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(super) enum Base {
    /// A host name and everything to the left of it.
    Dns(String),
    /// The mailboxes of a host, or with a dot at the start of the hosts of a domain.
    Email(String),
    /// The URIs of a host, or with a dot at the start of the hosts of a domain.
    Uri(String),
    /// The addresses of a range.
    Ip(#[cfg_attr(feature = "schema", schemars(regex(pattern = "^[0-9A-Fa-f.:]+/(0|[1-9][0-9]{0,2})$")))] String),
    /// The names that begin with these attributes, most general first.
    Directory(Vec<(AttributeType, String)>),
    /// A base of another form, DER in base64.
    Other(#[cfg_attr(feature = "schema", schemars(extend("contentEncoding" = "base64")))] String),
}

/// Why a base of a file is none.
#[derive(Debug, thiserror::Error)]
pub(super) enum BaseError {
    #[error(transparent)]
    Constraint(#[from] NameConstraintsError),
    #[error("the attributes make no name: {0}")]
    Directory(#[from] NameError),
    #[error("a base of another form is the base64 of its DER")]
    NotBase64,
    #[error(transparent)]
    Decode(#[from] DecodeError),
    #[error("a base of another form is an otherName, x400Address, ediPartyName or registeredID; this one has a key")]
    NotOther,
}

impl TryFrom<Lists> for NameConstraints {
    type Error = NameConstraintsError;
    fn try_from(lists: Lists) -> Result<Self, NameConstraintsError> {
        Self::new(lists.permitted, lists.excluded)
    }
}

impl TryFrom<Base> for GeneralSubtree {
    type Error = BaseError;
    fn try_from(base: Base) -> Result<Self, BaseError> {
        Ok(match base {
            Base::Dns(text) => Self::dns(&text)?,
            Base::Email(text) => Self::email(&text)?,
            Base::Uri(text) => Self::uri(&text)?,
            Base::Ip(text) => Self::Ip(text.parse()?),
            Base::Directory(attributes) => Self::Directory(Name::of_pairs(&attributes)?),
            Base::Other(text) => {
                let der = BASE64_STANDARD.decode(text).map_err(|_| BaseError::NotBase64)?;
                match Reader::whole(&der, "GeneralName", Self::decode_base)? {
                    base @ Self::Other(_) => base,
                    _ => return Err(BaseError::NotOther),
                }
            }
        })
    }
}

impl Serialize for GeneralSubtree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let base = match self {
            Self::Dns(constraint) => Base::Dns(constraint.to_string()),
            Self::Email(constraint) => Base::Email(constraint.to_string()),
            Self::Uri(constraint) => Base::Uri(constraint.to_string()),
            Self::Ip(range) => Base::Ip(range.to_string()),
            Self::Directory(name) => Base::Directory(attributes(name).ok_or_else(|| ser::Error::custom(NOT_PAIRS))?),
            Self::Other(other) => Base::Other(BASE64_STANDARD.encode(other.as_der())),
        };
        base.serialize(serializer)
    }
}

/// The pairs of which the name is made again, octet by octet; `None` where it would be another.
fn attributes(written: &Name) -> Option<Vec<(AttributeType, String)>> {
    let pairs = written.as_pairs()?;
    Name::of_pairs(&pairs).is_ok_and(|again| again.as_der() == written.as_der()).then_some(pairs)
}

const NOT_PAIRS: &str =
    "a directory name of a file has one attribute to an RDN, in the string types this library writes (X-05)";
