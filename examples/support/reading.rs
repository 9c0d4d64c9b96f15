//! Files the examples are given: read within a limit, erased when dropped.
//!
//! Nothing is read that could not be what was asked for: the limit of each kind is the library's own. The surprising
//! choice: everything read is erased from memory when dropped, so that nobody has to remember which file was the key.

use std::{
    fs::File,
    io::{self, Read as _},
    path::Path,
};

use zeroize::Zeroizing;

/// Why a file was not read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReadError {
    #[error("{path} cannot be read")]
    File { path: String, source: io::Error },
    #[error("{path} is not UTF-8 text")]
    #[allow(dead_code, reason = "not every example reads text")]
    NotUtf8 { path: String },
    #[error("{path} has more than {limit} octets")]
    TooLarge { path: String, limit: usize },
}

/// Refuses a place where there is no file to read: rolls that were misspelt would be made anew, and have nobody on them.
#[allow(dead_code, reason = "examples that make rolls include this file too")]
pub(crate) fn is_there(path: &Path) -> Result<(), ReadError> {
    let found = File::open(path).map(drop);
    found.map_err(|source| ReadError::File { path: path.display().to_string(), source })
}

/// All of a file that has at most this many octets.
pub(crate) fn read(path: &Path, limit: usize) -> Result<Zeroizing<Vec<u8>>, ReadError> {
    let shown = || path.display().to_string();
    // One octet more shows that there are too many. The room is made at once: a buffer that grows leaves copies behind.
    let most = limit.saturating_add(1);
    let mut octets = Zeroizing::new(Vec::with_capacity(most.saturating_add(SPARE)));
    let file = File::open(path).map_err(|source| ReadError::File { path: shown(), source })?;
    let read = file.take(u64::try_from(most).unwrap_or(u64::MAX)).read_to_end(&mut octets);
    read.map_err(|source| ReadError::File { path: shown(), source })?;
    if octets.len() > limit { Err(ReadError::TooLarge { path: shown(), limit }) } else { Ok(octets) }
}

/// What `read_to_end` wants free to see the end.
const SPARE: usize = 64;
