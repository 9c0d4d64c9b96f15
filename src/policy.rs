//! Certification policies: what is granted, to whom, with which key, for how long.
//!
//! The stage between a verified request and an approval. A policy is a [`Profile`]: a table with one row per field and
//! extension, each saying where the value comes from and what becomes of a request for more. `issuance` adopts a policy
//! under an issuer, asks [`decide()`] for every applicant and holds what is on record against the rules about renewal and
//! names. The surprising choice: everything that grants is data; the Rust hook [`Policy::narrow`] can only refuse more, so
//! no embedder can grant what the table does not show.

mod applicant;
pub mod catalog;
mod constraints;
mod decide;
mod delivery;
mod document;
mod explanation;
mod fact_text;
mod generated;
mod key_origin;
mod key_rule;
pub mod names;
mod on_record;
mod profile;
mod purpose;
mod rejection;
mod renewal;
mod row;

pub use applicant::{Applicant, Fact, FactKind, Facts};
pub use decide::{Decision, decide};
pub(crate) use decide::{subject_of, window};
pub use delivery::Delivery;
pub use document::{Document, DocumentError, DocumentErrors, DocumentFault, Documented, Loaded, WriteError};
pub(crate) use explanation::Grants;
pub use explanation::{ExplainedRow, Explanation, Outcome};
pub use fact_text::FactError;
pub(crate) use generated::key_to_make;
pub use key_origin::{AuthorityKey, FromAuthority, FromSubscriber, KeyOrigin, SubscriberKey};
pub use key_rule::KeyRule;
pub(crate) use on_record::judge as judge_record;
pub use profile::{CheckedProfile, KeyUsageGrant, OtherRow, Profile, ProfileErrors, RowView};
pub(crate) use profile::{RowField, values};
pub use purpose::Purpose;
pub use rejection::{Rejection, Violations, Withheld};
pub use renewal::{RenewalKey, RenewalRule, RenewalWindow};
pub use row::{
    AlternativeNameRule, AttributeRow, AttributeValue, IssuerOrigin, KeyIdentifierOrigin, List, Never, Presence, Row,
    SubjectRow, Surplus,
};

use crate::x509::Time;
pub use crate::{
    inventory::{CertificatesAtOnce, SuspensionRule},
    request::{Path, RuleId, VerifiedRequest, Violation},
    x509::{Lifetime, extension::Criticality},
};

/// A certification policy.
///
/// `Policy<KeyOrigin = SubscriberKey>` is the bound to write in generic code; [`FromSubscriber`]
/// exists for the messages of this library's own methods.
///
/// The catalog keeps to the table; a policy of your own may refuse more:
///
/// ```
/// use chancery::policy::{Facts, Policy, Profile, SubscriberKey, VerifiedRequest, Violation, Violations, catalog::TlsClient};
/// use chancery::x509::Time;
///
/// #[derive(Debug)]
/// struct WorkdaysOnly(TlsClient);
///
/// impl Policy for WorkdaysOnly {
///     type Applicant = Facts;
///     type KeyOrigin = SubscriberKey;
///     fn profile(&self) -> Profile {
///         self.0.profile()
///     }
///     fn narrow(&self, _: Option<&VerifiedRequest>, _: &Facts, now: Time, violations: &mut Violations) {
///         // 1970-01-01 was a Thursday.
///         if (now.unix_seconds().div_euclid(86_400) + 3).rem_euclid(7) >= 5 {
///             violations.add(Violation::new("example.workday", "now", now.to_string(), "Monday to Friday", "house rule 7"));
///         }
///     }
/// }
/// ```
pub trait Policy: std::fmt::Debug + Send + Sync + 'static {
    /// What a registration officer vouches for.
    type Applicant: Applicant;
    /// Who makes the key.
    type KeyOrigin: KeyOrigin;

    /// The table. Read once, when the policy is adopted.
    fn profile(&self) -> Profile;

    /// Refuses more than the table does. It cannot grant: `violations` is empty when it is given and is added to what the
    /// table refuses.
    fn narrow(
        &self,
        request: Option<&VerifiedRequest>,
        applicant: &Self::Applicant,
        now: Time,
        violations: &mut Violations,
    ) {
        let _ = (request, applicant, now, violations);
    }
}
