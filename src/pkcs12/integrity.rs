//! The MAC over the whole, and the derivation of its key (RFC 7292 §4, §5.1 and Appendix B).
//!
//! Written and read alike: HMAC over the content octets of authSafe (P-04), under a key derived from the password as
//! BMPString (P-05). The key is as long as the hash, so one block of the derivation of Appendix B.2 makes it and the
//! addition of its step 6 never comes about. The surprising choice: two MACs are compared by comparing HMACs of them
//! under the derived key. Nobody without that key can say where two such values begin to differ, so it does not matter
//! how long the comparison takes, whatever a compiler makes of it, and no crate is needed for it.

use zeroize::Zeroizing;

use super::{
    identifiers::{DIGESTS, PBMAC1, find, name},
    open::{OpenError, Unsupported},
    password::Password,
};
use crate::{
    crypto::{AlgorithmIdentifier, Digest, Hash, Provider},
    encoding::{DecodeErrorKind, EncodeError, Reader, Tag, Writer},
};

/// ```text
/// MacData ::= SEQUENCE { mac DigestInfo, macSalt OCTET STRING, iterations INTEGER DEFAULT 1 }
/// DigestInfo ::= SEQUENCE { digestAlgorithm AlgorithmIdentifier, digest OCTET STRING }
/// ```
pub(super) struct MacData<'a> {
    hash: Hash,
    mac: &'a [u8],
    salt: &'a [u8],
    pub(super) iterations: u32,
}

/// The third purpose of Appendix B.3: a key for a MAC.
const MAC_PURPOSE: u8 = 3;

impl<'a> MacData<'a> {
    pub(super) fn decode(reader: &mut Reader<'a>) -> Result<Self, OpenError> {
        reader.sequence("MacData", |fields| {
            let (hash, mac) = fields.sequence("DigestInfo", digest_info)?;
            let salt = fields.octet_string()?;
            let iterations = if fields.is_at_end() { 1 } else { iterations(fields)? };
            Ok(Self { hash, mac, salt, iterations })
        })
    }

    /// Whether the MAC is that of these octets under this password.
    pub(super) fn holds(&self, authenticated: &[u8], password: &Password, provider: &Provider) -> bool {
        let key = mac_key(self.hash, &password.secret_bmp(), self.salt, self.iterations, provider.digest);
        let hmac = |message: &[u8]| provider.kdf.hmac(self.hash, &key, message);
        hmac(&hmac(authenticated)) == hmac(self.mac)
    }
}

fn digest_info<'a>(fields: &mut Reader<'a>) -> Result<(Hash, &'a [u8]), OpenError> {
    let position = fields.position();
    let algorithm = AlgorithmIdentifier::decode(fields)?;
    let Some(hash) = find(DIGESTS, algorithm.algorithm) else {
        return Err(OpenError::Unsupported(match algorithm.algorithm {
            PBMAC1 => Unsupported::Pbmac1,
            other => Unsupported::Mac { algorithm: other, name: name(other) },
        }));
    };
    // Absent as RFC 5754 §2 has it, or NULL as most write it.
    if algorithm.parameters.is_some_and(|parameters| parameters != [0x05, 0x00]) {
        let rule = "the parameters of a hash must be NULL or absent (RFC 5754 §2)";
        return Err(fields.error_at(position, DecodeErrorKind::Rule { rule }).into());
    }
    let position = fields.position();
    let (mac, expected) = (fields.octet_string()?, output_octets(hash));
    if mac.len() != expected {
        let kind = DecodeErrorKind::WrongContentLength { expected, found: mac.len() };
        return Err(fields.error_at(position, kind).into());
    }
    Ok((hash, mac))
}

/// An explicit count, which is never the default of 1 (X.690 §11.5).
fn iterations(fields: &mut Reader<'_>) -> Result<u32, OpenError> {
    let position = fields.position();
    match fields.small_natural()? {
        0 => {
            let rule = "the MAC has no iterations, and there must be one at least (RFC 7292 §4)";
            Err(fields.error_at(position, DecodeErrorKind::Rule { rule }).into())
        }
        1 => Err(fields.error_at(position, DecodeErrorKind::DefaultEncoded).into()),
        more => Ok(more),
    }
}

/// Writes the `MacData` of these octets: HMAC-SHA-256.
pub(super) fn encode(
    authenticated: &[u8],
    password: &Password,
    (salt, iterations): (&[u8], u32),
    provider: &Provider,
    writer: &mut Writer,
) -> Result<(), EncodeError> {
    let [(sha256, hash), ..] = DIGESTS;
    let key = mac_key(hash, &password.secret_bmp(), salt, iterations, provider.digest);
    let mac = provider.kdf.hmac(hash, &key, authenticated);
    writer.sequence(|fields| {
        fields.sequence(|info| {
            info.sequence(|algorithm| {
                algorithm.oid(&sha256)?;
                algorithm.null()
            })?;
            info.octet_string(&mac)
        })?;
        fields.octet_string(salt)?;
        fields.small_natural(iterations)
    })
}

/// Appendix B.2 for a key as long as the output of the hash.
pub(super) fn mac_key(
    hash: Hash,
    password: &[u8],
    salt: &[u8],
    iterations: u32,
    digest: &dyn Digest,
) -> Zeroizing<Box<[u8]>> {
    let block = block_octets(hash);
    let repeated = |octets: usize| octets.div_ceil(block).saturating_mul(block);
    let (salt_octets, password_octets) = (repeated(salt.len()), repeated(password.len()));
    let room = block.saturating_add(salt_octets).saturating_add(password_octets);
    let mut message = Zeroizing::new(Vec::with_capacity(room));
    message.resize(block, MAC_PURPOSE);
    message.extend(salt.iter().cycle().take(salt_octets));
    message.extend(password.iter().cycle().take(password_octets));
    // One call and no context: a context on the heap would keep octets of the password.
    let mut key = Zeroizing::new(digest.digest(hash, &message));
    for _ in 1..iterations {
        key = Zeroizing::new(digest.digest(hash, &key));
    }
    key
}

/// `v` of Appendix B.2, in octets.
const fn block_octets(hash: Hash) -> usize {
    match hash {
        Hash::Sha1ForIdentifiers | Hash::Sha256 => 64,
        Hash::Sha384 | Hash::Sha512 => 128,
    }
}

/// `u` of Appendix B.2, in octets.
const fn output_octets(hash: Hash) -> usize {
    match hash {
        Hash::Sha1ForIdentifiers => 20,
        Hash::Sha256 => 32,
        Hash::Sha384 => 48,
        Hash::Sha512 => 64,
    }
}

/// `[0] EXPLICIT`, which stands around most things in this file format.
pub(super) const EXPLICIT: Tag = Tag::context_constructed(0);
