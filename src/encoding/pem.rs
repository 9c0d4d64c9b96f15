//! PEM text (RFC 7468): one block in, one block out.
//!
//! The edge of the crate for people who paste files. Text around the block and CRLF are accepted, because mail and
//! forms add them; two blocks, a byte order mark and UTF-16 are refused by name, because guessing which block was meant
//! is how the wrong thing is signed. `rustls-pki-types` reads the block itself; it does not know the label
//! `NEW CERTIFICATE REQUEST`, so a block is handed to it under the label it knows.

use base64::{Engine, prelude::BASE64_STANDARD};
use rustls_pki_types::pem::{PemObject, SectionKind};
use zeroize::Zeroizing;

use super::{Reader, Tag};

/// The labels this library reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Label {
    /// `CERTIFICATE`
    Certificate,
    /// `CERTIFICATE REQUEST`
    CertificateRequest,
    /// `NEW CERTIFICATE REQUEST`, written by `keytool`, `certreq` and the ePUAP form.
    NewCertificateRequest,
    /// `PRIVATE KEY`, PKCS#8
    PrivateKey,
    /// `RSA PRIVATE KEY`, PKCS#1
    RsaPrivateKey,
    /// `EC PRIVATE KEY`, SEC 1
    EcPrivateKey,
    /// `X509 CRL`
    Crl,
}

/// Why a text does not hold the one block that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PemError {
    /// The text starts with the UTF-8 byte order mark.
    #[error("the file starts with a byte order mark; save it as plain ASCII or UTF-8 without a mark")]
    ByteOrderMark,
    /// The text is UTF-16.
    #[error("the file is UTF-16 text; save it as plain ASCII or UTF-8")]
    Utf16,
    /// No `-----BEGIN` line.
    #[error("the text has no line that begins a PEM block (-----BEGIN …-----)")]
    NoBlock,
    /// More than one block.
    #[error("the text has {found} PEM blocks, expected one")]
    SeveralBlocks {
        /// How many blocks begin in the text.
        found: usize,
    },
    /// A block with another label.
    #[error("the PEM block is a {found}, expected a {expected}")]
    UnexpectedLabel {
        /// The label that was asked for.
        expected: &'static str,
        /// The label found.
        found: &'static str,
    },
    /// A block whose label this library does not know.
    #[error("the label of the PEM block is not known, expected {expected}")]
    UnknownLabel {
        /// The label that was asked for.
        expected: &'static str,
    },
    /// No `-----END` line with the same label.
    #[error("the PEM block has no end line with the label it began with")]
    Unfinished,
    /// The body is not base64.
    #[error("the body of the PEM block is not base64")]
    NotBase64,
    /// The block is encrypted.
    #[error("the key is encrypted and a password is needed; decrypt it first, for example with openssl pkey")]
    PasswordNeeded,
    /// More text than the limit.
    #[error("the text has {found} octets, more than the limit of {limit}")]
    TooLarge {
        /// The size found, in octets.
        found: usize,
        /// The limit in force, in octets.
        limit: usize,
    },
}

impl Label {
    const ALL: [Self; 7] = [
        Self::Certificate,
        Self::CertificateRequest,
        Self::NewCertificateRequest,
        Self::PrivateKey,
        Self::RsaPrivateKey,
        Self::EcPrivateKey,
        Self::Crl,
    ];

    /// The label as it stands in the text.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Certificate => "CERTIFICATE",
            Self::CertificateRequest => "CERTIFICATE REQUEST",
            Self::NewCertificateRequest => "NEW CERTIFICATE REQUEST",
            Self::PrivateKey => "PRIVATE KEY",
            Self::RsaPrivateKey => "RSA PRIVATE KEY",
            Self::EcPrivateKey => "EC PRIVATE KEY",
            Self::Crl => "X509 CRL",
        }
    }

    /// The label under which `rustls-pki-types` reads such a block.
    const fn as_read(self) -> &'static str {
        match self {
            Self::NewCertificateRequest => "CERTIFICATE REQUEST",
            other => other.as_str(),
        }
    }
}

/// Reads the only block of `text`, which must have one of the labels `wanted`.
///
/// The block `EC PARAMETERS`, which `openssl ecparam -genkey` writes before a key, is passed over.
///
/// # Errors
/// [`PemError`]: nothing is decoded before the size, the encoding of the text and the number of blocks are known.
pub fn decode_one(text: &[u8], wanted: &[Label], limit: usize) -> Result<(Label, Zeroizing<Vec<u8>>), PemError> {
    refuse_unreadable_text(text, limit)?;
    let expected = wanted.first().map_or("PEM block", |label| label.as_str());
    let mut blocks = begin_lines(text).filter(|block| block.label != b"EC PARAMETERS");
    let block = blocks.next().ok_or(PemError::NoBlock)?;
    let others = blocks.count();
    if others > 0 {
        return Err(PemError::SeveralBlocks { found: others.saturating_add(1) });
    }
    if block.label == b"ENCRYPTED PRIVATE KEY" {
        return Err(PemError::PasswordNeeded);
    }
    let label = Label::ALL.into_iter().find(|label| label.as_str().as_bytes() == block.label);
    let label = label.ok_or(PemError::UnknownLabel { expected })?;
    if !wanted.contains(&label) {
        return Err(PemError::UnexpectedLabel { expected, found: label.as_str() });
    }
    let body = body_of(&block).ok_or(PemError::Unfinished)?;
    if find(body, b"Proc-Type:").is_some() {
        return Err(PemError::PasswordNeeded);
    }
    Ok((label, decode_body(label, body)?))
}

/// Writes `der` as one block, 64 characters a line, with a final line end.
#[must_use]
pub fn encode(label: Label, der: &[u8]) -> String {
    // The body may be a key. Room for the whole text: one that grows leaves copies behind that nothing erases.
    let body = Zeroizing::new(BASE64_STANDARD.encode(der));
    let mut text = String::with_capacity(body.len().saturating_add(body.len() / 64).saturating_add(128));
    text.push_str(&format!("-----BEGIN {}-----\n", label.as_str()));
    let mut rest = body.as_str();
    while !rest.is_empty() {
        let (line, after) = rest.split_at_checked(64).unwrap_or((rest, ""));
        text.push_str(line);
        text.push('\n');
        rest = after;
    }
    text.push_str(&format!("-----END {}-----\n", label.as_str()));
    text
}

/// Whether `bytes` look like text with a PEM block rather than DER, which starts with a SEQUENCE. What is one SEQUENCE
/// from end to end is DER, whatever text stands in it.
#[must_use]
pub fn looks_like_text(bytes: &[u8]) -> bool {
    let mut reader = Reader::new(bytes, "file");
    let is_one_sequence = reader.read(Tag::SEQUENCE).is_ok() && reader.is_at_end();
    !is_one_sequence && (bytes.first() != Some(&0x30) || find(bytes, b"-----BEGIN ").is_some())
}

struct Block<'a> {
    label: &'a [u8],
    /// What follows the begin line.
    rest: &'a [u8],
}

fn refuse_unreadable_text(text: &[u8], limit: usize) -> Result<(), PemError> {
    match text {
        [0xef, 0xbb, 0xbf, ..] => Err(PemError::ByteOrderMark),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [b'-', 0, b'-', 0, ..] | [0, b'-', 0, b'-', ..] => Err(PemError::Utf16),
        _ if text.len() > limit => Err(PemError::TooLarge { found: text.len(), limit }),
        _ => Ok(()),
    }
}

/// The lines `-----BEGIN label-----`, at the start of a line.
fn begin_lines(text: &[u8]) -> impl Iterator<Item = Block<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        while !rest.is_empty() {
            let end = rest.iter().position(|octet| *octet == b'\n').map_or(rest.len(), |at| at.saturating_add(1));
            let (line, after) = rest.split_at_checked(end).unwrap_or((rest, &[]));
            rest = after;
            let label = line.trim_ascii().strip_prefix(b"-----BEGIN ").and_then(|line| line.strip_suffix(b"-----"));
            if let Some(label) = label {
                return Some(Block { label, rest });
            }
        }
        None
    })
}

fn body_of<'a>(block: &Block<'a>) -> Option<&'a [u8]> {
    let end = [b"-----END ", block.label, b"-----"].concat();
    block.rest.get(..find(block.rest, &end)?)
}

fn decode_body(label: Label, body: &[u8]) -> Result<Zeroizing<Vec<u8>>, PemError> {
    let name = label.as_read().as_bytes();
    let parts: [&[u8]; 7] = [b"-----BEGIN ", name, b"-----\n", body.trim_ascii(), b"\n-----END ", name, b"-----\n"];
    let block = Zeroizing::new(parts.concat());
    let (_, der) = <(SectionKind, Vec<u8>)>::from_pem_slice(&block).map_err(|_| PemError::NotBase64)?;
    let der = Zeroizing::new(der);
    // The reader takes a body without its padding, or with stray bits at the end, which is how a text that was cut short
    // or changed by hand looks (RFC 4648 §3.5).
    let canonical = Zeroizing::new(BASE64_STANDARD.encode(&*der));
    let found = body.iter().filter(|octet| !octet.is_ascii_whitespace());
    if found.eq(canonical.as_bytes()) { Ok(der) } else { Err(PemError::NotBase64) }
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}
