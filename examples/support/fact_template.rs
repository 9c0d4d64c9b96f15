//! A sample of the applicant file for a policy of a file: the facts its rows ask for, filled in.
//!
//! Written from the rows of the subject and of the alternative names, which are all that facts go into. It loads as it is
//! printed. The surprising choice: where one of several kinds is enough, as a host name or an address is, the first is
//! filled in and the others are empty lists, because the sample of one would be wrong beside that of another.

use std::{fmt::Write as _, slice};

use chancery::policy::{AlternativeNameRule, AttributeValue, FactKind, Presence, Profile, Row};

/// What the rows say of one kind of fact.
struct Asked<'a> {
    kind: FactKind,
    /// What it becomes, in the order of the rows.
    becomes: Vec<String>,
    /// Whether a row cannot do without it.
    required: bool,
    /// Kinds of which one must be there, this one among them.
    one_of: &'a [FactKind],
    /// Whether all facts of the kind are written, not the first alone.
    several: bool,
}

/// The sample.
pub(crate) fn applicant_template(profile: &Profile) -> String {
    let name = crate::sentence::plain(&profile.name);
    let mut text = format!(
        "# An applicant under {name}. What stands here goes into the certificate, whatever the request asks for.\n\
         # The values are samples.\n"
    );
    for kind in kinds(profile) {
        let asked = Asked::of(kind, profile);
        // Writing into a text does not fail.
        let _ = write!(text, "\n# {}: {}.\n{}\n", asked.needed(), asked.becomes.join(", "), asked.line());
    }
    text
}

/// Every kind of fact the rows ask for, in their order.
fn kinds(profile: &Profile) -> Vec<FactKind> {
    let of_subject = profile.subject.attributes.iter().flat_map(|row| sources(&row.value));
    let mut kinds = Vec::new();
    for kind in of_subject.chain(alternative_names(profile).1) {
        if !kinds.contains(kind) {
            kinds.push(*kind);
        }
    }
    kinds
}

/// What an attribute is made of.
fn sources(value: &AttributeValue) -> &[FactKind] {
    match value {
        AttributeValue::Fixed(_) => &[],
        AttributeValue::Joined(kinds) => kinds,
        AttributeValue::Each(kind) => slice::from_ref(kind),
    }
}

/// What makes alternative names, and whether there must be one.
fn alternative_names(profile: &Profile) -> (Presence, &[FactKind]) {
    match &profile.subject_alt_name {
        Row::FromFacts { presence, facts, .. } => (*presence, facts),
        Row::FromRequest { presence, rule: AlternativeNameRule::EqualToFact(facts), .. } => (*presence, facts),
        _ => (Presence::Optional, &[]),
    }
}

impl<'a> Asked<'a> {
    fn of(kind: FactKind, profile: &'a Profile) -> Self {
        let mut asked = Self { kind, becomes: Vec::new(), required: false, one_of: &[], several: false };
        for row in profile.subject.attributes.iter().filter(|row| sources(&row.value).contains(&kind)) {
            let part = if sources(&row.value).len() > 1 { "part of " } else { "" };
            asked.becomes.push(format!("{part}{} of the subject", row.attribute));
            asked.required |= row.presence == Presence::Required;
            asked.several |= matches!(row.value, AttributeValue::Each(_));
        }
        let (presence, kinds) = alternative_names(profile);
        if kinds.contains(&kind) {
            asked.becomes.push("an alternative name".to_owned());
            asked.several = true;
            asked.required |= presence == Presence::Required && kinds.len() == 1;
            asked.one_of = if presence == Presence::Required { kinds } else { &[] };
        }
        asked
    }

    fn needed(&self) -> String {
        let others: Vec<_> = self.one_of.iter().filter(|kind| **kind != self.kind).map(|kind| kind.name()).collect();
        match (self.required, others.is_empty()) {
            (true, _) => "Required".to_owned(),
            (false, true) => "May be left out".to_owned(),
            (false, false) => format!("May be left out where {} is given", others.join(" or ")),
        }
    }

    fn line(&self) -> String {
        let (kind, sample) = (self.kind, sample(self.kind));
        let instead = !self.required && self.one_of.first().is_some_and(|first| *first != kind);
        match (instead, self.several) {
            (true, _) => format!("{kind} = []"),
            (false, true) => format!("{kind} = [\"{sample}\"]"),
            (false, false) => format!("{kind} = \"{sample}\""),
        }
    }
}

/// A value of each kind. Persons and companies in them do not exist; the check digits hold.
const fn sample(kind: FactKind) -> &'static str {
    match kind {
        FactKind::DnsName => "www.example.com",
        FactKind::IpAddress => "192.0.2.1",
        FactKind::Email => "lucja.przykladowa@example.com",
        FactKind::Uri => "spiffe://example.com/billing/payments",
        FactKind::Upn => "lucja.przykladowa@example.com",
        FactKind::GivenName => "Łucja",
        FactKind::Surname => "Przykładowa",
        FactKind::Organization => "Przykład sp. z o.o.",
        FactKind::OrganizationalUnit => "Wydział Przykładów",
        FactKind::Country => "PL",
        FactKind::Locality => "Przykładowo",
        FactKind::StateOrProvince => "mazowieckie",
        FactKind::SystemName => "ewidencja.example.com",
        FactKind::SerialNumber => "A-17",
        FactKind::Pesel => "99723100018",
        FactKind::Nip => "8567346215",
        FactKind::Krs => "0000123456",
        // The common name, and kinds that later versions of the library may have.
        _ => "Przykład",
    }
}
