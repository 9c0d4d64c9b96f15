//! What a public key tells of its secret, however the key is written.
//!
//! Asked by the ids of keys on record, so that a key that was revoked comes back as itself, and by policies about the key
//! of the issuer. RFC 4055 §1.2 has two identifiers for one RSA key. The surprising choice: the exponent of an RSA key
//! and the sign of a point are left out. Whoever knows the private exponent to one public exponent can factor the modulus
//! and knows those to all, and the secrets of a point and its negative differ in nothing but a sign.

use super::{Curve, KeyAlgorithm, PublicKey};

/// A name for the family, and the number in two parts: all octets but the last one, and that one. No name is the
/// beginning of another, so the three can be hashed one after the other.
pub(crate) type SecretMark<'a> = (&'static str, &'a [u8], u8);

impl PublicKey {
    /// Whether one secret key is behind this key and that one: RSA keys with one modulus, whatever their exponents and
    /// identifiers; points on one curve that are equal or each other's negative; and keys of unknown kinds that are
    /// equal octet by octet.
    #[must_use]
    pub fn has_the_secret_of(&self, other: &Self) -> bool {
        self.secret_mark() == other.secret_mark()
    }

    /// What is equal for keys with one secret, and for no others.
    pub(crate) fn secret_mark(&self) -> SecretMark<'_> {
        let (family, number) = match self.algorithm() {
            KeyAlgorithm::Rsa { .. } | KeyAlgorithm::RsaPss { .. } => ("RSA", self.rsa_modulus().unwrap_or_default()),
            KeyAlgorithm::Ec(Curve::P256) => ("P-256", self.first_coordinate()),
            KeyAlgorithm::Ec(Curve::P384) => ("P-384", self.first_coordinate()),
            KeyAlgorithm::Ec(Curve::P521) => ("P-521", self.first_coordinate()),
            KeyAlgorithm::Ed25519 => ("Ed25519", self.key_octets()),
            KeyAlgorithm::Ec(Curve::Other(_)) | KeyAlgorithm::Other(_) => ("SubjectPublicKeyInfo", self.as_spki()),
        };
        let (last, rest) = number.split_last().map_or((0, number), |(last, rest)| (*last, rest));
        // The highest bit of an Ed25519 key is the sign of x (RFC 8032 §5.1.2).
        let last = if self.algorithm() == KeyAlgorithm::Ed25519 { last & 0x7f } else { last };
        (family, rest, last)
    }

    /// The x of an uncompressed point, `04 || x || y` (SEC 1 §2.3.3).
    fn first_coordinate(&self) -> &[u8] {
        let (_, coordinates) = self.key_octets().split_first().unwrap_or((&0, &[]));
        coordinates.split_at_checked(coordinates.len() / 2).map_or(coordinates, |(x, _)| x)
    }
}

#[cfg(test)]
mod tests {
    use super::{super::public_key::subject_public_key_info, Curve, KeyAlgorithm, PublicKey};
    use crate::{
        crypto::PssRestriction,
        encoding::{Writer, oid},
    };

    fn key(algorithm: KeyAlgorithm, octets: &[u8]) -> PublicKey {
        PublicKey::from_der(&subject_public_key_info(algorithm, octets).expect("short")).expect("a key")
    }

    fn rsa(algorithm: KeyAlgorithm, modulus: u32, exponent: u32) -> PublicKey {
        let mut writer = Writer::new();
        let written = writer.sequence(|numbers| {
            numbers.small_natural(modulus)?;
            numbers.small_natural(exponent)
        });
        written.expect("short");
        key(algorithm, &writer.into_octets())
    }

    const RSA: KeyAlgorithm = KeyAlgorithm::Rsa { bits: 0 };
    const PSS: KeyAlgorithm = KeyAlgorithm::RsaPss { bits: 0, restriction: PssRestriction::Unrestricted };

    #[test]
    fn rsa_keys_go_by_their_modulus_whatever_they_may_sign() {
        let known = rsa(RSA, 0x00c3_0101, 65_537);
        for same in [rsa(RSA, 0x00c3_0101, 65_539), rsa(RSA, 0x00c3_0101, 3), rsa(PSS, 0x00c3_0101, 65_537)] {
            assert!(known != same && known.has_the_secret_of(&same), "{same:?}");
        }
        for other in [rsa(RSA, 0x00c3_0103, 65_537), rsa(RSA, 0x00c4_0101, 65_537)] {
            assert!(!known.has_the_secret_of(&other), "{other:?}");
        }
    }

    #[test]
    fn a_point_and_its_negative_have_one_secret() {
        let point = |x: u8, y: u8| [&[4][..], &[x; 32], &[y; 32]].concat();
        let p256 = key(KeyAlgorithm::Ec(Curve::P256), &point(1, 2));
        assert!(p256.has_the_secret_of(&key(KeyAlgorithm::Ec(Curve::P256), &point(1, 3))));
        assert!(!p256.has_the_secret_of(&key(KeyAlgorithm::Ec(Curve::P256), &point(2, 2))));
        let edwards = |last: u8| key(KeyAlgorithm::Ed25519, &[&[7; 31][..], &[last]].concat());
        assert!(edwards(0x11).has_the_secret_of(&edwards(0x91)));
        assert!(!edwards(0x11).has_the_secret_of(&edwards(0x12)));
    }

    #[test]
    fn keys_of_unknown_kinds_go_by_all_their_octets() {
        let unknown = |octet| key(KeyAlgorithm::Other(oid("2.999.1")), &[octet; 4]);
        assert!(unknown(1).has_the_secret_of(&unknown(1)) && !unknown(1).has_the_secret_of(&unknown(2)));
    }
}
