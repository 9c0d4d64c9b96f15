//! From a bundle to a file (RFC 7292 §5.1).
//!
//! Two contents, as most programs write them: the certificates, encrypted, and the key in a bag of its own. The MAC goes
//! over both. The surprising choice: salts and initialization vectors come out of one draw before anything is derived, so
//! that a source of randomness that fails costs nothing.

use super::{
    Bundle, Password, Pfx, SealError, Sealing,
    encryption::{BLOCK, Pbes2},
    identifiers::{DATA, ENCRYPTED_DATA},
    integrity::{self, EXPLICIT},
    safe_bag::{self, Attributes},
};
use crate::{
    crypto::{Provider, ProviderError, Random},
    encoding::{EncodeError, Tag, Writer},
    x509::Kept,
};

/// Octets of a salt; NIST SP 800-132 §5.1 asks for as many.
const SALT: usize = 16;

impl Bundle {
    /// Seals the bundle under a password. The key is erased from memory and is afterwards in the file alone.
    ///
    /// # Errors
    /// [`SealError::PasswordOutsideThePlane`], [`SealError::Provider`] when randomness or a derivation fails,
    /// [`SealError::Encode`]; the bundle is given back.
    pub fn seal(
        self,
        password: &Password,
        sealing: &Sealing,
        provider: &Provider,
    ) -> Result<Pfx, Kept<Self, SealError>> {
        self.sealed(password, sealing, provider).map(Pfx).map_err(|cause| Kept::new(self, cause))
    }

    /// ```text
    /// PFX ::= SEQUENCE { version INTEGER { v3(3) }, authSafe ContentInfo, macData MacData OPTIONAL }
    /// ```
    fn sealed(&self, password: &Password, sealing: &Sealing, provider: &Provider) -> Result<Vec<u8>, SealError> {
        if let Some(position) = password.outside_the_plane() {
            return Err(SealError::PasswordOutsideThePlane { position: position.saturating_add(1) });
        }
        let chance = Chance::draw(provider.random)?;
        let authenticated = self.authenticated_safe(password, sealing, &chance, provider)?;
        let mut writer = Writer::with_capacity(authenticated.len().saturating_add(256));
        writer.sequence(|pfx| {
            pfx.small_natural(3)?;
            content_info(pfx, |content| content.octet_string(&authenticated))?;
            let derivation = (chance.mac.as_slice(), sealing.mac_iterations().count());
            integrity::encode(&authenticated, password, derivation, provider, pfx)
        })?;
        Ok(writer.into_octets())
    }

    /// `AuthenticatedSafe ::= SEQUENCE OF ContentInfo`
    fn authenticated_safe(
        &self,
        password: &Password,
        sealing: &Sealing,
        chance: &Chance,
        provider: &Provider,
    ) -> Result<Vec<u8>, SealError> {
        let iterations = sealing.iterations().count();
        let (utf8, kdf) = (password.secret_utf8(), provider.kdf);
        let of_certificates = Pbes2::aes_256(&chance.certificates.salt, iterations, chance.certificates.iv);
        let certificates = of_certificates.encrypt(&self.certificates()?, utf8, kdf)?;
        let of_key = Pbes2::aes_256(&chance.key.salt, iterations, chance.key.iv);
        let key = of_key.encrypt(&self.key.secret_pkcs8_der()?, utf8, kdf)?;
        let mut writer = Writer::new();
        writer.sequence(|safe| {
            encrypted_data(&of_certificates, &certificates, safe)?;
            content_info(safe, |content| {
                content.octet_string_of(|octets| {
                    octets.sequence(|bags| safe_bag::encode_key(&of_key, &key, self.attributes(), bags))
                })
            })
        })?;
        Ok(writer.into_octets())
    }

    /// `SafeContents ::= SEQUENCE OF SafeBag`: the certificate of the key first, where Java looks for it.
    fn certificates(&self) -> Result<Vec<u8>, EncodeError> {
        let mut writer = Writer::new();
        writer.sequence(|bags| {
            safe_bag::encode_certificate(&self.certificate, self.attributes(), bags)?;
            let mut rest = self.chain.iter();
            rest.try_for_each(|issuer| safe_bag::encode_certificate(issuer, Attributes::default(), bags))
        })?;
        Ok(writer.into_octets())
    }
}

/// `ContentInfo ::= SEQUENCE { contentType OBJECT IDENTIFIER, content [0] EXPLICIT ANY }` of type `data` (P-01).
fn content_info(
    writer: &mut Writer,
    body: impl FnOnce(&mut Writer) -> Result<(), EncodeError>,
) -> Result<(), EncodeError> {
    writer.sequence(|info| {
        info.oid(&DATA)?;
        info.nested(EXPLICIT, body)
    })
}

/// ```text
/// EncryptedData ::= SEQUENCE { version INTEGER (0), encryptedContentInfo EncryptedContentInfo }
/// EncryptedContentInfo ::= SEQUENCE {
///     contentType OBJECT IDENTIFIER, contentEncryptionAlgorithm AlgorithmIdentifier,
///     encryptedContent [0] IMPLICIT OCTET STRING }
/// ```
fn encrypted_data(scheme: &Pbes2<'_>, encrypted: &[u8], writer: &mut Writer) -> Result<(), EncodeError> {
    writer.sequence(|info| {
        info.oid(&ENCRYPTED_DATA)?;
        info.nested(EXPLICIT, |content| {
            content.sequence(|data| {
                data.small_natural(0)?;
                data.sequence(|inner| {
                    inner.oid(&DATA)?;
                    scheme.encode(inner)?;
                    inner.element(Tag::context(0), encrypted)
                })
            })
        })
    })
}

/// Everything random in a file.
#[derive(Default)]
struct Chance {
    certificates: Start,
    key: Start,
    mac: [u8; SALT],
}

/// A salt of its own and an initialization vector for each content.
#[derive(Default)]
struct Start {
    salt: [u8; SALT],
    iv: [u8; BLOCK],
}

impl Chance {
    fn draw(random: &dyn Random) -> Result<Self, ProviderError> {
        let mut drawn = [0; 3 * SALT + 2 * BLOCK];
        random.fill(&mut drawn)?;
        let mut chance = Self::default();
        let (certificates, key) = (&mut chance.certificates, &mut chance.key);
        let places = [&mut certificates.salt, &mut certificates.iv, &mut key.salt, &mut key.iv, &mut chance.mac];
        for (place, octets) in places.into_iter().zip(drawn.as_chunks::<SALT>().0) {
            place.copy_from_slice(octets);
        }
        Ok(chance)
    }
}
