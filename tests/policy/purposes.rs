//! What certificates are for, and the rows that contradict it: one contradiction, one test, one sentence.
//!
//! Each test takes a sound table of the catalog and changes its purpose, its usages or its list. Who may call
//! certificates qualified is asked here too (E-09).

use chancery::{
    issuance::AdoptError,
    policy::{Criticality, KeyUsageGrant, OtherRow, Policy, Profile, Purpose, Row, Surplus, catalog::OcspResponder},
    x509::extension::{KeyPurpose, KeyUsage, PolicyInformation},
};

use super::{
    Changed, OperatorCard, SkpSsl, SkpVpn,
    ca::{
        authority, client_policy, device_policy, operator_policy, policy_oid, provider, root_policy,
        sekap_office_policy, sekap_request_policy, server_policy, subordinate_policy, system_policy,
    },
    profile::wrong,
};

/// A profile with this purpose, these usages and these purposes of its keys.
fn table(purpose: Purpose, usages: KeyUsage, named: &[KeyPurpose]) -> Profile {
    let extended_key_usage = match named {
        [] => Row::Absent { if_asked: Surplus::Refuse },
        named => Row::Set { value: named.to_vec().into(), if_asked_otherwise: Surplus::Refuse },
    };
    let key_usage = Row::Set { value: KeyUsageGrant::EveryKey(usages), if_asked_otherwise: Surplus::Refuse };
    Profile { purpose, key_usage, extended_key_usage, ..client_policy().profile() }
}

/// A test a line: a purpose, usages, purposes of keys, and what is said of them.
macro_rules! contradictions {
    ($($name:ident: $purpose:ident, [$($usage:ident),+], [$($named:ident),*] => $($sentence:literal),+;)*) => {
        $(#[test]
        fn $name() {
            let usages = [$(KeyUsage::$usage),+].into_iter().reduce(KeyUsage::union).unwrap();
            let profile = table(Purpose::$purpose, usages, &[$(KeyPurpose::$named),*]);
            assert_eq!(wrong(profile, |_| ()), [$($sentence),+]);
        })*
    };
}

contradictions! {
    refuses_to_authenticate_with_a_signature_that_cannot_be_denied: Authentication, [NON_REPUDIATION], [] =>
        "profile.purpose: profile.keyUsage is nonRepudiation; permitted is digitalSignature, keyEncipherment, \
         keyAgreement or fewer, since the purpose is authentication (eIDAS Art. 3(1)-(5) and 3(16)-(17), domain.md \
         §3.8)";
    refuses_to_mix_both_where_the_purpose_is_one: Authentication, [DIGITAL_SIGNATURE, NON_REPUDIATION], [CLIENT_AUTH] =>
        "profile.purpose: profile.keyUsage is digitalSignature, nonRepudiation; permitted is digitalSignature, \
         keyEncipherment, keyAgreement or fewer, since the purpose is authentication (eIDAS Art. 3(1)-(5) and \
         3(16)-(17), domain.md §3.8)";
    refuses_to_mix_both_in_a_signature: Signature, [DIGITAL_SIGNATURE, NON_REPUDIATION], [EMAIL_PROTECTION] =>
        "profile.purpose: profile.keyUsage is digitalSignature, nonRepudiation; permitted is nonRepudiation or fewer, \
         since the purpose is signature (eIDAS Art. 3(1)-(5) and 3(16)-(17), domain.md §3.8)";
    refuses_to_encipher_data_in_an_authentication: Authentication, [DIGITAL_SIGNATURE, DATA_ENCIPHERMENT], [] =>
        "profile.purpose: profile.keyUsage is digitalSignature, dataEncipherment; permitted is digitalSignature, \
         keyEncipherment, keyAgreement or fewer, since the purpose is authentication (eIDAS Art. 3(1)-(5) and \
         3(16)-(17), domain.md §3.8)";
    refuses_a_key_that_only_enciphers_in_an_agreement: Device, [ENCIPHER_ONLY], [] =>
        "profile.purpose: profile.keyUsage is keyAgreement, encipherOnly; permitted is digitalSignature, \
         keyEncipherment, dataEncipherment, keyAgreement or fewer, since the purpose is device (domain.md §5.1, \
         proposed)";
    refuses_half_of_signature_and_authentication: SignatureAndAuthentication, [DIGITAL_SIGNATURE], [CLIENT_AUTH] =>
        "profile.purpose: profile.keyUsage is digitalSignature; permitted is a usage with digitalSignature, \
         nonRepudiation, since the purpose is signature-and-authentication (eIDAS Art. 3(1)-(5) and 3(16)-(17), \
         domain.md §3.8)";
    refuses_to_sign_certificates_outside_an_authority: Authentication, [KEY_CERT_SIGN], [] =>
        "profile.authority: profile.basicConstraints is keyCertSign without cA; permitted is both (RFC 5280 §4.2.1.3)",
        "profile.purpose: profile.keyUsage is keyCertSign; permitted is digitalSignature, keyEncipherment, \
         keyAgreement or fewer, since the purpose is authentication (eIDAS Art. 3(1)-(5) and 3(16)-(17), domain.md \
         §3.8)";
    refuses_to_sign_lists_outside_an_authority: Service, [DIGITAL_SIGNATURE, CRL_SIGN], [SERVER_AUTH] =>
        "profile.purpose: profile.keyUsage is digitalSignature, cRLSign; permitted is digitalSignature, \
         keyEncipherment, dataEncipherment, keyAgreement or fewer, since the purpose is service (domain.md §5.1, \
         proposed)";
    refuses_an_authority_that_signs_no_certificates: Authority, [CRL_SIGN], [] =>
        "profile.purpose: profile.keyUsage is cRLSign; permitted is a usage with keyCertSign, since the purpose is \
         authority (RFC 5280 §4.2.1.3)";
    refuses_mail_in_an_authentication: Authentication, [DIGITAL_SIGNATURE], [EMAIL_PROTECTION] =>
        "profile.purpose: profile.extKeyUsage is emailProtection; permitted is emailProtection under the purpose \
         signature or signature-and-authentication or authority, and this one is authentication (eIDAS Art. 3(1)-(5) \
         and 3(16)-(17), domain.md §3.8)";
    refuses_clients_in_a_signature: Signature, [NON_REPUDIATION], [CLIENT_AUTH] =>
        "profile.purpose: profile.extKeyUsage is clientAuth; permitted is clientAuth under the purpose authentication \
         or signature-and-authentication or device or service or authority, and this one is signature (eIDAS Art. \
         3(1)-(5) and 3(16)-(17), domain.md §3.8)";
    refuses_servers_outside_a_service: Device, [DIGITAL_SIGNATURE], [CLIENT_AUTH, SERVER_AUTH] =>
        "profile.purpose: profile.extKeyUsage is serverAuth; permitted is serverAuth under the purpose service or \
         authority, and this one is device (RFC 5280 §4.2.1.12, proposed)";
    refuses_every_purpose_outside_a_service: Authentication, [DIGITAL_SIGNATURE], [ANY] =>
        "profile.purpose: profile.extKeyUsage is anyExtendedKeyUsage; permitted is anyExtendedKeyUsage under the \
         purpose service or authority, and this one is authentication (RFC 5280 §4.2.1.12, proposed)";
    refuses_code_outside_a_signature: Service, [DIGITAL_SIGNATURE], [CODE_SIGNING] =>
        "profile.purpose: profile.extKeyUsage is codeSigning; permitted is codeSigning under the purpose signature or \
         signature-and-authentication or authority, and this one is service (RFC 5280 §4.2.1.12, proposed)";
    refuses_time_stamps_outside_a_service: Signature, [NON_REPUDIATION], [TIME_STAMPING] =>
        "profile.purpose: profile.extKeyUsage is timeStamping; permitted is timeStamping under the purpose service or \
         authority, and this one is signature (RFC 5280 §4.2.1.12, proposed)";
    refuses_ike_outside_a_device: Service, [DIGITAL_SIGNATURE], [IPSEC_IKE] =>
        "profile.purpose: profile.extKeyUsage is ipsecIKE; permitted is ipsecIKE under the purpose device or \
         authority, and this one is service (RFC 5280 §4.2.1.12, proposed)";
    refuses_ocsp_signing_outside_a_responder: Service, [DIGITAL_SIGNATURE], [OCSP_SIGNING] =>
        "profile.purpose: profile.extKeyUsage is OCSPSigning; permitted is OCSPSigning under the purpose status, and \
         this one is service (RFC 6960 §4.2.2.2)";
    refuses_clients_in_a_responder: Status, [DIGITAL_SIGNATURE], [OCSP_SIGNING, CLIENT_AUTH] =>
        "profile.purpose: profile.extKeyUsage is clientAuth; permitted is clientAuth under the purpose authentication \
         or signature-and-authentication or device or service or authority, and this one is status (eIDAS Art. \
         3(1)-(5) and 3(16)-(17), domain.md §3.8)";
    refuses_a_responder_that_names_no_purpose: Status, [DIGITAL_SIGNATURE], [] =>
        "profile.purpose: profile.extKeyUsage is without OCSPSigning; permitted is OCSPSigning, since the purpose is \
         status (RFC 6960 §4.2.2.2)";
    refuses_a_responder_that_enciphers: Status, [DIGITAL_SIGNATURE, KEY_ENCIPHERMENT], [OCSP_SIGNING] =>
        "profile.purpose: profile.keyUsage is digitalSignature, keyEncipherment; permitted is digitalSignature or \
         fewer, since the purpose is status (RFC 6960 §4.2.2.2)";
}

#[test]
fn purposes_of_an_authority_limit_those_below_it_and_ask_nothing_of_its_own_key() {
    let purposes = Changed(subordinate_policy(), |profile| {
        let value = vec![KeyPurpose::SERVER_AUTH, KeyPurpose::EMAIL_PROTECTION].into();
        profile.extended_key_usage = Row::Set { value, if_asked_otherwise: Surplus::Refuse };
    });
    assert!(authority(provider(), "ed25519").adopt(purposes).is_ok());
}

#[test]
fn refuses_a_signature_whose_key_may_do_everything() {
    let mut profile = table(Purpose::Signature, KeyUsage::NON_REPUDIATION, &[]);
    profile.key_usage = Row::Absent { if_asked: Surplus::Refuse };
    assert_eq!(
        wrong(profile, |_| ()),
        ["profile.purpose: profile.keyUsage is nothing, which is every usage; permitted is a usage with \
             nonRepudiation, since the purpose is signature (eIDAS Art. 3(1)-(5) and 3(16)-(17), domain.md §3.8)"]
    );
}

#[test]
fn refuses_an_authority_that_would_answer_for_the_status_of_its_siblings() {
    let named = Row::Set { value: vec![KeyPurpose::OCSP_SIGNING].into(), if_asked_otherwise: Surplus::Refuse };
    assert_eq!(
        wrong(subordinate_policy().profile(), |profile| profile.extended_key_usage = named),
        ["profile.purpose: profile.extKeyUsage is OCSPSigning; permitted is OCSPSigning under the purpose status, \
             and this one is authority (RFC 6960 §4.2.2.2)"]
    );
}

#[test]
fn each_kind_of_key_is_judged_and_one_contradiction_is_told_once() {
    let by_key =
        |rsa, other| Row::Set { value: KeyUsageGrant::ByKey { rsa, other }, if_asked_otherwise: Surplus::Refuse };
    let (good, bad) = (KeyUsage::DIGITAL_SIGNATURE, KeyUsage::CRL_SIGN);
    let found = |row| wrong(client_policy().profile(), |profile| profile.key_usage = row).len();
    assert_eq!([by_key(good, good), by_key(good, bad), by_key(bad, good), by_key(bad, bad)].map(found), [0, 1, 1, 1]);
}

#[test]
fn a_signature_and_both_together_are_sound_where_the_purpose_says_so() {
    let both = KeyUsage::DIGITAL_SIGNATURE | KeyUsage::NON_REPUDIATION;
    let mail = [KeyPurpose::EMAIL_PROTECTION];
    let unknown = [KeyPurpose::new(policy_oid())];
    for sound in [
        table(Purpose::Signature, KeyUsage::NON_REPUDIATION, &mail),
        table(Purpose::Signature, KeyUsage::NON_REPUDIATION, &unknown),
        table(Purpose::SignatureAndAuthentication, both, &[KeyPurpose::EMAIL_PROTECTION, KeyPurpose::CLIENT_AUTH]),
        table(Purpose::Service, KeyUsage::DIGITAL_SIGNATURE, &[KeyPurpose::TIME_STAMPING]),
        table(Purpose::Authentication, KeyUsage::DIGITAL_SIGNATURE, &unknown),
    ] {
        assert_eq!(wrong(sound, |_| ()), [""; 0]);
    }
    let status = table(Purpose::Status, KeyUsage::DIGITAL_SIGNATURE, &[KeyPurpose::OCSP_SIGNING, unknown[0]]);
    assert_eq!(wrong(status, |_| ()).len(), 1);
}

#[test]
fn every_policy_of_the_catalog_says_what_it_is_for() {
    let responder = OcspResponder::new(OcspResponder::LIFETIME);
    for (profile, purpose) in [
        (server_policy().profile(), Purpose::Service),
        (client_policy().profile(), Purpose::Authentication),
        (operator_policy().profile(), Purpose::Authentication),
        (OperatorCard::new(policy_oid()).profile(), Purpose::Authentication),
        (SkpSsl::new(policy_oid()).profile(), Purpose::Authentication),
        (system_policy().profile(), Purpose::Authentication),
        (device_policy().profile(), Purpose::Device),
        (SkpVpn::new(policy_oid()).profile(), Purpose::Device),
        (sekap_office_policy().profile(), Purpose::Signature),
        (sekap_request_policy().profile(), Purpose::Signature),
        (responder.profile(), Purpose::Status),
        (root_policy().profile(), Purpose::Authority),
        (subordinate_policy().profile(), Purpose::Authority),
    ] {
        assert_eq!(profile.purpose, purpose, "{}", profile.name);
        assert_eq!(wrong(profile, |_| ()), [""; 0]);
    }
}

#[test]
fn a_purpose_is_read_by_the_name_it_is_written_with() {
    for purpose in Purpose::ALL {
        let name = format!("{:?}", purpose.name());
        assert_eq!(serde_json::to_string(&purpose).unwrap(), name);
        assert_eq!(serde_json::from_str::<Purpose>(&name).unwrap(), purpose);
        assert_eq!(purpose.to_string(), purpose.name());
    }
}

/// `esi4-qcStatement-1`, QcCompliance.
const COMPLIANCE: &[u8] = b"\x30\x0a\x30\x08\x06\x06\x04\x00\x8e\x46\x01\x01";

fn call_qualified(profile: &mut Profile) {
    profile.others = vec![OtherRow {
        oid: chancery::x509::extension::oid::QC_STATEMENTS,
        criticality: Criticality::NonCritical,
        value: COMPLIANCE.into(),
        if_asked_otherwise: Surplus::Refuse,
    }]
    .into();
}

fn under(profile: &mut Profile, policy: &str) {
    let value = vec![PolicyInformation::new(policy_oid()), PolicyInformation::new(policy.parse().unwrap())];
    profile.certificate_policies = Row::Set { value: value.into(), if_asked_otherwise: Surplus::Refuse };
}

const NOT_DECLARED: &str = "profile.qualified: profile.others[0] is qcStatements; permitted is none, unless \
                            certificatePolicies names a policy of ETSI EN 319 411-2, 0.4.0.194112.1.0 to .6 (ETSI EN \
                            319 412-5 §4 (E-09))";

#[test]
fn refuses_to_call_certificates_qualified_under_no_qualified_policy() {
    assert_eq!(wrong(client_policy().profile(), call_qualified), [NOT_DECLARED]);
    for near in ["0.4.0.194112.1", "0.4.0.194112.1.7", "0.4.0.194112.1.0.1", "0.4.0.194112.2.0", "0.4.0.2042.1.1"] {
        let told = wrong(client_policy().profile(), |profile| {
            call_qualified(profile);
            under(profile, near);
        });
        assert_eq!(told, [NOT_DECLARED], "{near}");
    }
}

#[test]
fn refuses_critical_qc_statements() {
    let told = wrong(client_policy().profile(), |profile| {
        call_qualified(profile);
        under(profile, "0.4.0.194112.1.0");
        profile.others.to_mut().iter_mut().for_each(|row| row.criticality = Criticality::Critical);
    });
    assert_eq!(
        told,
        ["profile.others: profile.others[0] is qcStatements that is critical; permitted is a non-critical one (ETSI \
             EN 319 412-5 §4 (E-09))"]
    );
}

#[test]
fn a_policy_that_declares_itself_qualified_is_adopted_with_its_statements() {
    let qualified = Changed(client_policy(), |profile| {
        call_qualified(profile);
        under(profile, "0.4.0.194112.1.6");
    });
    assert!(authority(provider(), "ed25519").adopt(qualified).is_ok());
    let not = authority(provider(), "ed25519").adopt(Changed(client_policy(), call_qualified)).unwrap_err();
    assert!(matches!(not, AdoptError::Profile(_)));
}
