//! People, papers and moments for tests of applications, and how a test asks what happened.

use std::fmt::Debug;

use chancery::application::{
    Actor, Address, Application, Category, Contact, Date, Ending, Endings, Entity, EntityNumber, Entry, Moment,
    Officer, PersonName, Representation, Signature, SignatureKind, System, Text,
};

pub(crate) fn text(text: &str) -> Text {
    text.parse().unwrap()
}

pub(crate) fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// Noon in UTC on this day.
pub(crate) fn noon(day: &str) -> Moment {
    moment(&format!("{day}T12:00:00Z"), day)
}

pub(crate) fn moment(time: &str, day: &str) -> Moment {
    Moment::new(time.parse().unwrap(), date(day)).unwrap()
}

pub(crate) fn person(given_name: &str, surname: &str) -> PersonName {
    PersonName::new(text(given_name), text(surname))
}

/// Who applies where it does not matter who: a PESEL of the year 2299, which nobody has.
pub(crate) const PESEL: &str = "99723100018";
/// The PESEL of [`officer`], of the year 2201.
pub(crate) const OFFICERS_PESEL: &str = "01622801248";

pub(crate) fn officer() -> Actor {
    Actor::Officer(Officer::new(text("inspector-7"), OFFICERS_PESEL.parse().unwrap()))
}

/// An officer who is the person that is certified.
pub(crate) fn the_subject_as_officer() -> Actor {
    Actor::Officer(Officer::new(text("inspector-8"), PESEL.parse().unwrap()))
}

pub(crate) fn board() -> Vec<PersonName> {
    vec![person("Anna", "Lis"), person("Jan", "Nowak")]
}

pub(crate) fn signed_by(persons: &[PersonName], how: SignatureKind) -> Vec<Signature> {
    persons.iter().map(|by| Signature { by: by.clone(), how }).collect()
}

/// How a host may end applications.
pub(crate) const ENDINGS: Endings = Endings {
    illegible: Ending::LeftWithoutConsideration,
    wrong_data: Ending::Rejected,
    not_signed: Ending::LeftWithoutConsideration,
    request_not_in_time: Ending::Cancelled,
    other: Ending::Cancelled,
};

/// A host that ends every application the same way.
pub(crate) const fn endings(ending: Ending) -> Endings {
    Endings { illegible: ending, wrong_data: ending, not_signed: ending, request_not_in_time: ending, other: ending }
}

pub(crate) fn entity(category: Category) -> Entity {
    Entity {
        name: text("Straż Miejska w Rybniku"),
        category,
        country: "PL".parse().unwrap(),
        address: Address {
            street: text("ul. Bolesława Chrobrego 2"),
            postal_code: "44-200".parse().unwrap(),
            town: text("Rybnik"),
        },
        number: EntityNumber::Regon("123456785".parse().unwrap()),
        representation: Representation::new(board()).unwrap(),
    }
}

pub(crate) fn contact() -> Contact {
    Contact::new("straz@example.org".parse().unwrap(), "+48600100200".parse().unwrap())
}

/// Applies an event that must be taken.
#[track_caller]
pub(crate) fn taken<S: System>(application: Application<S>, at: Moment, by: Actor, event: S::Event) -> Application<S> {
    match application.apply(Entry::new(at, by, event)) {
        Ok(application) => application,
        Err(kept) => panic!("{}", kept.cause),
    }
}

/// The ids and sentences of what an event violates; the application comes back as it was.
#[track_caller]
pub(crate) fn violated<S: System>(
    application: &Application<S>,
    at: Moment,
    by: Actor,
    event: S::Event,
) -> Vec<(String, String)> {
    let kept = application.clone().apply(Entry::new(at, by, event)).expect_err("the event is refused");
    assert_eq!(*kept.kept, *application, "the application is given back as it was");
    let of = |violation: &chancery::policy::Violation| (violation.rule().to_string(), violation.message());
    kept.cause.violations().iter().map(of).collect()
}

/// Asserts that an event violates one rule, with this sentence.
#[track_caller]
pub(crate) fn assert_violates(violated: &[(String, String)], rule: &str, sentence: &str) {
    assert_eq!(violated, [(rule.to_owned(), sentence.to_owned())]);
}

/// Asserts that an application went where it was meant to.
#[track_caller]
pub(crate) fn assert_is<T: PartialEq + Debug>(found: T, expected: T) {
    assert_eq!(found, expected);
}
