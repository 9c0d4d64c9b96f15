//! Why something is not a set of names.
//!
//! Said when a policy is written or read from a file, before it is adopted. The surprising choice: nothing is made to
//! fit: a wildcard where a host is wanted, a path with `..` or a domain with a dot at its end is refused with the remedy.

/// Why something is not a set of names.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NameSetError {
    /// A wildcard where a host or a domain is meant.
    #[error(
        "a set is made of a host or a domain, found the wildcard {found}; `children` has what a wildcard stands for"
    )]
    Wildcard {
        /// The wildcard.
        found: String,
    },
    /// A domain of user principal names with an empty label, a space or an at sign.
    #[error("a domain of user principal names is labels with single dots between them, found {found:?}")]
    UpnDomain {
        /// The domain.
        found: String,
    },
    /// Not the name of a scheme.
    #[error("a scheme is a letter and then letters, digits, +, - and dots, found {found:?} (RFC 3986 §3.1)")]
    Scheme {
        /// The scheme.
        found: String,
    },
    /// A path that is not absolute, or of which two programs may make two.
    #[error(
        "a path prefix begins with / and has no empty segment, no . or .., no query and no escape but of what must be \
         escaped, found {found:?} (RFC 3986 §6.2.2)"
    )]
    Path {
        /// The path.
        found: String,
    },
    /// Neither an address nor an address, a slash and a number.
    #[error("a range is an address or an address/bits, found {found:?} (RFC 4632 §3.1)")]
    Range {
        /// The range.
        found: String,
    },
    /// A prefix that is too long, or bits of the address outside it.
    #[error(transparent)]
    Bits(#[from] crate::x509::extension::NameConstraintsError),
    /// Not a distinguished name.
    #[error("the attributes make no name: {0}")]
    Directory(#[from] crate::x509::NameError),
}
