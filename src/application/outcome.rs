//! Outcomes of applications, kept apart as the sources keep them.
//!
//! domain §5.3 points 6 and 7: an application that was rejected, cancelled or left without consideration ended in three
//! ways and not in one (S0:L230); *not processed* is the PESEL register's (PES-05), *refused* the signature node's (WP-06).
//! Which reason leads to which of the three no source says, so the host does, in [`Endings`]. The surprising choice: the
//! suspension of an application has a type of its own, [`Awaiting`], and shares nothing with that of a certificate
//! ([`Status::Held`](crate::inventory::Status::Held)).

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Text;
use crate::policy::{Violation, Violations};

/// What was decided about an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// Granted.
    Accepted,
    /// *odrzucony*
    Rejected,
    /// *anulowany*
    Cancelled,
    /// *pozostał bez rozpatrzenia*
    LeftWithoutConsideration,
    /// *brak realizacji*: the form was altered or is incomplete (PES-05).
    NotProcessed,
    /// The entity has no rights of a public entity (WP-06).
    Refused,
    /// It waits for something outside the centre.
    Suspended(Awaiting),
    /// It has errors or formal gaps (S0:L228).
    NeedsCorrection(Correction),
}

/// What a suspended application waits for (S0:L226, L227). No certificate is held by it:
///
/// ```compile_fail,E0308
/// # use chancery::{application::Awaiting, inventory::Status};
/// fn held(status: Status) {}
/// held(Awaiting::Decision);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::exhaustive_enums, reason = "the source has two")]
pub enum Awaiting {
    /// The decision on access: a deputy bailiff was appointed and has none yet.
    Decision,
    /// Another audit: the place of the station changed.
    Reaudit,
}

/// What is asked of an applicant whose application has errors or formal gaps (S0:L228).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::exhaustive_enums, reason = "the source has two")]
pub enum Correction {
    /// To supplement this application.
    Supplement,
    /// To file another; this one ends.
    FileAgain,
}

/// How an application ends that is not granted (S0:L230).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::exhaustive_enums, reason = "the source has three")]
pub enum Ending {
    /// *odrzucony*
    Rejected,
    /// *anulowany*
    Cancelled,
    /// *pozostał bez rozpatrzenia*
    LeftWithoutConsideration,
}

/// Why an application is not granted. The source calls its list the most frequent reasons (S0:L232), so it is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Reason {
    /// No decision on access was issued (S0:L225).
    NoDecision,
    /// It cannot be read (S0:L234).
    Illegible,
    /// Its data are wrong (S0:L235).
    WrongData,
    /// It is not signed (S0:L236).
    NotSigned,
    /// The certification request did not come in time (S0:L237, CEP-13).
    RequestNotInTime,
    /// Another, in the words of the officer.
    Other(Text),
}

/// Which reasons do not apply to a system, and where it says so.
#[derive(Clone, Copy, Debug)]
pub(super) struct ReasonRule {
    /// The id of the rule.
    pub(super) rule: &'static str,
    /// The reasons, each with what a violation calls it.
    pub(super) foreign: &'static [(Reason, &'static str)],
    /// What is permitted instead.
    pub(super) permitted: &'static str,
    /// The clause.
    pub(super) clause: &'static str,
}

/// The reasons of centres where access is decided on and a request follows the application.
pub(super) const OF_DECISION_AND_REQUEST: &[(Reason, &str)] = &[
    (Reason::NoDecision, "that no decision on access was issued"),
    (Reason::RequestNotInTime, "that the certification request did not come in time"),
];

/// Which reason ends an application in which way: the host's, since no source says it.
///
/// Every reason is answered; there is no default. That an application without a decision is rejected is the one answer the
/// source gives (S0:L225), so it is no field.
///
/// ```
/// use chancery::application::{Ending, Endings, Reason};
/// let endings = Endings {
///     illegible: Ending::LeftWithoutConsideration,
///     wrong_data: Ending::Rejected,
///     not_signed: Ending::LeftWithoutConsideration,
///     request_not_in_time: Ending::Cancelled,
///     other: Ending::Cancelled,
/// };
/// assert_eq!(endings.decline(Reason::WrongData).ending(), Ending::Rejected);
/// assert_eq!(endings.decline(Reason::NoDecision).ending(), Ending::Rejected, "whatever the host says");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(clippy::exhaustive_structs, reason = "a reason more is a decision for every host")]
pub struct Endings {
    /// [`Reason::Illegible`]
    pub illegible: Ending,
    /// [`Reason::WrongData`]
    pub wrong_data: Ending,
    /// [`Reason::NotSigned`]
    pub not_signed: Ending,
    /// [`Reason::RequestNotInTime`]
    pub request_not_in_time: Ending,
    /// [`Reason::Other`]
    pub other: Ending,
}

/// A decision not to grant: a reason, and the ending the host's configuration has for it.
///
/// A journal that ends an application without a decision otherwise than the source does not load.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Declined {
    reason: Reason,
    ending: Ending,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    reason: Reason,
    ending: Ending,
}

/// An ending that the source does not have for this reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an application without a decision is rejected, and this one is {found} (S0:L225)")]
pub struct OtherEnding {
    found: Ending,
}

impl Reason {
    /// Adds that this reason does not apply, where it is foreign to the system.
    pub(super) fn judge(&self, rule: ReasonRule, violations: &mut Violations) {
        let ReasonRule { rule, foreign, permitted, clause } = rule;
        if let Some((_, asked)) = foreign.iter().find(|(reason, _)| reason == self) {
            violations.add(Violation::new(rule, "event.reason", *asked, permitted, clause));
        }
    }
}

impl Endings {
    /// The decision for this reason.
    #[must_use]
    pub fn decline(&self, reason: Reason) -> Declined {
        let ending = match reason {
            Reason::NoDecision => Ending::Rejected,
            Reason::Illegible => self.illegible,
            Reason::WrongData => self.wrong_data,
            Reason::NotSigned => self.not_signed,
            Reason::RequestNotInTime => self.request_not_in_time,
            Reason::Other(_) => self.other,
        };
        Declined { reason, ending }
    }
}

impl Declined {
    /// Why.
    #[must_use]
    pub const fn reason(&self) -> &Reason {
        &self.reason
    }

    /// How it ends.
    #[must_use]
    pub const fn ending(&self) -> Ending {
        self.ending
    }
}

impl TryFrom<Written> for Declined {
    type Error = OtherEnding;
    fn try_from(Written { reason, ending }: Written) -> Result<Self, OtherEnding> {
        if reason == Reason::NoDecision && ending != Ending::Rejected {
            return Err(OtherEnding { found: ending });
        }
        Ok(Self { reason, ending })
    }
}

impl From<Declined> for Written {
    fn from(Declined { reason, ending }: Declined) -> Self {
        Self { reason, ending }
    }
}

impl From<Ending> for Outcome {
    fn from(ending: Ending) -> Self {
        match ending {
            Ending::Rejected => Self::Rejected,
            Ending::Cancelled => Self::Cancelled,
            Ending::LeftWithoutConsideration => Self::LeftWithoutConsideration,
        }
    }
}

impl fmt::Display for Ending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Outcome::from(*self).fmt(f)
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Cancelled => "cancelled",
            Self::LeftWithoutConsideration => "left without consideration",
            Self::NotProcessed => "not processed",
            Self::Refused => "refused",
            Self::Suspended(Awaiting::Decision) => "suspended until a decision is issued",
            Self::Suspended(Awaiting::Reaudit) => "suspended until another audit",
            Self::NeedsCorrection(Correction::Supplement) => "to be supplemented",
            Self::NeedsCorrection(Correction::FileAgain) => "to be filed again",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENDINGS: Endings = Endings {
        illegible: Ending::LeftWithoutConsideration,
        wrong_data: Ending::Rejected,
        not_signed: Ending::LeftWithoutConsideration,
        request_not_in_time: Ending::Cancelled,
        other: Ending::Cancelled,
    };

    #[test]
    fn each_reason_ends_as_the_host_says() {
        let ending = |reason| ENDINGS.decline(reason).ending();
        assert_eq!(ending(Reason::Illegible), Ending::LeftWithoutConsideration);
        assert_eq!(ending(Reason::WrongData), Ending::Rejected);
        assert_eq!(ending(Reason::NotSigned), Ending::LeftWithoutConsideration);
        assert_eq!(ending(Reason::RequestNotInTime), Ending::Cancelled);
        assert_eq!(ending(Reason::Other("the office was closed".parse().unwrap())), Ending::Cancelled);
    }

    #[test]
    fn an_application_without_a_decision_is_rejected_whatever_the_host_says() {
        assert_eq!(ENDINGS.decline(Reason::NoDecision).ending(), Ending::Rejected);
        let json = r#"{"reason":"no-decision","ending":"cancelled"}"#;
        let error = serde_json::from_str::<Declined>(json).unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("an application without a decision is rejected, and this one is cancelled (S0:L225)"),
            "{error}"
        );
    }

    #[test]
    fn no_reason_is_left_to_a_default() {
        let error = serde_json::from_str::<Endings>(r#"{"illegible":"rejected"}"#).unwrap_err();
        assert!(error.to_string().starts_with("missing field `wrong-data`"), "{error}");
    }

    #[test]
    fn a_reason_that_is_foreign_is_told_and_no_other() {
        let rule = ReasonRule { rule: "a.b", foreign: OF_DECISION_AND_REQUEST, permitted: "another", clause: "x" };
        let told = |reason: Reason| {
            let mut violations = Violations::new();
            reason.judge(rule, &mut violations);
            violations.iter().map(Violation::message).collect::<Vec<_>>()
        };
        assert_eq!(
            told(Reason::NoDecision),
            ["event.reason is that no decision on access was issued; permitted is another (x)"]
        );
        assert_eq!(told(Reason::RequestNotInTime).len(), 1);
        for reason in [Reason::Illegible, Reason::WrongData, Reason::NotSigned, Reason::Other("x".parse().unwrap())] {
            assert!(told(reason).is_empty());
        }
    }

    #[test]
    fn another_reason_keeps_its_words() {
        let declined = ENDINGS.decline(Reason::Other("the station was closed".parse().unwrap()));
        let json = serde_json::to_string(&declined).unwrap();
        assert_eq!(json, r#"{"reason":{"other":"the station was closed"},"ending":"cancelled"}"#);
        assert_eq!(serde_json::from_str::<Declined>(&json).unwrap(), declined);
    }
}
