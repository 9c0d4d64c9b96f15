//! The issuer's name constraints, held against what is about to be granted.
//!
//! Part of `decide`. RFC 5280 §4.2.1.10: a name must be in a permitted subtree of its form, where there is one, and in no
//! excluded one. Names and subtrees are sets here. The surprising choice: `*.example.com` is refused where
//! `secret.example.com` is excluded although some relying parties would let it through; and a form this library cannot
//! compare is refused, because the issuer's certificate says it is constrained.

use super::{
    Violations,
    names::{Granted, NameSet, excluded_sets, granted, permitted_set},
};
use crate::{
    encoding::Tag,
    issuer::Issuer,
    request::Violation,
    x509::{
        GeneralName, Name,
        extension::{GeneralSubtree, NameConstraints},
    },
};

const CLAUSE: &str = "RFC 5280 §4.2.1.10";

pub(super) fn judge(issuer: &Issuer, subject: &Name, names: &[GeneralName], violations: &mut Violations) {
    let Some(constraints) = issuer.name_constraints() else { return };
    for name in granted(subject, names) {
        judge_one(constraints, &name, violations);
    }
}

fn judge_one(constraints: &NameConstraints, name: &Granted<'_>, violations: &mut Violations) {
    if let Some(subtree) = constraints.excluded().iter().find(|subtree| touches(name, subtree)) {
        let wanted = format!("a name outside {subtree}, which the issuer's certificate excludes");
        let rule = "policy.constraints.excluded";
        violations.add(Violation::new(rule, name.path.clone(), name.shown.clone(), wanted, CLAUSE));
    }
    let of_its_form: Vec<_> = constraints.permitted().iter().filter(|subtree| is_of_form(name, subtree)).collect();
    let sets: Vec<_> = of_its_form.iter().filter_map(|subtree| permitted_set(subtree)).collect();
    if !of_its_form.is_empty() && !name.set.as_ref().is_some_and(|set| set.is_covered_by(&sets)) {
        let trees: Vec<_> = of_its_form.iter().map(ToString::to_string).collect();
        let wanted = format!("a name inside {}, which the issuer's certificate permits", trees.join(" or "));
        let rule = "policy.constraints.permitted";
        violations.add(Violation::new(rule, name.path.clone(), name.shown.clone(), wanted, CLAUSE));
    }
}

/// Whether a name, or a name it stands for, is in an excluded subtree, or might be.
fn touches(name: &Granted<'_>, subtree: &GeneralSubtree) -> bool {
    let in_common = |set: &NameSet| excluded_sets(subtree).iter().any(|excluded| excluded.intersection(set).is_some());
    name.set.as_ref().is_some_and(in_common) || is_incomparable(name, subtree)
}

fn is_of_form(name: &Granted<'_>, subtree: &GeneralSubtree) -> bool {
    let form = name.set.as_ref().map(NameSet::form);
    is_incomparable(name, subtree) || permitted_set(subtree).is_some_and(|set| Some(set.form()) == form)
}

/// Whether both are of one form of the CHOICE that this library does not compare.
fn is_incomparable(name: &Granted<'_>, subtree: &GeneralSubtree) -> bool {
    let GeneralSubtree::Other(other) = subtree else { return false };
    let tag = match name.name {
        Some(GeneralName::Upn(_) | GeneralName::SmtpUtf8(_) | GeneralName::Other(_)) => Tag::context_constructed(0),
        Some(GeneralName::RegisteredId(_)) => Tag::context(8),
        Some(GeneralName::Unsupported(name)) => name.tag(),
        _ => return false,
    };
    tag == other.tag()
}

#[cfg(test)]
mod tests;
