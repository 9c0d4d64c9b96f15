//! How an applicant was identified: by a trusted profile, or by a document shown in person.
//!
//! domain §1.10 and SEK-07. Both are typed evidence that a registration officer had before they vouched for somebody. The
//! surprising choice: a means of identification is never taken for a signature, nor the other way round, though the trusted
//! profile is known for both; eIDAS keeps the two areas apart, so [`TrustedProfile`] and
//! [`Signature`](super::Signature) have no conversion.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Date, Moment, PersonName, PhoneNumber, Text, entry::pesel_in_full};
use crate::{
    identity::{IdentityCard, Pesel},
    policy::{Violation, Violations},
    x509::{EmailAddress, Time},
};

/// How an applicant was identified.
///
/// A signature identifies nobody here:
///
/// ```compile_fail,E0308
/// # use chancery::application::{IdentityEvidence, Signature};
/// fn identified(signature: Signature) -> IdentityEvidence {
///     IdentityEvidence::TrustedProfile(signature)
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum IdentityEvidence {
    /// A means of electronic identification.
    TrustedProfile(Box<TrustedProfile>),
    /// A document shown in person.
    Document(IdentityDocument),
}

/// The content of a trusted profile (S4:L268-285).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(clippy::exhaustive_structs, reason = "the ten items of the source")]
pub struct TrustedProfile {
    /// First name or names, and surname.
    pub name: PersonName,
    /// PESEL.
    #[serde(serialize_with = "pesel_in_full")]
    pub pesel: Pesel,
    /// The id of the user.
    pub user_id: Text,
    /// The id of the profile.
    pub profile_id: Text,
    /// When it was confirmed.
    pub confirmed: Time,
    /// When it expires.
    pub expires: Time,
    /// The mailbox.
    pub email: EmailAddress,
    /// The mobile telephone.
    pub phone: PhoneNumber,
    /// The method of authorisation the user chose.
    pub authorisation: Authorisation,
}

/// How the user of a trusted profile authorises. By mail is none: it was withdrawn on 7 April 2017 (S4:L467).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Authorisation {
    /// A code sent by SMS to the telephone of the profile.
    Sms,
    /// That of another provider of identity, such as a bank.
    Provider(Text),
}

/// A document that was shown in person (SEK-07).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum IdentityDocument {
    /// An identity card.
    IdentityCard(IdentityCard),
    /// A passport; the format of its number is not known here.
    Passport(Text),
    /// A driving licence.
    DrivingLicence(DrivingLicence),
}

/// A driving licence issued after 1 July 1999.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "WrittenLicence", into = "WrittenLicence")]
pub struct DrivingLicence {
    number: Text,
    issued: Date,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenLicence {
    number: Text,
    issued: Date,
}

/// A driving licence that identifies nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the driving licence was issued on {issued}; one issued after 1999-07-01 is taken, and that day is not after it (SEK-07)"
)]
pub struct LicenceTooOld {
    issued: Date,
}

impl DrivingLicence {
    /// A licence by its number and the day on which it was issued.
    ///
    /// # Errors
    /// [`LicenceTooOld`] for one issued on 1 July 1999 or before.
    pub fn new(number: Text, issued: Date) -> Result<Self, LicenceTooOld> {
        let is_taken = Date::new(1999, 7, 1).is_ok_and(|day| issued > day);
        if is_taken { Ok(Self { number, issued }) } else { Err(LicenceTooOld { issued }) }
    }

    /// When it was issued.
    #[must_use]
    pub const fn issued(&self) -> Date {
        self.issued
    }

    /// Its number, which is a person's.
    #[must_use]
    pub const fn number_in_full(&self) -> &Text {
        &self.number
    }
}

impl IdentityEvidence {
    /// Adds what speaks against this evidence for this person: another name or PESEL in the profile, one that is not confirmed
    /// yet or expired, a licence that was not issued yet. The rest of a document was held against the person by whoever looked
    /// at it.
    pub(super) fn judge(&self, name: &PersonName, pesel: &Pesel, at: Moment, violations: &mut Violations) {
        match self {
            Self::TrustedProfile(profile) => profile.judge(name, pesel, at, violations),
            Self::Document(IdentityDocument::DrivingLicence(licence)) => licence.judge(at.day(), violations),
            Self::Document(_) => {}
        }
    }
}

impl DrivingLicence {
    fn judge(&self, shown: Date, violations: &mut Violations) {
        if self.issued > shown {
            let (asked, permitted) = (self.issued.to_string(), format!("{shown} or before"));
            let path = "event.evidence.document.issued";
            violations.add(Violation::new("identity.document", path, asked, permitted, "SEK-07"));
        }
    }
}

impl TrustedProfile {
    fn judge(&self, name: &PersonName, pesel: &Pesel, at: Moment, violations: &mut Violations) {
        let mut add = |path: &str, asked: String, permitted: String| {
            let path = format!("event.evidence.trusted-profile.{path}");
            violations.add(Violation::new("identity.profile", path.as_str(), asked, permitted, "domain.md §1.10"));
        };
        if self.name != *name {
            add("name", self.name.to_string(), name.to_string());
        }
        if self.pesel != *pesel {
            add("pesel", self.pesel.masked(), pesel.masked());
        }
        if at.time() < self.confirmed {
            add("confirmed", self.confirmed.to_string(), format!("{} or before", at.time()));
        }
        if at.time() >= self.expires {
            add("expires", self.expires.to_string(), format!("later than {}", at.time()));
        }
    }
}

impl IdentityDocument {
    /// Which kind it is.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::IdentityCard(_) => "an identity card",
            Self::Passport(_) => "a passport",
            Self::DrivingLicence(_) => "a driving licence",
        }
    }
}

impl TryFrom<WrittenLicence> for DrivingLicence {
    type Error = LicenceTooOld;
    fn try_from(WrittenLicence { number, issued }: WrittenLicence) -> Result<Self, LicenceTooOld> {
        Self::new(number, issued)
    }
}

impl From<DrivingLicence> for WrittenLicence {
    fn from(DrivingLicence { number, issued }: DrivingLicence) -> Self {
        Self { number, issued }
    }
}

impl fmt::Debug for IdentityDocument {
    /// The kind; the number is a person's.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind())
    }
}

impl fmt::Debug for DrivingLicence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { number: _, issued } = self;
        write!(f, "DrivingLicence(issued {issued})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn licence(issued: &str) -> Result<DrivingLicence, LicenceTooOld> {
        DrivingLicence::new("00123/99/0001".parse().unwrap(), issued.parse().unwrap())
    }

    #[test]
    fn a_licence_of_1_july_1999_is_not_after_it() {
        assert!(licence("1999-07-02").is_ok());
        assert!(licence("1999-06-30").is_err());
        assert_eq!(
            licence("1999-07-01").unwrap_err().to_string(),
            "the driving licence was issued on 1999-07-01; one issued after 1999-07-01 is taken, and that day is not \
             after it (SEK-07)"
        );
    }

    #[test]
    fn a_licence_is_read_through_the_same_door() {
        let json = r#"{"driving-licence":{"number":"00123/99/0001","issued":"1999-07-02"}}"#;
        let read: IdentityDocument = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), json);
        assert_eq!(format!("{read:?}"), "a driving licence");
        assert!(serde_json::from_str::<IdentityDocument>(&json.replace("-02", "-01")).is_err());
    }

    #[test]
    fn mail_is_no_way_to_authorise() {
        assert!(serde_json::from_str::<Authorisation>("\"sms\"").is_ok());
        assert!(serde_json::from_str::<Authorisation>("\"email\"").is_err());
    }
}
