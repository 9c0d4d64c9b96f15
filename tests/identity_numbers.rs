//! The number of one person, from request to bundle and list: it is in the certificate, and in no text that leaves.
//!
//! Issues, refuses, suspends, revokes, publishes and exports for the holder of 99723100018, and looks for the number in
//! every `Debug`, every sentence and everything that serde writes on the way. Octets of DER, PEM and PKCS#12 are excepted:
//! there the certificate carries the number by design. The files of the examples are searched in
//! `certification_centre.rs` and `examples.rs`. The surprising choice: under the policy here the authority makes the
//! person's key, which of the catalog only `sekap-office` does, so that one certificate passes through everything there is.
#![cfg(any(feature = "ring", feature = "aws-lc-rs"))]
#![expect(clippy::unwrap_used, reason = "what cannot be made is a failed test")]

#[path = "common/ca.rs"]
mod ca;

use std::{fmt::Debug, sync::Mutex};

use ca::{approve, approve_generated, authority, name, now, operator, operator_policy, provider, request};
use chancery::{
    Authority,
    inventory::{LedgerEntry, Requested, Requester, Revocation},
    pkcs12::{Bundle, Iterations, OpenLimits, Password, Pfx, Sealing},
    policy::{
        AuthorityKey, Delivery, KeyRule, Policy, Profile,
        catalog::{OperatorApplicant, SkpVpn},
    },
    revocation::{CrlOrder, CrlSchedule},
    x509::{AttributeType, Reason},
};

const PESEL: &str = "99723100018";

/// The operator's table, with the key made by the authority.
#[derive(Debug)]
struct Equipped;

impl Policy for Equipped {
    type Applicant = OperatorApplicant;
    type KeyOrigin = AuthorityKey;
    fn profile(&self) -> Profile {
        let (delivery, renewal) = (Delivery::Pkcs12, SkpVpn::RENEWAL);
        Profile { keys: vec![KeyRule::P256].into(), delivery, renewal, ..operator_policy().profile() }
    }
}

/// Everything that was printed, to be sure that something was.
struct Texts(Mutex<usize>);

impl Texts {
    #[track_caller]
    fn hidden(&self, what: &str, text: &str) {
        *self.0.lock().unwrap() += 1;
        let squeezed: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
        assert!(!squeezed.contains(PESEL), "{what} shows the number of a person: {text}");
        let octets: Vec<_> = PESEL.bytes().map(|octet| octet.to_string()).collect();
        assert!(!text.replace([' ', '\n'], "").contains(&octets.join(",")), "{what} shows it octet by octet: {text}");
    }

    #[track_caller]
    fn debug(&self, what: &str, value: &impl Debug) {
        self.hidden(what, &format!("{value:?}"));
        self.hidden(what, &format!("{value:#?}"));
    }
}

fn asked() -> Requested {
    Requested { by: Requester::Subscriber, at: now() }
}

#[test]
fn the_number_is_in_the_certificate_and_in_no_text_that_leaves() {
    let texts = Texts(Mutex::new(0));
    let authority = authority(provider(), "ed25519");
    refuse(&authority, &texts);

    let approved = approve_generated(&authority, Equipped, &operator(), now()).unwrap();
    texts.debug("the approval", &approved);
    let enrolled = authority.issue(approved, now()).unwrap();
    assert!(enrolled.certificate().subject().to_string().contains(PESEL));
    texts.debug("the enrolled", &enrolled);

    let id = enrolled.id();
    let held = authority.hold(id.serial, now(), None, asked()).unwrap();
    texts.debug("the status", &held);
    let again = authority.hold(id.serial, now(), None, asked()).unwrap_err();
    texts.hidden("the illegal step", &format!("{again} {again:?}"));
    let revocation = Revocation { at: now(), reason: Reason::Superseded, invalid_since: None, requested: asked() };
    authority.revoke(id.serial, revocation).unwrap();

    let record = authority.inventory().find(id).unwrap().unwrap();
    texts.debug("the record", &record);
    texts.debug("the stored record", &record.to_stored());
    texts.hidden("the exported record", &serde_json::to_string(&record.to_stored()).unwrap());
    texts.debug("a change", &record.to_stored().status);

    let draft = authority.crl(&CrlOrder::new(now(), CrlSchedule::PROPOSED)).unwrap();
    texts.debug("the draft of the list", &draft);
    let crl = draft.sign().unwrap();
    texts.debug("the list", &crl);
    texts.debug("its entries", &crl.entries().collect::<Vec<_>>());

    let password = Password::generate(provider().random).unwrap();
    texts.debug("the password", &password);
    let bundle = Bundle::from(enrolled).with_friendly_name(&format!("operator {PESEL}")).unwrap();
    texts.debug("the bundle", &bundle);
    let sealing = Sealing::aes_256(Iterations::new(Iterations::FLOOR).unwrap());
    let pfx = bundle.seal(&password, &sealing, provider()).unwrap();
    texts.debug("the file", &pfx);
    let opened = Pfx::open(pfx.as_der(), &password, &OpenLimits::DEFAULT, provider()).unwrap();
    texts.debug("the opened file", &opened);
    assert_eq!(opened.bundle().friendly_name(), Some("operator 99723100018"));
    let other = Password::new("another").unwrap();
    let refused = Pfx::open(pfx.as_der(), &other, &OpenLimits::DEFAULT, provider()).unwrap_err();
    texts.hidden("the file under another password", &format!("{refused} {refused:?}"));

    assert!(*texts.0.lock().unwrap() > 25);
}

/// A request that states the number wherever it can, refused and noted.
fn refuse(authority: &Authority, texts: &Texts) {
    let serial = format!("PNOPL-{PESEL}");
    let asked = name(&[(AttributeType::COMMON_NAME, PESEL), (AttributeType::SERIAL_NUMBER, &serial)]);
    let request = request(provider(), "p256", &asked, []);
    texts.debug("the request", &request);
    let rejection = approve(authority, operator_policy(), request, &operator(), now()).unwrap_err();
    texts.hidden("the rejection", &format!("{rejection} {rejection:?}"));
    texts.hidden("the rejection in JSON", &serde_json::to_string(&rejection).unwrap());
    let rules = rejection.violations().iter().map(|violation| violation.asked());
    let entry = LedgerEntry::refused(now(), &format!("policy of {PESEL}"), None, rules);
    texts.debug("the ledger", &entry);
    texts.hidden("the ledger in JSON", &serde_json::to_string(&entry).unwrap());
    authority.inventory().note(&entry).unwrap();
}
