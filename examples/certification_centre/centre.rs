//! The centre: an authority on its rolls, and what it does for everybody who comes.
//!
//! Each method is one counter. All of them walk the same way: the policy is put in force, the rolls are asked, the policy
//! decides, the certificate is drawn up, signed once and enrolled. The surprising choice: the subscribers stand on this
//! side of the counter too, in `subscriber_request`, with keys of their own that are dropped at once, because nobody
//! needs them again.

use std::{fs, sync::Arc};

use chancery::{
    Authority,
    crypto::{Curve, KeyAlgorithm},
    encoding::Oid,
    inventory::{Inventory, KeyId, LedgerEntry, RecordId, Requested, Requester, Revocation},
    issuance::Enrolled,
    issuer::{Issuer, Publication},
    pkcs12::{Bundle, Password, Sealing},
    policy::{
        AuthorityKey, Policy, SubscriberKey,
        catalog::{
            Integration, OcspResponder, OperatorCard, OperatorFile, Production, SekapOffice, SekapRequest, SkpSsl,
            SkpVpn, System, Test, TlsClient, TlsServer, VerifiedTestIntegration, VpnDevice, Workload,
        },
    },
    request::{CertificationRequest, VerifiedRequest},
    revocation::{CrlOrder, CrlSchedule},
    x509::{Certificate, Extensions, Name, Reason, Time},
};
use tempfile::TempDir;

use crate::{
    Failure,
    ca::{self, PROVIDER_USED},
    ca_algorithm::CaAlgorithm,
    files::{Files, Mode},
    json_inventory::JsonInventory,
    people,
    table::Table,
};

/// The issuing CA at work.
pub(crate) struct Centre {
    authority: Authority,
    issuing: Certificate,
    now: Time,
    /// Where the rolls are kept until the centre closes.
    desk: TempDir,
    files: Files,
    table: Table,
}

impl Centre {
    /// Founds the root and the issuing CA on fresh rolls.
    pub(crate) fn found(now: Time) -> Result<Self, Failure> {
        let desk = tempfile::tempdir()?;
        let rolls = JsonInventory::open(&desk.path().join(INVENTORY), PROVIDER_USED.random, PROVIDER_USED.digest)?;
        let rolls: Arc<dyn Inventory> = Arc::new(rolls);
        let made = ca::make(CaAlgorithm::P384, None, Arc::clone(&rolls), now)?;
        let signer = ca::signer(&made.issuing_key)?;
        let issuer = Issuer::new(made.issuing.clone(), signer, PROVIDER_USED, now)?.with_publication(
            Publication::none()
                .with_crl("http://pki.example.com/issuing.crl".parse()?)
                .with_ca_issuers("http://pki.example.com/issuing.cer".parse()?)
                .with_ocsp("http://ocsp.example.com/".parse()?),
        );
        let (mut files, mut table) = (Files::new(), Table::new());
        files.add("root.pem", Mode::Public, made.root.to_pem());
        files.add("issuing.pem", Mode::Public, made.issuing.to_pem());
        table.add("root", "root.pem", &made.root, "signed itself");
        table.add("subordinate", "issuing.pem", &made.issuing, "issued by the root");
        let authority = Authority::new(issuer, rolls);
        Ok(Self { authority, issuing: made.issuing, now, desk, files, table })
    }

    pub(crate) fn serve_tls(&mut self) -> Result<(), Failure> {
        let server = TlsServer::new(TlsServer::LIFETIME);
        self.certify(server, &people::server()?, P256, "tls-server/server.pem")?;
        let client = TlsClient::new(TlsClient::LIFETIME);
        self.certify(client, &people::client(), P256, "tls-client/client.pem")?;
        let workload = Workload::new(Workload::LIFETIME);
        self.certify(workload, &people::workload()?, P256, "workload/workload.pem")?;
        Ok(())
    }

    pub(crate) fn serve_systems(&mut self) -> Result<(), Failure> {
        self.certify(system()?, &people::system("Ewidencja")?, RSA_2048, "system/system.pem")?;
        Ok(())
    }

    /// A system of a public entity: first in the test environment, and in production once that went right.
    pub(crate) fn serve_the_signature_node(&mut self) -> Result<(), Failure> {
        let test = Integration::<Test>::new(identifier("2.999.1.7")?);
        let who = people::integration("test.podpis.example.com")?;
        let (_, certificate) = self.certificate(test, &who, P256, "integration-test/system.pem")?;
        let tested = VerifiedTestIntegration::of(&certificate, self.now, self.now)?;
        let production = Integration::<Production>::new(identifier("2.999.1.8")?);
        let who = people::integration("podpis.example.com")?.for_production(tested)?;
        self.certify(production, &who, P256, "integration-production/system.pem")?;
        Ok(())
    }

    pub(crate) fn serve_operators(&mut self) -> Result<(), Failure> {
        let file = OperatorFile::new(identifier("2.999.1.1")?);
        self.certify(file, &people::operator()?, RSA_2048, "operator-file/operator.pem")?;
        let card = OperatorCard::new(identifier("2.999.1.3")?);
        self.certify(card, &people::operator_with_card()?, RSA_2048, "operator-card/operator.pem")?;
        let ssl = SkpSsl::new(identifier("2.999.1.4")?);
        self.certify(ssl, &people::diagnostician()?, RSA_2048, "skp-ssl/diagnostician.pem")?;
        Ok(())
    }

    /// A citizen who attached a request to the application gets the certificate alone.
    pub(crate) fn serve_a_citizen(&mut self) -> Result<(), Failure> {
        let request = SekapRequest::new(identifier("2.999.1.9")?);
        self.certify(request, &people::citizen_with_key()?, RSA_2048, "sekap-request/citizen.pem")?;
        Ok(())
    }

    pub(crate) fn serve_the_responder(&mut self) -> Result<(), Failure> {
        let responder = OcspResponder::new(OcspResponder::LIFETIME);
        self.certify(responder, &people::responder(), P256, "ocsp-responder/responder.pem")?;
        Ok(())
    }

    pub(crate) fn equip_devices(&mut self) -> Result<(), Failure> {
        self.equip(VpnDevice::new(identifier("2.999.1.5")?), &people::court_device(), &VPN_DEVICE)?;
        self.equip(SkpVpn::new(identifier("2.999.1.6")?), &people::station_device(), &SKP_VPN)
    }

    /// A citizen who comes without one takes a key of the registration office home.
    pub(crate) fn equip_a_citizen(&mut self) -> Result<(), Failure> {
        self.equip(SekapOffice::new(identifier("2.999.1.10")?), &people::citizen()?, &SEKAP_OFFICE)
    }

    /// A request for more than anybody gets: a short key, to be an authority, a name of somebody else.
    pub(crate) fn refuse_the_greedy(&mut self) -> Result<(), Failure> {
        let request = CertificationRequest::from_pem(GREEDY)?.verify(PROVIDER_USED)?;
        let policy = self.authority.adopt(TlsServer::new(TlsServer::LIFETIME))?;
        let who = people::server()?;
        let key = KeyId::of(request.public_key(), PROVIDER_USED.digest);
        let history = policy.history(Some(&request), &who)?;
        let Err(rejection) = policy.approve(request, &who, &history, self.now) else {
            return Err("a request that must be refused was granted".into());
        };
        let rules = rejection.violations().iter().map(|violation| violation.rule().as_str());
        self.authority.inventory().note(&LedgerEntry::refused(self.now, policy.name(), Some(key), rules))?;
        let mut json = serde_json::to_string_pretty(&rejection)?;
        json.push('\n');
        self.files.add("rejection.json", Mode::Public, json);
        self.table.refused("tls-server", "rejection.json", rejection.violations().len());
        Ok(())
    }

    pub(crate) fn suspend_release_and_revoke(&mut self) -> Result<(), Failure> {
        let (now, asked) = (self.now, Requested { by: Requester::Officer, at: self.now });
        let held = self.certify(system()?, &people::system("Suspended system")?, RSA_2048, "held/held.pem")?;
        self.authority.hold(held.serial, now, None, asked)?;
        self.table.amend(held, "held");

        let free = self.certify(system()?, &people::system("Released system")?, RSA_2048, "released/released.pem")?;
        self.authority.hold(free.serial, now, None, asked)?;
        self.authority.release(free.serial, now, asked)?;
        self.table.amend(free, "held and released");

        let lost = self.certify(system()?, &people::system("Lost system")?, RSA_2048, "revoked/revoked.pem")?;
        let reason = Reason::KeyCompromise;
        self.authority.revoke(lost.serial, Revocation { at: now, reason, invalid_since: None, requested: asked })?;
        self.table.amend(lost, "revoked: keyCompromise");
        Ok(())
    }

    pub(crate) fn publish_the_list(&mut self) -> Result<(), Failure> {
        let order = CrlOrder::new(self.now, CrlSchedule::PROPOSED);
        let crl = self.authority.crl(&order)?.sign()?;
        self.table.listed("issuing.crl", &crl);
        self.files.add("issuing.crl", Mode::Public, crl.as_der());
        Ok(())
    }

    /// What is to be written and told, with the rolls as they are now.
    pub(crate) fn close(mut self) -> Result<(Files, Table), Failure> {
        let rolls = fs::read(self.desk.path().join(INVENTORY))?;
        self.files.add("inventory.json", Mode::Private, rolls);
        Ok((self.files, self.table))
    }

    /// The whole walk for somebody who made a key.
    fn certify<P: Policy<KeyOrigin = SubscriberKey>>(
        &mut self,
        policy: P,
        who: &P::Applicant,
        key: KeyAlgorithm,
        file: &'static str,
    ) -> Result<RecordId, Failure> {
        Ok(self.certificate(policy, who, key, file)?.0)
    }

    fn certificate<P: Policy<KeyOrigin = SubscriberKey>>(
        &mut self,
        policy: P,
        who: &P::Applicant,
        key: KeyAlgorithm,
        file: &'static str,
    ) -> Result<(RecordId, Certificate), Failure> {
        let request = subscriber_request(key)?;
        let policy = self.authority.adopt(policy)?;
        let history = policy.history(Some(&request), who)?;
        let approved = policy.approve(request, who, &history, self.now)?;
        let enrolled = self.authority.issue(approved, self.now)?;
        let id = enrolled.id();
        let certificate = enrolled.into_certificate();
        self.file(policy.name(), file, &certificate, id);
        Ok((id, certificate))
    }

    /// The whole walk for whoever gets a key: it is made after everything else was found right, and sealed at once.
    fn equip<P: Policy<KeyOrigin = AuthorityKey>>(
        &mut self,
        policy: P,
        who: &P::Applicant,
        delivery: &Delivery,
    ) -> Result<(), Failure> {
        let policy = self.authority.adopt(policy)?;
        let history = policy.history(None, who)?;
        let approved = policy.approve_generated(who, &history, self.now)?;
        let enrolled = self.authority.issue(approved, self.now)?;
        let (id, certificate) = (enrolled.id(), enrolled.certificate().clone());
        self.seal(enrolled, delivery)?;
        self.file(policy.name(), delivery.certificate, &certificate, id);
        Ok(())
    }

    /// The bundle and its password, which go to the subscriber by two different ways.
    fn seal(&mut self, enrolled: Enrolled<AuthorityKey>, delivery: &Delivery) -> Result<(), Failure> {
        let password = Password::generate(PROVIDER_USED.random)?;
        let serial = enrolled.id().serial;
        let bundle = Bundle::from(enrolled)
            .with_chain(vec![self.issuing.clone()])?
            .with_friendly_name(delivery.name)?
            .with_local_key_id(serial.as_octets())?;
        let pfx = bundle.seal(&password, &Sealing::RECOMMENDED, PROVIDER_USED)?;
        self.files.add(delivery.bundle, Mode::Private, pfx.into_der());
        self.files.add(delivery.password, Mode::Private, [password.secret_text().as_bytes(), b"\n"].concat());
        Ok(())
    }

    fn file(&mut self, policy: &str, file: &'static str, certificate: &Certificate, id: RecordId) {
        self.files.add(file, Mode::Public, certificate.to_pem());
        self.table.enrolled(policy, file, certificate, id);
    }
}

/// What a subscriber does at home: a key, and a request that proves it and asks for nothing.
fn subscriber_request(key: KeyAlgorithm) -> Result<VerifiedRequest, Failure> {
    let (_, signer) = ca::new_key(key)?;
    let request = CertificationRequest::sign(&Name::empty(), &Extensions::new(), signer.as_ref())?;
    Ok(request.verify(PROVIDER_USED)?)
}

fn system() -> Result<System, Failure> {
    Ok(System::new(identifier("2.999.1.2")?))
}

/// The identifiers of the policies come from the host. These stand under the arc for examples (ITU-T X.660).
fn identifier(dotted: &str) -> Result<Oid, Failure> {
    Ok(Oid::from_dotted(dotted)?)
}

/// Where a bundle and what belongs to it is put.
struct Delivery {
    name: &'static str,
    bundle: &'static str,
    password: &'static str,
    certificate: &'static str,
}

const VPN_DEVICE: Delivery = Delivery {
    name: "vpn-device",
    bundle: "vpn-device/device.p12",
    password: "vpn-device/password.txt",
    certificate: "vpn-device/device.pem",
};
const SKP_VPN: Delivery = Delivery {
    name: "skp-vpn",
    bundle: "skp-vpn/device.p12",
    password: "skp-vpn/password.txt",
    certificate: "skp-vpn/device.pem",
};
const SEKAP_OFFICE: Delivery = Delivery {
    name: "sekap-office",
    bundle: "sekap-office/citizen.p12",
    password: "sekap-office/password.txt",
    certificate: "sekap-office/citizen.pem",
};

const P256: KeyAlgorithm = KeyAlgorithm::Ec(Curve::P256);
const RSA_2048: KeyAlgorithm = KeyAlgorithm::Rsa { bits: 2048 };
const INVENTORY: &str = "inventory.json";
/// Made by OpenSSL; the command stands beside it.
const GREEDY: &[u8] = include_bytes!("../../tests/data/request/rsa1024_ca_true_foreign_san.pem");
