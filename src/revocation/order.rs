//! What a caller says of the list it wants: when, until when, what number at least, what it follows.
//!
//! Read by [`CrlDraft::draw`](super::CrlDraft::draw). The surprising choice: there is no default schedule. The one that is
//! proposed has a name, because how long an answer may be relied on is the authority's to decide and not the library's.

use super::Crl;
use crate::x509::{Time, TimeError};

/// How long a list may be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "a length or an end")]
pub enum CrlSchedule {
    /// nextUpdate is this many seconds after thisUpdate.
    Seconds(u32),
    /// nextUpdate is this moment; for the last lists of an issuer, whose end may not be passed.
    Until(Time),
}

impl CrlSchedule {
    /// 48 hours: with a new list every 24, as ETSI EN 319 411-1 CSS-6.3.9-05 asks, one that fails to come out leaves a day to
    /// mend it. A proposal; no policy seen so far states its own.
    pub const PROPOSED: Self = Self::Seconds(172_800);

    pub(super) fn next_update(self, this_update: Time) -> Result<Time, TimeError> {
        match self {
            Self::Seconds(seconds) => this_update.plus_seconds(seconds.into()),
            Self::Until(end) => Ok(end),
        }
    }
}

/// An order for the next full CRL of an issuer.
///
/// ```
/// # use chancery::{revocation::{Crl, CrlOrder, CrlSchedule}, x509::Time};
/// fn next(now: Time, published: &Crl) -> CrlOrder<'_> {
///     CrlOrder::new(now, CrlSchedule::PROPOSED).after(published)
/// }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct CrlOrder<'p> {
    pub(super) this_update: Time,
    pub(super) schedule: CrlSchedule,
    pub(super) floor: u64,
    pub(super) previous: Option<&'p Crl>,
}

impl<'p> CrlOrder<'p> {
    /// A list of this moment.
    #[must_use]
    pub const fn new(this_update: Time, schedule: CrlSchedule) -> Self {
        Self { this_update, schedule, floor: 1, previous: None }
    }

    /// The same with a number of at least `floor`: whoever restores a backup of the rolls gives one above every number that
    /// was published since (C-05).
    #[must_use]
    pub const fn with_floor(mut self, floor: u64) -> Self {
        self.floor = floor;
        self
    }

    /// The same, following a list that was published. Its number becomes a floor, what it says as revoked must still be,
    /// and entries of expired certificates that it lists are left out (C-12); without it nothing is ever left out.
    #[must_use]
    pub const fn after(mut self, previous: &'p Crl) -> Self {
        self.previous = Some(previous);
        self
    }
}
