//! Why a file was not opened.
//!
//! Each sentence says what to do, mostly by way of `openssl pkcs12`, which reads nearly everything and writes what is read
//! here. What a stranger learns from each is said in SECURITY.md. The surprising choice: a wrong password is a variant
//! without fields, because there is nothing to say about it.

use crate::{
    crypto::{KeyError, ProviderError},
    encoding::{DecodeError, DecodeErrorKind, Oid, Tag},
};

/// Why a file was not opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// More octets than the limit.
    #[error("the file has {found} octets, more than the limit of {limit}")]
    TooLarge {
        /// The octets found.
        found: usize,
        /// The limit in force.
        limit: usize,
    },
    /// What can be seen without the password is not what RFC 7292 §4 specifies.
    #[error("the file is no PKCS#12 file, or a damaged one: {0}")]
    Decode(DecodeError),
    /// Sound, and made of something that is not read here.
    #[error(transparent)]
    Unsupported(#[from] Unsupported),
    /// One derivation asks for more work than is allowed.
    #[error(
        "the file asks for {found} iterations at once, more than the limit of {limit}; raise `OpenLimits` if you trust who made it"
    )]
    Iterations {
        /// What the file asks for.
        found: u32,
        /// The limit in force.
        limit: u32,
    },
    /// All derivations together ask for more work than is allowed.
    #[error(
        "the file asks for {found} iterations in all, more than the limit of {limit}; raise `OpenLimits` if you trust who made it"
    )]
    Budget {
        /// What was counted when the limit was passed.
        found: u64,
        /// The limit in force.
        limit: u64,
    },
    /// The MAC does not hold, and nothing in the file proves that this is its password.
    #[error("the password is wrong, or the file is damaged in every part of it")]
    WrongPassword,
    /// A key or the certificates prove that this is the password, but the MAC does not hold.
    #[error("the password is right but the MAC does not hold: the file is damaged or was changed; get it again")]
    Damaged,
    /// The MAC holds, and a part does not decrypt.
    #[error("the MAC holds but {part} does not decrypt: it is under another password, which is not supported")]
    Undecryptable {
        /// Which part.
        part: &'static str,
    },
    /// The MAC holds, and what was decrypted is not what RFC 7292 §4.2 specifies.
    #[error("the MAC holds but what is encrypted is not as RFC 7292 §4.2 has it: {0}")]
    Contents(DecodeError),
    /// A certificate in the file cannot be read.
    #[error("a certificate in the file cannot be read: {0}")]
    Certificate(DecodeError),
    /// The key in the file cannot be read.
    #[error("the key in the file cannot be read: {0}")]
    Key(#[from] KeyError),
    /// There is no key: a trust store.
    #[error("the file has no private key")]
    NoKey,
    /// More keys than a bundle holds.
    #[error(
        "the file has {found} private keys, expected one; take the one you want out with openssl pkcs12 or keytool"
    )]
    SeveralKeys {
        /// The keys found.
        found: usize,
    },
    /// No certificate has the public half of the key.
    #[error("none of the {found} certificates in the file belongs to the private key")]
    NoCertificate {
        /// The certificates found.
        found: usize,
    },
    /// The certificate with the local key id of the key is that of another key.
    #[error("the certificate that the local key id points at does not belong to the private key")]
    KeyOfAnotherCertificate,
    /// More than one certificate has the public half of the key, and no local key id tells which is meant.
    #[error("{found} certificates in the file belong to the private key, and no local key id tells which is meant")]
    SeveralCertificates {
        /// The certificates found.
        found: usize,
    },
    /// The provider cannot derive, or cannot say what the public half of the key is.
    #[error(transparent)]
    Provider(#[from] ProviderError),
}

/// What a file is made of that is not read here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unsupported {
    /// Signed or encrypted for a public key (RFC 7292 §3.1).
    #[error("the file is protected by public keys and not by a password; ask for one under a password")]
    PublicKeyMode,
    /// A content that RFC 7292 §4.1 does not have.
    #[error("the file has a content of type {content}, expected data or encryptedData (RFC 7292 §4.1)")]
    Content {
        /// The type found.
        content: Oid,
    },
    /// No MAC: anybody may have changed the file.
    #[error("the file has no MAC, so anybody may have changed it; write it anew with openssl pkcs12 -export")]
    NoMac,
    /// A MAC of RFC 9879.
    #[error("the MAC is PBMAC1 (RFC 9879), which is not read yet; write the file anew without -pbmac1_pbkdf2")]
    Pbmac1,
    /// A MAC with an old hash.
    #[error(
        "the MAC is made with {name} ({algorithm}); write the file anew with openssl pkcs12 -export -macalg sha256"
    )]
    Mac {
        /// The hash.
        algorithm: Oid,
        /// Its name.
        name: &'static str,
    },
    /// An encryption that is not PBES2 with AES in CBC mode.
    #[error(
        "the file is encrypted with {name} ({algorithm}); read it with openssl pkcs12 -legacy and write it anew with AES-256-CBC"
    )]
    Encryption {
        /// The algorithm.
        algorithm: Oid,
        /// Its name.
        name: &'static str,
    },
    /// A derivation that is not PBKDF2 with HMAC of SHA-2.
    #[error(
        "the keys are derived with {name} ({algorithm}), expected PBKDF2 with HMAC-SHA-256; write the file anew with openssl pkcs12 -export"
    )]
    KeyDerivation {
        /// The function.
        algorithm: Oid,
        /// Its name.
        name: &'static str,
    },
    /// A bag, or a kind of certificate in one, that is neither read nor set aside.
    #[error("the file has a bag of type {bag} ({name}), which is not read")]
    Bag {
        /// The type.
        bag: Oid,
        /// Its name.
        name: &'static str,
    },
    /// A key that anybody can read.
    #[error("the private key in the file is not encrypted; write the file anew with openssl pkcs12 -export")]
    KeyInClear,
    /// BER, where DER is read (X.690 §10.1, §10.2).
    #[error("the file is BER and not DER at byte {position}; write it anew with openssl pkcs12 -export")]
    Ber {
        /// Where, in octets from the start of the part that is read.
        position: usize,
    },
}

impl Unsupported {
    /// What PBKDF2 uses where nothing is said (RFC 8018 Appendix A.2).
    pub(in crate::pkcs12) const HMAC_SHA1: Self =
        Self::KeyDerivation { algorithm: crate::encoding::oid("1.2.840.113549.2.7"), name: "HMAC with SHA-1" };
}

/// The tag of an OCTET STRING in pieces, which BER allows.
const PIECES: u8 = 0x24;

impl From<DecodeError> for OpenError {
    fn from(error: DecodeError) -> Self {
        let is_ber = match error.kind() {
            DecodeErrorKind::IndefiniteLength | DecodeErrorKind::NonMinimalLength => true,
            DecodeErrorKind::UnexpectedTag { expected: Tag::OCTET_STRING, found } => found.octet() == PIECES,
            DecodeErrorKind::UnexpectedTag { expected, found } => {
                expected == Tag::context(0) && found == Tag::context_constructed(0)
            }
            _ => false,
        };
        if is_ber { Unsupported::Ber { position: error.position() }.into() } else { Self::Decode(error) }
    }
}

impl OpenError {
    /// The same about what stands under a MAC that holds.
    pub(super) fn after_the_mac(self) -> Self {
        match self {
            Self::Decode(error) => Self::Contents(error),
            other => other,
        }
    }
}
