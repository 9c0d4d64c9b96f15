//! Sealed files before programs that never heard of this library, and theirs before our reader.
//!
//! In the flow: after `seal`, at the receiver. OpenSSL, GnuTLS, the JDK and pyca/cryptography open what is sealed here, for
//! each kind of key, and give back the same key and certificates; each refuses a wrong password and a changed file. What
//! they write with PBES2 and SHA-256 is opened here. RFC 7292; P-13.
//!
//! The surprising choice: keys and certificates are compared octet by octet, since a program that lists a file may still
//! have read another key out of it.
#![cfg(all(unix, feature = "ring", feature = "aws-lc-rs"))]
#![expect(clippy::unwrap_used, reason = "what cannot be made or found is a failed test")]

#[path = "common/bundle.rs"]
mod bundle;
#[path = "common/ca.rs"]
mod ca;
#[path = "interop_p12/other.rs"]
mod other;
#[path = "common/program.rs"]
mod program;

use std::{fs, path::PathBuf};

use chancery::{
    crypto::aws_lc_rs::PROVIDER,
    pkcs12::{Bundle, OpenError, OpenLimits, Pfx},
};

use bundle::{KEYS, PASSWORD, password};
use other::{Other, Said};

/// The key of a fixture as PKCS#8, as our reader writes it.
fn pkcs8(key: &str) -> Vec<u8> {
    ca::secret(key).secret_pkcs8_der().unwrap().to_vec()
}

/// PKCS#8 of another program in the form ours has.
fn ours(pkcs8: &[u8]) -> Vec<u8> {
    chancery::crypto::SecretKey::from_der(pkcs8).unwrap().secret_pkcs8_der().unwrap().to_vec()
}

/// Key and certificates that go in, and the file they went into.
struct Sealed {
    certificates: Vec<Vec<u8>>,
    pfx: Vec<u8>,
    directory: tempfile::TempDir,
}

impl Sealed {
    fn new(bundle: Bundle) -> Self {
        let all = std::iter::once(bundle.certificate()).chain(bundle.chain());
        let certificates = all.map(|certificate| certificate.as_der().to_vec()).collect();
        Self { certificates, pfx: bundle::seal(bundle, &PROVIDER), directory: tempfile::tempdir().unwrap() }
    }

    fn write(&self, name: &str, octets: &[u8]) -> PathBuf {
        let path = self.directory.path().join(name);
        fs::write(&path, octets).unwrap();
        path
    }
}

/// What a program read out of a file is what went in.
#[track_caller]
fn assert_same(other: Other, key: &str, sealed: &Sealed, said: &Said) {
    let name = other.name();
    let mut read = said.certificates.clone();
    let mut wanted = sealed.certificates.clone();
    read.sort();
    wanted.sort();
    assert_eq!(read, wanted, "{name} reads other certificates, of {key}");
    let keys: Vec<_> = said.keys.iter().map(|pkcs8| without_point(&ours(pkcs8))).collect();
    assert_eq!(keys, [without_point(&pkcs8(key))], "{name} reads another key, of {key}");
}

/// Java leaves the public point out of an EC key: the scalar is what is compared.
fn without_point(pkcs8: &[u8]) -> Vec<u8> {
    let end = if pkcs8.len() < 300 { 70.min(pkcs8.len()) } else { pkcs8.len() };
    pkcs8.iter().copied().skip(6).take(end).collect()
}

#[test]
fn every_program_reads_what_is_sealed() {
    for key in KEYS {
        // What is optional is asked about once.
        let bare = (key == "p256").then(|| bundle::bare(&PROVIDER, key));
        for bundle in std::iter::once(bundle::full(&PROVIDER, key)).chain(bare) {
            let alias = bundle.friendly_name().map(str::to_owned);
            let sealed = Sealed::new(bundle);
            let file = sealed.write("sealed.p12", &sealed.pfx);
            for other in Other::ALL {
                let Some(answer) = other.show(&file, PASSWORD) else { continue };
                let said = answer.unwrap_or_else(|reason| panic!("{} refuses: {reason}", other.name()));
                assert_same(other, key, &sealed, &said);
                if let Some(alias) = &alias {
                    let shown = other.shown(alias);
                    assert!(said.aliases.contains(&shown), "{} calls it {:?}", other.name(), said.aliases);
                }
            }
        }
    }
}

#[test]
fn openssl_opens_what_a_registration_office_hands_out() {
    let authority = ca::authority(&PROVIDER, "ed25519");
    let approved = ca::approve_generated(&authority, ca::sekap_office_policy(), &ca::citizen(), ca::now()).unwrap();
    let enrolled = authority.issue(approved, ca::now()).unwrap();
    let serial = enrolled.id().serial;
    let bundle = Bundle::from(enrolled).with_friendly_name("sekap-office").unwrap();
    let sealed = Sealed::new(bundle.with_local_key_id(serial.as_octets()).unwrap());
    let file = sealed.write("citizen.p12", &sealed.pfx);
    let Some(answer) = Other::OpenSsl.show(&file, PASSWORD) else { return };
    let said = answer.unwrap_or_else(|reason| panic!("openssl refuses: {reason}"));
    assert_eq!(said.certificates, sealed.certificates);
    assert!(said.aliases.iter().any(|alias| alias == "sekap-office"), "{:?}", said.aliases);
    let [key] = said.keys.as_slice() else { panic!("openssl reads {} keys", said.keys.len()) };
    let key = chancery::crypto::SecretKey::from_der(key).unwrap();
    let certificate = chancery::x509::Certificate::from_der(&sealed.certificates[0]).unwrap();
    // The bundle takes a key and its certificate, and no others.
    assert!(Bundle::new(key, certificate, &PROVIDER).is_ok());
}

#[test]
fn java_alone_needs_a_local_key_id_to_find_the_certificate() {
    let sealed = Sealed::new(bundle::plain(&PROVIDER, "p256"));
    let file = sealed.write("sealed.p12", &sealed.pfx);
    for other in Other::ALL {
        let Some(answer) = other.show(&file, PASSWORD) else { continue };
        let certificates = answer.unwrap().certificates;
        assert_eq!(certificates.is_empty(), other == Other::Java, "{}", other.name());
    }
}

#[test]
fn every_program_refuses_a_wrong_password() {
    let sealed = Sealed::new(bundle::full(&PROVIDER, "p256"));
    let file = sealed.write("sealed.p12", &sealed.pfx);
    for other in Other::ALL {
        let Some(answer) = other.show(&file, "open sesame 7") else { continue };
        let reason = answer.err().unwrap_or_else(|| panic!("{} accepts a wrong password", other.name()));
        assert!(reason.contains(other.word_for_password()), "{}: {reason}", other.name());
    }
}

#[test]
fn every_program_refuses_a_changed_file() {
    let sealed = Sealed::new(bundle::full(&PROVIDER, "p256"));
    // An octet of the encrypted key, which stands before the MAC.
    let mut changed = sealed.pfx.clone();
    let place = changed.len() - 250;
    changed[place] ^= 1;
    let file = sealed.write("changed.p12", &changed);
    for other in Other::ALL {
        let Some(answer) = other.show(&file, PASSWORD) else { continue };
        assert!(answer.is_err(), "{} accepts a changed file", other.name());
    }
}

#[test]
fn keytool_lists_what_is_sealed() {
    let sealed = Sealed::new(bundle::full(&PROVIDER, "rsa2048"));
    let file = sealed.write("sealed.p12", &sealed.pfx);
    if let Some(text) = other::keytool_list(&file, PASSWORD) {
        assert!(text.contains("PrivateKeyEntry"), "{text}");
    }
}

#[test]
fn opens_what_every_program_writes() {
    for key in KEYS {
        let (leaf, chain) = bundle::certified(&PROVIDER, key);
        let directory = tempfile::tempdir().unwrap();
        let input = other::Input::write(directory.path(), &ca::secret(key), &leaf, &chain);
        for other in Other::ALL {
            let Some(made) = other.make(&input, PASSWORD) else { continue };
            let file = fs::read(made).unwrap();
            let opened = Pfx::open(&file, &password(), &OpenLimits::DEFAULT, &PROVIDER);
            let opened = opened.unwrap_or_else(|error| panic!("of {}, {key}: {error}", other.name()));
            let bundle = opened.bundle();
            assert_eq!(bundle.certificate(), &leaf, "{} {key}", other.name());
            assert_eq!(bundle.chain(), chain, "{} {key}", other.name());
            assert_eq!(bundle.friendly_name(), Some(other.alias()), "{} {key}", other.name());
            let wrong =
                Pfx::open(&file, &chancery::pkcs12::Password::new("x").unwrap(), &OpenLimits::DEFAULT, &PROVIDER);
            assert!(matches!(wrong, Err(OpenError::WrongPassword)), "{} {key}", other.name());
        }
    }
}

#[test]
fn opens_files_under_passwords_that_are_not_ascii() {
    let (leaf, chain) = bundle::certified(&PROVIDER, "p256");
    let directory = tempfile::tempdir().unwrap();
    let input = other::Input::write(directory.path(), &ca::secret("p256"), &leaf, &chain);
    // A character outside the Basic Multilingual Plane is a surrogate pair to all who take it (P-05).
    for text in ["źdźbło", "\u{1f511}"] {
        let password = chancery::pkcs12::Password::new(text).unwrap();
        for other in [Other::OpenSsl, Other::GnuTls, Other::Pyca] {
            let Some(made) = other.make(&input, text) else { continue };
            let opened = Pfx::open(&fs::read(made).unwrap(), &password, &OpenLimits::DEFAULT, &PROVIDER);
            assert!(opened.is_ok(), "of {}, {text}: {opened:?}", other.name());
        }
    }
}

#[test]
fn java_alone_refuses_a_password_that_is_not_ascii() {
    let password = chancery::pkcs12::Password::new("źdźbło").unwrap();
    let bundle = bundle::full(&PROVIDER, "p256");
    let pfx = bundle.seal(&password, &bundle::quick(), &PROVIDER).unwrap();
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("sealed.p12");
    fs::write(&file, pfx.as_der()).unwrap();
    for other in Other::ALL {
        let Some(answer) = other.show(&file, "źdźbło") else { continue };
        assert_eq!(answer.is_err(), other == Other::Java, "{}: {answer:?}", other.name());
    }
}
