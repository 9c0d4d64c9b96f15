//! An issuer under each provider and each kind of key, with the server policy in force: what `issuance` measures.
//!
//! The certificates are those of a public web server: two host names, CRL and issuer addresses, a policy identifier. The
//! subject's key is on P-256 throughout, so that only the issuer differs. The surprising choice: the inventory forgets
//! all it is told; what a store costs is measured where stores are, and here only the library is.

use std::{ops::ControlFlow, sync::Arc};

use chancery::{
    Authority,
    crypto::{Curve, KeyAlgorithm, Provider, SecretKey, SignatureAlgorithm, Signer, aws_lc_rs, ring},
    inventory::{
        Change, ComparisonKey, Foreign, ForeignId, History, Inquiry, Inventory, InventoryError, LedgerEntry,
        MemoryInventory, PersonId, Record, RecordId, RegisteredForeign, RevokedEntry, Scope, Withdrawal,
    },
    issuance::{Adopted, Approved, Prepared},
    issuer::{Issuer, Publication},
    policy::{
        KeyRule, SubscriberKey,
        catalog::{AuthorityApplicant, Root, TlsApplicant, TlsServer},
    },
    request::{CertificationRequest, VerifiedRequest},
    x509::{AttributeType, Certificate, Extensions, Name, Time, Uri},
};

/// One kind of issuer key under one provider.
pub(crate) struct Centre {
    /// Such as `P-256 ring`.
    pub(crate) name: String,
    pub(crate) provider: Provider,
    pub(crate) signer: Arc<dyn Signer>,
    pub(crate) issuer: Issuer,
    pub(crate) authority: Authority,
    pub(crate) adopted: Adopted<TlsServer>,
    pub(crate) applicant: TlsApplicant,
    pub(crate) request: VerifiedRequest,
}

const ROOT: [(AttributeType, &str); 3] = [
    (AttributeType::COUNTRY, "PL"),
    (AttributeType::ORGANIZATION, "Urząd Przykładowy"),
    (AttributeType::COMMON_NAME, "Urząd Przykładowy Root CA"),
];

/// Every provider with every kind of key.
pub(crate) fn all() -> Vec<Centre> {
    let keys = [
        ("P-256", "p256", SignatureAlgorithm::EcdsaSha256),
        ("RSA-2048", "rsa2048", SignatureAlgorithm::RsaPkcs1Sha256),
        ("Ed25519", "ed25519", SignatureAlgorithm::Ed25519),
    ];
    let providers = [("aws-lc-rs", aws_lc_rs::PROVIDER), ("ring", ring::PROVIDER)];
    let each = |(key, file, algorithm)| {
        providers
            .map(|(provider_name, provider)| Centre::new(format!("{key} {provider_name}"), provider, file, algorithm))
    };
    keys.into_iter().flat_map(each).collect()
}

impl Centre {
    fn new(name: String, provider: Provider, file: &str, algorithm: SignatureAlgorithm) -> Self {
        let path = format!("{}/tests/data/keys/{file}.pkcs8.pem", env!("CARGO_MANIFEST_DIR"));
        let key = SecretKey::from_pem(&std::fs::read(path).expect("a key")).expect("a sound key");
        let signer = provider.keys.signer(&key, algorithm).expect("a signer");
        let root = root(&signer, &provider);
        let issuer = Issuer::new(root, Arc::clone(&signer), &provider, now()).expect("a root");
        let issuer = issuer.with_publication(publication());
        let authority = Authority::new(issuer.clone(), Arc::new(Forgetful));
        let adopted = adopt(&authority);
        let hosts = ["www.example.pl", "example.pl"].map(|host| host.parse().expect("a host name"));
        let request = request(&provider);
        let request = request.verify(&provider).expect("possession");
        Self { name, provider, signer, issuer, authority, adopted, applicant: TlsApplicant::new(hosts.into()), request }
    }

    /// A yes, ready to be prepared.
    pub(crate) fn approved(&self) -> Approved<TlsServer> {
        let history = self.adopted.history(Some(&self.request), &self.applicant).expect("it forgets and answers");
        self.adopted.approve(self.request.clone(), &self.applicant, &history, now()).expect("approved")
    }

    /// What would be signed.
    pub(crate) fn prepared(&self) -> Prepared<SubscriberKey> {
        self.approved().prepare(self.authority.slot().expect("a slot"), now()).expect("prepared")
    }

    /// The same issuer with empty rolls in memory.
    pub(crate) fn with_memory(&self) -> (Authority, Adopted<TlsServer>) {
        let inventory = MemoryInventory::with_salt([0; 32], self.provider.digest);
        let authority = Authority::new(self.issuer.clone(), Arc::new(inventory));
        let adopted = adopt(&authority);
        (authority, adopted)
    }
}

/// 1 January 2026.
pub(crate) fn now() -> Time {
    Time::from_unix_seconds(1_767_225_600).expect("a time")
}

fn adopt(authority: &Authority) -> Adopted<TlsServer> {
    let policy = TlsServer::new(TlsServer::LIFETIME).with_policy("2.999.1".parse().expect("an identifier"));
    authority.adopt(policy).expect("adopted")
}

fn publication() -> Publication {
    let uri = |text: &str| text.parse::<Uri>().expect("an address");
    Publication::none()
        .with_crl(uri("http://pki.example.pl/root.crl"))
        .with_ca_issuers(uri("http://pki.example.pl/root.cer"))
}

/// A request of a new key on P-256, as a web server writes it.
fn request(provider: &Provider) -> CertificationRequest {
    let key = provider.keys.generate(KeyAlgorithm::Ec(Curve::P256)).expect("a key");
    let signer = provider.keys.signer(&key, SignatureAlgorithm::EcdsaSha256).expect("a signer");
    let subject = Name::of(&[(AttributeType::COMMON_NAME, "www.example.pl")]).expect("a name");
    CertificationRequest::sign(&subject, &Extensions::new(), signer.as_ref()).expect("a request")
}

fn root(signer: &Arc<dyn Signer>, provider: &Provider) -> Certificate {
    let [(_, country), (_, organization), (_, common_name)] = ROOT.map(|(kind, text)| (kind, text.to_owned()));
    let applicant = AuthorityApplicant::new(country, organization, common_name);
    let name = Name::of(&ROOT).expect("a name");
    let issuer = Issuer::founding(name.clone(), Arc::clone(signer), provider).expect("a founder");
    let authority = Authority::new(issuer, Arc::new(Forgetful));
    let keys = vec![KeyRule::RsaBetween { least: 2048, most: 4096 }, KeyRule::P256, KeyRule::Ed25519];
    let adopted = authority.adopt(Root::new(Root::LIFETIME).with_keys(keys)).expect("adopted");
    let request = CertificationRequest::sign(&name, &Extensions::new(), signer.as_ref()).expect("a request");
    let request = request.verify(provider).expect("possession");
    let history = adopted.history(Some(&request), &applicant).expect("it forgets and answers");
    let approved = adopted.approve(request, &applicant, &history, now()).expect("approved");
    authority.issue(approved, now()).expect("issued").into_certificate()
}

/// An inventory that takes everything and keeps nothing.
struct Forgetful;

impl Inventory for Forgetful {
    fn insert(&self, _: &Record, _: Option<&PersonId>, _: &Change) -> Result<(), InventoryError> {
        Ok(())
    }

    fn commit(&self, _: &Change) -> Result<(), InventoryError> {
        Ok(())
    }

    fn note(&self, _: &LedgerEntry) -> Result<(), InventoryError> {
        Ok(())
    }

    fn find(&self, _: RecordId) -> Result<Option<Record>, InventoryError> {
        Ok(None)
    }

    fn history(&self, inquiry: &Inquiry) -> Result<History, InventoryError> {
        Ok(History::answering(inquiry.clone()))
    }

    fn undetermined(&self, _: &mut dyn FnMut(&Record) -> ControlFlow<()>) -> Result<(), InventoryError> {
        Ok(())
    }

    fn next_crl_number(&self, _: Scope, floor: u64) -> Result<u64, InventoryError> {
        Ok(floor.max(1))
    }

    fn revoked(&self, _: Scope, _: &mut dyn FnMut(&RevokedEntry) -> ControlFlow<()>) -> Result<(), InventoryError> {
        Ok(())
    }

    fn register(&self, _: &Foreign, _: Option<&PersonId>) -> Result<(), InventoryError> {
        Ok(())
    }

    fn withdraw(&self, _: &Withdrawal) -> Result<(), InventoryError> {
        Ok(())
    }

    fn registered(&self, _: ForeignId) -> Result<Option<RegisteredForeign>, InventoryError> {
        Ok(None)
    }

    fn registered_as(
        &self,
        _: &ComparisonKey,
        _: &mut dyn FnMut(&RegisteredForeign) -> ControlFlow<()>,
    ) -> Result<(), InventoryError> {
        Ok(())
    }
}
