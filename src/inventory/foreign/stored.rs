//! A registered foreign certificate as stores keep it: a plain struct with a version.
//!
//! Written by [`RegisteredForeign::to_stored`], read by [`RegisteredForeign::from_stored`]; with serde every field is text
//! or base64. The certificates are read again and the ids computed again, so that an entry is what it says; the chain is
//! not verified again, since it may have expired since and a store is trusted (SECURITY.md). The surprising choice: there
//! are no columns for names, window and serial number, which a second copy could only contradict.

use serde::{Deserialize, Serialize};

use super::{
    Demanded, ForeignCertificate, ForeignId, ForeignPlace, IllegalWithdrawal, Ownership, RegisteredForeign, Standing,
    certificate::Circumstances,
};
use crate::{
    crypto::Digest,
    encoding::DecodeError,
    inventory::{KeyId, Octets, Requested},
    x509::{Certificate, Time},
};

/// Everything in a [`RegisteredForeign`], for stores.
///
/// The person is not in it: a store keeps its [`PersonHash`](crate::inventory::PersonHash) beside it when `ownership` says
/// that there is one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[expect(clippy::exhaustive_structs, reason = "a store maps every field; another field is another version")]
pub struct StoredForeign {
    /// Which shape this is: [`StoredForeign::VERSION`].
    pub version: u16,
    /// SHA-256 over the certificate.
    pub id: ForeignId,
    /// The certified key.
    pub key: KeyId,
    /// The certificate, DER.
    pub certificate: Octets,
    /// The authorities above it, DER, its issuer first and the trusted one last.
    pub authorities: Vec<Octets>,
    /// What it had to say of itself.
    pub demanded: Demanded,
    /// Whether it belongs to a person.
    pub ownership: Ownership,
    /// Who asked for its registration, and when.
    pub requested: Requested,
    /// When it was verified.
    pub verified_at: Time,
    /// Where it stands.
    pub standing: Standing,
}

/// Why something is not an entry this library wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StoredForeignError {
    /// Another version.
    #[error("a stored foreign certificate of version {found}; this library reads version {known}")]
    UnknownVersion {
        /// Its version.
        found: u16,
        /// The version this library reads.
        known: u16,
    },
    /// What stands where a certificate must is none.
    #[error("a stored foreign certificate cannot be read at {place}")]
    Certificate {
        /// Which of its chain.
        place: ForeignPlace,
        /// What is wrong with it.
        source: DecodeError,
    },
    /// It has no issuer.
    #[error("a stored foreign certificate comes without the authorities above it")]
    NoAuthority,
    /// It names another issuer than the one above it.
    #[error("in the chain of a stored foreign certificate the issuer of {place} is not the one above it")]
    NameDoesNotChain {
        /// Which of its chain.
        place: ForeignPlace,
    },
    /// It has no subject.
    #[error("a stored foreign certificate has no subject")]
    NoSubject,
    /// It is another certificate.
    #[error("a stored foreign certificate says it is {stated} and is {found}")]
    AnotherCertificate {
        /// The id that was kept.
        stated: ForeignId,
        /// The id it has.
        found: ForeignId,
    },
    /// It certifies another key.
    #[error("the stored foreign certificate {id} says its key is {stated}, and it is {found}")]
    AnotherKey {
        /// The certificate.
        id: ForeignId,
        /// The id that was kept.
        stated: KeyId,
        /// The id its key has.
        found: KeyId,
    },
    /// It was asked for after it was verified.
    #[error("the stored foreign certificate {id} was verified at {verified}, before that was asked for at {asked}")]
    VerifiedBeforeItWasAsked {
        /// The certificate.
        id: ForeignId,
        /// When it was verified.
        verified: Time,
        /// When it was asked for.
        asked: Time,
    },
    /// It was withdrawn as nothing can be.
    #[error(transparent)]
    Withdrawal(#[from] IllegalWithdrawal),
}

impl StoredForeign {
    /// The version this library writes and reads.
    pub const VERSION: u16 = 1;
}

impl RegisteredForeign {
    /// The entry for a store to keep.
    #[must_use]
    pub fn to_stored(&self) -> StoredForeign {
        let certificate = self.certificate();
        let octets = |certificate: &Certificate| Octets::new(certificate.as_der());
        StoredForeign {
            version: StoredForeign::VERSION,
            id: certificate.id(),
            key: certificate.key(),
            certificate: octets(certificate.leaf()),
            authorities: certificate.authorities().map(octets).collect(),
            demanded: certificate.demanded(),
            ownership: certificate.ownership(),
            requested: certificate.requested(),
            verified_at: certificate.verified_at(),
            standing: self.standing(),
        }
    }

    /// The entry a store kept. For stores, and for whoever tests one.
    ///
    /// # Errors
    /// [`StoredForeignError`] for what [`RegisteredForeign::to_stored`] never wrote.
    pub fn from_stored(stored: &StoredForeign, digest: &dyn Digest) -> Result<Self, StoredForeignError> {
        let StoredForeign { version, id: stated, key, demanded, ownership, requested, verified_at, standing, .. } =
            *stored;
        if version != StoredForeign::VERSION {
            return Err(StoredForeignError::UnknownVersion { found: version, known: StoredForeign::VERSION });
        }
        let (leaf, authorities) = read_chain(stored)?;
        let circumstances = Circumstances { demanded, ownership, requested, verified_at };
        let certificate = ForeignCertificate::new(leaf, authorities, digest, circumstances);
        let (id, found) = (certificate.id(), certificate.key());
        if id != stated {
            return Err(StoredForeignError::AnotherCertificate { stated, found: id });
        }
        if found != key {
            return Err(StoredForeignError::AnotherKey { id, stated: key, found });
        }
        if requested.at > verified_at {
            let (verified, asked) = (verified_at, requested.at);
            return Err(StoredForeignError::VerifiedBeforeItWasAsked { id, verified, asked });
        }
        Ok(Self::kept(certificate, standing)?)
    }
}

/// A certificate, its issuer and those above.
type Chain = (Certificate, (Certificate, Vec<Certificate>));

/// Reads the certificates and holds each against the one above it, by name.
fn read_chain(stored: &StoredForeign) -> Result<Chain, StoredForeignError> {
    let last = stored.authorities.len();
    let place = |number| if number == last { ForeignPlace::TrustedIssuer } else { ForeignPlace::Authority(number) };
    let leaf = read(&stored.certificate, ForeignPlace::Certificate)?;
    if leaf.subject().is_empty() {
        return Err(StoredForeignError::NoSubject);
    }
    let mut authorities = Vec::with_capacity(last);
    for (octets, number) in stored.authorities.iter().zip(1..) {
        let authority = read(octets, place(number))?;
        let (below, at) = match authorities.last() {
            None => (&leaf, ForeignPlace::Certificate),
            Some(below) => (below, place(number.saturating_sub(1))),
        };
        if !below.issuer().matches(authority.subject()) {
            return Err(StoredForeignError::NameDoesNotChain { place: at });
        }
        authorities.push(authority);
    }
    let mut authorities = authorities.into_iter();
    let issuer = authorities.next().ok_or(StoredForeignError::NoAuthority)?;
    Ok((leaf, (issuer, authorities.collect())))
}

fn read(octets: &Octets, place: ForeignPlace) -> Result<Certificate, StoredForeignError> {
    Certificate::from_der(octets.as_ref()).map_err(|source| StoredForeignError::Certificate { place, source })
}
