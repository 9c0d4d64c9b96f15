//! A decision told row by row: what was asked, what the row says, what would be granted or withheld, and why.
//!
//! Made by `Adopted::explain` of the very decision that `approve` makes; here it is only laid beside the rows. A violation
//! goes to the row that owns its place; what belongs to no row (a register, a hook, a history) is told beneath the table.
//! The surprising choice: a refusal is a whole, so a row that would be granted is told as such under a refused request too,
//! and the outcome of all is said once.

mod fields;
mod table;

use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::{Decision, Path, Profile, Rejection, RowView, VerifiedRequest, Violation, Violations, Withheld};
use crate::{encoding::Oid, request::presentable};

use fields::Fields;

/// What a policy would answer, and why. Identity numbers are masked.
///
/// `Display` is a table for people. As JSON:
/// `{"policy","outcome","rows":[{"row","source","surplus","clause","asked","outcome","granted","repeated","withheld",
/// "violations"}],"withheld","violations"}`, where the last two have everything, in the order of an approval and of a
/// rejection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    policy: String,
    rows: Vec<ExplainedRow>,
    withheld: Vec<Withheld>,
    rejection: Option<Rejection>,
}

/// One row of an explanation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExplainedRow {
    #[serde(flatten)]
    view: RowView,
    outcome: Outcome,
    asked: Vec<String>,
    granted: Vec<String>,
    repeated: Vec<String>,
    withheld: Vec<Withheld>,
    violations: Vec<Violation>,
}

/// What becomes of one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::exhaustive_enums, reason = "every consumer must treat all of them")]
pub enum Outcome {
    /// The request is refused for something in it.
    Refused,
    /// Something that was asked is not granted. Something else may be.
    Withheld,
    /// The certificate would have it.
    Granted,
    /// The certificate would not have it, and nothing of it was asked for that it should.
    Absent,
}

/// What a decision would put into a certificate, beside the subject; of the issuer and the form, and so made by `issuance`.
#[derive(Clone, Debug)]
pub(crate) struct Grants {
    pub(crate) key: Option<String>,
    pub(crate) validity: Option<String>,
    pub(crate) extensions: Vec<(Oid, Vec<String>)>,
}

impl Explanation {
    pub(crate) fn new(
        profile: &Profile,
        request: Option<&VerifiedRequest>,
        decision: &Decision,
        violations: Violations,
        grants: Grants,
    ) -> Self {
        let views: Vec<_> = profile.rows().collect();
        let owner = |path| views.iter().position(|view| view.owns(path));
        let rows = views.iter().enumerate().map(|(index, view)| {
            let withheld = decision.withheld.iter().filter(|withheld| owner(withheld.path()) == Some(index));
            let against = violations.iter().filter(|violation| owner(violation.path()) == Some(index));
            let told = Told { withheld: withheld.cloned().collect(), violations: against.cloned().collect() };
            ExplainedRow::new(&Fields { profile, request, decision, grants: &grants }, view.clone(), told)
        });
        let rows = rows.collect();
        let (policy, withheld) = (presentable(&profile.name), decision.withheld.clone());
        Self { policy, rows, withheld, rejection: violations.into_rejection() }
    }

    /// The name of the policy.
    #[must_use]
    pub fn policy(&self) -> &str {
        &self.policy
    }

    /// The rows, in the order of [`Profile::rows`].
    #[must_use]
    pub fn rows(&self) -> &[ExplainedRow] {
        &self.rows
    }

    /// What would not be granted, as an approval tells it.
    #[must_use]
    pub fn withheld(&self) -> &[Withheld] {
        &self.withheld
    }

    /// The rejection `approve` would answer with; `None` where it would approve.
    #[must_use]
    pub const fn rejection(&self) -> Option<&Rejection> {
        self.rejection.as_ref()
    }

    /// Every violation, as the rejection has them.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        self.rejection.as_ref().map(Rejection::violations).unwrap_or_default()
    }

    /// The violations that belong to no row: of the name as a whole, of what is on record, of a hook.
    pub fn violations_beside_the_rows(&self) -> impl Iterator<Item = &Violation> {
        self.violations().iter().filter(|violation| !self.rows.iter().any(|row| row.view.owns(violation.path())))
    }
}

/// What was said of the places a row owns.
struct Told {
    withheld: Vec<Withheld>,
    violations: Vec<Violation>,
}

impl ExplainedRow {
    fn new(fields: &Fields<'_>, view: RowView, told: Told) -> Self {
        let Told { withheld, violations } = told;
        let asked = fields.asked(view.field());
        let granted = if violations.is_empty() { fields.granted(view.field()) } else { Vec::new() };
        let is_told = |path: &Path, text: &str| {
            withheld.iter().any(|withheld| withheld.path() == path && withheld.asked() == text)
                || violations.iter().any(|violation| violation.path() == path && violation.asked() == text)
        };
        let repeated = fields.beyond_the_subject(view.field());
        let repeated = repeated.into_iter().filter(|(path, text)| !is_told(path, text)).map(|(_, text)| text).collect();
        let outcome = match (violations.is_empty(), withheld.is_empty(), granted.is_empty()) {
            (false, ..) => Outcome::Refused,
            (true, false, _) => Outcome::Withheld,
            (true, true, false) => Outcome::Granted,
            (true, true, true) => Outcome::Absent,
        };
        Self { view, outcome, asked, granted, repeated, withheld, violations }
    }

    /// What the row says.
    #[must_use]
    pub const fn view(&self) -> &RowView {
        &self.view
    }

    /// What becomes of it.
    #[must_use]
    pub const fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// What the request asks for here, entry by entry.
    #[must_use]
    pub fn asked(&self) -> &[String] {
        &self.asked
    }

    /// What the certificate would have, entry by entry; nothing where the request is refused for this row.
    #[must_use]
    pub fn granted(&self) -> &[String] {
        &self.granted
    }

    /// Asked-for common names that are not granted and no surplus either, because they repeat an alternative name.
    #[must_use]
    pub fn repeated(&self) -> &[String] {
        &self.repeated
    }

    /// What would not be granted.
    #[must_use]
    pub fn withheld(&self) -> &[Withheld] {
        &self.withheld
    }

    /// What the request would be refused for.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }
}

impl Serialize for Explanation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut explanation = serializer.serialize_struct("Explanation", 5)?;
        explanation.serialize_field("policy", &self.policy)?;
        explanation.serialize_field("outcome", if self.rejection.is_none() { "approved" } else { "refused" })?;
        explanation.serialize_field("rows", &self.rows)?;
        explanation.serialize_field("withheld", &self.withheld)?;
        explanation.serialize_field("violations", self.violations())?;
        explanation.end()
    }
}
