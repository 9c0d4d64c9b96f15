//! Where applications to the register can be, and what can happen to them, by name.
//!
//! domain §1.9, in the order of the life of an application. The surprising choice: archive and password each have a state
//! in which they alone have left, because the two channels of PES-07 are two acts, and either may come first.

use crate::application::{self as app, Outcome, Role, named::named};

named! {
    /// What can happen, by name.
    pub enum EventKind {
        /// See [`Event::Signed`](super::Event::Signed).
        Signed = "signed",
        /// See [`Event::Submitted`](super::Event::Submitted).
        Submitted = "submitted",
        /// See [`Event::Received`](super::Event::Received).
        Received = "received",
        /// See [`Event::Registered`](super::Event::Registered).
        Registered = "registered",
        /// See [`Event::FoundInOrder`](super::Event::FoundInOrder).
        FoundInOrder = "found in order",
        /// See [`Event::NotProcessed`](super::Event::NotProcessed).
        NotProcessed = "not processed",
        /// See [`Event::Declined`](super::Event::Declined).
        Rejected = "rejected",
        /// See [`Event::Declined`](super::Event::Declined).
        Cancelled = "cancelled",
        /// See [`Event::Declined`](super::Event::Declined).
        LeftWithoutConsideration = "left without consideration",
        /// See [`Event::Accepted`](super::Event::Accepted).
        Accepted = "accepted",
        /// See [`Event::KeysMade`](super::Event::KeysMade).
        KeysMade = "keys made",
        /// See [`Event::ArchiveMailed`](super::Event::ArchiveMailed).
        ArchiveMailed = "archive mailed",
        /// See [`Event::PasswordSent`](super::Event::PasswordSent).
        PasswordSent = "password sent",
        /// See [`Event::Deactivated`](super::Event::Deactivated).
        Deactivated = "deactivated",
        /// See [`Event::AddressesChanged`](super::Event::AddressesChanged).
        AddressesChanged = "addresses changed",
        /// See [`Event::NoticesChanged`](super::Event::NoticesChanged).
        NoticesChanged = "notices changed",
    }
}

named! {
    /// Where an application can be.
    pub enum State {
        /// Filled in.
        Draft = "a draft",
        /// Signed electronically.
        Signed = "signed",
        /// On its way.
        Submitted = "submitted",
        /// In the mailbox of the centre.
        Received = "received",
        /// Registered; whether the form is in order is not known yet.
        Registered = "registered",
        /// Ended: the form was altered or is incomplete (PES-05).
        NotProcessed = "not processed",
        /// The form is in order and is looked at.
        UnderReview = "under review",
        /// Ended.
        Rejected = "rejected",
        /// Ended.
        Cancelled = "cancelled",
        /// Ended.
        LeftWithoutConsideration = "left without consideration",
        /// Granted; nothing was done yet.
        Accepted = "accepted",
        /// The keys were made; neither archive nor password has left.
        KeysMade = "accepted, with its keys made",
        /// The archive has left and the password has not.
        ArchiveMailed = "accepted, with its archive mailed",
        /// The password has left and the archive has not.
        PasswordSent = "accepted, with its password sent",
        /// Both have left.
        Delivered = "delivered",
        /// The key was deactivated.
        Deactivated = "carried out, with the key deactivated",
        /// The addresses were changed.
        AddressesChanged = "carried out, with the addresses changed",
        /// The mailboxes were changed.
        NoticesChanged = "carried out, with the notices changed",
    }
}

impl EventKind {
    pub(super) const fn role(self) -> Role {
        match self {
            Self::Signed | Self::Submitted => Role::Applicant,
            Self::Received
            | Self::KeysMade
            | Self::ArchiveMailed
            | Self::PasswordSent
            | Self::Deactivated
            | Self::AddressesChanged
            | Self::NoticesChanged => Role::Centre,
            Self::Registered
            | Self::FoundInOrder
            | Self::NotProcessed
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
            Self::NotProcessed => Outcome::NotProcessed,
            Self::Rejected => Outcome::Rejected,
            Self::Cancelled => Outcome::Cancelled,
            Self::LeftWithoutConsideration => Outcome::LeftWithoutConsideration,
            Self::Accepted
            | Self::KeysMade
            | Self::ArchiveMailed
            | Self::PasswordSent
            | Self::Delivered
            | Self::Deactivated
            | Self::AddressesChanged
            | Self::NoticesChanged => Outcome::Accepted,
            Self::Draft | Self::Signed | Self::Submitted | Self::Received | Self::Registered | Self::UnderReview => {
                return None;
            }
        })
    }
}
