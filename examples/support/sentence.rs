//! One sentence out of an error and its causes, fit for a terminal and a log.
//!
//! What an example says last when it fails. The library's errors hold no identity number; the texts of others (a parser
//! that quotes its input, a file named after a person) may, so numbers are masked here once more and control characters
//! do not reach the terminal.

use std::error::Error;

use chancery::x509::mask_digits;

/// The error and its causes, joined by colons; a cause the error already tells is not told twice.
pub(crate) fn sentence(error: &dyn Error) -> String {
    let mut told = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let text = cause.to_string();
        if !told.contains(&text) {
            told.push_str(": ");
            told.push_str(&text);
        }
        source = cause.source();
    }
    plain(&told)
}

/// A text as it may be shown: a path may be named after a person.
pub(crate) fn plain(text: &str) -> String {
    mask_digits(text).replace(char::is_control, " ")
}
