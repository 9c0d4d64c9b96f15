//! A desk with one application on it: what happens is recorded, day by day, and the journal is printed.
//!
//! Everything the other files of this example tell goes through here. The surprising choice: the journal is stored and loaded
//! before it is printed, so that what is shown is what a store would give back.

use std::io::{self, Write as _};

use chancery::{
    application::{Accepted, Actor, Application, Date, Entry, Moment, Officer, System, Text},
    x509::Time,
};

use crate::{Failure, people::OFFICERS_PESEL};

/// An application, and what day it is.
pub(crate) struct Desk<S: System> {
    application: Application<S>,
    today: Moment,
}

impl<S: System> Desk<S> {
    /// A form is filled in.
    pub(crate) fn open(id: &str, form: S::Form, day: &str) -> Result<Self, Failure> {
        let today = noon(day)?;
        Ok(Self { application: Application::draft(id.parse()?, form, today), today })
    }

    /// Another day.
    pub(crate) fn on(mut self, day: &str) -> Result<Self, Failure> {
        self.today = noon(day)?;
        Ok(self)
    }

    /// This day, unless it is later already.
    pub(crate) fn on_or_after(mut self, day: &str) -> Result<Self, Failure> {
        self.today = self.today.max(noon(day)?);
        Ok(self)
    }

    pub(crate) fn applicant(self, event: S::Event) -> Result<Self, Failure> {
        self.by(Actor::Applicant, event)
    }

    pub(crate) fn officer(self, event: S::Event) -> Result<Self, Failure> {
        let id: Text = "inspector-7".parse()?;
        let officer = Officer::new(id, OFFICERS_PESEL.parse()?);
        self.by(Actor::Officer(officer), event)
    }

    pub(crate) fn centre(self, event: S::Event) -> Result<Self, Failure> {
        self.by(Actor::Centre, event)
    }

    fn by(self, by: Actor, event: S::Event) -> Result<Self, Failure> {
        let application = self.application.apply(Entry::new(self.today, by, event))?;
        Ok(Self { application, ..self })
    }

    /// Something that must be refused: says why, and goes on with the application as it was.
    pub(crate) fn refuses(self, event: S::Event) -> Result<Self, Failure> {
        let entry = Entry::new(self.today, Actor::Applicant, event);
        match self.application.apply(entry) {
            Ok(_) => Err("an event that must be refused was taken".into()),
            Err(kept) => {
                writeln!(io::stdout(), "    refused: {}", kept.cause)?;
                Ok(Self { application: *kept.kept, ..self })
            }
        }
    }

    pub(crate) fn now(&self) -> Moment {
        self.today
    }

    /// The evidence to issue something.
    pub(crate) fn accepted(&self) -> Result<Accepted<S>, Failure> {
        self.application.accepted().ok_or_else(|| "the application was not accepted".into())
    }

    pub(crate) const fn application(&self) -> &Application<S> {
        &self.application
    }

    /// Stores the journal, loads it, and prints it: when, what, by whom, and where that led.
    pub(crate) fn print(&self) -> Result<(), Failure> {
        let stored = self.application.to_json()?;
        let loaded = Application::<S>::from_json(stored.as_bytes())?;
        if loaded != self.application {
            return Err("a journal was loaded that is another".into());
        }
        let mut out = io::stdout().lock();
        let outcome = loaded.outcome().map_or_else(|| "undecided".to_owned(), |outcome| outcome.to_string());
        writeln!(out, "{} to {}: {outcome}", loaded.id(), S::NAME)?;
        let mut state = S::FIRST;
        for entry in loaded.entries() {
            let kind = S::kind(&entry.event);
            state = S::next(state, kind).unwrap_or(state);
            writeln!(out, "    {}  {kind:<28} by {:<22} is {state}", entry.at.day(), entry.by.to_string())?;
        }
        Ok(writeln!(out)?)
    }
}

/// Noon in UTC on this day, which is the same day in Warsaw.
pub(crate) fn noon(day: &str) -> Result<Moment, Failure> {
    let (time, day): (Time, Date) = (format!("{day}T12:00:00Z").parse()?, day.parse()?);
    Ok(Moment::new(time, day)?)
}
