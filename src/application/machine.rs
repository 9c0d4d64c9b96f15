//! What a system of applications is: a form, events, states, and which follows which.
//!
//! Implemented by the centres below [`application`](super), one type for each kind of application, and folded by
//! [`Application`]. A state is a name without data, so [`System::next`] is a finite graph that tests walk through whole; what
//! the events carried is judged apart, by rules with ids. The surprising choice: the trait is sealed. An embedder with another
//! process makes the policy's applicant directly, as every policy allows, and does not have to bend it into these steps.

use std::fmt;

use serde::{Serialize, de::DeserializeOwned};

use super::{Application, Declined, Entry, Outcome};
use crate::{identity::Pesel, inventory::RecordId, policy::Violations};

pub(super) mod sealed {
    /// Empty on purpose: a method here would be callable through a bound.
    #[expect(unnameable_types, reason = "sealing is the point")]
    pub trait Sealed {}
}

/// An enum of names that lists itself.
pub trait Named: Copy + Eq + Ord + fmt::Debug + fmt::Display + Send + Sync + 'static {
    /// Every value.
    const ALL: &'static [Self];
}

/// A state of an application.
pub trait State: Named {
    /// The outcome it stands for; none while nobody has decided.
    fn outcome(self) -> Option<Outcome>;
}

/// On whose behalf an event is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Role {
    /// Whoever applies.
    Applicant,
    /// An officer, named.
    Officer,
    /// The centre itself, without a decision of anybody: mail that went out, a receipt.
    Centre,
}

/// A kind of application to one of the centres of the domain. Sealed.
///
/// What a host does with all of them is one function, also across threads:
///
/// ```
/// use chancery::application::{Application, Entry, System};
///
/// fn record<S: System>(
///     store: &mut Vec<String>,
///     application: Application<S>,
///     entry: Entry<S::Event>,
/// ) -> Result<Application<S>, Box<dyn std::error::Error + Send + Sync>> {
///     let application = application.apply(entry)?;
///     store.push(application.to_json()?);
///     Ok(application)
/// }
/// ```
pub trait System: sealed::Sealed + Sized + Clone + PartialEq + fmt::Debug + 'static {
    /// What is filled in.
    type Form: Clone + PartialEq + fmt::Debug + Send + Sync + Serialize + DeserializeOwned;
    /// What can happen, with its data.
    type Event: Clone + PartialEq + fmt::Debug + Send + Sync + Serialize + DeserializeOwned;
    /// What can happen, by name.
    type Kind: Named;
    /// Where an application can be.
    type State: State;

    /// The name of the system in journals, in the field `system`: by it a host finds the type that a stored journal loads as.
    const NAME: &'static str;
    /// Where an application begins.
    const FIRST: Self::State;

    /// The name of what happened.
    fn kind(event: &Self::Event) -> Self::Kind;

    /// Where an event leads from here; `None` where it cannot happen.
    fn next(state: Self::State, kind: Self::Kind) -> Option<Self::State>;

    /// On whose behalf an event is recorded.
    fn role(kind: Self::Kind) -> Role;

    /// Whether the application was accepted and what it asks for is to be made now.
    fn is_to_be_issued(state: Self::State) -> bool;

    /// The form that an event puts in the place of the one before.
    fn corrected_form(_event: &Self::Event) -> Option<&Self::Form> {
        None
    }

    /// The decision not to grant, where the event is one.
    fn declined(_event: &Self::Event) -> Option<&Declined> {
        None
    }

    /// The record of the certificate that was obtained, where the event says which.
    fn certificate(_event: &Self::Event) -> Option<RecordId> {
        None
    }

    /// The natural person who is certified, if it is one and known by a PESEL.
    fn subject(form: &Self::Form) -> Option<&Pesel>;

    /// Holds what an event carries against the rules of the system, all of them.
    fn judge(application: &Application<Self>, entry: &Entry<Self::Event>, violations: &mut Violations);

    /// The events that can happen here, in the order of their names' list; none where the state is final.
    #[must_use]
    fn legal(state: Self::State) -> Vec<Self::Kind> {
        Self::Kind::ALL.iter().copied().filter(|kind| Self::next(state, *kind).is_some()).collect()
    }
}

impl Role {
    /// Its name in violations.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Applicant => "the applicant",
            Self::Officer => "an officer",
            Self::Centre => "the centre",
        }
    }
}
