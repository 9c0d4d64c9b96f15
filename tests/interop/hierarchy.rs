//! A root, an issuing CA under it, and a certificate of every end-entity policy of the catalog.
//!
//! In the flow: what `tests/interop.rs` puts before the judges. The root has a key of `tests/data/keys`; the others
//! are made by aws-lc-rs, which makes RSA keys too, and sign through ring. Addresses of the CRL and of the issuer's
//! certificate (RFC 5280 §4.2.1.13, §4.2.2.1) are in every certificate but the root's.
//!
//! The surprising choice: everything is issued at the instant of `ca::now`, and judged a day later.

use std::{path::PathBuf, sync::Arc};

use chancery::{
    Authority,
    crypto::{Curve, KeyAlgorithm, Provider, SecretKey, SignatureAlgorithm, Signer, aws_lc_rs, ring},
    encoding::Oid,
    issuer::{Issuer, Publication},
    policy::{
        AuthorityKey, FromSubscriber, KeyOrigin, Policy, SubscriberKey,
        catalog::{OcspResponder, OperatorFile, SekapOffice, SekapRequest, System, VpnDevice},
    },
    request::VerifiedRequest,
    x509::{Certificate, Name},
};
use tempfile::TempDir;

use crate::{ca, judges::Purpose};

const PROVIDER: &Provider = &ring::PROVIDER;

/// A kind of CA key.
#[derive(Debug)]
pub(crate) struct Family {
    /// The root's key in `tests/data/keys`.
    pub(crate) fixture: &'static str,
    algorithm: KeyAlgorithm,
    signature: SignatureAlgorithm,
}

pub(crate) const P256: Family =
    Family { fixture: "p256", algorithm: KeyAlgorithm::Ec(Curve::P256), signature: SignatureAlgorithm::EcdsaSha256 };
pub(crate) const P384: Family =
    Family { fixture: "p384", algorithm: KeyAlgorithm::Ec(Curve::P384), signature: SignatureAlgorithm::EcdsaSha384 };
/// For subscribers only.
const RSA2048: Family = Family {
    fixture: "rsa2048",
    algorithm: KeyAlgorithm::Rsa { bits: 2048 },
    signature: SignatureAlgorithm::RsaPkcs1Sha256,
};
pub(crate) const RSA3072: Family = Family {
    fixture: "rsa3072",
    algorithm: KeyAlgorithm::Rsa { bits: 3072 },
    signature: SignatureAlgorithm::RsaPkcs1Sha256,
};
pub(crate) const ED25519: Family =
    Family { fixture: "ed25519", algorithm: KeyAlgorithm::Ed25519, signature: SignatureAlgorithm::Ed25519 };

/// What the judges are shown of one kind of CA key.
pub(crate) struct Hierarchy {
    pub(crate) root: Certificate,
    pub(crate) issuing: Certificate,
    authority: Authority,
    /// The same authority over the provider that makes RSA keys.
    equipping: Authority,
    directory: TempDir,
}

/// A certificate of an end entity and what it is for.
pub(crate) struct Issued {
    pub(crate) policy: &'static str,
    pub(crate) purpose: Purpose,
    pub(crate) certificate: Certificate,
}

impl Hierarchy {
    pub(crate) fn new(family: &Family) -> Self {
        let root = ca::root(PROVIDER, family.fixture);
        let signer = made(family);
        let above = ca::authority(PROVIDER, family.fixture);
        let issuing =
            ca::walk(&above, ca::subordinate_policy(), asked_by(signer.as_ref()), &ca::subordinate_applicant());
        let over = |provider: &Provider| {
            let issuer = Issuer::new(issuing.clone(), Arc::clone(&signer), provider, ca::now()).unwrap();
            ca::over(issuer.with_publication(publication()), ca::inventory(provider))
        };
        let (authority, equipping) = (over(PROVIDER), over(&aws_lc_rs::PROVIDER));
        Self { root, issuing, authority, equipping, directory: tempfile::tempdir().unwrap() }
    }

    /// `tls-server` and `tls-client` with an identifier of their policy too; the last five have RSA 2048 by their rules.
    /// `operator-card` and `skp-ssl` have the table of `operator-file`, `skp-vpn` that of `vpn-device`.
    pub(crate) fn one_of_each_policy(&self, oid: Oid) -> [Issued; 8] {
        let (server, client) = (asked_by(made(&P256).as_ref()), asked_by(made(&ED25519).as_ref()));
        let (operator, system) = (ca::bare(PROVIDER, "rsa2048"), asked_by(made(&RSA2048).as_ref()));
        let server_policy = ca::server_policy().with_policy(oid);
        let client_policy = ca::client_policy().with_policy(oid);
        let responder = asked_by(made(&P384).as_ref());
        let (signing, citizen) = (SekapRequest::new(oid), asked_by(made(&RSA2048).as_ref()));
        let responder_policy = OcspResponder::new(OcspResponder::LIFETIME).with_policy(oid);
        [
            self.issued("tls-server", Purpose::TlsServer, server_policy, server, &ca::server(&["host.example"])),
            self.issued("tls-client", Purpose::TlsClient, client_policy, client, &ca::client()),
            self.issued("ocsp-responder", Purpose::Any, responder_policy, responder, &ca::responder()),
            self.issued("operator-file", Purpose::TlsClient, OperatorFile::new(oid), operator, &ca::operator()),
            self.issued("system", Purpose::TlsClient, System::new(oid), system, &ca::system()),
            self.issued("sekap-request", Purpose::EmailProtection, signing, citizen, &ca::citizen()),
            self.equipped("vpn-device", Purpose::TlsClient, VpnDevice::new(oid), &ca::device()),
            self.equipped("sekap-office", Purpose::EmailProtection, SekapOffice::new(oid), &ca::another_citizen()),
        ]
    }

    /// Whoever has their key made here.
    fn equipped<P: Policy<KeyOrigin = AuthorityKey>>(
        &self,
        name: &'static str,
        purpose: Purpose,
        policy: P,
        applicant: &P::Applicant,
    ) -> Issued {
        let approved = ca::approve_generated(&self.equipping, policy, applicant, ca::now()).unwrap();
        let certificate = self.equipping.issue(approved, ca::now()).unwrap().certificate().clone();
        Issued { policy: name, purpose, certificate }
    }

    /// Writes a certificate where programs can read it.
    pub(crate) fn write(&self, name: &str, certificate: &Certificate) -> PathBuf {
        let file = self.directory.path().join(name).with_extension("pem");
        std::fs::write(&file, certificate.to_pem()).unwrap();
        file
    }

    fn issued<P: Policy<KeyOrigin = SubscriberKey>>(
        &self,
        name: &'static str,
        purpose: Purpose,
        policy: P,
        request: VerifiedRequest,
        applicant: &P::Applicant,
    ) -> Issued
    where
        P::KeyOrigin: FromSubscriber + KeyOrigin<Secret = ()>,
    {
        Issued { policy: name, purpose, certificate: ca::walk(&self.authority, policy, request, applicant) }
    }
}

/// When the chains are judged: a day after they were made, in seconds since 1970.
pub(crate) fn judged_at() -> u64 {
    u64::try_from(ca::now().unix_seconds()).unwrap() + 24 * 60 * 60
}

/// A new key.
fn made(family: &Family) -> Arc<dyn Signer> {
    let secret: SecretKey = aws_lc_rs::PROVIDER.keys.generate(family.algorithm).unwrap();
    PROVIDER.keys.signer(&secret, family.signature).unwrap()
}

fn asked_by(signer: &dyn Signer) -> VerifiedRequest {
    ca::request_by(PROVIDER, signer, &Name::empty(), [])
}

fn publication() -> Publication {
    Publication::none()
        .with_crl("http://ca.example/issuing.crl".parse().unwrap())
        .with_ca_issuers("http://ca.example/issuing.cer".parse().unwrap())
}
