//! Which event leads where.
//!
//! The graph of domain §1.9, and nothing of what events carry. The surprising choice: every purpose has the same graph up
//! to its acceptance and all four ways on from there; that the way taken is the one applied for is a rule
//! (`pesel.purpose`), so that the graph stays one.

use super::{EventKind as Kind, State};

pub(super) const fn next(state: State, kind: Kind) -> Option<State> {
    Some(match (state, kind) {
        (State::Draft, Kind::Signed) => State::Signed,
        (State::Draft | State::Signed, Kind::Submitted) => State::Submitted,
        (State::Submitted, Kind::Received) => State::Received,
        (State::Received, Kind::Registered) => State::Registered,
        (State::Registered, Kind::FoundInOrder) => State::UnderReview,
        (State::Registered | State::UnderReview, Kind::NotProcessed) => State::NotProcessed,
        (State::Registered | State::UnderReview, Kind::Rejected) => State::Rejected,
        (State::Registered | State::UnderReview, Kind::Cancelled) => State::Cancelled,
        (State::Registered | State::UnderReview, Kind::LeftWithoutConsideration) => State::LeftWithoutConsideration,
        (State::UnderReview, Kind::Accepted) => State::Accepted,
        (State::Accepted, Kind::KeysMade) => State::KeysMade,
        (State::KeysMade, Kind::ArchiveMailed) => State::ArchiveMailed,
        (State::KeysMade, Kind::PasswordSent) => State::PasswordSent,
        (State::ArchiveMailed, Kind::PasswordSent) | (State::PasswordSent, Kind::ArchiveMailed) => State::Delivered,
        (State::Accepted, Kind::Deactivated) => State::Deactivated,
        (State::Accepted, Kind::AddressesChanged) => State::AddressesChanged,
        (State::Accepted, Kind::NoticesChanged) => State::NoticesChanged,
        _ => return None,
    })
}
