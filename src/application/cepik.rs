//! Applications to the certification centre of CEPiK.
//!
//! domain §1.4 and §1.5: for a device that reaches CEPiK over the public Internet, a system that calls its services, an
//! operator with the request in a file or on a card, and the two of an inspection station. One machine for all of them; a
//! [`Kind`] says what is certified and who makes the key. The surprising choice: papers that nobody signed can be recorded,
//! because they do come in and are answered; what cannot be is their acceptance.
//!
//! ```text
//! draft → signed → submitted → received by the Ministry and by COI Łódź → registered in OWC
//!       → [awaiting the request] → under review ⇄ suspended, to be supplemented
//!       → accepted → instructed → obtained → installed
//!       → rejected, cancelled, left without consideration, to be filed again
//! ```

use std::marker::PhantomData;

mod applicant;
mod event;
mod form;
pub mod guidance;
mod kind;
mod progress;
mod rules;
mod steps;
mod supplement;

pub use applicant::{Certified, OtherRequest};
pub use event::{Channel, Enclosure, Event, EventKind, ReceivedBy, State};
pub use form::{CardHolderDetails, DecisionNumber, Form, LocationDetails, PersonDetails, SystemDetails};
pub use kind::{
    Bodies, ByMail, CardOnly, Kind, MadeHere, OperatorCard, OperatorFile, OwnSystem, Route, SkpSsl, SkpVpn, Vpn,
};

use super::{Application, Declined, Entry, Role, machine};
use crate::{identity::Pesel, inventory::RecordId, policy::Violations};

/// The policies under which a person has one certificate at once, between them: the personal certificate is one, whether its
/// request comes in a file or is made on the card (domain §2.1, §5.3 point 10).
pub const OPERATOR_POLICIES: [&str; 2] = ["operator-file", "operator-card"];

/// Applications of one kind to the certification centre of CEPiK.
///
/// ```
/// use chancery::application::{Actor, Application, Entry, Moment, Signature, SignatureKind};
/// use chancery::application::cepik::{Cepik, Channel, Event, EventKind, Form, Vpn};
///
/// let form: Form<Vpn> = serde_json::from_str(
///     r#"{"entity":{"name":"Straż Gminna w Przykładowie","category":"guard","country":"PL","number":{"regon":"123456785"},
///         "address":{"street":"ul. Wzorcowa 1","postal-code":"44-200","town":"Przykładowo"},
///         "representation":[{"given-name":"Anna","surname":"Lis"}]},
///     "contact":{"email":"guard@example.org","phone":"+48600100200"},"legal-basis":null,"renews":null,
///     "details":{"location":"PRZYKLADOWO-VPN-01"}}"#,
/// )?;
/// let now = Moment::new("2026-02-02T11:00:00Z".parse()?, "2026-02-02".parse()?)?;
/// let sign = |by: &_| Signature { by: Clone::clone(by), how: SignatureKind::Handwritten };
/// let signatures = form.entity.representation.persons().iter().map(sign).collect();
///
/// let application = Application::<Cepik<Vpn>>::draft("cepik-1".parse()?, form, now)
///     .apply(Entry::new(now, Actor::Applicant, Event::Signed { signatures }))?
///     .apply(Entry::new(now, Actor::Applicant, Event::Submitted { channel: Channel::Courier, enclosures: vec![] }))?;
/// assert_eq!(application.state().to_string(), "submitted");
/// assert_eq!(application.legal(), [EventKind::ReceivedByMinistry, EventKind::ReceivedByCoi]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cepik<K: Kind>(PhantomData<fn() -> K>);

impl<K: Kind> machine::sealed::Sealed for Cepik<K> {}

impl<K: Kind> machine::System for Cepik<K> {
    type Form = Form<K>;
    type Event = Event<K>;
    type Kind = EventKind;
    type State = State;

    const NAME: &'static str = K::NAME;
    const FIRST: State = State::Draft;

    fn kind(event: &Event<K>) -> EventKind {
        event.kind()
    }

    fn next(state: State, kind: EventKind) -> Option<State> {
        steps::next(K::ROUTE, state, kind)
    }

    fn role(kind: EventKind) -> Role {
        kind.role()
    }

    fn is_to_be_issued(state: State) -> bool {
        matches!(state, State::Accepted | State::Instructed)
    }

    fn corrected_form(event: &Event<K>) -> Option<&Form<K>> {
        match event {
            Event::Supplemented { form, .. } => Some(form),
            _ => None,
        }
    }

    fn declined(event: &Event<K>) -> Option<&Declined> {
        match event {
            Event::Declined(declined) => Some(declined),
            _ => None,
        }
    }

    fn certificate(event: &Event<K>) -> Option<RecordId> {
        match event {
            Event::Obtained { certificate } => Some(*certificate),
            _ => None,
        }
    }

    fn subject(form: &Form<K>) -> Option<&Pesel> {
        K::person(&form.details).map(|person| &person.pesel)
    }

    fn judge(application: &Application<Self>, entry: &Entry<Event<K>>, violations: &mut Violations) {
        rules::judge(application, entry, violations);
    }
}
