//! What a host demands that a foreign certificate says of itself.
//!
//! Asked at the end of a verification. A certificate says it is qualified by the statement QcCompliance (ETSI EN 319 412-5
//! §4.2.1) or by a policy of ETSI EN 319 411-2 §5.3; what it says is signed by its issuer and worth what that issuer is. The
//! surprising choice: the mere presence of qcStatements is not enough, since it may hold nothing but a limit of value.

use crate::{
    encoding::{DecodeError, Oid, Reader, oid as identifier},
    x509::{
        Certificate,
        extension::{CertificatePolicies, oid},
    },
};

/// What the certificate must say of itself. Stated by the host: there is no default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::exhaustive_enums, reason = "a store maps both")]
pub enum Demanded {
    /// Nothing: any end-entity certificate under a trusted issuer.
    AnyCertificate,
    /// That it is qualified: QcCompliance in qcStatements, or a policy of ETSI EN 319 411-2 (WP-03).
    Qualified,
}

/// `id-etsi-qcs-QcCompliance`
const QC_COMPLIANCE: Oid = identifier("0.4.0.1862.1.1");

/// Whether a certificate says that it is qualified.
pub(super) fn says_qualified(certificate: &Certificate) -> Result<bool, DecodeError> {
    let policies: Option<CertificatePolicies> = certificate.typed()?;
    let by_policy =
        policies.is_some_and(|list| list.policies().iter().any(|one| oid::is_qualified_policy(one.policy())));
    Ok(by_policy || has_compliance(certificate)?)
}

/// ```text
/// QCStatements ::= SEQUENCE OF QCStatement
/// QCStatement ::= SEQUENCE { statementId OBJECT IDENTIFIER, statementInfo ANY DEFINED BY statementId OPTIONAL }
/// ```
fn has_compliance(certificate: &Certificate) -> Result<bool, DecodeError> {
    let Some(extension) = certificate.extensions().find(oid::QC_STATEMENTS) else { return Ok(false) };
    Reader::whole(extension.value(), "QCStatements", |reader| {
        reader.sequence("QCStatements", |statements| {
            let mut found = false;
            while !statements.is_at_end() {
                found |= statements.sequence("QCStatement", statement)?;
            }
            Ok(found)
        })
    })
}

fn statement(fields: &mut Reader<'_>) -> Result<bool, DecodeError> {
    let identifier = fields.oid()?;
    if !fields.is_at_end() {
        fields.any()?;
    }
    Ok(identifier == QC_COMPLIANCE)
}
