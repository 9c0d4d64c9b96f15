//! What is sent to COI to be given access: the signed request, and the mail for another certificate.
//!
//! Annex 1 of S1 with WP-05, and the mail of WP-12. The surprising choice: a power of attorney is inside the answer to where the
//! empowerment comes from, so that nobody attaches one to an empowerment that the register shows, or forgets it.

use serde::{Deserialize, Serialize};

use super::{EntityIdentifier, Scope};
use crate::application::{PersonName, Signature, Text};

/// Whence somebody has the power to represent the entity (WP-05).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::exhaustive_enums, reason = "the source has two")]
pub enum Empowerment {
    /// It follows from the National Court Register (KRS): who represents the entity signs.
    Krs,
    /// It does not, and a signed power of attorney is attached: the attorney signs.
    PowerOfAttorney(PowerOfAttorney),
}

/// A power of attorney.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::exhaustive_structs, reason = "for whom, and by whom")]
pub struct PowerOfAttorney {
    /// Whom it empowers.
    pub attorney: PersonName,
    /// The signatures under it. The source says that it is signed and not how; everybody who represents the entity does.
    /// (Proposed.)
    pub signatures: Vec<Signature>,
}

/// What a mail for another certificate has to say (WP-12).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(clippy::exhaustive_structs, reason = "what the source lists")]
pub struct Update {
    /// What the system is called.
    pub system_name: Text,
    /// How the node knows the entity (*Identyfikator podmiotu na WP*).
    pub node_identifier: EntityIdentifier,
    /// What the system is to use (WP-10).
    pub scope: Scope,
}
