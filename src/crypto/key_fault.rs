//! What is wrong with a public key as a number: no private key can belong to it, or anybody can do without one.
//!
//! Asked of the key in a request before any provider sees it, so that both providers give the same answer and a wrong
//! key is never reported as a wrong signature. SEC 1 §3.2.2.1 and RFC 8032 §5.1.3 say what a point is.
//! The surprising choice: this is no part of decoding. A wrong point is well-formed DER, and the person who sent it
//! is told of it together with everything else that is wrong.

use super::{Curve, KeyAlgorithm, PublicKey, curve_point, edwards_point};

/// Why a public key is none, though its octets have the form of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum KeyFault {
    /// A coordinate is not an element of the field.
    #[error("a coordinate of the {key} point is not below the prime of the field (SEC 1 §2.3.5, RFC 8032 §5.1.3)")]
    CoordinateTooLarge {
        /// The algorithm, with its curve.
        key: KeyAlgorithm,
    },
    /// The coordinates do not satisfy the equation of the curve.
    #[error("the {key} point is not on its curve (SEC 1 §3.2.2.1, RFC 8032 §5.1.3)")]
    NotOnCurve {
        /// The algorithm, with its curve.
        key: KeyAlgorithm,
    },
    /// The order of the Ed25519 point divides the cofactor, so that one signature holds for many messages.
    #[error("the Ed25519 point is of small order, under which anybody signs (RFC 8032 §5.1)")]
    SmallOrder,
}

impl KeyFault {
    /// What is there, as the object of "the key is".
    pub(crate) const fn found(self) -> &'static str {
        match self {
            Self::CoordinateTooLarge { .. } => "a point with a coordinate that is not below the prime of the field",
            Self::NotOnCurve { .. } => "a point that is not on its curve",
            Self::SmallOrder => "a point of small order, under which anybody signs",
        }
    }
}

impl PublicKey {
    /// What is wrong with the point of an EC or Ed25519 key, if anything. RSA keys and unknown ones have no point.
    ///
    /// ```
    /// use chancery::crypto::{KeyFault, PublicKey};
    /// // Ed25519, y = 1: the neutral element.
    /// let mut spki = b"\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00".to_vec();
    /// spki.extend([1].into_iter().chain([0; 31]));
    /// assert_eq!(PublicKey::from_der(&spki)?.fault(), Some(KeyFault::SmallOrder));
    /// # Ok::<(), chancery::encoding::DecodeError>(())
    /// ```
    #[must_use]
    pub fn fault(&self) -> Option<KeyFault> {
        self.fault_seen_at_once().or_else(|| match self.algorithm() {
            KeyAlgorithm::Ed25519 if !edwards_point::is_on_curve(self.key_octets()) => {
                Some(KeyFault::NotOnCurve { key: KeyAlgorithm::Ed25519 })
            }
            _ => None,
        })
    }

    /// The same without the one question that costs as much as a verification: whether some x belongs to the y of an
    /// Ed25519 key. A key under which a signature was found to hold has one.
    pub(crate) fn fault_seen_at_once(&self) -> Option<KeyFault> {
        let key = self.algorithm();
        match key {
            KeyAlgorithm::Ec(curve @ (Curve::P256 | Curve::P384 | Curve::P521)) => {
                curve_point::fault(curve, self.key_octets())
            }
            KeyAlgorithm::Ed25519 if edwards_point::is_small_order(self.key_octets()) => Some(KeyFault::SmallOrder),
            KeyAlgorithm::Ed25519 if !edwards_point::is_canonical(self.key_octets()) => {
                Some(KeyFault::CoordinateTooLarge { key })
            }
            _ => None,
        }
    }
}
