//! What citizens fill in and what they file.
//!
//! domain §1.7: the account at `cc.sekap.pl` has a mailbox, the application goes to a chosen registration office, in way 3 with
//! PKCS#10 data. The surprising choice: a filing of way 3 holds the key of its request and not the request, because a journal
//! has to tell later whether a request is this one and nothing else about it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    application::{Country, PersonName, Text, entry::pesel_in_full},
    crypto::Digest,
    identity::Pesel,
    inventory::KeyId,
    request::VerifiedRequest,
    x509::EmailAddress,
};

/// A form: the citizen, and their mailbox. The same in every way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(clippy::exhaustive_structs, reason = "forms are filled in field by field")]
pub struct Form {
    /// Country of the citizen.
    pub country: Country,
    /// First name or names, and surname.
    pub name: PersonName,
    /// PESEL.
    #[serde(serialize_with = "pesel_in_full")]
    pub pesel: Pesel,
    /// The mailbox: of the account, and of the certificate.
    pub email: EmailAddress,
}

/// A registration office, by the name it has in the repository at `cc.sekap.pl`. The list is the host's: no source has it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Office(Text);

/// An application that was filed to an office (SEK-03).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::exhaustive_structs, reason = "the source has the office alone")]
pub struct ChosenOffice {
    /// The office the citizen will go to.
    pub office: Office,
}

/// An application that was filed to an office with a certification request (SEK-04).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::exhaustive_structs, reason = "the three of the source")]
pub struct OfficeAndRequest {
    /// The office the citizen will go to.
    pub office: Office,
    /// The key in the request.
    pub key: KeyId,
    /// Where the citizen made it.
    pub store: KeyStore,
}

/// Where the citizen made their key (SEK-04). What to do with it then depends on it (SEK-06).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::exhaustive_enums, reason = "the source has two")]
pub enum KeyStore {
    /// On any card that is installed on their computer.
    Card,
    /// In the internal store of keys and certificates of their computer.
    Internal,
}

impl Office {
    /// An office by its name.
    #[must_use]
    pub const fn new(name: Text) -> Self {
        Self(name)
    }

    /// Its name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl ChosenOffice {
    /// Filed to this office.
    #[must_use]
    pub const fn new(office: Office) -> Self {
        Self { office }
    }
}

impl OfficeAndRequest {
    /// Filed to this office, with a request whose possession was verified.
    #[must_use]
    pub fn new(office: Office, store: KeyStore, request: &VerifiedRequest, digest: &dyn Digest) -> Self {
        Self { office, key: KeyId::of(request.public_key(), digest), store }
    }
}

impl fmt::Display for Office {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
