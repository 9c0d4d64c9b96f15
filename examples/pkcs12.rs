//! Makes a PKCS#12 file of a key and its certificates, or shows what is in one.
//!
//! ```text
//! cargo run --example pkcs12 -- make --key device.key --certificate device.pem --chain issuing.pem --name vpn-device
//!     --new-password-file password.txt --out device.p12
//! cargo run --example pkcs12 -- show --in device.p12 --password-file password.txt
//! ```
//!
//! A password is the first line of a file, never an argument: arguments are for everybody on the machine to see. Exit
//! status: 0 done; 2 the parts do not make a bundle; 3 the file cannot be opened: damaged, of other algorithms, or
//! another password; 4 files or arguments are wrong. The surprising choice: `show` tells everything but the key, which is
//! erased again; whoever wants it out asks `openssl pkcs12`.
#![forbid(unsafe_code)]

use std::{
    env,
    ffi::OsString,
    fmt::Write as _,
    io::{self, Write as _},
    path::Path,
    process::ExitCode,
};

use chancery::{
    crypto::{Provider, SecretKey, aws_lc_rs::PROVIDER},
    encoding::pem,
    pkcs12::{Bundle, Iterations, OpenLimits, Opened, Password, Pfx, Sealing},
    x509::Certificate,
};
use rustls_pki_types::{CertificateDer, pem::PemObject as _};

#[path = "support/arguments.rs"]
mod arguments;
#[path = "support/certificate_file.rs"]
mod certificate_file;
#[path = "support/reading.rs"]
mod reading;
#[path = "support/sentence.rs"]
mod sentence;
#[path = "support/writing.rs"]
mod writing;

use arguments::{ArgumentError, Arguments, Known};
use certificate_file::read_certificate;
use reading::{ReadError, read};
use sentence::{plain, sentence};
use writing::Draft;

fn main() -> ExitCode {
    let Err(Failure { sentence, status }) = run() else { return ExitCode::SUCCESS };
    eprintln!("{sentence}");
    ExitCode::from(status)
}

fn run() -> Result<(), Failure> {
    let mut given = env::args_os().skip(1);
    match given.next().as_deref().and_then(|command| command.to_str()) {
        Some("make") => make(given),
        Some("show") => show(given),
        Some("--help") => print(HELP),
        _ => Err(Failure { sentence: "make or show is wanted; see --help".to_owned(), status: WRONG_SET_UP }),
    }
}

fn make(given: impl Iterator<Item = OsString>) -> Result<(), Failure> {
    let arguments = Arguments::read(given, MAKE)?;
    if arguments.has_only("--help", &[])? {
        return print(HELP);
    }
    arguments.keeps_apart(OUT, &[KEY, CERTIFICATE, CHAIN, PASSWORD_FILE])?;
    arguments.keeps_apart(NEW_PASSWORD_FILE, &[KEY, CERTIFICATE, CHAIN, OUT])?;
    let sealing = match arguments.typed::<u32>(ITERATIONS)? {
        None => Sealing::RECOMMENDED,
        Some(count) => Sealing::aes_256(Iterations::new(count).map_err(Failure::set_up)?),
    };
    let certificate = read_certificate(&arguments.path(CERTIFICATE)?).map_err(Failure::set_up)?;
    let chain = if arguments.has(CHAIN) { read_chain(&arguments.path(CHAIN)?)? } else { Vec::new() };
    let key = read_key(&arguments.path(KEY)?)?;
    // Drafts are begun before the password is drawn, so that a place that cannot be written is known in time.
    let mut draft = Draft::beside(&arguments.path(OUT)?, OWNER_ONLY).map_err(Failure::set_up)?;
    let (password, password_draft) = password_for(&arguments)?;

    // The key has to be the certificate's: the provider makes a signer of it and compares.
    // A chain has to link, a name has to fit; what is not given is not made up.
    let mut bundle = Bundle::new(key, certificate, PROVIDER_USED).map_err(Failure::refused)?;
    bundle = bundle.with_chain(chain).map_err(Failure::refused)?;
    if let Some(name) = arguments.typed::<String>(NAME)? {
        bundle = bundle.with_friendly_name(&name).map_err(Failure::refused)?;
    }
    if let Some(Octets(id)) = arguments.typed(LOCAL_KEY_ID)? {
        bundle = bundle.with_local_key_id(&id).map_err(Failure::refused)?;
    }

    // Sealing uses the bundle up: from here on the key is in the file and nowhere else.
    let pfx = bundle.seal(&password, &sealing, PROVIDER_USED).map_err(Failure::refused)?;
    draft.write(pfx.as_der()).map_err(Failure::set_up)?;
    if let Some(password_draft) = password_draft {
        password_draft.put().map_err(Failure::set_up)?;
    }
    let place = draft.put().map_err(Failure::set_up)?;
    eprintln!("wrote {}", plain(&place.display().to_string()));
    Ok(())
}

/// The password that is given, or one that is drawn, with the draft of its file.
fn password_for(arguments: &Arguments) -> Result<(Password, Option<Draft>), Failure> {
    match (arguments.has(PASSWORD_FILE), arguments.has(NEW_PASSWORD_FILE)) {
        (true, false) => Ok((read_password(&arguments.path(PASSWORD_FILE)?)?, None)),
        (false, true) => {
            let mut draft = Draft::beside(&arguments.path(NEW_PASSWORD_FILE)?, OWNER_ONLY).map_err(Failure::set_up)?;
            let password = Password::generate(PROVIDER_USED.random).map_err(Failure::set_up)?;
            draft.write(password.secret_text()).and_then(|()| draft.write("\n")).map_err(Failure::set_up)?;
            Ok((password, Some(draft)))
        }
        _ => Err(Failure { sentence: ONE_PASSWORD.to_owned(), status: WRONG_SET_UP }),
    }
}

fn show(given: impl Iterator<Item = OsString>) -> Result<(), Failure> {
    let arguments = Arguments::read(given, SHOW)?;
    if arguments.has_only("--help", &[])? {
        return print(HELP);
    }
    let password = read_password(&arguments.path(PASSWORD_FILE)?)?;
    let octets = read(&arguments.path(IN)?, OpenLimits::DEFAULT.octets).map_err(Failure::set_up)?;
    let opened = Pfx::open(&octets, &password, &OpenLimits::DEFAULT, PROVIDER_USED).map_err(Failure::not_opened)?;
    print(&described(&opened))
}

fn described(opened: &Opened) -> String {
    let bundle = opened.bundle();
    let mut text = format!("key             {}\n", bundle.key_algorithm());
    let mut line = |name: &str, value: &str| writeln!(text, "{name:<16}{value}").is_ok();
    line("friendly name", &bundle.friendly_name().map_or_else(|| "none".to_owned(), plain));
    let hexadecimal = |id: &[u8]| id.iter().map(|octet| format!("{octet:02x}")).collect::<Vec<_>>().join(":");
    line("local key id", &bundle.local_key_id().map_or_else(|| "none".to_owned(), hexadecimal));
    line("certificate", &about(bundle.certificate()));
    for issuer in bundle.chain() {
        line("chain", &about(issuer));
    }
    for set_aside in opened.set_aside() {
        line("set aside", &plain(&format!("{set_aside:?}")));
    }
    text
}

fn about(certificate: &Certificate) -> String {
    let end = certificate.validity().not_after();
    format!("{}, number {}, valid until {end}", plain(&certificate.subject().to_string()), certificate.serial_number())
}

fn read_key(path: &Path) -> Result<SecretKey, Failure> {
    let octets = read(path, SecretKey::MAX_OCTETS).map_err(Failure::set_up)?;
    let key = if pem::looks_like_text(&octets) { SecretKey::from_pem(&octets) } else { SecretKey::from_der(&octets) };
    key.map_err(|error| Failure { sentence: format!("{}: {}", path.display(), sentence(&error)), status: WRONG_SET_UP })
}

/// One or more certificates, PEM.
fn read_chain(path: &Path) -> Result<Vec<Certificate>, Failure> {
    let octets = read(path, Certificate::MAX_OCTETS.saturating_mul(2 * Bundle::MAX_CHAIN)).map_err(Failure::set_up)?;
    let wrong = |what: String| Failure { sentence: format!("{}: {what}", path.display()), status: WRONG_SET_UP };
    let certificates = CertificateDer::pem_slice_iter(&octets)
        .map(|der| {
            let der = der.map_err(|error| wrong(error.to_string()))?;
            Certificate::from_der(&der).map_err(|error| wrong(error.to_string()))
        })
        .collect::<Result<Vec<_>, _>>()?;
    if certificates.is_empty() { Err(wrong("there is no certificate in it".to_owned())) } else { Ok(certificates) }
}

/// The first line of a file.
fn read_password(path: &Path) -> Result<Password, Failure> {
    let octets = read(path, Password::MAX_OCTETS.saturating_add(2)).map_err(Failure::set_up)?;
    let not_text = |_| Failure::set_up(ReadError::NotUtf8 { path: path.display().to_string() });
    let text = str::from_utf8(&octets).map_err(not_text)?;
    Password::new(text.lines().next().unwrap_or_default()).map_err(Failure::set_up)
}

/// Octets as pairs of hexadecimal digits, with or without colons.
struct Octets(Vec<u8>);

impl std::str::FromStr for Octets {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let digits = text.replace(':', "");
        let pairs = digits.as_bytes().chunks(2);
        let is_pair = |pair: &[u8]| pair.len() == 2 && pair.iter().all(u8::is_ascii_hexdigit);
        let octet = |pair: &[u8]| u8::from_str_radix(str::from_utf8(pair).ok().filter(|_| is_pair(pair))?, 16).ok();
        let octets: Option<Vec<u8>> = pairs.map(octet).collect();
        octets.map(Self).ok_or_else(|| "pairs of hexadecimal digits are wanted".to_owned())
    }
}

fn print(text: &str) -> Result<(), Failure> {
    io::stdout().lock().write_all(text.as_bytes()).map_err(Failure::set_up)
}

/// One sentence and whose turn it is.
struct Failure {
    sentence: String,
    status: u8,
}

impl Failure {
    fn refused(error: impl std::error::Error) -> Self {
        Self { sentence: sentence(&error), status: REFUSED }
    }

    fn not_opened(error: impl std::error::Error) -> Self {
        Self { sentence: sentence(&error), status: NOT_OPENED }
    }

    fn set_up(error: impl std::error::Error) -> Self {
        Self { sentence: sentence(&error), status: WRONG_SET_UP }
    }
}

impl From<ArgumentError> for Failure {
    fn from(error: ArgumentError) -> Self {
        Self::set_up(error)
    }
}

const PROVIDER_USED: &Provider = &PROVIDER;
const REFUSED: u8 = 2;
const NOT_OPENED: u8 = 3;
const WRONG_SET_UP: u8 = 4;
const OWNER_ONLY: u32 = 0o600;
const ONE_PASSWORD: &str = "one of --password-file and --new-password-file is wanted";

const KEY: &str = "--key";
const CERTIFICATE: &str = "--certificate";
const CHAIN: &str = "--chain";
const NAME: &str = "--name";
const LOCAL_KEY_ID: &str = "--local-key-id";
const ITERATIONS: &str = "--iterations";
const PASSWORD_FILE: &str = "--password-file";
const NEW_PASSWORD_FILE: &str = "--new-password-file";
const OUT: &str = "--out";
const IN: &str = "--in";
const MAKE: &[Known] = &[
    Known::Lone("--help"),
    Known::Valued(KEY),
    Known::Valued(CERTIFICATE),
    Known::Valued(CHAIN),
    Known::Valued(NAME),
    Known::Valued(LOCAL_KEY_ID),
    Known::Valued(ITERATIONS),
    Known::Valued(PASSWORD_FILE),
    Known::Valued(NEW_PASSWORD_FILE),
    Known::Valued(OUT),
];
const SHOW: &[Known] = &[Known::Lone("--help"), Known::Valued(IN), Known::Valued(PASSWORD_FILE)];

const HELP: &str = "\
Makes a PKCS#12 file of a key and its certificates, or shows what is in one.

  pkcs12 make --key KEY --certificate CERT --out FILE.p12 (--password-file FILE | --new-password-file FILE)
              [--chain FILE.pem] [--name TEXT] [--local-key-id HEX] [--iterations N]
  pkcs12 show --in FILE.p12 --password-file FILE

  --key, --certificate   a key and its certificate, PEM or DER
  --chain                the certificates above it, the issuer first, PEM
  --name                 what programs show for the key: its friendly name
  --local-key-id         octets that tie key and certificate together in the file
  --iterations           of the derivations: 1024 to 5000000; 600000 unless given
  --password-file        a file whose first line is the password
  --new-password-file    a file to write a password into that is drawn now: 20 letters and digits, 100 bits
  --out, --in            the PKCS#12 file

The key itself is not shown; openssl pkcs12 takes it out. Exit status: 0 done; 2 the parts do not make a bundle; 3 the
file cannot be opened; 4 files or arguments are wrong.
";
