//! Issuance: from a policy in force to a certificate on the rolls.
//!
//! `Adopted` → `Approved` → `Prepared` → `Planned` → `Unrecorded` → `Enrolled`: one type a state, one verb an arrow. Each
//! value carries its issuer and its inventory, so the wrong one cannot be named; each arrow consumes its value, so no
//! step can be skipped or taken twice; a step that fails gives its value back. The surprising choice: the octets of a
//! certificate cannot be read until the inventory has them, because a certificate nobody has on record cannot be revoked.

mod adopted;
mod approved;
mod enrolled;
mod explain;
mod form;
pub mod lint;
mod planned;
mod prepared;
mod resume;
mod slot;
mod specimen;

pub use adopted::{AdoptError, Adopted};
pub use approved::{Approved, PrepareError};
pub use enrolled::{CompleteError, Enrolled, Unrecorded};
pub use planned::{AbandonError, Planned};
pub use prepared::Prepared;
pub use resume::ResumeError;
pub(crate) use resume::{resume, resume_signed};
pub use slot::Slot;
