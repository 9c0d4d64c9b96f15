//! The rules of access requests to the national node: what an event must bring, beyond that it can happen.
//!
//! The source has no ids, so the lines of S4 stand for them. The surprising choice: COI's own deeds are judged too, against the
//! request; nothing else here could tell that a firewall was opened for somebody else.

use super::{Addresses, Event, NationalNode, REQUESTS_TO};
use crate::{
    application::{
        Application, Entry, Text,
        outcome::{OF_DECISION_AND_REQUEST, ReasonRule},
    },
    policy::{Violation, Violations},
    x509::EmailAddress,
};

pub(super) fn judge(application: &Application<NationalNode>, entry: &Entry<Event>, violations: &mut Violations) {
    let form = application.form();
    match &entry.event {
        Event::Filed { to } => to_the_mailbox(to, violations),
        Event::NetworkOpened { system, users } => {
            as_asked(&form.system_addresses, system, "event.system", violations);
            as_asked(&form.user_addresses, users, "event.users", violations);
        }
        Event::ProviderAdded { issuer } => under_the_issuer(&form.issuer, issuer, violations),
        Event::Declined(declined) => declined.reason().judge(REASONS, violations),
        Event::AccessConfirmed | Event::TestsStarted => {}
    }
}

/// S4:L846: requests go to one mailbox.
fn to_the_mailbox(to: &EmailAddress, violations: &mut Violations) {
    if !REQUESTS_TO.parse::<EmailAddress>().is_ok_and(|mailbox| mailbox == *to) {
        let asked = to.to_string();
        violations.add(Violation::new("national-node.mailbox", "event.to", asked, REQUESTS_TO, "S4:L846"));
    }
}

/// S4:L854: the network is opened for the addresses that were named.
fn as_asked(asked_for: &Addresses, opened: &Addresses, path: &'static str, violations: &mut Violations) {
    if !opened.are(asked_for) {
        let (asked, permitted) = (opened.to_string(), asked_for.to_string());
        violations.add(Violation::new("national-node.network", path, asked, permitted, "S4:L854"));
    }
}

/// S4:L855: the service provider is added as it calls itself.
fn under_the_issuer(asked_for: &Text, added: &Text, violations: &mut Violations) {
    if added != asked_for {
        let (asked, permitted) = (added.to_string(), asked_for.to_string());
        violations.add(Violation::new("national-node.issuer", "event.issuer", asked, permitted, "S4:L855"));
    }
}

/// S4:L845-868: neither a decision on access nor a certification request is part of it.
const REASONS: ReasonRule = ReasonRule {
    rule: "national-node.reason",
    foreign: OF_DECISION_AND_REQUEST,
    permitted: "a reason that applies to the national node",
    clause: "S4:L845-868",
};
