//! Forms of the signature node, as they are filled in.
//!
//! S1 §2, §4, the table of §5 (WP-08), §6 (WP-11). What all have is a [`PublicEntity`], with the basis of its rights (WP-01),
//! which an officer verifies. The surprising choice: the form for production is made of a [`VerifiedTestIntegration`] and
//! written as data; once it was written it is no evidence any more, so the integration is asked for again at issuance.

use serde::{Deserialize, Serialize};

use super::{BroughtCertificate, PzPermission, Services, TestIntegration};
use crate::{
    application::{Contact, Entity, PreviousCertificate, Text},
    inventory::{ForeignId, RecordId},
    policy::catalog::{IntegrationApplicant, OutOfReach, SystemAddress, Test, VerifiedTestIntegration, refuse_special},
};

/// A body that says it is a public entity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(clippy::exhaustive_structs, reason = "forms are filled in field by field")]
pub struct PublicEntity {
    /// The body.
    pub entity: Entity,
    /// How it is reached.
    pub contact: Contact,
    /// On what its rights rest (WP-01).
    pub rights: RightsBasis,
}

/// On what the rights of a public entity rest under the act of 17 February 2005 (Dz.U. 2013 poz. 235), as the entity says.
///
/// A claim: an officer verifies it before anything is issued and again before anything is loaded (WP-06).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RightsBasis(Text);

/// How the node or ePUAP knows an entity. The source says "on ePUAP" once and "on WP" once (domain §1.11 trap 5) and never that
/// the two are one, so one is never held against the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntityIdentifier(Text);

/// For the integration environment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(clippy::exhaustive_structs, reason = "forms are filled in field by field")]
pub struct IntegrationForm {
    /// Who applies.
    pub applicant: PublicEntity,
    /// What the system is called.
    pub system_name: Text,
    /// Where it is: a domain or a fixed IP address (domain §2.4).
    pub address: SystemAddress,
    /// What it is to use.
    pub services: Services,
}

/// What is filled in by hand for production.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "forms are filled in field by field")]
pub struct ProductionSystem {
    /// What the system is called.
    pub system_name: Text,
    /// How ePUAP in production knows the entity.
    pub epuap_identifier: EntityIdentifier,
    /// Where the system is in production: what CN says.
    pub address: SystemAddress,
    /// Which services of the node it is to use.
    pub services: Services,
}

/// For production: the seven items of the table in S1 §5, none left out (WP-08), with name and time of the test integration in
/// one.
///
/// Nobody fills it in without a test integration that was verified (WP-07):
///
/// ```compile_fail,E0061
/// # use chancery::application::signature_node::{ProductionForm, ProductionSystem, PublicEntity};
/// fn form(applicant: PublicEntity, system: ProductionSystem) {
///     let _ = ProductionForm::new(applicant, system);
/// }
/// ```
///
/// and what somebody typed is none:
///
/// ```compile_fail,E0308
/// # use chancery::application::signature_node::{ProductionForm, ProductionSystem, PublicEntity, TestIntegration};
/// fn form(applicant: PublicEntity, system: ProductionSystem, typed: &TestIntegration) {
///     let _ = ProductionForm::new(applicant, system, typed);
/// }
/// ```
///
/// A form for the integration environment is no form for production:
///
/// ```compile_fail,E0308
/// # use chancery::application::{Application, ApplicationId, Moment, signature_node::{IntegrationForm, NodeProduction}};
/// fn draft(id: ApplicationId, form: IntegrationForm, now: Moment) -> Application<NodeProduction> {
///     Application::draft(id, form, now)
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", rename_all = "kebab-case")]
pub struct ProductionForm {
    applicant: PublicEntity,
    system_name: Text,
    epuap_identifier: EntityIdentifier,
    tested: TestIntegration,
    address: SystemAddress,
    services: Services,
    permission: PzPermission,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Written {
    applicant: PublicEntity,
    system_name: Text,
    epuap_identifier: EntityIdentifier,
    tested: TestIntegration,
    address: SystemAddress,
    services: Services,
    permission: PzPermission,
}

/// For another certificate: the same application as the first time, and what it replaces (WP-11).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(clippy::exhaustive_structs, reason = "forms are filled in field by field")]
pub struct ReplacementForm {
    /// The same application as the first time.
    pub application: Replaced,
    /// The certificate that is replaced.
    pub previous: Previous,
}

/// The certificate that is replaced: one that was issued, or one that was brought (WP-03).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::exhaustive_enums, reason = "the two ways to a certificate")]
pub enum Previous {
    /// On the rolls.
    Issued(PreviousCertificate),
    /// On the register of foreign certificates.
    Brought(BroughtCertificate),
}

/// The application of the first time, in its environment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::exhaustive_enums, reason = "the two environments")]
pub enum Replaced {
    /// In the integration environment.
    Integration(IntegrationForm),
    /// In production.
    Production(ProductionForm),
}

impl Previous {
    /// The record of one that was issued.
    pub(super) const fn issued(&self) -> Option<RecordId> {
        match self {
            Self::Issued(previous) => Some(previous.record()),
            Self::Brought(_) => None,
        }
    }

    /// The id of one that was brought.
    pub(super) const fn brought(&self) -> Option<ForeignId> {
        match self {
            Self::Issued(_) => None,
            Self::Brought(previous) => Some(previous.id()),
        }
    }
}

impl RightsBasis {
    /// The basis, in the words of the entity.
    #[must_use]
    pub const fn new(basis: Text) -> Self {
        Self(basis)
    }

    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl EntityIdentifier {
    /// An identifier.
    #[must_use]
    pub const fn new(identifier: Text) -> Self {
        Self(identifier)
    }

    /// As it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl PublicEntity {
    /// The applicant of the policies, with a system at this address.
    pub(super) fn with_system_at(&self, address: SystemAddress) -> IntegrationApplicant<Test> {
        let Entity { country, name, number, .. } = &self.entity;
        IntegrationApplicant::new(country.as_str().to_owned(), name.to_string(), address)
            .with_entity(number.person_id())
    }
}

impl TryFrom<Written> for ProductionForm {
    type Error = OutOfReach;

    /// A form that is loaded is held against the same as one that is filled in; its test integration is data (WP-09).
    fn try_from(written: Written) -> Result<Self, OutOfReach> {
        let Written { applicant, system_name, epuap_identifier, tested, address, services, permission } = written;
        refuse_special(&address)?;
        Ok(Self { applicant, system_name, epuap_identifier, tested, address, services, permission })
    }
}

impl ProductionForm {
    /// A form, after a test integration that was verified.
    ///
    /// # Errors
    /// [`OutOfReach`] for an address that is not on the Internet.
    pub fn new(
        applicant: PublicEntity,
        system: ProductionSystem,
        tested: &VerifiedTestIntegration,
    ) -> Result<Self, OutOfReach> {
        let ProductionSystem { system_name, epuap_identifier, address, services } = system;
        refuse_special(&address)?;
        let (tested, permission) = (TestIntegration::of(tested), PzPermission::WSWpSigning);
        Ok(Self { applicant, system_name, epuap_identifier, tested, address, services, permission })
    }

    /// Who applies.
    #[must_use]
    pub const fn applicant(&self) -> &PublicEntity {
        &self.applicant
    }

    /// What the system is called.
    #[must_use]
    pub const fn system_name(&self) -> &Text {
        &self.system_name
    }

    /// How ePUAP in production knows the entity.
    #[must_use]
    pub const fn epuap_identifier(&self) -> &EntityIdentifier {
        &self.epuap_identifier
    }

    /// With which certificate the test integration was done, and when.
    #[must_use]
    pub const fn tested(&self) -> &TestIntegration {
        &self.tested
    }

    /// Where the system is in production.
    #[must_use]
    pub const fn address(&self) -> &SystemAddress {
        &self.address
    }

    /// Which services of the node it is to use.
    #[must_use]
    pub const fn services(&self) -> &Services {
        &self.services
    }

    /// The permission in the Trusted Profile (PZ) that is asked for.
    #[must_use]
    pub const fn permission(&self) -> PzPermission {
        self.permission
    }
}
