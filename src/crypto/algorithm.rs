//! Key algorithms and signature algorithms: two types, one table between them.
//!
//! Read by the decoder of every signed object and by every provider. RFC 3279, 4055, 5480, 5758, 8410 give the
//! identifiers and say what parameters stand after them; Baseline Requirements §7.1.3 gives the same octets. Here are
//! hashes, curves and keys; `signature` has the table, `pss` the parameters that only RSASSA-PSS has.
//! The surprising choice: a P-384 key may sign with SHA-256, so neither type is ever derived from the other.

use std::fmt;

use crate::encoding::{DecodeError, Oid, Reader, Tag};

mod pss;
mod signature;

pub(crate) use pss::RSASSA_PSS;
pub use pss::{PssFault, PssHash, PssMask, PssRestriction};
pub use signature::{SignatureAlgorithm, UnusableAlgorithm};

/// A hash function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Hash {
    /// SHA-1, for the identifiers that RFC 6960 and PKCS#12 fix to it. No signature here is made or checked with it.
    Sha1ForIdentifiers,
    /// SHA-256
    Sha256,
    /// SHA-384
    Sha384,
    /// SHA-512
    Sha512,
}

/// A named curve of RFC 5480 §2.1.1.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Curve {
    /// NIST P-256, `secp256r1`
    P256,
    /// NIST P-384, `secp384r1`
    P384,
    /// NIST P-521, `secp521r1`
    P521,
    /// A curve this library knows nothing about.
    Other(Oid),
}

/// What kind of key a `SubjectPublicKeyInfo` holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum KeyAlgorithm {
    /// RSA with a modulus of this many bits.
    Rsa {
        /// Length of the modulus, in bits.
        bits: u32,
    },
    /// RSA with a modulus of this many bits, for RSASSA-PSS signatures alone (`id-RSASSA-PSS`, RFC 4055 §1.2).
    RsaPss {
        /// Length of the modulus, in bits.
        bits: u32,
        /// What the parameters of the key bind its signatures to.
        restriction: PssRestriction,
    },
    /// A point on a named curve.
    Ec(Curve),
    /// Ed25519 (RFC 8410)
    Ed25519,
    /// An algorithm this library knows by its identifier only.
    Other(Oid),
}

/// An `AlgorithmIdentifier` as it was read: identifier and parameters, whose meaning is for others.
///
/// ```text
/// AlgorithmIdentifier ::= SEQUENCE { algorithm OBJECT IDENTIFIER, parameters ANY DEFINED BY algorithm OPTIONAL }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "the ASN.1 has these two fields")]
pub struct AlgorithmIdentifier<'a> {
    /// The identifier.
    pub algorithm: Oid,
    /// The parameters, tag and length included; `None` when absent.
    pub parameters: Option<&'a [u8]>,
    /// The whole SEQUENCE.
    pub octets: &'a [u8],
}

impl<'a> AlgorithmIdentifier<'a> {
    /// Reads the SEQUENCE. Parameters after `id-RSASSA-PSS` are read to the last octet, because here it is known where
    /// they stand; those of other algorithms are left to whoever understands them.
    ///
    /// # Errors
    /// [`DecodeError`] when it is not an identifier and at most one parameter element, and for parameters after
    /// `id-RSASSA-PSS` that are no RSASSA-PSS-params (RFC 4055 §3.1).
    pub fn decode(reader: &mut Reader<'a>) -> Result<Self, DecodeError> {
        let element = reader.element(Tag::SEQUENCE)?;
        let mut inner = reader.enter(&element, "AlgorithmIdentifier")?;
        let algorithm = inner.oid()?;
        if algorithm == RSASSA_PSS && !inner.is_at_end() {
            pss::Parameters::decode(&mut inner.clone())?;
        }
        let parameters = if inner.is_at_end() { None } else { Some(inner.any()?.octets) };
        inner.finish()?;
        Ok(Self { algorithm, parameters, octets: element.octets })
    }
}

impl Hash {
    /// The octets of a digest.
    #[must_use]
    pub const fn digest_octets(self) -> u32 {
        match self {
            Self::Sha1ForIdentifiers => 20,
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }
}

impl fmt::Display for Curve {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::P256 => f.write_str("P-256"),
            Self::P384 => f.write_str("P-384"),
            Self::P521 => f.write_str("P-521"),
            Self::Other(oid) => write!(f, "curve {oid}"),
        }
    }
}

impl fmt::Display for KeyAlgorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rsa { bits } => write!(f, "RSA {bits}"),
            Self::RsaPss { bits, restriction } => write!(f, "RSASSA-PSS {bits}{restriction}"),
            Self::Ec(curve) => write!(f, "EC {curve}"),
            Self::Ed25519 => f.write_str("Ed25519"),
            Self::Other(oid) => write!(f, "key algorithm {oid}"),
        }
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sha1ForIdentifiers => "SHA-1",
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
        })
    }
}
