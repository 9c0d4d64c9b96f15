//! What more a profile must be when the authority makes the keys.
//!
//! Asked by `Adopted` when such a policy comes into force, after [`Profile::check`](super::Profile::check): it has no
//! request, so rows that wait for one never fire, and its keys never serve TLS servers (Baseline Requirements §6.1.1.3,
//! B-16). The surprising choice: a policy without extended key usage is refused too, because a certificate that names no
//! purpose serves every one.

use super::{CheckedProfile, Profile, ProfileErrors, Row, Violations, profile::contradiction};
use crate::{crypto::KeyAlgorithm, x509::extension::KeyPurpose};

/// The key the authority makes under a profile, which is of the first of its key rules.
///
/// # Errors
/// [`ProfileErrors`] with every row that cannot stand beside a key made here.
pub(crate) fn key_to_make(profile: &CheckedProfile) -> Result<Option<KeyAlgorithm>, ProfileErrors> {
    let profile = profile.profile();
    let mut wrong = Violations::new();
    judge_purposes(profile, &mut wrong);
    if let Row::FromRequest { .. } = profile.subject_alt_name {
        let permitted = "a row that needs no request: the authority makes the key";
        wrong.add(contradiction("profile.row", "subjectAltName", "a row from the request", permitted, "design §2"));
    }
    ProfileErrors::of(wrong)?;
    Ok(profile.keys.first().map(|rule| rule.key_to_make()))
}

fn judge_purposes(profile: &Profile, wrong: &mut Violations) {
    let mut refuse = |asked: &str| {
        let permitted = "named purposes without serverAuth, when the authority makes the keys";
        let clause = "Baseline Requirements §6.1.1.3 (B-16)";
        wrong.add(contradiction("profile.key-maker", "extKeyUsage", asked, permitted, clause));
    };
    match &profile.extended_key_usage {
        Row::Set { value, .. } => {
            for purpose in value.iter().filter(|purpose| serves_tls_servers(purpose)) {
                refuse(&purpose.to_string());
            }
        }
        _ => refuse("no purpose, which is every purpose"),
    }
}

fn serves_tls_servers(purpose: &KeyPurpose) -> bool {
    [KeyPurpose::SERVER_AUTH, KeyPurpose::ANY].contains(purpose)
}

/// Whether certificates of a profile serve TLS servers, by name or because they name no purpose.
pub(crate) fn is_for_tls_servers(profile: &Profile) -> bool {
    match &profile.extended_key_usage {
        Row::Set { value, .. } => value.iter().any(serves_tls_servers),
        _ => true,
    }
}

#[cfg(test)]
mod tests;
