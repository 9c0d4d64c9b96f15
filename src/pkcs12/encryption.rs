//! PBES2: a key from the password with PBKDF2, and AES-CBC under it (RFC 8018 §5.2, §6.2; RFC 3565).
//!
//! Used twice in a file: around the certificates, and around the key in its bag. AES-256 is written; AES-128 and AES-192,
//! and PBKDF2 with HMAC-SHA-384 and HMAC-SHA-512, are read as well. The surprising choice: padding is put on and taken
//! off here and not by a crate, so that the buffer it happens in is ours, large enough from the start, and erased.

use aes::{Aes128, Aes192, Aes256};
use cbc::{
    Decryptor, Encryptor,
    cipher::{
        Array, Block, BlockModeDecrypt, BlockModeEncrypt, BlockSizeUser, IvSizeUser, Key, KeyIvInit, consts::U16,
    },
};
use zeroize::{Zeroize, Zeroizing};

use super::{
    identifiers::{PBES2, PBKDF2, PRFS, find, name},
    open::{OpenError, Unsupported},
};
use crate::{
    crypto::{AlgorithmIdentifier, Hash, Kdf, ProviderError},
    encoding::{DecodeErrorKind, EncodeError, Oid, Reader, Tag, Writer, oid},
};

/// Octets of a block of AES, and of an initialization vector.
pub(super) const BLOCK: usize = 16;

/// ```text
/// PBES2-params ::= SEQUENCE { keyDerivationFunc AlgorithmIdentifier, encryptionScheme AlgorithmIdentifier }
/// PBKDF2-params ::= SEQUENCE {
///     salt CHOICE { specified OCTET STRING, otherSource AlgorithmIdentifier }, iterationCount INTEGER (1..MAX),
///     keyLength INTEGER (1..MAX) OPTIONAL, prf AlgorithmIdentifier DEFAULT algid-hmacWithSHA1 }
/// ```
pub(super) struct Pbes2<'a> {
    cipher: Cipher,
    prf: Hash,
    salt: &'a [u8],
    pub(super) iterations: u32,
    iv: [u8; BLOCK],
}

#[derive(Clone, Copy)]
enum Cipher {
    Aes128,
    Aes192,
    Aes256,
}

const CIPHERS: [(Oid, Cipher); 3] = [
    (oid("2.16.840.1.101.3.4.1.42"), Cipher::Aes256),
    (oid("2.16.840.1.101.3.4.1.2"), Cipher::Aes128),
    (oid("2.16.840.1.101.3.4.1.22"), Cipher::Aes192),
];

impl Cipher {
    const fn key_octets(self) -> u32 {
        match self {
            Self::Aes128 => 16,
            Self::Aes192 => 24,
            Self::Aes256 => 32,
        }
    }
}

impl<'a> Pbes2<'a> {
    /// AES-256 under PBKDF2-HMAC-SHA-256.
    pub(super) const fn aes_256(salt: &'a [u8], iterations: u32, iv: [u8; BLOCK]) -> Self {
        Self { cipher: Cipher::Aes256, prf: Hash::Sha256, salt, iterations, iv }
    }

    /// Reads the `AlgorithmIdentifier`.
    pub(super) fn decode(reader: &mut Reader<'a>) -> Result<Self, OpenError> {
        reader.sequence("AlgorithmIdentifier", |scheme| {
            let algorithm = scheme.oid()?;
            if algorithm != PBES2 {
                return Err(Unsupported::Encryption { algorithm, name: name(algorithm) }.into());
            }
            scheme.sequence("PBES2-params", |parameters| {
                let derivation = parameters.sequence("keyDerivationFunc", derivation)?;
                let (cipher, iv) = parameters.sequence("encryptionScheme", encryption)?;
                let position = parameters.position();
                if derivation.key_octets.is_some_and(|octets| octets != cipher.key_octets()) {
                    let rule = "keyLength is not the length of a key of the cipher (RFC 8018 Appendix A.2)";
                    return Err(parameters.error_at(position, DecodeErrorKind::Rule { rule }).into());
                }
                let Derivation { prf, salt, iterations, key_octets: _ } = derivation;
                Ok(Self { cipher, prf, salt, iterations, iv })
            })
        })
    }

    /// Writes the `AlgorithmIdentifier`; keyLength is left out, because the cipher says it.
    pub(super) fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        let ([(aes, _), ..], [(prf, _), ..]) = (CIPHERS, PRFS);
        writer.sequence(|scheme| {
            scheme.oid(&PBES2)?;
            scheme.sequence(|parameters| {
                parameters.sequence(|derivation| {
                    derivation.oid(&PBKDF2)?;
                    derivation.sequence(|fields| {
                        fields.octet_string(self.salt)?;
                        fields.small_natural(self.iterations)?;
                        fields.sequence(|algorithm| {
                            algorithm.oid(&prf)?;
                            algorithm.null()
                        })
                    })
                })?;
                parameters.sequence(|encryption| {
                    encryption.oid(&aes)?;
                    encryption.octet_string(&self.iv)
                })
            })
        })
    }

    /// What these octets are under this password.
    pub(super) fn encrypt(&self, plain: &[u8], password: &[u8], kdf: &dyn Kdf) -> Result<Vec<u8>, ProviderError> {
        // RFC 8018 §6.1.1: one to sixteen octets, each of them their count.
        let count = BLOCK.saturating_sub(plain.len() % BLOCK);
        let padded = plain.len().saturating_add(count);
        let mut buffer = Zeroizing::new(Vec::with_capacity(padded));
        buffer.extend_from_slice(plain);
        buffer.resize(padded, u8::try_from(count).unwrap_or_default());
        self.run(&mut buffer, password, kdf, Direction::Encrypt)?;
        Ok(std::mem::take(&mut *buffer))
    }

    /// What these octets were under this password; `None` when they are no whole blocks or end in no padding.
    pub(super) fn decrypt(
        &self,
        encrypted: &[u8],
        password: &[u8],
        kdf: &dyn Kdf,
    ) -> Result<Option<Zeroizing<Vec<u8>>>, ProviderError> {
        if encrypted.is_empty() || !encrypted.len().is_multiple_of(BLOCK) {
            return Ok(None);
        }
        let mut buffer = Zeroizing::new(encrypted.to_vec());
        self.run(&mut buffer, password, kdf, Direction::Decrypt)?;
        let Some(end) = content_octets(&buffer) else { return Ok(None) };
        buffer.truncate(end);
        Ok(Some(buffer))
    }

    fn run(&self, buffer: &mut [u8], password: &[u8], kdf: &dyn Kdf, way: Direction) -> Result<(), ProviderError> {
        let derive = |key: &mut [u8]| kdf.pbkdf2(self.prf, password, self.salt, self.iterations, key);
        match (self.cipher, way) {
            (Cipher::Aes128, Direction::Encrypt) => encrypt::<Encryptor<Aes128>>(&self.iv, buffer, derive),
            (Cipher::Aes192, Direction::Encrypt) => encrypt::<Encryptor<Aes192>>(&self.iv, buffer, derive),
            (Cipher::Aes256, Direction::Encrypt) => encrypt::<Encryptor<Aes256>>(&self.iv, buffer, derive),
            (Cipher::Aes128, Direction::Decrypt) => decrypt::<Decryptor<Aes128>>(&self.iv, buffer, derive),
            (Cipher::Aes192, Direction::Decrypt) => decrypt::<Decryptor<Aes192>>(&self.iv, buffer, derive),
            (Cipher::Aes256, Direction::Decrypt) => decrypt::<Decryptor<Aes256>>(&self.iv, buffer, derive),
        }
    }
}

enum Direction {
    Encrypt,
    Decrypt,
}

fn encrypt<C>(
    iv: &[u8; BLOCK],
    buffer: &mut [u8],
    derive: impl FnOnce(&mut [u8]) -> Result<(), ProviderError>,
) -> Result<(), ProviderError>
where
    C: KeyIvInit + BlockModeEncrypt + IvSizeUser<IvSize = U16> + BlockSizeUser<BlockSize = U16>,
{
    let (blocks, _) = Block::<C>::slice_as_chunks_mut(buffer);
    keyed::<C>(iv, derive)?.encrypt_blocks(blocks);
    Ok(())
}

fn decrypt<C>(
    iv: &[u8; BLOCK],
    buffer: &mut [u8],
    derive: impl FnOnce(&mut [u8]) -> Result<(), ProviderError>,
) -> Result<(), ProviderError>
where
    C: KeyIvInit + BlockModeDecrypt + IvSizeUser<IvSize = U16> + BlockSizeUser<BlockSize = U16>,
{
    let (blocks, _) = Block::<C>::slice_as_chunks_mut(buffer);
    keyed::<C>(iv, derive)?.decrypt_blocks(blocks);
    Ok(())
}

/// A cipher with a key as long as it needs, which is erased here and, by its own crate, with the cipher.
fn keyed<C: KeyIvInit + IvSizeUser<IvSize = U16>>(
    iv: &[u8; BLOCK],
    derive: impl FnOnce(&mut [u8]) -> Result<(), ProviderError>,
) -> Result<C, ProviderError> {
    let mut key = Key::<C>::default();
    let derived = derive(&mut key);
    let cipher = C::new(&key, &Array(*iv));
    key.as_mut_slice().zeroize();
    derived.map(|()| cipher)
}

/// How many octets stand before the padding.
fn content_octets(padded: &[u8]) -> Option<usize> {
    let count = usize::from(*padded.last()?);
    let end = padded.len().checked_sub(count)?;
    let padding = padded.get(end..)?;
    let sound = (1..=BLOCK).contains(&count) && padding.iter().all(|octet| usize::from(*octet) == count);
    sound.then_some(end)
}

struct Derivation<'a> {
    prf: Hash,
    salt: &'a [u8],
    iterations: u32,
    key_octets: Option<u32>,
}

fn derivation<'a>(function: &mut Reader<'a>) -> Result<Derivation<'a>, OpenError> {
    let algorithm = function.oid()?;
    if algorithm != PBKDF2 {
        return Err(Unsupported::KeyDerivation { algorithm, name: name(algorithm) }.into());
    }
    function.sequence("PBKDF2-params", |fields| {
        let salt = fields.octet_string()?;
        let position = fields.position();
        let iterations = fields.small_natural()?;
        if iterations == 0 {
            let rule = "the iteration count is zero, and there must be one at least (RFC 8018 Appendix A.2)";
            return Err(fields.error_at(position, DecodeErrorKind::Rule { rule }).into());
        }
        let key_octets = if fields.peek() == Some(Tag::INTEGER) { Some(fields.small_natural()?) } else { None };
        let prf = if fields.is_at_end() { return Err(Unsupported::HMAC_SHA1.into()) } else { prf(fields)? };
        Ok(Derivation { prf, salt, iterations, key_octets })
    })
}

fn prf(fields: &mut Reader<'_>) -> Result<Hash, OpenError> {
    let position = fields.position();
    let identifier = AlgorithmIdentifier::decode(fields)?;
    let algorithm = identifier.algorithm;
    let hash = find(PRFS, algorithm).ok_or_else(|| Unsupported::KeyDerivation { algorithm, name: name(algorithm) })?;
    // GnuTLS leaves the NULL out, and nothing else can be meant.
    if identifier.parameters.is_some_and(|parameters| parameters != [0x05, 0x00]) {
        let rule = "the parameters of an HMAC must be NULL (RFC 8018 Appendix B.1)";
        return Err(fields.error_at(position, DecodeErrorKind::Rule { rule }).into());
    }
    Ok(hash)
}

fn encryption(scheme: &mut Reader<'_>) -> Result<(Cipher, [u8; BLOCK]), OpenError> {
    let algorithm = scheme.oid()?;
    let cipher =
        find(CIPHERS, algorithm).ok_or_else(|| Unsupported::Encryption { algorithm, name: name(algorithm) })?;
    let position = scheme.position();
    let iv = scheme.octet_string()?;
    let kind = DecodeErrorKind::WrongContentLength { expected: BLOCK, found: iv.len() };
    let iv = <[u8; BLOCK]>::try_from(iv).map_err(|_| scheme.error_at(position, kind))?;
    Ok((cipher, iv))
}
