//! rcgen beside us: a certificate with the same fields, signed by the same signer.
//!
//! rcgen reaches one provider a build, so its `SigningKey` is put around our [`Signer`]; what is compared is the
//! assembling, never two libraries' signatures. It draws no serial number here and derives no key identifier, which are
//! given, and it checks nothing of what it writes. The surprising choice: address and policy extensions, which it does not
//! write itself, are handed to it as octets of our own certificate.

use std::sync::Arc;

use chancery::{
    crypto::{PublicKey, SignatureAlgorithm, Signer},
    x509::{TbsCertificate, extension::oid},
};
use rcgen::{
    CertificateParams, CustomExtension, DistinguishedName, DnType, ExtendedKeyUsagePurpose, Issuer, KeyIdMethod,
    KeyUsagePurpose, PublicKeyData, SerialNumber, SigningKey,
};

/// rcgen, ready to issue.
pub(crate) struct Peer {
    params: CertificateParams,
    issuer: Issuer<'static, Key>,
    subject: Key,
}

impl Peer {
    /// Set up to write what `tbs` says, for this key, under this signer.
    pub(crate) fn new(signer: &Arc<dyn Signer>, subject: &PublicKey, tbs: &[u8]) -> Self {
        let tbs = TbsCertificate::from_der(tbs).expect("ours");
        let mut params = CertificateParams::new(["www.example.pl".to_owned(), "example.pl".to_owned()]).expect("names");
        params.distinguished_name = name(&[(DnType::CommonName, "www.example.pl")]);
        params.not_before = rcgen::date_time_ymd(2026, 1, 1);
        params.not_after = rcgen::date_time_ymd(2026, 4, 1);
        params.serial_number = Some(SerialNumber::from_slice(tbs.serial()));
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        let given = [
            (oid::SUBJECT_KEY_IDENTIFIER, &[2, 5, 29, 14][..]),
            (oid::CERTIFICATE_POLICIES, &[2, 5, 29, 32]),
            (oid::CRL_DISTRIBUTION_POINTS, &[2, 5, 29, 31]),
            (oid::AUTHORITY_INFO_ACCESS, &[1, 3, 6, 1, 5, 5, 7, 1, 1]),
        ];
        for (oid, arcs) in given {
            let value = tbs.extension(oid).expect("ours has it").value.to_vec();
            params.custom_extensions.push(CustomExtension::from_oid_content(arcs, value));
        }
        Self { params, issuer: issuer(signer), subject: Key { key: subject.clone(), signer: Arc::clone(signer) } }
    }

    /// One certificate.
    pub(crate) fn issue(&self) -> rcgen::Certificate {
        self.params.signed_by(&self.subject, &self.issuer).expect("issued")
    }
}

fn issuer(signer: &Arc<dyn Signer>) -> Issuer<'static, Key> {
    let mut params = CertificateParams::default();
    params.distinguished_name = name(&[
        (DnType::CountryName, "PL"),
        (DnType::OrganizationName, "Urząd Przykładowy"),
        (DnType::CommonName, "Urząd Przykładowy Root CA"),
    ]);
    params.key_identifier_method = KeyIdMethod::PreSpecified(vec![0x5a; 20]);
    Issuer::new(params, Key { key: signer.public_key().clone(), signer: Arc::clone(signer) })
}

fn name(attributes: &[(DnType, &str)]) -> DistinguishedName {
    let mut name = DistinguishedName::new();
    for (kind, text) in attributes {
        name.push(kind.clone(), *text);
    }
    name
}

/// A public key, and the signer that signs when it is the issuer's.
struct Key {
    key: PublicKey,
    signer: Arc<dyn Signer>,
}

impl PublicKeyData for Key {
    fn der_bytes(&self) -> &[u8] {
        self.key.key_octets()
    }

    fn algorithm(&self) -> &'static rcgen::SignatureAlgorithm {
        let fits = |algorithm: SignatureAlgorithm| algorithm.fits(self.key.algorithm());
        match () {
            () if fits(SignatureAlgorithm::RsaPkcs1Sha256) => &rcgen::PKCS_RSA_SHA256,
            () if fits(SignatureAlgorithm::Ed25519) => &rcgen::PKCS_ED25519,
            () => &rcgen::PKCS_ECDSA_P256_SHA256,
        }
    }
}

impl SigningKey for Key {
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, rcgen::Error> {
        let signature = self.signer.sign(message).map_err(|_| rcgen::Error::RemoteKeyError)?;
        Ok(signature.as_octets().to_vec())
    }
}
