//! Why a text or some octets are not a general name: one rule, one variant, one sentence.
//!
//! Returned by the payload types beside this file; [`GeneralName::decode`](super::GeneralName::decode) turns it into a
//! [`DecodeErrorKind::Rule`] with the same sentence. The surprising choice: the sentence of a rule is a constant and what
//! was found is appended, because a decode error is `Copy` and cannot carry text from the input.

use std::{error, fmt};

use super::GeneralNameKind;
use crate::encoding::DecodeErrorKind;

/// A rule of general names that is not met (RFC 5280 §4.2.1.6, RFC 9549, RFC 9598).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum GeneralNameError {
    /// Nothing where a name belongs.
    Empty {
        /// The form.
        kind: GeneralNameKind,
    },
    /// A character outside ASCII in a form that is ASCII.
    NotAscii {
        /// The form.
        kind: GeneralNameKind,
        /// The first such character.
        found: char,
    },
    /// An ASCII character the form does not have.
    BadCharacter {
        /// The form.
        kind: GeneralNameKind,
        /// The first such character.
        found: char,
    },
    /// More octets than the form may have.
    TooLong {
        /// The form.
        kind: GeneralNameKind,
        /// The octets found.
        found: usize,
        /// The octets permitted.
        limit: usize,
    },
    /// A host name that ends in a dot.
    TrailingDot,
    /// Two dots of a host name without a label between them, or a dot at its start.
    EmptyLabel,
    /// A label of more than 63 octets.
    LabelTooLong {
        /// The octets found.
        found: usize,
    },
    /// A label that begins or ends with a hyphen.
    HyphenAtEdge,
    /// A label with hyphens in its third and fourth place that is not an A-label.
    ReservedLabel,
    /// An `xn--` label with nothing, or with a capital letter, after the prefix.
    BadALabel,
    /// A host name that is an IP address, or would be taken for one.
    HostIsIpAddress,
    /// A `*` that is not the whole left-most label, or with fewer than two labels after it.
    Wildcard,
    /// A wildcard where one host is meant.
    WildcardHost {
        /// The form the host is part of.
        kind: GeneralNameKind,
    },
    /// Not exactly one `@`.
    AtSign {
        /// The form.
        kind: GeneralNameKind,
        /// How many there are.
        found: usize,
    },
    /// A quoted local part.
    QuotedLocalPart,
    /// A local part with a dot at an end or two in a row.
    LocalPartDots,
    /// A local part of more than 64 octets.
    LocalPartTooLong {
        /// The octets found.
        found: usize,
    },
    /// A SmtpUTF8Mailbox whose local part is ASCII.
    LocalPartIsAscii,
    /// A SmtpUTF8Mailbox whose domain has capital letters.
    DomainNotLowerCase,
    /// A reference without a scheme.
    UriNotAbsolute,
    /// A URI of a scheme that names hosts, or with `//`, and no host in it.
    UriHasNoHost,
    /// A host in brackets that is not an IPv6 address.
    UriHostLiteral,
    /// A port that is not a number up to 65535.
    UriPort,
    /// A `%` that two hexadecimal digits do not follow.
    UriPercent,
    /// A text that is no IPv4 or IPv6 address.
    NotAnIpAddress,
    /// Octets of an address that are neither 4 nor 16.
    IpAddressOctets {
        /// The octets found.
        found: usize,
    },
    /// An `otherName` value that is not exactly one DER element.
    OtherNameNotDer,
    /// An `otherName` of a type that has a form of its own here.
    OtherNameHasForm {
        /// The form to use.
        kind: GeneralNameKind,
    },
}

impl GeneralNameError {
    /// The rule, as a sentence with its clause.
    #[must_use]
    pub const fn rule(self) -> &'static str {
        match self {
            Self::Empty { kind } => empty(kind),
            Self::NotAscii { kind, .. } => not_ascii(kind),
            Self::BadCharacter { kind, .. } => bad_character(kind),
            Self::TooLong { kind, .. } => too_long(kind),
            Self::TrailingDot => "a host name has no trailing dot in a certificate; leave it out (RFC 5280 §4.2.1.6)",
            Self::EmptyLabel => "a host name has no empty label; write one dot between two labels (RFC 1034 §3.5)",
            Self::LabelTooLong { .. } => "a label of a host name has at most 63 octets (RFC 1034 §3.5)",
            Self::HyphenAtEdge => "a label of a host name does not begin or end with a hyphen (RFC 1034 §3.5)",
            Self::ReservedLabel => {
                "labels with hyphens in the third and fourth place are reserved, only A-labels (xn--) may have them (RFC 5890 §2.3.1)"
            }
            Self::BadALabel => "after xn-- an A-label has lower-case letters, digits and hyphens (RFC 5890 §2.3.2.1)",
            Self::HostIsIpAddress => "an IP address is not a host name; ask for it as an iPAddress (RFC 5280 §4.2.1.6)",
            Self::Wildcard => {
                "a wildcard is the whole left-most label with at least two labels after it, such as *.example.com (RFC 9525 §6.3)"
            }
            Self::WildcardHost { kind: GeneralNameKind::Uri } => "the host of a URI is one host, not a wildcard",
            Self::WildcardHost { .. } => "the domain of an e-mail address is one host, not a wildcard",
            Self::AtSign { kind: GeneralNameKind::Upn, .. } => "a user principal name is user@domain with one @",
            Self::AtSign { .. } => "an e-mail address is local-part@domain with one @ (RFC 5280 §4.2.1.6)",
            Self::QuotedLocalPart => "quoted local parts are refused; write the local part without quotes",
            Self::LocalPartDots => {
                "the local part has a dot at its start, at its end or beside another dot (RFC 5321 §4.1.2)"
            }
            Self::LocalPartTooLong { .. } => "the local part has at most 64 octets (RFC 5321 §4.5.3.1.1)",
            Self::LocalPartIsAscii => "a mailbox with an ASCII local part is written as rfc822Name (RFC 9598 §3)",
            Self::DomainNotLowerCase => "the domain of a SmtpUTF8Mailbox is in lower case (RFC 9598 §3)",
            Self::UriNotAbsolute => "a URI is absolute, it begins with a scheme such as https: (RFC 5280 §4.2.1.6)",
            Self::UriHasNoHost => "a URI of this kind names a host: a DNS name or an IP address (RFC 5280 §4.2.1.6)",
            Self::UriHostLiteral => "a host in brackets is an IPv6 address (RFC 3986 §3.2.2)",
            Self::UriPort => "a port is a number up to 65535 (RFC 3986 §3.2.3)",
            Self::UriPercent => "two hexadecimal digits follow a percent sign (RFC 3986 §2.1)",
            Self::NotAnIpAddress => "an IP address is written as 192.0.2.1 or 2001:db8::1",
            Self::IpAddressOctets { .. } => "an iPAddress has 4 or 16 octets (RFC 5280 §4.2.1.6)",
            Self::OtherNameNotDer => "the value of an otherName is exactly one DER element (RFC 5280 §4.2.1.6)",
            Self::OtherNameHasForm { .. } => "an otherName of this type is not written as octets",
        }
    }
}

const fn empty(kind: GeneralNameKind) -> &'static str {
    match kind {
        GeneralNameKind::Dns => "a host name is not empty (RFC 5280 §4.2.1.6)",
        GeneralNameKind::Upn => "neither user nor domain of a user principal name is empty",
        GeneralNameKind::Uri => "a URI is not empty (RFC 5280 §4.2.1.6)",
        GeneralNameKind::Email | GeneralNameKind::SmtpUtf8 => {
            "neither local part nor domain of an e-mail address is empty (RFC 5280 §4.2.1.6)"
        }
        _ => "a general name is not empty (RFC 5280 §4.2.1.6)",
    }
}

const fn not_ascii(kind: GeneralNameKind) -> &'static str {
    match kind {
        GeneralNameKind::Dns => "a host name is ASCII; write it as A-labels (xn--…) (RFC 9549 §2)",
        GeneralNameKind::Email => {
            "the local part of an rfc822Name is ASCII; write the mailbox as SmtpUTF8Mailbox (RFC 9598 §3)"
        }
        _ => "a URI is ASCII; write its host as A-labels (xn--…) and percent-encode the rest (RFC 5280 §7.4)",
    }
}

const fn bad_character(kind: GeneralNameKind) -> &'static str {
    match kind {
        GeneralNameKind::Dns => "a host name has letters, digits, hyphens and dots only (RFC 1034 §3.5)",
        GeneralNameKind::SmtpUtf8 => {
            "the local part has no spaces, no characters that cannot be seen, and of ASCII letters, digits, dots and !#$%&'*+-/=?^_`{|}~ only (RFC 9598 §3)"
        }
        GeneralNameKind::Email => {
            "the local part has letters, digits, dots and !#$%&'*+-/=?^_`{|}~ only (RFC 5322 §3.2.3)"
        }
        GeneralNameKind::Uri => "a URI has no such character; percent-encode it (RFC 3986 §2)",
        _ => "a user principal name has no characters that cannot be seen or mislead the reader",
    }
}

const fn too_long(kind: GeneralNameKind) -> &'static str {
    match kind {
        GeneralNameKind::Dns => "a host name has at most 253 octets (RFC 1034 §3.1)",
        GeneralNameKind::Uri => "a URI has at most 2048 octets here",
        GeneralNameKind::Upn => "a user principal name has at most 1024 octets here",
        _ => "an e-mail address has at most 254 octets (RFC 5321 §4.5.3.1.3)",
    }
}

impl fmt::Display for GeneralNameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.rule())?;
        match self {
            Self::NotAscii { found, .. } | Self::BadCharacter { found, .. } => write!(f, ", found {found:?}"),
            Self::TooLong { found, .. }
            | Self::LabelTooLong { found }
            | Self::LocalPartTooLong { found }
            | Self::AtSign { found, .. }
            | Self::IpAddressOctets { found } => write!(f, ", found {found}"),
            Self::OtherNameHasForm { kind } => write!(f, ", make a {kind}"),
            _ => Ok(()),
        }
    }
}

impl error::Error for GeneralNameError {}

impl From<GeneralNameError> for DecodeErrorKind {
    fn from(error: GeneralNameError) -> Self {
        Self::Rule { rule: error.rule() }
    }
}
