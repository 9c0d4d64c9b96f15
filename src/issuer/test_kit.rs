//! The marks of the test kit, by which every production issuer knows it.
//!
//! Below `testing`, and compiled whether that feature is on or off: a service built without the kit is exactly the one
//! that must not be given a CA of the kit. Asked by `Issuer::new` and `Issuer::founding`, and of the keys of subscribers
//! by `policy::decide`. Three marks, since names and extensions can be left out and keys can be made anew. The surprising
//! choice: an issuer whose own issuer has the mark is refused too, because its chain ends at a key everybody has.

use std::fmt;

use super::IssuerError;
use crate::{
    crypto::{Digest, Hash, PublicKey},
    encoding::{Oid, oid},
    x509::{AttributeType, Certificate, Name},
};

/// By what something was known to be of the test kit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TestMark {
    /// The organisation [`TestMark::ORGANIZATION`] in the subject or the issuer.
    Organization,
    /// The extension [`TestMark::EXTENSION`].
    Extension,
    /// A key that is committed beside the kit.
    Key,
}

impl TestMark {
    /// `organizationName` of everything the kit makes.
    pub const ORGANIZATION: &str = "chancery test PKI, not for production";

    /// A non-critical extension in every certificate the kit makes; its value is [`TestMark::ORGANIZATION`] as UTF8String.
    ///
    /// The arc 2.999 is for examples (ITU-T X.660) and belongs to nobody, so no production certificate has it.
    pub const EXTENSION: Oid = oid("2.999.7265.1");
}

impl fmt::Display for TestMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Organization => write!(f, "the organization \"{}\"", Self::ORGANIZATION),
            Self::Extension => write!(f, "the extension {}", Self::EXTENSION),
            Self::Key => f.write_str("a key of the kit, which everybody has"),
        }
    }
}

/// For whom an issuer issues.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trade {
    /// For those who rely on it.
    Production,
    /// For tests; it alone may have the marks.
    #[cfg_attr(not(feature = "testing"), expect(dead_code, reason = "only the kit makes such an issuer"))]
    Tests,
}

/// SHA-256 over the `SubjectPublicKeyInfo` of each key in `src/testing/keys`.
const KEYS: [[u8; 32]; 2] = [
    // root.pem
    [
        0xa5, 0xf0, 0xc7, 0xa4, 0x48, 0x18, 0x93, 0xbc, 0xa0, 0xbd, 0x98, 0xbd, 0x7b, 0xde, 0x45, 0xcd, 0xef, 0x98,
        0xbd, 0x67, 0xd3, 0xdd, 0x88, 0xa7, 0xfa, 0x57, 0x2e, 0xc0, 0x56, 0xf0, 0x82, 0x4f,
    ],
    // stranger.pem
    [
        0x97, 0x36, 0x3c, 0x57, 0x8a, 0x09, 0x7c, 0xe6, 0x5b, 0x1e, 0xf1, 0xf8, 0xa1, 0x05, 0x24, 0x23, 0xc6, 0x30,
        0xcd, 0xf5, 0xa2, 0xf7, 0xe4, 0x75, 0x3d, 0xd5, 0xa8, 0xa8, 0x6a, 0x26, 0x7e, 0x96,
    ],
];

/// Refuses a CA certificate of the kit, or one under it.
pub(super) fn refuse_certificate(certificate: &Certificate) -> Result<(), IssuerError> {
    if certificate.extensions().find(TestMark::EXTENSION).is_some() {
        return Err(IssuerError::TestKit { mark: TestMark::Extension });
    }
    refuse_name(certificate.subject())?;
    refuse_name(certificate.issuer())
}

/// The mark of a certificate that is of the kit, under the kit, or for a key of the kit. For those of others.
pub(crate) fn mark_of(certificate: &Certificate, digest: &dyn Digest) -> Option<TestMark> {
    let refused = refuse_certificate(certificate).and_then(|()| refuse_key(certificate.public_key(), digest));
    if let Err(IssuerError::TestKit { mark }) = refused { Some(mark) } else { None }
}

/// Compares as names are compared, since that is how a certificate finds its issuer: case, width and runs of white
/// space make no other organisation.
pub(super) fn refuse_name(name: &Name) -> Result<(), IssuerError> {
    let of_the_kit = Name::of(&[(AttributeType::ORGANIZATION, TestMark::ORGANIZATION)]);
    let marked = of_the_kit
        .is_ok_and(|kit| name.attributes().any(|attribute| kit.attributes().any(|mark| attribute.matches(mark))));
    if marked { Err(IssuerError::TestKit { mark: TestMark::Organization }) } else { Ok(()) }
}

pub(super) fn refuse_key(key: &PublicKey, digest: &dyn Digest) -> Result<(), IssuerError> {
    if is_committed(key, digest) { Err(IssuerError::TestKit { mark: TestMark::Key }) } else { Ok(()) }
}

/// Whether the key is one of those beside the kit.
pub(super) fn is_committed(key: &PublicKey, digest: &dyn Digest) -> bool {
    let hash = digest.digest(Hash::Sha256, key.as_spki());
    KEYS.iter().any(|known| known.as_slice() == hash.as_ref())
}

#[cfg(all(test, any(feature = "ring", feature = "aws-lc-rs")))]
mod tests;
