//! The keys of a document: each read into its field of a profile.
//!
//! Between the tree and the check of the profile. Every key must be there, because a default would be a decision that
//! nobody made. The surprising choice: what could not be read has a stand-in, so that the other rows are checked all the
//! same, and what is said of a stand-in is dropped again, see `places`.

use serde::de::DeserializeOwned;

use super::{
    decode,
    error::DocumentFault,
    places,
    tree::{Node, Value},
};
use crate::{
    inventory::{KeyMaker, SuspensionRule},
    policy::{KeyRule, Profile, Purpose, Violations, catalog::end_entity, generated::judge_maker},
    x509::Lifetime,
};

/// A key and what is wrong with it, as offsets.
pub(super) type Faults = Vec<(usize, DocumentFault)>;

/// Who makes the keys, and the table; or everything that is wrong.
pub(super) fn read(tree: &Node, faults: &mut Faults) -> (KeyMaker, Profile) {
    let mut fields = Fields { tree, faults, unread: Vec::new() };
    if !matches!(tree.value, Value::Table(_)) {
        let (found, expected) = ("no table".to_owned(), "a table with the keys of a policy".to_owned());
        fields.faults.push((tree.at, DocumentFault::WrongType { found, expected }));
    }
    let stand_in = stand_in();
    let maker = fields.read("key-origin", KeyMaker::Subscriber);
    let profile = Profile {
        name: fields.read("name", stand_in.name),
        purpose: fields.read("purpose", stand_in.purpose),
        keys: fields.read("keys", stand_in.keys),
        keys_clause: fields.read("keys-clause", stand_in.keys_clause),
        lifetime: fields.read("lifetime", stand_in.lifetime),
        backdating_seconds: fields.read("backdating-seconds", stand_in.backdating_seconds),
        approval_seconds: fields.read("approval-seconds", stand_in.approval_seconds),
        suspension: fields.read("suspension", stand_in.suspension),
        renewal: fields.read("renewal", stand_in.renewal),
        delivery: fields.read("delivery", stand_in.delivery),
        subject: fields.read("subject", stand_in.subject),
        authority_key_identifier: fields.read("authority-key-identifier", stand_in.authority_key_identifier),
        subject_key_identifier: fields.read("subject-key-identifier", stand_in.subject_key_identifier),
        key_usage: fields.read("key-usage", stand_in.key_usage),
        certificate_policies: fields.read("certificate-policies", stand_in.certificate_policies),
        subject_alt_name: fields.read("subject-alt-name", stand_in.subject_alt_name),
        names: fields.read("names", stand_in.names),
        basic_constraints: fields.read("basic-constraints", stand_in.basic_constraints),
        name_constraints: fields.read("name-constraints", stand_in.name_constraints),
        extended_key_usage: fields.read("extended-key-usage", stand_in.extended_key_usage),
        crl_distribution_points: fields.read("crl-distribution-points", stand_in.crl_distribution_points),
        authority_info_access: fields.read("authority-info-access", stand_in.authority_info_access),
        others: fields.read("others", stand_in.others),
        unnamed_extensions: fields.read("unnamed-extensions", stand_in.unnamed_extensions),
    };
    fields.refuse_unknown();
    fields.judge(maker, &profile);
    (maker, profile)
}

/// The keys of a document, in the order they are written.
pub(super) const KEYS: [&str; 25] = [
    "key-origin",
    "name",
    "purpose",
    "keys",
    "keys-clause",
    "lifetime",
    "backdating-seconds",
    "approval-seconds",
    "suspension",
    "renewal",
    "delivery",
    "subject",
    "authority-key-identifier",
    "subject-key-identifier",
    "key-usage",
    "certificate-policies",
    "subject-alt-name",
    "names",
    "basic-constraints",
    "name-constraints",
    "extended-key-usage",
    "crl-distribution-points",
    "authority-info-access",
    "others",
    "unnamed-extensions",
];

/// What stands in for rows that cannot be read.
fn stand_in() -> Profile {
    Profile {
        name: "stand-in".into(),
        keys: vec![KeyRule::P256].into(),
        ..end_entity(Purpose::Service, Lifetime::Days(1), None, SuspensionRule::Forbidden)
    }
}

struct Fields<'a> {
    tree: &'a Node,
    faults: &'a mut Faults,
    unread: Vec<&'static str>,
}

impl Fields<'_> {
    /// The value of a key, or the stand-in.
    fn read<T: DeserializeOwned>(&mut self, key: &'static str, stand_in: T) -> T {
        let read = match self.tree.entry(key) {
            Some(entry) => decode::read(&entry.node, self.faults),
            None => {
                self.faults.push((self.tree.at, DocumentFault::MissingKey { key }));
                None
            }
        };
        read.unwrap_or_else(|| {
            self.unread.push(key);
            stand_in
        })
    }

    fn refuse_unknown(&mut self) {
        for entry in self.tree.entries().iter().filter(|entry| !KEYS.contains(&entry.key.as_str())) {
            let found = entry.key.clone();
            self.faults.push((entry.at, DocumentFault::UnknownKey { found, known: &KEYS }));
        }
    }

    /// Everything the rows contradict, but for what is said of a stand-in.
    fn judge(&mut self, maker: KeyMaker, profile: &Profile) {
        let mut wrong = Violations::new();
        profile.judge(&mut wrong);
        judge_maker(profile, maker, &mut wrong);
        for violation in wrong.iter() {
            let keys = places::keys_behind(violation);
            if !self.unread.iter().any(|unread| keys.contains(unread)) {
                let at = places::of(self.tree, violation.path());
                self.faults.push((at, DocumentFault::Contradiction(violation.clone())));
            }
        }
    }
}
