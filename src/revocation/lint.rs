//! Lint rules for revocation lists, one a file, run over the octets that are about to be signed (B-04).
//!
//! Called by [`CrlDraft::draw`](super::CrlDraft::draw) after writing and before any key is touched. Rules about the list
//! look at its fields; rules about entries look at each as it is read back, so a million entries are passed once. The
//! surprising choice: a rule about entries stops at its first finding, because a million sentences help nobody.
//!
//! Rules that are kept elsewhere:
//!
//! | rule | where | why there |
//! |---|---|---|
//! | C-01 outer algorithm | `Crl::from_der` | a draft has no outer field yet |
//! | C-05 strictly growing | `inventory`, and the floor of the order | one list does not show the others |
//! | C-06, C-08 | | no delta CRLs and no shards are written |
//! | C-11 earlier lists | `CrlDraft::backdated` | SHOULD NOT; refusing would leave a revocation out |
//! | C-12 | `CrlDraft::left_out` | it takes the previous list |
//! | C-13 | `CrlDraft::draw` | it is about the issuer's certificate |
//!
//! L-08 and L-09 are rules of RFC 5280 that have no row in the table in `docs`; L-01 to L-07 and L-10 are about certificates.

use std::borrow::Cow;

use super::{CrlEntry, TbsCertList};
use crate::{
    encoding::DecodeError,
    issuer::Issuer,
    x509::{
        Time, Validity,
        lint::{Citation, Finding, Findings, Part},
    },
};

mod authority_key_identifier;
mod crl_number;
mod duplicate_extension;
mod empty_list;
mod entry_criticality;
mod entry_order;
mod invalidity_date;
mod issuer_name;
mod next_update;
mod reason_code;
mod remove_from_crl;
mod revocation_date;
mod signature_algorithm;
mod time_form;
mod unknown_critical_extension;
mod version;

/// What a rule about the list looks at: the fields as they were read back, and the issuer they claim.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_structs, reason = "a list is judged by itself and by its issuer")]
pub struct Judged<'a> {
    /// The fields.
    pub tbs: &'a TbsCertList<'a>,
    /// The issuer.
    pub issuer: Issuing<'a>,
}

/// What the rules need to know of the issuer.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_structs, reason = "the fields of a list that speak of its issuer, and no more")]
pub struct Issuing<'a> {
    /// The octets of its subject name.
    pub subject: &'a [u8],
    /// Its subject key identifier.
    pub key_identifier: &'a [u8],
    /// The octets of the `AlgorithmIdentifier` of its signatures.
    pub algorithm: &'a [u8],
    /// Its last second; `None` for one without a certificate.
    pub not_after: Option<Time>,
}

impl<'a> Issuing<'a> {
    /// What an issuer's lists must say of it.
    #[must_use]
    pub fn of(issuer: &'a Issuer) -> Self {
        Self {
            subject: issuer.name().as_der(),
            key_identifier: issuer.key_identifier().as_octets(),
            algorithm: issuer.algorithm().identifier(),
            not_after: issuer.validity().map(Validity::not_after),
        }
    }
}

/// One rule.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_structs, reason = "a rule is a citation and a verdict")]
pub struct Rule {
    /// Its id and clause.
    pub citation: Citation,
    /// What it says.
    pub judge: Judge,
}

/// What a rule is asked about.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_enums, reason = "a list is fields and entries")]
pub enum Judge {
    /// The list, once.
    List(fn(&Judged<'_>) -> Result<(), Finding>),
    /// Each entry, with the thisUpdate of its list.
    Entry(fn(&CrlEntry<'_>, Time) -> Result<(), Finding>),
}

/// A rule that the reader keeps.
struct Refusal {
    citation: Citation,
    /// Whether a refusal of the reader is about this rule.
    covers: fn(&DecodeError) -> bool,
}

/// The same citation for every rule here: no part of a list is the same in the next.
const fn citation(id: &'static str, clause: &'static str) -> Citation {
    Citation { id, clause, part: Part::Variable }
}

/// The verdict "no", with its sentence.
fn refuse(citation: Citation, message: impl Into<Cow<'static, str>>) -> Result<(), Finding> {
    Err(Finding::new(citation, message))
}

/// The same about one entry.
fn refuse_entry(citation: Citation, entry: &CrlEntry<'_>, message: &str) -> Result<(), Finding> {
    refuse(citation, format!("the entry {} {message}", entry.serial_number()))
}

static RULES: [Rule; 13] = [
    version::RULE,
    signature_algorithm::RULE,
    issuer_name::RULE,
    next_update::RULE,
    entry_order::RULE,
    revocation_date::RULE,
    reason_code::RULE,
    remove_from_crl::RULE,
    invalidity_date::RULE,
    entry_criticality::RULE,
    authority_key_identifier::RULE,
    crl_number::RULE,
    unknown_critical_extension::RULE,
];

const REFUSALS: [Refusal; 4] =
    [version::REFUSAL, time_form::REFUSAL, empty_list::REFUSAL, duplicate_extension::REFUSAL];

/// Strict DER and the ASN.1 of a list: what is left when no other rule is broken.
const SHAPE: Citation = citation("DER", "RFC 5280 §5.1, X.690 §10");

/// Every rule that [`run`] knows, in the order of the fields they look at. The reader keeps C-01, C-02, C-03 and X-15 too.
#[must_use]
pub fn rules() -> &'static [Rule] {
    &RULES
}

/// Reads a `TBSCertList` with our own reader and runs every rule.
///
/// # Errors
/// [`Findings`]: everything that was found, each rule about entries once. What cannot be read at all is one finding, of
/// the rule the reader kept or of `DER`.
pub fn run<'a>(octets: &'a [u8], issuer: &Issuing<'_>) -> Result<TbsCertList<'a>, Findings> {
    let mut findings: [Option<Finding>; RULES.len()] = [const { None }; RULES.len()];
    // Picked out once: what is asked of a million entries should be asked by those who ask about entries.
    let of_entries = |(rule, found)| match rule {
        &Rule { judge: Judge::Entry(judge), .. } => Some((judge, found)),
        _ => None,
    };
    let mut of_entries: Vec<_> = RULES.iter().zip(&mut findings).filter_map(of_entries).collect();
    let read = TbsCertList::from_der_visiting(octets, |this_update, entry| {
        for (judge, found) in &mut of_entries {
            if found.is_none() {
                **found = judge(entry, this_update).err();
            }
        }
    });
    let tbs = read.map_err(|error| unreadable(&error))?;
    let judged = Judged { tbs: &tbs, issuer: *issuer };
    for (rule, found) in RULES.iter().zip(&mut findings) {
        if let Judge::List(judge) = rule.judge {
            *found = judge(&judged).err();
        }
    }
    Findings::of(findings.into_iter().flatten().collect()).map_or(Ok(tbs), Err)
}

fn unreadable(error: &DecodeError) -> Findings {
    let rule = REFUSALS.iter().find(|rule| (rule.covers)(error)).map_or(SHAPE, |rule| rule.citation);
    Findings::one(Finding::new(rule, error.to_string()))
}
