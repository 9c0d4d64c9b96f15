//! What happens to applications to the signature node, and where they can be.
//!
//! domain §1.6. The surprising choice: a mail under the wrong subject cannot be recorded as a request to load, because the
//! source says that it is not processed properly (S1:L91); what came in under no subject of the node is no event of it.

use serde::{Deserialize, Serialize};

use super::{BroughtCertificate, Empowerment, TestIntegration, Update};
use crate::{
    application::{self as app, Mail, Outcome, Role, Signature, named::named},
    crypto::Digest,
    inventory::{KeyId, RecordId},
    policy::catalog::VerifiedTestIntegration,
    request::VerifiedRequest,
    x509::EmailAddress,
};

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "kebab-case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Event {
    /// The application for a certificate was filed, with the request pasted into the form (domain §2.4).
    Filed {
        /// With whom, and how.
        with: Filing,
        /// The key in the request.
        key: KeyId,
    },
    /// A certificate of another issuer was brought instead (WP-03).
    CertificateBrought {
        /// Which.
        certificate: BroughtCertificate,
    },
    /// The rights of a public entity were verified, and the entity has them (WP-06).
    RightsConfirmed,
    /// They were verified, and it does not: it must hold them, and is told so (WP-06).
    RightsMissing,
    /// The certificate was obtained.
    Obtained {
        /// The certificate.
        certificate: RecordId,
    },
    /// The access request, Annex 1, was mailed (WP-05).
    AccessRequested {
        /// To this mailbox.
        to: EmailAddress,
        /// The signatures under it.
        signatures: Vec<Signature>,
        /// Whence who signed has the power to.
        empowerment: Empowerment,
    },
    /// The mail came that asks for a first certificate to be loaded (WP-04).
    LoadingRequested {
        /// To this mailbox.
        to: EmailAddress,
        /// The mail.
        mail: Mail,
    },
    /// The mail came that asks for a new certificate to be loaded (WP-12).
    UpdateRequested {
        /// To this mailbox.
        to: EmailAddress,
        /// The mail.
        mail: Mail,
        /// What it says.
        update: Box<Update>,
    },
    /// The certificate was loaded into the Trusted Profile (PZ), and the set of permissions granted (WP-06).
    Loaded,
    /// The test integration was done.
    Tested {
        /// With which name, and when.
        integration: TestIntegration,
    },
    /// COI verified the integration in the integration environment (WP-09).
    IntegrationVerified {
        /// With which name, and when.
        integration: TestIntegration,
    },
    /// The permission [`WSWpSigning`](super::PzPermission::WSWpSigning) was granted (WP-09).
    PermissionGranted,
}

/// With whom an application is filed, and how: with the minister for digitalisation through ePUAP, and no otherwise (WP-02).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::exhaustive_enums, reason = "the source has one")]
pub enum Filing {
    /// With the minister, through ePUAP.
    MinisterThroughEpuap,
}

named! {
    /// What can happen, by name.
    pub enum EventKind {
        /// See [`Event::Filed`].
        Filed = "filed",
        /// See [`Event::CertificateBrought`].
        CertificateBrought = "certificate of another issuer brought",
        /// See [`Event::RightsConfirmed`].
        RightsConfirmed = "rights confirmed",
        /// See [`Event::RightsMissing`].
        RightsMissing = "rights missing",
        /// See [`Event::Obtained`].
        Obtained = "obtained",
        /// See [`Event::AccessRequested`].
        AccessRequested = "access requested",
        /// See [`Event::LoadingRequested`].
        LoadingRequested = "loading requested",
        /// See [`Event::UpdateRequested`].
        UpdateRequested = "update requested",
        /// See [`Event::Loaded`].
        Loaded = "loaded",
        /// See [`Event::Tested`].
        Tested = "tested",
        /// See [`Event::IntegrationVerified`].
        IntegrationVerified = "integration verified",
        /// See [`Event::PermissionGranted`].
        PermissionGranted = "permission granted",
    }
}

named! {
    /// Where an application can be.
    pub enum State {
        /// Filled in.
        Draft = "a draft",
        /// With the minister, and rights to be verified.
        Filed = "filed",
        /// Ended (WP-06).
        Refused = "refused for want of the rights of a public entity",
        /// Granted; no certificate was made yet.
        Accepted = "accepted",
        /// The entity has a certificate, and no access.
        Certified = "certified and without access",
        /// The access request is there, and the mail is not.
        AccessRequested = "certified, with access requested",
        /// Access was asked for; rights are to be verified again.
        AwaitingVerification = "awaiting verification of the rights",
        /// The rights were confirmed again.
        Entitled = "entitled to be loaded",
        /// The certificate is in PZ.
        Loaded = "loaded into PZ",
        /// The system was tried out.
        Tested = "tested",
        /// The integration was verified.
        IntegrationVerified = "loaded, with the integration verified",
        /// The system may sign.
        PermissionGranted = "granted WSWpSigning",
    }
}

impl Event {
    /// The event of an application that was filed with this request, whose possession was verified.
    #[must_use]
    pub fn filed(request: &VerifiedRequest, digest: &dyn Digest) -> Self {
        Self::Filed { with: Filing::MinisterThroughEpuap, key: KeyId::of(request.public_key(), digest) }
    }

    /// The event of a test integration that was done.
    #[must_use]
    pub fn tested(verified: &VerifiedTestIntegration) -> Self {
        Self::Tested { integration: TestIntegration::of(verified) }
    }

    /// The event of an integration that COI verified.
    #[must_use]
    pub fn integration_verified(verified: &VerifiedTestIntegration) -> Self {
        Self::IntegrationVerified { integration: TestIntegration::of(verified) }
    }

    /// Its name.
    #[must_use]
    pub const fn kind(&self) -> EventKind {
        match self {
            Self::Filed { .. } => EventKind::Filed,
            Self::CertificateBrought { .. } => EventKind::CertificateBrought,
            Self::RightsConfirmed => EventKind::RightsConfirmed,
            Self::RightsMissing => EventKind::RightsMissing,
            Self::Obtained { .. } => EventKind::Obtained,
            Self::AccessRequested { .. } => EventKind::AccessRequested,
            Self::LoadingRequested { .. } => EventKind::LoadingRequested,
            Self::UpdateRequested { .. } => EventKind::UpdateRequested,
            Self::Loaded => EventKind::Loaded,
            Self::Tested { .. } => EventKind::Tested,
            Self::IntegrationVerified { .. } => EventKind::IntegrationVerified,
            Self::PermissionGranted => EventKind::PermissionGranted,
        }
    }
}

impl EventKind {
    /// On whose behalf: what administrators of PZ do is done by an officer with a name (S1:L75-77).
    pub(super) const fn role(self) -> Role {
        match self {
            Self::Filed | Self::CertificateBrought | Self::AccessRequested => Role::Applicant,
            Self::Obtained | Self::LoadingRequested | Self::UpdateRequested | Self::Tested => Role::Centre,
            Self::RightsConfirmed
            | Self::RightsMissing
            | Self::Loaded
            | Self::IntegrationVerified
            | Self::PermissionGranted => Role::Officer,
        }
    }
}

impl app::State for State {
    /// None while access is open, whatever was decided about the certificate.
    fn outcome(self) -> Option<Outcome> {
        Some(match self {
            Self::Refused => Outcome::Refused,
            Self::Accepted | Self::Loaded | Self::Tested | Self::IntegrationVerified | Self::PermissionGranted => {
                Outcome::Accepted
            }
            Self::Draft
            | Self::Filed
            | Self::Certified
            | Self::AccessRequested
            | Self::AwaitingVerification
            | Self::Entitled => return None,
        })
    }
}
