//! The form, as it is filled in.
//!
//! domain §1.8, S3:L47-98. The surprising choice: one field for the system and no list, since several systems are several
//! applications (S3:L58), and a form with a list does not deserialise.

use serde::{Deserialize, Serialize};

use super::Purpose;
use crate::application::{Contact, Entity, PersonName, Text};

/// A form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(clippy::exhaustive_structs, reason = "forms are filled in field by field")]
pub struct Form {
    /// What is applied for: point 1.
    pub purpose: Purpose,
    /// The unit: point 2. Whoever represents it is its head, or its heads (PES-08). A key is the key of this unit and of no
    /// other.
    pub unit: Entity,
    /// The system that will use the key: point 2c.
    pub system_name: Text,
    /// Whose system it is.
    pub caller: Caller,
    /// Who applies on behalf of the unit: point 3.
    pub technical_contact: TechnicalContact,
    /// By what the unit is entitled (PES-01).
    pub entitlement: Entitlement,
}

/// Whose system calls the register (S3:L67-72).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::exhaustive_enums, reason = "the form has one checkbox")]
pub enum Caller {
    /// The unit's own.
    OwnSystem,
    /// One that stands between units and the register. Every entitled unit applies itself and gets a key of its own; the
    /// addresses are those of the intermediary.
    Intermediary,
}

/// Who applies on behalf of a unit and answers for technical matters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(clippy::exhaustive_structs, reason = "forms are filled in field by field")]
pub struct TechnicalContact {
    /// First name or names, and surname.
    pub name: PersonName,
    /// The mailbox of point 3d, to which the key goes, and the telephone, to which the password of the archive goes.
    pub contact: Contact,
}

/// By what a unit is entitled to the register (PES-01).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::exhaustive_enums, reason = "the source has three (S3:L4)")]
pub enum Entitlement {
    /// A decision of the Minister, by its number.
    Decision(Text),
    /// A statute, by its provision.
    Statute(Text),
    /// Another special provision.
    SpecialProvision(Text),
}

impl Entitlement {
    /// Its name in violations.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Decision(number) => format!("the decision {number}"),
            Self::Statute(provision) => format!("the statute {provision}"),
            Self::SpecialProvision(provision) => format!("the special provision {provision}"),
        }
    }
}
