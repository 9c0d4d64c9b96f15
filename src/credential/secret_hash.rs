//! The hash of a secret: all that the register keeps of it (domain §5.3 point 12, proposed).
//!
//! SHA-256 over a label, the environment and the text that is presented. Neither salted nor slow: a secret of 256 bits of
//! chance is found by nobody who tries. The surprising choice: the comparison needs no crate for constant time. It looks at
//! every octet and keeps the optimiser from stopping at the first that differs, as far as the compiler promises that, and
//! need not promise more: both sides are hashes, so whoever learned where they begin to differ would learn octets of a hash,
//! which lead back to no secret.

use std::{fmt, hint::black_box};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use zeroize::Zeroizing;

use crate::{
    application::pesel_register::KeyEnvironment,
    crypto::{Digest, Hash},
};

/// Keeps these hashes apart from every other.
const LABEL: &[u8] = b"chancery api key 1\0";

/// The hash of a secret, in one environment.
#[derive(Clone)]
pub(super) struct SecretHash([u8; 32]);

impl SecretHash {
    /// The hash of what is presented; `None` when the digest gives no SHA-256, since two hashes of no octets would be equal.
    pub(super) fn of<E: KeyEnvironment>(presented: &str, digest: &dyn Digest) -> Option<Self> {
        let parts = [LABEL, E::NAME.as_bytes(), b"\0", presented.as_bytes()];
        let room = parts.iter().fold(0_usize, |room, part| room.saturating_add(part.len()));
        let mut message = Zeroizing::new(Vec::with_capacity(room));
        parts.iter().for_each(|part| message.extend_from_slice(part));
        // One call and no context: a context on the heap would keep octets of the secret.
        digest.digest(Hash::Sha256, &message).as_ref().try_into().ok().map(Self)
    }

    /// Whether the two are one, found out by looking at every octet.
    pub(super) fn is(&self, other: &Self) -> bool {
        let octets = self.0.iter().zip(&other.0);
        octets.fold(0, |differing, (one, other)| black_box(differing | (one ^ other))) == 0
    }
}

impl PartialEq for SecretHash {
    fn eq(&self, other: &Self) -> bool {
        self.is(other)
    }
}

impl Eq for SecretHash {}

impl fmt::Debug for SecretHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretHash([elided])")
    }
}

impl Serialize for SecretHash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&BASE64_URL_SAFE_NO_PAD.encode(self.0))
    }
}

impl<'de> Deserialize<'de> for SecretHash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        let octets = BASE64_URL_SAFE_NO_PAD.decode(text.as_bytes()).ok();
        let hash = octets.and_then(|octets| <[u8; 32]>::try_from(octets).ok());
        hash.map(Self).ok_or_else(|| de::Error::custom("the hash of a secret is 32 octets in base64url"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        crypto::DigestContext,
        policy::catalog::{Production, Test},
    };

    /// Gives as many octets as it is told, each the sum of what it was given.
    struct Sum(usize);
    struct Summing(usize, u8);

    impl Digest for Sum {
        fn begin(&self, _: Hash) -> Box<dyn DigestContext> {
            Box::new(Summing(self.0, 0))
        }
    }

    impl DigestContext for Summing {
        fn update(&mut self, octets: &[u8]) {
            self.1 = octets.iter().fold(self.1, |sum, octet| sum.wrapping_add(*octet));
        }
        fn finish(self: Box<Self>) -> Box<[u8]> {
            vec![self.1; self.0].into()
        }
    }

    #[test]
    fn a_digest_of_another_length_makes_no_hash() {
        for length in [0, 31, 33] {
            assert!(SecretHash::of::<Test>("x", &Sum(length)).is_none(), "{length}");
        }
        assert!(SecretHash::of::<Test>("x", &Sum(32)).is_some());
    }

    #[test]
    fn a_hash_is_of_its_environment() {
        let test = SecretHash::of::<Test>("x", &Sum(32)).unwrap();
        assert!(test.is(&SecretHash::of::<Test>("x", &Sum(32)).unwrap()));
        assert!(!test.is(&SecretHash::of::<Production>("x", &Sum(32)).unwrap()));
    }

    #[test]
    fn every_octet_is_looked_at() {
        let zero = SecretHash([0; 32]);
        for place in 0..32 {
            let mut other = [0; 32];
            other[place] = 1;
            assert_ne!(zero, SecretHash(other), "{place}");
        }
        assert_eq!(zero, SecretHash([0; 32]));
    }

    #[test]
    fn it_is_stored_as_text_and_printed_not_at_all() {
        let hash = SecretHash([0xa5; 32]);
        let json = serde_json::to_string(&hash).unwrap();
        assert_eq!(serde_json::from_str::<SecretHash>(&json).unwrap(), hash);
        assert_eq!(format!("{hash:?}"), "SecretHash([elided])");
        for text in ["\"\"", "\"pQ\"", "\"!\""] {
            let error = serde_json::from_str::<SecretHash>(text).unwrap_err().to_string();
            assert!(error.starts_with("the hash of a secret is 32 octets in base64url"), "{error}");
        }
    }
}
