//! Applications to CC-SEKAP, the certification centre of a regional platform of e-services.
//!
//! domain §1.7: a citizen comes to a registration office (way 1), files electronically and comes then (way 2), or does so with
//! a certification request (way 3). One machine for all of them; a [`Way`] says where it begins and what is handed out. The
//! surprising choice: the visit is an event of its own in every way and takes an identity document by type, because nobody is
//! identified here from afar, whatever they hold elsewhere.
//!
//! ```text
//! draft → account registered → activation link sent → activated → filed to an office ─┐   ways 2 and 3
//! draft ──────────────────────────────────────────────────────────────────────────────┤   way 1
//!       → identity confirmed → agreement and application signed → accepted → issued ◀─┘
//!       → rejected, cancelled, left without consideration
//! ```

use std::marker::PhantomData;

mod applicant;
mod event;
mod form;
pub mod guidance;
mod rules;
mod steps;
mod visit;
mod way;

pub use applicant::OtherRequest;
pub use event::{Event, EventKind, State};
pub use form::{ChosenOffice, Form, KeyStore, Office, OfficeAndRequest};
pub use visit::{AcceptedCard, Carrier, CertificateOnly, KeyDelivery, OwnComputer, ReadInDocument, Visit};
pub use way::{Electronic, InPerson, MadeAtOffice, Start, Way, WithRequest};

use super::{Application, Declined, Entry, Role, machine};
use crate::{
    identity::Pesel,
    inventory::{KeyId, RecordId},
    policy::Violations,
};

/// Applications that come one way to CC-SEKAP.
///
/// ```
/// use chancery::application::{Actor, Application, Entry, Moment, sekap::{Electronic, Event, Form, Sekap, State}};
///
/// let form: Form = serde_json::from_str(
///     r#"{"country":"PL","name":{"given-name":"Zenon","surname":"Wzorcowy"},"pesel":"01810199982","email":"zenon@example.org"}"#,
/// )?;
/// let now = Moment::new("2026-02-02T11:00:00Z".parse()?, "2026-02-02".parse()?)?;
/// let link = Event::ActivationLinkSent { to: form.email.clone() };
///
/// let application = Application::<Sekap<Electronic>>::draft("sekap-1".parse()?, form, now)
///     .apply(Entry::new(now, Actor::Applicant, Event::AccountRegistered))?
///     .apply(Entry::new(now, Actor::Centre, link))?;
/// assert_eq!(application.state(), State::AwaitingActivation);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sekap<W: Way>(PhantomData<fn() -> W>);

impl<W: Way> machine::sealed::Sealed for Sekap<W> {}

impl<W: Way> machine::System for Sekap<W> {
    type Form = Form;
    type Event = Event<W>;
    type Kind = EventKind;
    type State = State;

    const NAME: &'static str = W::NAME;
    const FIRST: State = State::Draft;

    fn kind(event: &Event<W>) -> EventKind {
        event.kind()
    }

    fn next(state: State, kind: EventKind) -> Option<State> {
        steps::next(W::START, state, kind)
    }

    fn role(kind: EventKind) -> Role {
        kind.role()
    }

    fn is_to_be_issued(state: State) -> bool {
        state == State::Accepted
    }

    fn declined(event: &Event<W>) -> Option<&Declined> {
        match event {
            Event::Declined(declined) => Some(declined),
            _ => None,
        }
    }

    fn certificate(event: &Event<W>) -> Option<RecordId> {
        match event {
            Event::Issued { certificate, .. } => Some(*certificate),
            _ => None,
        }
    }

    fn subject(form: &Form) -> Option<&Pesel> {
        Some(&form.pesel)
    }

    fn judge(application: &Application<Self>, entry: &Entry<Event<W>>, violations: &mut Violations) {
        rules::judge(application, entry, violations);
    }
}

impl<W: Way> Application<Sekap<W>> {
    /// The office that was chosen when the application was filed; none in way 1.
    #[must_use]
    pub fn chosen_office(&self) -> Option<&Office> {
        self.filing().map(W::office)
    }

    /// The key of the request that was filed with the application; none in ways 1 and 2.
    #[must_use]
    pub fn request_key(&self) -> Option<KeyId> {
        self.filing().and_then(W::request_key)
    }

    /// The visit on which the identity was confirmed.
    #[must_use]
    pub fn visit(&self) -> Option<&Visit<W>> {
        self.latest(|entry| match &entry.event {
            Event::IdentityConfirmed(visit) => Some(visit),
            _ => None,
        })
    }

    fn filing(&self) -> Option<&W::Filing> {
        self.latest(|entry| match &entry.event {
            Event::Filed(filing) => Some(filing),
            _ => None,
        })
    }
}
