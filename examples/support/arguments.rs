//! The arguments of the examples: `--name VALUE` and lone `--name`, read by hand.
//!
//! Used by the examples before anything else happens. An option that is unknown, given twice, without its value
//! or missing is refused by name: a command that guesses signs the wrong thing. The surprising choice: a value never
//! begins with `--`, so a forgotten value is found instead of being taken from the next option; a file of such a name is
//! given as `./--name`.
#![allow(dead_code, reason = "each example that includes this file takes some kinds of options")]

use std::{
    collections::BTreeMap,
    ffi::OsString,
    fmt::Display,
    fs,
    path::{Path, PathBuf},
    str::FromStr,
};

/// An option a program knows.
#[derive(Clone, Copy)]
pub(crate) enum Known {
    /// It stands alone.
    Lone(&'static str),
    /// A value follows it.
    Valued(&'static str),
}

/// What was given.
pub(crate) struct Arguments(BTreeMap<&'static str, OsString>);

/// Why arguments are not what the program takes.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ArgumentError {
    #[error("there is no option {found}; there are {known}")]
    Unknown { found: String, known: String },
    #[error("{found} stands where an option was expected; there are {known}")]
    NotAnOption { found: String, known: String },
    #[error("{name} was given twice")]
    Twice { name: &'static str },
    #[error("{name} lacks its value")]
    NoValue { name: &'static str },
    #[error("{name} is missing")]
    Missing { name: &'static str },
    #[error("{one} is missing, and {other}, which may take its place, is too")]
    Neither { one: &'static str, other: &'static str },
    #[error("{other} has no place beside {name}")]
    OutOfPlace { name: &'static str, other: &'static str },
    #[error("{name} names the file that {other} names; what is written would take its place")]
    SamePlace { name: &'static str, other: &'static str },
    #[error("the value of {name} is not UTF-8")]
    NotUtf8 { name: &'static str },
    #[error("the value of {name} is refused: {reason}")]
    Refused { name: &'static str, reason: String },
}

impl Arguments {
    /// Reads what follows the name of the program.
    pub(crate) fn read(mut given: impl Iterator<Item = OsString>, known: &[Known]) -> Result<Self, ArgumentError> {
        let mut found = BTreeMap::new();
        while let Some(argument) = given.next() {
            let option =
                known.iter().find(|option| argument == option.name()).ok_or_else(|| unknown(&argument, known))?;
            let value = match option {
                Known::Lone(_) => OsString::new(),
                Known::Valued(name) => given.next().filter(is_value).ok_or(ArgumentError::NoValue { name })?,
            };
            if found.insert(option.name(), value).is_some() {
                return Err(ArgumentError::Twice { name: option.name() });
            }
        }
        Ok(Self(found))
    }

    /// Whether this option was given; with it, nothing but those named beside it may be.
    pub(crate) fn has_only(&self, name: &'static str, beside: &[&str]) -> Result<bool, ArgumentError> {
        if !self.0.contains_key(name) {
            return Ok(false);
        }
        match self.0.keys().find(|other| **other != name && !beside.contains(other)) {
            Some(other) => Err(ArgumentError::OutOfPlace { name, other }),
            None => Ok(true),
        }
    }

    /// Whether this option was given.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// The path an option must have.
    pub(crate) fn path(&self, name: &'static str) -> Result<PathBuf, ArgumentError> {
        self.0.get(name).map(PathBuf::from).ok_or(ArgumentError::Missing { name })
    }

    /// Refuses a place to write to that one of these options names too: one wrong completion in a shell would otherwise
    /// put a certificate where the CA's key was.
    pub(crate) fn keeps_apart(&self, name: &'static str, others: &[&'static str]) -> Result<(), ArgumentError> {
        let place = |name| self.0.get(name).map(|path| resolved(Path::new(path)));
        let Some(own) = place(name) else { return Ok(()) };
        match others.iter().find(|other| place(**other).as_ref() == Some(&own)) {
            Some(other) => Err(ArgumentError::SamePlace { name, other }),
            None => Ok(()),
        }
    }

    /// The value of an option as one of its type, if the option was given.
    pub(crate) fn typed<T: FromStr<Err: Display>>(&self, name: &'static str) -> Result<Option<T>, ArgumentError> {
        let Some(value) = self.0.get(name) else { return Ok(None) };
        let text = value.to_str().ok_or(ArgumentError::NotUtf8 { name })?;
        match text.parse() {
            Ok(value) => Ok(Some(value)),
            Err(reason) => Err(ArgumentError::Refused { name, reason: reason.to_string() }),
        }
    }
}

impl Known {
    const fn name(self) -> &'static str {
        match self {
            Self::Lone(name) | Self::Valued(name) => name,
        }
    }
}

/// Where a path leads, whether there is a file already or only its directory.
fn resolved(path: &Path) -> PathBuf {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    let new = || Some(fs::canonicalize(parent).ok()?.join(path.file_name()?));
    fs::canonicalize(path).ok().or_else(new).unwrap_or_else(|| path.to_owned())
}

fn is_value(argument: &OsString) -> bool {
    !argument.as_encoded_bytes().starts_with(b"--")
}

fn unknown(argument: &OsString, known: &[Known]) -> ArgumentError {
    let names: Vec<_> = known.iter().map(|option| option.name()).collect();
    let (found, known) = (argument.to_string_lossy().into_owned(), names.join(", "));
    if is_value(argument) {
        ArgumentError::NotAnOption { found, known }
    } else {
        ArgumentError::Unknown { found, known }
    }
}
