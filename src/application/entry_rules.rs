//! What every entry of every system is held against, before the rules of its own.
//!
//! Asked by [`Application::permit`] of entries that are taken and of those that are loaded: that the journal stays within
//! what can be loaded, that time and day go forward (domain §5.3 point 20), that the entry is by whom it is of (domain §1.2).
//! The surprising choice: octets are counted as they will be stored, so that an application that takes an event can always be
//! loaded again.

use super::{Actor, Application, Entry, Moment, System};
use crate::policy::{Violation, Violations};

impl<S: System> Application<S> {
    /// `octets` are those of all entries, with this one.
    pub(super) fn judge_entry(
        &self,
        entry: &Entry<S::Event>,
        event: S::Kind,
        octets: usize,
        violations: &mut Violations,
    ) {
        self.judge_size(octets, violations);
        judge_moment(self.last(), entry.at, violations);
        self.judge_actor(&entry.by, event, violations);
    }

    fn judge_size(&self, octets: usize, violations: &mut Violations) {
        const CLAUSE: &str = "a limit of this library";
        if self.entries().len() >= Self::MOST_ENTRIES {
            let permitted = format!("at most {}", Self::MOST_ENTRIES);
            violations.add(Violation::new("application.entries", "entries", "one more entry", permitted, CLAUSE));
        }
        if octets > Self::MOST_OCTETS_OF_ENTRIES {
            let (asked, permitted) = (format!("{octets} octets"), format!("at most {}", Self::MOST_OCTETS_OF_ENTRIES));
            violations.add(Violation::new("application.octets", "entries", asked, permitted, CLAUSE));
        }
    }

    fn judge_actor(&self, by: &Actor, event: S::Kind, violations: &mut Violations) {
        let (found, wanted) = (by.role(), S::role(event));
        if found != wanted {
            let permitted = format!("{} for {event}", wanted.name());
            violations.add(Violation::new("application.role", "by", found.name(), permitted, "domain.md §1.2"));
        }
        if let (Actor::Officer(officer), Some(subject)) = (by, S::subject(self.form()))
            && officer.pesel == *subject
        {
            let (asked, clause) = ("the person who is certified", "ETSI EN 319 411-1 REG-6.2.2-26");
            violations.add(Violation::new("application.own", "by.officer", asked, "another officer", clause));
        }
    }
}

/// A second has one day, and a later second no earlier one, whatever the clocks of the summer do.
fn judge_moment(last: Moment, at: Moment, violations: &mut Violations) {
    if at.time() < last.time() {
        let (asked, permitted) = (at.to_string(), format!("{last} or later"));
        violations.add(Violation::new("application.time", "at", asked, permitted, "domain.md §5.3 point 20"));
    } else if !at.can_follow(last) {
        let same = at.time() == last.time();
        let or_later = if same { ", the day of the same second before" } else { " or later" };
        let (asked, permitted) = (at.day().to_string(), format!("{}{or_later}", last.day()));
        violations.add(Violation::new("application.day", "at.day", asked, permitted, "domain.md §5.3 point 4"));
    }
}
