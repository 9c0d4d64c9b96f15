//! rcgen beside us: a revocation list with the same entries, signed by the same signer.
//!
//! rcgen holds its entries as parameters, which are made outside what is measured; what is compared is the writing. It
//! checks nothing of what it writes, and ours reads back and lints. The surprising choice: its key identifier is given,
//! as it would otherwise be derived anew for every list and be another than the issuer's.

use std::sync::Arc;

use chancery::{crypto::Signer, inventory::RevokedEntry, x509::Reason};
use rcgen::{
    CertificateParams, CertificateRevocationListParams, DistinguishedName, DnType, Issuer, KeyIdMethod, PublicKeyData,
    RevocationReason, RevokedCertParams, SerialNumber, SigningKey,
};
use time::OffsetDateTime;

/// rcgen, ready to sign a list.
pub(crate) struct Peer {
    params: CertificateRevocationListParams,
    issuer: Issuer<'static, Key>,
}

impl Peer {
    /// Set up to write these entries, under this signer on P-256.
    pub(crate) fn new(signer: &Arc<dyn Signer>, entries: &[RevokedEntry]) -> Self {
        let params = CertificateRevocationListParams {
            this_update: rcgen::date_time_ymd(2026, 1, 1),
            next_update: rcgen::date_time_ymd(2026, 1, 3),
            crl_number: SerialNumber::from(1_u64),
            issuing_distribution_point: None,
            revoked_certs: entries.iter().map(revoked).collect(),
            key_identifier_method: KeyIdMethod::PreSpecified(vec![0x5a; 20]),
        };
        Self { params, issuer: issuer(signer) }
    }

    /// One list.
    pub(crate) fn sign(&self) -> rcgen::CertificateRevocationList {
        self.params.signed_by(&self.issuer).expect("signed")
    }
}

fn revoked(entry: &RevokedEntry) -> RevokedCertParams {
    let at = OffsetDateTime::from_unix_timestamp(entry.at.unix_seconds()).expect("a time");
    let reason = match entry.reason {
        Reason::Unspecified => None,
        Reason::CertificateHold => Some(RevocationReason::CertificateHold),
        Reason::KeyCompromise => Some(RevocationReason::KeyCompromise),
        _ => Some(RevocationReason::Superseded),
    };
    RevokedCertParams {
        serial_number: SerialNumber::from_slice(entry.serial.as_octets()),
        revocation_time: at,
        reason_code: reason,
        invalidity_date: None,
    }
}

fn issuer(signer: &Arc<dyn Signer>) -> Issuer<'static, Key> {
    let mut params = CertificateParams::default();
    let mut name = DistinguishedName::new();
    name.push(DnType::CountryName, "PL");
    name.push(DnType::OrganizationName, "Urząd Przykładowy");
    name.push(DnType::CommonName, "Urząd Przykładowy Root CA");
    params.distinguished_name = name;
    params.key_usages = vec![rcgen::KeyUsagePurpose::KeyCertSign, rcgen::KeyUsagePurpose::CrlSign];
    Issuer::new(params, Key(Arc::clone(signer)))
}

struct Key(Arc<dyn Signer>);

impl PublicKeyData for Key {
    fn der_bytes(&self) -> &[u8] {
        self.0.public_key().key_octets()
    }

    fn algorithm(&self) -> &'static rcgen::SignatureAlgorithm {
        &rcgen::PKCS_ECDSA_P256_SHA256
    }
}

impl SigningKey for Key {
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, rcgen::Error> {
        let signature = self.0.sign(message).map_err(|_| rcgen::Error::RemoteKeyError)?;
        Ok(signature.as_octets().to_vec())
    }
}
