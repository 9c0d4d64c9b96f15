//! The list format of badkeys: sorted records of a shortened hash and the id of the collection it comes from.
//!
//! Searched by halving where it lies, so a host may map a list of a hundred megabytes and nothing of it is copied. The
//! format is that of badkeys 0.0.21; it is published compressed, and unpacking is the host's.
//! The surprising choice: an RSA key goes by its modulus alone, an EC key by one coordinate. Whoever knows the private key
//! of one exponent knows those of all, and a point and its negative have one coordinate and, but for a sign, one secret.

use std::{borrow::Cow, fmt};

use super::{BlocklistError, KeyBlocklist, Listed, ListedEntry};
use crate::crypto::{Curve, Digest, Hash, KeyAlgorithm, PublicKey};

/// A list in the format of badkeys.
///
/// A record has 16 octets: the first 15 of a SHA-256, and an id. Records ascend by their hashes. What is hashed is one
/// number, big-endian and without leading zero octets:
///
/// ```text
/// RSA                  the modulus
/// EC P-256/384/521     the x coordinate
/// Ed25519              the 32 octets of the key, read as one number
/// ```
///
/// Keys of other kinds are on no such list as far as this library can tell; the floor refuses them by
/// [their algorithm](super::super::KeyFloor).
///
/// The octets are borrowed, owned or mapped: whatever gives a slice of them.
///
/// ```
/// use chancery::request::{BadkeysList, BlocklistError};
///
/// let list = BadkeysList::open([0x11; 16])?;
/// assert_eq!(list.records(), 1);
/// # Ok::<(), BlocklistError>(())
/// ```
#[derive(Clone)]
pub struct BadkeysList<B> {
    octets: B,
    name: Cow<'static, str>,
}

/// 15 octets of a hash, one octet of an id.
type Record = [u8; 16];

impl<B: AsRef<[u8]> + Send + Sync> BadkeysList<B> {
    /// Looks through a list once and keeps it. Equal hashes may follow each other, under ids in any order; the first is
    /// what a search finds.
    ///
    /// # Errors
    /// [`BlocklistError::Empty`], [`BlocklistError::Compressed`], [`BlocklistError::Length`], [`BlocklistError::Order`].
    pub fn open(octets: B) -> Result<Self, BlocklistError> {
        let (records, rest) = octets.as_ref().as_chunks();
        if records.is_empty() && rest.is_empty() {
            return Err(BlocklistError::Empty);
        }
        if octets.as_ref().starts_with(&XZ) {
            return Err(BlocklistError::Compressed);
        }
        if !rest.is_empty() {
            return Err(BlocklistError::Length { found: octets.as_ref().len() });
        }
        let falls = |pair: &[Record]| matches!(pair, [before, after] if parts(after).0 < parts(before).0);
        if let Some(before) = records.windows(2).position(falls) {
            return Err(BlocklistError::Order { record: before.saturating_add(2) });
        }
        Ok(Self { octets, name: Cow::Borrowed("badkeys") })
    }

    /// The same under a name of its own, where there are several.
    #[must_use]
    pub fn named(mut self, name: impl Into<Cow<'static, str>>) -> Self {
        self.name = name.into();
        self
    }

    /// How many records there are.
    #[must_use]
    pub fn records(&self) -> usize {
        self.sorted().len()
    }

    fn sorted(&self) -> &[Record] {
        self.octets.as_ref().as_chunks().0
    }
}

impl<B: AsRef<[u8]> + Send + Sync> KeyBlocklist for BadkeysList<B> {
    fn find(&self, key: &PublicKey, digest: &dyn Digest) -> Option<Listed> {
        let hash = digest.digest(Hash::Sha256, number(key)?);
        let sought: &[u8; 15] = hash.first_chunk()?;
        let records = self.sorted();
        let first = records.partition_point(|record| parts(record).0 < sought);
        let (found, id) = parts(records.get(first)?);
        (found == sought).then(|| Listed::new(self.name.clone(), ListedEntry::Id(id)))
    }
}

impl<B: AsRef<[u8]>> fmt::Debug for BadkeysList<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { octets, name } = self;
        f.debug_struct("BadkeysList").field("name", name).field("octets", &octets.as_ref().len()).finish()
    }
}

const fn parts(record: &Record) -> (&[u8; 15], u8) {
    let [hash @ .., id] = record;
    (hash, *id)
}

/// The number a key goes by in such a list.
fn number(key: &PublicKey) -> Option<&[u8]> {
    let octets = match key.algorithm() {
        KeyAlgorithm::Rsa { .. } | KeyAlgorithm::RsaPss { .. } => key.rsa_modulus()?,
        KeyAlgorithm::Ec(Curve::P256 | Curve::P384 | Curve::P521) => {
            // 0x04, x, y (SEC 1 §2.3.3), as every key on these curves is read.
            let (_, coordinates) = key.key_octets().split_first()?;
            coordinates.split_at_checked(coordinates.len() / 2)?.0
        }
        KeyAlgorithm::Ed25519 => key.key_octets(),
        KeyAlgorithm::Ec(Curve::Other(_)) | KeyAlgorithm::Other(_) => return None,
    };
    let zeros = octets.iter().take_while(|octet| **octet == 0).count();
    octets.get(zeros..)
}

/// What a file compressed with xz begins with.
const XZ: [u8; 6] = [0xfd, b'7', b'z', b'X', b'Z', 0];
