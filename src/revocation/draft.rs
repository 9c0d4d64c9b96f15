//! A draft: numbered on the rolls, written, read back, linted, about to be signed, in process or elsewhere.
//!
//! Made by [`CrlDraft::draw`] in `compose`; used up by [`CrlDraft::sign`] or [`CrlDraft::attach`], the same two roads a
//! certificate takes. The surprising choice: the signature is put behind the octets and the outer header before them, in
//! the buffer they were written into, because a list of a million entries should be in memory once.

use std::fmt;

use super::{Crl, crl::Facts, frame::Drawn};
use crate::{
    crypto::{SignError, Signature, VerifyError},
    encoding::EncodeError,
    issuer::Issuer,
    x509::{Kept, Time, ToBeSigned, signed},
};

/// Which list of its issuer it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_structs, reason = "what tells one list of a scope from the next")]
pub struct Edition {
    /// Its number.
    pub number: u64,
    /// When it is issued.
    pub this_update: Time,
    /// By when the next one is.
    pub next_update: Time,
}

/// A CRL that lacks its signature.
///
/// It is signed once:
///
/// ```compile_fail,E0382
/// # use chancery::revocation::CrlDraft;
/// fn twice(draft: CrlDraft) {
///     let _ = draft.sign();
///     let _ = draft.sign();
/// }
/// ```
///
/// and read only when it is:
///
/// ```compile_fail,E0599
/// # use chancery::revocation::CrlDraft;
/// fn unsigned(draft: &CrlDraft) -> &[u8] {
///     draft.as_der()
/// }
/// ```
#[must_use]
pub struct CrlDraft {
    pub(super) issuer: Issuer,
    pub(super) edition: Edition,
    pub(super) drawn: Drawn,
    pub(super) facts: Facts,
    pub(super) counts: Counts,
}

/// How many entries went where.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counts {
    pub(super) listed: usize,
    pub(super) left_out: usize,
    pub(super) not_yet: usize,
    pub(super) backdated: usize,
}

impl CrlDraft {
    /// Number, thisUpdate and nextUpdate.
    #[must_use]
    pub const fn edition(&self) -> Edition {
        self.edition
    }

    /// How many certificates it lists.
    #[must_use]
    pub const fn entries(&self) -> usize {
        self.counts.listed
    }

    /// How many revoked certificates it no longer lists, because they expired and a list issued after that had them (C-12).
    #[must_use]
    pub const fn left_out(&self) -> usize {
        self.counts.left_out
    }

    /// How many it does not list yet, because the hold or revocation takes effect later than thisUpdate.
    #[must_use]
    pub const fn not_yet_effective(&self) -> usize {
        self.counts.not_yet
    }

    /// How many it lists that the previous list lacks although their revocation is dated before that list: C-11 asks for
    /// an invalidity date instead. None is refused for it, since leaving a revocation out would be worse.
    #[must_use]
    pub const fn backdated(&self) -> usize {
        self.counts.backdated
    }

    /// Uses the key, once.
    ///
    /// # Errors
    /// [`SignError`], with the draft given back: a key elsewhere, or a signer that failed.
    pub fn sign(self) -> Result<Crl, Kept<Self, SignError>> {
        let issuer = &self.issuer;
        let signature =
            signed::detached(self.drawn.to_be_signed(), issuer.signer(), issuer.algorithm(), issuer.self_checker());
        match signature {
            Ok(signature) => self.signed(&signature).map_err(|Kept { kept, cause }| {
                let cause = SignError::Backend(cause.into());
                Kept { kept, cause }
            }),
            Err(cause) => Err(Kept::new(self, cause)),
        }
    }

    /// What a key elsewhere must sign.
    #[must_use]
    pub fn to_be_signed(&self) -> ToBeSigned<'_> {
        ToBeSigned::new(self.drawn.to_be_signed(), self.issuer.algorithm(), self.issuer.provider())
    }

    /// Takes a signature made elsewhere, which must hold under the issuer's key.
    ///
    /// # Errors
    /// [`VerifyError`], with the draft given back.
    pub fn attach(self, signature: &Signature) -> Result<Crl, Kept<Self, VerifyError>> {
        let (issuer, tbs) = (&self.issuer, self.drawn.to_be_signed());
        let verifier = issuer.provider().verifier;
        if let Err(cause) = verifier.verify(issuer.public_key(), issuer.algorithm(), tbs, signature.as_octets()) {
            return Err(Kept::new(self, cause));
        }
        // A verified signature has the size of its key; nothing of that size fails to be written.
        self.signed(signature).map_err(|Kept { kept, .. }| Kept { kept, cause: VerifyError::BadSignature })
    }

    fn signed(mut self, signature: &Signature) -> Result<Crl, Kept<Self, EncodeError>> {
        match self.drawn.close(self.issuer.algorithm(), signature) {
            Ok(spans) => Ok(Crl::assembled(self.drawn.into_octets(), spans, self.facts)),
            Err(error) => Err(Kept::new(self, error)),
        }
    }
}

impl fmt::Debug for CrlDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CrlDraft")
            .field("issuer", self.issuer.name())
            .field("edition", &self.edition)
            .field("counts", &self.counts)
            .finish_non_exhaustive()
    }
}
