//! A foreign chain of three, sound until a test changes one of them.
//!
//! Under the tests of `foreign.rs`. A root, an issuing authority with path length 0 and a system, each about to be forged,
//! under keys none of which is the authority's own. The surprising choice: both sign with algorithms that draw no nonce, so
//! that a chain that is signed twice is the same chain.

use chancery::{
    crypto::PublicKey,
    inventory::{Demanded, Foreign, ForeignError, PersonId, Registration, Requested, Requester, TrustedIssuers},
    x509::{
        AttributeType, Certificate, Name,
        extension::{BasicConstraints, KeyUsage},
    },
};

use crate::{
    ca::{self, now, provider},
    forge::{self, Forgery},
};

/// The three certificates, before they are signed.
pub(crate) struct Chain {
    pub(crate) root: Forgery,
    pub(crate) issuing: Forgery,
    pub(crate) leaf: Forgery,
    pub(crate) demanded: Demanded,
    pub(crate) requested: Requested,
}

pub(crate) fn name(common_name: &str) -> Name {
    Name::of(&[(AttributeType::COUNTRY, "PL"), (AttributeType::COMMON_NAME, common_name)]).unwrap()
}

pub(crate) fn requested() -> Requested {
    Requested { by: Requester::Representative, at: now() }
}

/// The key of the authority on whose rolls the certificate would be.
pub(crate) fn own() -> PublicKey {
    ca::signer(provider(), "rsa2048").public_key().clone()
}

fn forgery(signer: &str, issuer: &Name, subject: &Name, key: &str) -> Forgery {
    let mut forgery = Forgery::authority(ca::signer(provider(), signer));
    forgery.issuer = issuer.as_der().to_vec();
    forgery.subject = subject.as_der().to_vec();
    forgery.key = ca::signer(provider(), key).public_key().clone();
    forgery
}

impl Chain {
    pub(crate) fn sound() -> Self {
        let (root, issuing) = (name("Foreign Root"), name("Issuing Authority"));
        let authority = |path_len| {
            let usage = forge::key_usage(KeyUsage::KEY_CERT_SIGN);
            vec![forge::basic_constraints(path_len), usage, forge::key_identifier()]
        };
        let leaf = vec![forge::extension(&BasicConstraints::EndEntity), forge::key_usage(KeyUsage::DIGITAL_SIGNATURE)];
        Self {
            root: forgery("ed25519", &root, &root, "ed25519").with_extensions(authority(Some(1))),
            issuing: forgery("ed25519", &root, &issuing, "rsa3072").with_extensions(authority(Some(0))),
            leaf: forgery("rsa3072", &issuing, &name("System"), "p384").with_extensions(leaf),
            demanded: Demanded::AnyCertificate,
            requested: requested(),
        }
    }

    /// Root, issuing authority and system.
    pub(crate) fn certificates(&self) -> [Certificate; 3] {
        [&self.root, &self.issuing, &self.leaf].map(Forgery::certificate)
    }

    pub(crate) fn registration<'a>(&self, person: Option<&'a PersonId>) -> Registration<'a> {
        let [_, issuing, leaf] = self.certificates();
        let (demanded, requested) = (self.demanded, self.requested);
        Registration { leaf, authorities: vec![issuing], demanded, person, requested }
    }

    pub(crate) fn verify(&self) -> Result<Foreign, ForeignError> {
        self.verify_for(None)
    }

    pub(crate) fn verify_for(&self, person: Option<&PersonId>) -> Result<Foreign, ForeignError> {
        let [root, ..] = self.certificates();
        self.registration(person).verify(&TrustedIssuers::new([root]).unwrap(), &own(), provider(), now())
    }

    /// The sentences of the faults.
    #[track_caller]
    pub(crate) fn faults(&self) -> Vec<String> {
        let error = self.verify().unwrap_err();
        error.faults().iter().map(ToString::to_string).collect()
    }
}
