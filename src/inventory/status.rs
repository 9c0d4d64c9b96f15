//! Where a certificate stands: the states that are stored, and the rule about suspension.
//!
//! planned → issued → (held ⇄ issued)* → revoked; planned → abandoned; planned → revoked for what a crash left behind
//! (RFC 5280 §5.3.1, domain §5.3 point 8, eIDAS Art. 28(4): nothing leaves revoked). The surprising choice: *expired* is
//! not here. It follows from the window and the clock of whoever asks, and a stored one would be wrong every second day.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::x509::{Reason, SerialNumber, Time};

/// The status of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "kebab-case", deny_unknown_fields)]
#[expect(clippy::exhaustive_enums, reason = "a store maps every one")]
pub enum Status {
    /// On the rolls, not known to be signed. Its serial number is burnt.
    Planned,
    /// Given up before any signature.
    Abandoned,
    /// Signed and stored.
    Issued,
    /// Suspended.
    Held {
        /// From when.
        since: Time,
        /// Until when; without one, until somebody decides. A hold does not end by itself: past this time it is overdue.
        until: Option<Time>,
    },
    /// Revoked for good.
    Revoked {
        /// When.
        at: Time,
        /// Why; never `certificateHold`.
        reason: Reason,
        /// From when the key is known or suspected not to have been safe (RFC 5280 §5.3.2).
        invalid_since: Option<Time>,
    },
}

/// A [`Status`] without its times.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::exhaustive_enums, reason = "one for each status")]
pub enum State {
    /// [`Status::Planned`]
    Planned,
    /// [`Status::Abandoned`]
    Abandoned,
    /// [`Status::Issued`]
    Issued,
    /// [`Status::Held`]
    Held,
    /// [`Status::Revoked`]
    Revoked,
}

/// Whether certificates of a policy can be suspended. Copied into each record, because the policy may not be loaded on
/// the day of the hold.
///
/// Baseline Requirements §4.9.13 forbid it (B-10); ETSI EN 319 411-1 and the policies of closed systems allow it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", rename_all_fields = "kebab-case", deny_unknown_fields)]
#[expect(clippy::exhaustive_enums, reason = "policies match on it, and a store maps both")]
pub enum SuspensionRule {
    /// They cannot.
    Forbidden,
    /// They can.
    Allowed {
        /// Most days of 86,400 seconds of one hold; without it a hold may stay open.
        #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
        max_days: Option<u16>,
        /// The reason of the revocation that follows a hold nobody released; without it somebody decides.
        then: Option<Reason>,
    },
}

/// Who made the key of a certificate. Copied into each record, because a plan whose key was made here cannot be taken up
/// again: the secret went with the process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::exhaustive_enums, reason = "a store maps both")]
pub enum KeyMaker {
    /// The subscriber, who proved possession with a request.
    Subscriber,
    /// The authority.
    Authority,
}

/// A hold that is over. Kept with the record for ever: a full CRL forgets a hold after its release, the status service
/// must not (eIDAS Art. 28(5)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[expect(clippy::exhaustive_structs, reason = "a store makes one from columns")]
pub struct HoldPeriod {
    /// From when.
    pub since: Time,
    /// Until when it was to last.
    pub until: Option<Time>,
    /// When it was released or gave way to revocation.
    pub ended: Time,
}

/// What a CRL says about one certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_structs, reason = "a store makes one from columns")]
pub struct RevokedEntry {
    /// Its serial number.
    pub serial: SerialNumber,
    /// When it was revoked or held.
    pub at: Time,
    /// Why; `certificateHold` for a held one.
    pub reason: Reason,
    /// From when the key is known or suspected not to have been safe.
    pub invalid_since: Option<Time>,
    /// From when it is held until `at`, for one that is revoked out of a hold: a revocation that takes effect later must
    /// not end the hold before it does.
    pub held_since: Option<Time>,
    /// When its hold was released, for one that is free again: a release that takes effect later must not end the hold
    /// before it does.
    pub released_at: Option<Time>,
    /// The last second of the certificate: its entry stays for one CRL after this (C-12).
    pub not_after: Time,
}

/// How many active certificates of one policy a person may have: issued or held, or to be revoked later, and not expired.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::exhaustive_enums, reason = "it is bounded or it is not")]
pub enum CertificatesAtOnce {
    /// One, and until it ends the one that renews it. Who is not known as a person gets none.
    One,
    /// Any number.
    Any,
}

impl Status {
    /// The state without its times.
    #[must_use]
    pub const fn state(self) -> State {
        match self {
            Self::Planned => State::Planned,
            Self::Abandoned => State::Abandoned,
            Self::Issued => State::Issued,
            Self::Held { .. } => State::Held,
            Self::Revoked { .. } => State::Revoked,
        }
    }

    /// Whether both are revoked and the next one earlier; one that is for a compromise stays for one.
    pub(super) fn is_brought_forward_by(self, next: Self) -> bool {
        let (Self::Revoked { at: planned, .. }, Self::Revoked { at, .. }) = (self, next) else { return false };
        at < planned && (next.is_compromise() || !self.is_compromise())
    }

    /// Whether it takes the one place a person may have: what is planned may have been signed.
    pub(super) fn takes_a_place(self, now: Time) -> bool {
        self == Self::Planned || self.is_in_force(now)
    }

    /// Whether it is issued or held, or revoked from a time on that has not come yet.
    pub(super) fn is_in_force(self, now: Time) -> bool {
        match self {
            Self::Issued | Self::Held { .. } => true,
            Self::Revoked { at, .. } => now < at,
            Self::Planned | Self::Abandoned => false,
        }
    }

    /// Whether the key was revoked as compromised.
    pub(super) const fn is_compromise(self) -> bool {
        matches!(self, Self::Revoked { reason: Reason::KeyCompromise | Reason::CaCompromise, .. })
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Planned => "planned",
            Self::Abandoned => "abandoned",
            Self::Issued => "issued",
            Self::Held => "held",
            Self::Revoked => "revoked",
        })
    }
}
