//! Signature algorithms: their identifiers, and the keys that make them.
//!
//! [`SignatureAlgorithm::fits`] is the one table that ties them to keys, [`SignatureAlgorithm::identifier`] the octets that
//! Baseline Requirements §7.1.3.2 fixes: NULL for RSA PKCS#1 v1.5, absent for ECDSA and Ed25519, and for RSASSA-PSS one
//! hash throughout with a salt of its length. The surprising choice: a PKCS#1 v1.5 signature does not fit a key that says
//! RSASSA-PSS, although the numbers would do (RFC 4055 §1.2); whoever wrote the key ruled it out.

use std::fmt;

use super::{AlgorithmIdentifier, Curve, Hash, KeyAlgorithm, PssFault, PssRestriction, RSASSA_PSS, pss::Parameters};
use crate::encoding::{DecodeError, DecodeErrorKind, EncodeError, Oid, Reader, Writer, oid};

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
    /// `id-RSASSA-PSS` with SHA-256, MGF1 with SHA-256 and a salt of 32 octets
    RsaPssSha256,
    /// `id-RSASSA-PSS` with SHA-384, MGF1 with SHA-384 and a salt of 48 octets
    RsaPssSha384,
    /// `id-RSASSA-PSS` with SHA-512, MGF1 with SHA-512 and a salt of 64 octets
    RsaPssSha512,
    /// `ecdsa-with-SHA256`
    EcdsaSha256,
    /// `ecdsa-with-SHA384`
    EcdsaSha384,
    /// `ecdsa-with-SHA512`
    EcdsaSha512,
    /// Ed25519
    Ed25519,
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
    /// RSASSA-PSS with parameters this library does not check.
    #[error("{0}; sign again with one hash throughout and a salt of its length")]
    Pss(PssFault),
    /// An algorithm this library does not check.
    #[error(
        "signature algorithm {algorithm} is not one this library checks; use RSA or ECDSA with SHA-256, SHA-384 or \
         SHA-512, or Ed25519"
    )]
    Unknown {
        /// The identifier found.
        algorithm: Oid,
    },
}

const NULL: &[u8] = &[0x05, 0x00];

impl SignatureAlgorithm {
    /// Every signature algorithm, in the order of the table in the documentation.
    pub const ALL: [Self; 10] = [
        Self::RsaPkcs1Sha256,
        Self::RsaPkcs1Sha384,
        Self::RsaPkcs1Sha512,
        Self::RsaPssSha256,
        Self::RsaPssSha384,
        Self::RsaPssSha512,
        Self::EcdsaSha256,
        Self::EcdsaSha384,
        Self::EcdsaSha512,
        Self::Ed25519,
    ];

    /// The name in the standard; of RSASSA-PSS, which has one for all, with the hash.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::RsaPkcs1Sha256 => "sha256WithRSAEncryption",
            Self::RsaPkcs1Sha384 => "sha384WithRSAEncryption",
            Self::RsaPkcs1Sha512 => "sha512WithRSAEncryption",
            Self::RsaPssSha256 => "RSASSA-PSS with SHA-256",
            Self::RsaPssSha384 => "RSASSA-PSS with SHA-384",
            Self::RsaPssSha512 => "RSASSA-PSS with SHA-512",
            Self::EcdsaSha256 => "ecdsa-with-SHA256",
            Self::EcdsaSha384 => "ecdsa-with-SHA384",
            Self::EcdsaSha512 => "ecdsa-with-SHA512",
            Self::Ed25519 => "Ed25519",
        }
    }

    /// The `AlgorithmIdentifier` as DER: parameters NULL for RSA PKCS#1 v1.5 (RFC 4055 §5), absent for ECDSA and Ed25519
    /// (RFC 5758 §3.2, RFC 8410 §3), RSASSA-PSS-params for RSASSA-PSS (RFC 4055 §3.1), whose hashes have NULL and whose
    /// trailer is left out, being the default.
    #[must_use]
    pub const fn identifier(self) -> &'static [u8] {
        match self {
            Self::RsaPkcs1Sha256 => b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b\x05\x00",
            Self::RsaPkcs1Sha384 => b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0c\x05\x00",
            Self::RsaPkcs1Sha512 => b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0d\x05\x00",
            Self::RsaPssSha256 => b"\x30\x41\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a\x30\x34\xa0\x0f\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\xa1\x1c\x30\x1a\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x08\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\xa2\x03\x02\x01\x20",
            Self::RsaPssSha384 => b"\x30\x41\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a\x30\x34\xa0\x0f\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02\x05\x00\xa1\x1c\x30\x1a\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x08\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02\x05\x00\xa2\x03\x02\x01\x30",
            Self::RsaPssSha512 => b"\x30\x41\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a\x30\x34\xa0\x0f\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03\x05\x00\xa1\x1c\x30\x1a\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x08\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03\x05\x00\xa2\x03\x02\x01\x40",
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
            Self::RsaPkcs1Sha256 | Self::RsaPssSha256 | Self::EcdsaSha256 => Some(Hash::Sha256),
            Self::RsaPkcs1Sha384 | Self::RsaPssSha384 | Self::EcdsaSha384 => Some(Hash::Sha384),
            Self::RsaPkcs1Sha512 | Self::RsaPssSha512 | Self::EcdsaSha512 => Some(Hash::Sha512),
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
            Self::RsaPssSha256 => makes_pss(key, Hash::Sha256),
            Self::RsaPssSha384 => makes_pss(key, Hash::Sha384),
            Self::RsaPssSha512 => makes_pss(key, Hash::Sha512),
            Self::EcdsaSha256 | Self::EcdsaSha384 | Self::EcdsaSha512 => matches!(key, KeyAlgorithm::Ec(_)),
            Self::Ed25519 => matches!(key, KeyAlgorithm::Ed25519),
        }
    }

    /// The algorithm keys of this kind usually sign with: SHA-256 for RSA, the hash a key is bound to, the hash of the size
    /// of the curve for ECDSA.
    #[must_use]
    pub const fn usual_for(key: KeyAlgorithm) -> Option<Self> {
        match key {
            KeyAlgorithm::Rsa { .. } => Some(Self::RsaPkcs1Sha256),
            KeyAlgorithm::RsaPss { restriction, .. } => usual_under(restriction),
            KeyAlgorithm::Ec(Curve::P256) => Some(Self::EcdsaSha256),
            KeyAlgorithm::Ec(Curve::P384) => Some(Self::EcdsaSha384),
            KeyAlgorithm::Ec(Curve::P521) => Some(Self::EcdsaSha512),
            KeyAlgorithm::Ed25519 => Some(Self::Ed25519),
            KeyAlgorithm::Ec(Curve::Other(_)) | KeyAlgorithm::Other(_) => None,
        }
    }

    /// The algorithm an identifier names.
    ///
    /// Parameters of RSA PKCS#1 v1.5 may be absent as well as NULL, which RFC 4055 §5 asks a reader to accept; so may those
    /// of the hashes inside RSASSA-PSS-params (§2.1).
    ///
    /// # Errors
    /// [`UnusableAlgorithm`]: a weak hash by name, wrong parameters, RSASSA-PSS of another kind, an unknown identifier.
    pub fn from_identifier(identifier: &AlgorithmIdentifier<'_>) -> Result<Self, UnusableAlgorithm> {
        if identifier.algorithm == RSASSA_PSS {
            return pss(identifier.parameters);
        }
        let known = Self::ALL.into_iter().find(|known| known.oid_octets() == identifier.algorithm.as_octets());
        let Some(known) = known else { return Err(unusable(identifier.algorithm)) };
        let fixed = match known {
            Self::RsaPkcs1Sha256 | Self::RsaPkcs1Sha384 | Self::RsaPkcs1Sha512 => {
                (identifier.parameters.is_none_or(|parameters| parameters == NULL), "NULL")
            }
            _ => (identifier.parameters.is_none(), "absent"),
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

    /// RSASSA-PSS with this hash.
    pub(super) const fn pss_with(hash: Hash) -> Option<Self> {
        match hash {
            Hash::Sha256 => Some(Self::RsaPssSha256),
            Hash::Sha384 => Some(Self::RsaPssSha384),
            Hash::Sha512 => Some(Self::RsaPssSha512),
            Hash::Sha1ForIdentifiers => None,
        }
    }

    fn oid_octets(self) -> &'static [u8] {
        let sequence = self.identifier();
        let length = sequence.get(3).copied().map_or(0, usize::from);
        sequence.get(4..length.saturating_add(4)).unwrap_or_default()
    }
}

/// The algorithm that these parameters after `id-RSASSA-PSS` make.
fn pss(parameters: Option<&[u8]>) -> Result<SignatureAlgorithm, UnusableAlgorithm> {
    let read =
        parameters.and_then(|parameters| Reader::whole(parameters, "RSASSA-PSS-params", Parameters::decode).ok());
    let Some(parameters) = read else {
        return Err(UnusableAlgorithm::Parameters { name: "RSASSA-PSS", wanted: "RSASSA-PSS-params" });
    };
    parameters.for_a_signature().map_err(|fault| match fault {
        PssFault::Hash { found } => found
            .weak_name()
            .map_or(UnusableAlgorithm::Pss(fault), |hash| UnusableAlgorithm::WeakHash { name: "RSASSA-PSS", hash }),
        _ => UnusableAlgorithm::Pss(fault),
    })
}

/// Whether a key makes RSASSA-PSS signatures with this hash and a salt of its length (RFC 4055 §3.3).
const fn makes_pss(key: KeyAlgorithm, wanted: Hash) -> bool {
    match key {
        KeyAlgorithm::Rsa { .. } => true,
        KeyAlgorithm::RsaPss { restriction, .. } => restriction.admits(wanted),
        _ => false,
    }
}

const fn usual_under(restriction: PssRestriction) -> Option<SignatureAlgorithm> {
    match restriction {
        PssRestriction::Unrestricted => Some(SignatureAlgorithm::RsaPssSha256),
        PssRestriction::Bound { hash, .. } => SignatureAlgorithm::pss_with(hash),
        PssRestriction::Unsupported(_) => None,
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
