//! Where an issuer publishes: addresses of its CRL, its certificate and its OCSP responder.
//!
//! Given with `Issuer::with_publication`, read by rows that come from the issuer (CRLDP, AIA). The surprising choice:
//! nothing is derived from anything; an address that is not given does not appear in any certificate.

use crate::x509::Uri;

/// The addresses of an issuer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    crl: Vec<Uri>,
    ca_issuers: Vec<Uri>,
    ocsp: Vec<Uri>,
}

impl Publication {
    /// No addresses.
    #[must_use]
    pub const fn none() -> Self {
        Self { crl: Vec::new(), ca_issuers: Vec::new(), ocsp: Vec::new() }
    }

    /// The same with one more address of the CRL.
    #[must_use]
    pub fn with_crl(mut self, address: Uri) -> Self {
        self.crl.push(address);
        self
    }

    /// The same with one more address of the issuer's certificate.
    #[must_use]
    pub fn with_ca_issuers(mut self, address: Uri) -> Self {
        self.ca_issuers.push(address);
        self
    }

    /// The same with one more address of an OCSP responder.
    #[must_use]
    pub fn with_ocsp(mut self, address: Uri) -> Self {
        self.ocsp.push(address);
        self
    }

    /// The addresses of the CRL.
    #[must_use]
    pub fn crl(&self) -> &[Uri] {
        &self.crl
    }

    /// The addresses of the certificate.
    #[must_use]
    pub fn ca_issuers(&self) -> &[Uri] {
        &self.ca_issuers
    }

    /// The addresses of OCSP responders.
    #[must_use]
    pub fn ocsp(&self) -> &[Uri] {
        &self.ocsp
    }
}
