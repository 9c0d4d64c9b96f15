//! A blocklist as a text: the SHA-256 of a `SubjectPublicKeyInfo` a line.
//!
//! What an operator keeps by hand after an incident; `openssl pkey -pubin -outform der | sha256sum` prints such a line.
//! The hash is over the whole SubjectPublicKeyInfo in DER, the one that pins go by (RFC 7469 §2.4), in hex.
//! The surprising choice: a line that is not understood refuses the whole list, because the key it was written for would
//! otherwise pass.

use std::{borrow::Cow, fmt};

use super::{BlocklistError, KeyBlocklist, Listed, ListedEntry};
use crate::crypto::{Digest, Hash, PublicKey};

/// A list of keys by the SHA-256 of their `SubjectPublicKeyInfo`.
///
/// ```
/// use chancery::request::{BlocklistError, SpkiHashes};
///
/// let text = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  laptop of May\n";
/// assert_eq!(SpkiHashes::open(text.as_bytes())?.entries(), 1);
/// # Ok::<(), BlocklistError>(())
/// ```
#[derive(Clone)]
pub struct SpkiHashes {
    /// Ascending by hash, equal hashes by line.
    entries: Vec<Entry>,
    name: Cow<'static, str>,
}

#[derive(Clone)]
struct Entry {
    hash: [u8; 32],
    line: usize,
    remark: Option<Box<str>>,
}

impl SpkiHashes {
    /// Reads a text. A line is 64 hex digits in either case, or empty, or a comment after `#`; what stands behind the
    /// digits and a space is kept as the remark of the entry. The `-` of `sha256sum` is no remark. A hash may stand in
    /// several lines; the first is what a search finds.
    ///
    /// # Errors
    /// [`BlocklistError::TooLarge`] above 64 MiB, which a million hashes take; [`BlocklistError::LineTooLong`] above
    /// 1024 octets; [`BlocklistError::NotUtf8`], [`BlocklistError::HashLength`], [`BlocklistError::NotHexadecimal`] with
    /// the line; [`BlocklistError::Empty`] without any hash.
    pub fn open(text: &[u8]) -> Result<Self, BlocklistError> {
        if text.len() > MOST_OCTETS {
            return Err(BlocklistError::TooLarge { found: text.len(), limit: MOST_OCTETS });
        }
        let lines = text.split(|octet| *octet == b'\n').zip(1..);
        let read = lines.filter_map(|(octets, line)| entry(octets, line).transpose());
        let mut entries = read.collect::<Result<Vec<_>, _>>()?;
        if entries.is_empty() {
            return Err(BlocklistError::Empty);
        }
        entries.sort_by_key(|entry| entry.hash);
        Ok(Self { entries, name: Cow::Borrowed("of SubjectPublicKeyInfo hashes") })
    }

    /// The same under a name of its own, where there are several.
    #[must_use]
    pub fn named(mut self, name: impl Into<Cow<'static, str>>) -> Self {
        self.name = name.into();
        self
    }

    /// How many hashes there are.
    #[must_use]
    pub const fn entries(&self) -> usize {
        self.entries.len()
    }
}

impl KeyBlocklist for SpkiHashes {
    fn find(&self, key: &PublicKey, digest: &dyn Digest) -> Option<Listed> {
        let sought = digest.digest(Hash::Sha256, key.as_spki());
        let first = self.entries.partition_point(|entry| entry.hash.as_slice() < &*sought);
        let Entry { hash, line, remark } = self.entries.get(first)?;
        let found = || ListedEntry::Line { line: *line, remark: remark.as_deref().map(str::to_owned) };
        (hash.as_slice() == &*sought).then(|| Listed::new(self.name.clone(), found()))
    }
}

impl fmt::Debug for SpkiHashes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { entries, name } = self;
        f.debug_struct("SpkiHashes").field("name", name).field("entries", &entries.len()).finish()
    }
}

/// What one line says; `None` for one that says nothing.
fn entry(octets: &[u8], line: usize) -> Result<Option<Entry>, BlocklistError> {
    if octets.len() > MOST_LINE_OCTETS {
        return Err(BlocklistError::LineTooLong { line, found: octets.len(), limit: MOST_LINE_OCTETS });
    }
    let text = str::from_utf8(octets).map_err(|_| BlocklistError::NotUtf8 { line })?.trim();
    if text.is_empty() || text.starts_with('#') {
        return Ok(None);
    }
    let (digits, remark) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let found = digits.chars().count();
    if found != 64 {
        return Err(BlocklistError::HashLength { line, found });
    }
    let hash = hash(digits).ok_or(BlocklistError::NotHexadecimal { line })?;
    let remark = Some(remark.trim()).filter(|remark| !matches!(*remark, "" | "-" | "*-"));
    Ok(Some(Entry { hash, line, remark: remark.map(Into::into) }))
}

/// 64 hex digits as 32 octets.
fn hash(digits: &str) -> Option<[u8; 32]> {
    let digit = |octet: u8| char::from(octet).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let pairs: &[[u8; 2]; 32] = digits.as_bytes().as_chunks().0.try_into().ok()?;
    let mut hash = [0; 32];
    for (octet, [high, low]) in hash.iter_mut().zip(pairs) {
        *octet = (digit(*high)? << 4) | digit(*low)?;
    }
    Some(hash)
}

const MOST_OCTETS: usize = 64 * 1024 * 1024;
/// A hash and a sentence.
const MOST_LINE_OCTETS: usize = 1024;
