//! What a decision would put into a certificate, field by field, for an explanation.
//!
//! Beside `approved`, which writes the same into octets. What never changes is read back from the octets of the form, so
//! the addresses and purposes told are those that would be signed. The surprising choice: key and validity are told as if
//! `prepare` were called now; the key is the request's own, or the kind the authority would make.

use super::form::Form;
use crate::{
    encoding::{Oid, Reader},
    policy::{Decision, Grants, Row, values, window},
    request::VerifiedRequest,
    x509::{
        Time,
        extension::{ExtensionRef, oid},
    },
};

pub(super) fn grants(form: &Form, request: Option<&VerifiedRequest>, decision: &Decision, now: Time) -> Grants {
    let profile = form.profile.profile();
    let made = form.key_to_make.map(|algorithm| format!("{algorithm}, made by the authority"));
    Grants {
        key: request.map_or(made, |request| Some(request.public_key().algorithm().to_string())),
        validity: window(profile, now).ok().map(|window| format!("{} to {}", window.not_before(), window.not_after())),
        extensions: constant(&form.constant).chain(changing(form, decision)).collect(),
    }
}

/// The extensions every certificate of the form has.
fn constant(octets: &[u8]) -> impl Iterator<Item = (Oid, Vec<String>)> {
    let mut reader = Reader::new(octets, "Extensions");
    // They were written here and read back when the policy was adopted.
    std::iter::from_fn(move || ExtensionRef::decode(&mut reader).ok())
        .map(|extension| (extension.oid, values(extension.oid, extension.value)))
}

/// Those that differ from certificate to certificate.
fn changing(form: &Form, decision: &Decision) -> impl Iterator<Item = (Oid, Vec<String>)> {
    let identifier = match form.profile.profile().subject_key_identifier {
        Row::FromIssuer { .. } => Some((oid::SUBJECT_KEY_IDENTIFIER, vec![MADE_OF_THE_KEY.to_owned()])),
        _ => None,
    };
    let usage = decision.key_usage.map(|usage| (oid::KEY_USAGE, vec![usage.to_string()]));
    let names = decision
        .subject_alt_name
        .as_ref()
        .map(|names| (oid::SUBJECT_ALT_NAME, names.names().iter().map(ToString::to_string).collect()));
    identifier.into_iter().chain(usage).chain(names)
}

/// Of 160 bits, by RFC 7093 §2, method 1.
const MADE_OF_THE_KEY: &str = "an identifier of 20 octets";
