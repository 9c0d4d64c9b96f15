//! X.509 values that cannot be malformed.
//!
//! The vocabulary of every stage above: names, general names, serial numbers, times, extensions, certificates. A value is
//! decoded once, strictly, and keeps the octets it was read from, so that an issuer's name or a subscriber's key is
//! written back as it came (RFC 5280 §4.1.2.4, §4.1.2.7). The surprising choice: criticality is not a field anyone sets
//! but a method of the extension type.

mod attribute;
mod certificate;
pub mod extension;
mod general_name;
pub mod lint;
mod masking;
mod name;
mod reason;
mod serial;
pub(crate) mod second_reader;
mod shard;
pub(crate) mod signed;
mod tbs;
mod time;

pub(crate) use attribute::is_unseen;
pub use attribute::{Attribute, AttributeType, StringType, TextError};
pub use certificate::{Certificate, CertificateSignatureError};
pub use extension::{Extension, Extensions};
pub use general_name::{
    DnsName, EmailAddress, GeneralName, GeneralNameError, GeneralNameKind, IpAddress, OtherName, SmtpUtf8Mailbox,
    SpiffeId, SpiffeIdError, UnsupportedName, Upn, Uri, UriHost,
};
pub use masking::mask_digits;
pub use name::{Name, NameError, Rdn};
pub use reason::{Reason, UnknownReason};
pub use second_reader::Disagreement;
pub use serial::{ForeignSerialNumber, SerialNumber, SerialNumberError};
pub use shard::Shard;
pub(crate) use signed::sign;
pub use signed::{Kept, SignedParts, ToBeSigned};
pub use tbs::TbsCertificate;
pub use time::{Lifetime, Time, TimeError, Validity};

pub use crate::crypto::PublicKey;
