//! Serial numbers as programs print them: hexadecimal digits, with or without colons.
//!
//! Read from the command line of `revoke`, `issue` and `explain`. The surprising choice: nothing else is forgiven, not
//! even spaces, because a number read wrong names another certificate.

use chancery::x509::{SerialNumber, SerialNumberError};

/// A serial number.
#[derive(Clone, Copy)]
pub(crate) struct Digits(pub(crate) SerialNumber);

impl std::str::FromStr for Digits {
    type Err = SerialNumberError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.replace(':', "").parse().map(Self)
    }
}
