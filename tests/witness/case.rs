//! One policy of the catalog with its applicants, and the walk of one input through it, changed or not.
//!
//! Under `tests/witness.rs`, which lists the cases. The walk goes as far as the rolls: what is looked at is what would be
//! signed and what is on record. The surprising choice: the kind of the applicant is hidden behind a trait object and who
//! makes the key is not, because a policy whose keys the authority makes takes no request, and the types say so.

use std::{any, fs, path::Path, sync::Arc};

use chancery::{
    crypto::{KeyAlgorithm, Keys, Provider, ProviderError, SecretKey, SignatureAlgorithm, Signer},
    inventory::{History, KeyMaker},
    issuance::{Adopted, Approved},
    issuer::Issuer,
    policy::{
        Applicant, AuthorityKey, Fact, FactKind, KeyOrigin, Policy, Profile, Rejection, SubscriberKey, VerifiedRequest,
    },
    request::CertificationRequest,
    x509::{Extension, Name, Time},
};

use super::{
    ca::{self, now, signer},
    changed::{Changed, Partly},
    oracle,
    seen::{self, Run, Seen},
};

/// What is done to the table of a policy.
pub(crate) type Change = Arc<dyn Fn(&mut Profile) + Send + Sync>;

/// What a policy is asked, by whom, and where.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Input {
    /// The key of the request, by the name of its file.
    pub(crate) key: &'static str,
    pub(crate) subject: Name,
    pub(crate) asked: Vec<Extension>,
    /// Which of the applicants.
    pub(crate) applicant: usize,
    /// The facts that are not vouched for all the same.
    pub(crate) hidden: Vec<FactKind>,
    pub(crate) issuer: Place,
    /// How many seconds after the approval it is prepared.
    pub(crate) waits: u32,
    /// For how many days the certificate is suspended at once.
    pub(crate) held: Option<u32>,
    /// Whether the same was issued before, and what this one is to it.
    pub(crate) before: Before,
}

/// What came before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Before {
    Nothing,
    /// A certificate of the same applicant with the same key.
    Another,
    /// The same, which is renewed as long as it is valid.
    Renewed,
    /// The same, which is renewed a second after its end.
    RenewedExpired,
}

/// The issuer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Without a certificate, with its own key and the name that the unchanged table makes; it publishes.
    Founding,
    /// A root that publishes.
    Root,
    /// A root that publishes nothing.
    Unpublished,
}

/// A policy and whom it is asked about.
pub(crate) struct Entry<P: Policy> {
    policy: Arc<P>,
    applicants: Vec<Arc<P::Applicant>>,
    place: Place,
}

/// An entry of any policy.
pub(crate) trait Case {
    fn of(&self) -> &'static str;
    fn maker(&self) -> KeyMaker;
    fn profile(&self) -> Profile;
    fn facts(&self, applicant: usize, kind: FactKind) -> Vec<Fact>;
    fn applicants(&self) -> usize;
    fn place(&self) -> Place;
    fn issuer(&self, input: &Input) -> Issuer;
    fn run(&self, input: &Input, change: &Change) -> Run;
}

/// A policy under the root of these tests, and applicants who among them have every fact the policy asks for.
pub(crate) fn case<P: Policy>(policy: P, applicants: impl IntoIterator<Item = P::Applicant>) -> Box<dyn Case>
where
    P::KeyOrigin: Approving,
{
    entry(policy, applicants, Place::Root)
}

/// A policy for the certificate of the issuer itself.
pub(crate) fn founding<P: Policy>(policy: P, applicants: impl IntoIterator<Item = P::Applicant>) -> Box<dyn Case>
where
    P::KeyOrigin: Approving,
{
    entry(policy, applicants, Place::Founding)
}

fn entry<P: Policy>(policy: P, who: impl IntoIterator<Item = P::Applicant>, place: Place) -> Box<dyn Case>
where
    P::KeyOrigin: Approving,
{
    Box::new(Entry { policy: Arc::new(policy), applicants: who.into_iter().map(Arc::new).collect(), place })
}

/// Who makes the key, as far as it decides what is called.
pub(crate) trait Approving: KeyOrigin {
    fn approve<P: Policy<KeyOrigin = Self>>(
        policy: &Adopted<P>,
        request: Option<VerifiedRequest>,
        who: &P::Applicant,
        history: &History,
        at: Time,
    ) -> Result<Approved<P>, Rejection>;
}

impl Approving for SubscriberKey {
    fn approve<P: Policy<KeyOrigin = Self>>(
        policy: &Adopted<P>,
        request: Option<VerifiedRequest>,
        who: &P::Applicant,
        history: &History,
        at: Time,
    ) -> Result<Approved<P>, Rejection> {
        policy.approve(request.unwrap(), who, history, at)
    }
}

impl Approving for AuthorityKey {
    fn approve<P: Policy<KeyOrigin = Self>>(
        policy: &Adopted<P>,
        _: Option<VerifiedRequest>,
        who: &P::Applicant,
        history: &History,
        at: Time,
    ) -> Result<Approved<P>, Rejection> {
        policy.approve_generated(who, history, at)
    }
}

impl<P: Policy> Case for Entry<P>
where
    P::KeyOrigin: Approving,
{
    fn of(&self) -> &'static str {
        any::type_name::<P>()
    }
    fn maker(&self) -> KeyMaker {
        P::KeyOrigin::MAKER
    }
    fn profile(&self) -> Profile {
        self.policy.profile()
    }
    fn facts(&self, applicant: usize, kind: FactKind) -> Vec<Fact> {
        self.applicants[applicant].facts(kind)
    }
    fn applicants(&self) -> usize {
        self.applicants.len()
    }
    fn place(&self) -> Place {
        self.place
    }
    fn issuer(&self, input: &Input) -> Issuer {
        if input.issuer == Place::Founding {
            let name = oracle::subject(self, input);
            let issuer = Issuer::founding(name, signer(&PROVIDER, input.key), &PROVIDER).unwrap();
            return issuer.with_publication(ca::publication());
        }
        // A root certifies other keys than its own.
        let issuer = if input.key == "ed25519" { super::OTHER_ROOT.clone() } else { super::ROOT.clone() };
        if input.issuer == Place::Root { issuer.with_publication(ca::publication()) } else { issuer }
    }
    fn run(&self, input: &Input, change: &Change) -> Run {
        let authority = ca::over(self.issuer(input), ca::inventory(&PROVIDER));
        let changed = Changed { policy: Arc::clone(&self.policy), change: Arc::clone(change) };
        let policy = match authority.adopt(changed) {
            Ok(policy) => policy,
            Err(error) => return Run { seen: Seen::NotAdopted(error.to_string()), explanation: None },
        };
        let who = Partly { applicant: Arc::clone(&self.applicants[input.applicant]), hidden: input.hidden.clone() };
        let asks = || (self.maker() == KeyMaker::Subscriber).then(|| request(input));
        let history = || policy.history(asks().as_ref(), &who).unwrap();
        let (mut at, mut past) = (now(), None);
        if input.before != Before::Nothing {
            let approved = P::KeyOrigin::approve(&policy, asks(), &who, &history(), at).unwrap();
            past = Some(seen::issued(approved, &authority));
        }
        let history = match (input.before, past) {
            (Before::Renewed, Some((id, _))) => history().for_renewal_of(id).unwrap(),
            (Before::RenewedExpired, Some((id, end))) => {
                at = end.plus_seconds(1).unwrap();
                history().for_renewal_of(id).unwrap()
            }
            _ => history(),
        };
        let explanation = Some(policy.explain(asks().as_ref(), &who, &history, at));
        let seen = match P::KeyOrigin::approve(&policy, asks(), &who, &history, at) {
            Err(rejection) => Seen::Refused(rejection.violations().to_vec()),
            Ok(approved) => seen::recorded(approved, &authority, input, at),
        };
        Run { seen, explanation }
    }
}

/// A request of a key for this name and these extensions. No provider signs with P-521, so that one is a file.
pub(crate) fn request(input: &Input) -> VerifiedRequest {
    if input.key != "p521" {
        return ca::request(&PROVIDER, input.key, &input.subject, input.asked.iter().cloned());
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/request/p521_bare.pem");
    CertificationRequest::from_pem(&fs::read(file).unwrap()).unwrap().verify(&PROVIDER).unwrap()
}

/// Draws the keys of the authority from the files, since making RSA keys takes long.
struct Drawer;

impl Keys for Drawer {
    fn makes(&self, _: KeyAlgorithm) -> Result<(), ProviderError> {
        Ok(())
    }
    fn generate(&self, algorithm: KeyAlgorithm) -> Result<SecretKey, ProviderError> {
        Ok(ca::secret(oracle::file_of(algorithm)))
    }
    fn signer(&self, key: &SecretKey, algorithm: SignatureAlgorithm) -> Result<Arc<dyn Signer>, ProviderError> {
        chancery::crypto::aws_lc_rs::PROVIDER.keys.signer(key, algorithm)
    }
}

pub(crate) static PROVIDER: Provider = chancery::crypto::aws_lc_rs::PROVIDER.with_keys(&Drawer);
