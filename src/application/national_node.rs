//! Access requests to the national node of electronic identification (*Węzeł Krajowy*).
//!
//! domain §1.10, S4:L845-868: an integrator files, COI opens the network and adds the service provider, the integrator
//! confirms and tests. No policy issues anything here: what was granted is an [`AccessGrant`], plain data for whoever runs
//! firewalls and the node. The surprising choice: no event says that access is granted. The source has no decision, it has
//! deeds, so the request is granted when both are done; an officer can decline until then. (Declining is proposed.)
//!
//! ```text
//! draft → filed → network opened, provider added (in either order) → granted → access confirmed → tests started
//!               → rejected, cancelled, left without consideration
//! ```

mod address;
mod event;
mod form;
mod rules;

pub use address::{AddressBlock, AddressBlockError, Addresses, AddressesError};
pub use event::{Event, EventKind, State};
pub use form::{AccessGrant, Form, NotHttps, ReturnAddress};

use super::{Application, Declined, Entry, Role, machine};
use crate::{identity::Pesel, policy::Violations};

/// Where access requests are filed (S4:L846): the address of a system of tickets.
pub const REQUESTS_TO: &str = "WK-pomoc@coi.gov.pl";

/// Access requests to the national node.
///
/// ```
/// use chancery::application::{Actor, Application, Entry, Moment, Outcome};
/// use chancery::application::national_node::{Event, Form, NationalNode, REQUESTS_TO};
///
/// let form: Form = serde_json::from_str(
///     r#"{"system-addresses":["192.0.2.16/28"],"user-addresses":["198.51.100.7"],"system-name":"e-Office",
///         "issuer":"https://sso.example.org","return-address":"https://sso.example.org/back","contact":"it@example.org"}"#,
/// )?;
/// let now = Moment::new("2026-02-16T11:00:00Z".parse()?, "2026-02-16".parse()?)?;
/// let opened = Event::NetworkOpened { system: form.system_addresses.clone(), users: form.user_addresses.clone() };
/// let added = Event::ProviderAdded { issuer: form.issuer.clone() };
///
/// let application = Application::<NationalNode>::draft("node-1".parse()?, form, now)
///     .apply(Entry::new(now, Actor::Applicant, Event::Filed { to: REQUESTS_TO.parse()? }))?
///     .apply(Entry::new(now, Actor::Centre, opened))?
///     .apply(Entry::new(now, Actor::Centre, added))?;
/// assert_eq!(application.outcome(), Some(Outcome::Accepted));
/// let grant = application.accepted().ok_or("not granted")?.into_grant();
/// assert_eq!(grant.system_addresses.to_string(), "192.0.2.16/28");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a marker without values")]
pub enum NationalNode {}

impl machine::sealed::Sealed for NationalNode {}

impl machine::System for NationalNode {
    type Form = Form;
    type Event = Event;
    type Kind = EventKind;
    type State = State;

    const NAME: &'static str = "national-node";
    const FIRST: State = State::Draft;

    fn kind(event: &Event) -> EventKind {
        event.kind()
    }

    fn next(state: State, kind: EventKind) -> Option<State> {
        event::next(state, kind)
    }

    fn role(kind: EventKind) -> Role {
        kind.role()
    }

    fn is_to_be_issued(state: State) -> bool {
        state == State::Granted
    }

    fn declined(event: &Event) -> Option<&Declined> {
        match event {
            Event::Declined(declined) => Some(declined),
            _ => None,
        }
    }

    fn subject(_form: &Form) -> Option<&Pesel> {
        None
    }

    fn judge(application: &Application<Self>, entry: &Entry<Event>, violations: &mut Violations) {
        rules::judge(application, entry, violations);
    }
}
