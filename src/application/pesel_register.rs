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
pub use progress::{MAILBOX, SentFrom};
pub use purpose::{AddressChange, Connection, Environments, NoticeChange, PolicyRead, Purpose};
pub use state::{EventKind, State};

use super::{Application, Entry, Role, machine};
use crate::{identity::Pesel, policy::Violations};

/// Applications to the register of PESEL-number restrictions.
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

    /// Nobody: a key is a system's. The form has no PESEL.
    fn subject(_form: &Form) -> Option<&Pesel> {
        None
    }

    fn judge(application: &Application<Self>, entry: &Entry<Event>, violations: &mut Violations) {
        rules::judge(application, entry, violations);
    }
}
