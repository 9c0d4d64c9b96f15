//! Fixtures of the extensions few certificates have, and of keys whose usage they cannot serve.
//!
//! Each is a certificate of `tbs` with one thing wrong, as those of `defects` are; the good ones have all of these
//! extensions that may stand together.

use chancery::encoding::{Tag, Writer};

use crate::tbs::{Tbs, der, oid, point, sequence};

const KEY_USAGE: &str = "2.5.29.15";
const USAGE_PERIOD: &str = "2.5.29.16";
const CRL_POINTS: &str = "2.5.29.31";
const POLICY_CONSTRAINTS: &str = "2.5.29.36";
const PURPOSES: &str = "2.5.29.37";
const FRESHEST_CRL: &str = "2.5.29.46";
const ANY_POLICY: &str = "2.5.29.54";
const NO_REV_AVAIL: &str = "2.5.29.56";
const TLS_FEATURE: &str = "1.3.6.1.5.5.7.1.24";
const NO_CHECK: &str = "1.3.6.1.5.5.7.48.1.5";

/// File name without extension, and what is in the file.
pub(crate) fn all() -> Vec<(&'static str, Tbs)> {
    let mut all = vec![("good_responder", responder(|_| {})), ("good_constrained", constrained(|_| {}))];
    all.extend(of_crls());
    all.extend(keys());
    all.extend(periods());
    all.extend(policies());
    all.extend(pointers());
    all.extend(features());
    all.extend(responders());
    all
}

/// The certificate of an OCSP responder.
fn responder(change: impl FnOnce(&mut Tbs)) -> Tbs {
    let mut tbs = Tbs::server();
    tbs.without(CRL_POINTS);
    tbs.set(PURPOSES, false, sequence(|w| w.oid(&oid("1.3.6.1.5.5.7.3.9"))));
    tbs.set(NO_CHECK, false, der(Writer::null));
    tbs.set(USAGE_PERIOD, false, period(Some(b"20260101000000Z"), Some(b"20261231235959Z")));
    change(&mut tbs);
    tbs
}

/// The certificate of a CA whose policies are limited and which has delta CRLs.
fn constrained(change: impl FnOnce(&mut Tbs)) -> Tbs {
    let mut tbs = Tbs::subordinate();
    tbs.set(POLICY_CONSTRAINTS, true, constraints());
    tbs.set(ANY_POLICY, true, der(|w| w.small_natural(0)));
    tbs.set(FRESHEST_CRL, false, sequence(|w| point(w, "http://crl.example.com/delta.crl")));
    change(&mut tbs);
    tbs
}

fn server(id: &str, critical: bool, value: Vec<u8>) -> Tbs {
    let mut tbs = Tbs::server();
    tbs.set(id, critical, value);
    tbs
}

/// Explicit policies from the next certificate on.
fn constraints() -> Vec<u8> {
    sequence(|w| w.element(Tag::context(0), &[0]))
}

fn period(not_before: Option<&[u8]>, not_after: Option<&[u8]>) -> Vec<u8> {
    sequence(|w| {
        not_before.map_or(Ok(()), |time| w.element(Tag::context(0), time))?;
        not_after.map_or(Ok(()), |time| w.element(Tag::context(1), time))
    })
}

fn of_crls() -> Vec<(&'static str, Tbs)> {
    let of_authorities = sequence(|w| w.element(Tag::context(2), &[0xff]));
    let issuer = sequence(|w| w.element(Tag::context(2), b"ca.example.com"));
    vec![
        ("crl_extension_crl_number", server("2.5.29.20", false, der(|w| w.small_natural(7)))),
        ("crl_extension_reason_code", server("2.5.29.21", false, der(|w| w.element(Tag::ENUMERATED, &[1])))),
        (
            "crl_extension_invalidity_date",
            server("2.5.29.24", false, der(|w| w.element(Tag::GENERALIZED_TIME, b"20260101000000Z"))),
        ),
        ("crl_extension_delta_crl_indicator", server("2.5.29.27", true, der(|w| w.small_natural(7)))),
        ("crl_extension_issuing_distribution_point", server("2.5.29.28", true, of_authorities)),
        ("crl_extension_certificate_issuer", server("2.5.29.29", true, issuer)),
        (
            "crl_extension_expired_certs_on_crl",
            server("2.5.29.60", false, der(|w| w.element(Tag::GENERALIZED_TIME, b"20260101000000Z"))),
        ),
    ]
}

fn keys() -> Vec<(&'static str, Tbs)> {
    let bits = |bits| der(|w| w.named_bits(Tag::BIT_STRING, bits));
    let ed25519 = |usage| {
        let mut tbs = server(KEY_USAGE, true, bits(usage));
        tbs.key = sequence(|w| {
            w.raw(b"\x30\x05\x06\x03\x2b\x65\x70")?;
            w.bit_string_of_octets(&[0x33; 32])
        });
        tbs
    };
    let rsa = |usage| {
        let mut tbs = server(KEY_USAGE, true, bits(usage));
        let numbers = sequence(|w| {
            w.natural(&[0xff; 256])?;
            w.small_natural(65_537)
        });
        tbs.key = sequence(|w| {
            w.raw(b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00")?;
            w.bit_string_of_octets(&numbers)
        });
        tbs
    };
    vec![
        ("key_capability_rsa", rsa(1 | 1 << 4)),
        ("good_rsa", rsa(1 | 1 << 2)),
        ("key_capability", server(KEY_USAGE, true, bits(1 | 1 << 2))),
        ("key_capability_data", server(KEY_USAGE, true, bits(1 | 1 << 3))),
        ("key_capability_ed25519", ed25519(1 | 1 << 4)),
        ("good_key_agreement", server(KEY_USAGE, true, bits(1 | 1 << 4))),
        ("good_ed25519", ed25519(1 | 1 << 1)),
    ]
}

fn periods() -> Vec<(&'static str, Tbs)> {
    let with = |value| responder(|tbs| tbs.set(USAGE_PERIOD, false, value));
    let (start, end) = (b"20260601000000Z".as_slice(), b"20260531235959Z".as_slice());
    vec![
        (
            "private_key_usage_period",
            responder(|tbs| tbs.set(USAGE_PERIOD, true, period(Some(b"20260601000000Z"), None))),
        ),
        ("private_key_usage_period_empty", with(period(None, None))),
        ("private_key_usage_period_inverted", with(period(Some(start), Some(end)))),
        ("private_key_usage_period_early", with(period(Some(b"20251231235959Z"), None))),
        ("private_key_usage_period_late", with(period(None, Some(b"20270101000000Z")))),
        ("private_key_usage_period_fraction", with(period(None, Some(b"20260601000000.5Z")))),
    ]
}

fn policies() -> Vec<(&'static str, Tbs)> {
    let count = |octets: &[u8]| sequence(|w| w.element(Tag::context(1), octets));
    vec![
        ("policy_constraints", constrained(|tbs| tbs.set(POLICY_CONSTRAINTS, false, constraints()))),
        ("policy_constraints_empty", constrained(|tbs| tbs.set(POLICY_CONSTRAINTS, true, sequence(|_| Ok(()))))),
        ("policy_constraints_negative", constrained(|tbs| tbs.set(POLICY_CONSTRAINTS, true, count(&[0xff])))),
        ("policy_constraints_end_entity", server(POLICY_CONSTRAINTS, true, constraints())),
        ("inhibit_any_policy", constrained(|tbs| tbs.set(ANY_POLICY, false, der(|w| w.small_natural(0))))),
        (
            "inhibit_any_policy_negative",
            constrained(|tbs| tbs.set(ANY_POLICY, true, der(|w| w.element(Tag::INTEGER, &[0xff])))),
        ),
        ("inhibit_any_policy_end_entity", server(ANY_POLICY, true, der(|w| w.small_natural(0)))),
    ]
}

fn pointers() -> Vec<(&'static str, Tbs)> {
    let delta = || sequence(|w| point(w, "http://crl.example.com/delta.crl"));
    let beside = || {
        let mut tbs = server(FRESHEST_CRL, false, delta());
        tbs.without(CRL_POINTS);
        tbs.set(NO_REV_AVAIL, false, der(Writer::null));
        tbs
    };
    let reasons_only = sequence(|w| w.sequence(|point| point.named_bits(Tag::context(1), 1 << 1)));
    vec![
        ("freshest_crl", server(FRESHEST_CRL, true, delta())),
        ("freshest_crl_empty", server(FRESHEST_CRL, false, sequence(|_| Ok(())))),
        ("freshest_crl_reasons", server(FRESHEST_CRL, false, reasons_only)),
        ("no_rev_avail_freshest_crl", beside()),
    ]
}

fn features() -> Vec<(&'static str, Tbs)> {
    let numbers =
        |numbers: &[&[u8]]| sequence(|w| numbers.iter().try_for_each(|number| w.element(Tag::INTEGER, number)));
    vec![
        ("good_tls_feature", server(TLS_FEATURE, false, numbers(&[&[5], &[17]]))),
        ("tls_feature", server(TLS_FEATURE, true, numbers(&[&[5]]))),
        ("tls_feature_empty", server(TLS_FEATURE, false, numbers(&[]))),
        ("tls_feature_twice", server(TLS_FEATURE, false, numbers(&[&[5], &[5]]))),
        ("tls_feature_large", server(TLS_FEATURE, false, numbers(&[&[1, 0, 0]]))),
    ]
}

fn responders() -> Vec<(&'static str, Tbs)> {
    let of_authority = || {
        let mut tbs = Tbs::subordinate();
        tbs.set(NO_CHECK, false, der(Writer::null));
        tbs
    };
    vec![
        ("ocsp_no_check", responder(|tbs| tbs.set(NO_CHECK, true, der(Writer::null)))),
        ("ocsp_no_check_value", responder(|tbs| tbs.set(NO_CHECK, false, sequence(|_| Ok(()))))),
        ("ocsp_no_check_server", server(NO_CHECK, false, der(Writer::null))),
        ("ocsp_no_check_ca", of_authority()),
    ]
}
