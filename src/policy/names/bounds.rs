//! What may be granted, form by form: permitted sets less excluded ones, and what holds between two such bounds.
//!
//! Made of a policy's [`NameRules`] or of a CA's name constraints; RFC 5280 §6.1.1 begins with every name permitted, and
//! so do these. The surprising choice: `is_within` is no walk over pairs of rows. It asks whether what one permits is
//! covered by what the other permits, and whether what the other excludes was excluded already, and both are exact.

use super::{DirectorySet, DnsSet, EmailSet, IpSet, NameRules, NameSet, UnlistedForms, UpnSet, UriSet};
use crate::x509::{
    GeneralName, GeneralNameKind,
    extension::{GeneralSubtree, NameConstraints},
};

/// Names of every form that may be granted.
///
/// ```
/// use chancery::{policy::names::NameBounds, x509::extension::{GeneralSubtree, NameConstraints}};
/// let of = |base: &str| Ok::<_, Box<dyn std::error::Error>>(NameBounds::of_constraints(
///     &NameConstraints::new([GeneralSubtree::dns(base)?], [])?));
/// assert!(of("ca.example.com")?.is_within(&of("example.com")?));
/// assert!(!of("example.com")?.is_within(&of("ca.example.com")?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct NameBounds {
    permitted: Vec<NameSet>,
    excluded: Vec<NameSet>,
    /// Names of forms that sets do not speak of.
    others: UnlistedForms,
}

impl NameBounds {
    /// What a policy's rules leave.
    #[must_use]
    pub fn of_rules(rules: &NameRules) -> Self {
        let mut permitted = rules.permitted.to_vec();
        for every in NameSet::universe() {
            let listed = rules.permitted.iter().any(|set| set.form() == every.form());
            // What a subject may be is said by its own rows, attribute by attribute.
            let free = rules.unlisted_forms == UnlistedForms::Granted || every.form() == GeneralNameKind::Directory;
            if !listed && free {
                permitted.push(every);
            }
        }
        Self { permitted, excluded: rules.excluded.to_vec(), others: rules.unlisted_forms }
    }

    /// What a CA's name constraints leave. A constraint of a form that is not compared leaves nothing of such forms, and no
    /// user principal name. An internationalized mailbox is a mailbox here; the decision, which has the name and not only
    /// its set, refuses it under a constraint on other names too.
    #[must_use]
    pub fn of_constraints(constraints: &NameConstraints) -> Self {
        let mut permitted: Vec<_> = constraints.permitted().iter().filter_map(permitted_set).collect();
        let mut excluded: Vec<_> = constraints.excluded().iter().flat_map(excluded_sets).collect();
        let incomparable = |subtree: &GeneralSubtree| matches!(subtree, GeneralSubtree::Other(_));
        let others = constraints.permitted().iter().chain(constraints.excluded()).any(incomparable);
        let listed: Vec<_> = permitted.iter().map(NameSet::form).collect();
        permitted.extend(NameSet::universe().into_iter().filter(|every| !listed.contains(&every.form())));
        if others {
            excluded.push(NameSet::Upn(UpnSet::every()));
        }
        let others = if others { UnlistedForms::Refused } else { UnlistedForms::Granted };
        Self { permitted, excluded, others }
    }

    /// Whether a name may be granted: all it stands for is permitted, and nothing of it excluded.
    #[must_use]
    pub fn grant(&self, name: &GeneralName) -> bool {
        match NameSet::of(name) {
            Some(set) => set.is_covered_by(&self.permitted) && self.excluding(&set).is_none(),
            None => self.grant_other_forms(),
        }
    }

    /// The first excluded set that a name has something in common with.
    pub(in crate::policy) fn excluding(&self, name: &NameSet) -> Option<&NameSet> {
        self.excluded.iter().find(|set| set.intersection(name).is_some())
    }

    /// Whether names of forms that sets do not speak of may be granted.
    pub(in crate::policy) fn grant_other_forms(&self) -> bool {
        self.others == UnlistedForms::Granted
    }

    /// The permitted sets of a form.
    pub(in crate::policy) fn permitted(&self, form: GeneralNameKind) -> impl Iterator<Item = &NameSet> {
        self.permitted.iter().filter(move |set| set.form() == form)
    }

    /// Whether nothing of a set is left.
    pub(in crate::policy) fn leave_nothing_of(&self, set: &NameSet) -> bool {
        let mut left = self.permitted.iter().filter_map(|permitted| permitted.intersection(set));
        left.all(|left| left.is_covered_by(&self.excluded))
    }

    /// What both leave.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        let meet = |own: &NameSet| other.permitted.iter().filter_map(|set| own.intersection(set)).collect::<Vec<_>>();
        let refused = [self.others, other.others].contains(&UnlistedForms::Refused);
        Self {
            permitted: self.permitted.iter().flat_map(meet).collect(),
            excluded: self.excluded.iter().chain(&other.excluded).cloned().collect(),
            others: if refused { UnlistedForms::Refused } else { UnlistedForms::Granted },
        }
    }

    /// Whether every name these leave is left by the other too, as a subordinate's are by its parent's.
    #[must_use]
    pub fn is_within(&self, parent: &Self) -> bool {
        let permitted = |own: &NameSet| own.is_covered_by(parent.permitted.iter().chain(&self.excluded));
        let excluded = |own: &NameSet| {
            let mut hits = parent.excluded.iter().filter_map(|set| own.intersection(set));
            hits.all(|hit| hit.is_covered_by(&self.excluded))
        };
        (self.others == UnlistedForms::Refused || parent.others == UnlistedForms::Granted)
            && self.permitted.iter().all(|own| permitted(own) && excluded(own))
    }
}

/// The names of a subtree that is permitted; `None` when they cannot be compared.
pub(in crate::policy) fn permitted_set(subtree: &GeneralSubtree) -> Option<NameSet> {
    Some(match subtree {
        GeneralSubtree::Dns(base) => NameSet::Dns(DnsSet::of_constraint(base)),
        GeneralSubtree::Email(base) => NameSet::Email(EmailSet::of_constraint(base)),
        GeneralSubtree::Uri(base) => NameSet::Uri(UriSet::of_constraint(base)),
        GeneralSubtree::Ip(range) => NameSet::Ip(IpSet::literally(range)),
        GeneralSubtree::Directory(base) => NameSet::Directory(DirectorySet::below(base.clone())),
        GeneralSubtree::Other(_) => return None,
    })
}

/// The names of a subtree that is excluded: of a range of addresses the mapped ones too, of hosts the URIs without one.
pub(in crate::policy) fn excluded_sets(subtree: &GeneralSubtree) -> Vec<NameSet> {
    match subtree {
        GeneralSubtree::Ip(range) => vec![NameSet::Ip(IpSet::range(range))],
        GeneralSubtree::Uri(base) => {
            vec![NameSet::Uri(UriSet::of_constraint(base)), NameSet::Uri(UriSet::without_host())]
        }
        _ => permitted_set(subtree).into_iter().collect(),
    }
}
