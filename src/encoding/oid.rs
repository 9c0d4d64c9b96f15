//! Object identifiers (X.660, X.690 §8.19).
//!
//! The floor of the crate: every other file names its objects through [`Oid`].
//! An `Oid` holds the content octets, so comparing and writing one costs a copy and no parsing.
//! The surprising choice: it is `Copy` and bounded at [`Oid::MAX_OCTETS`]; a longer one is refused when it is read,
//! which keeps an identifier from ever being an allocation.

use std::{cmp::Ordering, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// An object identifier, held as the content octets of its DER encoding.
///
/// ```text
/// OBJECT IDENTIFIER ::= [UNIVERSAL 6] first-arc*40+second-arc, then base-128 arcs
/// ```
///
/// A value of this type has at least two arcs, minimal base-128 arcs, and at most [`Oid::MAX_OCTETS`] octets.
///
/// ```
/// use chancery::encoding::Oid;
/// let common_name: Oid = "2.5.4.3".parse()?;
/// assert_eq!(common_name.as_octets(), [0x55, 0x04, 0x03]);
/// # Ok::<(), chancery::encoding::OidError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Oid {
    /// First, because most comparisons end with it.
    length: u8,
    octets: [u8; Self::MAX_OCTETS],
}

impl PartialOrd for Oid {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Oid {
    /// By octets.
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_octets().cmp(other.as_octets())
    }
}

impl Oid {
    /// Most content octets an identifier may have here. The longest one in use, a UUID under 2.25, takes 20.
    pub const MAX_OCTETS: usize = 39;

    /// Reads a dotted identifier. `const`, so that the named constants of the crate cost nothing.
    ///
    /// # Errors
    /// [`OidError`] for anything but two or more decimal arcs separated by single dots, a first arc over 2, a second
    /// arc over 39 under 0 and 1, an arc over 2^128 - 1, or too many octets.
    pub const fn from_dotted(text: &str) -> Result<Self, OidError> {
        let mut rest = text.as_bytes();
        let (first, second);
        match next_arc(rest) {
            Ok((arc, Some(after))) => (first, rest) = (arc, after),
            Ok((_, None)) => return Err(OidError::TooFewArcs),
            Err(error) => return Err(error),
        }
        let mut more = match next_arc(rest) {
            Ok((arc, after)) => {
                second = arc;
                after
            }
            Err(error) => return Err(error),
        };
        if first > 2 || (first < 2 && second > 39) {
            return Err(OidError::FirstArcs);
        }
        let Some(joined) = second.checked_add(first * 40) else { return Err(OidError::ArcTooLarge) };
        let mut oid = match Self::EMPTY.with_arc(joined) {
            Ok(oid) => oid,
            Err(error) => return Err(error),
        };
        while let Some(remaining) = more {
            match next_arc(remaining) {
                Ok((arc, after)) => {
                    more = after;
                    oid = match oid.with_arc(arc) {
                        Ok(oid) => oid,
                        Err(error) => return Err(error),
                    };
                }
                Err(error) => return Err(error),
            }
        }
        Ok(oid)
    }

    /// Takes the content octets of a DER identifier.
    ///
    /// # Errors
    /// [`OidError::TooFewArcs`] for no octets, [`OidError::TooLong`] over [`Oid::MAX_OCTETS`], [`OidError::NotMinimal`]
    /// for an arc that begins with a zero septet, [`OidError::Unfinished`] when the last arc does not end.
    #[inline]
    pub fn from_octets(content: &[u8]) -> Result<Self, OidError> {
        let mut octets = [0; Self::MAX_OCTETS];
        let length = u8::try_from(content.len()).map_err(|_| OidError::TooLong)?;
        octets.get_mut(..content.len()).ok_or(OidError::TooLong)?.copy_from_slice(content);
        Self::refuse_malformed(content)?;
        Ok(Self { octets, length })
    }

    /// The rules of [`Oid::from_octets`] but for the length.
    #[inline]
    pub(super) fn refuse_malformed(content: &[u8]) -> Result<(), OidError> {
        let Some(last) = content.last() else { return Err(OidError::TooFewArcs) };
        if last & 0x80 != 0 {
            return Err(OidError::Unfinished);
        }
        // Without the octet that could begin an arc with a zero septet there is nothing to look for.
        if !content.iter().fold(false, |found, octet| found | (*octet == 0x80)) {
            return Ok(());
        }
        let mut starts_arc = true;
        for octet in content {
            if starts_arc && *octet == 0x80 {
                return Err(OidError::NotMinimal);
            }
            starts_arc = octet & 0x80 == 0;
        }
        Ok(())
    }

    /// The content octets, without tag and length.
    #[must_use]
    pub fn as_octets(&self) -> &[u8] {
        self.octets.get(..usize::from(self.length)).unwrap_or(&self.octets)
    }

    /// Whether an arc has more than 128 bits: over 19 septets, or 19 whose first has more than two bits.
    fn has_longer_arc(&self) -> bool {
        self.as_octets().split_inclusive(|octet| octet & 0x80 == 0).any(|arc| match arc {
            [first, ..] if arc.len() == 19 => *first & 0x7f > 3,
            longer => longer.len() > 19,
        })
    }

    const EMPTY: Self = Self { octets: [0; Self::MAX_OCTETS], length: 0 };

    #[expect(
        clippy::indexing_slicing,
        clippy::as_conversions,
        reason = "const fn; the index is compared with the bound on the line above, the septet is masked"
    )]
    const fn with_arc(mut self, arc: u128) -> Result<Self, OidError> {
        let mut septets = 1;
        while septets < 19 && arc >> (7 * septets) != 0 {
            septets += 1;
        }
        while septets > 0 {
            septets -= 1;
            if self.length as usize >= Self::MAX_OCTETS {
                return Err(OidError::TooLong);
            }
            let more = if septets > 0 { 0x80 } else { 0 };
            self.octets[self.length as usize] = ((arc >> (7 * septets)) & 0x7f) as u8 | more;
            self.length += 1;
        }
        Ok(self)
    }
}

/// One decimal arc off the front; the rest is `None` at the end of the text.
#[expect(clippy::as_conversions, reason = "u8 to u128 in a const fn, where `From` cannot be called")]
const fn next_arc(text: &[u8]) -> Result<(u128, Option<&[u8]>), OidError> {
    let mut rest = text;
    let mut arc: u128 = 0;
    let mut digits = 0;
    while let Some((&octet, after)) = rest.split_first() {
        if octet == b'.' {
            return if digits == 0 { Err(OidError::NotDotted) } else { Ok((arc, Some(after))) };
        }
        if !octet.is_ascii_digit() || (digits == 1 && arc == 0) {
            return Err(OidError::NotDotted);
        }
        let Some(tenfold) = arc.checked_mul(10) else { return Err(OidError::ArcTooLarge) };
        let Some(sum) = tenfold.checked_add((octet - b'0') as u128) else { return Err(OidError::ArcTooLarge) };
        (arc, digits, rest) = (sum, digits + 1, after);
    }
    if digits == 0 { Err(OidError::NotDotted) } else { Ok((arc, None)) }
}

impl fmt::Display for Oid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // An arc of a 2.25 UUID has 128 bits; a longer one cannot be shown as a number and is shown as octets.
        if self.has_longer_arc() {
            return write!(f, "{:02x?}", self.as_octets());
        }
        let mut arc: u128 = 0;
        let mut first = true;
        for octet in self.as_octets() {
            arc = (arc << 7) | u128::from(octet & 0x7f);
            if octet & 0x80 == 0 {
                if first {
                    let top = (arc / 40).min(2);
                    write!(f, "{top}.{}", arc - top * 40)?;
                } else {
                    write!(f, ".{arc}")?;
                }
                (arc, first) = (0, false);
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Oid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Oid({self})")
    }
}

impl FromStr for Oid {
    type Err = OidError;
    fn from_str(text: &str) -> Result<Self, OidError> {
        Self::from_dotted(text)
    }
}

impl Serialize for Oid {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Oid {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

/// A named constant. Only ever called to initialise a `const`, so that a typing error stops the build.
///
/// # Panics
/// While compiling, when the text is not an identifier.
#[expect(clippy::panic, reason = "evaluated by the compiler: every caller is a const item")]
pub(crate) const fn oid(dotted: &str) -> Oid {
    match Oid::from_dotted(dotted) {
        Ok(oid) => oid,
        Err(_) => panic!("not an object identifier"),
    }
}

/// Why a text or a run of octets is not an object identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OidError {
    /// Fewer than two arcs, or no octets at all.
    #[error("an object identifier has at least two arcs")]
    TooFewArcs,
    /// Something other than decimal arcs without leading zeros, separated by single dots.
    #[error("an object identifier is written as decimal arcs separated by dots, such as 2.5.4.3")]
    NotDotted,
    /// The first arc is over 2, or the second is over 39 where the first is 0 or 1.
    #[error("the first arc of an object identifier is 0, 1 or 2, and under 0 and 1 the second is at most 39")]
    FirstArcs,
    /// An arc that does not fit in 128 bits.
    #[error("an arc of the object identifier is larger than 2^128 - 1")]
    ArcTooLarge,
    /// An arc that begins with a zero septet (X.690 §8.19.2).
    #[error("an arc of the object identifier is not written in its shortest form")]
    NotMinimal,
    /// The octets end in the middle of an arc.
    #[error("the object identifier ends in the middle of an arc")]
    Unfinished,
    /// More octets than [`Oid::MAX_OCTETS`].
    #[error("the object identifier is longer than {} octets", Oid::MAX_OCTETS)]
    TooLong,
}
