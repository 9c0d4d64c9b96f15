//! Makes a root and an issuing CA under it: `cargo run --release --example make_ca -- --out target/ca`
//!
//! Writes `root.pem`, `root.key`, `issuing.pem` and `issuing.key`; what is there under these names is replaced, one file
//! at a time, when all four are ready. `--algorithm` takes p-384 (the default), rsa-4096, rsa-3072, p-256 and ed25519; the
//! last two are for trying things, because the policies `root` and `subordinate` would not have them. Keys are PKCS#8,
//! not encrypted, readable by their owner. Exit status: 0 done, 4 anything else, with one sentence on standard error.
//!
//! The surprising choice: the root has rolls like any authority, and they are gone when the program ends. A root that is
//! to revoke its issuing CA one day needs an inventory that stays, as `issue` has.
#![forbid(unsafe_code)]

use std::{
    env,
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
    time::SystemTime,
};

use chancery::{
    Authority,
    crypto::{KeyAlgorithm, Provider, SecretKey, SignatureAlgorithm, Signer, aws_lc_rs::PROVIDER},
    inventory::{Inventory, MemoryInventory},
    issuer::Issuer,
    policy::{
        Policy, SubscriberKey,
        catalog::{AuthorityApplicant, Root, Subordinate},
    },
    request::CertificationRequest,
    x509::{AttributeType, Certificate, Extensions, Name, Time},
};

#[path = "support/arguments.rs"]
mod arguments;
#[path = "support/ca_algorithm.rs"]
mod ca_algorithm;
#[path = "support/sentence.rs"]
mod sentence;
#[path = "support/writing.rs"]
mod writing;

use arguments::{Arguments, Known};
use ca_algorithm::CaAlgorithm;
use writing::Draft;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}", sentence::sentence(error.as_ref()));
            ExitCode::from(FAILED)
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::read(env::args_os().skip(1), OPTIONS)?;
    if arguments.has_only("--help", &[])? {
        print!("{HELP}");
        return Ok(());
    }
    let directory = arguments.path("--out")?;
    let algorithm = arguments.typed("--algorithm")?.unwrap_or(CaAlgorithm::P384);
    let ca = make(algorithm, Time::try_from(SystemTime::now())?)?;
    fs::create_dir_all(&directory).map_err(|error| format!("{} cannot be made: {error}", directory.display()))?;
    for file in ca.write(&directory)? {
        eprintln!("wrote {}", file.display());
    }
    Ok(())
}

/// What the four files will hold.
struct Ca {
    root: Certificate,
    root_key: SecretKey,
    issuing: Certificate,
    issuing_key: SecretKey,
}

fn make(algorithm: CaAlgorithm, now: Time) -> Result<Ca, Box<dyn Error>> {
    // Two keys are made here and written only when both certificates exist.
    // A signer is one key with the one algorithm it signs with.
    let (root_key, root_signer) = new_key(algorithm.key())?;
    let (issuing_key, issuing_signer) = new_key(algorithm.key())?;
    let rolls: Arc<dyn Inventory> = Arc::new(MemoryInventory::new(PROVIDER_USED.random, PROVIDER_USED.digest)?);

    // A root that has no certificate yet may sign one thing, its own certificate.
    // It walks the same way as everybody: a request, a policy, the rolls, a signature.
    let who = AuthorityApplicant::new(COUNTRY.into(), ORGANIZATION.into(), ROOT.into());
    let founding = Issuer::founding(name(ROOT)?, Arc::clone(&root_signer), PROVIDER_USED)?;
    let authority = Authority::new(founding, Arc::clone(&rolls));
    let policy = Root::new(Root::LIFETIME).with_keys(algorithm.rules());
    let root = certify(&authority, policy, &who, root_signer.as_ref(), now)?;

    // With its certificate the root is an issuer, and the issuing CA asks it for one.
    // `subordinate` grants a path length of 0: nothing but end entities may follow.
    let who = AuthorityApplicant::new(COUNTRY.into(), ORGANIZATION.into(), ISSUING.into());
    let issuer = Issuer::new(root.clone(), root_signer, PROVIDER_USED, now)?;
    let authority = Authority::new(issuer, rolls);
    let policy = Subordinate::new(Subordinate::LIFETIME).with_keys(algorithm.rules());
    let issuing = certify(&authority, policy, &who, issuing_signer.as_ref(), now)?;
    Ok(Ca { root, root_key, issuing, issuing_key })
}

fn new_key(algorithm: KeyAlgorithm) -> Result<(SecretKey, Arc<dyn Signer>), Box<dyn Error>> {
    let key = PROVIDER_USED.keys.generate(algorithm)?;
    let signs =
        SignatureAlgorithm::usual_for(algorithm).ok_or_else(|| format!("{algorithm} keys sign nothing here"))?;
    let signer = PROVIDER_USED.keys.signer(&key, signs)?;
    Ok((key, signer))
}

/// The whole walk, for an authority that asks with its own key.
fn certify<P>(
    authority: &Authority,
    policy: P,
    who: &AuthorityApplicant,
    signer: &dyn Signer,
    now: Time,
) -> Result<Certificate, Box<dyn Error>>
where
    P: Policy<Applicant = AuthorityApplicant, KeyOrigin = SubscriberKey>,
{
    // The request proves that whoever asks holds the key, and asks for nothing else.
    // Its name may be any; the subject comes from the applicant, as it does for everybody.
    let request = CertificationRequest::sign(&Name::empty(), &Extensions::new(), signer)?.verify(PROVIDER_USED)?;

    // The policy is put in force, the rolls are asked, the policy decides.
    // Then all that is left: a serial number, the form, the plan, the signature, the rolls.
    let policy = authority.adopt(policy)?;
    let history = policy.history(Some(&request), who)?;
    let approved = policy.approve(request, who, &history, now)?;
    Ok(authority.issue(approved, now)?.into_certificate())
}

fn name(common_name: &str) -> Result<Name, chancery::x509::NameError> {
    Name::of(&[
        (AttributeType::COUNTRY, COUNTRY),
        (AttributeType::ORGANIZATION, ORGANIZATION),
        (AttributeType::COMMON_NAME, common_name),
    ])
}

impl Ca {
    /// Writes the four files. They take their places when all are on the disk, keys before their certificates; if power
    /// fails in between, run it again.
    fn write(&self, directory: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
        let Self { root, root_key, issuing, issuing_key } = self;
        let drafts = [
            draft(directory.join("root.key"), KEY_MODE, &root_key.secret_pkcs8_pem()?)?,
            draft(directory.join("root.pem"), CERTIFICATE_MODE, &root.to_pem())?,
            draft(directory.join("issuing.key"), KEY_MODE, &issuing_key.secret_pkcs8_pem()?)?,
            draft(directory.join("issuing.pem"), CERTIFICATE_MODE, &issuing.to_pem())?,
        ];
        drafts.into_iter().map(|draft| Ok(draft.put()?)).collect()
    }
}

fn draft(place: PathBuf, mode: u32, text: &str) -> Result<Draft, Box<dyn Error>> {
    let mut draft = Draft::beside(&place, mode)?;
    draft.write(text)?;
    Ok(draft)
}

/// It makes RSA keys, which the other does not.
const PROVIDER_USED: &Provider = &PROVIDER;
const COUNTRY: &str = "PL";
const ORGANIZATION: &str = "Example Authority";
const ROOT: &str = "Example Root CA";
const ISSUING: &str = "Example Issuing CA";
const FAILED: u8 = 4;
const CERTIFICATE_MODE: u32 = 0o644;
const KEY_MODE: u32 = 0o600;

const OPTIONS: &[Known] = &[Known::Lone("--help"), Known::Valued("--out"), Known::Valued("--algorithm")];
const HELP: &str = "\
Makes a root and an issuing CA under it.

  make_ca --out DIR [--algorithm p-384|rsa-4096|rsa-3072|p-256|ed25519]

Writes root.pem, root.key, issuing.pem and issuing.key into DIR, which is made when it is not there; files of these
names are replaced. The keys are PKCS#8 and not encrypted. p-256 and ed25519 are for trying things.
";
