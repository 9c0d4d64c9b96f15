//! The policies `issue` can issue under, and a sample of the applicant file of each.
//!
//! A sample loads as it is printed: the tests issue from every one of them. Persons and companies in them do not exist;
//! the PESEL and the NIPs are made up, with check digits that hold. The surprising choice: `root` is not among them, and
//! neither are the policies whose keys the authority makes. A root signs itself, with a key that has no certificate yet,
//! and `issue` begins from a certificate and a request: see `make_ca` and `certification_centre`.

use std::{fmt, str::FromStr};

/// A policy by its name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum PolicyName {
    TlsServer,
    TlsClient,
    Workload,
    OperatorFile,
    OperatorCard,
    SkpSsl,
    System,
    IntegrationTest,
    IntegrationProduction,
    SekapRequest,
    OcspResponder,
    Subordinate,
}

/// A name no policy has.
#[derive(Debug, thiserror::Error)]
#[error("there is no policy {found}; there are {known} (a root is made by make_ca)")]
pub(crate) struct UnknownPolicy {
    found: String,
    known: String,
}

impl PolicyName {
    /// Every policy, in the order they are listed.
    pub(crate) const ALL: [Self; 12] = [
        Self::TlsServer,
        Self::TlsClient,
        Self::Workload,
        Self::OperatorFile,
        Self::OperatorCard,
        Self::SkpSsl,
        Self::System,
        Self::IntegrationTest,
        Self::IntegrationProduction,
        Self::SekapRequest,
        Self::OcspResponder,
        Self::Subordinate,
    ];

    const fn as_str(self) -> &'static str {
        match self {
            Self::TlsServer => "tls-server",
            Self::TlsClient => "tls-client",
            Self::Workload => "workload",
            Self::OperatorFile => "operator-file",
            Self::OperatorCard => "operator-card",
            Self::SkpSsl => "skp-ssl",
            Self::OcspResponder => "ocsp-responder",
            Self::System => "system",
            Self::IntegrationTest => "integration-test",
            Self::IntegrationProduction => "integration-production",
            Self::SekapRequest => "sekap-request",
            Self::Subordinate => "subordinate",
        }
    }

    /// An applicant file, filled in.
    pub(crate) const fn applicant_template(self) -> &'static str {
        match self {
            Self::TlsServer => TLS_SERVER,
            Self::TlsClient => TLS_CLIENT,
            Self::Workload => WORKLOAD,
            Self::OperatorFile => OPERATOR_FILE,
            Self::OperatorCard => OPERATOR_CARD,
            Self::SkpSsl => SKP_SSL,
            Self::OcspResponder => OCSP_RESPONDER,
            Self::System => SYSTEM,
            Self::IntegrationTest => INTEGRATION_TEST,
            Self::IntegrationProduction => INTEGRATION_PRODUCTION,
            Self::SekapRequest => SEKAP_REQUEST,
            Self::Subordinate => SUBORDINATE,
        }
    }
}

impl FromStr for PolicyName {
    type Err = UnknownPolicy;

    fn from_str(text: &str) -> Result<Self, UnknownPolicy> {
        let unknown = || UnknownPolicy { found: text.to_owned(), known: Self::ALL.map(Self::as_str).join(", ") };
        Self::ALL.into_iter().find(|policy| policy.as_str() == text).ok_or_else(unknown)
    }
}

impl fmt::Display for PolicyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

const TLS_SERVER: &str = r#"# A TLS server. What stands here goes into the certificate, whatever the request asks for.

# Host names the applicant controls; the first of them becomes the common name.
dns_names = ["www.example.com"]
# Addresses, IPv4 or IPv6.
ip_addresses = []
# The organisation and its country, where they were verified; both lines may be left out.
organization = "Przykład sp. z o.o."
country = "PL"
"#;

const TLS_CLIENT: &str = r#"# A TLS client. What stands here goes into the certificate, whatever the request asks for.

# The name the client goes by.
common_name = "Billing robot"
# The organisation, its country and a mailbox, where they were verified; all three lines may be left out.
organization = "Przykład sp. z o.o."
country = "PL"
email = "robot@example.com"
"#;

const WORKLOAD: &str = r#"# A workload that calls others over mutual TLS and is called. What stands here goes into the certificate.

# Its identity, the one alternative name.
spiffe_id = "spiffe://example.com/billing/payments"
# The organisation, its country and a name for people; without all three the subject is empty.
organization = "Przykład sp. z o.o."
country = "PL"
"#;

const OPERATOR_FILE: &str = r#"# An operator of a CEPiK application whose key is on a card: RSA with exactly 2048 bits.
# What stands here goes into the certificate, whatever the request asks for.

# The body the operator works for.
country = "PL"
organization = "Straż Gminna w Przykładowie"
# The person. The PESEL goes into the subject as serialNumber = PNOPL-...
given_name = "Łucja"
surname = "Przykładowa"
pesel = "99723100018"
# The mailbox of the application.
email = "lucja.przykladowa@example.com"
"#;

const OPERATOR_CARD: &str = r#"# An operator of a CEPiK application whose key and request the remote application makes on a card: RSA 2048.
# What stands here goes into the certificate, whatever the request asks for.

# The body the operator works for.
country = "PL"
organization = "Straż Gminna w Przykładowie"
# The person. The PESEL goes into the subject as serialNumber = PNOPL-...
given_name = "Łucja"
surname = "Przykładowa"
pesel = "99723100018"
# The mailbox of the application.
email = "lucja.przykladowa@example.com"
"#;

const SKP_SSL: &str = r#"# A diagnostician of a vehicle inspection station whose key is on a card: RSA 2048.
# What stands here goes into the certificate, whatever the request asks for.

# The station.
country = "PL"
organization = "Stacja Kontroli Pojazdów Przykład"
# The person. The PESEL goes into the subject as serialNumber = PNOPL-...
given_name = "Łucja"
surname = "Przykładowa"
pesel = "99723100018"
# The mailbox of the application.
email = "diagnosta@example.com"
"#;

const OCSP_RESPONDER: &str = r#"# A responder that answers for the CA: RSA 2048 to 4096, P-256, P-384 or Ed25519.
# What stands here goes into the certificate, whatever the request asks for.

country = "PL"
organization = "Przykład sp. z o.o."
common_name = "Przykład OCSP Responder"
"#;

const SYSTEM: &str = r#"# A system that calls the services of CEPiK: RSA with exactly 2048 bits.
# What stands here goes into the certificate, whatever the request asks for.

# The entity that runs the system. Its NIP goes into the subject as organizationIdentifier = VATPL-...
country = "PL"
organization = "Przykład sp. z o.o."
nip = "8567346215"
# The name of the system.
system_name = "ewidencja.example.com"
"#;

const INTEGRATION_TEST: &str = r#"# A system that calls the signature node, in the test environment: RSA 2048 to 4096, P-256 or P-384.
# What stands here goes into the certificate, whatever the request asks for.

# The public entity that runs the system.
country = "PL"
organization = "Urząd Gminy w Przykładowie"
# The domain or the fixed IP address of the system, which becomes the common name.
address = "test.podpis.example.com"
"#;

const INTEGRATION_PRODUCTION: &str = r#"# A system that calls the signature node, in production: RSA 2048 to 4096, P-256 or P-384.
# What stands here goes into the certificate, whatever the request asks for. Give --tested-with and --tested-at too.

# The public entity that runs the system.
country = "PL"
organization = "Urząd Gminy w Przykładowie"
# The domain or the fixed IP address of the system on the Internet, which becomes the common name.
address = "podpis.example.com"
"#;

const SEKAP_REQUEST: &str = r#"# A citizen who signs on SEKAP, with a key of their own: RSA with exactly 2048 bits.
# What stands here goes into the certificate, whatever the request asks for.

# The person whose identity document was seen. The PESEL goes into the subject as serialNumber = PNOPL-...
country = "PL"
given_name = "Łucja"
surname = "Przykładowa"
pesel = "99723100018"
# The mailbox of the application.
email = "lucja.przykladowa@example.com"
"#;

const SUBORDINATE: &str = r#"# An issuing authority under the CA: RSA with 3072 to 4096 bits, or P-384.
# What stands here goes into the certificate, whatever the request asks for.

country = "PL"
organization = "Przykład sp. z o.o."
# Its NIP, for organizationIdentifier; the line may be left out.
nip = "8567346215"
common_name = "Przykład Issuing CA"
"#;
