//! The password of a file: kept out of sight, and erased.
//!
//! RFC 7292 Appendix B.1 takes it as BMPString with two octets of zero behind it, for the MAC; PBES2 takes it as UTF-8
//! (P-05, P-06). The surprising choice: a text is not normalised. Two spellings of one `é` are two passwords, as they
//! are for every other program; a generated password has ASCII alone and no such question.

use std::fmt;

use zeroize::Zeroizing;

use crate::crypto::{ProviderError, Random};

/// A password.
///
/// It is erased when it is dropped. It is not `Clone`, `Serialize` or `Display`; `Debug` shows nothing of it, and what
/// gives it away is called `secret_…`.
///
/// ```
/// use chancery::pkcs12::Password;
/// let password = Password::new("correct horse battery staple")?;
/// assert_eq!(format!("{password:?}"), "Password([elided])");
/// # Ok::<(), chancery::pkcs12::PasswordError>(())
/// ```
///
/// ```compile_fail,E0277
/// # use chancery::pkcs12::Password;
/// fn shown(password: &Password) -> String {
///     password.to_string()
/// }
/// ```
pub struct Password {
    text: Zeroizing<String>,
    entropy_bits: Option<u32>,
}

/// Why a text is not a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PasswordError {
    /// No character. BouncyCastle refuses such files, and others disagree about what is hashed.
    #[error("the password is empty, and readers disagree about what that means; choose one, or have one generated")]
    Empty,
    /// A character with the number zero, where programs in C end the text.
    #[error("the password has a NUL character, where many readers end it; leave it out")]
    Nul,
    /// More octets in UTF-8 than other programs read.
    #[error("the password has {found} octets, more than the limit of {limit}")]
    TooLong {
        /// The octets found.
        found: usize,
        /// The limit.
        limit: usize,
    },
}

/// Digits and small letters without `0`, `1`, `l` and `o`: 32 symbols, five bits each.
const SYMBOLS: &[u8; 32] = b"23456789abcdefghijkmnpqrstuvwxyz";
/// Symbols of a generated password.
const LENGTH: usize = 20;

impl Password {
    /// Most octets of a password in UTF-8. OpenSSL prompts for no more.
    pub const MAX_OCTETS: usize = 1024;

    /// Bits of chance in a generated password: 20 symbols, each one of 32. At 600,000 iterations nobody tries them.
    pub const GENERATED_ENTROPY_BITS: u32 = 100;

    /// A password somebody chose. The caller's copy stays the caller's to erase.
    ///
    /// Java 17 and 21 refuse files under a password outside ASCII ([`Password::is_ascii`]); OpenSSL, GnuTLS, NSS and
    /// pyca read them. A character outside the Basic Multilingual Plane opens files of other programs and seals none.
    ///
    /// # Errors
    /// [`PasswordError`].
    pub fn new(text: &str) -> Result<Self, PasswordError> {
        match text.len() {
            0 => return Err(PasswordError::Empty),
            found if found > Self::MAX_OCTETS => {
                return Err(PasswordError::TooLong { found, limit: Self::MAX_OCTETS });
            }
            _ if text.contains('\0') => return Err(PasswordError::Nul),
            _ => {}
        }
        Ok(Self { text: Zeroizing::new(text.to_owned()), entropy_bits: None })
    }

    /// Draws a password of [`Password::GENERATED_ENTROPY_BITS`] bits: 20 digits and small letters, none of them `0`, `1`,
    /// `l` or `o`, so that it can be read out over a telephone.
    ///
    /// # Errors
    /// [`ProviderError`] when the source fails.
    pub fn generate(random: &dyn Random) -> Result<Self, ProviderError> {
        let mut drawn = Zeroizing::new([0; LENGTH]);
        random.fill(drawn.as_mut_slice())?;
        let mut text = Zeroizing::new(String::with_capacity(LENGTH));
        // 256 is a multiple of 32, so the low five bits of an octet are as fair as the octet.
        text.extend(drawn.iter().filter_map(|octet| SYMBOLS.get(usize::from(octet & 0x1f))).copied().map(char::from));
        Ok(Self { text, entropy_bits: Some(Self::GENERATED_ENTROPY_BITS) })
    }

    /// Bits of chance it was drawn with; `None` for one that somebody chose, of which nobody knows.
    #[must_use]
    pub const fn entropy_bits(&self) -> Option<u32> {
        self.entropy_bits
    }

    /// Whether every reader takes it: Java has ASCII only.
    #[must_use]
    pub fn is_ascii(&self) -> bool {
        self.text.is_ascii()
    }

    /// The password itself, for whoever hands it over.
    #[must_use]
    pub fn secret_text(&self) -> &str {
        &self.text
    }

    /// As PBES2 takes it.
    pub(super) fn secret_utf8(&self) -> &[u8] {
        self.text.as_bytes()
    }

    /// As the MAC takes it: big-endian units of 16 bits, two octets of zero behind them. A character outside the plane is a
    /// surrogate pair, which is what programs that write such files make of it.
    pub(super) fn secret_bmp(&self) -> Zeroizing<Vec<u8>> {
        // An octet of UTF-8 makes at most one unit, so nothing grows.
        let room = self.text.len().saturating_mul(2).saturating_add(2);
        let mut octets = Zeroizing::new(Vec::with_capacity(room));
        for unit in self.text.encode_utf16() {
            octets.extend_from_slice(&unit.to_be_bytes());
        }
        octets.extend_from_slice(&[0, 0]);
        octets
    }

    /// The first character a BMPString cannot hold, counted from zero.
    pub(super) fn outside_the_plane(&self) -> Option<usize> {
        self.text.chars().position(|character| u16::try_from(u32::from(character)).is_err())
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password([elided])")
    }
}
