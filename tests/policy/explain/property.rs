//! Explanations are the decision: what one says is granted is in the certificate, and its violations are the rejection's.
//!
//! The property walks the catalog with the applicants of these tests and random requests, and reads what is granted from
//! the octets that would be signed. The surprising choice: a root is asked about with its own key and with another's,
//! since what is wrong with the second belongs to the row of the key and is not of it.

#[cfg(feature = "aws-lc-rs")]
use chancery::policy::{AuthorityKey, catalog::SkpVpn};
use chancery::{
    Authority,
    encoding::Oid,
    issuance::Approved,
    issuer::Issuer,
    policy::{
        ExplainedRow, Explanation, Outcome, Policy, SubscriberKey,
        catalog::{
            Integration, IntegrationApplicant, OcspResponder, OperatorCard, ServerCommonName, SkpSsl, Test, Workload,
            WorkloadApplicant,
        },
    },
    request::{RequestedExtensions, VerifiedRequest},
    x509::{
        AttributeType, Extension, Name, TbsCertificate,
        extension::{
            AuthorityInfoAccess, BasicConstraints, CertificatePolicies, CrlDistributionPoints, ExtendedKeyUsage,
            ExtensionRef, KeyPurpose, KeyUsage, PolicyInformation, SubjectAltName, TlsFeature, oid,
        },
        mask_digits,
    },
};
use proptest::prelude::*;

use super::{
    super::{
        ca::{
            self, authority, citizen, client, client_policy, name, now, operator, operator_policy, policy_oid,
            provider, request, responder, root_applicant, root_policy, sekap_request_policy, server, server_policy,
            subordinate_applicant, subordinate_policy, system, system_policy, typed,
        },
        rows, value,
    },
    row,
};

/// Explains and approves the same, and holds one against the other.
fn agrees<P: Policy<KeyOrigin = SubscriberKey>>(policy: P, request: VerifiedRequest, who: &P::Applicant) {
    agrees_under(&authority(provider(), "ed25519"), policy, request, who);
}

/// The same under this authority.
fn agrees_under<P: Policy<KeyOrigin = SubscriberKey>>(
    authority: &Authority,
    policy: P,
    request: VerifiedRequest,
    who: &P::Applicant,
) {
    let policy = authority.adopt(policy).unwrap();
    let history = policy.history(Some(&request), who).unwrap();
    let explanation = policy.explain(Some(&request), who, &history, now());
    let key = request.public_key().algorithm().to_string();
    every_violation_is_told(&explanation);
    match policy.approve(request, who, &history, now()) {
        Err(rejection) => {
            assert_eq!(explanation.rejection(), Some(&rejection));
            let refused = |row: &&ExplainedRow| row.outcome() == Outcome::Refused;
            assert!(explanation.rows().iter().filter(refused).all(|row| row.granted().is_empty()));
        }
        Ok(approved) => {
            assert_eq!((explanation.rejection(), explanation.withheld()), (None, approved.withheld()));
            assert_eq!(row(&explanation, "subjectPublicKeyInfo").granted(), [key]);
            is_what_is_written(&explanation, approved, authority);
        }
    }
}

/// An authority about to sign its own certificate with the key of a request, or with another.
fn founding(key: &str) -> Authority {
    let issuer = Issuer::founding(ca::ca_name(), ca::signer(provider(), key), provider()).unwrap();
    ca::over(issuer.with_publication(ca::publication()), ca::inventory(provider()))
}

/// Each violation and each thing withheld is told once: in a row, or beside the rows.
fn every_violation_is_told(explanation: &Explanation) {
    let of_rows = explanation.rows().iter().flat_map(ExplainedRow::violations);
    let mut told: Vec<_> = of_rows.chain(explanation.violations_beside_the_rows()).map(ToString::to_string).collect();
    let mut wanted: Vec<_> = explanation.violations().iter().map(ToString::to_string).collect();
    told.sort();
    wanted.sort();
    assert_eq!(told, wanted);
    let withheld = explanation.rows().iter().map(|row| row.withheld().len()).sum::<usize>();
    assert_eq!(withheld, explanation.withheld().len());
    // A row and what the engine says of it name the same clause.
    for row in explanation.rows() {
        let surplus = row.violations().iter().filter(|violation| violation.rule().as_str().ends_with(".surplus"));
        surplus.for_each(|violation| {
            let of_its_type = row.view().row() == "any other extension";
            assert!(of_its_type || violation.clause() == row.view().clause(), "{violation}");
        });
    }
}

/// Subject, validity and extensions, read from the octets that would be signed.
fn is_what_is_written<P: Policy>(explanation: &Explanation, approved: Approved<P>, authority: &Authority) {
    let prepared = approved.prepare(authority.slot().unwrap(), now()).unwrap();
    let tbs = TbsCertificate::from_der(prepared.tbs()).unwrap();
    let subject: Vec<_> = tbs
        .subject_name()
        .unwrap()
        .attributes()
        .map(|attribute| format!("subject.{} {}", attribute.kind(), mask_digits(&attribute.text().unwrap())))
        .collect();
    let rows = || explanation.rows().iter();
    let told = |row: &ExplainedRow| {
        row.granted().iter().map(|granted| format!("{} {granted}", row.view().row())).collect::<Vec<_>>()
    };
    let of_subject = rows().filter(|row| row.view().row().starts_with("subject."));
    assert_eq!(of_subject.flat_map(told).collect::<Vec<_>>(), subject);
    let window = format!("{} to {}", tbs.validity().not_before(), tbs.validity().not_after());
    assert_eq!(row(explanation, "validity").granted(), [window]);
    let mut extensions: Vec<_> = tbs.extensions().iter().flat_map(said).collect();
    let of_frame = |row: &&ExplainedRow| {
        let name = row.view().row();
        !name.starts_with("subject.") && name != "validity" && name != "subjectPublicKeyInfo"
    };
    let mut granted: Vec<_> = rows().filter(of_frame).flat_map(told).collect();
    extensions.sort();
    granted.sort();
    assert_eq!(granted, extensions);
}

/// The entries of an extension, each behind its name.
fn said(extension: &ExtensionRef<'_>) -> Vec<String> {
    let texts = |items: &mut dyn Iterator<Item = String>| items.collect::<Vec<_>>();
    let entries = match extension.oid {
        oid::KEY_USAGE => vec![value::<KeyUsage>(extension).to_string()],
        oid::BASIC_CONSTRAINTS => vec![value::<BasicConstraints>(extension).to_string()],
        oid::SUBJECT_ALT_NAME => texts(&mut value::<SubjectAltName>(extension).names().iter().map(ToString::to_string)),
        oid::EXTENDED_KEY_USAGE => {
            texts(&mut value::<ExtendedKeyUsage>(extension).purposes().iter().map(ToString::to_string))
        }
        oid::CERTIFICATE_POLICIES => texts(
            &mut value::<CertificatePolicies>(extension)
                .policies()
                .iter()
                .map(PolicyInformation::policy)
                .map(|oid| oid.to_string()),
        ),
        oid::CRL_DISTRIBUTION_POINTS => texts(
            &mut value::<CrlDistributionPoints>(extension)
                .points()
                .iter()
                .flat_map(|point| point.uris())
                .map(ToString::to_string),
        ),
        oid::AUTHORITY_INFO_ACCESS => texts(
            &mut value::<AuthorityInfoAccess>(extension)
                .descriptions()
                .iter()
                .map(|access| access.location().to_string()),
        ),
        oid::SUBJECT_KEY_IDENTIFIER | oid::AUTHORITY_KEY_IDENTIFIER => vec!["an identifier of 20 octets".to_owned()],
        _ => vec![format!("an extension of {} octets", extension.value.len())],
    };
    let path = RequestedExtensions::path(extension.oid);
    let name = path.as_str().strip_prefix("extensionRequest.").unwrap();
    entries.into_iter().map(|entry| format!("{name} {entry}")).collect()
}

/// What the requests of these tests ask for.
fn wishes() -> Vec<Extension> {
    vec![
        rows::alternative(&["host.example"]),
        rows::alternative(&["host.example", "foreign.example"]),
        rows::mailbox("client@host.example"),
        typed(&KeyUsage::DIGITAL_SIGNATURE),
        typed(&(KeyUsage::DIGITAL_SIGNATURE | KeyUsage::KEY_ENCIPHERMENT)),
        rows::purposes(&[KeyPurpose::CLIENT_AUTH]),
        rows::purposes(&[KeyPurpose::SERVER_AUTH, KeyPurpose::CODE_SIGNING]),
        typed(&BasicConstraints::EndEntity),
        rows::authority_with(None),
        rows::authority_with(Some(1)),
        rows::policies(policy_oid()),
        rows::policies("2.999.7".parse::<Oid>().unwrap()),
        rows::key_identifier(),
        rows::authority_key_identifier(),
        rows::constraints(),
        rows::distribution_points(),
        rows::info_access(),
        typed(&TlsFeature::MUST_STAPLE),
        rows::unknown(),
    ]
}

fn subjects() -> Vec<Name> {
    vec![
        Name::empty(),
        name(&[(AttributeType::COMMON_NAME, "host.example")]),
        name(&[(AttributeType::COMMON_NAME, "client@host.example")]),
        name(&[(AttributeType::COMMON_NAME, "foreign.example"), (AttributeType::LOCALITY, "Radom")]),
        name(&[(AttributeType::ORGANIZATION, "Example"), (AttributeType::SERIAL_NUMBER, "PNOPL-44051401359")]),
        rows::whole_subject(),
    ]
}

fn workload() -> WorkloadApplicant {
    WorkloadApplicant::new("spiffe://example/workload".parse().unwrap())
}

fn integration() -> IntegrationApplicant<Test> {
    IntegrationApplicant::new("PL".to_owned(), "Example".to_owned(), "host.example".parse().unwrap())
}

const KEYS: [&str; 5] = ["p256", "p384", "ed25519", "rsa2048", "rsa3072"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_explained_is_what_is_approved(
        policy in 0usize..15,
        key in prop::sample::select(&KEYS[..]),
        subject in prop::sample::select(subjects()),
        asked in prop::sample::subsequence(wishes(), 0..5),
    ) {
        let mut once: Vec<Extension> = Vec::new();
        for wish in asked {
            if once.iter().all(|known| known.oid() != wish.oid()) {
                once.push(wish);
            }
        }
        let request = request(provider(), key, &subject, once);
        match policy {
            0 => agrees(server_policy(), request, &server(&["host.example", "*.host.example"])),
            1 => agrees(server_policy().with_common_name(ServerCommonName::Absent).with_policy(policy_oid()), request,
                &server(&["host.example"])),
            2 => agrees(client_policy(), request, &client()),
            3 => agrees(operator_policy(), request, &operator()),
            4 => agrees(OperatorCard::new(policy_oid()), request, &operator()),
            5 => agrees(SkpSsl::new(policy_oid()), request, &operator()),
            6 => agrees(system_policy(), request, &system()),
            7 => agrees(OcspResponder::new(OcspResponder::LIFETIME), request, &responder()),
            8 => agrees(subordinate_policy(), request, &subordinate_applicant()),
            9 => agrees_under(&founding(key), root_policy(), request, &root_applicant()),
            // Of another key than the one that asks.
            10 => agrees_under(&founding("p384"), root_policy(), request, &root_applicant()),
            11 => agrees(Workload::new(Workload::LIFETIME), request, &workload()),
            12 => agrees(Integration::<Test>::new(policy_oid()), request, &integration()),
            13 => agrees(sekap_request_policy(), request, &citizen()),
            _ => agrees(server_policy(), request, &server(&[])),
        }
    }
}

/// Explains and has made the same, where the authority makes the key.
#[cfg(feature = "aws-lc-rs")]
fn agrees_without_a_request<P: Policy<KeyOrigin = AuthorityKey>>(policy: P, who: &P::Applicant) {
    let authority = authority(&chancery::crypto::aws_lc_rs::PROVIDER, "ed25519");
    let policy = authority.adopt(policy).unwrap();
    let history = policy.history(None, who).unwrap();
    let explanation = policy.explain(None, who, &history, now());
    every_violation_is_told(&explanation);
    match policy.approve_generated(who, &history, now()) {
        Err(rejection) => assert_eq!(explanation.rejection(), Some(&rejection)),
        Ok(approved) => {
            assert_eq!((explanation.rejection(), explanation.withheld()), (None, approved.withheld()));
            assert_eq!(row(&explanation, "subjectPublicKeyInfo").granted(), ["RSA 2048, made by the authority"]);
            is_what_is_written(&explanation, approved, &authority);
        }
    }
}

#[cfg(feature = "aws-lc-rs")]
proptest! {
    // Each makes a key of RSA, or tells why it does not.
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_device_is_explained_without_a_request(
        station in any::<bool>(),
        country in prop::sample::select(&["PL", "DE", "Polska"][..]),
        category in prop::sample::select(&["Courts", "", "Stacja Kontroli Pojazdów"][..]),
    ) {
        let mut who = ca::device();
        (who.country, who.category) = (country.to_owned(), category.to_owned());
        if station {
            agrees_without_a_request(SkpVpn::new(policy_oid()), &who);
        } else {
            agrees_without_a_request(ca::device_policy(), &who);
        }
    }
}
