//! The files of the centre: gathered first, written at the end, each whole.
//!
//! The surprising choice: what only its addressee may read is known by its mode, and the octets of all of them are
//! erased when they were written, so that nobody has to remember which was the password.

use std::{fs, path::Path};

use zeroize::Zeroizing;

use crate::{Failure, writing::Draft};

/// Who may read a file.
#[derive(Clone, Copy)]
pub(crate) enum Mode {
    Public,
    Private,
}

/// Relative paths and what goes there.
pub(crate) struct Files(Vec<(&'static str, Mode, Zeroizing<Vec<u8>>)>);

impl Files {
    pub(crate) const fn new() -> Self {
        Self(Vec::new())
    }

    pub(crate) fn add(&mut self, path: &'static str, mode: Mode, octets: impl Into<Vec<u8>>) {
        self.0.push((path, mode, Zeroizing::new(octets.into())));
    }

    /// Writes all of them beside their places, and then puts them there.
    pub(crate) fn write(self, directory: &Path) -> Result<(), Failure> {
        let mut drafts = Vec::new();
        for (path, mode, octets) in self.0 {
            let place = directory.join(path);
            let parent = place.parent().unwrap_or(directory);
            fs::create_dir_all(parent).map_err(|error| format!("{} cannot be made: {error}", parent.display()))?;
            let mut draft = Draft::beside(&place, mode.bits())?;
            draft.write(&*octets)?;
            drafts.push(draft);
        }
        for draft in drafts {
            draft.put()?;
        }
        Ok(())
    }
}

impl Mode {
    const fn bits(self) -> u32 {
        match self {
            Self::Public => 0o644,
            Self::Private => 0o600,
        }
    }
}
