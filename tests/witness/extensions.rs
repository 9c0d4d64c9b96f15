//! The witnesses of extensions that have a value: of the whole, and of each part of it.
//!
//! Under `rows`. A part is a usage, an entry of a list, a kind of fact, whether there must be a value. The surprising
//! choice: an identifier of a key is always made, so whether it must be there is listed as a column that cannot fire.

use chancery::{
    policy::{IssuerOrigin, KeyUsageGrant, List, Presence, Profile, Row},
    x509::extension::{BasicConstraints, Criticality, KeyUsage, oid},
};

use super::{
    case::{Input, Place},
    keys,
    place::{self, RowAt},
    rows::{Answer, RowOf, Witness, change, usual},
    wish,
};

impl RowOf<'_> {
    pub(crate) fn extension(&self) -> Vec<Witness> {
        let mut witnesses = vec![self.value()];
        witnesses.extend(match self.at {
            RowAt::Extension(oid::KEY_USAGE) => self.usages(),
            RowAt::Extension(oid::EXTENDED_KEY_USAGE) => {
                self.entries(|profile| match &mut profile.extended_key_usage {
                    Row::Set { value, .. } => Some(value),
                    _ => None,
                })
            }
            RowAt::Extension(oid::CERTIFICATE_POLICIES) => {
                self.entries(|profile| match &mut profile.certificate_policies {
                    Row::Set { value, .. } => Some(value),
                    _ => None,
                })
            }
            RowAt::Extension(oid::SUBJECT_ALT_NAME) => self.alternative_names(),
            RowAt::Extension(oid::BASIC_CONSTRAINTS) => {
                vec![self.witness("path length", usual(self.case), Answer::Says, change(another_path_length))]
            }
            RowAt::Extension(oid::CRL_DISTRIBUTION_POINTS | oid::AUTHORITY_INFO_ACCESS) => self.addresses(),
            RowAt::Extension(oid::AUTHORITY_KEY_IDENTIFIER | oid::SUBJECT_KEY_IDENTIFIER) => {
                let at = self.at;
                let done = change(move |profile| place::flip_presence(profile, at));
                vec![self.witness("presence", usual(self.case), Answer::Says, done)]
            }
            _ => Vec::new(),
        });
        witnesses
    }

    /// An extension without a type of its own, as critical as the row says.
    pub(crate) fn criticality(&self, index: usize) -> Witness {
        let other = change(move |profile| {
            let criticality = &mut profile.others.to_mut()[index].criticality;
            *criticality = match criticality {
                Criticality::Critical => Criticality::NonCritical,
                Criticality::NonCritical => Criticality::Critical,
            };
        });
        self.witness("criticality", usual(self.case), Answer::Says, other)
    }

    /// Each usage that is set, for each kind of key.
    fn usages(&self) -> Vec<Witness> {
        let Row::Set { value, .. } = self.profile.key_usage else { return Vec::new() };
        let grants = match value {
            KeyUsageGrant::EveryKey(usage) => vec![(usual(self.case).key, usage)],
            KeyUsageGrant::ByKey { rsa, other } => {
                vec![(keys::of_kind(self.profile, true), rsa), (keys::of_kind(self.profile, false), other)]
            }
        };
        let of_key = |(key, usage): (&'static str, KeyUsage)| {
            let set = wish::USAGES.into_iter().filter(move |bit| usage.contains(*bit));
            set.map(move |bit| {
                let done = change(move |profile| without_usage(profile, bit, key.starts_with("rsa")));
                self.witness(format!("{bit} of {key}"), Input { key, ..usual(self.case) }, Answer::Says, done)
            })
        };
        grants.into_iter().flat_map(of_key).collect()
    }

    /// Each entry of a list that is set.
    fn entries<T: Clone + 'static>(&self, list: fn(&mut Profile) -> Option<&mut List<T>>) -> Vec<Witness> {
        let entries = list(&mut self.profile.clone()).map_or(0, |list| list.len());
        let of_entry = |index| {
            let done = change(move |profile| drop(list(profile).unwrap().to_mut().remove(index)));
            self.witness(format!("entry {index}"), usual(self.case), Answer::Says, done)
        };
        (0..entries).map(of_entry).collect()
    }

    fn alternative_names(&self) -> Vec<Witness> {
        let Row::FromFacts { presence, facts, .. } = &self.profile.subject_alt_name else { return Vec::new() };
        let answer = match presence {
            Presence::Required => {
                Answer::Misses { rule: "policy.san.missing", path: "applicant.subjectAltName".to_owned() }
            }
            Presence::Optional => Answer::Lacks,
        };
        let mut witnesses = vec![self.without(facts, answer)];
        for (place, kind) in facts.iter().enumerate() {
            let vouched = |applicant: &usize| !self.case.facts(*applicant, *kind).is_empty();
            // Where none does, taking the kind away changes nothing, and that is told.
            let applicant = (0..self.case.applicants()).find(vouched).unwrap_or_default();
            let done = change(move |profile| {
                let Row::FromFacts { facts, .. } = &mut profile.subject_alt_name else { return };
                let _ = facts.to_mut().remove(place);
            });
            let input = Input { applicant, ..usual(self.case) };
            witnesses.push(self.witness(format!("fact {kind}"), input, Answer::Says, done));
        }
        witnesses
    }

    fn addresses(&self) -> Vec<Witness> {
        let (at, mut profile) = (self.at, self.profile.clone());
        let answer = match place::presence(&mut profile, at) {
            Some(Presence::Required) => Answer::NotAdopted("has no address for it"),
            _ => Answer::Lacks,
        };
        let input = Input { issuer: Place::Unpublished, ..usual(self.case) };
        let flipped = change(move |profile| place::flip_presence(profile, at));
        let without = self.witness("without an address", input, answer, flipped);
        let done = change(|profile| {
            if let Row::FromIssuer { origin, .. } = &mut profile.authority_info_access {
                *origin = match origin {
                    IssuerOrigin::AccessAddresses => IssuerOrigin::CertificateAddresses,
                    _ => IssuerOrigin::AccessAddresses,
                };
            }
        });
        let origin = self.witness("origin", usual(self.case), Answer::Says, done);
        let has_others = at == RowAt::Extension(oid::AUTHORITY_INFO_ACCESS);
        [without].into_iter().chain(has_others.then_some(origin)).collect()
    }
}

fn another_path_length(profile: &mut Profile) {
    if let Row::Set { value: BasicConstraints::Authority { path_len }, .. } = &mut profile.basic_constraints {
        *path_len = Some(path_len.map_or(0, |granted| granted + 1));
    }
}

/// The same grant without a usage; without a grant where that was the last.
fn without_usage(profile: &mut Profile, bit: KeyUsage, of_rsa: bool) {
    let Row::Set { value, .. } = &mut profile.key_usage else { return };
    let usage = match value {
        KeyUsageGrant::EveryKey(usage) => usage,
        KeyUsageGrant::ByKey { rsa, .. } if of_rsa => rsa,
        KeyUsageGrant::ByKey { other, .. } => other,
    };
    match KeyUsage::from_bits(usage.bits() & !bit.bits()) {
        Ok(less) => *usage = less,
        Err(_) => place::empty(profile, RowAt::Extension(oid::KEY_USAGE)),
    }
}
