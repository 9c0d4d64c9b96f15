//! Applications to the register of PESEL-number restrictions.
//!
//! domain §1.8 and §1.9: for a new API key, to deactivate one, to change the addresses it is used from or the mailboxes that
//! are told of unavailability. One application is for one system. What is granted is a [`KeyOrder`], which the stage above,
//! [`credential`](crate::credential), carries out. The surprising choice: there is no deadline here, because the source
//! states none (PES-10), so nothing can be late and nothing is declined for it.
//!
//! ```text
//! draft → signed → submitted → received → registered → under review (the form is as it was published)
//!       → accepted → keys made → archive mailed, password sent (two channels, either first) → delivered
//!                  → key deactivated, addresses changed, notices changed
//!       → not processed (PES-05), rejected, cancelled, left without consideration
//! ```

mod allow_list;
mod environment;
mod event;
mod form;
mod key_id;
mod mailboxes;
mod order;
mod progress;
mod purpose;
mod rules;
mod state;
mod steps;

pub use allow_list::{AllowList, AllowListError};
pub use environment::{InEnvironment, KeyEnvironment, Reach};
pub use event::{Event, Fault, Faults, MadeKeys, NoFault, SignedAuthorisation, SigningBasis};
pub use form::{Caller, Entitlement, Form, TechnicalContact};
pub use key_id::ApiKeyId;
pub use mailboxes::{NoticeMailboxes, NoticeMailboxesError};
pub use order::{Deactivation, KeyChange, KeyOrder, NewKey, NewKeys};
pub use progress::{APPLICATIONS_TO, SentFrom};
pub use purpose::{AddressChange, Connection, Environments, NoticeChange, PolicyRead, Purpose};
pub use state::{EventKind, State};

use super::{Application, Declined, Entry, Role, machine};
use crate::{identity::Pesel, policy::Violations};

/// Applications to the register of PESEL-number restrictions.
///
/// ```
/// use chancery::application::{Actor, Application, Entry, Moment, Signature, SignatureKind};
/// use chancery::application::pesel_register::{Event, Form, APPLICATIONS_TO, PeselRegister, SigningBasis, State};
///
/// let form: Form = serde_json::from_str(
///     r#"{"purpose":{"new-key":{"test":{"connection":{"addresses":["192.0.2.1"],"notices":["it@example.org"]}}}},
///     "unit":{"name":"Straż Gminna w Przykładowie","category":"guard","country":"PL","number":{"regon":"123456785"},
///         "address":{"street":"ul. Wzorcowa 1","postal-code":"44-200","town":"Przykładowo"},
///         "representation":[{"given-name":"Anna","surname":"Lis"}]},
///     "system-name":"Registry","caller":"own-system","entitlement":{"decision":"DEC/1/2026"},
///     "technical-contact":{"name":{"given-name":"Jan","surname":"Wzorowy"},
///         "contact":{"email":"jan@example.org","phone":"+48600100200"}}}"#,
/// )?;
/// let now = Moment::new("2026-02-02T11:00:00Z".parse()?, "2026-02-02".parse()?)?;
/// let sign = |by: &_| Signature { by: Clone::clone(by), how: SignatureKind::Qualified };
/// let signatures = form.unit.representation.persons().iter().map(sign).collect();
///
/// let application = Application::<PeselRegister>::draft("pesel-1".parse()?, form, now)
///     .apply(Entry::new(now, Actor::Applicant, Event::Signed { signatures, basis: SigningBasis::Head }))?
///     .apply(Entry::new(now, Actor::Applicant, Event::Submitted { to: APPLICATIONS_TO.parse()? }))?;
/// assert_eq!(application.state(), State::Submitted);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a marker without values")]
pub enum PeselRegister {}

impl machine::sealed::Sealed for PeselRegister {}

impl machine::System for PeselRegister {
    type Form = Form;
    type Event = Event;
    type Kind = EventKind;
    type State = State;

    const NAME: &'static str = "pesel-register";
    const FIRST: State = State::Draft;

    fn kind(event: &Event) -> EventKind {
        event.kind()
    }

    fn next(state: State, kind: EventKind) -> Option<State> {
        steps::next(state, kind)
    }

    fn role(kind: EventKind) -> Role {
        kind.role()
    }

    fn is_to_be_issued(state: State) -> bool {
        state == State::Accepted
    }

    fn declined(event: &Event) -> Option<&Declined> {
        match event {
            Event::Declined(declined) => Some(declined),
            _ => None,
        }
    }

    /// Nobody: a key is a system's. The form has no PESEL.
    fn subject(_form: &Form) -> Option<&Pesel> {
        None
    }

    fn judge(application: &Application<Self>, entry: &Entry<Event>, violations: &mut Violations) {
        rules::judge(application, entry, violations);
    }
}
