//! Where in a document a violation of a profile stands, and which keys are behind it.
//!
//! Used by `fields`. Violations name rows as certificates do (`profile.keyUsage`, `profile.names.permitted[0]`); documents
//! have keys. The surprising choice: a rule that looks at several rows is listed here with all of them, because nothing can be
//! said of a pair of which one could not be read.

use super::tree::{Entry, Node};
use crate::policy::{Path, Violation};

/// The keys a rule looks at.
pub(super) fn keys_behind(violation: &Violation) -> Vec<&'static str> {
    let row = key_of(violation.path());
    match violation.rule().as_str() {
        "profile.names" => vec!["names", "subject", "subject-alt-name"],
        // Of an authority's own rows each is held against cA.
        "profile.authority" if row == "basic-constraints" => vec!["basic-constraints", "key-usage"],
        "profile.authority" => vec!["basic-constraints", row],
        "profile.purpose" => vec!["purpose", row],
        "profile.qualified" => vec!["others", "certificate-policies"],
        "profile.usage-by-key" => vec!["keys", "key-usage"],
        "profile.validity" => vec!["backdating-seconds", "lifetime"],
        "profile.delivery" => vec!["delivery", "key-origin"],
        "profile.renewal" => vec!["renewal", "key-origin"],
        "profile.keys-to-make" => vec!["keys", "key-origin"],
        "profile.key-maker" => vec!["extended-key-usage", "key-origin"],
        // The row that waits for a request where the authority makes the key.
        "profile.row" if row == "subject-alt-name" => vec![row, "key-origin"],
        _ => vec![row],
    }
}

/// The offset of what a path names; of its row, where it names something that is not written.
pub(super) fn of(tree: &Node, path: &Path) -> usize {
    let Some(row) = tree.entry(key_of(path)) else { return tree.at };
    let mut place = (row.at, &row.node);
    for step in steps(path).skip(1) {
        let next = match step {
            Step::Key(key) => place.1.entry(key).map(|Entry { at, node, .. }| (*at, node)),
            Step::Index(index) => place.1.element(index).map(|node| (node.at, node)),
        };
        let Some(next) = next else { break };
        place = next;
    }
    place.0
}

/// One step of a path: `.key` or `[index]`.
enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

fn steps(path: &Path) -> impl Iterator<Item = Step<'_>> {
    let text = path.as_str();
    text.strip_prefix("profile.").unwrap_or(text).split(['.', '[']).map(|step| {
        let index = step.strip_suffix(']').and_then(|index| index.parse().ok());
        index.map_or(Step::Key(step), Step::Index)
    })
}

/// The key of the row a path begins with.
fn key_of(path: &Path) -> &'static str {
    let Some(Step::Key(row)) = steps(path).next() else { return "" };
    let renamed = RENAMED.iter().find(|(name, _)| *name == row).map(|(_, key)| *key);
    renamed.or_else(|| super::fields::KEYS.into_iter().find(|key| *key == row)).unwrap_or("")
}

/// Rows that violations call by another name than documents.
const RENAMED: [(&str, &str); 12] = [
    ("backdating", "backdating-seconds"),
    ("approval", "approval-seconds"),
    ("authorityKeyIdentifier", "authority-key-identifier"),
    ("subjectKeyIdentifier", "subject-key-identifier"),
    ("keyUsage", "key-usage"),
    ("certificatePolicies", "certificate-policies"),
    ("subjectAltName", "subject-alt-name"),
    ("basicConstraints", "basic-constraints"),
    ("nameConstraints", "name-constraints"),
    ("extKeyUsage", "extended-key-usage"),
    ("cRLDistributionPoints", "crl-distribution-points"),
    ("authorityInfoAccess", "authority-info-access"),
];
