//! The certificate that a new one renews, as `issue` and `explain` are told of it.
//!
//! A renewal is never guessed from the rolls: who orders it names the serial number, and the policy's rule is held against
//! that record. The surprising choice: a number of nobody's certificate, or of somebody else's, is a wrong order and no
//! refusal of the policy, which has not been asked yet.

use chancery::{
    Authority,
    inventory::{History, NotOnRecord, RecordId},
};

use crate::{
    arguments::{ArgumentError, Arguments},
    serial::Digits,
};

/// What the new certificate is to one on the rolls.
#[derive(Clone, Copy)]
pub(crate) enum Renewal {
    /// Nothing: it is a first one.
    Nothing,
    /// The renewal of this one.
    Of(Digits),
}

impl Renewal {
    pub(crate) fn of(arguments: &Arguments) -> Result<Self, ArgumentError> {
        Ok(arguments.typed(RENEWS)?.map_or(Self::Nothing, Self::Of))
    }

    /// The history with the record named in it.
    pub(crate) fn named_in(self, history: History, authority: &Authority) -> Result<History, NotOnRecord> {
        match self {
            Self::Nothing => Ok(history),
            Self::Of(Digits(serial)) => history.for_renewal_of(RecordId { issuer: authority.id(), serial }),
        }
    }
}

pub(crate) const RENEWS: &str = "--renews";
