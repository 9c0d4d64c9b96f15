//! Authorities, applicants and requests for the tests of the whole walk.
//!
//! Everything is fixed: keys from `tests/data/keys`, a clock that stands, serial numbers that count. What these make is
//! the same on every machine, so it can be compared with files. Included with `#[path]` by the tests that walk.
//! The surprising choice: a CA certificate is made by the library too, by the walk of a founding issuer under `root`,
//! so that the first test of the library is that it can start from nothing.
#![allow(dead_code, reason = "each test binary that includes this file uses some of it")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "what cannot be made is a failed test")]

use std::{
    fs,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU8, Ordering},
    },
};

use chancery::{
    Authority,
    crypto::{Provider, ProviderError, Random, SecretKey, SignatureAlgorithm, Signer},
    encoding::Oid,
    inventory::{Inventory, MemoryInventory},
    issuance::Approved,
    issuer::{Issuer, Publication},
    policy::{
        FromAuthority, FromSubscriber, KeyOrigin, KeyRule, Policy, Rejection,
        catalog::{
            AuthorityApplicant, DeviceApplicant, OperatorApplicant, OperatorFile, ResponderApplicant, Root,
            SekapApplicant, SekapOffice, SekapRequest, Subordinate, System, SystemApplicant, TlsApplicant, TlsClient,
            TlsClientApplicant, TlsServer, VpnDevice,
        },
    },
    request::{CertificationRequest, VerifiedRequest},
    x509::{
        AttributeType, Certificate, Extension, Extensions, Lifetime, Name, Time,
        extension::{SubjectName, TypedExtension},
    },
};

/// Every provider that is compiled in, by name.
pub(crate) const PROVIDERS: &[(&str, &Provider)] = &[
    #[cfg(feature = "ring")]
    ("ring", &chancery::crypto::ring::PROVIDER),
    #[cfg(feature = "aws-lc-rs")]
    ("aws-lc-rs", &chancery::crypto::aws_lc_rs::PROVIDER),
];

/// The provider of tests that need one and not each.
pub(crate) fn provider() -> &'static Provider {
    PROVIDERS.first().unwrap().1
}

/// 22 November 2026, ten o'clock: when everything here is asked for.
pub(crate) fn now() -> Time {
    at("2026-11-22T10:00:00Z")
}

pub(crate) fn at(text: &str) -> Time {
    text.parse().unwrap()
}

/// The serial numbers it makes are 41…, 42…, 43…, one octet repeated.
#[derive(Debug, Default)]
pub(crate) struct Counting(AtomicU8);

impl Random for Counting {
    fn fill(&self, out: &mut [u8]) -> Result<(), ProviderError> {
        out.fill(self.0.fetch_add(1, Ordering::Relaxed) + 1);
        Ok(())
    }
}

/// The serial number it makes is always the same.
#[derive(Debug)]
pub(crate) struct Stuck;

impl Random for Stuck {
    fn fill(&self, out: &mut [u8]) -> Result<(), ProviderError> {
        out.fill(7);
        Ok(())
    }
}

pub(crate) fn secret(key: &str) -> SecretKey {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/keys/{key}.pkcs8.pem"));
    SecretKey::from_pem(&fs::read(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))).unwrap()
}

/// The key of `tests/data/keys/<key>.pkcs8.pem`, which signs with the hash that goes with it.
pub(crate) fn signer(provider: &Provider, key: &str) -> Arc<dyn Signer> {
    let secret = secret(key);
    let algorithm = SignatureAlgorithm::usual_for(secret.algorithm()).unwrap();
    provider.keys.signer(&secret, algorithm).unwrap()
}

/// The name of the authority of these tests.
pub(crate) fn ca_name() -> Name {
    name(&[
        (AttributeType::COUNTRY, "PL"),
        (AttributeType::ORGANIZATION, "Example"),
        (AttributeType::COMMON_NAME, "Example Root"),
    ])
}

pub(crate) fn name(attributes: &[(AttributeType, &str)]) -> Name {
    Name::of(attributes).unwrap()
}

/// An identifier under the arc for examples.
pub(crate) fn policy_oid() -> Oid {
    "2.999.1".parse().unwrap()
}

/// Keys of every kind the tests have.
pub(crate) const EVERY_KEY: &[KeyRule] =
    &[KeyRule::RsaBetween { least: 2048, most: 4096 }, KeyRule::P256, KeyRule::P384, KeyRule::Ed25519];

pub(crate) fn root_policy() -> Root {
    Root::new(Root::LIFETIME).with_keys(EVERY_KEY)
}

pub(crate) fn subordinate_policy() -> Subordinate {
    Subordinate::new(Subordinate::LIFETIME).with_keys(EVERY_KEY)
}

pub(crate) fn inventory(provider: &Provider) -> Arc<dyn Inventory> {
    Arc::new(MemoryInventory::with_salt([7; 32], provider.digest))
}

/// A root that signed its own certificate on the first day of 2026, for twenty years.
pub(crate) fn root(provider: &Provider, key: &str) -> Certificate {
    let signer = signer(provider, key);
    let request = request_by(provider, signer.as_ref(), &ca_name(), []);
    let issuer = Issuer::founding(ca_name(), signer, provider).unwrap();
    let authority = Authority::new(issuer, inventory(provider)).with_random(Arc::new(Stuck));
    let start = at("2026-01-01T00:00:00Z");
    let approved = approve(&authority, root_policy(), request, &root_applicant(), start).unwrap();
    authority.issue(approved, start).unwrap().into_certificate()
}

/// An issuer under [`root`] with that key.
pub(crate) fn issuer(provider: &Provider, key: &str) -> Issuer {
    Issuer::new(root(provider, key), signer(provider, key), provider, now()).unwrap()
}

/// Where the authority of these tests publishes.
pub(crate) fn publication() -> Publication {
    Publication::none()
        .with_crl("http://ca.example/root.crl".parse().unwrap())
        .with_ca_issuers("http://ca.example/root.cer".parse().unwrap())
        .with_ocsp("http://ocsp.ca.example/".parse().unwrap())
}

/// An authority that publishes, with an empty inventory and serial numbers that count.
pub(crate) fn authority(provider: &Provider, key: &str) -> Authority {
    over(issuer(provider, key).with_publication(publication()), inventory(provider))
}

pub(crate) fn over(issuer: Issuer, inventory: Arc<dyn Inventory>) -> Authority {
    Authority::new(issuer, inventory).with_random(Arc::new(Counting::default()))
}

/// A request of that key for this name and these extensions, with possession proven.
pub(crate) fn request(
    provider: &Provider,
    key: &str,
    subject: &Name,
    asked: impl IntoIterator<Item = Extension>,
) -> VerifiedRequest {
    request_by(provider, signer(provider, key).as_ref(), subject, asked)
}

pub(crate) fn request_by(
    provider: &Provider,
    signer: &dyn Signer,
    subject: &Name,
    asked: impl IntoIterator<Item = Extension>,
) -> VerifiedRequest {
    let mut extensions = Extensions::new();
    for extension in asked {
        extensions.push(extension).unwrap();
    }
    CertificationRequest::sign(subject, &extensions, signer).unwrap().verify(provider).unwrap()
}

/// A request that asks for nothing.
pub(crate) fn bare(provider: &Provider, key: &str) -> VerifiedRequest {
    request(provider, key, &Name::empty(), [])
}

pub(crate) fn typed<E: TypedExtension>(value: &E) -> Extension {
    Extension::typed(value, SubjectName::NonEmpty).unwrap()
}

/// Adopts, asks the inventory, decides.
pub(crate) fn approve<P: Policy>(
    authority: &Authority,
    policy: P,
    request: VerifiedRequest,
    applicant: &P::Applicant,
    now: Time,
) -> Result<Approved<P>, Rejection>
where
    P::KeyOrigin: FromSubscriber,
{
    let policy = authority.adopt(policy).unwrap();
    let history = policy.history(Some(&request), applicant).unwrap();
    policy.approve(request, applicant, &history, now)
}

/// Adopts, asks the inventory, decides, where the authority makes the key.
pub(crate) fn approve_generated<P: Policy>(
    authority: &Authority,
    policy: P,
    applicant: &P::Applicant,
    now: Time,
) -> Result<Approved<P>, Rejection>
where
    P::KeyOrigin: FromAuthority,
{
    let policy = authority.adopt(policy).unwrap();
    let history = policy.history(None, applicant).unwrap();
    policy.approve_generated(applicant, &history, now)
}

/// The whole walk.
pub(crate) fn walk<P: Policy<KeyOrigin = chancery::policy::SubscriberKey>>(
    authority: &Authority,
    policy: P,
    request: VerifiedRequest,
    applicant: &P::Applicant,
) -> Certificate
where
    P::KeyOrigin: FromSubscriber + KeyOrigin<Secret = ()>,
{
    let approved = approve(authority, policy, request, applicant, now()).unwrap();
    authority.issue(approved, now()).unwrap().into_certificate()
}

pub(crate) fn root_applicant() -> AuthorityApplicant {
    AuthorityApplicant::new("PL".to_owned(), "Example".to_owned(), "Example Root".to_owned())
}

pub(crate) fn subordinate_applicant() -> AuthorityApplicant {
    let mut applicant = AuthorityApplicant::new("PL".to_owned(), "Example".to_owned(), "Example Issuing".to_owned());
    applicant.nip = Some("1234563218".parse().unwrap());
    applicant
}

pub(crate) fn server(hosts: &[&str]) -> TlsApplicant {
    TlsApplicant::new(hosts.iter().map(|host| host.parse().unwrap()).collect())
}

pub(crate) fn client() -> TlsClientApplicant {
    let mut applicant = TlsClientApplicant::new("Example Client");
    applicant.email = Some("client@host.example".parse().unwrap());
    applicant
}

pub(crate) fn operator() -> OperatorApplicant {
    OperatorApplicant::new(
        "PL".to_owned(),
        "Straż Miejska".to_owned(),
        ("Zażółć".to_owned(), "Gęślą".to_owned()),
        "99723100018".parse().unwrap(),
        "operator@straz.example".parse().unwrap(),
    )
}

pub(crate) fn system() -> SystemApplicant {
    let nip = "1234563218".parse().unwrap();
    SystemApplicant::new("PL".to_owned(), "Example".to_owned(), nip, "Example System".to_owned())
}

pub(crate) fn server_policy() -> TlsServer {
    TlsServer::new(Lifetime::Days(90))
}

pub(crate) fn client_policy() -> TlsClient {
    TlsClient::new(TlsClient::LIFETIME)
}

pub(crate) fn operator_policy() -> OperatorFile {
    OperatorFile::new(policy_oid())
}

pub(crate) fn system_policy() -> System {
    System::new(policy_oid())
}

pub(crate) fn device_policy() -> VpnDevice {
    VpnDevice::new(policy_oid())
}

pub(crate) fn device() -> DeviceApplicant {
    DeviceApplicant::new("PL".to_owned(), "Example".to_owned(), "Courts".to_owned(), "WA1M-0042".to_owned())
}

pub(crate) fn sekap_office_policy() -> SekapOffice {
    SekapOffice::new(policy_oid())
}

pub(crate) fn sekap_request_policy() -> SekapRequest {
    SekapRequest::new(policy_oid())
}

pub(crate) fn citizen() -> SekapApplicant {
    SekapApplicant::new(
        "PL".to_owned(),
        ("Zażółć".to_owned(), "Gęślą".to_owned()),
        "99723100018".parse().unwrap(),
        "citizen@mail.example".parse().unwrap(),
    )
}

/// Somebody else of the same name.
pub(crate) fn another_citizen() -> SekapApplicant {
    let mut who = citizen();
    who.pesel = "89701204041".parse().unwrap();
    who
}

pub(crate) fn responder() -> ResponderApplicant {
    ResponderApplicant::new("PL".to_owned(), "Example".to_owned(), "Example Responder".to_owned())
}
