//! A key that lives elsewhere signs, once, for a certificate that is already on the rolls.
//!
//! ```text
//! cargo run --example external_signer > chain.pem
//! openssl verify -x509_strict -CAfile chain.pem chain.pem
//! ```
//!
//! A service on tokio has its key in a device that answers over a channel: an HSM, a cloud KMS, here a thread. The walk
//! is synchronous and runs inside `spawn_blocking`; only the octets to sign and the signature cross to the device. The
//! device spoils its first signature. `attach` verifies what it is given, refuses it and gives the plan back, so the same
//! plan is signed again: nothing is lost, no second serial number is used up. Prints the certificate and its root.
#![forbid(unsafe_code)]

use std::{
    error::Error,
    io::{self, Write as _},
    process::ExitCode,
    sync::Arc,
    time::SystemTime,
};

use chancery::{
    Authority,
    crypto::{Curve, KeyAlgorithm, Provider, RemoteKey, SignatureAlgorithm, Signer, aws_lc_rs::PROVIDER},
    inventory::MemoryInventory,
    issuance::{Planned, Unrecorded},
    issuer::Issuer,
    policy::{
        SubscriberKey,
        catalog::{AuthorityApplicant, Root, TlsApplicant, TlsServer},
    },
    request::CertificationRequest,
    x509::{AttributeType, Certificate, Extensions, Kept, Name, Time},
};
use tokio::task::spawn_blocking;

#[path = "support/device.rs"]
mod device;
#[path = "support/sentence.rs"]
mod sentence;

use device::Device;

type Failure = Box<dyn Error + Send + Sync>;

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}", sentence::sentence(error.as_ref()));
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Failure> {
    // Before the key moves into the device there is a ceremony: a root is made with it in this process.
    // From then on this process knows the public half only, and a `RemoteKey` stands where the signer was.
    let now = Time::try_from(SystemTime::now())?;
    let key = new_signer(Curve::P384, SignatureAlgorithm::EcdsaSha384)?;
    let root = found(&key, now)?;
    let remote = RemoteKey::new(key.public_key().clone(), key.algorithm()).ok_or("the key does not fit")?;
    let device = Device::switched_on(key);
    let issuer = Issuer::new(root.clone(), Arc::new(remote), PROVIDER_USED, now)?;
    let rolls = Arc::new(MemoryInventory::new(PROVIDER_USED.random, PROVIDER_USED.digest)?);
    let authority = Authority::new(issuer, rolls);

    // The synchronous half of the walk blocks (the rolls may be a database), so it leaves the reactor.
    // What comes back is a plan: on record, complete but for its signature, and free to cross threads.
    let (csr, who) = (subscribers_request()?, TlsApplicant::new(vec![HOST.parse()?]));
    let planned = spawn_blocking(move || plan(&authority, &csr, &who, now)).await??;

    // The device is asked, as often as it takes; it sees the octets to sign and nothing else.
    // Then the rolls get the certificate, and only after that can it be read.
    let unrecorded = have_signed(planned, &device).await?;
    let enrolled = spawn_blocking(move || unrecorded.complete()).await??;
    let certificate = enrolled.into_certificate();
    write!(io::stdout(), "{}{}", certificate.to_pem(), root.to_pem())?;
    eprintln!("in a file, the two verify: openssl verify -x509_strict -CAfile chain.pem chain.pem");
    Ok(())
}

/// From octets to a plan: possession, the rolls, the policy, the form, the intent on record.
fn plan(
    authority: &Authority,
    csr: &[u8],
    who: &TlsApplicant,
    now: Time,
) -> Result<Planned<SubscriberKey>, chancery::Error> {
    let policy = authority.adopt(TlsServer::new(TlsServer::LIFETIME))?;
    let request = CertificationRequest::from_der(csr)?.verify(authority.provider())?;
    let history = policy.history(Some(&request), who)?;
    let approved = policy.approve(request, who, &history, now)?;
    Ok(approved.prepare(authority.slot()?, now)?.plan()?)
}

/// Asks the device until a signature holds. A failed attempt gives the plan back; after a few the record is left undetermined.
async fn have_signed(
    mut planned: Planned<SubscriberKey>,
    device: &Device,
) -> Result<Unrecorded<SubscriberKey>, Failure> {
    for attempt in 1..=ATTEMPTS {
        let signature = device.sign(planned.to_be_signed().message().to_vec()).await?;
        match planned.attach(&signature) {
            Ok(unrecorded) => return Ok(unrecorded),
            Err(Kept { kept, cause }) => {
                eprintln!("attempt {attempt}: {cause}; the plan is kept and tried again");
                planned = *kept;
            }
        }
    }
    // The device has seen the octets, so the plan is not abandoned: the record stays, to be recovered.
    Err(format!("the device did not sign; record {} is left to be recovered", planned.id()).into())
}

/// The ceremony: a root that signs itself.
fn found(key: &Arc<dyn Signer>, now: Time) -> Result<Certificate, Failure> {
    let who = AuthorityApplicant::new("PL".into(), "Example Authority".into(), "Example Root CA".into());
    let name = Name::of(&[
        (AttributeType::COUNTRY, &who.country),
        (AttributeType::ORGANIZATION, &who.organization),
        (AttributeType::COMMON_NAME, &who.common_name),
    ])?;
    let request = CertificationRequest::sign(&name, &Extensions::new(), key.as_ref())?.verify(PROVIDER_USED)?;
    let rolls = Arc::new(MemoryInventory::new(PROVIDER_USED.random, PROVIDER_USED.digest)?);
    let authority = Authority::new(Issuer::founding(name, Arc::clone(key), PROVIDER_USED)?, rolls);
    let policy = authority.adopt(Root::new(Root::LIFETIME))?;
    let history = policy.history(Some(&request), &who)?;
    let approved = policy.approve(request, &who, &history, now)?;
    Ok(authority.issue(approved, now)?.into_certificate())
}

/// What arrives from the other side of the counter.
fn subscribers_request() -> Result<Vec<u8>, Failure> {
    let key = new_signer(Curve::P256, SignatureAlgorithm::EcdsaSha256)?;
    let name = Name::of(&[(AttributeType::COMMON_NAME, HOST)])?;
    Ok(CertificationRequest::sign(&name, &Extensions::new(), key.as_ref())?.as_der().to_vec())
}

fn new_signer(curve: Curve, algorithm: SignatureAlgorithm) -> Result<Arc<dyn Signer>, Failure> {
    let key = PROVIDER_USED.keys.generate(KeyAlgorithm::Ec(curve))?;
    Ok(PROVIDER_USED.keys.signer(&key, algorithm)?)
}

const PROVIDER_USED: &Provider = &PROVIDER;
const HOST: &str = "www.example.com";
const ATTEMPTS: u8 = 3;
