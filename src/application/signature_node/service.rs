//! Services of the signature node: the basic scope, and a wider one named service by service.
//!
//! WP-10, S1:L33-45 and L217-219. The four are the basic scope and stand in the form for production; which others there are
//! the source does not say, so they are texts. The surprising choice: a wider scope without anything that is wider is refused,
//! since it would be the basic one under another name.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    application::{Named, Text, named::named},
    x509::mask_digits,
};

named! {
    /// A service of the basic scope, in the order of the source (S1:L39-45), which says no more of them than the names.
    #[derive(Serialize, Deserialize)]
    pub enum NodeService {
        /// Named first.
        TpSigning5 = "TpSigning5",
        /// Named second.
        TpMultisign = "TpMultisign",
        /// Named third.
        SignatureVerification = "SignatureVerification",
        /// Named last.
        TpSigning = "TpSigning",
    }
}

named! {
    /// A permission in the Trusted Profile (PZ), by the name the form has for it (WP-08). No other name is read.
    #[derive(Serialize, Deserialize)]
    pub enum PzPermission {
        /// Granted once the integration was verified, and not before (WP-09).
        WSWpSigning = "WSWpSigning",
    }
}

/// Services of the basic scope: at least one, each once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<NodeService>", into = "Vec<NodeService>")]
pub struct Services(Vec<NodeService>);

/// What a system is to use after its certificate was replaced (WP-12).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::exhaustive_enums, reason = "the source has the basic scope and more than it")]
pub enum Scope {
    /// The basic scope; nothing has to be named.
    Basic,
    /// More than that, every service by name.
    Wider(WiderScope),
}

/// Every service a system is to use, at least one of them beyond the basic scope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Text>", into = "Vec<Text>")]
pub struct WiderScope(Vec<Text>);

/// Why services make no list.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ServiceListError {
    /// None.
    #[error("no service is named, and a system uses at least one (WP-10)")]
    Nothing,
    /// One twice, in which a number that could be somebody's is masked.
    #[error("the service {0} is named twice; each is named once (WP-10)")]
    Twice(String),
    /// None beyond the basic scope.
    #[error("every service named is of the basic scope, and a wider scope names one that is not (WP-10)")]
    NothingWider,
    /// More than any node has.
    #[error("{found} services are named, at most {} are taken", WiderScope::MOST_SERVICES)]
    TooMany {
        /// The services found.
        found: usize,
    },
}

impl Services {
    /// Some of the four.
    ///
    /// # Errors
    /// [`ServiceListError::Nothing`], [`ServiceListError::Twice`].
    pub fn new(services: Vec<NodeService>) -> Result<Self, ServiceListError> {
        let mut seen = BTreeSet::new();
        match services.iter().find(|service| !seen.insert(**service)) {
            Some(twice) => Err(ServiceListError::Twice(twice.to_string())),
            None if services.is_empty() => Err(ServiceListError::Nothing),
            None => Ok(Self(services)),
        }
    }

    /// All four.
    #[must_use]
    pub fn basic_scope() -> Self {
        Self(NodeService::ALL.to_vec())
    }

    /// The services.
    #[must_use]
    pub fn as_slice(&self) -> &[NodeService] {
        &self.0
    }
}

impl WiderScope {
    /// Most services of a wider scope. No source bounds them. (Proposed.)
    pub const MOST_SERVICES: usize = 50;

    /// Every service by name, those of the basic scope too.
    ///
    /// # Errors
    /// [`ServiceListError`].
    pub fn new(services: Vec<Text>) -> Result<Self, ServiceListError> {
        let found = services.len();
        if found == 0 {
            return Err(ServiceListError::Nothing);
        }
        if found > Self::MOST_SERVICES {
            return Err(ServiceListError::TooMany { found });
        }
        let mut seen = BTreeSet::new();
        if let Some(twice) = services.iter().find(|service| !seen.insert(*service)) {
            return Err(ServiceListError::Twice(mask_digits(twice.as_str())));
        }
        let is_basic = |service: &Text| NodeService::ALL.iter().any(|basic| basic.name() == service.as_str());
        if services.iter().all(is_basic) { Err(ServiceListError::NothingWider) } else { Ok(Self(services)) }
    }

    /// The names.
    #[must_use]
    pub fn as_slice(&self) -> &[Text] {
        &self.0
    }
}

impl TryFrom<Vec<NodeService>> for Services {
    type Error = ServiceListError;
    fn try_from(services: Vec<NodeService>) -> Result<Self, ServiceListError> {
        Self::new(services)
    }
}

impl From<Services> for Vec<NodeService> {
    fn from(services: Services) -> Self {
        services.0
    }
}

impl TryFrom<Vec<Text>> for WiderScope {
    type Error = ServiceListError;
    fn try_from(services: Vec<Text>) -> Result<Self, ServiceListError> {
        Self::new(services)
    }
}

impl From<WiderScope> for Vec<Text> {
    fn from(scope: WiderScope) -> Self {
        scope.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wider(names: &[&str]) -> Result<WiderScope, ServiceListError> {
        WiderScope::new(names.iter().map(|name| name.parse().unwrap()).collect())
    }

    #[test]
    fn wp_10_the_basic_scope_is_the_four_of_the_source() {
        let names: Vec<&str> = Services::basic_scope().as_slice().iter().map(|service| service.name()).collect();
        assert_eq!(names, ["TpSigning5", "TpMultisign", "SignatureVerification", "TpSigning"]);
        let written = serde_json::to_string(&Services::basic_scope()).unwrap();
        assert_eq!(written, r#"["TpSigning5","TpMultisign","SignatureVerification","TpSigning"]"#);
    }

    #[test]
    fn wp_10_services_are_named_at_least_one_and_each_once() {
        let sentence = |services| Services::new(services).unwrap_err().to_string();
        assert_eq!(sentence(Vec::new()), "no service is named, and a system uses at least one (WP-10)");
        let twice = vec![NodeService::TpSigning, NodeService::TpSigning];
        assert_eq!(sentence(twice), "the service TpSigning is named twice; each is named once (WP-10)");
    }

    #[test]
    fn wp_10_a_wider_scope_names_service_by_service_and_one_beyond_the_four() {
        assert_eq!(wider(&["TpSigning5", "Another"]).unwrap().as_slice().len(), 2);
        let sentence = |names: &[&str]| wider(names).unwrap_err().to_string();
        assert_eq!(
            sentence(&["TpSigning5", "TpSigning"]),
            "every service named is of the basic scope, and a wider scope names one that is not (WP-10)"
        );
        assert_eq!(sentence(&[]), "no service is named, and a system uses at least one (WP-10)");
        assert_eq!(sentence(&["A", "A"]), "the service A is named twice; each is named once (WP-10)");
        let many: Vec<String> = (0..51).map(|number| format!("S{number}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(sentence(&many), "51 services are named, at most 50 are taken");
        assert!(serde_json::from_str::<Scope>(r#"{"wider":["TpSigning"]}"#).is_err());
    }

    #[test]
    fn wp_08_no_other_permission_is_read() {
        assert_eq!(serde_json::to_string(&PzPermission::WSWpSigning).unwrap(), r#""WSWpSigning""#);
        assert!(serde_json::from_str::<PzPermission>(r#""WSWpAdmin""#).is_err());
    }
}
