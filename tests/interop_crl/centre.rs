//! A root, an issuing CA, four certificates in four states, and the lists of both.
//!
//! In the flow: what `tests/interop_crl.rs` puts before the judges. Everything is issued at the instant of `ca::now`, held and
//! revoked an hour later, listed an hour after that, and judged a day after the start.
//!
//! The surprising choice: holds, releases and revocations go through `Record` and `Inventory::commit`, the way any caller
//! goes, so the lists are of rolls that came about and were not written.

use std::{fs, path::PathBuf, sync::Arc};

use chancery::{
    Authority,
    crypto::{Curve, KeyAlgorithm, Provider, SignatureAlgorithm, Signer, aws_lc_rs, ring},
    encoding::pem::{self, Label},
    inventory::{Change, IllegalTransition, Inventory, Record, RecordId, Requested, Requester, Revocation},
    issuer::{Issuer, Publication},
    policy::catalog::{System, SystemApplicant},
    revocation::{Crl, CrlOrder, CrlSchedule},
    x509::{Certificate, Name, Reason, SerialNumber, Time, extension::oid},
};
use tempfile::TempDir;

use crate::ca;

const PROVIDER: &Provider = &ring::PROVIDER;

/// A kind of CA key.
pub(crate) struct Family {
    pub(crate) fixture: &'static str,
    algorithm: KeyAlgorithm,
    signature: SignatureAlgorithm,
}

pub(crate) const FAMILIES: &[Family] = &[
    Family { fixture: "p256", algorithm: KeyAlgorithm::Ec(Curve::P256), signature: SignatureAlgorithm::EcdsaSha256 },
    Family {
        fixture: "rsa3072",
        algorithm: KeyAlgorithm::Rsa { bits: 3072 },
        signature: SignatureAlgorithm::RsaPkcs1Sha256,
    },
    Family { fixture: "ed25519", algorithm: KeyAlgorithm::Ed25519, signature: SignatureAlgorithm::Ed25519 },
];

/// What the judges are shown, in files too: `NAME.pem` for certificates, `LIST.crl.pem` for lists.
pub(crate) struct Centre {
    pub(crate) root: Certificate,
    pub(crate) issuing: Certificate,
    pub(crate) leaves: [(&'static str, Certificate); 4],
    pub(crate) crl: Crl,
    directory: TempDir,
}

fn hours(count: i64) -> Time {
    ca::now().plus_seconds(count * 3_600).unwrap()
}

/// When everything is judged, in seconds since 1970.
pub(crate) fn judged_at() -> u64 {
    u64::try_from(hours(24).unix_seconds()).unwrap()
}

fn made(algorithm: KeyAlgorithm, signature: SignatureAlgorithm) -> Arc<dyn Signer> {
    let secret = aws_lc_rs::PROVIDER.keys.generate(algorithm).unwrap();
    PROVIDER.keys.signer(&secret, signature).unwrap()
}

impl Centre {
    pub(crate) fn new(family: &Family) -> Self {
        let above = ca::authority(PROVIDER, family.fixture);
        let root = above.issuer().certificate().unwrap().clone();
        let signer = made(family.algorithm, family.signature);
        let request = ca::request_by(PROVIDER, signer.as_ref(), &Name::empty(), []);
        let issuing = ca::walk(&above, ca::subordinate_policy(), request, &ca::subordinate_applicant());
        let issuer = Issuer::new(issuing.clone(), signer, PROVIDER, ca::now()).unwrap().with_publication(publication());
        let authority = ca::over(issuer, ca::inventory(PROVIDER));
        let leaves = ["good", "held", "revoked", "released"].map(|name| (name, issued(&authority, name)));
        for (name, certificate) in &leaves {
            change_status(&authority, name, certificate);
        }
        let list = |authority: &Authority| {
            authority.crl(&CrlOrder::new(hours(2), CrlSchedule::PROPOSED)).unwrap().sign().unwrap()
        };
        let (of_root, crl) = (list(&above), list(&authority));
        let centre = Self { root, issuing, leaves, crl, directory: tempfile::tempdir().unwrap() };
        centre.write(&of_root);
        centre
    }

    /// Where something stands; it may not be there.
    pub(crate) fn file(&self, name: &str, ending: &str) -> PathBuf {
        self.directory.path().join(format!("{name}.{ending}"))
    }

    fn write(&self, of_root: &Crl) {
        let put = |name: &str, ending: &str, text: String| fs::write(self.file(name, ending), text).unwrap();
        put("root", "pem", self.root.to_pem());
        put("issuing", "pem", self.issuing.to_pem());
        for (name, certificate) in &self.leaves {
            put(name, "pem", certificate.to_pem());
        }
        put("root", "crl.pem", of_root.to_pem());
        put("issuing", "crl.pem", self.crl.to_pem());
        put("touched", "crl.pem", pem::encode(Label::Crl, &touched(&self.crl)));
        put("unnumbered", "crl.pem", pem::encode(Label::Crl, &unnumbered(&self.crl)));
    }
}

/// The list with the held certificate's reason turned into another.
pub(crate) fn touched(crl: &Crl) -> Vec<u8> {
    let mut octets = crl.as_der().to_vec();
    let at = octets.windows(3).position(|window| window == [0x0a, 1, 6]).unwrap() + 2;
    *octets.get_mut(at).unwrap() = 5;
    octets
}

/// The list with an identifier nobody knows in the place of the CRL number's.
fn unnumbered(crl: &Crl) -> Vec<u8> {
    let mut octets = crl.as_der().to_vec();
    let number = oid::CRL_NUMBER;
    let at = octets.windows(3).rposition(|window| window == number.as_octets()).unwrap();
    octets.get_mut(at..at + 3).unwrap().copy_from_slice(&[0x55, 0x1d, 0x7f]);
    octets
}

fn issued(authority: &Authority, name: &str) -> Certificate {
    // `pkilint` reads the arc for documentation under private enterprises and not 2.999.
    let policy = System::new("1.3.6.1.4.1.32473.1".parse().unwrap());
    let signer = made(KeyAlgorithm::Rsa { bits: 2048 }, SignatureAlgorithm::RsaPkcs1Sha256);
    let request = ca::request_by(PROVIDER, signer.as_ref(), &Name::empty(), []);
    let nip = "1234563218".parse().unwrap();
    let applicant = SystemApplicant::new("PL".to_owned(), "Example".to_owned(), nip, format!("System {name}"));
    ca::walk(authority, policy, request, &applicant)
}

fn change_status(authority: &Authority, name: &str, certificate: &Certificate) {
    let serial = <[u8; 16]>::try_from(certificate.serial_number().as_octets()).unwrap();
    let id = RecordId { issuer: authority.id(), serial: SerialNumber::from_octets(serial).unwrap() };
    let inventory = authority.inventory().as_ref();
    let requested = Requested { by: Requester::Officer, at: hours(1) };
    let step = |take: &dyn Fn(&Record) -> Result<Change, IllegalTransition>| commit(inventory, id, take);
    match name {
        "held" => step(&|record| record.hold(hours(1), None, requested)),
        "revoked" => {
            let (at, reason, invalid_since) = (hours(1), Reason::KeyCompromise, Some(ca::now()));
            step(&|record| record.revoke(Revocation { at, reason, invalid_since, requested }));
        }
        "released" => {
            step(&|record| record.hold(hours(1), None, requested));
            step(&|record| record.release(hours(2), requested));
        }
        _ => {}
    }
}

fn commit(inventory: &dyn Inventory, id: RecordId, take: &dyn Fn(&Record) -> Result<Change, IllegalTransition>) {
    let record = inventory.find(id).unwrap().unwrap();
    inventory.commit(&take(&record).unwrap()).unwrap();
}

fn publication() -> Publication {
    Publication::none()
        .with_crl("http://ca.example/issuing.crl".parse().unwrap())
        .with_ca_issuers("http://ca.example/issuing.cer".parse().unwrap())
}
