//! A root and an issuing CA under it, made from nothing by the library's own walk.
//!
//! Used by `make_ca`, which writes them with their keys, and by `certification_centre`, which keeps the keys to itself. A
//! founding issuer may sign one thing, its own certificate; with that it is an issuer like any other. The surprising
//! choice: nothing is left to OpenSSL or to a file, because the first certificate of a CA is the one whose mistakes last.

use std::{error::Error, sync::Arc};

use chancery::{
    Authority,
    crypto::{KeyAlgorithm, Provider, SecretKey, SignatureAlgorithm, Signer, aws_lc_rs::PROVIDER},
    inventory::Inventory,
    issuer::Issuer,
    policy::{
        Policy, SubscriberKey,
        catalog::{AuthorityApplicant, Root, Subordinate},
    },
    request::CertificationRequest,
    x509::{
        AttributeType, Certificate, Extensions, Name, Time,
        extension::{GeneralSubtree, NameConstraints},
    },
};

use crate::ca_algorithm::CaAlgorithm;

/// A root and the issuing CA under it, with their keys.
pub(crate) struct Ca {
    pub(crate) root: Certificate,
    #[allow(dead_code, reason = "`certification_centre` lets the root go when it has signed")]
    pub(crate) root_key: SecretKey,
    pub(crate) issuing: Certificate,
    pub(crate) issuing_key: SecretKey,
}

/// Makes both, on these rolls, the issuing CA for names outside `excluded`.
pub(crate) fn make(
    algorithm: CaAlgorithm,
    excluded: Option<GeneralSubtree>,
    rolls: Arc<dyn Inventory>,
    now: Time,
) -> Result<Ca, Box<dyn Error>> {
    // Two keys are made here; they leave this function only when both certificates exist.
    // A signer is one key with the one algorithm it signs with.
    let (root_key, root_signer) = new_key(algorithm.key())?;
    let (issuing_key, issuing_signer) = new_key(algorithm.key())?;

    // A root that has no certificate yet may sign one thing, its own certificate.
    // It walks the same way as everybody: a request, a policy, the rolls, a signature.
    let who = AuthorityApplicant::new(COUNTRY.into(), ORGANIZATION.into(), ROOT.into());
    let founding = Issuer::founding(name(ROOT)?, Arc::clone(&root_signer), PROVIDER_USED)?;
    let authority = Authority::new(founding, Arc::clone(&rolls));
    let policy = Root::new(Root::LIFETIME).with_keys(algorithm.rules());
    let root = certify(&authority, policy, &who, root_signer.as_ref(), now)?;

    // With its certificate the root is an issuer, and the issuing CA asks it for one.
    // `subordinate` grants a path length of 0: nothing but end entities may follow, and no name that is excluded.
    let who = AuthorityApplicant::new(COUNTRY.into(), ORGANIZATION.into(), ISSUING.into());
    let issuer = Issuer::new(root.clone(), root_signer, PROVIDER_USED, now)?;
    let authority = Authority::new(issuer, rolls);
    let mut policy = Subordinate::new(Subordinate::LIFETIME).with_keys(algorithm.rules());
    if let Some(excluded) = excluded {
        policy = policy.with_name_constraints(NameConstraints::new([], [excluded])?);
    }
    let issuing = certify(&authority, policy, &who, issuing_signer.as_ref(), now)?;
    Ok(Ca { root, root_key, issuing, issuing_key })
}

/// The signer a key makes.
pub(crate) fn signer(key: &SecretKey) -> Result<Arc<dyn Signer>, Box<dyn Error>> {
    let algorithm = key.algorithm();
    let signs =
        SignatureAlgorithm::usual_for(algorithm).ok_or_else(|| format!("{algorithm} keys sign nothing here"))?;
    Ok(PROVIDER_USED.keys.signer(key, signs)?)
}

/// A key, and the signer it makes.
pub(crate) fn new_key(algorithm: KeyAlgorithm) -> Result<(SecretKey, Arc<dyn Signer>), Box<dyn Error>> {
    let key = PROVIDER_USED.keys.generate(algorithm)?;
    let signer = signer(&key)?;
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

/// It makes RSA keys, which the other does not.
pub(crate) const PROVIDER_USED: &Provider = &PROVIDER;
const COUNTRY: &str = "PL";
const ORGANIZATION: &str = "Example Authority";
const ROOT: &str = "Example Root CA";
const ISSUING: &str = "Example Issuing CA";
