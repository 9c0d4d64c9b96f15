//! Access requests, as they are filled in, and what is granted of them.
//!
//! S4:L847-850: the IP addresses of system and users, the name of the system, its issuer, the return address of single sign-on;
//! besides them a mailbox for answers. (The mailbox is proposed.) The surprising choice: a grant is plain data and no evidence,
//! since nothing of this library asks for it; the evidence is [`Accepted`], of which it is made.

use serde::{Deserialize, Serialize};

use super::{Addresses, NationalNode};
use crate::{
    application::{Accepted, Text},
    x509::{EmailAddress, Uri},
};

/// A form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(clippy::exhaustive_structs, reason = "forms are filled in field by field")]
pub struct Form {
    /// From where the system calls the node.
    pub system_addresses: Addresses,
    /// From where its users do.
    pub user_addresses: Addresses,
    /// The name of the system.
    pub system_name: Text,
    /// Its issuer: how it calls itself in what it asks the node.
    pub issuer: Text,
    /// Where users come back to.
    pub return_address: ReturnAddress,
    /// Where answers go.
    pub contact: EmailAddress,
}

/// Access to the national node: from where, for which system, under which issuer, and back to where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::exhaustive_structs, reason = "what the source asks for")]
pub struct AccessGrant {
    /// From where the system may call.
    pub system_addresses: Addresses,
    /// From where its users may.
    pub user_addresses: Addresses,
    /// The name of the system.
    pub system_name: Text,
    /// Its issuer.
    pub issuer: Text,
    /// Where users come back to.
    pub return_address: ReturnAddress,
}

/// The return address of single sign-on: a URI over TLS. (That it is over TLS is proposed.)
///
/// ```
/// use chancery::{application::national_node::ReturnAddress, x509::Uri};
/// let address = ReturnAddress::try_from("https://sso.example.org/back".parse::<Uri>()?)?;
/// assert_eq!(address.as_uri().scheme(), "https");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Uri", into = "Uri")]
pub struct ReturnAddress(Uri);

/// A return address that is not over TLS.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the return address of single sign-on begins with https:, found {found}: (S4:L850)")]
pub struct NotHttps {
    found: String,
}

impl Accepted<NationalNode> {
    /// What was granted, until the integrator confirms that access is there.
    #[must_use]
    pub fn into_grant(self) -> AccessGrant {
        let form = self.form().clone();
        AccessGrant {
            system_addresses: form.system_addresses,
            user_addresses: form.user_addresses,
            system_name: form.system_name,
            issuer: form.issuer,
            return_address: form.return_address,
        }
    }
}

impl ReturnAddress {
    /// The URI.
    #[must_use]
    pub const fn as_uri(&self) -> &Uri {
        &self.0
    }
}

impl TryFrom<Uri> for ReturnAddress {
    type Error = NotHttps;
    fn try_from(uri: Uri) -> Result<Self, NotHttps> {
        if uri.scheme().eq_ignore_ascii_case("https") {
            return Ok(Self(uri));
        }
        Err(NotHttps { found: uri.scheme().to_owned() })
    }
}

impl From<ReturnAddress> for Uri {
    fn from(address: ReturnAddress) -> Self {
        address.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_come_back_over_tls() {
        let read = |text: &str| ReturnAddress::try_from(text.parse::<Uri>().unwrap());
        assert_eq!(
            read("http://sso.example.org/back").unwrap_err().to_string(),
            "the return address of single sign-on begins with https:, found http: (S4:L850)"
        );
        assert!(read("HTTPS://sso.example.org/back").is_ok());
        assert!(serde_json::from_str::<ReturnAddress>(r#""ldap://sso.example.org/back""#).is_err());
    }
}
