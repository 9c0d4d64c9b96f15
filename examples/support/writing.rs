//! Files the examples write: whole or not at all.
//!
//! A file is drafted beside its place, brought to the disk and renamed into it, so that whoever looks sees the old one,
//! the new one or none, and never half of one. The surprising choice: the draft is begun before there is anything to
//! write, because a place that cannot be written should be known before a key is used.

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

/// A file that is not in its place yet; dropped, it leaves nothing behind.
pub(crate) struct Draft {
    file: NamedTempFile,
    place: PathBuf,
}

/// Why a file was not written.
#[derive(Debug, thiserror::Error)]
#[error("{} cannot be written", place.display())]
pub(crate) struct WriteError {
    place: PathBuf,
    source: io::Error,
}

impl Draft {
    /// Begins a file beside its place, with this mode where the system knows modes; the umask may take from it.
    pub(crate) fn beside(place: &Path, mode: u32) -> Result<Self, WriteError> {
        let failed = |source| WriteError { place: place.to_owned(), source };
        if fs::metadata(place).is_ok_and(|found| !found.is_file()) {
            return Err(failed(io::Error::other("there is something in its place that is not a file")));
        }
        let mut draft = tempfile::Builder::new();
        draft.prefix(".draft-");
        #[cfg(unix)]
        draft.permissions(std::os::unix::fs::PermissionsExt::from_mode(mode));
        #[cfg(not(unix))]
        let _ = mode;
        let file = draft.tempfile_in(directory_of(place)).map_err(failed)?;
        Ok(Self { file, place: place.to_owned() })
    }

    /// Writes all of it, and waits for the disk.
    pub(crate) fn write(&mut self, octets: impl AsRef<[u8]>) -> Result<(), WriteError> {
        let written = self.file.write_all(octets.as_ref()).and_then(|()| self.file.as_file().sync_all());
        written.map_err(|source| WriteError { place: self.place.clone(), source })
    }

    /// Puts it in its place, over whatever file is there.
    pub(crate) fn put(self) -> Result<PathBuf, WriteError> {
        let Self { file, place } = self;
        match file.persist(&place) {
            Ok(_) => Ok(place),
            Err(failed) => Err(WriteError { place, source: failed.error }),
        }
    }
}

fn directory_of(place: &Path) -> &Path {
    place.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}
