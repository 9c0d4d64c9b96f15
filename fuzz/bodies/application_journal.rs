//! What holds for every text that may be the journal of an application: it is one and stays one, or a sentence says why not.
//!
//! Run by the fuzz target of this name and over the seeds by `tests/fuzz_seeds.rs`. Every text is offered to every system. The
//! surprising choice: what is printed of it is looked through for identity numbers, since a journal holds them in full and
//! whoever reads an error does not need to.

use std::fmt;

use chancery::{
    application::{
        Actor, Application, Entry, Named as _, State as _, System,
        cepik::{self, Cepik},
        national_node::NationalNode,
        pesel_register::PeselRegister,
        sekap::{Electronic, InPerson, Sekap, WithRequest},
        signature_node::{NodeIntegration, NodeProduction, NodeReplacement},
    },
    identity::Pesel,
};

pub(crate) fn run(data: &[u8]) {
    offer::<Cepik<cepik::Vpn>>(data);
    offer::<Cepik<cepik::OperatorFile>>(data);
    offer::<Cepik<cepik::OperatorCard>>(data);
    offer::<NodeIntegration>(data);
    offer::<NodeProduction>(data);
    offer::<NodeReplacement>(data);
    offer::<Sekap<InPerson>>(data);
    offer::<Sekap<Electronic>>(data);
    offer::<Sekap<WithRequest>>(data);
    offer::<PeselRegister>(data);
    offer::<NationalNode>(data);
}

fn offer<S: System>(data: &[u8]) {
    match Application::<S>::from_json(data) {
        Ok(application) => laws(&application, data),
        Err(error) => names_nobody(&error.to_string(), data),
    }
}

fn laws<S: System>(application: &Application<S>, data: &[u8]) {
    let stored = application.to_json().expect("what was loaded can be stored");
    let loaded = Application::<S>::from_json(stored.as_bytes()).expect("what was stored can be loaded");
    assert_eq!(&loaded, application, "load(store(x)) = x");
    let folded = application.entries().iter().try_fold(S::FIRST, |state, entry| S::next(state, S::kind(&entry.event)));
    assert_eq!(folded, Some(application.state()), "the state is the fold of the journal");
    assert_eq!(application.accepted().is_some(), S::is_to_be_issued(application.state()));
    assert!(!S::is_to_be_issued(application.state()) || application.outcome().is_some(), "what is issued was decided");
    assert!(application.entries().is_sorted_by_key(|entry| entry.at), "time goes forward");
    assert!(S::State::ALL.contains(&application.state()) && application.state().outcome() == application.outcome());
    again(application);
    let ledger = serde_json::to_string(&application.audit_events()).expect("the ledger is data");
    names_nobody(&ledger, data);
    names_nobody(&format!("{application:?}"), data);
}

/// Whatever happened can be asked again; nobody panics, and what it says is a sentence.
fn again<S: System>(application: &Application<S>) {
    for entry in application.entries() {
        let entry = Entry::new(application.last(), Actor::Centre, entry.event.clone());
        if let Err(error) = application.permit(&entry) {
            assert!(!error.to_string().is_empty());
        }
    }
}

/// No PESEL that stands in the text between quotes stands in what is said about it by itself.
fn names_nobody(said: &str, data: &[u8]) {
    let numbers =
        data.windows(13).filter_map(|window| str::from_utf8(window).ok()?.strip_prefix('"')?.strip_suffix('"'));
    for number in numbers.filter(|number| Pesel::try_from(*number).is_ok()) {
        let shown = said.split(|character: char| !character.is_ascii_alphanumeric()).any(|run| run == number);
        assert!(!shown, "{}", Shown(said));
    }
}

struct Shown<'a>(&'a str);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "somebody's number is in {:?}", self.0)
    }
}
