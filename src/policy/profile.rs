//! A profile: the table of rows that is a policy, and the check it passes before it is in force.
//!
//! Written by the catalog as struct literals and by files as documents; checked once, when a policy is adopted. The
//! surprising choice: the struct is exhaustive and has no default, so a new extension makes every policy speak; what
//! no row names has a row too ([`Profile::unnamed_extensions`]).

use std::{borrow::Cow, fmt};

use serde::{Deserialize, Serialize};

use super::{
    AlternativeNameRule, Delivery, IssuerOrigin, KeyIdentifierOrigin, KeyRule, List, Never, Purpose, RenewalRule, Row,
    SubjectRow, Surplus, Violations,
    names::{NameBounds, NameRules},
};
use crate::{
    encoding::Oid,
    inventory::SuspensionRule,
    request::{Path, Violation},
    x509::{
        Lifetime, Reason,
        extension::{BasicConstraints, KeyPurpose, KeyUsage, NameConstraints, PolicyInformation, oid},
    },
};

mod idle;
mod names;
mod others;
mod purposes;
mod rows;
mod words;

pub use others::OtherRow;
pub(crate) use rows::RowField;
pub use rows::RowView;
pub(crate) use words::values;

/// The table of a policy.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
#[expect(clippy::exhaustive_structs, reason = "a new row is a decision for every policy; `others` keeps that rare")]
pub struct Profile {
    /// The name under which the policy is listed and recorded.
    #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
    pub name: Cow<'static, str>,
    /// What the certificates are for. Rows that contradict it do not pass the check.
    pub purpose: Purpose,
    /// Which keys are certified.
    #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
    pub keys: List<KeyRule>,
    /// Where `keys` comes from, for rejections.
    pub keys_clause: Cow<'static, str>,
    /// How long a certificate is valid.
    pub lifetime: Lifetime,
    /// How many seconds before the issuance a certificate starts to be valid: 0 to 172,800 (48 h, B-02).
    #[cfg_attr(feature = "schema", schemars(range(max = MOST_BACKDATING)))]
    pub backdating_seconds: u32,
    /// How many seconds an approval may wait for its preparation.
    #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
    pub approval_seconds: u32,
    /// Whether certificates can be suspended.
    pub suspension: SuspensionRule,
    /// What holds for another certificate of the same holder.
    pub renewal: RenewalRule,
    /// How a certificate is handed out, which says who makes the key.
    pub delivery: Delivery,
    /// RFC 5280 §4.1.2.6
    pub subject: SubjectRow,
    /// RFC 5280 §4.2.1.1
    pub authority_key_identifier: Row<Never, Never, KeyIdentifierOrigin>,
    /// RFC 5280 §4.2.1.2
    pub subject_key_identifier: Row<Never, Never, KeyIdentifierOrigin>,
    /// RFC 5280 §4.2.1.3
    pub key_usage: Row<KeyUsageGrant>,
    /// RFC 5280 §4.2.1.4
    pub certificate_policies: Row<List<PolicyInformation>>,
    /// RFC 5280 §4.2.1.6
    pub subject_alt_name: Row<Never, AlternativeNameRule>,
    /// Which names may be granted, in the subject and among the alternative names, whatever is vouched for.
    pub names: NameRules,
    /// RFC 5280 §4.2.1.9
    pub basic_constraints: Row<BasicConstraints>,
    /// RFC 5280 §4.2.1.10
    pub name_constraints: Row<NameConstraints>,
    /// RFC 5280 §4.2.1.12
    pub extended_key_usage: Row<List<KeyPurpose>>,
    /// RFC 5280 §4.2.1.13
    pub crl_distribution_points: Row<Never, Never, IssuerOrigin>,
    /// RFC 5280 §4.2.2.1
    pub authority_info_access: Row<Never, Never, IssuerOrigin>,
    /// Extensions no row above names, fixed by the policy.
    pub others: List<OtherRow>,
    /// What becomes of a request for an extension that no row names.
    pub unnamed_extensions: Surplus,
}

/// A key usage, which may depend on the kind of key: only RSA keys encipher keys in TLS 1.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[expect(clippy::exhaustive_enums, reason = "every consumer must treat both")]
pub enum KeyUsageGrant {
    /// The same for every key.
    EveryKey(KeyUsage),
    /// One for RSA keys, another for all others.
    ByKey {
        /// For RSA keys.
        rsa: KeyUsage,
        /// For all others.
        other: KeyUsage,
    },
}

/// A profile that contradicts neither itself nor RFC 5280. Only [`Profile::check`] makes one.
#[derive(Clone, Debug)]
pub struct CheckedProfile {
    profile: Profile,
    /// What the names row leaves; `None` where that is every name.
    bounds: Option<NameBounds>,
}

/// Everything that is wrong with a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileErrors(Box<[Violation]>);

impl KeyUsageGrant {
    /// The usages one may have.
    #[must_use]
    pub fn all(self) -> Vec<KeyUsage> {
        match self {
            Self::EveryKey(usage) => vec![usage],
            Self::ByKey { rsa, other } => vec![rsa, other],
        }
    }
}

impl CheckedProfile {
    /// The table.
    #[must_use]
    pub const fn profile(&self) -> &Profile {
        &self.profile
    }

    /// What the names row leaves, made once for all approvals; `None` where that is every name.
    pub(super) const fn name_bounds(&self) -> Option<&NameBounds> {
        self.bounds.as_ref()
    }
}

impl ProfileErrors {
    /// These contradictions, if there are any.
    pub(super) fn of(wrong: Violations) -> Result<(), Self> {
        wrong.into_boxed().map_or(Ok(()), |violations| Err(Self(violations)))
    }

    /// What is wrong, in the order of the fields.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        &self.0
    }
}

impl fmt::Display for ProfileErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the profile cannot be adopted: ")?;
        for (index, violation) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("; ")?;
            }
            fmt::Display::fmt(violation, f)?;
        }
        Ok(())
    }
}

impl std::error::Error for ProfileErrors {}

/// Most seconds a certificate may be backdated: 48 hours (B-02).
const MOST_BACKDATING: u32 = 172_800;

/// Identifiers that have a row of their own.
const NAMED: [Oid; 10] = [
    oid::AUTHORITY_KEY_IDENTIFIER,
    oid::SUBJECT_KEY_IDENTIFIER,
    oid::KEY_USAGE,
    oid::CERTIFICATE_POLICIES,
    oid::SUBJECT_ALT_NAME,
    oid::BASIC_CONSTRAINTS,
    oid::NAME_CONSTRAINTS,
    oid::EXTENDED_KEY_USAGE,
    oid::CRL_DISTRIBUTION_POINTS,
    oid::AUTHORITY_INFO_ACCESS,
];

impl Profile {
    /// Whether an extension has a row of its own, or is one of `others`.
    #[must_use]
    pub fn names(&self, oid: Oid) -> bool {
        NAMED.contains(&oid) || self.others.iter().any(|other| other.oid == oid)
    }

    /// Puts the table through its check.
    ///
    /// # Errors
    /// [`ProfileErrors`] with every contradiction and every row that can never fire.
    pub fn check(self) -> Result<CheckedProfile, ProfileErrors> {
        let mut wrong = Violations::new();
        self.judge(&mut wrong);
        ProfileErrors::of(wrong)?;
        let bounds = (self.names != NameRules::UNBOUNDED).then(|| self.names.bounds());
        Ok(CheckedProfile { profile: self, bounds })
    }

    /// Adds every contradiction and every row that can never fire.
    pub(super) fn judge(&self, wrong: &mut Violations) {
        self.check_frame(wrong);
        self.check_sources(wrong);
        self.check_subject(wrong);
        names::check(self, wrong);
        self.check_authority_bits(wrong);
        purposes::check(self, wrong);
        self.check_lists(wrong);
        idle::check(self, wrong);
    }

    fn check_frame(&self, wrong: &mut Violations) {
        if self.name.is_empty() {
            wrong.add(contradiction("profile.name", "name", "nothing", "a name", "domain.md §5.1"));
        }
        if self.keys.is_empty() {
            wrong.add(contradiction(
                "profile.keys",
                "keys",
                "no key rule",
                "at least one",
                "Baseline Requirements §6.1.5",
            ));
        }
        for (index, rule) in self.keys.iter().enumerate().filter(|(_, rule)| rule.is_impossible()) {
            let asked = rule.to_string();
            wrong.add(contradiction(
                "profile.keys",
                &format!("keys[{index}]"),
                &asked,
                "a rule some key satisfies",
                "Baseline Requirements §6.1.5",
            ));
        }
        if matches!(self.lifetime, Lifetime::Days(0) | Lifetime::Years(0)) {
            wrong.add(contradiction(
                "profile.lifetime",
                "lifetime",
                &self.lifetime.to_string(),
                "one day or more",
                "RFC 5280 §4.1.2.5",
            ));
        }
        if self.backdating_seconds > MOST_BACKDATING {
            let asked = format!("{} s", self.backdating_seconds);
            wrong.add(contradiction(
                "profile.backdating",
                "backdating",
                &asked,
                "at most 172800 s",
                "Baseline Requirements §7.1.2.7 (B-02)",
            ));
        }
        if let SuspensionRule::Allowed { max_days: Some(0), .. } = self.suspension {
            wrong.add(contradiction(
                "profile.suspension",
                "suspension",
                "allowed for 0 days",
                "a day or more, or no suspension",
                "EN 319 411-1 §6.2.4",
            ));
        }
        if let SuspensionRule::Allowed { then: Some(Reason::CertificateHold), .. } = self.suspension {
            wrong.add(contradiction(
                "profile.suspension",
                "suspension",
                "certificateHold as the reason to revoke",
                "a reason that ends a certificate",
                "RFC 5280 §5.3.1",
            ));
        }
        if self.approval_seconds == 0 {
            wrong.add(contradiction("profile.approval", "approval", "0 s", "a second or more", "design §2"));
        }
    }

    /// Facts make names and nothing else: any other row that waits for one never fires.
    fn check_sources(&self, wrong: &mut Violations) {
        let waiting = [
            ("authorityKeyIdentifier", waits_for_facts(&self.authority_key_identifier)),
            ("subjectKeyIdentifier", waits_for_facts(&self.subject_key_identifier)),
            ("keyUsage", waits_for_facts(&self.key_usage)),
            ("certificatePolicies", waits_for_facts(&self.certificate_policies)),
            ("basicConstraints", waits_for_facts(&self.basic_constraints)),
            ("nameConstraints", waits_for_facts(&self.name_constraints)),
            ("extKeyUsage", waits_for_facts(&self.extended_key_usage)),
            ("cRLDistributionPoints", waits_for_facts(&self.crl_distribution_points)),
            ("authorityInfoAccess", waits_for_facts(&self.authority_info_access)),
        ];
        for (path, _) in waiting.into_iter().filter(|(_, waits)| *waits) {
            let permitted = "a source that the extension has";
            wrong.add(contradiction("profile.row", path, "a row from facts", permitted, "RFC 5280 §4.2"));
        }
    }

    fn check_subject(&self, wrong: &mut Violations) {
        use super::AttributeValue;
        for (index, row) in self.subject.attributes.iter().enumerate() {
            let path = format!("subject.attributes[{index}]");
            let kinds: &[super::FactKind] = match &row.value {
                AttributeValue::Fixed(text) => {
                    if let Err(error) = crate::x509::Attribute::new(row.attribute, text) {
                        let asked = error.to_string();
                        wrong.add(contradiction(
                            "profile.subject",
                            &path,
                            &asked,
                            "a text of the attribute",
                            "RFC 5280 Appendix A.1",
                        ));
                    }
                    continue;
                }
                AttributeValue::Joined(kinds) => kinds,
                AttributeValue::Each(kind) => std::slice::from_ref(kind),
            };
            if kinds.is_empty() {
                let asked = format!("{} of no facts", row.attribute);
                wrong.add(contradiction("profile.subject", &path, &asked, "at least one", "RFC 5280 §4.1.2.6"));
            }
            for kind in kinds.iter().filter(|kind| !kind.makes_attribute(row.attribute)) {
                wrong.add(contradiction(
                    "profile.subject",
                    &path,
                    &format!("{} of {kind}", row.attribute),
                    "a fact that makes the attribute",
                    "EN 319 412-1",
                ));
            }
        }
        let (Row::FromFacts { facts: kinds, .. }
        | Row::FromRequest { rule: AlternativeNameRule::EqualToFact(kinds), .. }) = &self.subject_alt_name
        else {
            return;
        };
        if kinds.is_empty() {
            wrong.add(contradiction("profile.san", "subjectAltName", "no facts", "at least one", "RFC 5280 §4.2.1.6"));
        }
        for kind in kinds.iter().filter(|kind| !kind.makes_general_names()) {
            wrong.add(contradiction(
                "profile.san",
                "subjectAltName",
                kind.name(),
                "a fact that makes alternative names",
                "RFC 5280 §4.2.1.6",
            ));
        }
    }

    /// keyCertSign, cA and name constraints stand together or not at all.
    fn check_authority_bits(&self, wrong: &mut Violations) {
        let is_authority =
            matches!(&self.basic_constraints, Row::Set { value: BasicConstraints::Authority { .. }, .. });
        let usages = match &self.key_usage {
            Row::Set { value, .. } => value.all(),
            _ => Vec::new(),
        };
        let signs = |usage: &KeyUsage| usage.contains(KeyUsage::KEY_CERT_SIGN);
        if is_authority && (usages.is_empty() || !usages.iter().all(signs)) {
            wrong.add(contradiction(
                "profile.authority",
                "keyUsage",
                "cA without keyCertSign",
                "both",
                "RFC 5280 §4.2.1.9",
            ));
        }
        if !is_authority && usages.iter().any(signs) {
            wrong.add(contradiction(
                "profile.authority",
                "basicConstraints",
                "keyCertSign without cA",
                "both",
                "RFC 5280 §4.2.1.3",
            ));
        }
        if !is_authority && !matches!(self.name_constraints, Row::Absent { .. }) {
            wrong.add(contradiction(
                "profile.authority",
                "nameConstraints",
                "name constraints without cA",
                "both",
                "RFC 5280 §4.2.1.10",
            ));
        }
    }

    fn check_lists(&self, wrong: &mut Violations) {
        if let Row::Set { value, .. } = &self.extended_key_usage {
            check_list(wrong, "profile.eku", "extKeyUsage", value, "RFC 5280 §4.2.1.12");
        }
        if let Row::Set { value, .. } = &self.certificate_policies {
            let oids: Vec<_> = value.iter().map(PolicyInformation::policy).collect();
            check_list(wrong, "profile.policies", "certificatePolicies", &oids, "RFC 5280 §4.2.1.4");
        }
        others::check(self, wrong);
    }
}

const fn waits_for_facts<V, R, O>(row: &Row<V, R, O>) -> bool {
    matches!(row, Row::FromFacts { .. })
}

fn check_list<T: PartialEq>(wrong: &mut Violations, rule: &'static str, path: &str, list: &[T], clause: &'static str) {
    if list.is_empty() {
        wrong.add(contradiction(rule, path, "an empty list", "at least one", clause));
    }
    check_repeated(wrong, (rule, path), list, clause);
}

fn check_repeated<T: PartialEq>(
    wrong: &mut Violations,
    (rule, path): (&'static str, &str),
    list: &[T],
    clause: &'static str,
) {
    let repeated = list.iter().enumerate().any(|(index, item)| list.iter().take(index).any(|earlier| earlier == item));
    if repeated {
        wrong.add(contradiction(rule, path, "one of the list twice", "each once", clause));
    }
}

pub(super) fn contradiction(
    rule: &'static str,
    path: &str,
    asked: &str,
    permitted: &'static str,
    clause: &'static str,
) -> Violation {
    Violation::new(rule, Path::new(format!("profile.{path}")), asked, permitted, clause)
}
