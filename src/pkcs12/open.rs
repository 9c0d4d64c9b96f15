//! From a file to a bundle (RFC 7292 §5.2, without its public-key modes).
//!
//! Reads what `seal` writes, and the same algorithms from other programs. In order: size, shape, the work that all
//! derivations ask for together, and only then the first of them; the MAC; the contents. Whoever made the file chose how
//! much work it is, so nothing is derived before the sum is known.
//!
//! The surprising choice: when the MAC does not hold, the contents are tried, and one that decrypts to a proof shows that
//! the password is right and the file damaged. Padding is no proof, nor is a structure that reads whole: an answer about
//! either lets whoever may offer files to somebody with the password find out a key octet by octet, behind octets that any
//! reader passes over. A proof has none of those: a key whose parts belong together and which, written anew, is the same
//! octets; or a content of certificates alone, with names and local key ids alone. Not told apart are a wrong password and
//! a file damaged in each of its contents, or in their salts and counts, or without anything that is a proof; nor a file
//! whose MAC was made under another password than its contents (which RFC 7292 §4 allows) and a damaged one.

mod assemble;
mod error;
mod limits;
mod outer;

use zeroize::Zeroizing;

pub use assemble::{Carrier, Opened, SetAside};
pub use error::{OpenError, Unsupported};
pub use limits::OpenLimits;

use super::{
    Password, Pfx,
    safe_bag::{BagValue, Cover, SafeBag, ShroudedKey, decode_contents},
};
use crate::{
    crypto::{KeyError, Provider, ProviderError, SecretKey},
    encoding::Reader,
};
use limits::Budget;
use outer::{EncryptedContent, Outer};

impl Pfx {
    /// Opens a file. It must have one key, a certificate of that key, and a MAC.
    ///
    /// # Errors
    /// [`OpenError`]: before any derivation [`OpenError::TooLarge`], [`OpenError::Decode`], [`OpenError::Certificate`],
    /// [`OpenError::Unsupported`], [`OpenError::Iterations`], [`OpenError::Budget`]; then [`OpenError::WrongPassword`] or
    /// [`OpenError::Damaged`]; then what is wrong with the contents.
    pub fn open(
        der: &[u8],
        password: &Password,
        limits: &OpenLimits,
        provider: &Provider,
    ) -> Result<Opened, OpenError> {
        if der.len() > limits.octets {
            return Err(OpenError::TooLarge { found: der.len(), limit: limits.octets });
        }
        let Outer { mac, authenticated, clear, encrypted, mut bags } = outer::decode(der, limits)?;
        let mut budget = Budget::of(limits);
        budget.charge(mac.iterations)?;
        encrypted.iter().try_for_each(|content| budget.charge(content.scheme.iterations))?;
        budget.charge_keys(&clear)?;
        let opener = Opener { password, limits, provider };
        if !mac.holds(authenticated, password, provider) {
            return Err(opener.why_not(&clear, &encrypted)?);
        }
        let plain = encrypted.iter().map(|content| opener.content(content)).collect::<Result<Vec<_>, _>>()?;
        let mut all = clear;
        for content in &plain {
            let read = opener.bags(content, &mut bags).map_err(OpenError::after_the_mac)?;
            // Keys that nobody could see before.
            budget.charge_keys(&read)?;
            all.extend(read);
        }
        assemble::assemble(all, &opener)
    }
}

/// What opening needs at every step.
struct Opener<'a> {
    password: &'a Password,
    limits: &'a OpenLimits,
    provider: &'a Provider,
}

/// A key as it may stand in a bag.
enum BaggedKey<'a> {
    Plain(&'a [u8]),
    Shrouded(&'a ShroudedKey<'a>),
}

impl Opener<'_> {
    /// Whether the password or the file is wrong, after a MAC that does not hold.
    fn why_not(&self, clear: &[SafeBag<'_>], encrypted: &[EncryptedContent<'_>]) -> Result<OpenError, ProviderError> {
        for content in encrypted {
            let plain = self.decrypt(content)?;
            if plain.is_some_and(|plain| self.bags(&plain, &mut 0).is_ok_and(|bags| are_certificates(&bags))) {
                return Ok(OpenError::Damaged);
            }
        }
        for bag in clear {
            if let BagValue::ShroudedKey(key) = &bag.value
                && self.is_key(key)?
            {
                return Ok(OpenError::Damaged);
            }
        }
        Ok(OpenError::WrongPassword)
    }

    /// Whether a key decrypts and has no octet that could be another: its attributes would be such, and numbers that no
    /// provider has looked at.
    fn is_key(&self, shrouded: &ShroudedKey<'_>) -> Result<bool, ProviderError> {
        let plain = shrouded.scheme.decrypt(shrouded.encrypted, self.password.secret_utf8(), self.provider.kdf)?;
        Ok(plain.is_some_and(|plain| {
            SecretKey::from_der(&plain).is_ok_and(|key| {
                key.secret_pkcs8_der().is_ok_and(|anew| anew == plain) && self.provider.public_key(&key).is_ok()
            })
        }))
    }

    fn content(&self, content: &EncryptedContent<'_>) -> Result<Zeroizing<Vec<u8>>, OpenError> {
        self.decrypt(content)?.ok_or(OpenError::Undecryptable { part: "a content" })
    }

    fn decrypt(&self, content: &EncryptedContent<'_>) -> Result<Option<Zeroizing<Vec<u8>>>, ProviderError> {
        content.scheme.decrypt(content.encrypted, self.password.secret_utf8(), self.provider.kdf)
    }

    fn bags<'b>(&self, plain: &'b [u8], bags: &mut usize) -> Result<Vec<SafeBag<'b>>, OpenError> {
        Reader::whole(plain, "SafeContents", |reader| decode_contents(reader, Cover::Encrypted, (bags, self.limits)))
    }

    /// The key in a bag; `None` when it does not decrypt.
    fn key(&self, key: &BaggedKey<'_>) -> Result<Option<Result<SecretKey, KeyError>>, ProviderError> {
        match key {
            BaggedKey::Plain(pkcs8) => Ok(Some(SecretKey::from_der(pkcs8))),
            BaggedKey::Shrouded(shrouded) => {
                let password = self.password.secret_utf8();
                let plain = shrouded.scheme.decrypt(shrouded.encrypted, password, self.provider.kdf)?;
                Ok(plain.map(|pkcs8| SecretKey::from_der(&pkcs8)))
            }
        }
    }
}

/// Whether there are certificates, and nothing else that is read past.
fn are_certificates(bags: &[SafeBag<'_>]) -> bool {
    let certificate = |bag: &SafeBag<'_>| matches!(bag.value, BagValue::Certificate(_)) && bag.others.is_empty();
    !bags.is_empty() && bags.iter().all(certificate)
}
