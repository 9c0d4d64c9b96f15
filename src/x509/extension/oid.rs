//! Identifiers of extensions, key purposes and access methods (RFC 5280 Appendix A, RFC 6960, RFC 7633, RFC 9608).
//!
//! One constant a line, each with the name it has in its standard.

use crate::encoding::{Oid, oid};

/// `id-ce-subjectKeyIdentifier`
pub const SUBJECT_KEY_IDENTIFIER: Oid = oid("2.5.29.14");
/// `id-ce-keyUsage`
pub const KEY_USAGE: Oid = oid("2.5.29.15");
/// `id-ce-privateKeyUsagePeriod`
pub const PRIVATE_KEY_USAGE_PERIOD: Oid = oid("2.5.29.16");
/// `id-ce-subjectAltName`
pub const SUBJECT_ALT_NAME: Oid = oid("2.5.29.17");
/// `id-ce-issuerAltName`
pub const ISSUER_ALT_NAME: Oid = oid("2.5.29.18");
/// `id-ce-basicConstraints`
pub const BASIC_CONSTRAINTS: Oid = oid("2.5.29.19");
/// `id-ce-cRLNumber`
pub const CRL_NUMBER: Oid = oid("2.5.29.20");
/// `id-ce-cRLReasons`
pub const REASON_CODE: Oid = oid("2.5.29.21");
/// `id-ce-invalidityDate`
pub const INVALIDITY_DATE: Oid = oid("2.5.29.24");
/// `id-ce-deltaCRLIndicator`
pub const DELTA_CRL_INDICATOR: Oid = oid("2.5.29.27");
/// `id-ce-issuingDistributionPoint`
pub const ISSUING_DISTRIBUTION_POINT: Oid = oid("2.5.29.28");
/// `id-ce-certificateIssuer`
pub const CERTIFICATE_ISSUER: Oid = oid("2.5.29.29");
/// `id-ce-nameConstraints`
pub const NAME_CONSTRAINTS: Oid = oid("2.5.29.30");
/// `id-ce-cRLDistributionPoints`
pub const CRL_DISTRIBUTION_POINTS: Oid = oid("2.5.29.31");
/// `id-ce-certificatePolicies`
pub const CERTIFICATE_POLICIES: Oid = oid("2.5.29.32");
/// `id-ce-policyMappings`
pub const POLICY_MAPPINGS: Oid = oid("2.5.29.33");
/// `id-ce-authorityKeyIdentifier`
pub const AUTHORITY_KEY_IDENTIFIER: Oid = oid("2.5.29.35");
/// `id-ce-policyConstraints`
pub const POLICY_CONSTRAINTS: Oid = oid("2.5.29.36");
/// `id-ce-extKeyUsage`
pub const EXTENDED_KEY_USAGE: Oid = oid("2.5.29.37");
/// `id-ce-freshestCRL`
pub const FRESHEST_CRL: Oid = oid("2.5.29.46");
/// `id-ce-inhibitAnyPolicy`
pub const INHIBIT_ANY_POLICY: Oid = oid("2.5.29.54");
/// `id-ce-noRevAvail` (RFC 9608)
pub const NO_REV_AVAIL: Oid = oid("2.5.29.56");
/// `id-pe-authorityInfoAccess`
pub const AUTHORITY_INFO_ACCESS: Oid = oid("1.3.6.1.5.5.7.1.1");
/// `id-pe-qcStatements` (RFC 3739)
pub const QC_STATEMENTS: Oid = oid("1.3.6.1.5.5.7.1.3");
/// `id-pe-tlsfeature` (RFC 7633), must-staple
pub const TLS_FEATURE: Oid = oid("1.3.6.1.5.5.7.1.24");
/// `id-ad-ocsp`
pub const ACCESS_OCSP: Oid = oid("1.3.6.1.5.5.7.48.1");
/// `id-pkix-ocsp-nocheck` (RFC 6960)
pub const OCSP_NO_CHECK: Oid = oid("1.3.6.1.5.5.7.48.1.5");
/// `id-ad-caIssuers`
pub const ACCESS_CA_ISSUERS: Oid = oid("1.3.6.1.5.5.7.48.2");
/// `id-qt-cps`
pub const QUALIFIER_CPS: Oid = oid("1.3.6.1.5.5.7.2.1");
/// `id-qt-unotice`
pub const QUALIFIER_USER_NOTICE: Oid = oid("1.3.6.1.5.5.7.2.2");
/// `anyPolicy`
pub const ANY_POLICY: Oid = oid("2.5.29.32.0");
/// `anyExtendedKeyUsage`
pub const ANY_EXTENDED_KEY_USAGE: Oid = oid("2.5.29.37.0");
/// `id-kp-serverAuth`
pub const SERVER_AUTH: Oid = oid("1.3.6.1.5.5.7.3.1");
/// `id-kp-clientAuth`
pub const CLIENT_AUTH: Oid = oid("1.3.6.1.5.5.7.3.2");
/// `id-kp-codeSigning`
pub const CODE_SIGNING: Oid = oid("1.3.6.1.5.5.7.3.3");
/// `id-kp-emailProtection`
pub const EMAIL_PROTECTION: Oid = oid("1.3.6.1.5.5.7.3.4");
/// `id-kp-timeStamping`
pub const TIME_STAMPING: Oid = oid("1.3.6.1.5.5.7.3.8");
/// `id-kp-OCSPSigning`
pub const OCSP_SIGNING: Oid = oid("1.3.6.1.5.5.7.3.9");
/// `id-kp-ipsecIKE` (RFC 4945)
pub const IPSEC_IKE: Oid = oid("1.3.6.1.5.5.7.3.17");

/// The extensions of CRLs and of their entries, which no certificate has (RFC 5280 §5.2, §5.3; the last one is of X.509),
/// each with its name.
pub(crate) const OF_CRLS: [(Oid, &str); 7] = [
    (CRL_NUMBER, "cRLNumber"),
    (REASON_CODE, "reasonCode"),
    (INVALIDITY_DATE, "invalidityDate"),
    (DELTA_CRL_INDICATOR, "deltaCRLIndicator"),
    (ISSUING_DISTRIBUTION_POINT, "issuingDistributionPoint"),
    (CERTIFICATE_ISSUER, "certificateIssuer"),
    (oid("2.5.29.60"), "expiredCertsOnCRL"),
];

/// Whether a certificate policy is one of those for qualified certificates: `qcp-natural` to `qncp-web-gen`,
/// 0.4.0.194112.1.0 to .6 (ETSI EN 319 411-2 §5.3).
pub(crate) fn is_qualified_policy(policy: Oid) -> bool {
    const QUALIFIED: Oid = oid("0.4.0.194112.1");
    matches!(policy.as_octets().strip_prefix(QUALIFIED.as_octets()), Some([0..=6]))
}
