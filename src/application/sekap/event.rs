//! What happens to applications to CC-SEKAP, and where they can be.
//!
//! domain §1.7: the states are the source's, with one more between the account and its activation, which waits for the link.
//! The surprising choice: agreement and application are signed in one event with two signatures, because the inspector prints
//! both and one without the other is worth nothing.

use serde::{Deserialize, Serialize};

use super::{Visit, Way};
use crate::{
    application::{self as app, Declined, Ending, Outcome, Role, Signature, named::named},
    inventory::RecordId,
    x509::EmailAddress,
};

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "kebab-case", deny_unknown_fields, bound = "")]
#[non_exhaustive]
pub enum Event<W: Way> {
    /// The citizen registered at `cc.sekap.pl`.
    AccountRegistered,
    /// The activation link was mailed; again, where the citizen asks. (Again: proposed.)
    ActivationLinkSent {
        /// To this mailbox.
        to: EmailAddress,
    },
    /// The citizen followed the link.
    AccountActivated,
    /// The application was filed to a chosen office, in way 3 with PKCS#10 data.
    Filed(W::Filing),
    /// The citizen came, and the inspector verified their identity.
    IdentityConfirmed(Visit<W>),
    /// The citizen signed what the inspector printed.
    AgreementSigned {
        /// The signature under the agreement.
        agreement: Signature,
        /// The signature under the application.
        application: Signature,
    },
    /// It was not granted.
    Declined(Declined),
    /// It was granted.
    Accepted,
    /// The certificate was issued and handed out.
    Issued {
        /// With the key or without.
        delivery: W::Delivery,
        /// The certificate.
        certificate: RecordId,
    },
}

named! {
    /// What can happen, by name.
    pub enum EventKind {
        /// See [`Event::AccountRegistered`].
        AccountRegistered = "account registered",
        /// See [`Event::ActivationLinkSent`].
        ActivationLinkSent = "activation link sent",
        /// See [`Event::AccountActivated`].
        AccountActivated = "account activated",
        /// See [`Event::Filed`].
        Filed = "filed",
        /// See [`Event::IdentityConfirmed`].
        IdentityConfirmed = "identity confirmed",
        /// See [`Event::AgreementSigned`].
        AgreementSigned = "agreement signed",
        /// See [`Event::Declined`].
        Rejected = "rejected",
        /// See [`Event::Declined`].
        Cancelled = "cancelled",
        /// See [`Event::Declined`].
        LeftWithoutConsideration = "left without consideration",
        /// See [`Event::Accepted`].
        Accepted = "accepted",
        /// See [`Event::Issued`].
        Issued = "issued",
    }
}

named! {
    /// Where an application can be.
    pub enum State {
        /// Filled in.
        Draft = "a draft",
        /// There is an account, and no link yet.
        AccountRegistered = "waiting for the activation link",
        /// The link is with the citizen.
        AwaitingActivation = "waiting for the account to be activated",
        /// The account is active.
        AccountActivated = "not filed yet",
        /// At the chosen office.
        Filed = "filed",
        /// The inspector knows who it is.
        IdentityConfirmed = "of a person whose identity is confirmed",
        /// Agreement and application are signed.
        AgreementSigned = "signed",
        /// Ended.
        Rejected = "rejected",
        /// Ended.
        Cancelled = "cancelled",
        /// Ended.
        LeftWithoutConsideration = "left without consideration",
        /// Granted; nothing was made yet.
        Accepted = "accepted",
        /// The citizen has what was asked for.
        Issued = "issued",
    }
}

impl<W: Way> Event<W> {
    /// Its name.
    #[must_use]
    pub const fn kind(&self) -> EventKind {
        match self {
            Self::AccountRegistered => EventKind::AccountRegistered,
            Self::ActivationLinkSent { .. } => EventKind::ActivationLinkSent,
            Self::AccountActivated => EventKind::AccountActivated,
            Self::Filed(_) => EventKind::Filed,
            Self::IdentityConfirmed(_) => EventKind::IdentityConfirmed,
            Self::AgreementSigned { .. } => EventKind::AgreementSigned,
            Self::Declined(declined) => match declined.ending() {
                Ending::Rejected => EventKind::Rejected,
                Ending::Cancelled => EventKind::Cancelled,
                Ending::LeftWithoutConsideration => EventKind::LeftWithoutConsideration,
            },
            Self::Accepted => EventKind::Accepted,
            Self::Issued { .. } => EventKind::Issued,
        }
    }
}

impl EventKind {
    pub(super) const fn role(self) -> Role {
        match self {
            Self::AccountRegistered | Self::AccountActivated | Self::Filed | Self::AgreementSigned => Role::Applicant,
            Self::ActivationLinkSent => Role::Centre,
            Self::IdentityConfirmed
            | Self::Rejected
            | Self::Cancelled
            | Self::LeftWithoutConsideration
            | Self::Accepted
            | Self::Issued => Role::Officer,
        }
    }
}

impl app::State for State {
    fn outcome(self) -> Option<Outcome> {
        Some(match self {
            Self::Rejected => Outcome::Rejected,
            Self::Cancelled => Outcome::Cancelled,
            Self::LeftWithoutConsideration => Outcome::LeftWithoutConsideration,
            Self::Accepted | Self::Issued => Outcome::Accepted,
            Self::Draft
            | Self::AccountRegistered
            | Self::AwaitingActivation
            | Self::AccountActivated
            | Self::Filed
            | Self::IdentityConfirmed
            | Self::AgreementSigned => return None,
        })
    }
}
