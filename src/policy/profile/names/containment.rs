//! A subordinate's name constraints, held against those of the certificate that issues it.
//!
//! Part of `check_under`, for policies of authorities. RFC 5280 §6.1.4 (g) would hold a name below against both, but
//! whoever issues under the subordinate knows only that certificate: what it does not restate is not enforced there, and
//! is found out by relying parties. So what it permits lies within what its issuer permits, and what its issuer excludes
//! it excludes too (§4.2.1.10, X-23). The surprising choice: a subtree that could not matter below needs no restating, so
//! an exclusion of `secret.example.net` is not asked of a subordinate for `example.com`.

use crate::{
    policy::{
        Violations,
        names::{NameSet, excluded_sets, permitted_set},
    },
    request::{Path, Violation},
    x509::{
        GeneralNameKind,
        extension::{GeneralSubtree, NameConstraints, OtherSubtree},
    },
};

const CLAUSE: &str = "RFC 5280 §4.2.1.10 (X-23)";

/// Refuses what a subordinate with these constraints, or with none, may certify and its issuer may not.
pub(super) fn check(own: Option<&NameConstraints>, issuers: &NameConstraints, wrong: &mut Violations) {
    let own = Subtrees::of(own);
    let issuers = Subtrees::of(Some(issuers));
    for every in NameSet::universe().iter().filter(|every| every.form() != GeneralNameKind::Upn) {
        check_permitted(every, own, issuers, wrong);
        check_excluded(every, own, issuers, wrong);
    }
    check_others(own, issuers, wrong);
}

/// Both lists, empty where there are no constraints.
#[derive(Clone, Copy)]
struct Subtrees<'a> {
    permitted: &'a [GeneralSubtree],
    excluded: &'a [GeneralSubtree],
}

impl<'a> Subtrees<'a> {
    fn of(constraints: Option<&'a NameConstraints>) -> Self {
        match constraints {
            Some(constraints) => Self { permitted: constraints.permitted(), excluded: constraints.excluded() },
            None => Self { permitted: &[], excluded: &[] },
        }
    }

    /// What is permitted of a form, with the words for it: everything where no subtree is.
    fn permitted_of(self, every: &NameSet) -> Vec<(NameSet, String)> {
        let set = |subtree| permitted_set(subtree).map(|set| (set, format!("permitted {subtree}")));
        let listed: Vec<_> = of_form(self.permitted, every).filter_map(set).collect();
        if listed.is_empty() { vec![(every.clone(), format!("every {}", every.form()))] } else { listed }
    }

    fn all_excluded(self) -> Vec<NameSet> {
        self.excluded.iter().flat_map(excluded_sets).collect()
    }
}

/// The subtrees of a list that are of the form of a set.
fn of_form<'a>(list: &'a [GeneralSubtree], set: &NameSet) -> impl Iterator<Item = &'a GeneralSubtree> {
    let form = set.form();
    list.iter().filter(move |subtree| permitted_set(subtree).is_some_and(|set| set.form() == form))
}

/// Each permitted subtree, less what is excluded, lies in those of the issuer.
fn check_permitted(every: &NameSet, own: Subtrees<'_>, issuers: Subtrees<'_>, wrong: &mut Violations) {
    let (bounds, excluded) = (issuers.permitted_of(every), own.all_excluded());
    for (set, shown) in own.permitted_of(every) {
        if !set.is_covered_by(bounds.iter().map(|(bound, _)| bound).chain(&excluded)) {
            let trees: Vec<_> = of_form(issuers.permitted, every).map(ToString::to_string).collect();
            let wanted = format!("names inside {}, which the issuer's certificate permits", trees.join(" or "));
            wrong.add(violation(shown, wanted));
        }
    }
}

/// Each subtree that the issuer excludes is excluded, as far as something of it is permitted.
fn check_excluded(every: &NameSet, own: Subtrees<'_>, issuers: Subtrees<'_>, wrong: &mut Violations) {
    let (permitted, excluded) = (own.permitted_of(every), own.all_excluded());
    for subtree in of_form(issuers.excluded, every) {
        let is_free = |lost: &NameSet| {
            let mut left = permitted.iter().filter_map(|(set, _)| set.intersection(lost));
            left.any(|left| !left.is_covered_by(&excluded))
        };
        if excluded_sets(subtree).iter().any(is_free) {
            let found: Vec<_> = of_form(own.excluded, every).map(|own| format!("excluded {own}")).collect();
            let found =
                if found.is_empty() { format!("{} without exclusion", shown(&permitted)) } else { found.join(", ") };
            wrong.add(violation(found, format!("names outside {subtree}, which the issuer's certificate excludes")));
        }
    }
}

fn shown(sets: &[(NameSet, String)]) -> String {
    sets.iter().map(|(_, shown)| shown.as_str()).collect::<Vec<_>>().join(", ")
}

/// Subtrees that are not compared are restated octet for octet, and none of their form is permitted beside them.
fn check_others(own: Subtrees<'_>, issuers: Subtrees<'_>, wrong: &mut Violations) {
    let lists = [("permitted", own.permitted, issuers.permitted), ("excluded", own.excluded, issuers.excluded)];
    for (list, own, issuers) in lists {
        for other in others(issuers).filter(|other| others(own).all(|own| own != *other)) {
            let wanted = "with it, octet for octet, since names of its form are not compared";
            wrong.add(violation(format!("without {list} {}", told(other)), wanted.to_owned()));
        }
    }
    for other in others(own.permitted) {
        let mut of_form = others(issuers.permitted).filter(|issuers| issuers.tag() == other.tag()).peekable();
        if of_form.peek().is_some() && of_form.all(|issuers| issuers != other) {
            let wanted = "subtrees of its form that the issuer's certificate permits, octet for octet";
            wrong.add(violation(format!("permitted {}", told(other)), wanted.to_owned()));
        }
    }
}

fn others(list: &[GeneralSubtree]) -> impl Iterator<Item = &OtherSubtree> {
    list.iter().filter_map(|subtree| if let GeneralSubtree::Other(other) = subtree { Some(other) } else { None })
}

fn told(other: &OtherSubtree) -> String {
    format!("{} of {} octets", GeneralSubtree::Other(other.clone()), other.as_der().len())
}

fn violation(found: String, wanted: String) -> Violation {
    Violation::new("profile.constraints.issuer", Path::new("profile.nameConstraints"), found, wanted, CLAUSE)
}

#[cfg(test)]
mod tests;
