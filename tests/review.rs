//! What a second reader tried: each test is something the walk must not do, and once did or nearly did.
//!
//! In the flow: from outside, through public names only, over a root made here. No file and no clock.
#![cfg(feature = "ring")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test")]

use std::{borrow::Cow, sync::Arc};

use chancery::{
    Authority,
    crypto::{KeyAlgorithm, SignatureAlgorithm, Signer, ring},
    inventory::MemoryInventory,
    issuance::{AdoptError, Adopted},
    issuer::Issuer,
    policy::{
        Fact, FactKind, Facts, KeyRule, KeyUsageGrant, Policy, Presence, Profile, Rejection, Row, SubscriberKey,
        Surplus, Violations,
        catalog::{AuthorityApplicant, OperatorFile, Root, TlsApplicant, TlsServer},
    },
    request::{CertificationRequest, VerifiedRequest},
    x509::{AttributeType, Certificate, DnsName, Extensions, Name, Time},
};

fn now() -> Time {
    "2026-11-22T10:00:00Z".parse().unwrap()
}

fn signer() -> Arc<dyn Signer> {
    let key = ring::PROVIDER.keys.generate(KeyAlgorithm::Ed25519).unwrap();
    ring::PROVIDER.keys.signer(&key, SignatureAlgorithm::Ed25519).unwrap()
}

fn inventory() -> Arc<MemoryInventory> {
    Arc::new(MemoryInventory::with_salt([7; 32], ring::PROVIDER.digest))
}

fn request(subject: &Name, signer: &dyn Signer) -> VerifiedRequest {
    let request = CertificationRequest::sign(subject, &Extensions::new(), signer).unwrap();
    request.verify(&ring::PROVIDER).unwrap()
}

fn root_name() -> Name {
    let attributes =
        [(AttributeType::COUNTRY, "PL"), (AttributeType::ORGANIZATION, "Urząd"), (AttributeType::COMMON_NAME, "Root")];
    Name::of(&attributes).unwrap()
}

fn root() -> (Certificate, Arc<dyn Signer>) {
    let signer = signer();
    let issuer = Issuer::founding(root_name(), Arc::clone(&signer), &ring::PROVIDER).unwrap();
    let authority = Authority::new(issuer, inventory());
    let policy = authority.adopt(Root::new(Root::LIFETIME).with_keys(vec![KeyRule::Ed25519])).unwrap();
    let applicant = AuthorityApplicant::new("PL".to_owned(), "Urząd".to_owned(), "Root".to_owned());
    let request = request(&root_name(), signer.as_ref());
    let history = policy.history(Some(&request), &applicant).unwrap();
    let approved = policy.approve(request, &applicant, &history, now()).unwrap();
    (authority.issue(approved, now()).unwrap().into_certificate(), signer)
}

fn authority() -> Authority {
    let (certificate, signer) = root();
    Authority::new(Issuer::new(certificate, signer, &ring::PROVIDER, now()).unwrap(), inventory())
}

fn approve<P: Policy<KeyOrigin = SubscriberKey>>(
    policy: &Adopted<P>,
    applicant: &P::Applicant,
) -> Result<chancery::issuance::Approved<P>, Rejection> {
    let request = request(&Name::empty(), signer().as_ref());
    let history = policy.history(Some(&request), applicant).unwrap();
    policy.approve(request, applicant, &history, now())
}

/// A policy that is its profile.
#[derive(Debug)]
struct Plain(Profile);

impl Policy for Plain {
    type Applicant = Facts;
    type KeyOrigin = SubscriberKey;
    fn profile(&self) -> Profile {
        self.0.clone()
    }
}

fn server() -> Profile {
    TlsServer::new(TlsServer::LIFETIME).profile()
}

/// The same for keys that are not the one of these requests, with the one usage they all have.
fn server_of_p256() -> Profile {
    let value = KeyUsageGrant::EveryKey(chancery::x509::extension::KeyUsage::DIGITAL_SIGNATURE);
    let key_usage = Row::Set { value, if_asked_otherwise: Surplus::Withhold };
    Profile { keys: Cow::Borrowed(&[KeyRule::P256]), key_usage, ..server() }
}

#[test]
fn a_narrowing_hook_cannot_take_a_violation_back() {
    #[derive(Debug)]
    struct Forgiving {
        empty: Violations,
    }
    impl Policy for Forgiving {
        type Applicant = TlsApplicant;
        type KeyOrigin = SubscriberKey;
        fn profile(&self) -> Profile {
            server_of_p256()
        }
        fn narrow(&self, _: Option<&VerifiedRequest>, _: &TlsApplicant, _: Time, violations: &mut Violations) {
            *violations = self.empty.clone();
        }
    }
    let authority = authority();
    let applicant = TlsApplicant::new(vec!["host.example.com".parse().unwrap()]);
    let request = request(&Name::empty(), signer().as_ref());
    let (_, empty) =
        chancery::policy::decide(&server().check().unwrap(), authority.issuer(), Some(&request), &applicant, now());
    assert!(empty.is_empty());
    let policy = authority.adopt(Forgiving { empty }).unwrap();
    let rejection = approve(&policy, &applicant).unwrap_err();
    assert_eq!(rejection.violations()[0].rule().as_str(), "policy.key");
}

#[test]
fn more_alternative_names_than_fit_are_refused_and_not_dropped() {
    let names = (0..1001).map(|number| format!("h{number}.example.com").parse::<DnsName>().unwrap()).collect();
    let policy = authority().adopt(TlsServer::new(TlsServer::LIFETIME)).unwrap();
    let rejection = approve(&policy, &TlsApplicant::new(names)).unwrap_err();
    assert_eq!(rejection.violations()[0].rule().as_str(), "policy.san.list");
    assert_eq!(
        rejection.to_string(),
        "the request is refused for 1 reason: applicant.subjectAltName is 1001 alternative names; permitted is a list \
         of names that can be written: subjectAltName has at most 1000 names here, found 1001 (RFC 5280 §4.2.1.6)"
    );
}

#[test]
fn a_row_that_can_never_fire_is_refused() {
    let facts = || Cow::Borrowed(&[FactKind::DnsName][..]);
    let (presence, surplus) = (Presence::Required, Surplus::Refuse);
    let profiles = [
        Profile { key_usage: Row::FromFacts { presence, facts: facts(), surplus }, ..server() },
        Profile { extended_key_usage: Row::FromFacts { presence, facts: facts(), surplus }, ..server() },
        Profile { basic_constraints: Row::FromFacts { presence, facts: facts(), surplus }, ..server() },
        Profile { certificate_policies: Row::FromFacts { presence, facts: facts(), surplus }, ..server() },
        Profile { crl_distribution_points: Row::FromFacts { presence, facts: facts(), surplus }, ..server() },
        Profile { authority_info_access: Row::FromFacts { presence, facts: facts(), surplus }, ..server() },
        Profile { authority_key_identifier: Row::FromFacts { presence, facts: facts(), surplus }, ..server() },
        Profile { subject_key_identifier: Row::FromFacts { presence, facts: facts(), surplus }, ..server() },
    ];
    for profile in profiles {
        let refusal = profile.check().unwrap_err();
        assert_eq!(refusal.violations()[0].rule().as_str(), "profile.row");
    }
    for keys in [vec![KeyRule::RsaExactly(16_384)], vec![KeyRule::RsaBetween { least: 2049, most: 2055 }]] {
        let refusal = Profile { keys: keys.into(), ..server() }.check().unwrap_err();
        assert_eq!(refusal.violations()[0].rule().as_str(), "profile.keys");
    }
}

#[test]
fn a_policy_whose_every_certificate_would_break_a_rule_is_not_adopted() {
    // Nothing above it to point at: X-16 refuses each certificate of `root` under an issuer that has a certificate.
    let refusal = authority().adopt(Root::new(Root::LIFETIME)).unwrap_err();
    assert!(matches!(&refusal, AdoptError::Lint(findings) if findings.iter().any(|one| one.citation().id == "X-16")));
    // The second key usage contradicts the purpose; the first does not.
    use chancery::{policy::KeyUsageGrant, x509::extension::KeyUsage};
    let value = KeyUsageGrant::ByKey { rsa: KeyUsage::DIGITAL_SIGNATURE, other: KeyUsage::DATA_ENCIPHERMENT };
    let profile = Profile { key_usage: Row::Set { value, if_asked_otherwise: Surplus::Refuse }, ..server() };
    let refusal = authority().adopt(Plain(profile)).unwrap_err();
    assert!(matches!(&refusal, AdoptError::Lint(findings) if findings.iter().any(|one| one.citation().id == "X-26")));
}

#[test]
fn nothing_on_the_way_shows_an_identity_number() {
    const PESEL: &str = "99723100018";
    let facts = Facts::new(vec![
        Fact::Country("PL".to_owned()),
        Fact::Organization("Urząd".to_owned()),
        Fact::GivenName("Anna".to_owned()),
        Fact::Surname("Nowak".to_owned()),
        Fact::Pesel(PESEL.parse().unwrap()),
        Fact::Email(format!("{PESEL}@example.com").parse().unwrap()),
    ]);
    let profile = OperatorFile::new("2.999.1".parse().unwrap()).profile();
    let policy = authority().adopt(Plain(Profile { keys: Cow::Borrowed(&[KeyRule::Ed25519]), ..profile })).unwrap();
    let approved = approve(&policy, &facts).unwrap();
    let listed = PESEL.bytes().map(|octet| octet.to_string()).collect::<Vec<_>>().join(", ");
    let quiet = |text: String| assert!(!text.contains(PESEL) && !text.contains(&listed), "{text}");
    quiet(format!("{approved:?}"));
    let prepared = approved.prepare(authority().slot().unwrap(), now()).unwrap();
    quiet(format!("{prepared:?}"));
    quiet(format!("{:?}", chancery::x509::TbsCertificate::from_der(prepared.tbs()).unwrap()));
    let planned = prepared.plan().unwrap();
    quiet(format!("{planned:?}"));
    quiet(format!("{:?}", planned.to_be_signed()));
    let enrolled = planned.sign().unwrap().complete().unwrap();
    quiet(format!("{enrolled:?}"));
    let names = enrolled.certificate().extensions();
    quiet(format!("{names:?}"));
}

#[test]
fn a_rejection_tells_of_the_missing_name_beside_the_bad_key() {
    let profile = Profile {
        subject_alt_name: Row::FromFacts {
            presence: Presence::Optional,
            facts: Cow::Borrowed(&[FactKind::DnsName]),
            surplus: Surplus::Refuse,
        },
        ..server_of_p256()
    };
    let policy = authority().adopt(Plain(profile)).unwrap();
    let rejection = approve(&policy, &Facts::new(Vec::new())).unwrap_err();
    let rules: Vec<_> = rejection.violations().iter().map(|violation| violation.rule().as_str()).collect();
    assert_eq!(rules, ["policy.key", "policy.subject.empty"]);
}

#[test]
fn a_founding_issuer_is_told_of_key_and_name_at_once() {
    let issuer = Issuer::founding(root_name(), signer(), &ring::PROVIDER).unwrap();
    let policy =
        Authority::new(issuer, inventory()).adopt(Root::new(Root::LIFETIME).with_keys(vec![KeyRule::Ed25519])).unwrap();
    let other = AuthorityApplicant::new("PL".to_owned(), "Urząd".to_owned(), "Another".to_owned());
    let rejection = approve(&policy, &other).unwrap_err();
    let rules: Vec<_> = rejection.violations().iter().map(|violation| violation.rule().as_str()).collect();
    assert_eq!(rules, ["policy.root.key", "policy.root.subject"]);
}

#[test]
fn names_that_read_the_same_are_the_same() {
    let name = |text: &str| Name::of(&[(AttributeType::COMMON_NAME, text)]).unwrap();
    for (one, other) in [
        ("Jan Kowalski", "JAN  KOWALSKI"),
        ("Jan Kowalski", "\u{ff2a}an Kowalski"),
        ("Jan 1", "Jan \u{2460}"),
        // Not in the Unicode 3.2 that RFC 4518 builds on.
        ("jan \u{1f512}", "JAN \u{1f512}"),
    ] {
        assert!(name(one).matches(&name(other)), "{one} and {other}");
    }
    assert!(!name("Jan \u{1f512}").matches(&name("Jan \u{1f513}")));
    assert!(!name("Łódź").matches(&name("Lodz")));
}

#[test]
fn a_der_request_is_read_as_der_whatever_text_is_in_it() {
    let (mine, other) = (signer(), signer());
    let subject = Name::of(&[(AttributeType::COMMON_NAME, "inner")]).unwrap();
    let inner = CertificationRequest::sign(&subject, &Extensions::new(), other.as_ref()).unwrap();
    let text = format!(
        "\n{}",
        chancery::encoding::pem::encode(chancery::encoding::pem::Label::CertificateRequest, inner.as_der(),)
    );
    let mut extensions = Extensions::new();
    let mut value = chancery::encoding::Writer::new();
    value.octet_string(text.as_bytes()).unwrap();
    let criticality = chancery::x509::extension::Criticality::NonCritical;
    let opaque = chancery::x509::Extension::opaque("2.999".parse().unwrap(), criticality, value.into_octets());
    extensions.push(opaque.unwrap()).unwrap();
    let outer = CertificationRequest::sign(&Name::empty(), &extensions, mine.as_ref()).unwrap();
    let read = CertificationRequest::from_bytes(outer.as_der()).unwrap();
    assert_eq!(read.public_key(), outer.public_key());
}

#[test]
fn texts_of_other_names_hold_no_character_that_turns_them_around() {
    use chancery::x509::{SmtpUtf8Mailbox, Upn};
    assert!("jan\u{202e}nimda@office.example".parse::<Upn>().is_err());
    assert!("ż\u{202e}nimda@example.com".parse::<SmtpUtf8Mailbox>().is_err());
    assert!("ż\u{200b}@example.com".parse::<SmtpUtf8Mailbox>().is_err());
}

/// The root again, with one more extension, signed by its own key.
fn root_with(extension: &chancery::x509::Extension) -> (Certificate, Arc<dyn Signer>) {
    use chancery::encoding::{EncodeError, Tag, Writer};
    let (root, signer) = root();
    let mut tbs = Writer::new();
    tbs.sequence(|tbs| {
        tbs.raw(&[0xa0, 0x03, 0x02, 0x01, 0x02, 0x02, 0x01, 0x05])?;
        signer.algorithm().encode(tbs)?;
        root.issuer().encode(tbs)?;
        root.validity().encode(tbs)?;
        root.subject().encode(tbs)?;
        tbs.raw(root.public_key().as_spki())?;
        tbs.nested(Tag::context_constructed(3), |explicit| {
            explicit.sequence(|list| {
                root.extensions().iter().try_for_each(|known| known.encode(list))?;
                extension.encode(list)
            })
        })
    })
    .unwrap();
    let mut certificate = Writer::new();
    let signature = signer.sign(tbs.octets()).unwrap();
    certificate
        .sequence::<EncodeError>(|fields| {
            fields.raw(tbs.octets())?;
            signer.algorithm().encode(fields)?;
            fields.bit_string_of_octets(signature.as_octets())
        })
        .unwrap();
    (Certificate::from_der(certificate.octets()).unwrap(), signer)
}

#[test]
fn an_unknown_critical_extension_of_an_issuer_is_called_that() {
    use chancery::x509::{Extension, extension::Criticality};
    let extension = Extension::opaque("2.999.7".parse().unwrap(), Criticality::Critical, [5, 0]).unwrap();
    let (certificate, signer) = root_with(&extension);
    let refusal = Issuer::new(certificate, signer, &ring::PROVIDER, now()).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "the certificate has the critical extension 2.999.7, which this library does not know and may not ignore \
         (RFC 5280 §4.2)"
    );
}

#[test]
fn a_signer_that_changes_its_key_is_found_out() {
    use chancery::{
        crypto::{PublicKey, SignError, Signature},
        issuer::SelfCheck,
    };
    use std::sync::atomic::{AtomicBool, Ordering};
    /// Signs with its own key until it is turned, and with another from then on.
    struct Turncoat(Arc<dyn Signer>, Arc<dyn Signer>, Arc<AtomicBool>);
    impl Turncoat {
        fn current(&self) -> &dyn Signer {
            if self.2.load(Ordering::SeqCst) { self.1.as_ref() } else { self.0.as_ref() }
        }
    }
    impl Signer for Turncoat {
        fn public_key(&self) -> &PublicKey {
            self.current().public_key()
        }
        fn algorithm(&self) -> SignatureAlgorithm {
            self.current().algorithm()
        }
        fn sign(&self, message: &[u8]) -> Result<Signature, SignError> {
            self.current().sign(message)
        }
    }
    let (certificate, own) = root();
    let turned = Arc::new(AtomicBool::new(false));
    let signer_of_two = Arc::new(Turncoat(own, signer(), Arc::clone(&turned)));
    let issuer = Issuer::new(certificate, signer_of_two, &ring::PROVIDER, now()).unwrap();
    let authority = Authority::new(issuer.with_self_check(SelfCheck::Always), inventory());
    let policy = authority.adopt(TlsServer::new(TlsServer::LIFETIME)).unwrap();
    let approved = approve(&policy, &TlsApplicant::new(vec!["host.example.com".parse().unwrap()])).unwrap();
    let planned = approved.prepare(authority.slot().unwrap(), now()).unwrap().plan().unwrap();
    turned.store(true, Ordering::SeqCst);
    assert!(planned.sign().is_err());
}

#[test]
fn a_path_length_says_what_it_permits_and_what_was_asked() {
    use chancery::policy::catalog::Subordinate;
    let authority = authority();
    let adopt = |authority: &Authority, below| {
        let policy = Subordinate::new(Subordinate::LIFETIME).with_keys(vec![KeyRule::Ed25519]).with_path_len(below);
        authority.adopt(policy)
    };
    let policy = adopt(&authority, 1).unwrap();
    let signer = signer();
    let applicant = AuthorityApplicant::new("PL".to_owned(), "Urząd".to_owned(), "Sub".to_owned());
    let request = request(&Name::empty(), signer.as_ref());
    let history = policy.history(Some(&request), &applicant).unwrap();
    let approved = policy.approve(request, &applicant, &history, now()).unwrap();
    let certificate = authority.issue(approved, now()).unwrap().into_certificate();
    let below = Authority::new(Issuer::new(certificate, signer, &ring::PROVIDER, now()).unwrap(), inventory());
    assert!(adopt(&below, 0).is_ok());
    assert_eq!(
        adopt(&below, 1).unwrap_err().to_string(),
        "the issuer's path length is spent: it permits 1 CA certificates below it, and the policy asks for 2 \
         (RFC 5280 §4.2.1.9)"
    );
}

#[test]
fn a_key_that_anybody_signs_for_is_refused() {
    // The neutral point of the curve: R the same point and S zero hold for every message (RFC 8032 §5.1.7).
    let mut point = [0; 32];
    point[0] = 1;
    let key = chancery::crypto::PublicKey::from_der(
        &[&[0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00][..], &point].concat(),
    )
    .unwrap();
    let signature = [&point[..], &[0; 32]].concat();
    let verified = ring::PROVIDER.verifier.verify(&key, SignatureAlgorithm::Ed25519, b"anything", &signature);
    assert_eq!(verified, Ok(()), "the provider takes it, so the floor must not");
    let rules = chancery::request::KeyFloor::BASELINE.violations(&key);
    assert_eq!(rules.iter().map(|one| one.rule().as_str()).collect::<Vec<_>>(), ["key.ed25519.small-order"]);
}

/// A store that gives back what it was told to.
#[derive(Debug)]
struct Tampering(Arc<MemoryInventory>, std::sync::Mutex<Option<chancery::inventory::Record>>);

impl chancery::inventory::Inventory for Tampering {
    fn insert(
        &self,
        record: &chancery::inventory::Record,
        person: Option<&chancery::inventory::PersonId>,
        change: &chancery::inventory::Change,
    ) -> Result<(), chancery::inventory::InventoryError> {
        self.0.insert(record, person, change)
    }
    fn commit(&self, change: &chancery::inventory::Change) -> Result<(), chancery::inventory::InventoryError> {
        self.0.commit(change)
    }
    fn note(&self, entry: &chancery::inventory::LedgerEntry) -> Result<(), chancery::inventory::InventoryError> {
        self.0.note(entry)
    }
    fn find(
        &self,
        id: chancery::inventory::RecordId,
    ) -> Result<Option<chancery::inventory::Record>, chancery::inventory::InventoryError> {
        match self.1.lock().unwrap().clone() {
            Some(record) => Ok(Some(record)),
            None => self.0.find(id),
        }
    }
    fn history(
        &self,
        inquiry: &chancery::inventory::Inquiry,
    ) -> Result<chancery::inventory::History, chancery::inventory::InventoryError> {
        self.0.history(inquiry)
    }
    fn undetermined(
        &self,
        visit: &mut dyn FnMut(&chancery::inventory::Record) -> std::ops::ControlFlow<()>,
    ) -> Result<(), chancery::inventory::InventoryError> {
        self.0.undetermined(visit)
    }
    fn next_crl_number(
        &self,
        scope: chancery::inventory::Scope,
        floor: u64,
    ) -> Result<u64, chancery::inventory::InventoryError> {
        self.0.next_crl_number(scope, floor)
    }
    fn revoked(
        &self,
        scope: chancery::inventory::Scope,
        visit: &mut dyn FnMut(&chancery::inventory::RevokedEntry) -> std::ops::ControlFlow<()>,
    ) -> Result<(), chancery::inventory::InventoryError> {
        self.0.revoked(scope, visit)
    }
    fn register(
        &self,
        foreign: &chancery::inventory::Foreign,
        person: Option<&chancery::inventory::PersonId>,
    ) -> Result<(), chancery::inventory::InventoryError> {
        self.0.register(foreign, person)
    }
    fn withdraw(
        &self,
        withdrawal: &chancery::inventory::Withdrawal,
    ) -> Result<(), chancery::inventory::InventoryError> {
        self.0.withdraw(withdrawal)
    }
    fn registered(
        &self,
        id: chancery::inventory::ForeignId,
    ) -> Result<Option<chancery::inventory::RegisteredForeign>, chancery::inventory::InventoryError> {
        self.0.registered(id)
    }
    fn registered_as(
        &self,
        subject: &chancery::inventory::ComparisonKey,
        visit: &mut dyn FnMut(&chancery::inventory::RegisteredForeign) -> std::ops::ControlFlow<()>,
    ) -> Result<(), chancery::inventory::InventoryError> {
        self.0.registered_as(subject, visit)
    }
}

#[test]
fn a_plan_with_another_key_in_it_is_not_taken_up() {
    use chancery::inventory::{Octets, Record, StoredBody, StoredRecord};
    let (certificate, signer_of_root) = root();
    let store = Arc::new(Tampering(inventory(), std::sync::Mutex::new(None)));
    let issuer = Issuer::new(certificate, signer_of_root, &ring::PROVIDER, now()).unwrap();
    let authority = Authority::new(issuer, store.clone());
    // Without the identifier of the key, its octets stand in one place only.
    let profile = Profile { subject_key_identifier: Row::Absent { if_asked: Surplus::Withhold }, ..server() };
    let policy = authority.adopt(Plain(profile)).unwrap();
    let facts = Facts::new(vec![Fact::DnsName("host.example.com".parse().unwrap())]);
    let planned = approve(&policy, &facts).unwrap().prepare(authority.slot().unwrap(), now()).unwrap().plan().unwrap();
    let id = planned.id();
    drop(planned);
    let record = authority.inventory().find(id).unwrap().unwrap();
    let mut octets = record.to_be_signed().unwrap().to_vec();
    let foreign = signer();
    let place = octets.windows(12).position(|at| at == &foreign.public_key().as_spki()[..12]).unwrap();
    octets[place..place + 44].copy_from_slice(foreign.public_key().as_spki());
    let stored = StoredRecord { body: StoredBody::ToBeSigned(Octets::new(octets)), ..record.to_stored() };
    *store.1.lock().unwrap() = Some(Record::from_stored(stored).unwrap());
    assert_eq!(
        authority.resume(id).unwrap_err().to_string(),
        format!("what was to be signed is not what record {id} says: subjectPublicKeyInfo differs")
    );
}

#[test]
fn a_key_that_was_compromised_meanwhile_is_not_planned() {
    use chancery::{
        inventory::{Requested, Requester, Revocation},
        x509::Reason,
    };
    let authority = authority();
    let policy = authority.adopt(TlsServer::new(TlsServer::LIFETIME)).unwrap();
    let applicant = TlsApplicant::new(vec!["host.example.com".parse().unwrap()]);
    let request = request(&Name::empty(), signer().as_ref());
    let approve = || {
        let history = policy.history(Some(&request), &applicant).unwrap();
        policy.approve(request.clone(), &applicant, &history, now()).unwrap()
    };
    let enrolled = authority.issue(approve(), now()).unwrap();
    let waiting = approve();
    let record = authority.inventory().find(enrolled.id()).unwrap().unwrap();
    let requested = Requested { by: Requester::Subscriber, at: now() };
    let revocation = Revocation { at: now(), reason: Reason::KeyCompromise, invalid_since: None, requested };
    authority.inventory().commit(&record.revoke(revocation).unwrap()).unwrap();
    let prepared = waiting.prepare(authority.slot().unwrap(), now()).unwrap();
    assert_eq!(
        prepared.plan().unwrap_err().to_string(),
        format!("the key is certified for another subject or was revoked as compromised, in record {}", enrolled.id())
    );
}

#[test]
fn the_empty_subject_is_shared_by_nobody() {
    use chancery::policy::catalog::ServerCommonName;
    let authority = authority();
    let policy = TlsServer::new(TlsServer::LIFETIME).with_common_name(ServerCommonName::Absent);
    let policy = authority.adopt(policy).unwrap();
    let applicant = TlsApplicant::new(vec!["host.example.com".parse().unwrap()]);
    for _ in 0..3 {
        let approved = approve(&policy, &applicant).unwrap();
        assert!(approved.subject().is_empty());
        let _ = authority.issue(approved, now()).unwrap();
    }
    let request = request(&Name::empty(), signer().as_ref());
    assert!(policy.history(Some(&request), &applicant).unwrap().records().is_empty());
}
