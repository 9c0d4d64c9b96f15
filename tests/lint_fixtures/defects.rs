//! Every fixture by its file name: a good certificate with one thing wrong, or with nothing.
//!
//! In the order of the fields, as the rules are.

use chancery::encoding::{Tag, Writer};

use crate::{
    rarer,
    tbs::{RSA_WITHOUT_NULL, Tbs, access, der, issuer, key, oid, permitted, point, raw_name, sequence, window},
};

const COUNTRY: &str = "2.5.4.6";
const COMMON_NAME: &str = "2.5.4.3";
const EMAIL: &str = "1.2.840.113549.1.9.1";
const SAN: &str = "2.5.29.17";
const BASIC_CONSTRAINTS: &str = "2.5.29.19";
const KEY_USAGE: &str = "2.5.29.15";
const POLICIES: &str = "2.5.29.32";
const NAME_CONSTRAINTS: &str = "2.5.29.30";
const CRL_POINTS: &str = "2.5.29.31";
const ACCESS: &str = "1.3.6.1.5.5.7.1.1";
const PURPOSES: &str = "2.5.29.37";
const AUTHORITY_KEY: &str = "2.5.29.35";
const SUBJECT_KEY: &str = "2.5.29.14";
const NO_REV_AVAIL: &str = "2.5.29.56";

/// File name without extension, and what is in the file.
pub(crate) fn all() -> Vec<(&'static str, Vec<u8>)> {
    let mut all =
        vec![("good_server", Tbs::server()), ("good_subordinate", Tbs::subordinate()), ("good_root", Tbs::root())];
    all.extend(fields());
    all.extend(subjects());
    all.extend(extensions());
    all.extend(alternative_names());
    all.extend(authorities());
    all.extend(addresses());
    all.extend(rarer::all());
    all.into_iter().map(|(file, tbs)| (file, tbs.to_der())).collect()
}

fn server(change: impl FnOnce(&mut Tbs)) -> Tbs {
    let mut tbs = Tbs::server();
    change(&mut tbs);
    tbs
}

fn subordinate(change: impl FnOnce(&mut Tbs)) -> Tbs {
    let mut tbs = Tbs::subordinate();
    change(&mut tbs);
    tbs
}

fn with(id: &str, critical: bool, value: Vec<u8>) -> Tbs {
    server(|tbs| tbs.set(id, critical, value))
}

fn fields() -> Vec<(&'static str, Tbs)> {
    let rsa_key_without_null = b"\x30\x0b\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01";
    let (utc, generalized) = (Tag::UTC_TIME, Tag::GENERALIZED_TIME);
    let start = (utc, b"260101000000Z".as_slice());
    vec![
        ("version", server(|tbs| tbs.version = 1)),
        ("serial_number", server(|tbs| tbs.serial = vec![0])),
        ("serial_number_negative", server(|tbs| tbs.serial = vec![0x80, 0x01])),
        ("serial_number_21_octets", server(|tbs| tbs.serial = vec![0x41; 21])),
        ("signature_algorithm", server(|tbs| tbs.signature = b"\x30\x05\x06\x03\x2b\x65\x70".to_vec())),
        ("signature_octets", server(|tbs| tbs.signature = RSA_WITHOUT_NULL.to_vec())),
        ("issuer_name", server(|tbs| tbs.issuer = raw_name(&[(COMMON_NAME, Tag::UTF8_STRING, b"another CA")]))),
        ("issuer_name_empty", server(|tbs| tbs.issuer = sequence(|_| Ok(())))),
        ("time_form", server(|tbs| tbs.validity = window(start, (generalized, b"20261231235959Z")))),
        ("validity_window", server(|tbs| tbs.validity = window(start, (utc, b"251231235959Z")))),
        ("validity_end", server(|tbs| tbs.validity = window(start, (utc, b"310101000000Z")))),
        ("public_key_octets", server(|tbs| tbs.key = key(rsa_key_without_null))),
        ("unique_ids", server(|tbs| tbs.unique_ids = der(|w| w.element(Tag::context(2), b"\x00\x01")))),
        ("trailing_octet", server(|tbs| tbs.key.push(0))),
    ]
}

fn subjects() -> Vec<(&'static str, Tbs)> {
    let subject = |attributes: &[(&str, Tag, &[u8])]| {
        let subject = raw_name(attributes);
        server(|tbs| tbs.subject = subject)
    };
    let two_in_one = sequence(|w| {
        let attribute = |kind: &str, text: &[u8]| {
            sequence(|fields| {
                fields.oid(&oid(kind))?;
                fields.element(Tag::PRINTABLE_STRING, text)
            })
        };
        w.set_of(vec![attribute(COUNTRY, b"PL"), attribute(COMMON_NAME, b"www.example.com")])
    });
    vec![
        (
            "ca_subject",
            subordinate(|tbs| {
                tbs.subject = sequence(|_| Ok(()));
                tbs.set(SAN, true, sequence(|w| w.element(Tag::context(2), b"ca.example.com")));
            }),
        ),
        ("single_attribute", server(|tbs| tbs.subject = two_in_one)),
        ("single_attribute_no_name", server(|tbs| tbs.subject = sequence(|w| w.null()))),
        ("string_type", subject(&[(COMMON_NAME, Tag::TELETEX_STRING, b"Za\xbf\xf3\xb3\xe6")])),
        ("string_type_printable", subject(&[(COMMON_NAME, Tag::PRINTABLE_STRING, b"a@b")])),
        ("upper_bounds", subject(&[(COMMON_NAME, Tag::UTF8_STRING, "ż".repeat(65).as_bytes())])),
        ("upper_bounds_country", subject(&[(COUNTRY, Tag::PRINTABLE_STRING, b"POL")])),
        ("upper_bounds_country_type", subject(&[(COUNTRY, Tag::UTF8_STRING, b"PL")])),
        ("placeholder", subject(&[("2.5.4.10", Tag::UTF8_STRING, b"N/A")])),
        ("placeholder_hyphen", subject(&[("2.5.4.10", Tag::UTF8_STRING, b" - ")])),
        ("email_in_subject", subject(&[(EMAIL, Tag::IA5_STRING, b"jan@example.com")])),
        ("good_64_characters", subject(&[(COMMON_NAME, Tag::UTF8_STRING, "ż".repeat(64).as_bytes())])),
    ]
}

fn extensions() -> Vec<(&'static str, Tbs)> {
    let bits = |bits| der(|w| w.named_bits(Tag::BIT_STRING, bits));
    let no_key_id = sequence(|_| Ok(()));
    let other_key_id = sequence(|w| w.element(Tag::context(0), &[0x33; 20]));
    let no_bit = server(|tbs| {
        tbs.set(KEY_USAGE, true, bits(0));
        tbs.without(PURPOSES);
    });
    let twice = server(|tbs| {
        let all = tbs.extensions.clone();
        tbs.extensions.extend(all.into_iter().take(1));
    });
    vec![
        ("duplicate_extension", twice),
        ("unknown_critical_extension", with("2.999.7", true, der(Writer::null))),
        ("authority_key_identifier", server(|tbs| tbs.without(AUTHORITY_KEY))),
        ("authority_key_identifier_empty", with(AUTHORITY_KEY, false, no_key_id)),
        ("issuer_key_identifier", with(AUTHORITY_KEY, false, other_key_id)),
        ("subject_key_identifier", subordinate(|tbs| tbs.without(SUBJECT_KEY))),
        ("subject_key_identifier_critical", with(SUBJECT_KEY, true, der(|w| w.octet_string(&[0x22; 20])))),
        (
            "key_usage",
            subordinate(|tbs| {
                tbs.without(KEY_USAGE);
                tbs.set(BASIC_CONSTRAINTS, true, sequence(|w| w.boolean(true)));
            }),
        ),
        ("key_usage_non_critical", with(KEY_USAGE, false, bits(1))),
        ("key_usage_no_bit", no_bit),
        ("key_usage_cert_sign", with(KEY_USAGE, true, bits(1 | 1 << 5))),
        ("key_agreement", with(KEY_USAGE, true, bits(1 | 1 << 7))),
        ("purposes", with(KEY_USAGE, true, bits(1 << 1))),
        ("extended_key_usage", with(PURPOSES, false, sequence(|_| Ok(())))),
        ("extended_key_usage_any", with(PURPOSES, true, sequence(|w| w.oid(&oid("2.5.29.37.0"))))),
        (
            "qc_statements",
            with("1.3.6.1.5.5.7.1.3", false, sequence(|w| w.sequence(|s| s.oid(&oid("0.4.0.1862.1.1"))))),
        ),
    ]
}

fn alternative_names() -> Vec<(&'static str, Tbs)> {
    let san = |tag: Tag, octets: &[u8]| with(SAN, false, sequence(|w| w.element(tag, octets)));
    let (email, dns, uri, ip) = (Tag::context(1), Tag::context(2), Tag::context(6), Tag::context(7));
    let critical = sequence(|w| w.element(dns, b"www.example.com"));
    vec![
        ("empty_subject", server(|tbs| tbs.subject = sequence(|_| Ok(())))),
        (
            "empty_subject_no_san",
            server(|tbs| {
                tbs.subject = sequence(|_| Ok(()));
                tbs.without(SAN);
            }),
        ),
        ("empty_subject_not", with(SAN, true, critical)),
        ("subject_alt_name", with(SAN, false, sequence(|_| Ok(())))),
        ("subject_alt_name_empty_entry", san(dns, b"")),
        ("subject_alt_name_space", san(dns, b" ")),
        ("subject_alt_name_underscore", san(dns, b"a_b.example.com")),
        ("subject_alt_name_address", san(ip, &[192, 0, 2, 1, 0])),
        ("subject_alt_name_mailbox", san(email, b"jan.example.com")),
        ("subject_alt_name_relative_uri", san(uri, b"/index.html")),
        ("host_names", san(dns, "zażółć.example".as_bytes())),
        ("host_names_reserved", san(dns, b"ab--cd.example")),
        (
            "good_names",
            with(
                SAN,
                false,
                sequence(|w| {
                    w.element(email, b"jan@xn--kda4b0koi.example")?;
                    w.element(dns, b"*.example.com")?;
                    w.element(uri, b"https://[2001:db8::1]:8443/a?b#c")?;
                    w.element(uri, b"urn:oid:2.999")?;
                    w.element(ip, &[192, 0, 2, 1])
                }),
            ),
        ),
    ]
}

fn authorities() -> Vec<(&'static str, Tbs)> {
    let constraints = |body: fn(&mut Writer) -> Result<(), chancery::encoding::EncodeError>| {
        subordinate(|tbs| tbs.set(NAME_CONSTRAINTS, true, sequence(body)))
    };
    let path_len_only = sequence(|w| w.small_natural(0));
    let authority = || sequence(|w| w.boolean(true));
    vec![
        ("basic_constraints", subordinate(|tbs| tbs.set(BASIC_CONSTRAINTS, false, authority()))),
        ("basic_constraints_path_len", with(BASIC_CONSTRAINTS, false, path_len_only)),
        ("name_constraints", constraints(|_| Ok(()))),
        (
            "name_constraints_end_entity",
            with(NAME_CONSTRAINTS, true, sequence(|w| permitted(w, Tag::context(2), b"example.com"))),
        ),
        ("name_constraints_address", constraints(|w| permitted(w, Tag::context(7), &[192, 0, 2, 0]))),
        ("mailbox_constraint", constraints(|w| permitted(w, Tag::context(1), b"jan@example.com"))),
    ]
}

fn addresses() -> Vec<(&'static str, Tbs)> {
    let notice = |tag: Tag, text: Vec<u8>| {
        sequence(|w| {
            w.sequence(|policy| {
                policy.oid(&oid("2.999.1"))?;
                policy.sequence(|qualifiers| {
                    qualifiers.sequence(|qualifier| {
                        qualifier.oid(&oid("1.3.6.1.5.5.7.2.2"))?;
                        qualifier.sequence(|notice| notice.element(tag, &text))
                    })
                })
            })
        })
    };
    let twice = sequence(|w| {
        w.sequence(|policy| policy.oid(&oid("2.999.1")))?;
        w.sequence(|policy| policy.oid(&oid("2.999.1")))
    });
    let reasons_only = sequence(|w| w.sequence(|point| point.named_bits(Tag::context(1), 1 << 1)));
    let some_reasons = sequence(|w| {
        w.sequence(|fields| {
            fields.nested(Tag::context_constructed(0), |name| {
                name.nested(Tag::context_constructed(0), |full| {
                    full.element(Tag::context(6), b"http://a.example/a.crl")
                })
            })?;
            fields.named_bits(Tag::context(1), 1 << 1)
        })
    });
    let foreign_issuer = sequence(|w| {
        w.sequence(|point| {
            point.nested(Tag::context_constructed(2), |names| {
                names.nested(Tag::context_constructed(4), |directory| directory.raw(&issuer()))
            })
        })
    });
    vec![
        ("certificate_policies", with(POLICIES, false, twice)),
        ("certificate_policies_text", with(POLICIES, false, notice(Tag::UTF8_STRING, "ż".repeat(201).into()))),
        ("certificate_policies_ia5", with(POLICIES, false, notice(Tag::IA5_STRING, b"notice".to_vec()))),
        ("crl_distribution_points", with(CRL_POINTS, false, reasons_only)),
        ("crl_distribution_points_reasons", with(CRL_POINTS, false, some_reasons)),
        ("crl_distribution_points_issuer", with(CRL_POINTS, false, foreign_issuer)),
        (
            "crl_distribution_points_critical",
            with(CRL_POINTS, true, sequence(|w| point(w, "http://crl.example.com/a.crl"))),
        ),
        (
            "authority_info_access",
            with(ACCESS, true, sequence(|w| access(w, "1.3.6.1.5.5.7.48.2", "http://ca.example.com/ca.cer"))),
        ),
        (
            "authority_info_access_relative",
            with(ACCESS, false, sequence(|w| access(w, "1.3.6.1.5.5.7.48.1", "ocsp.example.com"))),
        ),
        ("no_rev_avail", with(NO_REV_AVAIL, false, der(Writer::null))),
        (
            "no_rev_avail_ca",
            subordinate(|tbs| {
                tbs.without(CRL_POINTS);
                tbs.set(NO_REV_AVAIL, false, der(Writer::null));
            }),
        ),
    ]
}
