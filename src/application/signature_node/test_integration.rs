//! A test integration as a journal has it: with the name in which certificate, and when.
//!
//! WP-08: two of the seven items for production. Written from a [`VerifiedTestIntegration`] and held against one again. The
//! surprising choice: the name is kept as its octets, since a text of a name cannot be read back into it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    encoding::Reader,
    inventory::Octets,
    policy::catalog::VerifiedTestIntegration,
    x509::{Name, Time, mask_digits},
};

/// The subject of the certificate with which a test integration was done, and the exact time of it.
///
/// By itself it is evidence of nothing:
///
/// ```compile_fail,E0277
/// # use chancery::{application::signature_node::TestIntegration, policy::catalog::VerifiedTestIntegration};
/// fn verified(written: TestIntegration) -> VerifiedTestIntegration {
///     written.into()
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct TestIntegration {
    dn: Name,
    time: Time,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    dn: Octets,
    time: Time,
}

/// Octets that are no name, or an empty one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the name in the certificate of the test integration is the DER of a name that is not empty (WP-08)")]
struct NoName;

impl TestIntegration {
    /// What the centre verified.
    #[must_use]
    pub fn of(verified: &VerifiedTestIntegration) -> Self {
        Self { dn: verified.dn().clone(), time: verified.time() }
    }

    /// The subject of the certificate.
    #[must_use]
    pub const fn dn(&self) -> &Name {
        &self.dn
    }

    /// When the calls went right.
    #[must_use]
    pub const fn time(&self) -> Time {
        self.time
    }

    /// Whether it is this one: the same second, and a name that is the same by X-32.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        self.time == other.time && self.dn.matches(&other.dn)
    }
}

impl TryFrom<Written> for TestIntegration {
    type Error = NoName;
    fn try_from(Written { dn, time }: Written) -> Result<Self, NoName> {
        let mut reader = Reader::new(dn.as_ref(), "Name");
        let dn = Name::decode_foreign(&mut reader).map_err(|_| NoName)?;
        if dn.is_empty() || !reader.is_at_end() { Err(NoName) } else { Ok(Self { dn, time }) }
    }
}

impl From<TestIntegration> for Written {
    fn from(TestIntegration { dn, time }: TestIntegration) -> Self {
        Self { dn: Octets::new(dn.as_der()), time }
    }
}

impl fmt::Display for TestIntegration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the one with {} at {}", mask_digits(&self.dn.to_string()), self.time)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::x509::AttributeType;

    fn written(name: &Name) -> String {
        let integration = TestIntegration { dn: name.clone(), time: "2026-11-21T08:30:00Z".parse().unwrap() };
        serde_json::to_string(&integration).unwrap()
    }

    #[test]
    fn the_name_is_read_back_as_its_octets() {
        let name =
            Name::of(&[(AttributeType::COUNTRY, "PL"), (AttributeType::COMMON_NAME, "test.example.org")]).unwrap();
        let read: TestIntegration = serde_json::from_str(&written(&name)).unwrap();
        assert_eq!(read.dn(), &name);
        assert_eq!(read.to_string(), "the one with CN=test.example.org,C=PL at 2026-11-21T08:30:00Z");
    }

    #[test]
    fn what_is_no_name_is_not_read() {
        let empty = written(&Name::empty());
        for json in [
            empty.as_str(),
            r#"{"dn":"MAAA","time":"2026-11-21T08:30:00Z"}"#,
            r#"{"dn":"AA==","time":"2026-11-21T08:30:00Z"}"#,
        ] {
            let error = serde_json::from_str::<TestIntegration>(json).unwrap_err();
            assert!(
                error.to_string().starts_with(
                    "the name in the certificate of the test integration is the DER of a name that is not empty (WP-08)"
                ),
                "{error}"
            );
        }
    }
}
