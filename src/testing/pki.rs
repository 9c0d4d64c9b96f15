//! The test PKI: a root, and servers and clients under it.
//!
//! The walk of `authority`, taken with the `ring` provider: a founding issuer signs itself under the policy `root`, then
//! certifies under `tls-server` and `tls-client`, all on the rolls of a `MemoryInventory`. Root keys are committed in
//! `keys/`, so a root that was put into a trust store for tests serves every later run; keys of servers and clients are
//! made for each. The surprising choice: production issuers refuse all of it by name, by extension and by key.

use std::{net::IpAddr, sync::Arc};

use super::{TestCertificate, TestRoot, made, marked::Marked};
use crate::{
    Authority, Error,
    crypto::{Curve, KeyAlgorithm, SecretKey, SignatureAlgorithm, Signer, ring::PROVIDER},
    inventory::MemoryInventory,
    issuance::Adopted,
    issuer::{Issuer, TestMark},
    policy::{
        KeyRule, Policy, SubscriberKey,
        catalog::{AuthorityApplicant, Root, ServerCommonName, TlsApplicant, TlsClient, TlsClientApplicant, TlsServer},
    },
    request::{CertificationRequest, VerifiedRequest},
    x509::{AttributeType, Certificate, Extensions, Lifetime, Name, Time},
};

/// The key of [`TestPki::new`] and [`TestPki::at`].
const ROOT: (&str, &[u8]) = ("Test Root", include_bytes!("keys/root.pem"));
/// The key of [`TestPki::stranger`].
const STRANGER: (&str, &[u8]) = ("Test Stranger", include_bytes!("keys/stranger.pem"));

/// RFC 5280 Appendix A.1: `ub-common-name INTEGER ::= 64`
const COMMON_NAME: usize = 64;
/// User-assigned in ISO 3166: no country.
const COUNTRY: &str = "XX";

/// How long what is made is valid, from when.
struct Terms {
    start: Time,
    root: Lifetime,
    server: Lifetime,
    client: Lifetime,
}

/// A PKI for tests: a root, and certificates under it for TLS servers and clients.
///
/// ```
/// use chancery::testing::TestPki;
///
/// let pki = TestPki::new();
/// let server = pki.server("localhost");
/// let client = pki.client("alice");
/// let (chain, key) = (server.chain_der(), server.key_der()); // for rustls
/// let (chain_pem, key_pem) = (client.chain_pem(), client.key_pem()); // for files
/// let trusted = pki.root().certificate_pem();
/// # assert_eq!((chain.len(), chain_pem.matches("BEGIN").count()), (2, 2));
/// # drop((key, key_pem, trusted));
/// ```
///
/// The root has a key that everybody has, the same in every `TestPki` but [`TestPki::stranger`]: roots of two calls are
/// two certificates of one name and key, and each verifies what the other signed. [`Issuer::new`] refuses such a root,
/// and a policy in force under a production issuer refuses its key ([`TestMark`]).
#[derive(Debug)]
pub struct TestPki {
    start: Time,
    authority: Authority,
    root: TestRoot,
    server: Adopted<Marked<TlsServer>>,
    /// For hosts that are no common name.
    unnamed_server: Adopted<Marked<TlsServer>>,
    client: Adopted<Marked<TlsClient>>,
}

impl TestPki {
    /// A PKI whose certificates are valid from 2020-01-01 to 2099-12-31, so that a test passes on whatever day it runs
    /// and no clock is read.
    ///
    /// Verifiers that want short lifetimes (Apple's: 825 days) take [`TestPki::at`].
    ///
    /// # Panics
    /// When the system has no randomness.
    #[must_use]
    #[track_caller]
    pub fn new() -> Self {
        Self::founded(ROOT, &Terms::for_any_day())
    }

    /// Another PKI on the same terms, with another name and another key: what a test of refusals needs.
    ///
    /// # Panics
    /// As [`TestPki::new`].
    #[must_use]
    #[track_caller]
    pub fn stranger() -> Self {
        Self::founded(STRANGER, &Terms::for_any_day())
    }

    /// A PKI that starts at this time with the lifetimes of the catalog: 20 years for the root, 90 days for servers, 365
    /// for clients. For tests of expiry and with a clock of their own.
    ///
    /// # Panics
    /// As [`TestPki::new`], and for a time whose windows do not end before the year 10000.
    #[must_use]
    #[track_caller]
    pub fn at(now: Time) -> Self {
        let terms =
            Terms { start: now, root: Root::LIFETIME, server: TlsServer::LIFETIME, client: TlsClient::LIFETIME };
        Self::founded(ROOT, &terms)
    }

    /// The root, for trust stores.
    #[must_use]
    pub const fn root(&self) -> &TestRoot {
        &self.root
    }

    /// A certificate for a TLS server at this host: a host name such as `localhost` or `*.example.test`, or an IP address
    /// such as `127.0.0.1` or `::1`.
    ///
    /// # Panics
    /// For what is neither a host name nor an address, with the reason.
    #[must_use]
    #[track_caller]
    pub fn server(&self, host: &str) -> TestCertificate {
        self.server_for(&[host])
    }

    /// The same for several hosts in one certificate; the first host name is the common name, unless it has more than the
    /// 64 characters of one.
    ///
    /// # Panics
    /// As [`TestPki::server`], and for no host at all.
    #[must_use]
    #[track_caller]
    pub fn server_for(&self, hosts: &[&str]) -> TestCertificate {
        let mut applicant = TlsApplicant::new(Vec::new());
        (applicant.country, applicant.organization) = mark();
        for host in hosts {
            match host.parse::<IpAddr>() {
                Ok(address) => applicant.ip_addresses.push(address.into()),
                Err(_) => applicant.dns_names.push(made(host.parse(), &format!("a test certificate for {host:?}"))),
            }
        }
        let first = applicant.dns_names.first().map_or(0, |name| name.as_str().len());
        let policy = if first > COMMON_NAME { &self.unnamed_server } else { &self.server };
        self.certified(policy, &applicant, &format!("a test certificate for the hosts {hosts:?}"))
    }

    /// A certificate for a TLS client that goes by this common name.
    ///
    /// # Panics
    /// For what is no common name (empty, over 64 characters), with the reason.
    #[must_use]
    #[track_caller]
    pub fn client(&self, name: &str) -> TestCertificate {
        let mut applicant = TlsClientApplicant::new(name);
        (applicant.country, applicant.organization) = mark();
        self.certified(&self.client, &applicant, &format!("a test certificate for the client {name:?}"))
    }

    #[track_caller]
    fn founded((name, key): (&str, &[u8]), terms: &Terms) -> Self {
        let signer = made(signer(key), "the signer of the test root");
        let root = made(found(name, &signer, terms), "the test root");
        let authority = made(open(&root, signer, terms.start), "the test PKI");
        let policy = TlsServer::new(terms.server);
        let server = made(authority.adopt(Marked(policy.clone())), "the policy of test servers");
        let policy = policy.with_common_name(ServerCommonName::Absent);
        let unnamed_server = made(authority.adopt(Marked(policy)), "the policy of test servers with long names");
        let client = made(authority.adopt(Marked(TlsClient::new(terms.client))), "the policy of test clients");
        Self { start: terms.start, authority, root: TestRoot::new(root), server, unnamed_server, client }
    }

    #[track_caller]
    fn certified<P>(&self, policy: &Adopted<P>, applicant: &P::Applicant, what: &str) -> TestCertificate
    where
        P: Policy<KeyOrigin = SubscriberKey>,
    {
        let (certificate, key) = made(enrol(&self.authority, policy, applicant, self.start), what);
        TestCertificate::new(certificate, self.root.certificate().clone(), key)
    }
}

impl Default for TestPki {
    #[track_caller]
    fn default() -> Self {
        Self::new()
    }
}

impl Terms {
    /// Eighty calendar years from 2020, for everything.
    #[track_caller]
    fn for_any_day() -> Self {
        let start = made("2020-01-01T00:00:00Z".parse(), "the first second of test certificates");
        Self { start, root: Lifetime::Years(80), server: Lifetime::Years(80), client: Lifetime::Years(80) }
    }
}

/// What marks a subject: a country that is none, and the organisation.
fn mark() -> (Option<String>, Option<String>) {
    (Some(COUNTRY.to_owned()), Some(TestMark::ORGANIZATION.to_owned()))
}

fn signer(pem: &[u8]) -> Result<Arc<dyn Signer>, Error> {
    Ok(PROVIDER.keys.signer(&SecretKey::from_pem(pem)?, SignatureAlgorithm::EcdsaSha256)?)
}

/// The root signs itself, on rolls of its own.
fn found(common_name: &str, signer: &Arc<dyn Signer>, terms: &Terms) -> Result<Certificate, Error> {
    let name = Name::of(&[
        (AttributeType::COUNTRY, COUNTRY),
        (AttributeType::ORGANIZATION, TestMark::ORGANIZATION),
        (AttributeType::COMMON_NAME, common_name),
    ])?;
    let applicant =
        AuthorityApplicant::new(COUNTRY.to_owned(), TestMark::ORGANIZATION.to_owned(), common_name.to_owned());
    let request = requested(&name, signer.as_ref())?;
    let issuer = Issuer::founding_for_tests(name, Arc::clone(signer), &PROVIDER)?;
    let authority = over(issuer)?;
    let policy = authority.adopt(Marked(Root::new(terms.root).with_keys(vec![KeyRule::P256])))?;
    walk(&authority, &policy, request, &applicant, terms.start)
}

fn open(root: &Certificate, signer: Arc<dyn Signer>, now: Time) -> Result<Authority, Error> {
    over(Issuer::certified_for_tests(root.clone(), signer, &PROVIDER, now)?)
}

fn over(issuer: Issuer) -> Result<Authority, Error> {
    Ok(Authority::new(issuer, Arc::new(MemoryInventory::new(PROVIDER.random, PROVIDER.digest)?)))
}

/// Makes a key, has it ask for nothing, and walks.
fn enrol<P: Policy<KeyOrigin = SubscriberKey>>(
    authority: &Authority,
    policy: &Adopted<P>,
    applicant: &P::Applicant,
    now: Time,
) -> Result<(Certificate, SecretKey), Error> {
    let key = PROVIDER.keys.generate(KeyAlgorithm::Ec(Curve::P256))?;
    let signer = PROVIDER.keys.signer(&key, SignatureAlgorithm::EcdsaSha256)?;
    let request = requested(&Name::empty(), signer.as_ref())?;
    Ok((walk(authority, policy, request, applicant, now)?, key))
}

fn requested(subject: &Name, signer: &dyn Signer) -> Result<VerifiedRequest, Error> {
    Ok(CertificationRequest::sign(subject, &Extensions::new(), signer)?.verify(&PROVIDER)?)
}

fn walk<P: Policy<KeyOrigin = SubscriberKey>>(
    authority: &Authority,
    policy: &Adopted<P>,
    request: VerifiedRequest,
    applicant: &P::Applicant,
    now: Time,
) -> Result<Certificate, Error> {
    let history = policy.history(Some(&request), applicant)?;
    let approved = policy.approve(request, applicant, &history, now)?;
    Ok(authority.issue(approved, now)?.into_certificate())
}
