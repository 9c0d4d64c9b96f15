//! What an inventory can answer instead of what it was asked for.
//!
//! Two readers: the caller whose record is not what it thought ([`InventoryError::Conflict`] and its neighbours), and
//! the operator whose database failed ([`StoreError`]). The surprising choice: a failed store says what became of the
//! change, because "try again" is right after one answer and wrong after the other two.

use std::{error, fmt};

use super::{ForeignId, IllegalWithdrawal, IssuerId, Ownership, RecordId, Scope, Status};

/// Why an inventory did not do as it was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InventoryError {
    /// A step the rules of a record do not allow.
    #[error(transparent)]
    Illegal(#[from] super::IllegalTransition),
    /// The record is not in the status the change starts from.
    #[error("record {id} was expected to be {}, and is {}; read it again", Named(*expected), Named(*found))]
    Conflict {
        /// The record.
        id: RecordId,
        /// The status the change starts from; `None` for a change that inserts.
        expected: Option<Status>,
        /// The status the record has.
        found: Option<Status>,
    },
    /// There is no such record.
    #[error("record {0} is not on the rolls")]
    NotFound(RecordId),
    /// The key is already in a certificate of another subject, or was revoked as compromised.
    #[error("the key is certified for another subject or was revoked as compromised, in record {other}")]
    KeyInUse {
        /// That record.
        other: RecordId,
    },
    /// The subject was given before to another person, or to one who cannot be told apart from this one (GEN-6.3.3-10).
    #[error("the subject was given to another person before, or to one not known to be the same, in record {other}")]
    SubjectInUse {
        /// That record.
        other: RecordId,
    },
    /// The person may have one certificate of the policy at once, and has another.
    #[error(
        "the person may have one certificate of the policy at once and has record {other}; renew that one, or revoke it"
    )]
    PersonHolds {
        /// That record.
        other: RecordId,
    },
    /// The serial number is already in use under this issuer.
    #[error("the serial number of record {id} is already in use; draw another one")]
    SerialInUse {
        /// The record both want to be.
        id: RecordId,
    },
    /// The change given to `insert` is not the insertion of the record given with it.
    #[error("the change given with record {record} does not insert it; take `Record::insertion` of this record")]
    NotAnInsertion {
        /// The record.
        record: RecordId,
    },
    /// A person was given for a record planned for none, or none for a record planned for a person.
    #[error("record {record} was planned for {planned} and inserted for {}", .planned.opposite())]
    PersonMismatch {
        /// The record.
        record: RecordId,
        /// What it was planned for.
        planned: Ownership,
    },
    /// The last CRL number a scope can have was given out.
    #[error("the CRL numbers of shard {} of issuer {} are used up", .scope.shard.number(), .scope.issuer)]
    CrlNumbersExhausted {
        /// The scope.
        scope: Scope,
    },
    /// The foreign certificate is on the register already, or was once.
    #[error("the foreign certificate {0} was registered before; what was withdrawn does not come back")]
    AlreadyRegistered(ForeignId),
    /// The foreign certificate is not on the register.
    #[error("the foreign certificate {0} is not on the register")]
    NotRegistered(ForeignId),
    /// The subject was registered for another person before, or for one who cannot be told apart from this one
    /// (GEN-6.3.3-10, by analogy).
    #[error(
        "the subject was given to another person before, or to one not known to be the same, in the registered foreign \
         certificate {other}"
    )]
    SubjectRegistered {
        /// That certificate.
        other: ForeignId,
    },
    /// The certificate is of an issuer that has records on these rolls.
    #[error("issuer {issuer} issues on these rolls; its certificates have records and are not registered (WP-03)")]
    IssuedHere {
        /// The issuer.
        issuer: IssuerId,
    },
    /// A person was given for a foreign certificate verified for none, or none for one verified for a person.
    #[error("the foreign certificate {id} was verified for {verified_for} and registered for {}", .verified_for.opposite())]
    ForeignPersonMismatch {
        /// The certificate.
        id: ForeignId,
        /// What it was verified for.
        verified_for: Ownership,
    },
    /// A withdrawal the rules of the register do not allow.
    #[error(transparent)]
    Withdrawal(#[from] IllegalWithdrawal),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What became of a change when a store failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "there is no fourth answer")]
pub enum Outcome {
    /// It did not happen: trying again is safe.
    NotApplied,
    /// It happened: trying again is a conflict.
    Applied,
    /// It may have happened: look before trying again.
    Unknown,
}

/// A failure of a store.
#[derive(Debug)]
pub struct StoreError {
    outcome: Outcome,
    source: Box<dyn error::Error + Send + Sync>,
}

impl StoreError {
    /// A failure, and what is known of the change.
    #[must_use]
    pub fn new(outcome: Outcome, source: impl Into<Box<dyn error::Error + Send + Sync>>) -> Self {
        Self { outcome, source: source.into() }
    }

    /// What is known of the change.
    #[must_use]
    pub const fn outcome(&self) -> Outcome {
        self.outcome
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.outcome {
            Outcome::NotApplied => "the store failed and nothing was changed; it can be tried again",
            Outcome::Applied => "the store failed after the change was made; it must not be tried again",
            Outcome::Unknown => {
                "the store failed and the change may have been made; read the record before trying again"
            }
        })
    }
}

impl error::Error for StoreError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        Some(self.source.as_ref())
    }
}

/// A status, or that there is none, in a sentence.
struct Named(Option<Status>);

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            None => f.write_str("new"),
            Some(Status::Held { since, .. }) => write!(f, "held since {since}"),
            Some(Status::Revoked { at, .. }) => write!(f, "revoked at {at}"),
            Some(status) => status.state().fmt(f),
        }
    }
}
