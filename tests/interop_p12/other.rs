//! The other programs: how each is asked to open a file, and to write one.
//!
//! In the flow: under `tests/interop_p12.rs`, which knows what must come out. OpenSSL and GnuTLS are asked for PEM, the JDK
//! and pyca through `tests/data/judges`. The surprising choice: `None` stands for a program that is not installed, which has
//! been said, and never for a refusal.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a program that cannot be asked is a failed test")]

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use chancery::{
    crypto::SecretKey,
    encoding::pem::{self, Label},
    x509::Certificate,
};

use crate::program::{Answer, ask};

/// A program that reads and writes PKCS#12.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Other {
    OpenSsl,
    GnuTls,
    Java,
    Pyca,
}

/// What a program read out of a file.
#[derive(Debug, Default)]
pub(crate) struct Said {
    pub(crate) aliases: Vec<String>,
    /// PKCS#8
    pub(crate) keys: Vec<Vec<u8>>,
    pub(crate) certificates: Vec<Vec<u8>>,
}

/// Key and certificates in files, for a program to write a bundle of.
pub(crate) struct Input {
    directory: PathBuf,
    certificates: usize,
}

impl Input {
    pub(crate) fn write(directory: &Path, key: &SecretKey, leaf: &Certificate, chain: &[Certificate]) -> Self {
        fs::write(directory.join("key.der"), &*key.secret_pkcs8_der().unwrap()).unwrap();
        fs::write(directory.join("key.pem"), &*key.secret_pkcs8_pem().unwrap()).unwrap();
        fs::write(directory.join("leaf.pem"), leaf.to_pem()).unwrap();
        let text: String = chain.iter().map(Certificate::to_pem).collect();
        fs::write(directory.join("chain.pem"), &text).unwrap();
        fs::write(directory.join("all.pem"), leaf.to_pem() + &text).unwrap();
        for (index, certificate) in std::iter::once(leaf).chain(chain).enumerate() {
            fs::write(directory.join(format!("{index}.der")), certificate.as_der()).unwrap();
        }
        Self { directory: directory.to_owned(), certificates: chain.len() + 1 }
    }
}

impl Other {
    pub(crate) const ALL: [Self; 4] = [Self::OpenSsl, Self::GnuTls, Self::Java, Self::Pyca];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::OpenSsl => "openssl",
            Self::GnuTls => "certtool",
            Self::Java => "java",
            Self::Pyca => "pyca",
        }
    }

    /// What it says of a wrong password, among other words.
    pub(crate) const fn word_for_password(self) -> &'static str {
        match self {
            Self::OpenSsl => "invalid password",
            Self::GnuTls => "MAC",
            Self::Java => "password was incorrect",
            Self::Pyca => "Invalid password",
        }
    }

    /// What it calls the key it writes.
    pub(crate) const fn alias(self) -> &'static str {
        match self {
            Self::Java => "made-by-java",
            Self::OpenSsl => "made by openssl",
            Self::GnuTls => "made by certtool",
            Self::Pyca => "made by pyca",
        }
    }

    /// How it shows a friendly name: OpenSSL 3.0 prints the low octet of each character.
    pub(crate) fn shown(self, name: &str) -> String {
        if self == Self::OpenSsl {
            return name.chars().map(|character| char::from(u32::from(character).to_be_bytes()[3])).collect();
        }
        name.to_owned()
    }

    /// Opens a file; the error is the reason of a refusal.
    pub(crate) fn show(self, file: &Path, password: &str) -> Option<Result<Said, String>> {
        let mut command = match self {
            Self::OpenSsl => {
                let mut command = Command::new("openssl");
                command.args(["pkcs12", "-nodes", "-passin", &format!("pass:{password}"), "-in"]).arg(file);
                command
            }
            Self::GnuTls => {
                let mut command = Command::new("certtool");
                command.args(["--p12-info", "--inder", "--password", password, "--infile"]).arg(file);
                command
            }
            Self::Java | Self::Pyca => {
                let mut command = self.script("show");
                command.arg(file).arg(password);
                command
            }
        };
        let Answer { status, text } = ask(self.name(), &mut command)?;
        if !status.success() {
            return Some(Err(text));
        }
        Some(Ok(match self {
            Self::OpenSsl | Self::GnuTls => of_pem(&text, password),
            Self::Java | Self::Pyca => of_lines(&text),
        }))
    }

    /// Writes a file of PBES2 with AES and a MAC with SHA-256, as it does by itself where it does.
    pub(crate) fn make(self, input: &Input, password: &str) -> Option<PathBuf> {
        let at = |name: &str| input.directory.join(name);
        let out = at(&format!("{}.p12", self.name()));
        let mut command = match self {
            Self::OpenSsl => {
                let mut command = Command::new("openssl");
                command.args(["pkcs12", "-export", "-name", self.alias(), "-passout", &format!("pass:{password}")]);
                command.arg("-inkey").arg(at("key.pem")).arg("-in").arg(at("leaf.pem"));
                command.arg("-certfile").arg(at("chain.pem")).arg("-out").arg(&out);
                command
            }
            Self::GnuTls => {
                let mut command = Command::new("certtool");
                command.args(["--to-p12", "--outder", "--pkcs-cipher", "aes-256", "--hash", "SHA256"]);
                command.args(["--p12-name", self.alias(), "--password", password]);
                command.arg("--load-privkey").arg(at("key.pem")).arg("--load-certificate").arg(at("all.pem"));
                command.arg("--outfile").arg(&out);
                command
            }
            Self::Java | Self::Pyca => {
                let mut command = self.script("make");
                command.arg(&out).arg(password).arg(at("key.der"));
                command.args((0..input.certificates).map(|index| at(&format!("{index}.der"))));
                command
            }
        };
        let Answer { status, text } = ask(self.name(), &mut command)?;
        assert!(status.success(), "{} writes no file: {text}", self.name());
        Some(out)
    }

    fn script(self, verb: &str) -> Command {
        let judges = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/judges");
        let mut command = if self == Self::Java {
            let mut java = Command::new("java");
            java.args(["-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8"]).arg(judges.join("BundleJudge.java"));
            java
        } else {
            let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/judges");
            let place = env::var_os("CHANCERY_JUDGES").map_or(place, PathBuf::from);
            let mut python = Command::new(place.join("bin/python"));
            python.arg(judges.join("pyca_bundle.py"));
            python
        };
        command.arg(verb);
        command
    }
}

/// `keytool -list`, which comes with the JDK.
pub(crate) fn keytool_list(file: &Path, password: &str) -> Option<String> {
    let mut command = Command::new("keytool");
    command.args(["-list", "-storetype", "PKCS12", "-storepass", password, "-keystore"]).arg(file);
    let Answer { status, text } = ask("keytool", &mut command)?;
    assert!(status.success(), "keytool refuses: {text}");
    Some(text)
}

fn of_pem(text: &str, password: &str) -> Said {
    let mut said = Said::default();
    for line in text.lines() {
        let name = line.trim().strip_prefix("friendlyName: ").or_else(|| line.trim().strip_prefix("Friendly name: "));
        said.aliases.extend(name.map(str::to_owned));
    }
    for block in blocks(text) {
        if block.contains("BEGIN CERTIFICATE") {
            said.certificates
                .push(pem::decode_one(block.as_bytes(), &[Label::Certificate], 1 << 16).unwrap().1.to_vec());
        } else if block.contains("BEGIN ENCRYPTED") {
            said.keys.push(decrypted(block, password));
        } else {
            said.keys.push(pkcs8(block));
        }
    }
    said
}

/// `certtool --p12-info` shows a key as it stands in its bag. It decrypts one as well, but leaves out the curve of an EC
/// key when it writes it, so that it is asked whether it can, and OpenSSL for the octets.
fn decrypted(block: &str, password: &str) -> Vec<u8> {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("key.pem");
    fs::write(&file, block).unwrap();
    let mut certtool = Command::new("certtool");
    certtool.args(["--key-info", "--pkcs8", "--password", password, "--infile"]).arg(&file);
    let mut openssl = Command::new("openssl");
    openssl.args(["pkey", "-passin", &format!("pass:{password}"), "-in"]).arg(&file);
    for command in [&mut certtool, &mut openssl] {
        let Answer { status, text } = ask("certtool", command).unwrap();
        assert!(status.success(), "the key is not decrypted: {text}");
        if let Some(block) = blocks(&text).into_iter().find(|block| block.contains("BEGIN PRIVATE KEY")) {
            return pkcs8(block);
        }
    }
    panic!("no key in {block}")
}

fn pkcs8(block: &str) -> Vec<u8> {
    SecretKey::from_pem(block.as_bytes()).unwrap().secret_pkcs8_der().unwrap().to_vec()
}

fn blocks(text: &str) -> Vec<&str> {
    let mut blocks = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find("-----BEGIN ") {
        let block = &rest[start..];
        let end = block.find("-----END ").unwrap();
        let end = end + block[end..].find('\n').map_or(block.len() - end, |length| length + 1);
        blocks.push(&block[..end]);
        rest = &block[end..];
    }
    blocks
}

fn of_lines(text: &str) -> Said {
    let mut said = Said::default();
    for (word, octets) in text.lines().filter_map(|line| line.split_once(' ')) {
        let digits = octets.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).unwrap());
        let octets: Vec<u8> = digits.map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect();
        match word {
            "alias" => said.aliases.push(String::from_utf8(octets).unwrap()),
            "key" => said.keys.push(octets),
            _ => said.certificates.push(octets),
        }
    }
    said
}
