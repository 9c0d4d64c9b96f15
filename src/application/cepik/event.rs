//! What happens to applications to CEPiK, and where they can be.
//!
//! domain §1.5: each state is named in the source or is the step between two named events. The surprising choice: the two
//! receipts, by the Ministry and by COI Łódź, are two events in either order, because two deadlines start at them (domain §1.11
//! trap 1).

use serde::{Deserialize, Serialize};

use super::{DecisionNumber, Form, Kind};
use crate::{
    application::{
        self as app, Awaiting, Correction, Declined, Ending, FreeDays, Holding, IdentityEvidence, Mail, Outcome,
        OwcNumber, Role, Signature, Text, named::named,
    },
    crypto::Digest,
    inventory::{KeyId, RecordId},
    request::VerifiedRequest,
    x509::EmailAddress,
};

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "kebab-case", deny_unknown_fields, bound = "")]
#[non_exhaustive]
pub enum Event<K: Kind> {
    /// The printed form was signed by hand, by everybody who represents the entity (CEP-04).
    Signed {
        /// The signatures.
        signatures: Vec<Signature>,
    },
    /// It was sent.
    Submitted {
        /// How.
        channel: Channel,
        /// What went with it.
        enclosures: Vec<Enclosure>,
    },
    /// It was received, at the moment of this entry, from whose day a deadline is counted.
    Received {
        /// By whom.
        by: ReceivedBy,
        /// What becomes of the deadline that starts now, should it end on a free day.
        free_days: FreeDays,
    },
    /// It was registered in OWC.
    Registered {
        /// Under this number.
        number: OwcNumber,
    },
    /// The certification request came, and its sender proved possession of the key.
    RequestArrived {
        /// The mail it came with.
        mail: Mail,
        /// The key in it.
        key: KeyId,
    },
    /// A certification request came and was refused; another may follow.
    RequestRefused {
        /// The rules it violates.
        rules: Vec<Text>,
    },
    /// The person was identified.
    Identified {
        /// How.
        evidence: IdentityEvidence,
    },
    /// Staff told the applicant about errors or gaps (S0:L228).
    CorrectionAsked {
        /// What is to be done.
        correction: Correction,
        /// What is wrong.
        what: Text,
    },
    /// The applicant supplemented the application.
    Supplemented {
        /// The whole form, as it is now.
        form: Box<Form<K>>,
        /// The signatures under it.
        signatures: Vec<Signature>,
    },
    /// It waits for something outside the centre; staff told the applicant (S0:L226, L227).
    Suspended {
        /// For what.
        awaiting: Awaiting,
    },
    /// The decision on access was issued.
    DecisionIssued {
        /// Its number.
        decision: DecisionNumber,
    },
    /// Another audit of the place was carried out.
    ReauditDone,
    /// It was not granted.
    Declined(Declined),
    /// It was granted.
    Accepted {
        /// What the person holds already, as the rolls say.
        holds: Holding,
    },
    /// The instruction how to obtain key and certificate was mailed (CEP-16).
    InstructionSent {
        /// To this mailbox.
        to: EmailAddress,
    },
    /// Key and certificate, or the certificate, were obtained.
    Obtained {
        /// The certificate.
        certificate: RecordId,
    },
    /// It is installed: in the VPN software, on the card, in the system.
    Installed,
}

/// How papers were sent (CEP-05).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Channel {
    /// By post; registered priority post is advised (S0:L217).
    Post,
    /// By courier.
    Courier,
    /// To the mailbox `/coi/Cepikcert` on ePUAP.
    Epuap,
}

/// What went with the papers. There is no variant for a card: cards are never sent (CEP-14).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Enclosure {
    /// A copy of the decision on access, which speeds handling up (CEP-08).
    DecisionCopy,
    /// Another paper.
    Paper(Text),
}

/// Who received papers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::exhaustive_enums, reason = "the two at which deadlines start")]
pub enum ReceivedBy {
    /// The Ministry (S0:L219).
    Ministry,
    /// COI Łódź (S0:L237).
    Coi,
}

named! {
    /// What can happen, by name.
    pub enum EventKind {
        /// See [`Event::Signed`].
        Signed = "signed",
        /// See [`Event::Submitted`].
        Submitted = "submitted",
        /// See [`Event::Received`].
        ReceivedByMinistry = "received by the Ministry",
        /// See [`Event::Received`].
        ReceivedByCoi = "received by COI Łódź",
        /// See [`Event::Registered`].
        Registered = "registered",
        /// See [`Event::RequestArrived`].
        RequestArrived = "request arrived",
        /// See [`Event::RequestRefused`].
        RequestRefused = "request refused",
        /// See [`Event::Identified`].
        Identified = "identified",
        /// See [`Event::CorrectionAsked`].
        SupplementAsked = "supplement asked",
        /// See [`Event::CorrectionAsked`].
        FilingAgainAsked = "filing again asked",
        /// See [`Event::Supplemented`].
        Supplemented = "supplemented",
        /// See [`Event::Suspended`].
        SuspendedForDecision = "suspended for a decision",
        /// See [`Event::Suspended`].
        SuspendedForReaudit = "suspended for another audit",
        /// See [`Event::DecisionIssued`].
        DecisionIssued = "decision issued",
        /// See [`Event::ReauditDone`].
        ReauditDone = "audit done",
        /// See [`Event::Declined`].
        Rejected = "rejected",
        /// See [`Event::Declined`].
        Cancelled = "cancelled",
        /// See [`Event::Declined`].
        LeftWithoutConsideration = "left without consideration",
        /// See [`Event::Accepted`].
        Accepted = "accepted",
        /// See [`Event::InstructionSent`].
        InstructionSent = "instruction sent",
        /// See [`Event::Obtained`].
        Obtained = "obtained",
        /// See [`Event::Installed`].
        Installed = "installed",
    }
}

named! {
    /// Where an application can be.
    pub enum State {
        /// Filled in.
        Draft = "a draft",
        /// Printed and signed.
        Signed = "signed",
        /// On its way.
        Submitted = "submitted",
        /// Received by the Ministry and not yet by COI Łódź.
        WithMinistry = "received by the Ministry alone",
        /// Received by COI Łódź and not yet by the Ministry.
        WithCoi = "received by COI Łódź alone",
        /// Received by both.
        Received = "received",
        /// Registered, and waiting for the request.
        AwaitingRequest = "awaiting the request",
        /// Looked at.
        UnderReview = "under review",
        /// Waiting for a supplement.
        NeedsSupplement = "to be supplemented",
        /// Suspended until a decision is issued.
        AwaitingDecision = "suspended until a decision is issued",
        /// Suspended until another audit.
        AwaitingReaudit = "suspended until another audit",
        /// Ended; another is to be filed.
        ToBeFiledAgain = "to be filed again",
        /// Ended.
        Rejected = "rejected",
        /// Ended.
        Cancelled = "cancelled",
        /// Ended.
        LeftWithoutConsideration = "left without consideration",
        /// Granted; nothing was made yet.
        Accepted = "accepted",
        /// The applicant was told how to go on.
        Instructed = "accepted and instructed",
        /// The applicant has what was asked for.
        Obtained = "obtained",
        /// And uses it.
        Installed = "installed",
    }
}

impl<K: Kind> Event<K> {
    /// The event of a request that came with this mail and whose possession was verified.
    #[must_use]
    pub fn request_arrived(mail: Mail, request: &VerifiedRequest, digest: &dyn Digest) -> Self {
        Self::RequestArrived { mail, key: KeyId::of(request.public_key(), digest) }
    }

    /// Its name.
    #[must_use]
    pub const fn kind(&self) -> EventKind {
        match self {
            Self::Signed { .. } => EventKind::Signed,
            Self::Submitted { .. } => EventKind::Submitted,
            Self::Received { by: ReceivedBy::Ministry, .. } => EventKind::ReceivedByMinistry,
            Self::Received { by: ReceivedBy::Coi, .. } => EventKind::ReceivedByCoi,
            Self::Registered { .. } => EventKind::Registered,
            Self::RequestArrived { .. } => EventKind::RequestArrived,
            Self::RequestRefused { .. } => EventKind::RequestRefused,
            Self::Identified { .. } => EventKind::Identified,
            Self::CorrectionAsked { correction: Correction::Supplement, .. } => EventKind::SupplementAsked,
            Self::CorrectionAsked { correction: Correction::FileAgain, .. } => EventKind::FilingAgainAsked,
            Self::Supplemented { .. } => EventKind::Supplemented,
            Self::Suspended { awaiting: Awaiting::Decision } => EventKind::SuspendedForDecision,
            Self::Suspended { awaiting: Awaiting::Reaudit } => EventKind::SuspendedForReaudit,
            Self::DecisionIssued { .. } => EventKind::DecisionIssued,
            Self::ReauditDone => EventKind::ReauditDone,
            Self::Declined(declined) => match declined.ending() {
                Ending::Rejected => EventKind::Rejected,
                Ending::Cancelled => EventKind::Cancelled,
                Ending::LeftWithoutConsideration => EventKind::LeftWithoutConsideration,
            },
            Self::Accepted { .. } => EventKind::Accepted,
            Self::InstructionSent { .. } => EventKind::InstructionSent,
            Self::Obtained { .. } => EventKind::Obtained,
            Self::Installed => EventKind::Installed,
        }
    }
}

impl EventKind {
    pub(super) const fn role(self) -> Role {
        match self {
            Self::Signed | Self::Submitted | Self::Supplemented | Self::Installed => Role::Applicant,
            Self::ReceivedByMinistry
            | Self::ReceivedByCoi
            | Self::RequestArrived
            | Self::RequestRefused
            | Self::InstructionSent
            | Self::Obtained => Role::Centre,
            Self::Registered
            | Self::Identified
            | Self::SupplementAsked
            | Self::FilingAgainAsked
            | Self::SuspendedForDecision
            | Self::SuspendedForReaudit
            | Self::DecisionIssued
            | Self::ReauditDone
            | Self::Rejected
            | Self::Cancelled
            | Self::LeftWithoutConsideration
            | Self::Accepted => Role::Officer,
        }
    }
}

impl app::State for State {
    fn outcome(self) -> Option<Outcome> {
        Some(match self {
            Self::NeedsSupplement => Outcome::NeedsCorrection(Correction::Supplement),
            Self::ToBeFiledAgain => Outcome::NeedsCorrection(Correction::FileAgain),
            Self::AwaitingDecision => Outcome::Suspended(Awaiting::Decision),
            Self::AwaitingReaudit => Outcome::Suspended(Awaiting::Reaudit),
            Self::Rejected => Outcome::Rejected,
            Self::Cancelled => Outcome::Cancelled,
            Self::LeftWithoutConsideration => Outcome::LeftWithoutConsideration,
            Self::Accepted | Self::Instructed | Self::Obtained | Self::Installed => Outcome::Accepted,
            Self::Draft
            | Self::Signed
            | Self::Submitted
            | Self::WithMinistry
            | Self::WithCoi
            | Self::Received
            | Self::AwaitingRequest
            | Self::UnderReview => return None,
        })
    }
}
