//! The rows of key usages, held against what the certificates are for.
//!
//! Part of [`Profile::check`](super::Profile::check), so that a contradiction is no policy and not a certificate that
//! two relying parties read differently (domain §1.10, §3.8). The surprising choice: a usage is told whole and not by
//! the bit that is too many, because what contradicts is often the combination.

use super::{Profile, Row};
use crate::{
    policy::{Path, Purpose, Violations},
    request::Violation,
    x509::extension::{KeyPurpose, KeyUsage},
};

pub(super) fn check(profile: &Profile, wrong: &mut Violations) {
    check_usages(profile, wrong);
    check_purposes(profile, wrong);
}

fn check_usages(profile: &Profile, wrong: &mut Violations) {
    let purpose = profile.purpose;
    let Row::Set { value, .. } = &profile.key_usage else {
        if let Some(required) = purpose.required_usages() {
            refuse(wrong, "keyUsage", "nothing, which is every usage", &with(required, purpose), purpose.clause());
        }
        return;
    };
    let mut usages = value.all();
    usages.dedup();
    for usage in usages {
        let permitted = purpose.permitted_usages();
        if !permitted.contains(usage) {
            let permitted = format!("{permitted} or fewer, since the purpose is {purpose}");
            refuse(wrong, "keyUsage", &usage.to_string(), &permitted, purpose.clause());
        } else if let Some(required) = purpose.required_usages().filter(|required| !usage.contains(*required)) {
            refuse(wrong, "keyUsage", &usage.to_string(), &with(required, purpose), purpose.clause());
        }
    }
}

fn check_purposes(profile: &Profile, wrong: &mut Violations) {
    let listed: &[KeyPurpose] = match &profile.extended_key_usage {
        Row::Set { value, .. } => value,
        _ => &[],
    };
    for named in listed.iter().filter(|named| !profile.purpose.permits(**named)) {
        let homes: Vec<_> = Purpose::ALL.into_iter().filter(|home| home.permits(*named)).map(Purpose::name).collect();
        let permitted =
            format!("{named} under the purpose {}, and this one is {}", homes.join(" or "), profile.purpose);
        refuse(wrong, "extKeyUsage", &named.to_string(), &permitted, clause_of(*named));
    }
    if profile.purpose == Purpose::Status && !listed.contains(&KeyPurpose::OCSP_SIGNING) {
        let permitted = "OCSPSigning, since the purpose is status";
        refuse(wrong, "extKeyUsage", "without OCSPSigning", permitted, Purpose::Status.clause());
    }
}

fn with(required: KeyUsage, purpose: Purpose) -> String {
    format!("a usage with {required}, since the purpose is {purpose}")
}

const fn clause_of(named: KeyPurpose) -> &'static str {
    match named {
        KeyPurpose::OCSP_SIGNING => "RFC 6960 §4.2.2.2",
        KeyPurpose::CLIENT_AUTH | KeyPurpose::EMAIL_PROTECTION => Purpose::Authentication.clause(),
        _ => "RFC 5280 §4.2.1.12, proposed",
    }
}

fn refuse(wrong: &mut Violations, path: &str, asked: &str, permitted: &str, clause: &'static str) {
    wrong.add(Violation::new("profile.purpose", Path::new(format!("profile.{path}")), asked, permitted, clause));
}
