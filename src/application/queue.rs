//! The queue of applications: by receipt, then by registration, and by nothing else.
//!
//! CEP-02: all applications are handled in the order in which they came to the Ministry and were registered in OWC; the source
//! says that all are handled with priority, so none has any. The surprising choice: there is no field for a priority, and no
//! way to put anything in front; what cannot be said cannot be asked for.

use std::collections::BTreeMap;

use super::{ApplicationId, Moment, OwcNumber};

/// The place of an application in the queue: when the Ministry received it, then its number in OWC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QueuePlace {
    received: Moment,
    number: OwcNumber,
}

/// Applications that wait, the first to be handled in front.
///
/// ```
/// use chancery::application::{Moment, OwcNumber, Queue, QueuePlace};
/// let at = |time: &str, day: &str| Moment::new(time.parse().unwrap(), day.parse().unwrap()).unwrap();
/// let mut queue = Queue::new();
/// let later = QueuePlace::new(at("2026-11-30T10:00:00Z", "2026-11-30"), OwcNumber::new(1).unwrap());
/// let sooner = QueuePlace::new(at("2026-11-29T10:00:00Z", "2026-11-29"), OwcNumber::new(2).unwrap());
/// queue.enter(later, "a".parse()?).unwrap();
/// queue.enter(sooner, "b".parse()?).unwrap();
/// assert_eq!(queue.next().unwrap().1.as_str(), "b");
/// # Ok::<(), chancery::application::ApplicationIdError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Queue {
    waiting: BTreeMap<QueuePlace, ApplicationId>,
    /// Those of applications that left the queue too.
    numbers: BTreeMap<OwcNumber, ApplicationId>,
}

/// A number that was given: OWC gives each once, and not again when its application has left the queue.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("number {number} of OWC is taken by application {by}; each is registered once (CEP-02)")]
pub struct NumberTaken {
    number: OwcNumber,
    by: ApplicationId,
}

impl QueuePlace {
    /// Received then, registered under this number.
    #[must_use]
    pub const fn new(received: Moment, number: OwcNumber) -> Self {
        Self { received, number }
    }

    /// When the Ministry received it.
    #[must_use]
    pub const fn received(&self) -> Moment {
        self.received
    }

    /// Its number in OWC.
    #[must_use]
    pub const fn number(&self) -> OwcNumber {
        self.number
    }
}

impl Queue {
    /// One in which nobody waits.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "an empty queue is asked for by name")]
    pub const fn new() -> Self {
        Self { waiting: BTreeMap::new(), numbers: BTreeMap::new() }
    }

    /// Puts an application in its place.
    ///
    /// # Errors
    /// [`NumberTaken`].
    pub fn enter(&mut self, place: QueuePlace, id: ApplicationId) -> Result<(), NumberTaken> {
        if let Some(by) = self.numbers.get(&place.number) {
            return Err(NumberTaken { number: place.number, by: by.clone() });
        }
        self.numbers.insert(place.number, id.clone());
        self.waiting.insert(place, id);
        Ok(())
    }

    /// The application that is to be handled now, which leaves the queue.
    #[expect(clippy::should_implement_trait, reason = "applications come in while others are taken out")]
    pub fn next(&mut self) -> Option<(QueuePlace, ApplicationId)> {
        self.waiting.pop_first()
    }

    /// Those that wait, in order.
    pub fn waiting(&self) -> impl Iterator<Item = (&QueuePlace, &ApplicationId)> {
        self.waiting.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(time: &str, number: u64) -> QueuePlace {
        let moment = Moment::new(time.parse().unwrap(), time[..10].parse().unwrap()).unwrap();
        QueuePlace::new(moment, OwcNumber::new(number).unwrap())
    }

    #[test]
    fn the_order_is_receipt_then_registration() {
        let mut queue = Queue::new();
        for (id, place) in [
            ("c", place("2026-11-30T10:00:00Z", 3)),
            ("b", place("2026-11-30T10:00:00Z", 2)),
            ("a", place("2026-11-30T09:00:00Z", 4)),
        ] {
            queue.enter(place, id.parse().unwrap()).unwrap();
        }
        assert_eq!(queue.waiting().count(), 3);
        let order: Vec<String> = std::iter::from_fn(|| queue.next()).map(|(_, id)| id.to_string()).collect();
        assert_eq!(order, ["a", "b", "c"]);
    }

    #[test]
    fn a_number_of_owc_is_given_once() {
        let mut queue = Queue::new();
        queue.enter(place("2026-11-30T10:00:00Z", 3), "a".parse().unwrap()).unwrap();
        assert_eq!(queue.next().unwrap().1.as_str(), "a");
        let error = queue.enter(place("2026-11-30T11:00:00Z", 3), "b".parse().unwrap()).unwrap_err();
        assert_eq!(error.to_string(), "number 3 of OWC is taken by application a; each is registered once (CEP-02)");
    }
}
