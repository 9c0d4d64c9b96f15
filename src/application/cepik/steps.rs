//! Which event leads where, for every kind of application to CEPiK.
//!
//! The graph of domain §1.5, and nothing of what events carry. The surprising choice: where a request comes by mail,
//! registration leads to waiting for it, and elsewhere to review; that is the whole difference between the kinds.

use super::{EventKind as Kind, Route, State};

pub(super) const fn next(route: Route, state: State, kind: Kind) -> Option<State> {
    Some(match (state, kind) {
        (State::Draft, Kind::Signed) => State::Signed,
        (State::Draft | State::Signed, Kind::Submitted) => State::Submitted,
        (State::Submitted, Kind::ReceivedByMinistry) => State::WithMinistry,
        (State::Submitted, Kind::ReceivedByCoi) => State::WithCoi,
        (State::WithMinistry, Kind::ReceivedByCoi) | (State::WithCoi, Kind::ReceivedByMinistry) => State::Received,
        (State::Received, Kind::Registered) => match route {
            Route::ByMail => State::AwaitingRequest,
            Route::MadeHere | Route::OnCard => State::UnderReview,
        },
        (State::AwaitingRequest, Kind::RequestRefused) => State::AwaitingRequest,
        (State::AwaitingRequest, Kind::RequestArrived)
        | (State::UnderReview, Kind::Identified)
        | (State::NeedsSupplement, Kind::Supplemented)
        | (State::AwaitingDecision, Kind::DecisionIssued)
        | (State::AwaitingReaudit, Kind::ReauditDone) => State::UnderReview,
        (State::UnderReview, Kind::SupplementAsked) => State::NeedsSupplement,
        (State::UnderReview, Kind::SuspendedForDecision) => State::AwaitingDecision,
        (State::UnderReview, Kind::SuspendedForReaudit) => State::AwaitingReaudit,
        (State::UnderReview, Kind::Accepted) => State::Accepted,
        (State::UnderReview | State::NeedsSupplement, Kind::FilingAgainAsked) => State::ToBeFiledAgain,
        (from, Kind::Rejected) if is_undecided(from) => State::Rejected,
        (from, Kind::Cancelled) if is_undecided(from) => State::Cancelled,
        (from, Kind::LeftWithoutConsideration) if is_undecided(from) => State::LeftWithoutConsideration,
        (State::Accepted, Kind::InstructionSent) => State::Instructed,
        (State::Instructed, Kind::Obtained) => State::Obtained,
        (State::Obtained, Kind::Installed) => State::Installed,
        _ => return None,
    })
}

/// Registered, and neither granted nor ended.
const fn is_undecided(state: State) -> bool {
    matches!(
        state,
        State::AwaitingRequest
            | State::UnderReview
            | State::NeedsSupplement
            | State::AwaitingDecision
            | State::AwaitingReaudit
    )
}
