//! RSASSA-PSS-params (RFC 4055 §3.1): strictly read, and held against what is signed and checked here.
//!
//! Read after `id-RSASSA-PSS` in a signature, where the parameters say how it was made, and in a key, where they say how
//! its signatures must be made (§3.3). Baseline Requirements §7.1.3.2.1 leaves three: SHA-256, SHA-384 and SHA-512, MGF1
//! with the same hash, a salt as long as the digest. The surprising choice: the defaults of the ASN.1 are SHA-1
//! throughout, so an empty SEQUENCE is a weak hash and not a convenience.

use std::fmt;

use super::{AlgorithmIdentifier, Hash, SignatureAlgorithm};
use crate::encoding::{DecodeError, DecodeErrorKind, EncodeError, Oid, Reader, Tag, Writer, oid};

/// `id-RSASSA-PSS`, RFC 4055 §3.1
pub(crate) const RSASSA_PSS: Oid = oid("1.2.840.113549.1.1.10");
/// `id-mgf1`, RFC 4055 §2.2
const MGF1: Oid = oid("1.2.840.113549.1.1.8");
/// The hashes whose parameters RFC 4055 §2.1 fixes, and that this library computes.
const HASHES: [(Oid, Hash); 4] = [
    (oid("1.3.14.3.2.26"), Hash::Sha1ForIdentifiers),
    (oid("2.16.840.1.101.3.4.2.1"), Hash::Sha256),
    (oid("2.16.840.1.101.3.4.2.2"), Hash::Sha384),
    (oid("2.16.840.1.101.3.4.2.3"), Hash::Sha512),
];
/// Other hashes by the name people know them by, and whether they are weak.
const NAMES: [(Oid, &str, Strength); 8] = [
    (oid("1.2.840.113549.2.2"), "MD2", Strength::Weak),
    (oid("1.2.840.113549.2.4"), "MD4", Strength::Weak),
    (oid("1.2.840.113549.2.5"), "MD5", Strength::Weak),
    (oid("2.16.840.1.101.3.4.2.4"), "SHA-224", Strength::Sound),
    (oid("2.16.840.1.101.3.4.2.6"), "SHA-512/256", Strength::Sound),
    (oid("2.16.840.1.101.3.4.2.8"), "SHA3-256", Strength::Sound),
    (oid("2.16.840.1.101.3.4.2.9"), "SHA3-384", Strength::Sound),
    (oid("2.16.840.1.101.3.4.2.10"), "SHA3-512", Strength::Sound),
];
/// The defaults, as they would stand in the octets: `sha1Identifier` and `mgf1SHA1Identifier` of RFC 4055 §2.1.
const SHA1_IDENTIFIER: &[u8] = b"\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00";
const MGF1_SHA1_IDENTIFIER: &[u8] =
    b"\x30\x16\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x08\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00";
const DEFAULT_SALT: u32 = 20;
const DEFAULT_TRAILER: u32 = 1;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Strength {
    Weak,
    Sound,
}

/// A hash as RSASSA-PSS-params name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_enums, reason = "a hash is known here or it is not")]
pub enum PssHash {
    /// One this library computes, be it for identifiers alone.
    Known(Hash),
    /// Any other.
    Other(Oid),
}

/// How the mask is generated, as RSASSA-PSS-params name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_enums, reason = "a mask generation is MGF1 or it is not")]
pub enum PssMask {
    /// MGF1 (RFC 8017 §B.2.1) with this hash.
    Mgf1(PssHash),
    /// Any other function.
    Other(Oid),
}

/// What the parameters of an RSASSA-PSS key bind its signatures to (RFC 4055 §3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_enums, reason = "absent, met by signatures of this library, or not")]
pub enum PssRestriction {
    /// There are none: any hash and any salt.
    Unrestricted,
    /// This hash, MGF1 with it, and a salt that is not shorter.
    Bound {
        /// The hash.
        hash: Hash,
        /// Fewest octets of a salt.
        least_salt: u32,
    },
    /// Something no signature of this library meets.
    Unsupported(PssFault),
}

/// What in RSASSA-PSS-params is not of the three combinations this library signs with and checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum PssFault {
    /// Another hash.
    #[error("the hash of RSASSA-PSS is {found}, wanted SHA-256, SHA-384 or SHA-512 (Baseline Requirements §7.1.3.2.1)")]
    Hash {
        /// The hash found.
        found: PssHash,
    },
    /// Another mask generation than MGF1 with the same hash.
    #[error(
        "the mask generation of RSASSA-PSS is {found}, wanted MGF1 with {wanted} as for the message (Baseline \
         Requirements §7.1.3.2.1)"
    )]
    Mask {
        /// The mask generation found.
        found: PssMask,
        /// The hash it must be with.
        wanted: Hash,
    },
    /// A salt of another length than the digest; of a key, a longer one.
    #[error(
        "the salt of RSASSA-PSS has {found} octets, wanted {wanted} as the digest has (Baseline Requirements §7.1.3.2.1)"
    )]
    Salt {
        /// The octets found.
        found: u32,
        /// The octets of the digest.
        wanted: u32,
    },
    /// Another trailer than `trailerFieldBC`.
    #[error("the trailer field of RSASSA-PSS is {found}, wanted 1 (RFC 4055 §3.1)")]
    Trailer {
        /// The number found.
        found: u32,
    },
}

/// ```text
/// RSASSA-PSS-params ::= SEQUENCE {
///     hashAlgorithm [0] HashAlgorithm DEFAULT sha1Identifier,
///     maskGenAlgorithm [1] MaskGenAlgorithm DEFAULT mgf1SHA1Identifier,
///     saltLength [2] INTEGER DEFAULT 20,
///     trailerField [3] INTEGER DEFAULT 1 }
/// ```
#[derive(Clone, Copy)]
pub(super) struct Parameters {
    hash: PssHash,
    mask: PssMask,
    salt: u32,
    trailer: u32,
}

impl Parameters {
    /// # Errors
    /// [`DecodeError`], an encoded default included (X.690 §11.5).
    pub(super) fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.sequence("RSASSA-PSS-params", |fields| {
            let sha1 = PssHash::Known(Hash::Sha1ForIdentifiers);
            Ok(Self {
                hash: optional(fields, 0, "hashAlgorithm", PssHash::decode)?.unwrap_or(sha1),
                mask: optional(fields, 1, "maskGenAlgorithm", PssMask::decode)?.unwrap_or(PssMask::Mgf1(sha1)),
                salt: optional(fields, 2, "saltLength", number::<DEFAULT_SALT>)?.unwrap_or(DEFAULT_SALT),
                trailer: optional(fields, 3, "trailerField", number::<DEFAULT_TRAILER>)?.unwrap_or(DEFAULT_TRAILER),
            })
        })
    }

    /// The algorithm of a signature with these parameters.
    ///
    /// # Errors
    /// [`PssFault`] for one that is not among ours.
    pub(super) fn for_a_signature(self) -> Result<SignatureAlgorithm, PssFault> {
        let (hash, algorithm) = self.throughout()?;
        match hash.digest_octets() {
            wanted if wanted != self.salt => Err(PssFault::Salt { found: self.salt, wanted }),
            _ => Ok(algorithm),
        }
    }

    /// What a key with these parameters is bound to.
    pub(super) fn of_a_key(self) -> PssRestriction {
        match self.throughout() {
            Ok((hash, _)) if hash.digest_octets() < self.salt => {
                PssRestriction::Unsupported(PssFault::Salt { found: self.salt, wanted: hash.digest_octets() })
            }
            Ok((hash, _)) => PssRestriction::Bound { hash, least_salt: self.salt },
            Err(fault) => PssRestriction::Unsupported(fault),
        }
    }

    /// The one hash, and the algorithm with it.
    fn throughout(self) -> Result<(Hash, SignatureAlgorithm), PssFault> {
        let other = PssFault::Hash { found: self.hash };
        let PssHash::Known(hash) = self.hash else { return Err(other) };
        let algorithm = SignatureAlgorithm::pss_with(hash).ok_or(other)?;
        match self {
            Self { mask, .. } if mask != PssMask::Mgf1(self.hash) => Err(PssFault::Mask { found: mask, wanted: hash }),
            Self { trailer: DEFAULT_TRAILER, .. } => Ok((hash, algorithm)),
            Self { trailer: found, .. } => Err(PssFault::Trailer { found }),
        }
    }
}

impl PssRestriction {
    /// What the parameters of a key say; `None` when they are absent.
    ///
    /// # Errors
    /// [`DecodeError`] for what is no RSASSA-PSS-params.
    pub(crate) fn of(parameters: Option<&[u8]>) -> Result<Self, DecodeError> {
        let Some(parameters) = parameters else { return Ok(Self::Unrestricted) };
        Reader::whole(parameters, "RSASSA-PSS-params", Parameters::decode).map(Parameters::of_a_key)
    }

    /// Whether a signature with this hash throughout, and a salt of its length, meets it.
    #[must_use]
    pub const fn admits(self, wanted: Hash) -> bool {
        match self {
            Self::Unrestricted => true,
            Self::Bound { hash, least_salt } => {
                let same = matches!(
                    (hash, wanted),
                    (Hash::Sha256, Hash::Sha256) | (Hash::Sha384, Hash::Sha384) | (Hash::Sha512, Hash::Sha512)
                );
                same && least_salt <= wanted.digest_octets()
            }
            Self::Unsupported(_) => false,
        }
    }

    /// Writes the parameters of a key. What was found unsupported was not kept whole; the empty SEQUENCE, all SHA-1, stands
    /// for it, and is unsupported too.
    pub(crate) fn encode(self, writer: &mut Writer) -> Result<(), EncodeError> {
        match self {
            Self::Unrestricted => Ok(()),
            Self::Bound { hash, least_salt } => writer.sequence(|fields| {
                fields.nested(Tag::context_constructed(0), |field| encode_hash(hash, field))?;
                fields.nested(Tag::context_constructed(1), |field| {
                    field.sequence(|mask| {
                        mask.oid(&MGF1)?;
                        encode_hash(hash, mask)
                    })
                })?;
                match least_salt {
                    DEFAULT_SALT => Ok(()),
                    octets => fields.nested(Tag::context_constructed(2), |field| field.small_natural(octets)),
                }
            }),
            Self::Unsupported(_) => writer.sequence(|_| Ok(())),
        }
    }
}

/// Writes a hash with NULL, as Baseline Requirements §7.1.3.2.1 has it.
fn encode_hash(hash: Hash, writer: &mut Writer) -> Result<(), EncodeError> {
    let [(sha1, _), (sha256, _), (sha384, _), (sha512, _)] = HASHES;
    writer.sequence(|identifier| {
        identifier.oid(match hash {
            Hash::Sha1ForIdentifiers => &sha1,
            Hash::Sha256 => &sha256,
            Hash::Sha384 => &sha384,
            Hash::Sha512 => &sha512,
        })?;
        identifier.null()
    })
}

/// Reads a field that may be left out, `[number] EXPLICIT`.
fn optional<T>(
    fields: &mut Reader<'_>,
    number: u8,
    within: &'static str,
    body: fn(&mut Reader<'_>) -> Result<T, DecodeError>,
) -> Result<Option<T>, DecodeError> {
    fields.optional_nested(Tag::context_constructed(number), within, body)
}

fn number<const DEFAULT: u32>(field: &mut Reader<'_>) -> Result<u32, DecodeError> {
    let position = field.position();
    match field.small_natural()? {
        found if found == DEFAULT => Err(field.error_at(position, DecodeErrorKind::DefaultEncoded)),
        found => Ok(found),
    }
}

/// Refuses an element that is the default of its field.
fn refuse_default(field: &Reader<'_>, default: &[u8]) -> Result<(), DecodeError> {
    if field.remaining() == default { Err(field.error(DecodeErrorKind::DefaultEncoded)) } else { Ok(()) }
}

impl PssHash {
    /// As the field `hashAlgorithm`.
    fn decode(field: &mut Reader<'_>) -> Result<Self, DecodeError> {
        refuse_default(field, SHA1_IDENTIFIER)?;
        Self::decode_identifier(field)
    }

    /// NULL and absent parameters are both read (RFC 4055 §2.1); those of a hash nobody here knows are its own matter.
    fn decode_identifier(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let position = reader.position();
        let found = AlgorithmIdentifier::decode(reader)?;
        let Some((_, hash)) = HASHES.into_iter().find(|(known, _)| *known == found.algorithm) else {
            return Ok(Self::Other(found.algorithm));
        };
        match found.parameters {
            None | Some([0x05, 0x00]) => Ok(Self::Known(hash)),
            Some(_) => {
                let rule = "the parameters of a hash must be NULL or absent (RFC 4055 §2.1)";
                Err(reader.error_at(position, DecodeErrorKind::Rule { rule }))
            }
        }
    }

    /// The name of a hash that no longer stops a forger.
    pub(super) fn weak_name(self) -> Option<&'static str> {
        match self {
            Self::Known(Hash::Sha1ForIdentifiers) => Some("SHA-1"),
            Self::Known(_) => None,
            Self::Other(found) => {
                let known = NAMES.into_iter().find(|(oid, _, strength)| *oid == found && *strength == Strength::Weak);
                known.map(|(_, name, _)| name)
            }
        }
    }
}

impl PssMask {
    /// As the field `maskGenAlgorithm`. MGF1 has a hash as its parameters (RFC 4055 §2.2).
    fn decode(field: &mut Reader<'_>) -> Result<Self, DecodeError> {
        refuse_default(field, MGF1_SHA1_IDENTIFIER)?;
        field.sequence("MaskGenAlgorithm", |identifier| match identifier.oid()? {
            MGF1 => PssHash::decode_identifier(identifier).map(Self::Mgf1),
            other => {
                if !identifier.is_at_end() {
                    identifier.any()?;
                }
                Ok(Self::Other(other))
            }
        })
    }
}

impl fmt::Display for PssHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(hash) => hash.fmt(f),
            Self::Other(found) => match NAMES.iter().find(|(oid, ..)| oid == found) {
                Some((_, name, _)) => f.write_str(name),
                None => write!(f, "the hash {found}"),
            },
        }
    }
}

impl fmt::Display for PssMask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mgf1(hash) => write!(f, "MGF1 with {hash}"),
            Self::Other(found) => write!(f, "the function {found}"),
        }
    }
}

impl fmt::Display for PssRestriction {
    /// What follows the length of the key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unrestricted => Ok(()),
            Self::Bound { hash, .. } => write!(f, " bound to {hash}"),
            Self::Unsupported(_) => f.write_str(" with unsupported parameters"),
        }
    }
}
