//! A revocation list: its octets, and what they say (RFC 5280 §5.1).
//!
//! Decoded from anyone's file, and made by [`CrlDraft`](super::CrlDraft) from what was signed; the octets are never
//! written again. The header is read once, the entries where they stand. The surprising choice: decoding one says nothing
//! about trust, and neither does [`Crl::find`]; ask [`Crl::verify`] first and [`Crl::currency`] next.

use std::{borrow::Cow, fmt, sync::Arc};

use super::{CrlEntry, CrlLimits, CrlVersion, Entries, EntryOrder, TbsCertList, tbs::Survey};
use crate::{
    crypto::{SignatureAlgorithm, UnusableAlgorithm},
    encoding::{
        DecodeError, DecodeErrorKind, Oid, Reader,
        pem::{self, Label, PemError},
    },
    x509::{
        Extensions, ForeignSerialNumber, Name, SignedParts, Time,
        extension::{CrlNumber, TypedExtension},
    },
};

/// A certificate revocation list.
///
/// ```text
/// CertificateList ::= SEQUENCE { tbsCertList, signatureAlgorithm AlgorithmIdentifier, signatureValue BIT STRING }
/// ```
///
/// A value of this type is strict DER without trailing bytes, its two algorithm fields are the same, and every entry can be
/// read (C-01, C-03). Cloning shares the octets.
#[derive(Clone)]
pub struct Crl(Arc<Fields>);

struct Fields {
    octets: Vec<u8>,
    spans: Spans,
    facts: Facts,
}

/// Where the parts stand in the octets, each from its first octet to behind its last.
#[derive(Clone, Copy)]
pub(super) struct Spans {
    /// The whole, which need not start at the first octet of the buffer it was written into.
    pub(super) der: (usize, usize),
    pub(super) tbs: (usize, usize),
    pub(super) signature: (usize, usize),
}

/// What the list says, entries apart.
pub(super) struct Facts {
    version: CrlVersion,
    algorithm: Result<SignatureAlgorithm, UnusableAlgorithm>,
    issuer: Name,
    this_update: Time,
    next_update: Option<Time>,
    number: Option<CrlNumber>,
    /// From the first octet of the part that is signed.
    revoked: (usize, usize),
    survey: Survey,
    unknown_critical: Option<Oid>,
    extensions: Extensions,
}

/// How a list stands to a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "before, within, after, or without an end")]
pub enum Currency {
    /// The moment is before thisUpdate.
    NotYet,
    /// It is the list of the moment.
    Current,
    /// nextUpdate has passed: there is a newer list somewhere.
    Overdue,
    /// It names no nextUpdate, so nobody can say (RFC 5280 §5.1.2.5 forbids such lists).
    Unknown,
}

impl Facts {
    pub(super) fn of(tbs: &TbsCertList<'_>) -> Result<Self, DecodeError> {
        let mut extensions = Extensions::new();
        for extension in tbs.extensions() {
            // The list of the view has no identifier twice, so none is given back.
            let _ = extensions.push(extension.to_owned());
        }
        Ok(Self {
            version: tbs.version(),
            algorithm: SignatureAlgorithm::from_identifier(tbs.signature()),
            issuer: tbs.issuer_name()?,
            this_update: tbs.this_update(),
            next_update: tbs.next_update(),
            number: tbs.typed()?,
            revoked: tbs.revoked_span(),
            survey: tbs.survey(),
            unknown_critical: tbs.unknown_critical(),
            extensions,
        })
    }
}

impl Crl {
    /// Puts together what was written and read before.
    pub(super) fn assembled(octets: Vec<u8>, spans: Spans, facts: Facts) -> Self {
        Self(Arc::new(Fields { octets, spans, facts }))
    }

    /// Reads DER within [`CrlLimits::DEFAULT`]. Octets that are given away are not copied.
    ///
    /// # Errors
    /// [`DecodeError`] with octet and rule; [`DecodeErrorKind::Mismatch`] for two different algorithm fields.
    pub fn from_der<'a>(der: impl Into<Cow<'a, [u8]>>) -> Result<Self, DecodeError> {
        Self::from_der_within(der, &CrlLimits::DEFAULT)
    }

    /// Reads DER within limits of the caller's.
    ///
    /// # Errors
    /// As [`Crl::from_der`].
    pub fn from_der_within<'a>(der: impl Into<Cow<'a, [u8]>>, limits: &CrlLimits) -> Result<Self, DecodeError> {
        let der = der.into();
        if der.len() > limits.der_octets {
            let kind = DecodeErrorKind::TooLarge { found: der.len(), limit: limits.der_octets };
            return Err(DecodeError::new(kind, 0, "CertificateList"));
        }
        let (spans, facts) = decode(&der)?;
        Ok(Self::assembled(der.into_owned(), spans, facts))
    }

    /// Reads a text with one PEM block labelled `X509 CRL`.
    ///
    /// # Errors
    /// [`DecodeErrorKind::Pem`] for anything but one such block, and those of [`Crl::from_der`].
    pub fn from_pem(text: &[u8]) -> Result<Self, DecodeError> {
        Self::from_pem_within(text, &CrlLimits::DEFAULT)
    }

    /// Reads a text within limits of the caller's.
    ///
    /// # Errors
    /// As [`Crl::from_pem`].
    pub fn from_pem_within(text: &[u8], limits: &CrlLimits) -> Result<Self, DecodeError> {
        let (_, der) = pem::decode_one(text, &[Label::Crl], limits.text_octets)?;
        Self::from_der_within(der.as_slice(), limits)
    }

    /// Reads a file that is DER or a text with a PEM block.
    ///
    /// # Errors
    /// As [`Crl::from_der`] or [`Crl::from_pem`], whichever the octets look like.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, DecodeError> {
        if !pem::looks_like_text(bytes) {
            return Self::from_der(bytes);
        }
        match Self::from_pem(bytes) {
            // Not text either: the DER reader names the octet that is wrong.
            Err(error) if error.kind() == NO_BLOCK && std::str::from_utf8(bytes).is_err() => Self::from_der(bytes),
            read => read,
        }
    }

    /// The octets.
    #[must_use]
    pub fn as_der(&self) -> &[u8] {
        self.part(self.0.spans.der)
    }

    /// The list as one PEM block.
    #[must_use]
    pub fn to_pem(&self) -> String {
        pem::encode(Label::Crl, self.as_der())
    }

    /// The octets that are signed.
    #[must_use]
    pub fn to_be_signed(&self) -> &[u8] {
        self.part(self.0.spans.tbs)
    }

    /// The octets of the signature.
    #[must_use]
    pub fn signature(&self) -> &[u8] {
        self.part(self.0.spans.signature)
    }

    /// The algorithm of the signature.
    ///
    /// # Errors
    /// [`UnusableAlgorithm`] when it is not one this library checks.
    pub fn algorithm(&self) -> Result<SignatureAlgorithm, UnusableAlgorithm> {
        self.0.facts.algorithm
    }

    /// The version.
    #[must_use]
    pub fn version(&self) -> CrlVersion {
        self.0.facts.version
    }

    /// The issuer.
    #[must_use]
    pub fn issuer(&self) -> &Name {
        &self.0.facts.issuer
    }

    /// When it was issued.
    #[must_use]
    pub fn this_update(&self) -> Time {
        self.0.facts.this_update
    }

    /// By when the next one is, if it says so.
    #[must_use]
    pub fn next_update(&self) -> Option<Time> {
        self.0.facts.next_update
    }

    /// How it stands to a moment; both thisUpdate and nextUpdate belong to its time.
    #[must_use]
    pub fn currency(&self, now: Time) -> Currency {
        match self.next_update() {
            _ if now < self.this_update() => Currency::NotYet,
            None => Currency::Unknown,
            Some(next) if next < now => Currency::Overdue,
            Some(_) => Currency::Current,
        }
    }

    /// Its number, if it has one.
    #[must_use]
    pub fn number(&self) -> Option<CrlNumber> {
        self.0.facts.number
    }

    /// The extensions of the list.
    #[must_use]
    pub fn extensions(&self) -> &Extensions {
        &self.0.facts.extensions
    }

    /// The typed value of an extension of the list, if it is there.
    ///
    /// # Errors
    /// [`DecodeError`] when the value is not of its type.
    pub fn typed<E: TypedExtension>(&self) -> Result<Option<E>, DecodeError> {
        self.extensions().typed()
    }

    /// A critical extension, of the list or of an entry, that this library does not know: the list must not be used then,
    /// for any certificate (RFC 5280 §5.2, §5.3). [`Crl::verify`] refuses it.
    #[must_use]
    pub fn unknown_critical(&self) -> Option<Oid> {
        self.0.facts.unknown_critical
    }

    /// The entries, read where they stand; nothing is allocated.
    #[must_use]
    pub fn entries(&self) -> Entries<'_> {
        let (start, end) = self.0.facts.revoked;
        let list = self.to_be_signed().get(start..end).unwrap_or_default();
        let before = self.0.spans.tbs.0.saturating_sub(self.0.spans.der.0);
        Entries::new(list, before.saturating_add(start), self.0.facts.survey.count)
    }

    /// In which order the entries stand.
    #[must_use]
    pub fn entry_order(&self) -> EntryOrder {
        self.0.facts.survey.order
    }

    /// The first entry with this serial number. Not to be listed says nothing while the list is unverified, of another
    /// issuer, or overdue.
    #[must_use]
    pub fn find(&self, serial: impl Into<ForeignSerialNumber>) -> Option<CrlEntry<'_>> {
        self.entries().find_serial(serial.into().as_octets())
    }

    fn part(&self, (start, end): (usize, usize)) -> &[u8] {
        self.0.octets.get(start..end).unwrap_or_default()
    }
}

const NO_BLOCK: DecodeErrorKind = DecodeErrorKind::Pem(PemError::NoBlock);

fn decode(der: &[u8]) -> Result<(Spans, Facts), DecodeError> {
    let SignedParts { to_be_signed, algorithm, signature } = SignedParts::decode(der, "CertificateList")?;
    let outer = Reader::new(der, "CertificateList");
    let tbs = TbsCertList::decode(&outer, &to_be_signed, |_, _| {})?;
    if tbs.signature().octets != algorithm.octets {
        let kind = DecodeErrorKind::Mismatch { first: "signatureAlgorithm", second: "tbsCertList.signature" };
        return Err(DecodeError::new(kind, 0, "CertificateList"));
    }
    let start = to_be_signed.position;
    let spans = Spans {
        der: (0, der.len()),
        tbs: (start, start.saturating_add(to_be_signed.octets.len())),
        // The signature is the last thing in a signed object.
        signature: (der.len().saturating_sub(signature.len()), der.len()),
    };
    Ok((spans, Facts::of(&tbs)?))
}

impl PartialEq for Crl {
    fn eq(&self, other: &Self) -> bool {
        self.as_der() == other.as_der()
    }
}

impl Eq for Crl {}

impl fmt::Debug for Crl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Crl")
            .field("issuer", self.issuer())
            .field("number", &self.number())
            .field("this_update", &self.this_update())
            .field("next_update", &self.next_update())
            .field("entries", &self.entries().len())
            .finish_non_exhaustive()
    }
}
