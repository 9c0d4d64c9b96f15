//! Key algorithms and signature algorithms: two types, one table between them.
//!
//! Read by the decoder of every signed object and by every provider. RFC 3279, 4055, 5480, 5758, 8410 give the
//! identifiers and say whether parameters are NULL or absent; Baseline Requirements §7.1.3 gives the same octets.
//! The surprising choice: a P-384 key may sign with SHA-256, so neither type is ever derived from the other.

use std::fmt;

use crate::encoding::{DecodeError, DecodeErrorKind, EncodeError, Oid, Reader, Writer, oid};

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
    /// A point on a named curve.
    Ec(Curve),
    /// Ed25519 (RFC 8410)
    Ed25519,
    /// An algorithm this library knows by its identifier only.
    Other(Oid),
}

/// A signature algorithm this library can name in a certificate it signs or check in one it reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_enums, reason = "a provider must answer for every one")]
pub enum SignatureAlgorithm {
    /// `sha256WithRSAEncryption`
    RsaPkcs1Sha256,
    /// `sha384WithRSAEncryption`
    RsaPkcs1Sha384,
    /// `sha512WithRSAEncryption`
    RsaPkcs1Sha512,
    /// `ecdsa-with-SHA256`
    EcdsaSha256,
    /// `ecdsa-with-SHA384`
    EcdsaSha384,
    /// `ecdsa-with-SHA512`
    EcdsaSha512,
    /// Ed25519
    Ed25519,
}

/// An `AlgorithmIdentifier` as it was read: identifier and parameters, not yet understood.
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

/// Why the algorithm of a signature cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UnusableAlgorithm {
    /// The hash no longer stops a forger.
    #[error("{name} is refused: {hash} no longer stops a forger; sign again with SHA-256 or better")]
    WeakHash {
        /// The signature algorithm by its name in the standard.
        name: &'static str,
        /// The hash.
        hash: &'static str,
    },
    /// The identifier is known, the parameters are not those its standard fixes.
    #[error("the parameters of {name} are not those its standard fixes ({wanted})")]
    Parameters {
        /// The signature algorithm by its name in the standard.
        name: &'static str,
        /// What belongs there.
        wanted: &'static str,
    },
    /// An algorithm this library does not check.
    #[error("signature algorithm {algorithm} is not one this library checks; use RSA PKCS#1 v1.5, ECDSA or Ed25519")]
    Unknown {
        /// The identifier found.
        algorithm: Oid,
    },
}

impl<'a> AlgorithmIdentifier<'a> {
    /// Reads the SEQUENCE.
    ///
    /// # Errors
    /// [`DecodeError`] when it is not an identifier and at most one parameter element.
    pub fn decode(reader: &mut Reader<'a>) -> Result<Self, DecodeError> {
        let element = reader.element(crate::encoding::Tag::SEQUENCE)?;
        let mut inner = reader.enter(&element, "AlgorithmIdentifier")?;
        let algorithm = inner.oid()?;
        let parameters = if inner.is_at_end() { None } else { Some(inner.any()?.octets) };
        inner.finish()?;
        Ok(Self { algorithm, parameters, octets: element.octets })
    }
}

const NULL: &[u8] = &[0x05, 0x00];

impl SignatureAlgorithm {
    /// Every signature algorithm, in the order of the table in the documentation.
    pub const ALL: [Self; 7] = [
        Self::RsaPkcs1Sha256,
        Self::RsaPkcs1Sha384,
        Self::RsaPkcs1Sha512,
        Self::EcdsaSha256,
        Self::EcdsaSha384,
        Self::EcdsaSha512,
        Self::Ed25519,
    ];

    /// The name in the standard.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::RsaPkcs1Sha256 => "sha256WithRSAEncryption",
            Self::RsaPkcs1Sha384 => "sha384WithRSAEncryption",
            Self::RsaPkcs1Sha512 => "sha512WithRSAEncryption",
            Self::EcdsaSha256 => "ecdsa-with-SHA256",
            Self::EcdsaSha384 => "ecdsa-with-SHA384",
            Self::EcdsaSha512 => "ecdsa-with-SHA512",
            Self::Ed25519 => "Ed25519",
        }
    }

    /// The `AlgorithmIdentifier` as DER: parameters NULL for RSA (RFC 4055 §5), absent for ECDSA and Ed25519 (RFC 5758
    /// §3.2, RFC 8410 §3).
    #[must_use]
    pub const fn identifier(self) -> &'static [u8] {
        match self {
            Self::RsaPkcs1Sha256 => b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b\x05\x00",
            Self::RsaPkcs1Sha384 => b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0c\x05\x00",
            Self::RsaPkcs1Sha512 => b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0d\x05\x00",
            Self::EcdsaSha256 => b"\x30\x0a\x06\x08\x2a\x86\x48\xce\x3d\x04\x03\x02",
            Self::EcdsaSha384 => b"\x30\x0a\x06\x08\x2a\x86\x48\xce\x3d\x04\x03\x03",
            Self::EcdsaSha512 => b"\x30\x0a\x06\x08\x2a\x86\x48\xce\x3d\x04\x03\x04",
            Self::Ed25519 => b"\x30\x05\x06\x03\x2b\x65\x70",
        }
    }

    /// The hash a signer applies before the key is used; `None` for Ed25519, which signs the message itself.
    #[must_use]
    pub const fn hash(self) -> Option<Hash> {
        match self {
            Self::RsaPkcs1Sha256 | Self::EcdsaSha256 => Some(Hash::Sha256),
            Self::RsaPkcs1Sha384 | Self::EcdsaSha384 => Some(Hash::Sha384),
            Self::RsaPkcs1Sha512 | Self::EcdsaSha512 => Some(Hash::Sha512),
            Self::Ed25519 => None,
        }
    }

    /// Whether a key of this kind makes signatures of this algorithm: the one table that ties the two types.
    #[must_use]
    pub const fn fits(self, key: KeyAlgorithm) -> bool {
        match self {
            Self::RsaPkcs1Sha256 | Self::RsaPkcs1Sha384 | Self::RsaPkcs1Sha512 => {
                matches!(key, KeyAlgorithm::Rsa { .. })
            }
            Self::EcdsaSha256 | Self::EcdsaSha384 | Self::EcdsaSha512 => matches!(key, KeyAlgorithm::Ec(_)),
            Self::Ed25519 => matches!(key, KeyAlgorithm::Ed25519),
        }
    }

    /// The algorithm keys of this kind usually sign with: SHA-256 for RSA, the hash of the size of the curve for ECDSA.
    #[must_use]
    pub const fn usual_for(key: KeyAlgorithm) -> Option<Self> {
        match key {
            KeyAlgorithm::Rsa { .. } => Some(Self::RsaPkcs1Sha256),
            KeyAlgorithm::Ec(Curve::P256) => Some(Self::EcdsaSha256),
            KeyAlgorithm::Ec(Curve::P384) => Some(Self::EcdsaSha384),
            KeyAlgorithm::Ec(Curve::P521) => Some(Self::EcdsaSha512),
            KeyAlgorithm::Ed25519 => Some(Self::Ed25519),
            KeyAlgorithm::Ec(Curve::Other(_)) | KeyAlgorithm::Other(_) => None,
        }
    }

    /// The algorithm an identifier names.
    ///
    /// RSA parameters may be absent as well as NULL, which RFC 4055 §5 asks a reader to accept.
    ///
    /// # Errors
    /// [`UnusableAlgorithm`]: a weak hash by name, wrong parameters, an unknown identifier.
    pub fn from_identifier(identifier: &AlgorithmIdentifier<'_>) -> Result<Self, UnusableAlgorithm> {
        let known = Self::ALL.into_iter().find(|known| known.oid_octets() == identifier.algorithm.as_octets());
        let Some(known) = known else { return Err(unusable(identifier.algorithm)) };
        let fixed = match known {
            Self::RsaPkcs1Sha256 | Self::RsaPkcs1Sha384 | Self::RsaPkcs1Sha512 => {
                (identifier.parameters.is_none_or(|parameters| parameters == NULL), "NULL")
            }
            Self::EcdsaSha256 | Self::EcdsaSha384 | Self::EcdsaSha512 | Self::Ed25519 => {
                (identifier.parameters.is_none(), "absent")
            }
        };
        match fixed {
            (true, _) => Ok(known),
            (false, wanted) => Err(UnusableAlgorithm::Parameters { name: known.name(), wanted }),
        }
    }

    /// Reads an `AlgorithmIdentifier` that must be one of ours, with exactly the octets of [`Self::identifier`].
    ///
    /// # Errors
    /// [`DecodeErrorKind::Rule`] for anything else.
    pub fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let position = reader.position();
        let found = AlgorithmIdentifier::decode(reader)?;
        Self::ALL.into_iter().find(|known| known.identifier() == found.octets).ok_or_else(|| {
            reader.error_at(
                position,
                DecodeErrorKind::Rule { rule: "the signature algorithm is not one this library signs with" },
            )
        })
    }

    /// Writes the `AlgorithmIdentifier`.
    ///
    /// # Errors
    /// [`EncodeError::TooLong`].
    pub fn encode(self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.raw(self.identifier())
    }

    fn oid_octets(self) -> &'static [u8] {
        let sequence = self.identifier();
        let length = sequence.get(3).copied().map_or(0, usize::from);
        sequence.get(4..length.saturating_add(4)).unwrap_or_default()
    }
}

const WEAK: [(Oid, &str, &str); 9] = [
    (oid("1.2.840.113549.1.1.2"), "md2WithRSAEncryption", "MD2"),
    (oid("1.2.840.113549.1.1.3"), "md4WithRSAEncryption", "MD4"),
    (oid("1.2.840.113549.1.1.4"), "md5WithRSAEncryption", "MD5"),
    (oid("1.2.840.113549.1.1.5"), "sha1WithRSAEncryption", "SHA-1"),
    (oid("1.3.14.3.2.3"), "md5WithRSA", "MD5"),
    (oid("1.3.14.3.2.29"), "sha1WithRSA", "SHA-1"),
    (oid("1.2.840.10045.4.1"), "ecdsa-with-SHA1", "SHA-1"),
    (oid("1.2.840.10040.4.3"), "dsa-with-SHA1", "SHA-1"),
    (oid("1.3.14.3.2.27"), "dsaWithSHA1", "SHA-1"),
];

fn unusable(algorithm: Oid) -> UnusableAlgorithm {
    WEAK.into_iter()
        .find(|(weak, ..)| *weak == algorithm)
        .map_or(UnusableAlgorithm::Unknown { algorithm }, |(_, name, hash)| UnusableAlgorithm::WeakHash { name, hash })
}

impl fmt::Display for SignatureAlgorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
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
