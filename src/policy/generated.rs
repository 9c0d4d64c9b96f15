//! What more a profile must be, given who makes the keys.
//!
//! Asked by `Adopted` when a policy comes into force, after [`Profile::check`](super::Profile::check): what is handed out
//! fits the maker of the key; and where that is the authority there is no request, so rows that wait for one never fire,
//! and its keys never serve TLS servers (Baseline Requirements §6.1.1.3, B-16). The surprising choice: a policy without
//! extended key usage is refused too, because a certificate that names no purpose serves every one.

use super::{
    CheckedProfile, Delivery, Path, Profile, ProfileErrors, RenewalKey, Row, Violation, Violations,
    profile::contradiction,
};
use crate::{crypto::KeyAlgorithm, inventory::KeyMaker, x509::extension::KeyPurpose};

/// The key the authority makes under a profile, which is of its one key rule; none where the subscriber does.
///
/// # Errors
/// [`ProfileErrors`] with everything that cannot stand beside a key of this maker.
pub(crate) fn key_to_make(profile: &CheckedProfile, maker: KeyMaker) -> Result<Option<KeyAlgorithm>, ProfileErrors> {
    let (profile, mut wrong) = (profile.profile(), Violations::new());
    judge_maker(profile, maker, &mut wrong);
    ProfileErrors::of(wrong)?;
    Ok(match maker {
        KeyMaker::Subscriber => None,
        KeyMaker::Authority => profile.keys.first().map(|rule| rule.key_to_make()),
    })
}

/// Everything in a profile that does not go with whoever makes its keys.
pub(super) fn judge_maker(profile: &Profile, maker: KeyMaker, wrong: &mut Violations) {
    if profile.delivery.key_maker() != maker {
        let permitted = format!("{}, since {} makes the key", Delivery::of_keys_made_by(maker), name_of(maker));
        let path = Path::new("profile.delivery");
        wrong.add(Violation::new(
            "profile.delivery",
            path,
            profile.delivery.name(),
            permitted,
            "domain.md §5.3 point 2",
        ));
    }
    if maker == KeyMaker::Subscriber {
        return;
    }
    judge_purposes(profile, wrong);
    for (index, rule) in profile.keys.iter().enumerate().skip(1) {
        let permitted = "one rule of keys, since the authority makes them all by the first";
        let (path, asked) = (format!("keys[{index}]"), rule.to_string());
        wrong.add(contradiction("profile.keys-to-make", &path, &asked, permitted, "domain.md §5.3 point 18"));
    }
    if let Row::FromRequest { .. } = profile.subject_alt_name {
        let permitted = "a row that needs no request: the authority makes the key";
        wrong.add(contradiction("profile.row", "subjectAltName", "a row from the request", permitted, "design §2"));
    }
    if profile.renewal.key == RenewalKey::SameOrAnother {
        let permitted = "another key, since the authority makes one for each certificate";
        let clause = "domain.md §5.3 point 18";
        wrong.add(contradiction("profile.renewal", "renewal.key", "the same key or another", permitted, clause));
    }
}

const fn name_of(maker: KeyMaker) -> &'static str {
    match maker {
        KeyMaker::Subscriber => "the subscriber",
        KeyMaker::Authority => "the authority",
    }
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
