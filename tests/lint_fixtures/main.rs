//! One rule, one fixture, one test, one sentence.
//!
//! The fixtures in `tests/data/lint` are `TBSCertificate`s that this program makes; it fails when a file differs from
//! what it would write. `CHANCERY_WRITE_FIXTURES=1 cargo test --test lint_fixtures` writes them anew.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its fixture has nothing to say")]

mod deep;
mod defects;
mod rarer;
mod tbs;

use std::{fs, path::PathBuf};

use chancery::{
    issuance::lint::{Issuing, Judged, Relation, RulesRun, read_back, rules, run},
    x509::lint::Part,
};

fn path(file: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/lint").join(file).with_extension("der")
}

/// Everything the rules find in a fixture.
#[track_caller]
fn findings(file: &str, relation: Relation) -> Vec<String> {
    judge(&fs::read(path(file)).unwrap(), relation)
}

/// Everything the rules find, each as it prints.
fn judge(octets: &[u8], relation: Relation) -> Vec<String> {
    let tbs = match read_back(octets) {
        Ok(tbs) => tbs,
        Err(finding) => return vec![finding.to_string()],
    };
    let issuer = tbs::issuer();
    // An issuer that signs with RSA and leaves the NULL out: only the rule on the octets can see that.
    let algorithm =
        if tbs.signature().octets == tbs::RSA_WITHOUT_NULL { tbs::RSA_WITHOUT_NULL } else { tbs::ECDSA_SHA256 };
    let issuer = Issuing {
        subject: &issuer,
        key_identifier: &tbs::ISSUER_KEY,
        algorithm,
        not_after: Some(tbs::time("2030-12-31T23:59:59Z")),
        relation,
    };
    let judged = Judged { tbs: &tbs, issuer };
    let refusals = [Part::Constant, Part::Variable].into_iter().filter_map(|part| run(&judged, part).err());
    refusals.flat_map(|findings| findings.iter().map(ToString::to_string).collect::<Vec<_>>()).collect()
}

/// A test per line: name, fixture, what is found.
macro_rules! refusals {
    ($($name:ident: $file:literal => $finding:literal;)*) => {
        $(#[test]
        fn $name() {
            assert_eq!(findings($file, Relation::Issued), [$finding]);
        })*

        const FINDINGS: &[&str] = &[$($finding),*];
    };
}

refusals! {
    refuses_a_version_other_than_3: "version" =>
        "X-01 (RFC 5280 §4.1.2.1): the version is 1, expected 2 at byte 4 of TBSCertificate";
    refuses_a_serial_number_of_zero: "serial_number" =>
        "X-02 (RFC 5280 §4.1.2.2): the serial number is zero, a positive INTEGER is wanted";
    refuses_a_negative_serial_number: "serial_number_negative" =>
        "X-02 (RFC 5280 §4.1.2.2): the serial number is negative, a positive INTEGER is wanted";
    refuses_a_serial_number_of_21_octets: "serial_number_21_octets" =>
        "X-02 (RFC 5280 §4.1.2.2): the serial number has 21 octets, at most 20 are permitted";
    refuses_an_algorithm_the_issuer_does_not_sign_with: "signature_algorithm" =>
        "X-03 (RFC 5280 §4.1.1.2, §4.1.2.3): the signature field names 1.3.101.112 and is not, octet by octet, \
         the algorithm the issuer signs with";
    refuses_rsa_signature_parameters_that_are_not_null: "signature_octets" =>
        "B-07 (Baseline Requirements §7.1.3.2): the signature algorithm is 1.2.840.113549.1.1.11 without \
         parameters, wanted RSA PKCS#1 v1.5 with NULL, RSASSA-PSS with one hash and a salt of its length, or \
         ECDSA or Ed25519 without parameters, over SHA-256 or better";
    refuses_an_issuer_that_is_not_the_subject_of_its_certificate: "issuer_name" =>
        "X-04 (RFC 5280 §4.1.2.4): the issuer is not octet by octet the subject of the issuing certificate: they \
         differ from octet 1 on";
    refuses_an_empty_issuer: "issuer_name_empty" =>
        "X-04 (RFC 5280 §4.1.2.4): the issuer is an empty name, at least one attribute is wanted";
    refuses_generalized_time_before_2050: "time_form" =>
        "X-07 (RFC 5280 §4.1.2.5): a time before 2050 is written as UTCTime at byte 98 of Validity";
    refuses_an_end_before_the_start: "validity_window" =>
        "X-09 (RFC 5280 §4.1.2.5): the validity ends before it starts at byte 81 of TBSCertificate";
    refuses_a_certificate_that_outlives_its_issuer: "validity_end" =>
        "GEN-6.3.3-05 (ETSI EN 319 411-1 §6.3.3): the certificate ends at 2031-01-01T00:00:00Z, after its issuer, \
         which ends at 2030-12-31T23:59:59Z";
    refuses_rsa_key_parameters_that_are_not_null: "public_key_octets" =>
        "B-07 (Baseline Requirements §7.1.3.1): the algorithm of the subject's key is 1.2.840.113549.1.1.1 in \
         octets no standard fixes, wanted rsaEncryption with NULL, id-ecPublicKey with P-256, P-384 or P-521, or \
         Ed25519 without parameters";
    refuses_unique_identifiers: "unique_ids" =>
        "X-14 (RFC 5280 §4.1.2.8): the certificate has the field subjectUniqueID, which is not to be written";
    refuses_octets_that_are_not_a_certificate: "trailing_octet" =>
        "DER (RFC 5280 §4.1, X.690 §10): expected the end, found 267 more octets at byte 275 of TBSCertificate";
    refuses_a_ca_without_a_subject: "ca_subject" =>
        "X-11 (RFC 5280 §4.1.2.6): the subject of a CA certificate is an empty name, at least one attribute is \
         wanted";
    refuses_two_attributes_in_one_rdn: "single_attribute" =>
        "B-03 (Baseline Requirements §7.1.4.1): a relative distinguished name of the subject has 2 attributes, \
         one is permitted";
    refuses_a_subject_that_is_no_name: "single_attribute_no_name" =>
        "B-03 (Baseline Requirements §7.1.4.1): the subject is not a name: expected SET, found NULL at byte 2 of \
         subject";
    refuses_a_teletex_string: "string_type" =>
        "X-05 (RFC 5280 §4.1.2.4): CN of the subject is of type TeletexString, wanted PrintableString or UTF8String";
    refuses_an_at_sign_in_a_printable_string: "string_type_printable" =>
        "X-05 (RFC 5280 §4.1.2.4): CN of the subject is empty or has octets that PrintableString cannot hold";
    refuses_65_characters_of_common_name: "upper_bounds" =>
        "X-30 (RFC 5280 Appendix A.1): CN of the subject has 65 characters, at most 64 are permitted";
    refuses_a_country_of_three_letters: "upper_bounds_country" =>
        "X-30 (RFC 5280 Appendix A.1): C of the subject is \"POL\", wanted two capital letters of ISO 3166";
    refuses_a_country_as_utf8: "upper_bounds_country_type" =>
        "X-30 (RFC 5280 Appendix A.1): C of the subject is of type UTF8String, wanted PrintableString";
    refuses_a_value_that_says_not_applicable: "placeholder" =>
        "B-03 (Baseline Requirements §7.1.4.2): O of the subject is the placeholder \"N/A\", leave the attribute out";
    refuses_a_value_of_spaces_and_hyphens: "placeholder_hyphen" =>
        "B-03 (Baseline Requirements §7.1.4.2): O of the subject is the placeholder \" - \", leave the attribute out";
    refuses_an_email_address_that_is_only_in_the_subject: "email_in_subject" =>
        "X-13 (RFC 5280 §4.1.2.6): the subject has an emailAddress that is not in the SAN, wanted an rfc822Name \
         there";
    refuses_an_extension_that_occurs_twice: "duplicate_extension" =>
        "X-15 (RFC 5280 §4.2): 2.5.29.35 occurs more than once at byte 541 of Extensions";
    refuses_a_critical_extension_nobody_knows: "unknown_critical_extension" =>
        "L-01 (RFC 5280 §4.2): the extension 2.999.7 is critical and not one that every relying party must know";
    refuses_a_missing_authority_key_identifier: "authority_key_identifier" =>
        "X-16 (RFC 5280 §4.2.1.1): authorityKeyIdentifier is missing, wanted one with a keyIdentifier";
    refuses_an_authority_key_identifier_without_key_identifier: "authority_key_identifier_empty" =>
        "X-16 (RFC 5280 §4.2.1.1): authorityKeyIdentifier has no keyIdentifier or an empty one";
    refuses_the_key_identifier_of_another_issuer: "issuer_key_identifier" =>
        "X-17 (RFC 5280 §4.2.1.1, §4.2.1.2): authorityKeyIdentifier is 3333333333333333333333333333333333333333, \
         wanted the subjectKeyIdentifier of the issuer, 1111111111111111111111111111111111111111";
    refuses_a_ca_without_a_subject_key_identifier: "subject_key_identifier" =>
        "X-17 (RFC 5280 §4.2.1.2): subjectKeyIdentifier is missing from a CA certificate";
    refuses_a_critical_subject_key_identifier: "subject_key_identifier_critical" =>
        "X-17 (RFC 5280 §4.2.1.2): subjectKeyIdentifier is critical, wanted non-critical";
    refuses_a_ca_without_key_usage: "key_usage" =>
        "X-18 (RFC 5280 §4.2.1.3): keyUsage is missing from a CA certificate";
    refuses_key_usage_that_is_not_critical: "key_usage_non_critical" =>
        "X-18 (RFC 5280 §4.2.1.3): keyUsage is non-critical, wanted critical";
    refuses_key_usage_without_bits: "key_usage_no_bit" =>
        "X-18 (RFC 5280 §4.2.1.3): keyUsage has no bit set or ends in an octet of zeros, wanted at least one bit";
    refuses_an_end_entity_that_may_sign_certificates: "key_usage_cert_sign" =>
        "X-18 (RFC 5280 §4.2.1.3): keyUsage has keyCertSign, and basicConstraints does not say cA TRUE";
    refuses_encipher_only_without_key_agreement: "key_agreement" =>
        "X-19 (RFC 5280 §4.2.1.3): keyUsage has encipherOnly or decipherOnly without keyAgreement";
    refuses_a_server_whose_key_serves_no_tls: "purposes" =>
        "X-26 (RFC 5280 §4.2.1.12): extendedKeyUsage names serverAuth, and keyUsage has none of digitalSignature, \
         keyEncipherment, keyAgreement";
    refuses_an_empty_list_of_purposes: "extended_key_usage" =>
        "X-25 (RFC 5280 §4.2.1.12): extendedKeyUsage is empty, wanted at least one purpose";
    refuses_any_purpose_when_critical: "extended_key_usage_any" =>
        "X-25 (RFC 5280 §4.2.1.12): extendedKeyUsage names anyExtendedKeyUsage and is critical, wanted non-critical";
    refuses_to_call_a_certificate_qualified: "qc_statements" =>
        "E-09 (ETSI EN 319 412-5 §4): the certificate has qcStatements, which only an authority for qualified \
         certificates writes";
    refuses_an_empty_subject_with_a_non_critical_san: "empty_subject" =>
        "X-12 (RFC 5280 §4.1.2.6, §4.2.1.6): the subject is empty and subjectAltName is non-critical, wanted \
         critical";
    refuses_an_empty_subject_without_a_san: "empty_subject_no_san" =>
        "X-12 (RFC 5280 §4.1.2.6, §4.2.1.6): the subject is empty and there is no subjectAltName, wanted a \
         critical one";
    refuses_a_critical_san_beside_a_subject: "empty_subject_not" =>
        "X-12 (RFC 5280 §4.1.2.6, §4.2.1.6): the subject is not empty and subjectAltName is critical, wanted \
         non-critical";
    refuses_a_san_without_entries: "subject_alt_name" =>
        "X-21 (RFC 5280 §4.2.1.6): subjectAltName has no entries, wanted at least one";
    refuses_an_empty_host_name: "subject_alt_name_empty_entry" =>
        "X-21 (RFC 5280 §4.2.1.6): subjectAltName has an empty dNSName";
    refuses_a_host_name_of_one_space: "subject_alt_name_space" =>
        "X-21 (RFC 5280 §4.2.1.6): subjectAltName has the malformed dNSName \" \"";
    refuses_an_underscore_in_a_host_name: "subject_alt_name_underscore" =>
        "X-21 (RFC 5280 §4.2.1.6): subjectAltName has the malformed dNSName \"a_b.example.com\"";
    refuses_an_ip_address_of_five_octets: "subject_alt_name_address" =>
        "X-21 (RFC 5280 §4.2.1.6): subjectAltName has an iPAddress of 5 octets, wanted 4 or 16";
    refuses_a_mailbox_without_an_at_sign: "subject_alt_name_mailbox" =>
        "X-21 (RFC 5280 §4.2.1.6): subjectAltName has the malformed rfc822Name \"jan.example.com\"";
    refuses_a_relative_uri: "subject_alt_name_relative_uri" =>
        "X-21 (RFC 5280 §4.2.1.6): subjectAltName has the malformed uniformResourceIdentifier \"/index.html\"";
    refuses_a_host_name_that_is_not_of_a_labels: "host_names" =>
        "X-31 (RFC 5280 §7.2, RFC 9549): subjectAltName has the host \"zażółć.example\", wanted A-labels";
    refuses_a_reserved_label: "host_names_reserved" =>
        "X-31 (RFC 5280 §7.2, RFC 9549): subjectAltName has the host \"ab--cd.example\" with a label that is \
         reserved";
    refuses_basic_constraints_of_a_ca_that_are_not_critical: "basic_constraints" =>
        "X-22 (RFC 5280 §4.2.1.9): basicConstraints says cA TRUE and is non-critical, wanted critical";
    refuses_a_path_length_without_ca: "basic_constraints_path_len" =>
        "X-22 (RFC 5280 §4.2.1.9): basicConstraints has the path length 0 and does not say cA TRUE";
    refuses_empty_name_constraints: "name_constraints" =>
        "X-23 (RFC 5280 §4.2.1.10): nameConstraints is empty, wanted at least one subtree";
    refuses_name_constraints_of_an_end_entity: "name_constraints_end_entity" =>
        "X-23 (RFC 5280 §4.2.1.10): nameConstraints is in a certificate that is not a CA's";
    refuses_an_address_constraint_without_its_mask: "name_constraints_address" =>
        "X-23 (RFC 5280 §4.2.1.10): an iPAddress of nameConstraints has 4 octets, wanted 8 or 32: an address and \
         its mask";
    refuses_a_single_mailbox_as_a_constraint: "mailbox_constraint" =>
        "X-24 (RFC 9549 §2.2): an rfc822Name of nameConstraints is the mailbox \"jan@example.com\", wanted a host \
         or a domain";
    refuses_a_policy_that_is_named_twice: "certificate_policies" =>
        "X-20 (RFC 5280 §4.2.1.4): the policy 2.999.1 is named more than once";
    refuses_a_notice_of_201_characters: "certificate_policies_text" =>
        "X-20 (RFC 5280 §4.2.1.4): explicitText of a policy notice has 201 characters, at most 200 are permitted";
    refuses_a_notice_in_ia5: "certificate_policies_ia5" =>
        "X-20 (RFC 5280 §4.2.1.4): explicitText of a policy notice is of type IA5String, wanted UTF8String";
    refuses_a_distribution_point_that_is_only_reasons: "crl_distribution_points" =>
        "X-27 (RFC 5280 §4.2.1.13): a point of cRLDistributionPoints does not say where the CRL is";
    refuses_points_that_leave_reasons_uncovered: "crl_distribution_points_reasons" =>
        "X-27 (RFC 5280 §4.2.1.13): no point of cRLDistributionPoints covers all reasons, wanted one without reasons";
    refuses_a_foreign_crl_issuer: "crl_distribution_points_issuer" =>
        "X-27 (RFC 5280 §4.2.1.13): a point of cRLDistributionPoints has a cRLIssuer, and the issuer signs its \
         own CRLs";
    refuses_critical_distribution_points: "crl_distribution_points_critical" =>
        "X-27 (RFC 5280 §4.2.1.13): cRLDistributionPoints is critical, wanted non-critical";
    refuses_critical_authority_info_access: "authority_info_access" =>
        "X-28 (RFC 5280 §4.2.2.1): authorityInfoAccess is critical, wanted non-critical";
    refuses_a_responder_without_a_scheme: "authority_info_access_relative" =>
        "X-28 (RFC 5280 §4.2.2.1): authorityInfoAccess has the malformed URI \"ocsp.example.com\"";
    refuses_no_rev_avail_beside_a_crl: "no_rev_avail" =>
        "X-29 (RFC 9608 §3, §4): noRevAvail stands beside cRLDistributionPoints, wanted one or the other";
    refuses_no_rev_avail_of_a_ca: "no_rev_avail_ca" =>
        "X-29 (RFC 9608 §3, §4): noRevAvail is in a CA certificate";
    refuses_no_rev_avail_beside_a_delta_crl: "no_rev_avail_freshest_crl" =>
        "X-29 (RFC 9608 §3, §4): noRevAvail stands beside freshestCRL, wanted one or the other";
    refuses_a_crl_number_in_a_certificate: "crl_extension_crl_number" =>
        "L-02 (RFC 5280 §5.2, §5.3): the certificate has cRLNumber, which is an extension of CRLs";
    refuses_a_reason_code_in_a_certificate: "crl_extension_reason_code" =>
        "L-02 (RFC 5280 §5.2, §5.3): the certificate has reasonCode, which is an extension of CRLs";
    refuses_an_invalidity_date_in_a_certificate: "crl_extension_invalidity_date" =>
        "L-02 (RFC 5280 §5.2, §5.3): the certificate has invalidityDate, which is an extension of CRLs";
    refuses_a_delta_crl_indicator_in_a_certificate: "crl_extension_delta_crl_indicator" =>
        "L-02 (RFC 5280 §5.2, §5.3): the certificate has deltaCRLIndicator, which is an extension of CRLs";
    refuses_an_issuing_distribution_point_in_a_certificate: "crl_extension_issuing_distribution_point" =>
        "L-02 (RFC 5280 §5.2, §5.3): the certificate has issuingDistributionPoint, which is an extension of CRLs";
    refuses_a_certificate_issuer_in_a_certificate: "crl_extension_certificate_issuer" =>
        "L-02 (RFC 5280 §5.2, §5.3): the certificate has certificateIssuer, which is an extension of CRLs";
    refuses_expired_certs_on_crl_in_a_certificate: "crl_extension_expired_certs_on_crl" =>
        "L-02 (RFC 5280 §5.2, §5.3): the certificate has expiredCertsOnCRL, which is an extension of CRLs";
    refuses_an_ec_key_that_enciphers_keys: "key_capability" =>
        "L-03 (RFC 3279 §2.3.1, RFC 8813 §3, RFC 9295 §3): keyUsage has keyEncipherment, which no key of \
         id-ecPublicKey serves";
    refuses_an_ec_key_that_enciphers_data: "key_capability_data" =>
        "L-03 (RFC 3279 §2.3.1, RFC 8813 §3, RFC 9295 §3): keyUsage has dataEncipherment, which no key of \
         id-ecPublicKey serves";
    refuses_an_rsa_key_that_agrees_on_keys: "key_capability_rsa" =>
        "L-03 (RFC 3279 §2.3.1, RFC 8813 §3, RFC 9295 §3): keyUsage has keyAgreement, which no key of \
         rsaEncryption serves";
    refuses_an_ed25519_key_that_agrees_on_keys: "key_capability_ed25519" =>
        "L-03 (RFC 3279 §2.3.1, RFC 8813 §3, RFC 9295 §3): keyUsage has keyAgreement, which no key of \
         id-Ed25519 serves";
    refuses_a_critical_private_key_usage_period: "private_key_usage_period" =>
        "L-04 (RFC 3280 §4.2.1.4, X.509 §9.2.2.5): privateKeyUsagePeriod is critical, wanted non-critical";
    refuses_an_empty_private_key_usage_period: "private_key_usage_period_empty" =>
        "L-04 (RFC 3280 §4.2.1.4, X.509 §9.2.2.5): privateKeyUsagePeriod is empty, wanted notBefore or notAfter";
    refuses_a_private_key_usage_period_that_ends_before_it_starts: "private_key_usage_period_inverted" =>
        "L-04 (RFC 3280 §4.2.1.4, X.509 §9.2.2.5): privateKeyUsagePeriod ends at 2026-05-31T23:59:59Z, before it \
         starts at 2026-06-01T00:00:00Z";
    refuses_a_private_key_usage_period_before_the_validity: "private_key_usage_period_early" =>
        "L-04 (RFC 3280 §4.2.1.4, X.509 §9.2.2.5): privateKeyUsagePeriod has 2025-12-31T23:59:59Z, outside of the \
         validity from 2026-01-01T00:00:00Z to 2026-12-31T23:59:59Z";
    refuses_a_private_key_usage_period_after_the_validity: "private_key_usage_period_late" =>
        "L-04 (RFC 3280 §4.2.1.4, X.509 §9.2.2.5): privateKeyUsagePeriod has 2027-01-01T00:00:00Z, outside of the \
         validity from 2026-01-01T00:00:00Z to 2026-12-31T23:59:59Z";
    refuses_a_private_key_usage_period_with_a_fraction: "private_key_usage_period_fraction" =>
        "L-04 (RFC 3280 §4.2.1.4, X.509 §9.2.2.5): privateKeyUsagePeriod cannot be read: the time is not a valid \
         date and time of day in UTC with seconds and a final Z at byte 2 of PrivateKeyUsagePeriod";
    refuses_policy_constraints_that_are_not_critical: "policy_constraints" =>
        "L-05 (RFC 5280 §4.2.1.11): policyConstraints is non-critical, wanted critical";
    refuses_empty_policy_constraints: "policy_constraints_empty" =>
        "L-05 (RFC 5280 §4.2.1.11): policyConstraints is empty, wanted requireExplicitPolicy or inhibitPolicyMapping";
    refuses_policy_constraints_with_a_negative_count: "policy_constraints_negative" =>
        "L-05 (RFC 5280 §4.2.1.11): policyConstraints has a count that is no INTEGER of zero or more in its \
         shortest form";
    refuses_policy_constraints_of_an_end_entity: "policy_constraints_end_entity" =>
        "L-05 (RFC 5280 §4.2.1.11): policyConstraints is in a certificate that is not a CA's";
    refuses_inhibit_any_policy_that_is_not_critical: "inhibit_any_policy" =>
        "L-06 (RFC 5280 §4.2.1.14): inhibitAnyPolicy is non-critical, wanted critical";
    refuses_a_negative_inhibit_any_policy: "inhibit_any_policy_negative" =>
        "L-06 (RFC 5280 §4.2.1.14): inhibitAnyPolicy cannot be read: the INTEGER is negative at byte 0 of \
         InhibitAnyPolicy";
    refuses_inhibit_any_policy_of_an_end_entity: "inhibit_any_policy_end_entity" =>
        "L-06 (RFC 5280 §4.2.1.14): inhibitAnyPolicy is in a certificate that is not a CA's";
    refuses_a_critical_freshest_crl: "freshest_crl" =>
        "L-07 (RFC 5280 §4.2.1.15): freshestCRL is critical, wanted non-critical";
    refuses_a_freshest_crl_without_points: "freshest_crl_empty" =>
        "L-07 (RFC 5280 §4.2.1.15): freshestCRL is empty, wanted at least one point";
    refuses_a_freshest_crl_of_only_reasons: "freshest_crl_reasons" =>
        "L-07 (RFC 5280 §4.2.1.15): a point of freshestCRL does not say where the CRL is";
    refuses_a_critical_tls_feature: "tls_feature" => "L-10 (RFC 7633 §4, §4.1): TLS feature is critical, wanted non-critical";
    refuses_a_tls_feature_of_nothing: "tls_feature_empty" =>
        "L-10 (RFC 7633 §4, §4.1): TLS feature is empty, wanted at least one feature";
    refuses_a_tls_feature_twice: "tls_feature_twice" =>
        "L-10 (RFC 7633 §4, §4.1): TLS feature names a feature more than once";
    refuses_a_tls_feature_that_is_no_tls_extension: "tls_feature_large" =>
        "L-10 (RFC 7633 §4, §4.1): TLS feature cannot be read: the INTEGER is too large at byte 2 of TLSFeatures";
    refuses_critical_ocsp_no_check: "ocsp_no_check" =>
        "O-06 (RFC 6960 §4.2.2.2, §4.2.2.2.1): ocsp-nocheck is critical, wanted non-critical";
    refuses_ocsp_no_check_that_is_not_null: "ocsp_no_check_value" =>
        "O-06 (RFC 6960 §4.2.2.2, §4.2.2.2.1): ocsp-nocheck cannot be read: expected NULL, found SEQUENCE at byte 0 \
         of ocsp-nocheck";
    refuses_ocsp_no_check_of_a_server: "ocsp_no_check_server" =>
        "O-06 (RFC 6960 §4.2.2.2, §4.2.2.2.1): ocsp-nocheck is in a certificate whose extendedKeyUsage does not name \
         OCSPSigning";
    refuses_ocsp_no_check_of_a_ca: "ocsp_no_check_ca" =>
        "O-06 (RFC 6960 §4.2.2.2, §4.2.2.2.1): ocsp-nocheck is in a CA certificate";
}

#[test]
fn accepts_what_nothing_is_wrong_with() {
    for file in [
        "good_server",
        "good_subordinate",
        "good_64_characters",
        "good_names",
        "good_responder",
        "good_constrained",
        "good_key_agreement",
        "good_ed25519",
        "good_rsa",
        "good_tls_feature",
    ] {
        assert_eq!(findings(file, Relation::Issued), [""; 0], "{file}");
    }
    assert_eq!(findings("good_root", Relation::SelfSigned), [""; 0]);
}

#[test]
fn refuses_a_self_signed_certificate_whose_subject_is_not_its_issuer() {
    let wanted =
        "X-04 (RFC 5280 §4.1.2.4): the certificate is self-signed, and its subject is not octet by octet its issuer";
    assert_eq!(findings("good_subordinate", Relation::SelfSigned), [wanted]);
}

#[test]
fn every_rule_has_a_fixture_that_only_it_refuses() {
    for rule in rules() {
        let start = format!("{} ({}): ", rule.citation.id, rule.citation.clause);
        assert!(FINDINGS.iter().any(|finding| finding.starts_with(&start)), "no fixture for {start}");
    }
}

#[test]
fn no_two_rules_have_one_citation() {
    for (index, rule) in rules().iter().enumerate() {
        let mut earlier = rules().iter().take(index);
        assert!(earlier.all(|earlier| earlier.citation != rule.citation), "{:?}", rule.citation);
    }
}

#[test]
fn every_fixture_is_what_this_program_writes() {
    for (file, octets) in defects::all() {
        if std::env::var_os("CHANCERY_WRITE_FIXTURES").is_some() {
            fs::write(path(file), &octets).unwrap();
        }
        assert_eq!(
            fs::read(path(file)).ok(),
            Some(octets),
            "tests/data/lint/{file}.der is not what this program writes"
        );
    }
    let files = fs::read_dir(path("x").parent().unwrap()).unwrap().count();
    assert_eq!(files, defects::all().len(), "tests/data/lint holds a file that no fixture explains");
}

/// Whatever one wrong bit makes of a certificate, there is an answer and no panic.
#[test]
fn answers_for_every_wrong_bit() {
    for (file, octets) in defects::all().into_iter().filter(|(file, _)| file.starts_with("good")) {
        for place in 0..octets.len() * 8 {
            let mut wrong = octets.clone();
            wrong.iter_mut().skip(place / 8).take(1).for_each(|octet| *octet ^= 1 << (place % 8));
            let findings = judge(&wrong, Relation::Issued);
            assert!(findings.iter().all(|finding| finding.contains("): ")), "{file}: {findings:?}");
            let _ = chancery::issuance::lint::deep(&deep::signed(&wrong));
        }
    }
}

#[test]
fn tells_which_rules_ran() {
    let octets = tbs::Tbs::server().to_der();
    let tbs = read_back(&octets).unwrap();
    let issuer = Issuing {
        subject: tbs.issuer(),
        key_identifier: &tbs::ISSUER_KEY,
        algorithm: tbs.signature().octets,
        not_after: None,
        relation: Relation::Issued,
    };
    let judged = Judged { tbs: &tbs, issuer };
    let constant = run(&judged, Part::Constant).unwrap();
    let variable = run(&judged, Part::Variable).unwrap();
    for rule in rules() {
        assert_eq!(variable.includes(rule.citation), rule.citation.part == Part::Variable);
        assert_eq!(constant.includes(rule.citation), rule.citation.part == Part::Constant);
    }
    assert_eq!(
        constant.to_string(),
        "X-14 L-01 L-02 X-20 X-22 X-23 X-24 L-05 X-25 L-06 X-27 L-07 X-28 L-10 X-29 O-06 E-09"
    );
    assert!(constant.and(variable).citations().eq(rules().iter().map(|rule| rule.citation)));
    assert_eq!(RulesRun::default().count(), 0);
}
