//! Witnesses of the renewal rule: how many at once, when, with which key.
//!
//! Under `frame`. Each input issues first and asks again. The surprising choice: a certificate is renewed after its end by
//! asking later, not by issuing earlier, since no issuer certifies before its own certificate begins.

use chancery::policy::{CertificatesAtOnce, Delivery, Lifetime, Profile, RenewalKey, RenewalRule, RenewalWindow};

use super::{
    case::{Before, Case, Input},
    frame::witness,
    rows::{Answer, Witness, usual},
};

const ROW: &str = "renewal";

pub(super) fn witnesses(case: &dyn Case, stated: RenewalRule) -> Vec<Witness> {
    let mut witnesses = vec![at_once(case, stated.at_once), key(case, stated)];
    witnesses.extend(window(case, stated.window));
    witnesses
}

fn after(case: &dyn Case, before: Before) -> Input {
    Input { before, ..usual(case) }
}

fn at_once(case: &dyn Case, stated: CertificatesAtOnce) -> Witness {
    let other = match stated {
        CertificatesAtOnce::One => CertificatesAtOnce::Any,
        CertificatesAtOnce::Any => CertificatesAtOnce::One,
    };
    witness(ROW, "at once", usual(case), Answer::OnRecord, move |profile| profile.renewal.at_once = other)
}

fn key(case: &dyn Case, stated: RenewalRule) -> Witness {
    let other = match stated.key {
        RenewalKey::Another => RenewalKey::SameOrAnother,
        RenewalKey::SameOrAnother => RenewalKey::Another,
    };
    let again = if stated.window == RenewalWindow::Never { Before::Another } else { Before::Renewed };
    let before = if case.profile().delivery == Delivery::CertificateOnly { again } else { Before::Nothing };
    witness(ROW, "key", after(case, before), Answer::OnRecord, move |profile| profile.renewal.key = other)
}

fn window(case: &dyn Case, stated: RenewalWindow) -> Vec<Witness> {
    let to = |window| move |profile: &mut Profile| profile.renewal.window = window;
    let valid = |answer, other| witness(ROW, "while valid", after(case, Before::Renewed), answer, to(other));
    let expired = |answer, other| witness(ROW, "expired", after(case, Before::RenewedExpired), answer, to(other));
    match stated {
        RenewalWindow::Never => vec![valid(Answer::RefusesBeside("policy.renewal.none"), RenewalWindow::WhileValid)],
        RenewalWindow::WhileValid => vec![
            valid(Answer::OnRecord, RenewalWindow::Never),
            expired(Answer::RefusesBeside("policy.renewal.window"), RenewalWindow::AlsoExpired),
        ],
        RenewalWindow::AlsoExpired if outlives_the_issuer(case) => vec![valid(Answer::OnRecord, RenewalWindow::Never)],
        RenewalWindow::AlsoExpired => {
            vec![valid(Answer::OnRecord, RenewalWindow::Never), expired(Answer::OnRecord, RenewalWindow::WhileValid)]
        }
    }
}

/// Whether the issuer of these tests ends before two certificates one after the other.
fn outlives_the_issuer(case: &dyn Case) -> bool {
    matches!(case.profile().lifetime, Lifetime::Years(years) if years > 9)
}
