//! Name constraints (RFC 5280 §4.2.1.10, RFC 9549 §2.2, X-23, X-24): the names a CA may certify, and those it may not.
//!
//! Read from CA certificates when an issuer is made, written into subordinate ones; critical.
//! The surprising choice: a constraint is not a general name, though the ASN.1 says so. A host may begin with a dot, an
//! address has a mask, an e-mail constraint is never a mailbox; each form is a type of its own.

use super::{Criticality, SubjectName, TypedExtension, oid};
use serde::{Deserialize, Serialize};

use crate::encoding::{DecodeError, DecodeErrorKind, EncodeError, Oid, Reader, Tag, Writer};

mod host_constraint;
mod ip_range;
mod subtree;
mod written;

pub use host_constraint::{DnsConstraint, HostConstraint};
pub use ip_range::IpRange;
pub use subtree::{GeneralSubtree, OtherSubtree};

/// Permitted subtrees, excluded subtrees, or both.
///
/// ```text
/// NameConstraints ::= SEQUENCE { permittedSubtrees [0] GeneralSubtrees OPTIONAL,
///     excludedSubtrees [1] GeneralSubtrees OPTIONAL }
/// GeneralSubtrees ::= SEQUENCE SIZE (1..MAX) OF GeneralSubtree
/// ```
///
/// ```
/// use chancery::x509::extension::{GeneralSubtree, NameConstraints};
/// let constraints = NameConstraints::new([GeneralSubtree::dns("example.com")?], [])?;
/// assert_eq!(constraints.permitted().len(), 1);
/// # Ok::<(), chancery::x509::extension::NameConstraintsError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "written::Lists")]
#[cfg_attr(feature = "schema", schemars(with = "written::Lists"))]
pub struct NameConstraints {
    permitted: Vec<GeneralSubtree>,
    excluded: Vec<GeneralSubtree>,
}

impl NameConstraints {
    /// Most subtrees of either list that are read.
    pub const MAX_SUBTREES: usize = 1000;

    /// These subtrees; an empty list is left out.
    ///
    /// # Errors
    /// [`NameConstraintsError::Empty`] when both lists are, [`NameConstraintsError::TooMany`].
    pub fn new(
        permitted: impl Into<Vec<GeneralSubtree>>,
        excluded: impl Into<Vec<GeneralSubtree>>,
    ) -> Result<Self, NameConstraintsError> {
        let (permitted, excluded) = (permitted.into(), excluded.into());
        match permitted.len().max(excluded.len()) {
            0 => Err(NameConstraintsError::Empty),
            found if found > Self::MAX_SUBTREES => Err(NameConstraintsError::TooMany { found }),
            _ => Ok(Self { permitted, excluded }),
        }
    }

    /// What may be certified; anything when empty.
    #[must_use]
    pub fn permitted(&self) -> &[GeneralSubtree] {
        &self.permitted
    }

    /// What may not, whatever is permitted.
    #[must_use]
    pub fn excluded(&self) -> &[GeneralSubtree] {
        &self.excluded
    }
}

impl TypedExtension for NameConstraints {
    const OID: Oid = oid::NAME_CONSTRAINTS;

    /// Critical (RFC 5280 §4.2.1.10).
    fn criticality(&self, _: SubjectName) -> Criticality {
        Criticality::Critical
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let position = reader.position();
        reader.sequence("NameConstraints", |fields| {
            let permitted = fields.optional_nested(PERMITTED, "permittedSubtrees", decode_list)?.unwrap_or_default();
            let excluded = fields.optional_nested(EXCLUDED, "excludedSubtrees", decode_list)?.unwrap_or_default();
            Self::new(permitted, excluded).map_err(|_| fields.error_at(position, DecodeErrorKind::Rule { rule: EMPTY }))
        })
    }

    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.sequence(|fields| {
            for (tag, subtrees) in [(PERMITTED, &self.permitted), (EXCLUDED, &self.excluded)] {
                if !subtrees.is_empty() {
                    fields.nested(tag, |list| subtrees.iter().try_for_each(|subtree| subtree.encode(list)))?;
                }
            }
            Ok(())
        })
    }
}

fn decode_list(reader: &mut Reader<'_>) -> Result<Vec<GeneralSubtree>, DecodeError> {
    let mut subtrees = Vec::new();
    while !reader.is_at_end() {
        if subtrees.len() >= NameConstraints::MAX_SUBTREES {
            return Err(reader.error(DecodeErrorKind::TooMany { limit: NameConstraints::MAX_SUBTREES }));
        }
        subtrees.push(GeneralSubtree::decode(reader)?);
    }
    if subtrees.is_empty() { Err(reader.error(DecodeErrorKind::Empty)) } else { Ok(subtrees) }
}

/// Why something is not a name constraint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NameConstraintsError {
    /// Neither a permitted nor an excluded subtree.
    #[error("{EMPTY}")]
    Empty,
    /// More than [`NameConstraints::MAX_SUBTREES`] in a list.
    #[error("nameConstraints has at most {} subtrees in a list here, found {found}", NameConstraints::MAX_SUBTREES)]
    TooMany {
        /// The subtrees found.
        found: usize,
    },
    /// A single mailbox as an e-mail constraint.
    #[error("{MAILBOX}")]
    Mailbox,
    /// A wildcard where a host or a domain is meant.
    #[error("{WILDCARD}")]
    Wildcard,
    /// Not a host name, with or without a dot before it.
    #[error("{0}")]
    Host(#[from] crate::x509::GeneralNameError),
    /// A prefix longer than the address.
    #[error("the prefix of {address} has at most {permitted} bits, found {found}")]
    PrefixLength {
        /// The address.
        address: std::net::IpAddr,
        /// The bits found.
        found: u8,
        /// The bits of the address.
        permitted: u8,
    },
    /// No address and number of bits.
    #[error("a range is an address and a number of bits, such as 192.0.2.0/24 (RFC 4632 §3.1)")]
    NotARange,
    /// Neither 8 nor 32 octets.
    #[error("{IP_OCTETS}, found {found}")]
    IpOctets {
        /// The octets found.
        found: usize,
    },
    /// A mask that is not ones and then zeros.
    #[error("{IP_MASK}")]
    IpMask,
    /// Bits of the address that the mask does not cover.
    #[error("{IP_HOST_BITS}")]
    IpHostBits,
}

const EMPTY: &str = "nameConstraints has at least one permitted or excluded subtree (RFC 5280 §4.2.1.10)";
const MAILBOX: &str =
    "an e-mail constraint is a host or a domain, a single mailbox is no longer allowed (RFC 9549 §2.2)";
const WILDCARD: &str = "a constraint names a host or a domain, not a wildcard; leave out the *. (RFC 5280 §4.2.1.10)";
const IP_OCTETS: &str = "an iPAddress constraint has 8 or 32 octets, an address and its mask (RFC 5280 §4.2.1.10)";
const IP_MASK: &str = "the mask of an iPAddress constraint is ones and then zeros (RFC 5280 §4.2.1.10, RFC 4632 §3.1)";
const IP_HOST_BITS: &str =
    "the address of an iPAddress constraint has only zeros where its mask has zeros (RFC 4632 §3.1)";

impl From<NameConstraintsError> for DecodeErrorKind {
    fn from(error: NameConstraintsError) -> Self {
        let rule = match error {
            NameConstraintsError::TooMany { .. } => return Self::TooMany { limit: NameConstraints::MAX_SUBTREES },
            NameConstraintsError::Host(error) => error.rule(),
            NameConstraintsError::Mailbox => MAILBOX,
            NameConstraintsError::Wildcard => WILDCARD,
            NameConstraintsError::IpOctets { .. } => IP_OCTETS,
            NameConstraintsError::IpMask
            | NameConstraintsError::PrefixLength { .. }
            | NameConstraintsError::NotARange => IP_MASK,
            NameConstraintsError::IpHostBits => IP_HOST_BITS,
            NameConstraintsError::Empty => EMPTY,
        };
        Self::Rule { rule }
    }
}

const PERMITTED: Tag = Tag::context_constructed(0);
const EXCLUDED: Tag = Tag::context_constructed(1);

#[cfg(test)]
mod tests;
