//! Which event leads where, for every way to CC-SEKAP.
//!
//! The states of domain §1.7, and nothing of what events carry. The surprising choice: an application can be declined from the
//! moment it is before an office and not earlier, since an account that nobody filed anything with asks for nothing; no source
//! names a way to decline at all, so the whole of it is proposed.

use super::{EventKind as Kind, Start, State};

pub(super) const fn next(start: Start, state: State, kind: Kind) -> Option<State> {
    Some(match (start, state, kind) {
        (Start::WithAccount, State::Draft, Kind::AccountRegistered) => State::AccountRegistered,
        (_, State::AccountRegistered | State::AwaitingActivation, Kind::ActivationLinkSent) => {
            State::AwaitingActivation
        }
        (_, State::AwaitingActivation, Kind::AccountActivated) => State::AccountActivated,
        (_, State::AccountActivated, Kind::Filed) => State::Filed,
        (Start::AtOffice, State::Draft, Kind::IdentityConfirmed)
        | (Start::WithAccount, State::Filed, Kind::IdentityConfirmed) => State::IdentityConfirmed,
        (_, State::IdentityConfirmed, Kind::AgreementSigned) => State::AgreementSigned,
        (_, State::AgreementSigned, Kind::Accepted) => State::Accepted,
        (_, State::Accepted, Kind::Issued) => State::Issued,
        (_, from, Kind::Rejected) if is_undecided(start, from) => State::Rejected,
        (_, from, Kind::Cancelled) if is_undecided(start, from) => State::Cancelled,
        (_, from, Kind::LeftWithoutConsideration) if is_undecided(start, from) => State::LeftWithoutConsideration,
        _ => return None,
    })
}

/// Before an office, and neither granted nor ended.
const fn is_undecided(start: Start, state: State) -> bool {
    match state {
        State::Draft => matches!(start, Start::AtOffice),
        State::Filed | State::IdentityConfirmed | State::AgreementSigned => true,
        _ => false,
    }
}
