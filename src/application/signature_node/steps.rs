//! Which event leads where, by each procedure at the signature node.
//!
//! The graph of S1 §2 to §7, and nothing of what events carry. The surprising choice: rights are verified twice, before the
//! certificate and before access, by the same event (WP-06); nothing is loaded and nothing granted past it.

use super::{EventKind as Kind, Route, State};

pub(super) const fn next(route: Route, state: State, kind: Kind) -> Option<State> {
    Some(match (state, kind) {
        (State::Draft, Kind::Filed) => State::Filed,
        (State::Filed, Kind::RightsConfirmed) => State::Accepted,
        (State::Filed | State::AwaitingVerification, Kind::RightsMissing) => State::Refused,
        (State::Draft, Kind::CertificateBrought) | (State::Accepted, Kind::Obtained) => State::Certified,
        (State::AwaitingVerification, Kind::RightsConfirmed) => State::Entitled,
        (State::Entitled, Kind::Loaded) => State::Loaded,
        _ => return after(route, state, kind),
    })
}

/// How access is asked for, and what follows once the certificate is loaded.
const fn after(route: Route, state: State, kind: Kind) -> Option<State> {
    Some(match (route, state, kind) {
        (Route::Integration, State::Certified, Kind::AccessRequested) => State::AccessRequested,
        (Route::Integration, State::AccessRequested, Kind::LoadingRequested)
        | (Route::Production, State::Certified, Kind::LoadingRequested)
        | (Route::Replacement, State::Certified, Kind::UpdateRequested) => State::AwaitingVerification,
        (Route::Integration, State::Loaded, Kind::Tested) => State::Tested,
        (Route::Production, State::Loaded, Kind::IntegrationVerified) => State::IntegrationVerified,
        (Route::Production, State::IntegrationVerified, Kind::PermissionGranted) => State::PermissionGranted,
        _ => return None,
    })
}
