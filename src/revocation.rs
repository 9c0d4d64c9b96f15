//! Revocation lists: drafted from the rolls, signed, published, read (RFC 5280 §5).
//!
//! [`CrlDraft::draw`] takes a number from the rolls, writes the entries as the rolls give them, reads the list back and
//! lints it; [`CrlDraft::sign`], or [`CrlDraft::attach`] for a key elsewhere, makes the [`Crl`]. [`Crl::from_der`] reads
//! those of others with the same strictness. The rules are C-01 to C-05 and C-09 to C-13 of the table in `docs`.
//! The surprising choice: a draft is numbered on the rolls before any key is touched, and one that is never signed leaves
//! a gap in the numbers, which RFC 5280 §5.2.3 allows; two lists with one number it does not.

mod compose;
mod crl;
mod draft;
mod entry;
mod error;
mod frame;
mod limits;
pub mod lint;
mod order;
mod succession;
mod tbs;
mod verify;

pub use crl::{Crl, Currency};
pub use draft::{CrlDraft, Edition};
pub use entry::{CrlEntry, Entries, EntryExtensions};
pub use error::{CrlDraftError, PreviousCrlError};
pub use limits::CrlLimits;
pub use order::{CrlOrder, CrlSchedule};
pub use tbs::{CrlVersion, EntryOrder, TbsCertList};
pub use verify::CrlVerifyError;
