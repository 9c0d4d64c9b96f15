//! The check of the names row: each set can fire, and each form the rows grant has names left.
//!
//! Part of `Profile::check`, and of adoption, where the issuer's constraints are known; a subordinate's own lie within
//! those, says `containment`. The surprising choice: a set that
//! changes nothing is refused like one that contradicts another, because whoever wrote it believes that it does.

use super::{CheckedProfile, Profile, ProfileErrors, contradiction};
use crate::{
    policy::{
        AlternativeNameRule, FactKind, Row, Violations,
        names::{NameBounds, NameSet},
    },
    x509::{
        AttributeType, GeneralNameKind,
        extension::{BasicConstraints, NameConstraints},
    },
};

mod containment;

const CLAUSE: &str = "RFC 5280 §4.2.1.10, which the names row follows";

/// Refuses sets that never fire, and rows of which the sets leave nothing.
pub(super) fn check(profile: &Profile, wrong: &mut Violations) {
    let forms = forms(profile);
    let rules = &profile.names;
    let permitted = NameBounds::of_rules(&super::NameRules { excluded: Vec::new().into(), ..rules.clone() });
    for (index, set) in rules.permitted.iter().enumerate() {
        let fault = fault_in_any(&forms, &rules.permitted, index);
        let gone = || set.is_covered_by(rules.excluded.iter()).then_some("a set that is not excluded as a whole");
        add(wrong, &format!("names.permitted[{index}]"), set, fault.or_else(gone));
    }
    for (index, set) in rules.excluded.iter().enumerate() {
        let fault = fault_in_any(&forms, &rules.excluded, index);
        let idle = || permitted.leave_nothing_of(set).then_some("a set that takes away something that is permitted");
        add(wrong, &format!("names.excluded[{index}]"), set, fault.or_else(idle));
    }
    let bounds = rules.bounds();
    for every in NameSet::universe().iter().filter(|every| forms.contains(&every.form())) {
        if bounds.leave_nothing_of(every) {
            let asked = format!("rows that grant names of the form {}, and sets that leave none", every.form());
            wrong.add(contradiction("profile.names", "names", &asked, "a permitted set with names left", CLAUSE));
        }
    }
}

/// What is wrong with one set of a list, whichever list it is.
fn fault_in_any(forms: &[GeneralNameKind], list: &[NameSet], index: usize) -> Option<&'static str> {
    let set = list.get(index)?;
    // Of two that are equal the first stays.
    let others = list.iter().enumerate().filter(|(at, other)| *at != index && (*at < index || *other != set));
    if !forms.contains(&set.form()) {
        Some("a set of a form that the rows grant")
    } else if set.is_covered_by(others.map(|(_, other)| other)) {
        Some("a set that the others of the list do not have already")
    } else {
        None
    }
}

fn add(wrong: &mut Violations, path: &str, set: &NameSet, fault: Option<&'static str>) {
    if let Some(permitted) = fault {
        wrong.add(contradiction("profile.names", path, &set.to_string(), permitted, CLAUSE));
    }
}

/// The forms of which the rows grant names.
fn forms(profile: &Profile) -> Vec<GeneralNameKind> {
    let subject = &profile.subject.attributes;
    let mut forms = Vec::new();
    if !subject.is_empty() {
        forms.push(GeneralNameKind::Directory);
    }
    if subject.iter().any(|row| row.attribute == AttributeType::EMAIL_ADDRESS) {
        forms.push(GeneralNameKind::Email);
    }
    if let Row::FromFacts { facts, .. } | Row::FromRequest { rule: AlternativeNameRule::EqualToFact(facts), .. } =
        &profile.subject_alt_name
    {
        forms.extend(facts.iter().filter_map(|kind| form(*kind)));
    }
    forms
}

/// The form of the alternative names that facts of a kind make.
const fn form(kind: FactKind) -> Option<GeneralNameKind> {
    match kind {
        FactKind::DnsName => Some(GeneralNameKind::Dns),
        FactKind::IpAddress => Some(GeneralNameKind::Ip),
        FactKind::Email => Some(GeneralNameKind::Email),
        FactKind::Uri => Some(GeneralNameKind::Uri),
        FactKind::Upn => Some(GeneralNameKind::Upn),
        _ => None,
    }
}

impl CheckedProfile {
    /// Holds the names row, and of an authority the name constraints, against the name constraints of the issuer under
    /// which it is to be in force.
    ///
    /// # Errors
    /// [`ProfileErrors`] with every permitted set of which they leave nothing; of an authority also with every permitted
    /// subtree that exceeds them and every exclusion of theirs that it does not restate.
    pub fn check_under(&self, constraints: &NameConstraints) -> Result<(), ProfileErrors> {
        let (issuers, mut wrong) = (NameBounds::of_constraints(constraints), Violations::new());
        for (index, set) in self.profile().names.permitted.iter().enumerate() {
            if issuers.leave_nothing_of(set) {
                let wanted = "a set of which the name constraints of the issuer leave something";
                let path = format!("names.permitted[{index}]");
                wrong.add(contradiction("profile.names.issuer", &path, &set.to_string(), wanted, CLAUSE));
            }
        }
        if let Row::Set { value: BasicConstraints::Authority { .. }, .. } = self.profile().basic_constraints {
            let own = if let Row::Set { value, .. } = &self.profile().name_constraints { Some(value) } else { None };
            containment::check(own, constraints, &mut wrong);
        }
        ProfileErrors::of(wrong)
    }
}
