//! The blocklists `check_csr` is given: files of either format, told apart by what is in them.
//!
//! A file that is text is a list of hashes of SubjectPublicKeyInfo; any other has the records of badkeys. Sixteen octets
//! of a hash and an id are text once in some million records, so no list of records passes for the other kind. The
//! surprising choice: a list that cannot be used stops the command before it answers anything, as an answer without it
//! would look the same.

use std::{
    ffi::OsString,
    fs::File,
    io::{self, Read as _},
};

use chancery::request::{BadkeysList, BlocklistError, KeyBlocklist, SpkiHashes};

/// Why a blocklist is not used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ListError {
    #[error("the blocklist {file} cannot be read")]
    File { file: String, source: io::Error },
    #[error("the blocklist {file} has more than {LIMIT} octets")]
    TooLarge { file: String },
    #[error("{file} was read as {format} and is no such list")]
    Refused { file: String, format: &'static str, source: BlocklistError },
}

/// Reads a blocklist and names it after its file.
pub(crate) fn open(file: &OsString) -> Result<Box<dyn KeyBlocklist>, ListError> {
    let name = file.to_string_lossy().into_owned();
    let octets = read(file).map_err(|source| ListError::File { file: name.clone(), source })?;
    if octets.len() > LIMIT {
        return Err(ListError::TooLarge { file: name });
    }
    let refused = |file: &str, format| {
        let file = file.to_owned();
        move |source| ListError::Refused { file, format, source }
    };
    if is_text(&octets) {
        let list = SpkiHashes::open(&octets).map_err(refused(&name, "hashes, because it is text,"))?;
        return Ok(Box::new(list.named(name)));
    }
    let list = BadkeysList::open(octets).map_err(refused(&name, "records of badkeys, because it is not text,"))?;
    Ok(Box::new(list.named(name)))
}

/// UTF-8 without control characters but those that part words and lines.
fn is_text(octets: &[u8]) -> bool {
    let unfit = |character: char| character.is_control() && !matches!(character, '\t' | '\n' | '\r');
    str::from_utf8(octets).is_ok_and(|text| !text.contains(unfit))
}

/// The file, or as much of it as shows that it is too large.
fn read(file: &OsString) -> io::Result<Vec<u8>> {
    let most = u64::try_from(LIMIT).unwrap_or(u64::MAX).saturating_add(1);
    let mut octets = Vec::new();
    File::open(file)?.take(most).read_to_end(&mut octets)?;
    Ok(octets)
}

/// Ten times the list that badkeys publishes.
const LIMIT: usize = 1024 * 1024 * 1024;
