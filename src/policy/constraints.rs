//! The issuer's name constraints, held against what is about to be granted.
//!
//! Part of `decide`. RFC 5280 §4.2.1.10: a name must be in a permitted subtree of its form, where there is one, and in no
//! excluded one. The surprising choice: a wildcard is a set of names, so `*.example.com` is refused where
//! `secret.example.com` is excluded although relying parties would let it through; and a form this library cannot compare
//! is refused, because the issuer's certificate says it is constrained.

use std::net::IpAddr;

use super::Violations;
use crate::{
    issuer::Issuer,
    request::{Path, Violation},
    x509::{
        DnsName, GeneralName, Name, UriHost,
        extension::{DnsConstraint, GeneralSubtree, HostConstraint, IpRange},
    },
};

/// How a name stands to one subtree.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Relation {
    /// The subtree is of another form.
    OtherForm,
    /// No name of the set is in the subtree.
    Outside,
    /// Some names of the set are: a wildcard and one host under it.
    Overlaps,
    /// All are.
    Inside,
    /// The forms are the same and cannot be compared.
    Incomparable,
}

pub(super) fn judge(issuer: &Issuer, subject: &Name, names: &[GeneralName], violations: &mut Violations) {
    let Some(constraints) = issuer.name_constraints() else { return };
    let lists = (constraints.permitted(), constraints.excluded());
    if !subject.is_empty() {
        let path = Path::new("subject");
        judge_one(path, &subject.to_string(), lists, violations, |subtree| directory(subject, subtree));
    }
    for (index, name) in names.iter().enumerate() {
        let path = Path::new("subjectAltName").index(index);
        judge_one(path, &name.to_string(), lists, violations, |subtree| relation(name, subtree));
    }
}

fn judge_one(
    path: Path,
    shown: &str,
    (permitted, excluded): (&[GeneralSubtree], &[GeneralSubtree]),
    violations: &mut Violations,
    relation: impl Fn(&GeneralSubtree) -> Relation,
) {
    const CLAUSE: &str = "RFC 5280 §4.2.1.10";
    let hit = excluded.iter().find(|subtree| !matches!(relation(subtree), Relation::OtherForm | Relation::Outside));
    if let Some(subtree) = hit {
        let wanted = format!("a name outside {subtree}, which the issuer's certificate excludes");
        violations.add(Violation::new("policy.constraints.excluded", path.clone(), shown, wanted, CLAUSE));
    }
    let of_its_form: Vec<_> = permitted.iter().filter(|subtree| relation(subtree) != Relation::OtherForm).collect();
    if !of_its_form.is_empty() && !of_its_form.iter().any(|subtree| relation(subtree) == Relation::Inside) {
        let trees: Vec<_> = of_its_form.iter().map(ToString::to_string).collect();
        let wanted = format!("a name inside {}, which the issuer's certificate permits", trees.join(" or "));
        violations.add(Violation::new("policy.constraints.permitted", path, shown, wanted, CLAUSE));
    }
}

fn relation(name: &GeneralName, subtree: &GeneralSubtree) -> Relation {
    match (name, subtree) {
        (GeneralName::Dns(name), GeneralSubtree::Dns(base)) => dns(name, base),
        (GeneralName::Email(address), GeneralSubtree::Email(base)) => host(address.domain().as_str(), base),
        (GeneralName::Uri(uri), GeneralSubtree::Uri(base)) => match uri.host() {
            Some(UriHost::Dns(name)) => host(name.as_str(), base),
            // A constraint speaks of host names; a URI without one cannot satisfy it.
            _ => Relation::Incomparable,
        },
        (GeneralName::Ip(address), GeneralSubtree::Ip(range)) => ip(address.as_ip_addr(), range),
        (GeneralName::Directory(name), _) => directory(name, subtree),
        (GeneralName::Dns(_) | GeneralName::Email(_) | GeneralName::Uri(_) | GeneralName::Ip(_), _) => {
            Relation::OtherForm
        }
        // Forms without a comparison here: any constraint on a form without a comparison may be about them.
        (_, GeneralSubtree::Other(_)) => Relation::Incomparable,
        _ => Relation::OtherForm,
    }
}

fn dns(name: &DnsName, base: &DnsConstraint) -> Relation {
    let name = name.as_str().to_ascii_lowercase();
    let base = base.as_str().to_ascii_lowercase();
    let parent = base.strip_prefix('.');
    let domain = parent.unwrap_or(&base);
    if domain.is_empty() {
        return Relation::Inside;
    }
    let below = name.strip_suffix(domain).is_some_and(|front| front.ends_with('.'));
    if below || (parent.is_none() && name == domain) {
        return Relation::Inside;
    }
    // `*.x` has a name in the subtree of `host.x`, and of nothing deeper.
    let only_parent = |set: &str| domain.split_once('.').is_some_and(|(_, rest)| rest == set);
    match name.strip_prefix("*.") {
        Some(set) if parent.is_none() && only_parent(set) => Relation::Overlaps,
        _ => Relation::Outside,
    }
}

fn host(host: &str, base: &HostConstraint) -> Relation {
    let host = host.to_ascii_lowercase();
    let base_text = base.as_str().to_ascii_lowercase();
    let inside = if base.is_domain() { host.ends_with(&base_text) } else { host == base_text };
    if inside { Relation::Inside } else { Relation::Outside }
}

fn ip(address: IpAddr, range: &IpRange) -> Relation {
    let (own, base, width) = match (address, range.address()) {
        (IpAddr::V4(own), IpAddr::V4(base)) => (u128::from(own.to_bits()), u128::from(base.to_bits()), 32_u32),
        (IpAddr::V6(own), IpAddr::V6(base)) => (own.to_bits(), base.to_bits(), 128),
        // An IPv4-mapped IPv6 address reaches the IPv4 host.
        (IpAddr::V6(own), IpAddr::V4(_)) => {
            return own.to_ipv4_mapped().map_or(Relation::Outside, |mapped| ip(IpAddr::V4(mapped), range));
        }
        (IpAddr::V4(_), IpAddr::V6(_)) => return Relation::Outside,
    };
    let host_bits = width.saturating_sub(u32::from(range.prefix_length()));
    let same = own.checked_shr(host_bits).unwrap_or_default() == base.checked_shr(host_bits).unwrap_or_default();
    if same { Relation::Inside } else { Relation::Outside }
}

fn directory(name: &Name, subtree: &GeneralSubtree) -> Relation {
    match subtree {
        GeneralSubtree::Directory(base) if name.begins_with(base) => Relation::Inside,
        GeneralSubtree::Directory(_) => Relation::Outside,
        _ => Relation::OtherForm,
    }
}

#[cfg(test)]
mod tests;
