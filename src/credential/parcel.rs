//! Parcels: something sealed under a fresh password, and the two halves that go different ways.
//!
//! The end of the flow, PES-07 and domain §5.3 point 12: the archive goes to the mailbox, its password to the telephone. Made of
//! an [`ApiKey`] with the host's [`Archive`], or of a PKCS#12 [`Bundle`]. The surprising choice: a parcel shows nothing at all
//! but where it goes. It is taken apart into two values that know one address each, so that no line of code has both halves
//! and one place to send them to.

use std::{fmt, marker::PhantomData};

use zeroize::Zeroizing;

use super::{ApiKey, Archive, ParcelError};
use crate::{
    application::{Contact, PhoneNumber, pesel_register::KeyEnvironment},
    crypto::{Provider, Random},
    pkcs12::{Bundle, Password, Pfx, SealError, Sealing},
    x509::{EmailAddress, Kept},
};

/// A `T` sealed under a password nobody has seen yet: an [`ApiKey`] of an environment, or a [`Pfx`].
///
/// It shows neither half:
///
/// ```compile_fail,E0616
/// # use chancery::{credential::Parcel, pkcs12::Pfx};
/// fn password(parcel: &Parcel<Pfx>) -> String {
///     parcel.password.secret_text().to_owned()
/// }
/// ```
#[must_use = "a parcel is there to be split and sent"]
pub struct Parcel<T> {
    content: Vec<u8>,
    password: Password,
    to: Contact,
    of: PhantomData<fn() -> T>,
}

/// The half for the mailbox: the sealed octets.
///
/// It is not written by a derive, so it gets into no message beside the password:
///
/// ```compile_fail,E0277
/// # use chancery::{credential::{SealedContent, SealedPassword}, pkcs12::Pfx};
/// fn both(content: &SealedContent<Pfx>, password: &SealedPassword<Pfx>) -> String {
///     format!("{content} {password}")
/// }
/// ```
///
/// ```compile_fail,E0277
/// # use chancery::{credential::{SealedContent, SealedPassword}, pkcs12::Pfx};
/// fn both(content: &SealedContent<Pfx>, password: &SealedPassword<Pfx>) -> String {
///     serde_json::to_string(&(content, password)).unwrap()
/// }
/// ```
#[must_use = "the content is there to be mailed"]
pub struct SealedContent<T> {
    recipient: EmailAddress,
    octets: Vec<u8>,
    of: PhantomData<fn() -> T>,
}

/// The half for the telephone: the password.
#[must_use = "the password is there to be sent"]
pub struct SealedPassword<T> {
    recipient: PhoneNumber,
    password: Password,
    of: PhantomData<fn() -> T>,
}

impl<E: KeyEnvironment> Parcel<ApiKey<E>> {
    /// Seals a key in the host's archive under a fresh password, for whom the application named. The file in it is called by
    /// the id of the key. The key is erased.
    ///
    /// # Errors
    /// [`ParcelError`]; the key is given back.
    pub fn of_key<A: Archive>(
        key: ApiKey<E>,
        archive: &A,
        random: &dyn Random,
    ) -> Result<Self, Kept<ApiKey<E>, ParcelError<A::Error>>> {
        match sealed(&key, archive, random) {
            Ok((content, password)) => Ok(Self { content, password, to: key.deliver_to().clone(), of: PhantomData }),
            Err(cause) => Err(Kept::new(key, cause)),
        }
    }
}

fn sealed<E: KeyEnvironment, A: Archive>(
    key: &ApiKey<E>,
    archive: &A,
    random: &dyn Random,
) -> Result<(Vec<u8>, Password), ParcelError<A::Error>> {
    let password = Password::generate(random)?;
    let secret = key.secret_text();
    let content = archive.seal(key.id().as_str(), secret.as_bytes(), &password).map_err(ParcelError::Archive)?;
    // Erased unless it turns out to be sealed.
    let mut content = Zeroizing::new(content);
    if content.is_empty() {
        return Err(ParcelError::Empty);
    }
    if shows(&content, secret.as_bytes()) || shows(&content, password.secret_text().as_bytes()) {
        return Err(ParcelError::InTheClear);
    }
    Ok((std::mem::take(&mut *content), password))
}

/// Whether the octets have these in them. Neither a secret nor a password is ever empty, which `windows` would not take.
fn shows(octets: &[u8], secret: &[u8]) -> bool {
    octets.windows(secret.len().max(1)).any(|window| window == secret)
}

impl Parcel<Pfx> {
    /// Seals a bundle under a fresh password, for this mailbox and telephone.
    ///
    /// # Errors
    /// [`SealError`]; the bundle is given back.
    pub fn of_bundle(
        bundle: Bundle,
        to: Contact,
        sealing: &Sealing,
        provider: &Provider,
    ) -> Result<Self, Kept<Bundle, SealError>> {
        let password = match Password::generate(provider.random) {
            Ok(password) => password,
            Err(cause) => return Err(Kept::new(bundle, cause)),
        };
        let content = bundle.seal(&password, sealing, provider)?.into_der();
        Ok(Self { content, password, to, of: PhantomData })
    }
}

impl<T> Parcel<T> {
    /// Where its halves go.
    #[must_use]
    pub const fn to(&self) -> &Contact {
        &self.to
    }

    /// The half for the mailbox, and the half for the telephone.
    pub fn split(self) -> (SealedContent<T>, SealedPassword<T>) {
        let Self { content, password, to, of } = self;
        let password = SealedPassword { recipient: to.phone, password, of };
        (SealedContent { recipient: to.email, octets: content, of }, password)
    }
}

impl<T> SealedContent<T> {
    /// The mailbox it goes to.
    #[must_use]
    pub const fn recipient(&self) -> &EmailAddress {
        &self.recipient
    }

    /// The sealed octets.
    #[must_use]
    pub fn octets(&self) -> &[u8] {
        &self.octets
    }

    /// The sealed octets.
    #[must_use]
    pub fn into_octets(self) -> Vec<u8> {
        self.octets
    }
}

impl<T> SealedPassword<T> {
    /// The telephone it goes to.
    #[must_use]
    pub const fn recipient(&self) -> &PhoneNumber {
        &self.recipient
    }

    /// The password, for whoever sends it.
    #[must_use]
    pub fn secret_text(&self) -> &str {
        self.password.secret_text()
    }
}

impl<T> fmt::Debug for Parcel<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Parcel({} octets, [elided])", self.content.len())
    }
}

impl<T> fmt::Debug for SealedContent<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SealedContent({} octets, [elided])", self.octets.len())
    }
}

impl<T> fmt::Debug for SealedPassword<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealedPassword([elided])")
    }
}
