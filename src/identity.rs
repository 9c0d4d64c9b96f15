//! Polish identifiers, proven when made and never shown whole by accident.
//!
//! Facts a registration officer vouches for: policies put them into subjects
//! (EN 319 412-1 §5.1.3 for persons, §5.1.4 for entities), rejections speak of
//! them, records remember their owners by them.
//!
//! One rule reads them all: ASCII digits exactly as the register writes them.
//! Nothing is trimmed, no separator is skipped, leading zeros belong to the
//! number; a form that accepts `856-734-62-15` removes the hyphens before it
//! calls. `Debug` and every error keep all but the last four characters to
//! themselves, none of these types has a `Display`, and the accessors that give
//! the number away are named so that a reviewer sees them:
//! `digits_in_full`, `number_in_full`, `as_str`, `subject_serial_number`, `organization_identifier`.

mod ascii;
mod error;
mod identity_card;
mod krs;
mod nip;
mod pesel;
mod postal_code;
mod regon;

pub use crate::x509::mask_digits as mask;
pub use error::{Identifier, IdentityError};
pub use identity_card::IdentityCard;
pub use krs::Krs;
pub use nip::Nip;
pub use pesel::{DateOfBirth, Pesel};
pub use postal_code::PostalCode;
pub use regon::Regon;

#[cfg(test)]
mod tests;
