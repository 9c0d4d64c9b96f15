//! What the certificates of a policy are for, and which usages of a key go with it.
//!
//! Stated by every profile and held against its rows of keyUsage and extKeyUsage when it is checked. One certificate has
//! one function: eIDAS has identification and trust services in two areas, Art. 3(1)-(5) and 3(16)-(17) (domain §1.10,
//! §3.8). The surprising choice: what no source assigns is assigned here too, marked as proposed, because a purpose that
//! lets anything pass would say nothing.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::x509::extension::{KeyPurpose, KeyUsage};

/// What the certificates of a policy are for.
///
/// | purpose | keyUsage within | with at least | extKeyUsage within |
/// |---|---|---|---|
/// | authentication | digitalSignature, keyEncipherment, keyAgreement | | clientAuth |
/// | signature | nonRepudiation | the same | emailProtection, codeSigning |
/// | signature and authentication | both of the above | digitalSignature, nonRepudiation | both of the above |
/// | device | digitalSignature, keyEncipherment, dataEncipherment, keyAgreement | | clientAuth, ipsecIKE |
/// | service | the same | | serverAuth, clientAuth, timeStamping, anyExtendedKeyUsage |
/// | authority | keyCertSign, cRLSign, digitalSignature | keyCertSign | every one but OCSPSigning |
/// | status | digitalSignature | | OCSPSigning, which it must name |
///
/// Purposes of keys that have no constant in [`KeyPurpose`] go with all but the last. Stated by sources: authentication
/// and signature do not mix unless a policy says so (§3.8, EN 319 412-2 NAT-4.3.2-1), keyCertSign is an authority's
/// (RFC 5280 §4.2.1.3), OCSPSigning a responder's (RFC 6960 §4.2.2.2). All else is proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::exhaustive_enums, reason = "a new purpose is a decision for every reader of a profile")]
pub enum Purpose {
    /// Somebody or something proves who it is; an electronic identification, no trust service.
    Authentication,
    /// Somebody signs or an organisation seals what it answers for, with nonRepudiation.
    Signature,
    /// Both with one key, for a host that decides so. No policy of the catalog does unless it is told to.
    SignatureAndAuthentication,
    /// A device joins a network.
    Device,
    /// A service answers under its name, and may call others.
    Service,
    /// An authority signs certificates and lists.
    Authority,
    /// A responder answers for the status of certificates.
    Status,
}

impl Purpose {
    /// Every purpose.
    pub const ALL: [Self; 7] = [
        Self::Authentication,
        Self::Signature,
        Self::SignatureAndAuthentication,
        Self::Device,
        Self::Service,
        Self::Authority,
        Self::Status,
    ];

    /// Its name in texts and files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Authentication => "authentication",
            Self::Signature => "signature",
            Self::SignatureAndAuthentication => "signature-and-authentication",
            Self::Device => "device",
            Self::Service => "service",
            Self::Authority => "authority",
            Self::Status => "status",
        }
    }

    /// The usages a key may have for it.
    #[must_use]
    pub const fn permitted_usages(self) -> KeyUsage {
        let connects = KeyUsage::DIGITAL_SIGNATURE.union(KeyUsage::KEY_ENCIPHERMENT).union(KeyUsage::KEY_AGREEMENT);
        match self {
            Self::Authentication => connects,
            Self::Signature => KeyUsage::NON_REPUDIATION,
            Self::SignatureAndAuthentication => connects.union(KeyUsage::NON_REPUDIATION),
            Self::Device | Self::Service => connects.union(KeyUsage::DATA_ENCIPHERMENT),
            Self::Authority => KeyUsage::KEY_CERT_SIGN.union(KeyUsage::CRL_SIGN).union(KeyUsage::DIGITAL_SIGNATURE),
            Self::Status => KeyUsage::DIGITAL_SIGNATURE,
        }
    }

    /// The usages a key must have for it.
    #[must_use]
    pub const fn required_usages(self) -> Option<KeyUsage> {
        match self {
            Self::Signature => Some(KeyUsage::NON_REPUDIATION),
            Self::SignatureAndAuthentication => Some(KeyUsage::DIGITAL_SIGNATURE.union(KeyUsage::NON_REPUDIATION)),
            Self::Authority => Some(KeyUsage::KEY_CERT_SIGN),
            Self::Authentication | Self::Device | Self::Service | Self::Status => None,
        }
    }

    /// Whether extKeyUsage may name this for it.
    #[must_use]
    pub fn permits(self, purpose: KeyPurpose) -> bool {
        let homes: &[Self] = match purpose {
            KeyPurpose::OCSP_SIGNING => return self == Self::Status,
            // What an authority names limits what it may certify.
            _ if self == Self::Authority => return true,
            KeyPurpose::CLIENT_AUTH => {
                &[Self::Authentication, Self::SignatureAndAuthentication, Self::Device, Self::Service]
            }
            // Every purpose is that of TLS servers too.
            KeyPurpose::SERVER_AUTH | KeyPurpose::ANY | KeyPurpose::TIME_STAMPING => &[Self::Service],
            KeyPurpose::EMAIL_PROTECTION | KeyPurpose::CODE_SIGNING => {
                &[Self::Signature, Self::SignatureAndAuthentication]
            }
            KeyPurpose::IPSEC_IKE => &[Self::Device],
            _ => return self != Self::Status,
        };
        homes.contains(&self)
    }

    /// Where its rows come from, for what is told of a contradiction.
    pub(super) const fn clause(self) -> &'static str {
        match self {
            Self::Authentication | Self::Signature | Self::SignatureAndAuthentication => {
                "eIDAS Art. 3(1)-(5) and 3(16)-(17), domain.md §3.8"
            }
            Self::Device | Self::Service => "domain.md §5.1, proposed",
            Self::Authority => "RFC 5280 §4.2.1.3",
            Self::Status => "RFC 6960 §4.2.2.2",
        }
    }
}

impl fmt::Display for Purpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
