//! Extensions without a row of their own, and what a profile must keep to when it fixes one.
//!
//! The last of the rows. An identifier that has a type in `x509::extension` is held to it: a value of that type, as
//! critical as the type says (RFC 5280 §4.2). The surprising choice: extensions of CRLs have types too and are refused
//! whatever their value, because no certificate has one.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{NAMED, Profile, contradiction};
use crate::{
    encoding::{EncodeError, Oid, Reader, Writer},
    inventory::Octets,
    policy::{Row, Surplus, Violations},
    x509::extension::{
        Criticality, FreshestCrl, InhibitAnyPolicy, NoRevAvail, OcspNoCheck, PolicyConstraints, PrivateKeyUsagePeriod,
        SubjectName, TlsFeature, TypedExtension, oid,
    },
};

/// An extension without a row of its own, as fixed octets; in a policy file as base64.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(from = "Written", into = "Written")]
#[expect(clippy::exhaustive_structs, reason = "an extension has three fields, and its row a fourth")]
pub struct OtherRow {
    /// The identifier.
    pub oid: Oid,
    /// The criticality.
    pub criticality: Criticality,
    /// The value, one DER element.
    pub value: Cow<'static, [u8]>,
    /// What becomes of a request for another value.
    pub if_asked_otherwise: Surplus,
}

/// As it stands in a file.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Written {
    oid: Oid,
    criticality: Criticality,
    value: Octets,
    if_asked_otherwise: Surplus,
}

impl From<Written> for OtherRow {
    fn from(written: Written) -> Self {
        let Written { oid, criticality, value, if_asked_otherwise } = written;
        Self { oid, criticality, value: value.as_ref().to_vec().into(), if_asked_otherwise }
    }
}

impl From<OtherRow> for Written {
    fn from(row: OtherRow) -> Self {
        let OtherRow { oid, criticality, value, if_asked_otherwise } = row;
        Self { oid, criticality, value: Octets::new(value.into_owned()), if_asked_otherwise }
    }
}

impl OtherRow {
    /// The row of a typed value, as critical as its type says for a certificate that names its subject.
    ///
    /// ```
    /// use chancery::{policy::{OtherRow, Surplus}, x509::extension::TlsFeature};
    /// let row = OtherRow::typed(&TlsFeature::MUST_STAPLE, Surplus::Refuse)?;
    /// assert_eq!(*row.value, [0x30, 0x03, 0x02, 0x01, 0x05]);
    /// # Ok::<(), chancery::encoding::EncodeError>(())
    /// ```
    ///
    /// # Errors
    /// [`EncodeError::TooLong`].
    pub fn typed<E: TypedExtension>(value: &E, if_asked_otherwise: Surplus) -> Result<Self, EncodeError> {
        let mut writer = Writer::new();
        value.encode(&mut writer)?;
        let criticality = value.criticality(SubjectName::NonEmpty);
        Ok(Self { oid: E::OID, criticality, value: writer.into_octets().into(), if_asked_otherwise })
    }
}

/// Every row on its own, and each identifier once.
pub(super) fn check(profile: &Profile, wrong: &mut Violations) {
    for (index, row) in profile.others.iter().enumerate() {
        let earlier = profile.others.iter().take(index).any(|earlier| earlier.oid == row.oid);
        if NAMED.contains(&row.oid) || earlier {
            refuse(wrong, index, &row.oid.to_string(), "an identifier without another row", "RFC 5280 §4.2");
        }
        if Reader::whole(&row.value, "extnValue", |reader| reader.well_formed().map(drop)).is_err() {
            refuse(wrong, index, &row.oid.to_string(), "a value that is one DER element", "RFC 5280 §4.2");
            continue;
        }
        if let Some((_, name)) = oid::OF_CRLS.iter().find(|(known, _)| *known == row.oid) {
            refuse(wrong, index, name, "an extension of certificates, and this one is of CRLs", "RFC 5280 §5.2, §5.3");
        }
        if row.oid == oid::QC_STATEMENTS {
            check_statements((index, row), profile, wrong);
        }
        check_type((index, row), wrong);
    }
}

/// A certificate calls itself qualified only under a policy that does (E-09).
fn check_statements((index, row): (usize, &OtherRow), profile: &Profile, wrong: &mut Violations) {
    const CLAUSE: &str = "ETSI EN 319 412-5 §4 (E-09)";
    let declares = match &profile.certificate_policies {
        Row::Set { value, .. } => value.iter().any(|information| oid::is_qualified_policy(information.policy())),
        _ => false,
    };
    if !declares {
        let permitted = "none, unless certificatePolicies names a policy of ETSI EN 319 411-2, 0.4.0.194112.1.0 to .6";
        wrong.add(contradiction("profile.qualified", &path(index), "qcStatements", permitted, CLAUSE));
    }
    if row.criticality == Criticality::Critical {
        refuse(wrong, index, "qcStatements that is critical", "a non-critical one", CLAUSE);
    }
}

fn check_type(row: (usize, &OtherRow), wrong: &mut Violations) {
    match row.1.oid {
        FreshestCrl::OID => judge::<FreshestCrl>(row, wrong, "freshestCRL", "RFC 5280 §4.2.1.15"),
        OcspNoCheck::OID => judge::<OcspNoCheck>(row, wrong, "ocsp-nocheck", "RFC 6960 §4.2.2.2.1"),
        NoRevAvail::OID => judge::<NoRevAvail>(row, wrong, "noRevAvail", "RFC 9608 §3"),
        PolicyConstraints::OID => judge::<PolicyConstraints>(row, wrong, "policyConstraints", "RFC 5280 §4.2.1.11"),
        InhibitAnyPolicy::OID => judge::<InhibitAnyPolicy>(row, wrong, "inhibitAnyPolicy", "RFC 5280 §4.2.1.14"),
        PrivateKeyUsagePeriod::OID => {
            judge::<PrivateKeyUsagePeriod>(row, wrong, "privateKeyUsagePeriod", "RFC 3280 §4.2.1.4");
        }
        TlsFeature::OID => judge::<TlsFeature>(row, wrong, "TLS feature", "RFC 7633 §4"),
        _ => {}
    }
}

fn judge<E: TypedExtension>(
    (index, row): (usize, &OtherRow),
    wrong: &mut Violations,
    name: &str,
    clause: &'static str,
) {
    let wanted = match Reader::whole(&row.value, "extnValue", E::decode) {
        Ok(value) => value.criticality(SubjectName::NonEmpty),
        Err(error) => {
            refuse(
                wrong,
                index,
                &format!("{name} of which the value cannot be read: {error}"),
                "a value of its type",
                clause,
            );
            return;
        }
    };
    match (row.criticality, wanted) {
        (Criticality::Critical, Criticality::NonCritical) => {
            refuse(wrong, index, &format!("{name} that is critical"), "a non-critical one", clause);
        }
        (Criticality::NonCritical, Criticality::Critical) => {
            refuse(wrong, index, &format!("{name} that is not critical"), "a critical one", clause);
        }
        _ => {}
    }
}

fn refuse(wrong: &mut Violations, index: usize, asked: &str, permitted: &'static str, clause: &'static str) {
    wrong.add(contradiction("profile.others", &path(index), asked, permitted, clause));
}

fn path(index: usize) -> String {
    format!("others[{index}]")
}
