//! The names row, held against what is about to be granted.
//!
//! Part of `decide`, after the subject and the alternative names are made of facts; the issuer's own constraints are held
//! against them too, so that what is granted is in both. The surprising choice: a name outside the row is refused and
//! never withheld, because it was vouched for, and a certificate without it would not be the one that was decided.

use crate::{
    policy::{
        Violations,
        names::{Granted, NameBounds, NameSet, granted},
    },
    request::Violation,
    x509::{GeneralName, Name},
};

const CLAUSE: &str = "RFC 5280 §4.2.1.10, which the names row follows";

/// Without bounds every name may be granted, and none is looked at.
pub(super) fn judge(bounds: Option<&NameBounds>, subject: &Name, names: &[GeneralName], violations: &mut Violations) {
    let Some(bounds) = bounds else { return };
    for name in granted(subject, names) {
        if let Some(set) = name.set.as_ref().and_then(|set| bounds.excluding(set)) {
            let wanted = format!("a name outside {set}, which the policy excludes");
            violations.add(violation("policy.names.excluded", &name, wanted));
        }
        if let Some(wanted) = outside(bounds, &name) {
            violations.add(violation("policy.names.permitted", &name, wanted));
        }
    }
}

/// What would be permitted instead of a name that is not.
fn outside(bounds: &NameBounds, name: &Granted<'_>) -> Option<String> {
    let Some(set) = &name.set else {
        let told = "a name of a form that the policy has a set for";
        return (!bounds.grant_other_forms()).then(|| told.to_owned());
    };
    let sets: Vec<&NameSet> = bounds.permitted(set.form()).collect();
    if set.is_covered_by(sets.iter().copied()) {
        return None;
    }
    let shown: Vec<_> = sets.iter().map(ToString::to_string).collect();
    Some(format!("a name inside {}, which the policy permits", shown.join(" or ")))
}

fn violation(rule: &'static str, name: &Granted<'_>, wanted: String) -> Violation {
    Violation::new(rule, name.path.clone(), name.shown.clone(), wanted, CLAUSE)
}
