//! The laws of every machine, held against random lives.
//!
//! A life is drawn from octets that proptest chooses and shrinks: mostly events that can happen, sometimes others, with data
//! that is mostly sound. The surprising choice: the histogram of the states that were reached is printed and has to be
//! complete, because laws about states nobody came to are laws about nothing.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};

use chancery::{
    application::{
        Actor, Application, Date, Declined, Ending, Entry, EventError, Moment, Named, Outcome, Reason, Role, State,
        System,
    },
    x509::Time,
};
use proptest::{
    collection::vec,
    prelude::any,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};

use super::made::{endings, noon, officer};

/// Octets from which a life is drawn; when they are used up, every draw is the first choice.
pub(crate) struct Luck<'a>(std::slice::Iter<'a, u8>);

impl Luck<'_> {
    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0.next().map_or(0, |octet| usize::from(*octet) % bound)
    }

    /// Whether this happens, one time in `times`.
    pub(crate) fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == times - 1
    }

    /// One of these.
    pub(crate) fn one_of<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())].clone()
    }

    /// A decision that ends an application so, for some reason.
    pub(crate) fn declined(&mut self, ending: Ending) -> Declined {
        let reasons = [Reason::Illegible, Reason::WrongData, Reason::RequestNotInTime, Reason::NotSigned];
        endings(ending).decline(self.one_of(&reasons))
    }

    fn is_used_up(&self) -> bool {
        self.0.as_slice().is_empty()
    }
}

/// A system whose lives can be drawn.
pub(crate) trait Model: System {
    /// A form.
    fn form(luck: &mut Luck<'_>) -> Self::Form;

    /// An event of this kind at this moment, mostly with sound data.
    fn event(kind: Self::Kind, application: &Application<Self>, at: Moment, luck: &mut Luck<'_>) -> Self::Event;

    /// The last days of the deadlines that run, each in its place.
    fn deadlines(_application: &Application<Self>) -> Vec<Option<Date>> {
        Vec::new()
    }
}

/// Every state an application can come to.
pub(crate) fn reachable<S: System>() -> BTreeSet<S::State> {
    reached_from::<S>(S::FIRST)
}

fn reached_from<S: System>(start: S::State) -> BTreeSet<S::State> {
    let (mut reached, mut open) = (BTreeSet::from([start]), vec![start]);
    while let Some(state) = open.pop() {
        for next in S::Kind::ALL.iter().filter_map(|kind| S::next(state, *kind)) {
            if reached.insert(next) {
                open.push(next);
            }
        }
    }
    reached
}

/// Outcomes after which nothing happens.
const ENDS: [Outcome; 6] = [
    Outcome::Rejected,
    Outcome::Cancelled,
    Outcome::LeftWithoutConsideration,
    Outcome::NotProcessed,
    Outcome::Refused,
    Outcome::NeedsCorrection(chancery::application::Correction::FileAgain),
];

/// From every state an outcome can be reached and an end too, and nothing leaves an end.
pub(crate) fn assert_graph<S: System>() {
    for state in reachable::<S>() {
        let after = reached_from::<S>(state);
        assert!(after.iter().any(|state| state.outcome().is_some()), "{}: no outcome follows {state}", S::NAME);
        assert!(after.iter().any(|state| S::legal(*state).is_empty()), "{}: no end follows {state}", S::NAME);
        if state.outcome().is_some_and(|outcome| ENDS.contains(&outcome)) {
            assert_eq!(S::legal(state), [], "{}: something leaves {state}", S::NAME);
        }
        if S::is_to_be_issued(state) {
            assert_eq!(state.outcome(), Some(Outcome::Accepted), "{}: {state} is issued unaccepted", S::NAME);
        }
    }
}

/// Draws lives, holds each against the laws, prints where they went, and asserts that they went everywhere.
pub(crate) fn assert_lives<S: Model>() {
    let histogram = RefCell::new(BTreeMap::<S::State, usize>::new());
    let config = Config { cases: 700, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let lives = runner.run(&vec(any::<u8>(), 40..600), |octets| {
        live::<S>(&octets, &mut histogram.borrow_mut());
        Ok(())
    });
    lives.unwrap();
    let histogram = histogram.into_inner();
    println!("{}", S::NAME);
    for (state, times) in &histogram {
        println!("{times:>8}  {state}");
    }
    assert_eq!(histogram.keys().copied().collect::<BTreeSet<_>>(), reachable::<S>(), "{}: states", S::NAME);
}

fn live<S: Model>(octets: &[u8], histogram: &mut BTreeMap<S::State, usize>) {
    let mut luck = Luck(octets.iter());
    let mut at = noon("2026-01-31");
    let mut application = Application::<S>::draft("model/1".parse().unwrap(), S::form(&mut luck), at);
    *histogram.entry(application.state()).or_default() += 1;
    while !luck.is_used_up() {
        at = later(at, &mut luck);
        let kind = drawn_kind(&application, &mut luck);
        let event = S::event(kind, &application, at, &mut luck);
        assert_eq!(S::kind(&event), kind, "{}: the model makes what it was asked for", S::NAME);
        application = step(application, Entry::new(at, actor(S::role(kind), &mut luck), event));
        *histogram.entry(application.state()).or_default() += 1;
    }
    let stored = application.to_json().unwrap();
    assert_eq!(Application::from_json(stored.as_bytes()).unwrap(), application, "load(store(x)) = x");
}

fn step<S: Model>(application: Application<S>, entry: Entry<S::Event>) -> Application<S> {
    let (before, state, kind) = (application.clone(), application.state(), S::kind(&entry.event));
    match application.apply(entry) {
        Ok(after) => {
            assert_eq!(Some(after.state()), S::next(state, kind), "{}", S::NAME);
            assert_eq!(after.entries().len(), before.entries().len() + 1);
            let ending = after.declined().map(|declined| Outcome::from(declined.ending()));
            assert_eq!(ending, after.outcome().filter(|outcome| ENDS[..3].contains(outcome)), "{}", S::NAME);
            for (was, is) in S::deadlines(&before).into_iter().zip(S::deadlines(&after)) {
                assert!(was.is_none() || was <= is, "{}: a deadline moved from {was:?} to {is:?}", S::NAME);
            }
            after
        }
        Err(kept) => {
            assert_eq!(*kept.kept, before, "{}: what is refused changes nothing", S::NAME);
            let is_illegal = matches!(kept.cause, EventError::Illegal { .. });
            assert_eq!(is_illegal, S::next(state, kind).is_none(), "{}: {}", S::NAME, kept.cause);
            *kept.kept
        }
    }
}

fn drawn_kind<S: System>(application: &Application<S>, luck: &mut Luck<'_>) -> S::Kind {
    let legal = application.legal();
    if legal.is_empty() || luck.one_in(16) { luck.one_of(S::Kind::ALL) } else { luck.one_of(&legal) }
}

fn actor(role: Role, luck: &mut Luck<'_>) -> Actor {
    match role {
        _ if luck.one_in(24) => luck.one_of(&[Actor::Applicant, Actor::Centre, officer()]),
        Role::Applicant => Actor::Applicant,
        Role::Officer => officer(),
        _ => Actor::Centre,
    }
}

/// Mostly some hours or days on, sometimes past every deadline, and now and then back.
fn later(at: Moment, luck: &mut Luck<'_>) -> Moment {
    let days: i64 = [0, 0, 1, 1, 2, 3, 10, 31, -1][luck.below(9)];
    let time = Time::from_unix_seconds(at.time().unix_seconds() + days * 86_400).unwrap();
    Moment::new(time, time.to_string()[..10].parse().unwrap()).unwrap()
}
