//! The two extensions that several rules ask about: basicConstraints and keyUsage, read leniently and in place.
//!
//! "Is it an authority" and "which bits are set", without a copy. The rules named after the extensions say what is
//! wrong with their shapes; here a malformed one is simply no authority and has no bits.

use crate::{
    encoding::{Reader, Tag},
    x509::{TbsCertificate, extension::oid},
};

pub(super) const DIGITAL_SIGNATURE: u16 = 1;
pub(super) const NON_REPUDIATION: u16 = 1 << 1;
pub(super) const KEY_ENCIPHERMENT: u16 = 1 << 2;
pub(super) const DATA_ENCIPHERMENT: u16 = 1 << 3;
pub(super) const KEY_AGREEMENT: u16 = 1 << 4;
pub(super) const KEY_CERT_SIGN: u16 = 1 << 5;
pub(super) const ENCIPHER_ONLY: u16 = 1 << 7;
pub(super) const DECIPHER_ONLY: u16 = 1 << 8;

/// Whether basicConstraints says `cA TRUE`.
pub(super) fn is_authority(tbs: &TbsCertificate<'_>) -> bool {
    tbs.extension(oid::BASIC_CONSTRAINTS).is_some_and(|extension| {
        let content = Reader::new(extension.value, "BasicConstraints").read(Tag::SEQUENCE).unwrap_or_default();
        Reader::new(content, "BasicConstraints").boolean() == Ok(true)
    })
}

/// The bits of keyUsage, bit 0 of the ASN.1 lowest; `None` when the extension is not there.
pub(super) fn key_usage(tbs: &TbsCertificate<'_>) -> Option<u16> {
    let extension = tbs.extension(oid::KEY_USAGE)?;
    let content = Reader::new(extension.value, "KeyUsage").read(Tag::BIT_STRING).unwrap_or_default();
    let octet = |index| content.get(index).copied().map_or(0, u8::reverse_bits);
    Some(u16::from_le_bytes([octet(1), octet(2)]))
}
