//! The rules of applications to the register: what an event must bring, beyond that it can happen.
//!
//! One function for each rule with an id of domain §1.9, told all at once. The surprising choice: an electronic signature of
//! any kind is taken, because the source does not say which (PES-08); only one by hand is none.

use std::slice;

use super::{
    APPLICATIONS_TO, Entitlement, Event, Form, MadeKeys, PeselRegister, Purpose, SignedAuthorisation, SigningBasis,
};
use crate::{
    application::{
        Application, Entry, PersonName, PhoneNumber, Reason, Signature, SignatureKind,
        outcome::ReasonRule,
        signature::{SignatureRule, Signers},
    },
    policy::{Violation, Violations},
    x509::EmailAddress,
};

pub(super) fn judge(application: &Application<PeselRegister>, entry: &Entry<Event>, violations: &mut Violations) {
    let form = application.form();
    match &entry.event {
        Event::Signed { signatures, basis: SigningBasis::Head } => all_sign(form, signatures, violations),
        Event::Signed { signatures, basis: SigningBasis::Authorised(authorisation) } => {
            the_authorised_signs(&authorisation.person, signatures, violations);
            heads_authorise(form, authorisation, violations);
        }
        Event::Submitted { to } => {
            to_the_centre(to, violations);
            policy_read_before(application, violations);
        }
        Event::Received { mail } => mail.judge_arrival((application.opened(), entry.at), "pesel.arrival", violations),
        Event::Declined(declined) => declined.reason().judge(NOTHING_IS_LATE, violations),
        Event::Accepted { entitlement } => {
            is_signed(application, violations);
            is_entitled(form, entitlement, violations);
        }
        Event::KeysMade(keys) => keys_as_asked(&form.purpose, keys, violations),
        Event::Deactivated | Event::AddressesChanged | Event::NoticesChanged => applied_for(form, entry, violations),
        Event::ArchiveMailed { to } => to_the_mailbox(form, to, violations),
        Event::PasswordSent { to } => to_the_telephone(form, to, violations),
        Event::Registered { .. } | Event::FoundInOrder | Event::NotProcessed { .. } => {}
    }
}

const ELECTRONIC: SignatureRule = SignatureRule {
    rule: "pesel.signatures",
    kinds: &[SignatureKind::Electronic, SignatureKind::Trusted, SignatureKind::Qualified],
    clause: "PES-08",
};

/// PES-08: electronically, and everybody who acts jointly.
fn all_sign(form: &Form, signatures: &[Signature], violations: &mut Violations) {
    form.unit.representation.judge(signatures, ELECTRONIC, violations);
}

/// PES-08: or whoever they authorised, electronically too.
fn the_authorised_signs(person: &PersonName, signatures: &[Signature], violations: &mut Violations) {
    const PATH: &str = "event.signatures";
    let signers = Signers { persons: slice::from_ref(person), standing: "is authorised", path: PATH };
    signers.judge(signatures, (ELECTRONIC.rule, ELECTRONIC.clause), violations);
    by_hand(PATH, signatures, violations);
}

/// PES-08: the authorisation is itself signed electronically by the head, or by all who act jointly.
fn heads_authorise(form: &Form, authorisation: &SignedAuthorisation, violations: &mut Violations) {
    const PATH: &str = "event.basis.authorised.signatures";
    let persons = form.unit.representation.persons();
    let signers = Signers { persons, standing: "represents the unit", path: PATH };
    signers.judge(&authorisation.signatures, ("pesel.authorisation", "PES-08"), violations);
    by_hand(PATH, &authorisation.signatures, violations);
}

fn by_hand(path: &str, signatures: &[Signature], violations: &mut Violations) {
    for (index, signature) in signatures.iter().enumerate() {
        if !ELECTRONIC.kinds.contains(&signature.how) {
            let (path, asked) = (format!("{path}[{index}].how"), signature.how.name());
            let permitted = "an electronic signature of any kind";
            violations.add(Violation::new("pesel.signatures", path.as_str(), asked, permitted, "PES-08"));
        }
    }
}

/// PES-08 again: what is accepted was signed.
fn is_signed(application: &Application<PeselRegister>, violations: &mut Violations) {
    if !application.is_signed() {
        let permitted = "signed by the head of the unit or by whom the head authorised";
        violations.add(Violation::new("pesel.unsigned", "entries", "not signed", permitted, "PES-08"));
    }
}

/// PES-09: to the mailbox of COI Łódź. No mailbox differs from it by the case of its domain.
fn to_the_centre(to: &EmailAddress, violations: &mut Violations) {
    if APPLICATIONS_TO.parse().as_ref() != Ok(to) {
        violations.add(Violation::new("pesel.mailbox", "event.to", to.to_string(), APPLICATIONS_TO, "PES-09"));
    }
}

/// PES-06: whoever applies for production has read the security policy before the form was filled in.
fn policy_read_before(application: &Application<PeselRegister>, violations: &mut Violations) {
    let (Some(read), filled_in) = (application.form().purpose.policy_read(), application.opened().day()) else {
        return;
    };
    if read.on > filled_in {
        let (asked, permitted) = (read.on.to_string(), format!("{filled_in}, when the form was filled in, or before"));
        violations.add(Violation::new("pesel.policy", "form.purpose.policy.on", asked, permitted, "PES-06"));
    }
}

/// PES-10: no deadline is stated and no request follows, so no application ends because something is late.
const NOTHING_IS_LATE: ReasonRule = ReasonRule {
    rule: "pesel.deadline",
    foreign: &[(Reason::RequestNotInTime, "a request not in time")],
    permitted: "another reason, since nothing has a deadline here",
    clause: "PES-10",
};

/// PES-01: entitled by what the form says, and the officer has seen it hold.
fn is_entitled(form: &Form, found: &Entitlement, violations: &mut Violations) {
    if form.entitlement != *found {
        let (asked, permitted) = (found.name(), form.entitlement.name());
        violations.add(Violation::new("pesel.entitlement", "event.entitlement", asked, permitted, "PES-01"));
    }
}

/// S3:L82: a separate key for each environment that was asked for, and for no other; PES-04: none for a change.
fn keys_as_asked(purpose: &Purpose, keys: &MadeKeys, violations: &mut Violations) {
    let (asked, permitted) = (keys.name(), purpose.name());
    if asked != permitted {
        let clause = if matches!(purpose, Purpose::NewKey(_)) { "S3:L82" } else { "PES-04" };
        violations.add(Violation::new("pesel.purpose", "event", asked, permitted, clause));
    }
}

/// PES-02 to PES-04: what is done is what was applied for.
fn applied_for(form: &Form, entry: &Entry<Event>, violations: &mut Violations) {
    let is = matches!(
        (&entry.event, &form.purpose),
        (Event::Deactivated, Purpose::Deactivate(_))
            | (Event::AddressesChanged, Purpose::ChangeAddresses(_))
            | (Event::NoticesChanged, Purpose::ChangeNotices(_))
    );
    if !is {
        let (asked, permitted) = (entry.event.kind().name(), form.purpose.name());
        violations.add(Violation::new("pesel.purpose", "event", asked, permitted, "PES-02 to PES-04"));
    }
}

/// PES-07: the archive goes to the mailbox of point 3d.
fn to_the_mailbox(form: &Form, to: &EmailAddress, violations: &mut Violations) {
    let mailbox = &form.technical_contact.contact.email;
    if to != mailbox {
        let (asked, permitted) = (to.to_string(), mailbox.to_string());
        violations.add(Violation::new("pesel.delivery.mailbox", "event.to", asked, permitted, "PES-07"));
    }
}

/// PES-07: and the password to the telephone, the other channel.
fn to_the_telephone(form: &Form, to: &PhoneNumber, violations: &mut Violations) {
    let phone = &form.technical_contact.contact.phone;
    if to != phone {
        let (asked, permitted) = (to.to_string(), phone.to_string());
        violations.add(Violation::new("pesel.delivery.telephone", "event.to", asked, permitted, "PES-07"));
    }
}
