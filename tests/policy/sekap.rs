//! Citizens of SEKAP: a certificate to sign with, whoever made the key, and what is refused.
//!
//! `sekap-request` is asked for more, one wish a test, one sentence each; `sekap-office` has no request, so its applicants
//! and its table are. SEK-02 to SEK-05; what the rows say is proposed (domain §5.1 rows 7a and 7b).

use chancery::{
    policy::{
        Delivery, KeyRule, Policy as _, Profile, Purpose, RenewalRule, Surplus, SuspensionRule,
        catalog::{OfficeDelivery, SekapApplicant, SekapOffice, SekapRequest, SekapUse},
    },
    request::VerifiedRequest,
    x509::{
        AttributeType, Extension, Lifetime,
        extension::{KeyPurpose, KeyUsage},
    },
};

use super::{
    AIA, CRLDP, Changed,
    ca::{
        authority, bare, citizen, name, policy_oid, provider, request, sekap_office_policy, sekap_request_policy, typed,
    },
    content, nobody,
    profile::wrong,
    refusals,
    rows::{alternative, authority_with, mailbox, purposes},
};

const CITIZEN: [&str; 8] = [
    "CN=Zażółć Gęślą,serialNumber=PNOPL-99723100018,SN=Gęślą,GN=Zażółć,C=PL",
    "SKI: 20 octets",
    "KU critical: nonRepudiation",
    "SAN: email:citizen@mail.example",
    "AKI: key identifier",
    "CP: 2.999.1",
    "EKU: emailProtection",
    CRLDP,
];

#[test]
fn a_citizen_has_name_number_and_mailbox_and_signs() {
    let lines = content(sekap_request_policy(), "rsa2048", &citizen());
    assert_eq!(lines, [&CITIZEN[..], &[AIA]].concat());
}

#[cfg(feature = "aws-lc-rs")]
#[test]
fn a_citizen_whose_key_the_office_makes_has_the_same() {
    let lines = super::content_generated(sekap_office_policy(), &citizen());
    assert_eq!(lines, [&CITIZEN[..], &[AIA]].concat());
}

#[test]
fn a_host_that_asks_for_both_gets_both_usages_and_both_purposes() {
    let both = sekap_request_policy().with_use(SekapUse::SignatureAndAuthentication);
    let lines = content(both, "rsa2048", &citizen());
    assert_eq!(lines[2], "KU critical: digitalSignature, nonRepudiation");
    assert_eq!(lines[6], "EKU: emailProtection, clientAuth");
}

#[test]
fn the_rows_follow_the_use_and_pass_their_check() {
    for (used, purpose) in [
        (SekapUse::Signature, Purpose::Signature),
        (SekapUse::SignatureAndAuthentication, Purpose::SignatureAndAuthentication),
    ] {
        let office = sekap_office_policy().with_use(used).profile();
        let request = sekap_request_policy().with_use(used).profile();
        assert_eq!((office.purpose, request.purpose), (purpose, purpose));
        assert_eq!((wrong(office, |_| ()), wrong(request, |_| ())), (vec![], vec![]));
    }
}

#[test]
fn a_table_that_mixes_without_saying_so_is_refused() {
    let both = sekap_office_policy().with_use(SekapUse::SignatureAndAuthentication).profile();
    assert_eq!(
        wrong(both, |profile| profile.purpose = Purpose::Signature),
        [
            "profile.purpose: profile.keyUsage is digitalSignature, nonRepudiation; permitted is nonRepudiation or \
             fewer, since the purpose is signature (eIDAS Art. 3(1)-(5) and 3(16)-(17), domain.md §3.8)",
            "profile.purpose: profile.extKeyUsage is clientAuth; permitted is clientAuth under the purpose \
             authentication or signature-and-authentication or device or service or authority, and this one is \
             signature (eIDAS Art. 3(1)-(5) and 3(16)-(17), domain.md §3.8)",
        ]
    );
}

#[test]
fn what_is_proposed_is_a_parameter() {
    let of = |profile: Profile| (profile.lifetime, profile.suspension, profile.renewal, profile.keys.to_vec());
    let week = SuspensionRule::Allowed { max_days: Some(7), then: None };
    let (two, rsa) = (Lifetime::Years(2), vec![KeyRule::RsaExactly(2048)]);
    assert_eq!(of(sekap_office_policy().profile()), (two, week, SekapOffice::RENEWAL, rsa.clone()));
    assert_eq!(of(sekap_request_policy().profile()), (two, week, RenewalRule::NEW_APPLICATION, rsa));
    let (days, never, free) = (Lifetime::Days(30), SuspensionRule::Forbidden, RenewalRule::FREE);
    let request = SekapRequest::new(policy_oid()).with_keys([KeyRule::P256].as_slice().to_vec());
    let request = request.with_lifetime(days).with_suspension(never).with_renewal(free);
    assert_eq!(of(request.profile()), (days, never, free, vec![KeyRule::P256]));
    let office = sekap_office_policy().with_keys(vec![KeyRule::P384]).with_lifetime(days).with_suspension(never);
    assert_eq!(of(office.profile()), (days, never, SekapOffice::RENEWAL, vec![KeyRule::P384]));
}

#[test]
fn an_office_hands_out_a_file_or_a_card_and_a_request_gets_the_certificate_alone() {
    let office = |delivery| sekap_office_policy().with_delivery(delivery).profile().delivery;
    assert_eq!(sekap_office_policy().profile().delivery, Delivery::Pkcs12);
    assert_eq!([OfficeDelivery::Pkcs12, OfficeDelivery::Card].map(office), [Delivery::Pkcs12, Delivery::Card]);
    assert_eq!(sekap_request_policy().profile().delivery, Delivery::CertificateOnly);
}

/// Why an office's table with this change is not adopted.
#[cfg(feature = "aws-lc-rs")]
#[track_caller]
fn not_adopted(change: fn(&mut Profile)) -> String {
    let authority = authority(&chancery::crypto::aws_lc_rs::PROVIDER, "ed25519");
    authority.adopt(Changed(sekap_office_policy(), change)).unwrap_err().to_string()
}

#[cfg(feature = "aws-lc-rs")]
#[test]
fn an_office_does_not_keep_the_key_it_made() {
    assert_eq!(
        not_adopted(|profile| profile.delivery = Delivery::CertificateOnly),
        "the profile cannot be adopted: profile.delivery is certificate-only; permitted is pkcs12 or card, since the \
         authority makes the key (domain.md §5.3 point 2)"
    );
    assert_eq!(
        not_adopted(|profile| profile.renewal = RenewalRule::NEW_APPLICATION),
        "the profile cannot be adopted: profile.renewal.key is the same key or another; permitted is another key, since \
         the authority makes one for each certificate (domain.md §5.3 point 18)"
    );
}

#[test]
fn a_request_is_not_answered_with_a_key() {
    let error = authority(provider(), "ed25519")
        .adopt(Changed(sekap_request_policy(), |profile| profile.delivery = Delivery::Card))
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "the profile cannot be adopted: profile.delivery is card; permitted is certificate-only, since the subscriber \
         makes the key (domain.md §5.3 point 2)"
    );
}

fn asking(extension: Extension) -> VerifiedRequest {
    request(provider(), "rsa2048", &nobody(), [extension])
}

fn named(kind: AttributeType, text: &str) -> VerifiedRequest {
    request(provider(), "rsa2048", &name(&[(kind, text)]), [])
}

/// A test a line: a request for more, and the one sentence it is refused with.
macro_rules! refused {
    ($($name:ident: $request:expr => $sentence:literal;)*) => {
        $(#[test]
        fn $name() {
            assert_eq!(refusals(sekap_request_policy(), $request, &citizen()), [$sentence]);
        })*
    };
}

refused! {
    refuses_a_longer_key: bare(provider(), "rsa3072") =>
        "policy.key: subjectPublicKeyInfo is RSA 3072; permitted is RSA 2048 (domain.md §5.1 row 7b, proposed)";
    refuses_a_key_of_another_kind: bare(provider(), "p256") =>
        "policy.key: subjectPublicKeyInfo is EC P-256; permitted is RSA 2048 (domain.md §5.1 row 7b, proposed)";
    refuses_to_open_sessions: asking(typed(&(KeyUsage::DIGITAL_SIGNATURE | KeyUsage::NON_REPUDIATION))) =>
        "policy.key-usage.surplus: extensionRequest.keyUsage is digitalSignature, nonRepudiation; permitted is \
         nonRepudiation (RFC 5280 §4.2.1.3)";
    refuses_to_be_a_client: asking(purposes(&[KeyPurpose::EMAIL_PROTECTION, KeyPurpose::CLIENT_AUTH])) =>
        "policy.extended-key-usage.surplus: extensionRequest.extKeyUsage[1] is clientAuth; permitted is \
         emailProtection (RFC 5280 §4.2.1.12)";
    refuses_another_mailbox: asking(mailbox("other@mail.example")) =>
        "policy.san.surplus: extensionRequest.subjectAltName[0] is email:other@mail.example; permitted is \
         email:citizen@mail.example (RFC 5280 §4.2.1.6)";
    refuses_a_host_name: asking(alternative(&["host.example"])) =>
        "policy.san.surplus: extensionRequest.subjectAltName[0] is DNS:host.example; permitted is \
         email:citizen@mail.example (RFC 5280 §4.2.1.6)";
    refuses_to_be_an_authority: asking(authority_with(None)) =>
        "policy.basic-constraints.surplus: extensionRequest.basicConstraints is cA TRUE; permitted is cA FALSE \
         (RFC 5280 §4.2.1.9)";
    refuses_the_number_of_another_person: named(AttributeType::SERIAL_NUMBER, "PNOPL-89701204041") =>
        "policy.subject.surplus: subject.serialNumber is PNOPL-*******4041; permitted is PNOPL-*******0018 \
         (RFC 5280 §4.1.2.6)";
    refuses_an_organisation: named(AttributeType::ORGANIZATION, "Example") =>
        "policy.subject.surplus: subject.O is Example; permitted is no O (RFC 5280 §4.1.2.6)";
    refuses_a_name_spelled_otherwise: named(AttributeType::GIVEN_NAME, "Zazolc") =>
        "policy.subject.surplus: subject.GN is Zazolc; permitted is Zażółć (RFC 5280 §4.1.2.6)";
}

/// The one reason to refuse this applicant.
#[track_caller]
fn refused(change: fn(&mut SekapApplicant)) -> String {
    let mut who = citizen();
    change(&mut who);
    let reasons = refusals(sekap_request_policy(), bare(provider(), "rsa2048"), &who);
    assert_eq!(reasons.len(), 1, "{reasons:?}");
    reasons.concat()
}

#[test]
fn refuses_an_applicant_whose_texts_do_not_fit() {
    assert_eq!(
        refused(|who| who.country = "Polska".to_owned()),
        "policy.subject.text: applicant.C is Polska; permitted is at most 2 characters, not 6 (RFC 5280 Appendix A.1)"
    );
    assert_eq!(
        refused(|who| (who.given_name, who.surname) = ("Ż".repeat(32), "Ź".repeat(32))),
        format!(
            "policy.subject.text: applicant.CN is {} {}; permitted is at most 64 characters, not 65 (RFC 5280 Appendix \
             A.1)",
            "Ż".repeat(32),
            "Ź".repeat(32)
        )
    );
}

#[cfg(feature = "aws-lc-rs")]
#[test]
fn an_office_refuses_an_applicant_whose_texts_do_not_fit() {
    let mut who = citizen();
    who.country = "Polska".to_owned();
    let authority = authority(&chancery::crypto::aws_lc_rs::PROVIDER, "ed25519");
    let rejection =
        super::ca::approve_generated(&authority, sekap_office_policy(), &who, super::ca::now()).unwrap_err();
    assert_eq!(
        super::reasons(&rejection),
        [
            "policy.subject.text: applicant.C is Polska; permitted is at most 2 characters, not 6 (RFC 5280 Appendix A.1)"
        ]
    );
}

#[test]
fn asking_for_what_is_granted_is_asking_for_nothing_more() {
    for request in [
        asking(typed(&KeyUsage::NON_REPUDIATION)),
        asking(purposes(&[KeyPurpose::EMAIL_PROTECTION])),
        asking(mailbox("citizen@mail.example")),
        named(AttributeType::COMMON_NAME, "Zażółć Gęślą"),
    ] {
        assert_eq!(super::told(&super::granted(sekap_request_policy(), request, &citizen())), [""; 0]);
    }
    let rows = sekap_request_policy().profile();
    assert_eq!((rows.unnamed_extensions, rows.subject.other_attributes), (Surplus::Refuse, Surplus::Refuse));
}

#[test]
fn an_applicant_is_read_with_a_number_that_holds_and_nothing_unknown() {
    let text = |pesel: &str, more: &str| {
        format!(r#"{{"country":"PL","given_name":"A","surname":"B","pesel":"{pesel}","email":"a@b.example"{more}}}"#)
    };
    let read = |text: String| serde_json::from_str::<SekapApplicant>(&text).map(|who| who.surname);
    assert_eq!(read(text("99723100018", "")).unwrap(), "B");
    let number = read(text("99723100019", "")).unwrap_err().to_string();
    assert!(!number.contains("99723100019"), "{number}");
    let unknown = read(text("99723100018", r#","organization":"Example""#)).unwrap_err().to_string();
    assert!(unknown.starts_with("unknown field `organization`"), "{unknown}");
    assert!(read(text("99723100018", "").replace(r#","email":"a@b.example""#, "")).is_err());
}
