//! Signatures under applications: who has to sign, who did, and by which means.
//!
//! CEP-04, WP-05, PES-08: the persons who represent an entity sign; where the KRS asks for several, all of them do. The means
//! are the sources': by hand, with a trusted or a qualified electronic signature, or with an electronic signature of a kind
//! the source leaves open. The surprising choice: a trusted *profile* is no signature (eIDAS keeps identification and trust
//! services apart, domain §1.10), and no conversion exists between the two.

use std::{collections::BTreeSet, fmt};

use serde::{Deserialize, Serialize};

use super::Text;
use crate::{
    policy::{Violation, Violations},
    x509::mask_digits,
};

/// The name of a natural person, as they sign.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(clippy::exhaustive_structs, reason = "first name and surname")]
pub struct PersonName {
    /// First name or names.
    pub given_name: Text,
    /// Surname.
    pub surname: Text,
}

/// Everybody who has to sign, as the register of the entity says: one person, or several jointly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<PersonName>", into = "Vec<PersonName>")]
pub struct Representation(Vec<PersonName>);

/// Why nobody is represented by these persons.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RepresentationError {
    /// Nobody.
    #[error("an entity is represented by at least one person (CEP-04)")]
    Nobody,
    /// More than any register shows.
    #[error("{found} persons represent the entity, at most {} are taken", Representation::MOST_PERSONS)]
    TooMany {
        /// The persons found.
        found: usize,
    },
    /// One person twice.
    #[error("{} is named twice; who signs, signs once (CEP-04)", mask_digits(&.0.to_string()))]
    Twice(PersonName),
}

/// By which means somebody signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum SignatureKind {
    /// By hand, on paper.
    Handwritten,
    /// An electronic signature confirmed by the trusted profile (*podpis zaufany*).
    Trusted,
    /// A qualified electronic signature.
    Qualified,
    /// An electronic signature of which the source does not say which (PES-08).
    Electronic,
}

/// One signature.
///
/// A means of identification is none:
///
/// ```compile_fail,E0308
/// # use chancery::application::{Signature, SignatureKind, TrustedProfile};
/// fn signed(profile: TrustedProfile) -> Signature {
///     Signature { by: profile, how: SignatureKind::Trusted }
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::exhaustive_structs, reason = "who and how")]
pub struct Signature {
    /// Who.
    pub by: PersonName,
    /// How.
    pub how: SignatureKind,
}

/// Which signatures a system takes, and where it says so.
#[derive(Clone, Copy, Debug)]
pub(super) struct SignatureRule {
    /// The id of the rule.
    pub(super) rule: &'static str,
    /// The kinds that count.
    pub(super) kinds: &'static [SignatureKind],
    /// The clause.
    pub(super) clause: &'static str,
}

/// Whose signatures have to be there, and where.
#[derive(Clone, Copy, Debug)]
pub(super) struct Signers<'a> {
    /// The persons.
    pub(super) persons: &'a [PersonName],
    /// What they are, as the end of "the signature of Jan Nowak, who …".
    pub(super) standing: &'static str,
    /// Where the signatures stand.
    pub(super) path: &'static str,
}

impl Signers<'_> {
    /// Adds whose signature is not there.
    pub(super) fn judge(
        self,
        signatures: &[Signature],
        (rule, clause): (&'static str, &'static str),
        violations: &mut Violations,
    ) {
        let Self { persons, standing, path } = self;
        for person in persons {
            if !signatures.iter().any(|signature| signature.by == *person) {
                let permitted = format!("the signature of {person}, who {standing}");
                violations.add(Violation::new(rule, path, "not there", permitted, clause));
            }
        }
    }
}

impl SignatureRule {
    /// Adds what is wrong with the signatures under a form: somebody's is missing, or one is by other means.
    pub(super) fn judge(self, persons: &[PersonName], signatures: &[Signature], violations: &mut Violations) {
        let Self { rule, kinds, clause } = self;
        if signatures.len() > Representation::MOST_PERSONS {
            let (asked, permitted) =
                (signatures.len().to_string(), format!("at most {}", Representation::MOST_PERSONS));
            violations.add(Violation::new(rule, "event.signatures.length", asked, permitted, clause));
            return;
        }
        let signers = Signers { persons, standing: "represents the entity", path: "event.signatures" };
        signers.judge(signatures, (rule, clause), violations);
        for (index, signature) in signatures.iter().enumerate() {
            if !kinds.contains(&signature.how) {
                let path = format!("event.signatures[{index}].how");
                violations.add(Violation::new(rule, path.as_str(), signature.how.name(), listed(kinds), clause));
            }
        }
    }
}

impl PersonName {
    /// A first name or names, and a surname.
    #[must_use]
    pub const fn new(given_name: Text, surname: Text) -> Self {
        Self { given_name, surname }
    }
}

impl Representation {
    /// Most persons who sign. No source bounds them. (Proposed.)
    pub const MOST_PERSONS: usize = 20;

    /// Everybody who has to sign.
    ///
    /// # Errors
    /// [`RepresentationError`].
    pub fn new(persons: Vec<PersonName>) -> Result<Self, RepresentationError> {
        let found = persons.len();
        if found == 0 {
            return Err(RepresentationError::Nobody);
        }
        if found > Self::MOST_PERSONS {
            return Err(RepresentationError::TooMany { found });
        }
        let mut seen = BTreeSet::new();
        match persons.iter().find(|person| !seen.insert(*person)) {
            Some(twice) => Err(RepresentationError::Twice(twice.clone())),
            None => Ok(Self(persons)),
        }
    }

    /// The persons.
    #[must_use]
    pub fn persons(&self) -> &[PersonName] {
        &self.0
    }

    /// Adds what is wrong with the signatures: somebody's is missing, or one is by other means.
    pub(super) fn judge(&self, signatures: &[Signature], rule: SignatureRule, violations: &mut Violations) {
        rule.judge(&self.0, signatures, violations);
    }
}

fn listed(kinds: &[SignatureKind]) -> String {
    kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(" or ")
}

impl SignatureKind {
    /// Its name in violations.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Handwritten => "a signature by hand",
            Self::Trusted => "a trusted signature",
            Self::Qualified => "a qualified electronic signature",
            Self::Electronic => "an electronic signature",
        }
    }
}

impl TryFrom<Vec<PersonName>> for Representation {
    type Error = RepresentationError;
    fn try_from(persons: Vec<PersonName>) -> Result<Self, RepresentationError> {
        Self::new(persons)
    }
}

impl From<Representation> for Vec<PersonName> {
    fn from(representation: Representation) -> Self {
        representation.0
    }
}

impl fmt::Display for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.given_name, self.surname)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(given_name: &str, surname: &str) -> PersonName {
        PersonName::new(given_name.parse().unwrap(), surname.parse().unwrap())
    }

    #[test]
    fn refuses_nobody_too_many_and_one_twice() {
        let sentence = |persons| Representation::new(persons).unwrap_err().to_string();
        assert_eq!(sentence(Vec::new()), "an entity is represented by at least one person (CEP-04)");
        let many = (0..21).map(|number| person("Jan", &format!("Nowak {number}"))).collect();
        assert_eq!(sentence(many), "21 persons represent the entity, at most 20 are taken");
        let twice = vec![person("Jan", "Nowak"), person("Ewa", "Nowak"), person("Jan", "Nowak")];
        assert_eq!(sentence(twice), "Jan Nowak is named twice; who signs, signs once (CEP-04)");
    }

    #[test]
    fn more_signatures_than_anybody_gives_are_told_in_one_sentence() {
        let one = Representation::new(vec![person("Jan", "Nowak")]).unwrap();
        let rule = SignatureRule { rule: "a.b", kinds: &[SignatureKind::Trusted], clause: "x" };
        let by_hand = Signature { by: person("Ewa", "Lis"), how: SignatureKind::Handwritten };
        let mut violations = Violations::new();
        one.judge(&vec![by_hand; 21], rule, &mut violations);
        let sentences: Vec<String> = violations.iter().map(Violation::message).collect();
        assert_eq!(sentences, ["event.signatures.length is 21; permitted is at most 20 (x)"]);
    }

    #[test]
    fn tells_who_is_missing_and_what_is_no_signature_here() {
        let both = Representation::new(vec![person("Jan", "Nowak"), person("Ewa", "Lis")]).unwrap();
        let rule =
            SignatureRule { rule: "a.b", kinds: &[SignatureKind::Trusted, SignatureKind::Qualified], clause: "x" };
        let mut violations = Violations::new();
        let by_hand = Signature { by: person("Jan", "Nowak"), how: SignatureKind::Handwritten };
        both.judge(&[by_hand], rule, &mut violations);
        let sentences: Vec<String> = violations.iter().map(Violation::message).collect();
        assert_eq!(
            sentences,
            [
                "event.signatures is not there; permitted is the signature of Ewa Lis, who represents the entity (x)",
                "event.signatures[0].how is a signature by hand; permitted is a trusted signature or a qualified \
                 electronic signature (x)",
            ]
        );
    }
}
