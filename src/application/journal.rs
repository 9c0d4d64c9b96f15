//! An application: a journal of events, and the state they fold to.
//!
//! The centre stores the journal and loads it; the state is never stored, so it cannot be forged, and a journal that could not
//! have happened does not load. Every event is held against three things, in this order: whether it can happen here, who
//! recorded it and when, and the rules of its system; of the last two everything that is wrong is told at once. The surprising
//! choice: an event that cannot happen gives the application back ([`Kept`]), since it is all there is of somebody's papers.

use std::fmt;

use super::{Accepted, ApplicationId, Declined, Entry, Moment, Outcome, State, System, stored};
use crate::{
    inventory::RecordId,
    policy::{Violation, Violations},
    x509::Kept,
};

/// An application to one of the centres.
///
/// ```
/// # use chancery::application::{Actor, Application, Entry, Moment, cepik::{Cepik, Event, Vpn}};
/// # fn example(application: Application<Cepik<Vpn>>, now: Moment) {
/// // An event that cannot happen here names those that can, and gives the application back.
/// let kept = application.apply(Entry::new(now, Actor::Applicant, Event::Installed)).unwrap_err();
/// println!("{kept}");
/// let application = *kept.kept;
/// # }
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Application<S: System> {
    id: ApplicationId,
    opened: Moment,
    filed: S::Form,
    corrected: Option<S::Form>,
    entries: Vec<Entry<S::Event>>,
    octets: usize,
    state: S::State,
}

/// Why an event is not taken.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum EventError<S: System> {
    /// It cannot happen in this state.
    Illegal {
        /// Where the application is.
        state: S::State,
        /// What was to happen.
        event: S::Kind,
        /// What can; nothing in a final state.
        legal: Box<[S::Kind]>,
    },
    /// It could, but not so.
    Violates {
        /// What was to happen.
        event: S::Kind,
        /// Every rule it violates; never none.
        violations: Box<[Violation]>,
    },
}

impl<S: System> Application<S> {
    /// Most entries of a journal. No application of the sources has more than some dozens; a limit for what is loaded.
    /// (Proposed.)
    pub const MOST_ENTRIES: usize = 1_000;

    /// Most octets of all entries together, as they are stored. The rest of [`Self::MOST_OCTETS`] is for the form, and more than
    /// any fills. (Proposed.)
    pub const MOST_OCTETS_OF_ENTRIES: usize = 7 << 17;

    /// A draft: the form as it was filled in, under the host's id.
    #[must_use]
    pub const fn draft(id: ApplicationId, form: S::Form, at: Moment) -> Self {
        Self { id, opened: at, filed: form, corrected: None, entries: Vec::new(), octets: 0, state: S::FIRST }
    }

    /// The application after this event.
    ///
    /// # Errors
    /// [`EventError::Illegal`] for an event that cannot happen here, [`EventError::Violates`] for one that can and not so; with
    /// the application as it was.
    pub fn apply(mut self, entry: Entry<S::Event>) -> Result<Self, Kept<Self, EventError<S>>> {
        match self.judged(&entry) {
            Err(error) => Err(Kept::new(self, error)),
            Ok((next, octets)) => {
                if let Some(form) = S::corrected_form(&entry.event) {
                    self.corrected = Some(form.clone());
                }
                self.octets = octets;
                self.state = next;
                self.entries.push(entry);
                Ok(self)
            }
        }
    }

    /// Where an event would lead, without taking it.
    ///
    /// # Errors
    /// [`EventError::Illegal`], [`EventError::Violates`].
    pub fn permit(&self, entry: &Entry<S::Event>) -> Result<S::State, EventError<S>> {
        self.judged(entry).map(|(next, _)| next)
    }

    /// Where an event would lead, and how many octets the entries would have then.
    fn judged(&self, entry: &Entry<S::Event>) -> Result<(S::State, usize), EventError<S>> {
        let event = S::kind(&entry.event);
        let Some(next) = S::next(self.state, event) else {
            return Err(EventError::Illegal { state: self.state, event, legal: self.legal().into() });
        };
        let mut violations = Violations::new();
        let octets = self.octets.saturating_add(stored::octets(entry));
        self.judge_entry(entry, event, octets, &mut violations);
        S::judge(self, entry, &mut violations);
        match violations.into_boxed() {
            Some(violations) => Err(EventError::Violates { event, violations }),
            None => Ok((next, octets)),
        }
    }

    /// The host's id.
    #[must_use]
    pub const fn id(&self) -> &ApplicationId {
        &self.id
    }

    /// When it was drafted.
    #[must_use]
    pub const fn opened(&self) -> Moment {
        self.opened
    }

    /// The form as it stands: as it was filed, or as it was corrected last.
    #[must_use]
    pub fn form(&self) -> &S::Form {
        self.corrected.as_ref().unwrap_or(&self.filed)
    }

    /// The form as it was filed.
    #[must_use]
    pub const fn filed_form(&self) -> &S::Form {
        &self.filed
    }

    /// What happened, in order.
    #[must_use]
    pub fn entries(&self) -> &[Entry<S::Event>] {
        &self.entries
    }

    /// The latest moment in the journal.
    #[must_use]
    pub fn last(&self) -> Moment {
        self.entries.last().map_or(self.opened, |entry| entry.at)
    }

    /// Where it is.
    #[must_use]
    pub const fn state(&self) -> S::State {
        self.state
    }

    /// What was decided, if anything was.
    #[must_use]
    pub fn outcome(&self) -> Option<Outcome> {
        self.state.outcome()
    }

    /// Why it was not granted and how it ended; none where nobody declined it.
    #[must_use]
    pub fn declined(&self) -> Option<&Declined> {
        self.latest(|entry| S::declined(&entry.event))
    }

    /// The record of the certificate that was obtained; none before that, and where no certificate is issued.
    #[must_use]
    pub fn certificate(&self) -> Option<RecordId> {
        self.latest(|entry| S::certificate(&entry.event))
    }

    /// The events that can happen now; none in a final state.
    #[must_use]
    pub fn legal(&self) -> Vec<S::Kind> {
        S::legal(self.state)
    }

    /// The evidence that it was accepted, as long as what it asks for is still to be made.
    #[must_use]
    pub fn accepted(&self) -> Option<Accepted<S>> {
        S::is_to_be_issued(self.state).then(|| Accepted::of(self.clone()))
    }

    /// The last entry whose event this finds.
    pub(super) fn latest<'a, T>(&'a self, find: impl Fn(&'a Entry<S::Event>) -> Option<T>) -> Option<T> {
        self.entries.iter().rev().find_map(find)
    }
}

impl<S: System> fmt::Display for EventError<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Illegal { state, event, legal } => {
                write!(f, "an application to {} that is {state} does not take the event {event}; ", S::NAME)?;
                match &legal[..] {
                    [] => f.write_str("nothing follows, since the state is final"),
                    [first, others @ ..] => {
                        write!(f, "it takes {first}")?;
                        others.iter().try_for_each(|kind| write!(f, ", {kind}"))
                    }
                }
            }
            Self::Violates { event, violations } => {
                write!(f, "the event {event} is refused: ")?;
                for (index, violation) in violations.iter().enumerate() {
                    let separator = if index > 0 { "; " } else { "" };
                    write!(f, "{separator}{violation}")?;
                }
                Ok(())
            }
        }
    }
}

impl<S: System> std::error::Error for EventError<S> {}

impl<S: System> EventError<S> {
    /// The rules that are violated; none where the event cannot happen at all.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        match self {
            Self::Violates { violations, .. } => violations,
            Self::Illegal { .. } => &[],
        }
    }
}
