//! The object identifiers of a PKCS#12 file, and the names of those that are refused.
//!
//! RFC 7292 Appendix D, RFC 8018 Appendix C, RFC 2985 §5.5. Used by the writer and the reader alike.
//! The surprising choice: what is not read has a name too, so that a refusal says "RC2", not a row of numbers.

use crate::{
    crypto::Hash,
    encoding::{Oid, oid},
};

/// `data`, `signedData`, `envelopedData`, `encryptedData` of RFC 5652.
pub(super) const DATA: Oid = oid("1.2.840.113549.1.7.1");
pub(super) const SIGNED_DATA: Oid = oid("1.2.840.113549.1.7.2");
pub(super) const ENVELOPED_DATA: Oid = oid("1.2.840.113549.1.7.3");
pub(super) const ENCRYPTED_DATA: Oid = oid("1.2.840.113549.1.7.6");

/// The bags of RFC 7292 §4.2.
pub(super) const KEY_BAG: Oid = oid("1.2.840.113549.1.12.10.1.1");
pub(super) const SHROUDED_KEY_BAG: Oid = oid("1.2.840.113549.1.12.10.1.2");
pub(super) const CERT_BAG: Oid = oid("1.2.840.113549.1.12.10.1.3");
pub(super) const CRL_BAG: Oid = oid("1.2.840.113549.1.12.10.1.4");
pub(super) const SECRET_BAG: Oid = oid("1.2.840.113549.1.12.10.1.5");
/// `x509Certificate`
pub(super) const X509_CERTIFICATE: Oid = oid("1.2.840.113549.1.9.22.1");

/// The attributes of RFC 2985 §5.5.
pub(super) const FRIENDLY_NAME: Oid = oid("1.2.840.113549.1.9.20");
pub(super) const LOCAL_KEY_ID: Oid = oid("1.2.840.113549.1.9.21");

/// RFC 8018 Appendices A.2, A.4, A.5.
pub(super) const PBKDF2: Oid = oid("1.2.840.113549.1.5.12");
pub(super) const PBES2: Oid = oid("1.2.840.113549.1.5.13");
pub(super) const PBMAC1: Oid = oid("1.2.840.113549.1.5.14");

/// The hashes of a MAC.
pub(super) const DIGESTS: [(Oid, Hash); 3] = [
    (oid("2.16.840.1.101.3.4.2.1"), Hash::Sha256),
    (oid("2.16.840.1.101.3.4.2.2"), Hash::Sha384),
    (oid("2.16.840.1.101.3.4.2.3"), Hash::Sha512),
];

/// `hmacWithSHA256` and its sisters, RFC 8018 Appendix B.1.2.
pub(super) const PRFS: [(Oid, Hash); 3] = [
    (oid("1.2.840.113549.2.9"), Hash::Sha256),
    (oid("1.2.840.113549.2.10"), Hash::Sha384),
    (oid("1.2.840.113549.2.11"), Hash::Sha512),
];

const NAMES: [(Oid, &str); 19] = [
    (oid("1.2.840.113549.1.12.1.1"), "RC4 with 128 bits"),
    (oid("1.2.840.113549.1.12.1.2"), "RC4 with 40 bits"),
    (oid("1.2.840.113549.1.12.1.3"), "3DES with three keys"),
    (oid("1.2.840.113549.1.12.1.4"), "3DES with two keys"),
    (oid("1.2.840.113549.1.12.1.5"), "RC2 with 128 bits"),
    (oid("1.2.840.113549.1.12.1.6"), "RC2 with 40 bits"),
    (oid("1.2.840.113549.1.5.3"), "DES with MD5"),
    (oid("1.2.840.113549.1.5.10"), "DES with SHA-1"),
    (oid("1.2.840.113549.3.2"), "RC2"),
    (oid("1.2.840.113549.3.7"), "3DES"),
    (oid("1.3.6.1.4.1.11591.4.11"), "scrypt"),
    (oid("1.2.840.113549.2.5"), "MD5"),
    (oid("1.3.14.3.2.26"), "SHA-1"),
    (oid("1.2.840.113549.2.7"), "HMAC with SHA-1"),
    (oid("2.16.840.1.101.3.4.2.4"), "SHA-224"),
    (oid("1.2.840.113549.2.8"), "HMAC with SHA-224"),
    (oid("1.2.840.113549.1.12.10.1.6"), "nested SafeContents"),
    (oid("1.2.840.113549.1.9.22.2"), "SDSI certificate"),
    (oid("2.16.840.1.101.3.4.1.46"), "AES-256-GCM"),
];

/// The name of an algorithm or bag that is not read; a plain word for one nobody knows.
pub(super) fn name(identifier: Oid) -> &'static str {
    NAMES.into_iter().find(|(known, _)| *known == identifier).map_or("unknown", |(_, name)| name)
}

/// What stands beside an identifier in a table.
pub(super) fn find<T: Copy, const N: usize>(table: [(Oid, T); N], identifier: Oid) -> Option<T> {
    table.into_iter().find(|(known, _)| *known == identifier).map(|(_, value)| value)
}
