//! The person behind a certificate: given by a policy, hashed by a store, printed by nobody.
//!
//! Natural or legal. A policy makes a [`PersonId`] from what identifies one in its system (`PNOPL-…`, `NTRPL-…`, a
//! host's own id), so that a store can answer "does this person hold another one" (domain §5.3 point 10) and "was this
//! name given to another" (GEN-6.3.3-10). A store keeps a [`PersonHash`] under its
//! own salt. The surprising choice is what the hash does not promise: a century of births has some 4·10^8 PESELs, so whoever has the
//! salt can try them all. It keeps numbers out of sight, out of logs and out of joins between stores; it is no vault.

use std::fmt;

use zeroize::Zeroizing;

use super::id::{digest_id, sha256};
use crate::{
    crypto::Digest,
    x509::{AttributeType, Name},
};

/// What identifies a person, natural or legal, in the system a policy serves. Compared octet by octet; wiped when dropped.
///
/// ```
/// use chancery::inventory::PersonId;
/// let person = PersonId::new(b"PNOPL-99723100018");
/// assert_eq!(format!("{person:?}"), "PersonId([elided])");
/// ```
///
/// It is not written anywhere by a derive:
///
/// ```compile_fail,E0277
/// fn exported<T: serde::Serialize>() {}
/// exported::<chancery::inventory::PersonId>();
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct PersonId(Zeroizing<Box<[u8]>>);

impl PersonId {
    /// A person by the octets that identify one.
    #[must_use]
    pub fn new(octets: &[u8]) -> Self {
        Self(Zeroizing::new(octets.into()))
    }
}

impl fmt::Debug for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(_) = self;
        f.write_str("PersonId([elided])")
    }
}

digest_id! {
    /// A person as a store keeps one: SHA-256 over a label, the salt of the store, and the person.
    ///
    /// Equal only under the same salt, so two stores cannot be joined by it.
    PersonHash
}

impl PersonHash {
    /// Octets of the salt of a store.
    pub const SALT_OCTETS: usize = 32;

    /// The hash of a person under the salt of a store.
    #[must_use]
    pub fn of(person: &PersonId, salt: &[u8; Self::SALT_OCTETS], digest: &dyn Digest) -> Self {
        // The label has one length and the salt another, so no two inputs run into each other.
        Self::from_octets(sha256(digest, &[LABEL, salt, &person.0]))
    }
}

/// Whether an equal subject may be another's: the persons differ, or nobody can tell of which natural person it is. Both
/// hashes are under the salt of one store.
pub(super) fn may_be_of_another(subject: &Name, person: Option<PersonHash>, owner: Option<PersonHash>) -> bool {
    person != owner || (person.is_none() && leaves_the_person_open(subject))
}

/// Whether a subject names a natural person (givenName, surname or pseudonym) and has no serialNumber, by which RFC 3739
/// §3.1.2 tells namesakes apart. Equal subjects answer alike, since attributes are compared by their types too.
pub(crate) fn leaves_the_person_open(subject: &Name) -> bool {
    let has = |kinds: &[AttributeType]| subject.attributes().any(|attribute| kinds.contains(&attribute.kind()));
    has(&[AttributeType::GIVEN_NAME, AttributeType::SURNAME, AttributeType::PSEUDONYM])
        && !has(&[AttributeType::SERIAL_NUMBER])
}

/// Keeps these hashes apart from every other use of a salt.
const LABEL: &[u8] = b"chancery person 1\0";
