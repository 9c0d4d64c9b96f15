//! The certificate that an application renews, and what a person holds.
//!
//! WP-11: a renewal is filed while the previous certificate is still valid; domain §5.3 point 10: a person has one active
//! operator's certificate, and a second application is refused unless it renews that one. The surprising choice: both are
//! values that go into the journal, made from the certificate and from the rolls themselves, so that a journal that is loaded
//! years later is held against the same facts.

use serde::{Deserialize, Serialize};

use super::Moment;
use crate::{
    inventory::{History, PastRecord, Record, RecordId, State},
    policy::{Violation, Violations},
    x509::Time,
};

/// A certificate that is to be renewed: which one, and when it is valid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PreviousCertificate {
    record: RecordId,
    not_before: Time,
    not_after: Time,
}

/// A record of which nothing is renewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "record {id} is {state}, and what is renewed was issued and is neither held nor revoked (domain.md §5.1 rows 3 to 6)"
)]
pub struct NotRenewable {
    id: RecordId,
    state: State,
}

/// What the person of an application holds under the same policies, as the rolls say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::exhaustive_enums, reason = "nothing, or something")]
pub enum Holding {
    /// No active certificate.
    Nothing,
    /// This one, and perhaps others.
    Certificate(RecordId),
}

impl PreviousCertificate {
    /// The certificate on this record. Whether it is still valid is asked when the application is filed.
    ///
    /// # Errors
    /// [`NotRenewable`] for a record that was not issued, and for one that is held or revoked.
    pub const fn of(record: &Record) -> Result<Self, NotRenewable> {
        let (id, state, validity) = (record.id(), record.status().state(), record.validity());
        match state {
            State::Issued => {
                Ok(Self { record: id, not_before: validity.not_before(), not_after: validity.not_after() })
            }
            _ => Err(NotRenewable { id, state }),
        }
    }

    /// Its record.
    #[must_use]
    pub const fn record(&self) -> RecordId {
        self.record
    }

    /// Its last second.
    #[must_use]
    pub const fn not_after(&self) -> Time {
        self.not_after
    }

    /// Adds a violation where it is not valid when the application is filed.
    pub(super) fn judge(&self, filed: Moment, rule: (&'static str, &'static str), violations: &mut Violations) {
        self.judge_filed("at", filed, rule, violations);
    }

    /// The same of an application that was filed before, where `path` says when.
    pub(super) fn judge_filed(
        &self,
        path: &'static str,
        filed: Moment,
        (rule, clause): (&'static str, &'static str),
        violations: &mut Violations,
    ) {
        let time = filed.time();
        if time < self.not_before || self.not_after < time {
            let permitted =
                format!("from {} to {}, while the previous certificate is valid", self.not_before, self.not_after);
            violations.add(Violation::new(rule, path, time.to_string(), permitted, clause));
        }
    }
}

impl Holding {
    /// What the rolls say of the person under any of these policies now: a person has one personal certificate, in a file or
    /// on a card ([`OPERATOR_POLICIES`](super::cepik::OPERATOR_POLICIES)). Of several certificates it is one that is not
    /// renewed, where the history knows which one is ([`History::for_renewal_of`]).
    #[must_use]
    pub fn of(history: &History, policies: &[&str], now: Time) -> Self {
        let active: Vec<_> = policies.iter().flat_map(|policy| history.active_of_person(policy, now)).collect();
        let renewed = history.renewed().map(PastRecord::id);
        let other = active.iter().find(|id| renewed != Some(**id));
        other.or_else(|| active.first()).copied().map_or(Self::Nothing, Self::Certificate)
    }

    /// Adds a violation where the person holds another certificate than the one that is renewed.
    pub(super) fn judge(self, renewed: Option<&PreviousCertificate>, violations: &mut Violations) {
        if let Self::Certificate(held) = self
            && renewed.is_none_or(|previous| previous.record != held)
        {
            let permitted = "none, or the one that is renewed; a person has one active certificate";
            let (asked, clause) = (format!("certificate {}", held.serial.in_pairs()), "domain.md §5.3 point 10");
            violations.add(Violation::new("application.already-holds", "event.holds", asked, permitted, clause));
        }
    }
}
