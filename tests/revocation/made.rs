//! Lists that no sound authority would make, and the sound one they start from.
//!
//! Written field by field with the crate's writer and signed with the key of the tests' root, so that each differs from a
//! sound list in exactly what its test is about (RFC 5280 §5.1). The surprising choice: fields are octets, so that a test
//! can put anything anywhere.

use chancery::{
    crypto::SignatureAlgorithm,
    encoding::Tag,
    revocation::Crl,
    x509::{
        Reason, Time,
        extension::{AuthorityKeyIdentifier, CrlNumber, InvalidityDate, ReasonCode},
    },
};

use super::{
    ca, days,
    forge::{der, extension},
    issuer, now, provider,
};

/// A list about to be made.
#[derive(Clone)]
pub(crate) struct Made {
    pub(crate) version: Option<u32>,
    pub(crate) algorithm: Vec<u8>,
    pub(crate) issuer: Vec<u8>,
    /// Elements.
    pub(crate) this_update: Vec<u8>,
    pub(crate) next_update: Option<Vec<u8>>,
    /// Whole entries; absent is not the same as none.
    pub(crate) entries: Option<Vec<Vec<u8>>>,
    /// Whole `Extension` elements; absent is not the same as none.
    pub(crate) extensions: Option<Vec<Vec<u8>>>,
    /// The outer algorithm where it is not the inner one.
    pub(crate) outer_algorithm: Option<Vec<u8>>,
}

impl Made {
    /// The list of now with two entries.
    pub(crate) fn sound() -> Self {
        Self {
            version: Some(1),
            algorithm: SignatureAlgorithm::Ed25519.identifier().to_vec(),
            issuer: ca::ca_name().as_der().to_vec(),
            this_update: time(now()),
            next_update: Some(time(days(2))),
            entries: Some(vec![
                entry(&[1], time(now()), Some(vec![reason(Reason::KeyCompromise), invalid(days(-3))])),
                entry(&[2], time(now()), None),
            ]),
            extensions: Some(vec![key_identifier(), number(7)]),
            outer_algorithm: None,
        }
    }

    pub(crate) fn with_entries(mut self, entries: impl Into<Vec<Vec<u8>>>) -> Self {
        self.entries = Some(entries.into());
        self
    }

    pub(crate) fn with_extensions(mut self, extensions: impl Into<Vec<Vec<u8>>>) -> Self {
        self.extensions = Some(extensions.into());
        self
    }

    pub(crate) fn tbs(&self) -> Vec<u8> {
        der(|writer| {
            writer.sequence(|tbs| {
                self.version.map_or(Ok(()), |version| tbs.small_natural(version))?;
                for field in [&self.algorithm, &self.issuer, &self.this_update] {
                    tbs.raw(field)?;
                }
                tbs.raw(self.next_update.as_deref().unwrap_or_default())?;
                if let Some(entries) = &self.entries {
                    tbs.sequence(|list| entries.iter().try_for_each(|entry| list.raw(entry)))?;
                }
                let Some(extensions) = &self.extensions else { return Ok(()) };
                tbs.nested(Tag::context_constructed(0), |explicit| {
                    explicit.sequence(|list| extensions.iter().try_for_each(|extension| list.raw(extension)))
                })
            })
        })
    }

    /// The whole list in DER, signed with the root's key.
    pub(crate) fn signed(&self) -> Vec<u8> {
        let tbs = self.tbs();
        let signature = ca::signer(provider(), "ed25519").sign(&tbs).unwrap();
        der(|writer| {
            writer.sequence(|fields| {
                fields.raw(&tbs)?;
                fields.raw(self.outer_algorithm.as_ref().unwrap_or(&self.algorithm))?;
                fields.bit_string_of_octets(signature.as_octets())
            })
        })
    }

    pub(crate) fn crl(&self) -> Crl {
        Crl::from_der(self.signed()).unwrap()
    }

    /// Why it is not read.
    #[track_caller]
    pub(crate) fn sentence(&self) -> String {
        Crl::from_der(self.signed()).unwrap_err().to_string()
    }
}

pub(crate) fn time(time: Time) -> Vec<u8> {
    der(|writer| time.encode(writer))
}

/// An entry; `serial` is the content of the INTEGER.
pub(crate) fn entry(serial: &[u8], date: Vec<u8>, extensions: Option<Vec<Vec<u8>>>) -> Vec<u8> {
    der(|writer| {
        writer.sequence(|entry| {
            entry.element(Tag::INTEGER, serial)?;
            entry.raw(&date)?;
            let Some(extensions) = &extensions else { return Ok(()) };
            entry.sequence(|list| extensions.iter().try_for_each(|extension| list.raw(extension)))
        })
    })
}

pub(crate) fn reason(reason: Reason) -> Vec<u8> {
    extension(&ReasonCode::from(reason))
}

pub(crate) fn invalid(since: Time) -> Vec<u8> {
    extension(&InvalidityDate(since))
}

pub(crate) fn number(number: u64) -> Vec<u8> {
    extension(&CrlNumber::from(number))
}

pub(crate) fn key_identifier() -> Vec<u8> {
    extension(&AuthorityKeyIdentifier::of(issuer().key_identifier().clone()))
}
