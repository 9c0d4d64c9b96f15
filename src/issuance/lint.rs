//! Lint rules for certificates, one a file, run over the octets that are about to be signed (B-04).
//!
//! Called by `Adopted` once for what never changes and by `Approved::prepare` for what does, over the read-back,
//! before the key is used. Rules walk the DER themselves, so that they share no mistake with the writers. The
//! surprising choice: the rules of the changing part allocate nothing, because they run for every certificate and the
//! promise on speed includes them.
//!
//! Rules of RFC 5280 that are kept elsewhere:
//!
//! | rule | where | why there |
//! |---|---|---|
//! | X-01, X-07, X-08, X-09, X-15 | [`read_back()`] | a [`TbsCertificate`] that breaks one cannot be made |
//! | X-03, outer field | `Certificate::from_der` | what is linted has no outer field yet |
//! | X-06 | `x509::AttributeType` | it asks of readers what names they understand |
//! | X-10 | `x509::Time` | it gives a date a meaning; the lifetime is the policy's, its end GEN-6.3.3-05 |
//! | X-32 | `x509::Name::matches` | it compares two names |
//! | X-02, unique; GEN-6.3.3-10 | `inventory` | one certificate cannot show what others hold |
//! | B-02 | `issuance`, the backdating row | no clock is read here |
//!
//! L-01 to L-07 and L-10 are rules of standards that have no row in the table in `docs`; the other ids are those of that table.

use crate::issuer::{Issuer, Standing};
use crate::x509::{
    TbsCertificate, Time, Validity,
    lint::{Citation, Finding, Findings, Part},
};

mod attributes;
mod authority_info_access;
mod authority_key_identifier;
mod basic_constraints;
mod ca_subject;
mod certificate_policies;
mod crl_distribution_points;
mod crl_extension;
mod deep;
mod duplicate_extension;
mod email_in_subject;
mod empty_subject;
mod extended_key_usage;
mod freshest_crl;
mod host_names;
mod inhibit_any_policy;
mod issuer_key_identifier;
mod issuer_name;
mod key_agreement;
mod key_capability;
mod key_usage;
mod mailbox_constraint;
mod name_constraints;
mod names;
mod no_rev_avail;
mod ocsp_no_check;
mod placeholder;
mod policy_constraints;
mod private_key_usage_period;
mod public_key_octets;
mod purposes;
mod qc_statements;
mod read_back;
mod rules_run;
mod serial_number;
mod signature_algorithm;
mod signature_octets;
mod single_attribute;
mod string_type;
mod subject_alt_name;
mod subject_key_identifier;
mod time_form;
mod tls_feature;
mod unique_ids;
mod unknown_critical_extension;
mod upper_bounds;
mod usages;
mod validity_end;
mod validity_window;
mod version;

pub use deep::{DeepError, deep};
pub use read_back::read_back;
pub use rules_run::RulesRun;

/// What a rule looks at: the fields as they were read back, and the issuer they claim.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_structs, reason = "a certificate is judged by itself and by its issuer")]
pub struct Judged<'a> {
    /// The fields.
    pub tbs: &'a TbsCertificate<'a>,
    /// The issuer.
    pub issuer: Issuing<'a>,
}

/// What the rules need to know of the issuer.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_structs, reason = "the fields of a certificate that speak of its issuer, and no more")]
pub struct Issuing<'a> {
    /// The octets of its subject name.
    pub subject: &'a [u8],
    /// Its subject key identifier.
    pub key_identifier: &'a [u8],
    /// The octets of the `AlgorithmIdentifier` of its signatures.
    pub algorithm: &'a [u8],
    /// Its last second; `None` for an issuer that is about to sign its own first certificate.
    pub not_after: Option<Time>,
    /// Whether the certificate is its own.
    pub relation: Relation,
}

impl<'a> Issuing<'a> {
    /// What an issuer's certificates must say of it.
    #[must_use]
    pub fn of(issuer: &'a Issuer) -> Self {
        let relation = match issuer.standing() {
            Standing::Founding => Relation::SelfSigned,
            Standing::Certified => Relation::Issued,
        };
        Self {
            subject: issuer.name().as_der(),
            key_identifier: issuer.key_identifier().as_octets(),
            algorithm: issuer.algorithm().identifier(),
            not_after: issuer.validity().map(Validity::not_after),
            relation,
        }
    }
}

/// Whose certificate it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a certificate is its issuer's own or it is not")]
pub enum Relation {
    /// The issuer's own, self-signed.
    SelfSigned,
    /// Another's.
    Issued,
}

/// One rule.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_structs, reason = "a rule is a citation and a verdict")]
pub struct Rule {
    /// Its id, clause and part.
    pub citation: Citation,
    /// What it says.
    pub judge: fn(&Judged<'_>) -> Result<(), Finding>,
}

impl Rule {
    /// The verdict "no", with its sentence.
    fn refuse<T>(&self, message: impl Into<std::borrow::Cow<'static, str>>) -> Result<T, Finding> {
        Err(Finding::new(self.citation, message))
    }
}

/// Every rule, in the order of the fields they look at.
static RULES: [Rule; 40] = [
    serial_number::RULE,
    signature_algorithm::RULE,
    signature_octets::RULE,
    issuer_name::RULE,
    validity_end::RULE,
    ca_subject::RULE,
    single_attribute::RULE,
    string_type::RULE,
    upper_bounds::RULE,
    placeholder::RULE,
    email_in_subject::RULE,
    public_key_octets::RULE,
    unique_ids::RULE,
    unknown_critical_extension::RULE,
    crl_extension::RULE,
    authority_key_identifier::RULE,
    issuer_key_identifier::RULE,
    subject_key_identifier::RULE,
    key_usage::RULE,
    key_agreement::RULE,
    key_capability::RULE,
    private_key_usage_period::RULE,
    certificate_policies::RULE,
    empty_subject::RULE,
    subject_alt_name::RULE,
    host_names::RULE,
    basic_constraints::RULE,
    name_constraints::RULE,
    mailbox_constraint::RULE,
    policy_constraints::RULE,
    extended_key_usage::RULE,
    purposes::RULE,
    inhibit_any_policy::RULE,
    crl_distribution_points::RULE,
    freshest_crl::RULE,
    authority_info_access::RULE,
    tls_feature::RULE,
    no_rev_avail::RULE,
    ocsp_no_check::RULE,
    qc_statements::RULE,
];

/// Every rule that [`run`] knows, in the order of the fields they look at. [`read_back()`] keeps X-01,
///
#[must_use]
pub fn rules() -> &'static [Rule] {
    &RULES
}

/// Runs every rule of one part and tells which ran.
///
/// Nothing is allocated while nothing is found, as long as `part` is [`Part::Variable`].
///
/// # Errors
/// [`Findings`]: everything that was found, in the order of the fields.
pub fn run(judged: &Judged<'_>, part: Part) -> Result<RulesRun, Findings> {
    let mut ran = RulesRun::default();
    let mut findings = Vec::new();
    for (index, rule) in RULES.iter().enumerate().filter(|(_, rule)| rule.citation.part == part) {
        if let Err(finding) = (rule.judge)(judged) {
            findings.push(finding);
        }
        ran.mark(index);
    }
    Findings::of(findings).map_or(Ok(ran), Err)
}
