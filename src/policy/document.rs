//! Policies as files: TOML or JSON in, a policy or everything that is wrong with it out.
//!
//! A document is a checked profile and who makes the keys; what it loads as is adopted like any policy of the program,
//! with [`Facts`] for applicants. Every key is written out. The surprising choice: a document is refused with the line
//! and the column of all its faults, those of the text, of its values and of rows that contradict each other alike; so it
//! is parsed by this module into a tree with places, and serde reads the tree.

use std::{fmt, marker::PhantomData};

use serde::Serialize;

use super::{
    AuthorityKey, Facts, KeyOrigin, Policy, Profile, ProfileErrors, SubscriberKey, Violations, generated::judge_maker,
};
use crate::inventory::KeyMaker;

mod decode;
mod error;
mod fields;
mod json;
mod places;
#[cfg(feature = "schema")]
mod schema;
#[cfg(feature = "toml")]
mod toml;
mod tree;

pub use error::{DocumentError, DocumentErrors, DocumentFault};
use fields::Faults;
use tree::Node;

/// A policy as it stands in a file: who makes the keys, and the table. It contradicts neither itself nor RFC 5280.
///
/// ```
/// use chancery::policy::{Document, Loaded, catalog::TlsServer};
/// let text = Document::of(&TlsServer::new(TlsServer::LIFETIME))?.to_json()?;
/// let Loaded::Subscriber(policy) = Document::from_json(&text)?.load() else { panic!("its subscribers make the keys") };
/// # let _: &dyn chancery::policy::Policy<Applicant = chancery::policy::Facts, KeyOrigin = chancery::policy::SubscriberKey> = &policy;
/// let refused = Document::from_json(&text.replace(r#""certificate-only""#, r#""pkcs12""#)).unwrap_err();
/// assert!(refused.to_string().contains("permitted is certificate-only, since the subscriber makes the key"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    key_origin: KeyMaker,
    profile: Profile,
}

/// A policy of a file, by who makes the key: matched once, where it is loaded.
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_enums, reason = "there are two origins of keys")]
pub enum Loaded {
    /// The subscriber: [`Adopted::approve`](crate::issuance::Adopted::approve).
    Subscriber(Documented<SubscriberKey>),
    /// The authority: [`Adopted::approve_generated`](crate::issuance::Adopted::approve_generated).
    Authority(Documented<AuthorityKey>),
}

/// The policy of a file. Its applicants are facts.
pub struct Documented<O> {
    profile: Profile,
    origin: PhantomData<fn() -> O>,
}

/// Why a document cannot be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the policy has a value that no file can say: {problem}")]
#[non_exhaustive]
pub struct WriteError {
    problem: String,
}

/// As it is written.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Written<'a> {
    key_origin: KeyMaker,
    #[serde(flatten)]
    profile: &'a Profile,
}

impl Document {
    /// Most octets of a document that is read.
    pub const MAX_OCTETS: usize = 1024 * 1024;

    /// The document of a policy, without what its `narrow` refuses: that is no data.
    ///
    /// # Errors
    /// [`ProfileErrors`] as adopting it would tell.
    pub fn of<P: Policy>(policy: &P) -> Result<Self, ProfileErrors> {
        let (profile, key_origin) = (policy.profile(), P::KeyOrigin::MAKER);
        let mut wrong = Violations::new();
        profile.judge(&mut wrong);
        judge_maker(&profile, key_origin, &mut wrong);
        ProfileErrors::of(wrong)?;
        Ok(Self { key_origin, profile })
    }

    /// Reads JSON (RFC 8259).
    ///
    /// # Errors
    /// [`DocumentErrors`] with everything that is wrong, each with its place.
    pub fn from_json(text: &str) -> Result<Self, DocumentErrors> {
        Self::read(text, json::parse)
    }

    /// Reads TOML.
    ///
    /// # Errors
    /// [`DocumentErrors`] with everything that is wrong, each with its place.
    #[cfg(feature = "toml")]
    pub fn from_toml(text: &str) -> Result<Self, DocumentErrors> {
        Self::read(text, toml::parse)
    }

    /// The text of it as JSON, which reads back as the same document.
    ///
    /// # Errors
    /// [`WriteError`] for values that have no text form: a policy qualifier other than an address and a notice, a name in
    /// string types this library does not write.
    pub fn to_json(&self) -> Result<String, WriteError> {
        let written = serde_json::to_string_pretty(&self.written());
        written.map(|text| text + "\n").map_err(|error| WriteError { problem: error.to_string() })
    }

    /// The text of it as TOML, which reads back as the same document.
    ///
    /// # Errors
    /// [`WriteError`] as [`Document::to_json`].
    #[cfg(feature = "toml")]
    pub fn to_toml(&self) -> Result<String, WriteError> {
        ::toml::to_string_pretty(&self.written()).map_err(|error| WriteError { problem: error.to_string() })
    }

    /// The table.
    #[must_use]
    pub const fn profile(&self) -> &Profile {
        &self.profile
    }

    /// Who makes the keys.
    #[must_use]
    pub const fn key_origin(&self) -> KeyMaker {
        self.key_origin
    }

    /// The policy, ready to be adopted.
    #[must_use]
    pub fn load(self) -> Loaded {
        match self.key_origin {
            KeyMaker::Subscriber => Loaded::Subscriber(Documented::new(self.profile)),
            KeyMaker::Authority => Loaded::Authority(Documented::new(self.profile)),
        }
    }

    const fn written(&self) -> Written<'_> {
        Written { key_origin: self.key_origin, profile: &self.profile }
    }

    fn read(text: &str, parse: fn(&str) -> Result<(Node, Faults), Faults>) -> Result<Self, DocumentErrors> {
        let (found, limit) = (text.len(), Self::MAX_OCTETS);
        if found > limit {
            return Err(DocumentErrors::new(text, vec![(0, DocumentFault::TooLong { found, limit })]));
        }
        let (tree, mut faults) = parse(text).map_err(|faults| DocumentErrors::new(text, faults))?;
        let (key_origin, profile) = fields::read(&tree, &mut faults);
        if faults.is_empty() { Ok(Self { key_origin, profile }) } else { Err(DocumentErrors::new(text, faults)) }
    }
}

impl<O> Documented<O> {
    const fn new(profile: Profile) -> Self {
        Self { profile, origin: PhantomData }
    }
}

impl<O: KeyOrigin> Policy for Documented<O> {
    type Applicant = Facts;
    type KeyOrigin = O;

    fn profile(&self) -> Profile {
        self.profile.clone()
    }
}

impl<O> Clone for Documented<O> {
    fn clone(&self) -> Self {
        Self::new(self.profile.clone())
    }
}

impl<O> fmt::Debug for Documented<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Documented").field("name", &self.profile.name).finish_non_exhaustive()
    }
}
