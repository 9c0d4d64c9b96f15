//! Requests signed with RSASSA-PSS, as OpenSSL and GnuTLS make them on the spot, and keys that are bound to it.
//!
//! In the flow: beside `tests/rsa_pss.rs`. RFC 4055 §3.3: what the parameters of a key bind, its signatures must keep. The
//! surprising choice: a request whose signature holds in numbers and not under the terms of its key is made here with our
//! own signer under a changed label, because no tool makes one; "does not fit" is the answer, and never "bad signature".

use std::{fs, path::Path, process::Command, sync::Arc, time::SystemTime};

use chancery::{
    crypto::{
        Hash, KeyAlgorithm, PssFault, PssHash, PssMask, PssRestriction, PublicKey, RemoteKey, SignError, Signature,
        SignatureAlgorithm, Signer, UnusableAlgorithm,
    },
    encoding::Writer,
    issuer::Issuer,
    policy::catalog::TlsServer,
    request::{CertificationRequest, KeyFloor, Possession, PossessionError},
    x509::{Certificate, Extensions, Name},
};

use crate::{
    ca::{self, PROVIDERS, approve, authority, now, provider, secret, server},
    judges,
};

const CONFIGURATION: &str = "[req]\ndistinguished_name = subject\n[subject]\n[authority]\nbasicConstraints = critical, \
    CA:TRUE\nkeyUsage = critical, keyCertSign, cRLSign\nsubjectKeyIdentifier = hash\n";
const PSS: &str = "-sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:digest";

fn openssl(directory: &Path, arguments: &str) -> Option<String> {
    judges::openssl_make(directory, &arguments.split_whitespace().collect::<Vec<_>>())
}

/// The request OpenSSL makes with the key in `key.pem` and these options; `None` where there is no OpenSSL.
fn request(directory: &Path, options: &str) -> Option<CertificationRequest> {
    fs::write(directory.join("openssl.cnf"), CONFIGURATION).unwrap();
    let make = format!("req -new -config openssl.cnf -key key.pem -subj /CN=host.example -out made.csr {options}");
    openssl(directory, &make)?;
    Some(CertificationRequest::from_pem(&fs::read(directory.join("made.csr")).unwrap()).unwrap())
}

/// The same, with the RSA key of the tests.
fn ordinary(directory: &Path, options: &str) -> Option<CertificationRequest> {
    fs::write(directory.join("key.pem"), &*secret("rsa2048").secret_pkcs8_pem().unwrap()).unwrap();
    request(directory, options)
}

/// The same, with an RSASSA-PSS key that OpenSSL makes with these options.
fn of_pss_key(directory: &Path, key: &str, options: &str) -> Option<CertificationRequest> {
    openssl(directory, &format!("genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -out key.pem {key}"))?;
    request(directory, options)
}

fn assert_proven(request: &CertificationRequest, algorithm: SignatureAlgorithm) {
    assert_eq!(request.signature_algorithm(), Ok(algorithm));
    assert_eq!(request.reencode().unwrap(), request.as_der());
    for (name, provider) in PROVIDERS {
        let verified = request.clone().verify(provider);
        assert!(verified.is_ok(), "{name}, {algorithm}: {verified:?}");
    }
}

fn restriction(request: &CertificationRequest) -> PssRestriction {
    match request.public_key().algorithm() {
        KeyAlgorithm::RsaPss { bits: 2048, restriction } => restriction,
        other => panic!("{other}"),
    }
}

const ALGORITHMS: [(&str, SignatureAlgorithm); 3] = [
    ("sha256", SignatureAlgorithm::RsaPssSha256),
    ("sha384", SignatureAlgorithm::RsaPssSha384),
    ("sha512", SignatureAlgorithm::RsaPssSha512),
];

#[test]
fn proves_possession_of_ordinary_keys_that_openssl_signs_with() {
    let directory = tempfile::tempdir().unwrap();
    for (hash, algorithm) in ALGORITHMS {
        let Some(request) = ordinary(directory.path(), &format!("-{hash} {PSS}")) else { return };
        assert_proven(&request, algorithm);
    }
}

#[test]
fn proves_possession_of_the_rsassa_pss_keys_openssl_makes() {
    let directory = tempfile::tempdir().unwrap();
    let Some(request) = of_pss_key(directory.path(), "", &format!("-sha384 {PSS}")) else { return };
    assert_eq!(restriction(&request), PssRestriction::Unrestricted);
    assert_proven(&request, SignatureAlgorithm::RsaPssSha384);
    for (least_salt, hash) in [(32, "sha256"), (20, "sha256"), (0, "sha256")] {
        let key = format!(
            "-pkeyopt rsa_pss_keygen_md:{hash} -pkeyopt rsa_pss_keygen_mgf1_md:{hash} -pkeyopt \
             rsa_pss_keygen_saltlen:{least_salt}"
        );
        let request = of_pss_key(directory.path(), &key, &format!("-{hash} {PSS}")).unwrap();
        assert_eq!(restriction(&request), PssRestriction::Bound { hash: Hash::Sha256, least_salt });
        assert_proven(&request, SignatureAlgorithm::RsaPssSha256);
        assert!(KeyFloor::BASELINE.violations(request.public_key()).is_empty());
    }
}

#[test]
fn refuses_by_name_what_openssl_signs_otherwise() {
    let directory = tempfile::tempdir().unwrap();
    let sha1 = PssHash::Known(Hash::Sha1ForIdentifiers);
    let cases = [
        // What OpenSSL does unless told: the longest salt the key has room for.
        ("-sha256 -sigopt rsa_padding_mode:pss", PssFault::Salt { found: 222, wanted: 32 }),
        ("-sha512 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:20", PssFault::Salt { found: 20, wanted: 64 }),
        (
            "-sha256 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32 -sigopt rsa_mgf1_md:sha1",
            PssFault::Mask { found: PssMask::Mgf1(sha1), wanted: Hash::Sha256 },
        ),
        (
            "-sha384 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:48 -sigopt rsa_mgf1_md:sha256",
            PssFault::Mask { found: PssMask::Mgf1(PssHash::Known(Hash::Sha256)), wanted: Hash::Sha384 },
        ),
        (
            "-sha224 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:28",
            PssFault::Hash { found: PssHash::Other("2.16.840.1.101.3.4.2.4".parse().unwrap()) },
        ),
    ];
    for (options, fault) in cases {
        let Some(request) = ordinary(directory.path(), options) else { return };
        let refused = PossessionError::Algorithm(UnusableAlgorithm::Pss(fault));
        assert_eq!(request.verify(provider()).unwrap_err(), refused, "{options}");
    }
    let Some(request) = ordinary(directory.path(), &format!("-sha1 {PSS}")) else { return };
    let weak = UnusableAlgorithm::WeakHash { name: "RSASSA-PSS", hash: "SHA-1" };
    assert_eq!(request.verify(provider()).unwrap_err(), PossessionError::Algorithm(weak));
}

#[test]
fn proves_possession_of_the_rsassa_pss_keys_gnutls_makes() {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("template"), "cn = host.example\n").unwrap();
    let certtool = |arguments: &str| {
        let mut command = Command::new("certtool");
        let answer = judges::ask("certtool", command.current_dir(directory.path()).args(arguments.split(' ')))?;
        assert!(answer.status.success(), "certtool {arguments}: {}", answer.text);
        Some(())
    };
    let key = "--generate-privkey --key-type rsa-pss --bits 2048 --outfile key.pem";
    for (options, bound) in [("", false), (" --hash SHA384 --salt-size 48", true)] {
        let Some(()) = certtool(&format!("{key}{options}")) else { return };
        certtool("--generate-request --load-privkey key.pem --template template --outfile made.csr").unwrap();
        let text = fs::read(directory.path().join("made.csr")).unwrap();
        let request = CertificationRequest::from_pem(&text).unwrap();
        let (least_salt, unrestricted) = (48, PssRestriction::Unrestricted);
        let wanted = if bound { PssRestriction::Bound { hash: Hash::Sha384, least_salt } } else { unrestricted };
        assert_eq!(restriction(&request), wanted);
        assert_proven(&request, request.signature_algorithm().unwrap());
    }
}

/// A key under another label, which signs as before.
struct Relabelled(Arc<dyn Signer>, PublicKey);

impl Signer for Relabelled {
    fn public_key(&self) -> &PublicKey {
        &self.1
    }

    fn algorithm(&self) -> SignatureAlgorithm {
        self.0.algorithm()
    }

    fn sign(&self, message: &[u8]) -> Result<Signature, SignError> {
        self.0.sign(message)
    }
}

/// The key of the tests as an RSASSA-PSS key with the parameters of this signature algorithm; `None`: with none.
fn bound_to(algorithm: Option<SignatureAlgorithm>) -> PublicKey {
    let genuine = secret("rsa2048").stated_public_key().unwrap();
    let bare = b"\x30\x0b\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a";
    let mut writer = Writer::new();
    let spki = writer.sequence(|spki| {
        spki.raw(algorithm.map_or(bare, SignatureAlgorithm::identifier))?;
        spki.bit_string_of_octets(genuine.key_octets())
    });
    spki.unwrap();
    PublicKey::from_der(writer.octets()).unwrap()
}

/// A request of the key of the tests under this label, signed with this algorithm.
fn relabelled(key: PublicKey, algorithm: SignatureAlgorithm) -> CertificationRequest {
    let signer = provider().keys.signer(&secret("rsa2048"), algorithm).unwrap();
    CertificationRequest::sign(&Name::empty(), &Extensions::new(), &Relabelled(signer, key)).unwrap()
}

#[test]
fn a_signature_that_its_key_rules_out_does_not_fit() {
    let (sha256, sha384) = (SignatureAlgorithm::RsaPssSha256, SignatureAlgorithm::RsaPssSha384);
    assert_proven(&relabelled(bound_to(Some(sha256)), sha256), sha256);
    assert_proven(&relabelled(bound_to(None), sha384), sha384);
    let cases = [
        (
            relabelled(bound_to(Some(sha256)), sha384),
            "no RSASSA-PSS with SHA-384 signature is made with RSASSA-PSS 2048 bound to SHA-256; sign the request with \
             the key it carries, for example as RSASSA-PSS with SHA-256 (RFC 2986 §4.2)",
        ),
        (
            relabelled(bound_to(None), SignatureAlgorithm::RsaPkcs1Sha256),
            "no sha256WithRSAEncryption signature is made with RSASSA-PSS 2048; sign the request with the key it \
             carries, for example as RSASSA-PSS with SHA-256 (RFC 2986 §4.2)",
        ),
    ];
    for (request, sentence) in cases {
        for (_, provider) in PROVIDERS {
            let error = request.clone().verify(provider).unwrap_err();
            assert!(matches!(error, PossessionError::DoesNotFit { .. }), "{error:?}");
            assert_eq!((error.to_string().as_str(), error.possession()), (sentence, Possession::Failed));
        }
    }
}

#[test]
fn a_policy_that_names_rsa_refuses_an_rsassa_pss_key_by_name() {
    let request = relabelled(bound_to(None), SignatureAlgorithm::RsaPssSha256).verify(provider()).unwrap();
    let policy: TlsServer = ca::server_policy();
    let rejection =
        approve(&authority(provider(), "p384"), policy, request, &server(&["host.example"]), now()).unwrap_err();
    let messages: Vec<_> = rejection.violations().iter().map(|found| format!("{}: {found}", found.rule())).collect();
    assert_eq!(
        messages,
        ["policy.key: subjectPublicKeyInfo is RSASSA-PSS 2048; permitted is RSA 2048 to 4096, EC P-256, EC P-384, \
          Ed25519 (Baseline Requirements §6.1.5 (B-05))"]
    );
}

#[test]
fn a_ca_certificate_that_openssl_bound_to_rsassa_pss_makes_an_issuer_with_its_key_elsewhere() {
    let directory = tempfile::tempdir().unwrap();
    let at = directory.path();
    let key = "genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_pss_keygen_md:sha512 -pkeyopt \
               rsa_pss_keygen_mgf1_md:sha512 -pkeyopt rsa_pss_keygen_saltlen:64 -out key.pem";
    if openssl(at, key).is_none() {
        return;
    }
    fs::write(at.join("openssl.cnf"), CONFIGURATION).unwrap();
    let make = "req -x509 -new -config openssl.cnf -extensions authority -key key.pem -subj /CN=ca -sha512 -out ca.pem";
    openssl(at, &format!("{make} {PSS}")).unwrap();
    let certificate = Certificate::from_pem(&fs::read(at.join("ca.pem")).unwrap()).unwrap();
    for (name, provider) in PROVIDERS {
        let verified = certificate.verify_signature(certificate.public_key(), provider.verifier);
        assert!(verified.is_ok(), "{name}: {verified:?}");
        let issuer = |algorithm| {
            let key = RemoteKey::new(certificate.public_key().clone(), algorithm)?;
            Some(Issuer::new(certificate.clone(), Arc::new(key), provider, SystemTime::now().try_into().unwrap()))
        };
        issuer(SignatureAlgorithm::RsaPssSha512).unwrap().unwrap();
        assert!(issuer(SignatureAlgorithm::RsaPssSha256).is_none());
        assert!(issuer(SignatureAlgorithm::RsaPkcs1Sha512).is_none());
    }
}
