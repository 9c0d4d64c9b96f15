//! A small centre for the target `csr_to_certificate`: one issuer, two server policies, nothing left to chance.
//!
//! Its root is an Ed25519 key of `tests/data/keys`, its clock stands, its serial numbers are all the same; a certificate
//! it prepares depends on the request and on nothing else, so a finding can be had again. The surprising choice: it
//! believes every signature, because a fuzzer that must forge one would never see a policy decide.
#![allow(clippy::expect_used, reason = "a centre that cannot be set up judges nothing")]

use std::sync::{Arc, LazyLock};

use chancery::{
    Authority,
    crypto::{
        Provider, ProviderError, PublicKey, Random, SecretKey, SignError, Signature, SignatureAlgorithm, Signer,
        Verifier, VerifyError, ring,
    },
    encoding::Oid,
    inventory::MemoryInventory,
    issuance::Adopted,
    issuer::{Issuer, Publication},
    policy::{
        KeyRule,
        catalog::{AuthorityApplicant, Root, ServerCommonName, TlsApplicant, TlsServer},
    },
    request::CertificationRequest,
    x509::{
        AttributeType, Certificate, Extensions, GeneralName, Name, Time, Uri,
        extension::{SubjectAltName, oid},
    },
};

const KEY: &[u8] = include_bytes!("../../tests/data/keys/ed25519.pkcs8.pem");
const ROOT: [(AttributeType, &str); 3] = [
    (AttributeType::COUNTRY, "PL"),
    (AttributeType::ORGANIZATION, "Centrum"),
    (AttributeType::COMMON_NAME, "Centrum Root"),
];

/// A policy in force, and what each of its certificates has, said a second time.
pub(crate) struct Server {
    pub(crate) adopted: Adopted<TlsServer>,
    pub(crate) applicant: TlsApplicant,
    pub(crate) subject: Name,
    pub(crate) names: SubjectAltName,
    pub(crate) extensions: &'static [Oid],
}

pub(crate) struct Centre {
    pub(crate) authority: Authority,
    pub(crate) servers: [Server; 2],
}

pub(crate) static CENTRE: LazyLock<Centre> = LazyLock::new(|| {
    let signer = signer();
    let root = root(&signer, KeyRule::Ed25519);
    let issuer = Issuer::new(root, signer, &ring::PROVIDER, now()).expect("a root");
    let authority = authority(issuer.clone());
    let published = self::authority(issuer.with_publication(publication()));
    Centre { servers: [full(&published), bare(&authority)], authority }
});

/// 1 January 2026.
pub(crate) fn now() -> Time {
    Time::from_unix_seconds(1_767_225_600).expect("a time")
}

pub(crate) fn signer() -> Arc<dyn Signer> {
    let key = SecretKey::from_pem(KEY).expect("a key");
    ring::PROVIDER.keys.signer(&key, SignatureAlgorithm::Ed25519).expect("a signer")
}

/// The certificate of an authority that signs itself.
pub(crate) fn root(signer: &Arc<dyn Signer>, key: KeyRule) -> Certificate {
    let [(_, country), (_, organization), (_, common_name)] = ROOT.map(|(kind, text)| (kind, text.to_owned()));
    let applicant = AuthorityApplicant::new(country, organization, common_name);
    let name = Name::of(&ROOT).expect("a name");
    let issuer = Issuer::founding(name.clone(), Arc::clone(signer), &ring::PROVIDER).expect("a founder");
    let authority = authority(issuer);
    let adopted = authority.adopt(Root::new(Root::LIFETIME).with_keys(vec![key])).expect("adopted");
    let request = CertificationRequest::sign(&name, &Extensions::new(), signer.as_ref()).expect("a request");
    let request = request.verify(&ring::PROVIDER).expect("possession");
    let history = adopted.history(Some(&request), &applicant).expect("a history");
    let approved = adopted.approve(request, &applicant, &history, now()).expect("approved");
    authority.issue(approved, now()).expect("issued").into_certificate()
}

fn authority(issuer: Issuer) -> Authority {
    let inventory = MemoryInventory::with_salt([0; 32], ring::PROVIDER.digest);
    Authority::new(issuer, Arc::new(inventory)).with_random(Arc::new(Worn))
}

fn publication() -> Publication {
    let uri = |text: &str| text.parse::<Uri>().expect("an address");
    Publication::none()
        .with_crl(uri("http://pki.example/root.crl"))
        .with_ca_issuers(uri("http://pki.example/root.cer"))
        .with_ocsp(uri("http://ocsp.pki.example/"))
}

/// All a server can have.
fn full(authority: &Authority) -> Server {
    let policy: Oid = "2.999.1".parse().expect("an identifier");
    let mut applicant = applicant(&["host.example", "www.host.example"]);
    applicant.ip_addresses = vec!["192.0.2.1".parse().expect("an address")];
    applicant.organization = Some("Zażółć".to_owned());
    applicant.country = Some("PL".to_owned());
    let subject = [
        (AttributeType::COUNTRY, "PL"),
        (AttributeType::ORGANIZATION, "Zażółć"),
        (AttributeType::COMMON_NAME, "host.example"),
    ];
    Server {
        adopted: authority.adopt(TlsServer::new(TlsServer::LIFETIME).with_policy(policy)).expect("adopted"),
        names: names(&applicant),
        applicant,
        subject: Name::of(&subject).expect("a name"),
        extensions: &[
            oid::SUBJECT_KEY_IDENTIFIER,
            oid::KEY_USAGE,
            oid::SUBJECT_ALT_NAME,
            oid::AUTHORITY_KEY_IDENTIFIER,
            oid::CERTIFICATE_POLICIES,
            oid::EXTENDED_KEY_USAGE,
            oid::CRL_DISTRIBUTION_POINTS,
            oid::AUTHORITY_INFO_ACCESS,
        ],
    }
}

/// As little as a server can have: an empty subject.
fn bare(authority: &Authority) -> Server {
    let applicant = applicant(&["host.example"]);
    let policy = TlsServer::new(TlsServer::LIFETIME).with_common_name(ServerCommonName::Absent);
    Server {
        adopted: authority.adopt(policy).expect("adopted"),
        names: names(&applicant),
        applicant,
        subject: Name::empty(),
        extensions: &[
            oid::SUBJECT_KEY_IDENTIFIER,
            oid::KEY_USAGE,
            oid::SUBJECT_ALT_NAME,
            oid::AUTHORITY_KEY_IDENTIFIER,
            oid::EXTENDED_KEY_USAGE,
        ],
    }
}

fn applicant(hosts: &[&str]) -> TlsApplicant {
    TlsApplicant::new(hosts.iter().map(|host| host.parse().expect("a host name")).collect())
}

fn names(applicant: &TlsApplicant) -> SubjectAltName {
    let hosts = applicant.dns_names.iter().cloned().map(GeneralName::Dns);
    let addresses = applicant.ip_addresses.iter().copied().map(GeneralName::Ip);
    SubjectAltName::new(hosts.chain(addresses).collect::<Vec<_>>()).expect("names")
}

/// Draws the same octets every time.
struct Worn;

impl Random for Worn {
    fn fill(&self, out: &mut [u8]) -> Result<(), ProviderError> {
        out.fill(0x5a);
        Ok(())
    }
}

/// Finds that every signature holds.
struct Believer;

impl Verifier for Believer {
    fn verify(&self, _: &PublicKey, _: SignatureAlgorithm, _: &[u8], _: &[u8]) -> Result<(), VerifyError> {
        Ok(())
    }
}

pub(crate) const BELIEVING: Provider = ring::PROVIDER.with_verifier(&Believer);

/// Signs with any key, and nothing of it holds.
pub(crate) struct Pretender {
    key: PublicKey,
    algorithm: SignatureAlgorithm,
}

impl Pretender {
    /// `None` for a key that makes no signatures this library checks.
    pub(crate) fn new(key: PublicKey) -> Option<Self> {
        let algorithm = SignatureAlgorithm::ALL.iter().copied().find(|algorithm| algorithm.fits(key.algorithm()))?;
        Some(Self { key, algorithm })
    }
}

impl Signer for Pretender {
    fn public_key(&self) -> &PublicKey {
        &self.key
    }

    fn algorithm(&self) -> SignatureAlgorithm {
        self.algorithm
    }

    fn sign(&self, _message: &[u8]) -> Result<Signature, SignError> {
        Ok(Signature::from_octets([0x5a; 64]))
    }
}
