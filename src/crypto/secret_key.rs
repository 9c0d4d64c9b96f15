//! Secret keys, taken apart once when they arrive.
//!
//! Keys come as people have them: PKCS#8 (RFC 5958), PKCS#1 (RFC 8017) or SEC 1 (RFC 5915), PEM or DER. They are held
//! as their parts, so that every provider gets what it can load and every key is written in one form.
//! The surprising choice: nothing is computed here. A public half is what the file states; the provider that makes a
//! signer of the key is the one to find out whether the halves belong together.

mod error;
mod pkcs1;
mod pkcs8;
mod sec1;

use std::fmt;

use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

pub use self::error::KeyError;
use super::{Curve, KeyAlgorithm, PublicKey, public_key::subject_public_key_info};
use crate::encoding::{
    EncodeError, Reader, Tag, Writer,
    pem::{self, Label, PemError},
};

/// A secret key: RSA, a key on P-256, P-384 or P-521, or Ed25519.
///
/// Its octets are erased when it is dropped. It is not `Clone` and not `Serialize`, `Debug` shows the algorithm only, and
/// what gives the octets away is called `secret_…`.
///
/// ```
/// use chancery::crypto::SecretKey;
/// let text = "-----BEGIN PRIVATE KEY-----
/// MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
/// -----END PRIVATE KEY-----
/// ";
/// let key = SecretKey::from_pem(text.as_bytes())?;
/// assert_eq!(format!("{key:?}"), "SecretKey(Ed25519, [elided])");
/// # Ok::<(), chancery::crypto::KeyError>(())
/// ```
pub struct SecretKey {
    /// In a box: a key that moves, into a queue or back out of a step that failed, leaves no copy behind.
    parts: Box<Parts>,
}

/// What a key is made of.
#[derive(Zeroize, ZeroizeOnDrop)]
pub(super) enum Parts {
    Rsa {
        /// `RSAPrivateKey`, version 0.
        private_key: Vec<u8>,
        #[zeroize(skip)]
        public: RsaPublic,
    },
    Ec {
        #[zeroize(skip)]
        curve: Curve,
        /// As long as the order of the curve.
        scalar: Vec<u8>,
        /// Uncompressed.
        #[zeroize(skip)]
        point: Option<Vec<u8>>,
    },
    Ed25519 {
        seed: [u8; 32],
        #[zeroize(skip)]
        public: Option<[u8; 32]>,
    },
}

/// The public numbers of an RSA key.
pub(super) struct RsaPublic {
    pub(super) bits: u32,
    /// `RSAPublicKey`
    pub(super) public_key: Vec<u8>,
}

impl SecretKey {
    /// Most octets a key may come in: 64 KiB, many times what the longest RSA key needs.
    pub const MAX_OCTETS: usize = 64 * 1024;

    /// Reads the one key of a text: `PRIVATE KEY`, `RSA PRIVATE KEY` or `EC PRIVATE KEY`.
    ///
    /// # Errors
    /// [`KeyError`]: [`KeyError::Pem`] for the text, [`KeyError::PasswordNeeded`] for an encrypted key, and the others as
    /// [`SecretKey::from_der`].
    pub fn from_pem(text: &[u8]) -> Result<Self, KeyError> {
        const LABELS: [Label; 3] = [Label::PrivateKey, Label::RsaPrivateKey, Label::EcPrivateKey];
        let (label, der) = pem::decode_one(text, &LABELS, Self::MAX_OCTETS).map_err(|error| match error {
            PemError::PasswordNeeded => KeyError::PasswordNeeded,
            other => KeyError::Pem(other),
        })?;
        let parts = match label {
            Label::RsaPrivateKey => Reader::whole(&der, "RSAPrivateKey", pkcs1::decode),
            Label::EcPrivateKey => sec1::decode_alone(&der),
            _ => pkcs8::decode(&der),
        };
        parts.map(Self::of)
    }

    /// Reads a key in DER; which of the three forms it has is told from its first elements.
    ///
    /// PKCS#8 attributes are read past and not kept: they say nothing about the key.
    ///
    /// # Errors
    /// [`KeyError`]: too large, encrypted, none of the three forms, not strict DER, or a key this library does not hold.
    pub fn from_der(der: &[u8]) -> Result<Self, KeyError> {
        if der.len() > Self::MAX_OCTETS {
            return Err(KeyError::TooLarge { found: der.len(), limit: Self::MAX_OCTETS });
        }
        let parts = match form(der)? {
            Form::Pkcs8 => pkcs8::decode(der),
            Form::Pkcs1 => Reader::whole(der, "RSAPrivateKey", pkcs1::decode),
            Form::Sec1 => sec1::decode_alone(der),
        };
        parts.map(Self::of)
    }

    fn of(parts: Parts) -> Self {
        Self { parts: Box::new(parts) }
    }

    /// What kind of key it is.
    #[must_use]
    pub fn algorithm(&self) -> KeyAlgorithm {
        match &*self.parts {
            Parts::Rsa { public, .. } => KeyAlgorithm::Rsa { bits: public.bits },
            Parts::Ec { curve, .. } => KeyAlgorithm::Ec(*curve),
            Parts::Ed25519 { .. } => KeyAlgorithm::Ed25519,
        }
    }

    /// The public half as the file states it; `None` when it states none.
    ///
    /// Nothing has verified that it belongs to the secret half: a [`Signer`](super::Signer) made of the key has.
    #[must_use]
    pub fn stated_public_key(&self) -> Option<PublicKey> {
        let octets: &[u8] = match &*self.parts {
            Parts::Rsa { public, .. } => &public.public_key,
            Parts::Ec { point, .. } => point.as_deref()?,
            Parts::Ed25519 { public, .. } => public.as_ref()?,
        };
        let spki = subject_public_key_info(self.algorithm(), octets).ok()?;
        PublicKey::from_der(&spki).ok()
    }

    /// The key as PKCS#8 version 1, which every other library reads. A known point of an EC key stands inside the
    /// `ECPrivateKey`; the public half of an Ed25519 key is left out, because version 1 has no place for it.
    ///
    /// # Errors
    /// [`EncodeError::TooLong`].
    pub fn secret_pkcs8_der(&self) -> Result<Zeroizing<Vec<u8>>, EncodeError> {
        // Room for all of it: a buffer that grows leaves copies behind that nothing erases.
        let mut writer = Writer::with_capacity(self.parts.octets().saturating_add(128));
        pkcs8::encode(&self.parts, &mut writer)?;
        Ok(Zeroizing::new(writer.into_octets()))
    }

    /// [`SecretKey::secret_pkcs8_der`] as a `PRIVATE KEY` block.
    ///
    /// # Errors
    /// [`EncodeError::TooLong`].
    pub fn secret_pkcs8_pem(&self) -> Result<Zeroizing<String>, EncodeError> {
        let der = self.secret_pkcs8_der()?;
        Ok(Zeroizing::new(pem::encode(Label::PrivateKey, &der)))
    }

    /// A key that was just made.
    #[cfg(any(feature = "ring", feature = "aws-lc-rs"))]
    pub(super) fn of_ed25519(seed: &[u8; 32], public: &[u8]) -> Result<Self, KeyError> {
        let (key, found) = (KeyAlgorithm::Ed25519, public.len());
        let wrong = KeyError::Length { key, part: "public half", found, expected: 32 };
        let public = Some(<[u8; 32]>::try_from(public).map_err(|_| wrong)?);
        Ok(Self::of(Parts::Ed25519 { seed: *seed, public }))
    }

    #[cfg(any(feature = "ring", feature = "aws-lc-rs"))]
    pub(super) fn parts(&self) -> &Parts {
        &self.parts
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SecretKey({}, [elided])", self.algorithm())
    }
}

impl Parts {
    fn octets(&self) -> usize {
        match self {
            Self::Rsa { private_key, .. } => private_key.len(),
            Self::Ec { scalar, point, .. } => scalar.len().saturating_add(point.as_ref().map_or(0, Vec::len)),
            Self::Ed25519 { seed, .. } => seed.len(),
        }
    }
}

enum Form {
    Pkcs8,
    Pkcs1,
    Sec1,
}

/// PKCS#8 goes on with a SEQUENCE after its version, PKCS#1 with an INTEGER, SEC 1 with an OCTET STRING. What begins with
/// a SEQUENCE and ends with an OCTET STRING is an `EncryptedPrivateKeyInfo` (RFC 5958 §3).
fn form(der: &[u8]) -> Result<Form, KeyError> {
    Reader::whole(der, "PrivateKey", |outer| {
        let element = outer.element(Tag::SEQUENCE)?;
        let mut inner = outer.enter(&element, "PrivateKey")?;
        let first = inner.any()?.tag;
        match (first, inner.peek()) {
            (Tag::INTEGER, Some(Tag::SEQUENCE)) => Ok(Form::Pkcs8),
            (Tag::INTEGER, Some(Tag::INTEGER)) => Ok(Form::Pkcs1),
            (Tag::INTEGER, Some(Tag::OCTET_STRING)) => Ok(Form::Sec1),
            (Tag::SEQUENCE, Some(Tag::OCTET_STRING)) => Err(KeyError::PasswordNeeded),
            _ => Err(KeyError::NotAKey),
        }
    })
}
