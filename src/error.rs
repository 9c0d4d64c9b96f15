//! The union of the stage errors, for callers who want one `?`.
//!
//! It stands above the stages and only gathers; each stage's error stands beside its code. The surprising choice: `?` on
//! a step that kept its value gives the value up, knowingly, because the value is not part of this type.

use crate::{
    credential::{ChangeError, MakeKeyError, NotAdmitted},
    crypto::{KeyError, ProviderError, SignError, VerifyError},
    encoding::{DecodeError, OidError},
    inventory::{ForeignError, InventoryError},
    issuance::{AbandonError, AdoptError, CompleteError, PrepareError, ResumeError},
    issuer::IssuerError,
    pkcs12::{BundleError, IterationsError, OpenError, PasswordError, SealError},
    policy::Rejection,
    request::{PossessionError, RequestSignError},
    revocation::{CrlDraftError, CrlVerifyError},
    x509::{GeneralNameError, Kept, NameError, TimeError},
};

/// Any error of the library.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Octets do not have the shape.
    #[error(transparent)]
    Decode(#[from] DecodeError),
    /// A secret key cannot be read.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// A request does not prove possession.
    #[error(transparent)]
    Possession(#[from] PossessionError),
    /// A request was not made.
    #[error(transparent)]
    Request(#[from] RequestSignError),
    /// A certificate and a key make no issuer.
    #[error(transparent)]
    Issuer(#[from] IssuerError),
    /// A policy was not put in force.
    #[error(transparent)]
    Adopt(#[from] AdoptError),
    /// A policy said no.
    #[error(transparent)]
    Rejected(#[from] Rejection),
    /// An approval did not become a to-be-signed certificate.
    #[error(transparent)]
    Prepare(#[from] PrepareError),
    /// The inventory refused or failed.
    #[error(transparent)]
    Inventory(#[from] InventoryError),
    /// A certificate of another issuer is not registered.
    #[error(transparent)]
    Foreign(#[from] ForeignError),
    /// A plan was not given up.
    #[error(transparent)]
    Abandon(#[from] AbandonError),
    /// No signature was made.
    #[error(transparent)]
    Sign(#[from] SignError),
    /// A signature from elsewhere does not hold.
    #[error(transparent)]
    Attach(#[from] VerifyError),
    /// A signed certificate is not on the rolls.
    #[error(transparent)]
    Complete(#[from] CompleteError),
    /// A plan cannot be taken up again.
    #[error(transparent)]
    Resume(#[from] ResumeError),
    /// A key and a certificate, or what goes with them, make no bundle.
    #[error(transparent)]
    Bundle(#[from] BundleError),
    /// A text is not a password.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// A number is no count of iterations.
    #[error(transparent)]
    Iterations(#[from] IterationsError),
    /// A bundle was not sealed.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// A PKCS#12 file was not opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// No API key was made.
    #[error(transparent)]
    MakeKey(#[from] MakeKeyError),
    /// The record of an API key was not changed.
    #[error(transparent)]
    ChangeKey(#[from] ChangeError),
    /// A call with an API key does not pass.
    #[error(transparent)]
    NotAdmitted(#[from] NotAdmitted),
    /// A CRL was not drafted.
    #[error(transparent)]
    CrlDraft(#[from] CrlDraftError),
    /// A CRL is not known to be its issuer's.
    #[error(transparent)]
    CrlVerify(#[from] CrlVerifyError),
    /// A provider failed.
    #[error(transparent)]
    Provider(#[from] ProviderError),
    /// Something is not a time.
    #[error(transparent)]
    Time(#[from] TimeError),
    /// Something is not a name.
    #[error(transparent)]
    Name(#[from] NameError),
    /// Something is not a host name, mailbox, address or URI.
    #[error(transparent)]
    GeneralName(#[from] GeneralNameError),
    /// Something is not an object identifier.
    #[error(transparent)]
    Oid(#[from] OidError),
}

impl<T, E: Into<Self>> From<Kept<T, E>> for Error {
    fn from(kept: Kept<T, E>) -> Self {
        kept.cause.into()
    }
}
