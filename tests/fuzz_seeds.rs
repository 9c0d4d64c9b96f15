//! The seeds of the fuzz targets, replayed on stable, and the program that makes them.
//!
//! The bodies of the targets stand in `fuzz/bodies` and are the same here and under libFuzzer, so a finding that became a
//! seed stays found. The seeds are what `fuzz_seeds/made.rs` makes; a file that differs from what it would write, or that
//! it would not write, fails. `CHANCERY_WRITE_FIXTURES=1 cargo test --test fuzz_seeds` writes them anew.
#![cfg(feature = "ring")]
#![expect(clippy::expect_used, reason = "a seed that cannot be read is a failed test")]

#[path = "../fuzz/bodies/application_journal.rs"]
mod application_journal;
#[path = "../fuzz/bodies/certificate_decode.rs"]
mod certificate_decode;
#[path = "../fuzz/bodies/crl_round_trip.rs"]
mod crl_round_trip;
#[path = "../fuzz/bodies/csr_decode.rs"]
mod csr_decode;
#[path = "../fuzz/bodies/csr_differential.rs"]
mod csr_differential;
#[path = "../fuzz/bodies/csr_to_certificate.rs"]
mod csr_to_certificate;
#[path = "fuzz_seeds/made.rs"]
mod made;
#[path = "../fuzz/bodies/name_round_trip.rs"]
mod name_round_trip;
#[path = "../fuzz/bodies/pem.rs"]
mod pem;
#[path = "../fuzz/bodies/pkcs12_open.rs"]
mod pkcs12_open;
#[cfg(feature = "toml")]
#[path = "../fuzz/bodies/policy_document.rs"]
mod policy_document;

use std::{collections::BTreeMap, fs, path::PathBuf};

/// The files of one target by name.
type Seeds = BTreeMap<String, Vec<u8>>;

fn directory(target: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(target)
}

fn committed(target: &str) -> Seeds {
    let files = fs::read_dir(directory(target)).expect("the seeds are committed");
    let seed = |entry: fs::DirEntry| {
        let name = entry.file_name().into_string().expect("seeds have plain names");
        (name, fs::read(entry.path()).expect("readable"))
    };
    files.map(|entry| seed(entry.expect("readable"))).collect()
}

fn replay(target: &str, body: fn(&[u8])) {
    let seeds = committed(target);
    assert!(seeds.len() >= 10, "{target} has only {} seeds", seeds.len());
    for (name, seed) in &seeds {
        println!("{target}/{name}");
        body(seed);
        // Octets that are cut short anywhere are refused, never half read.
        (0..seed.len()).filter_map(|end| seed.get(..end)).step_by(7).for_each(body);
    }
}

/// A test per target: the committed seeds are those that are made, and what is claimed holds for each.
macro_rules! targets {
    ($($(#[$gate:meta])? $target:ident: $replays:ident, $is_made:ident;)*) => {
        $($(#[$gate])?
        #[test]
        fn $replays() {
            replay(stringify!($target), $target::run);
        }

        $(#[$gate])?
        #[test]
        fn $is_made() {
            compare(stringify!($target), made::$target());
        })*
    };
}

targets! {
    application_journal: replays_the_seeds_of_application_journal, has_the_seeds_of_application_journal_that_are_made;
    csr_decode: replays_the_seeds_of_csr_decode, has_the_seeds_of_csr_decode_that_are_made;
    csr_differential: replays_the_seeds_of_csr_differential, has_the_seeds_of_csr_differential_that_are_made;
    csr_to_certificate: replays_the_seeds_of_csr_to_certificate, has_the_seeds_of_csr_to_certificate_that_are_made;
    crl_round_trip: replays_the_seeds_of_crl_round_trip, has_the_seeds_of_crl_round_trip_that_are_made;
    certificate_decode: replays_the_seeds_of_certificate_decode, has_the_seeds_of_certificate_decode_that_are_made;
    name_round_trip: replays_the_seeds_of_name_round_trip, has_the_seeds_of_name_round_trip_that_are_made;
    pem: replays_the_seeds_of_pem, has_the_seeds_of_pem_that_are_made;
    pkcs12_open: replays_the_seeds_of_pkcs12_open, has_the_seeds_of_pkcs12_open_that_are_made;
    #[cfg(feature = "toml")]
    policy_document: replays_the_seeds_of_policy_document, has_the_seeds_of_policy_document_that_are_made;
}

fn compare(target: &str, made: Seeds) {
    if std::env::var_os("CHANCERY_WRITE_FIXTURES").is_some() {
        write(target, &made);
    }
    let committed = committed(target);
    let names = |seeds: &Seeds| seeds.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&committed), names(&made), "{target}: the files");
    for (name, octets) in made {
        assert!(committed.get(&name) == Some(&octets), "fuzz/seeds/{target}/{name} is not what is made");
    }
}

fn write(target: &str, seeds: &Seeds) {
    let directory = directory(target);
    let _ = fs::remove_dir_all(&directory);
    fs::create_dir_all(&directory).expect("writable");
    for (name, octets) in seeds {
        fs::write(directory.join(name), octets).expect("writable");
    }
}

/// The seeds reach what the target is about, or it would claim nothing.
#[test]
fn some_seeds_are_granted_and_some_refused() {
    use csr_to_certificate::centre::{BELIEVING, CENTRE, now};
    let server = CENTRE.servers.first().expect("there are two");
    let verdicts = committed("csr_to_certificate").into_values().filter_map(|seed| {
        let request = chancery::request::CertificationRequest::from_der(&seed).ok()?.verify(&BELIEVING).ok()?;
        let history = server.adopted.history(Some(&request), &server.applicant).expect("the inventory answers");
        Some(server.adopted.approve(request, &server.applicant, &history, now()).is_ok())
    });
    let (granted, refused): (Vec<_>, Vec<_>) = verdicts.partition(|granted| *granted);
    assert!(granted.len() >= 5, "{} are granted", granted.len());
    assert!(refused.len() >= 5, "{} are refused", refused.len());
}

/// Every whole life is loaded by its system, and what is wrong with the others is told.
#[test]
fn five_journals_are_loaded_and_the_others_refused() {
    use chancery::application::{
        Application, System, cepik, national_node::NationalNode, pesel_register::PeselRegister, sekap, signature_node,
    };
    fn loads<S: System>(seed: &[u8]) -> bool {
        Application::<S>::from_json(seed).is_ok()
    }
    let loaded = committed("application_journal").into_iter().filter(|(_, seed)| {
        loads::<cepik::Cepik<cepik::OperatorFile>>(seed)
            || loads::<signature_node::NodeIntegration>(seed)
            || loads::<sekap::Sekap<sekap::Electronic>>(seed)
            || loads::<PeselRegister>(seed)
            || loads::<NationalNode>(seed)
    });
    let names: Vec<String> = loaded.map(|(name, _)| name).collect();
    assert_eq!(names, ["cepik.json", "national.json", "node.json", "pesel.json", "sekap.json"]);
}

/// Of the files a provider that believes opens some, and of those one that does not, fewer.
#[test]
fn some_seeds_are_opened_and_some_refused() {
    use chancery::{
        crypto::ring,
        pkcs12::{OpenLimits, Pfx},
    };
    let opened = |provider| {
        let open = |seed: &Vec<u8>| Pfx::open(seed, &pkcs12_open::password(), &OpenLimits::DEFAULT, provider).is_ok();
        committed("pkcs12_open").values().filter(|seed| open(seed)).count()
    };
    let (honest, believing) = (opened(&ring::PROVIDER), opened(&pkcs12_open::BELIEVING));
    assert!(honest >= 4 && believing >= 4, "{honest} and {believing} are opened");
}

/// In either format, and the one that names sets among them.
#[cfg(feature = "toml")]
#[test]
fn some_seeds_are_policies_and_some_are_not() {
    use chancery::policy::Document;
    let seeds = committed("policy_document");
    let read = |(name, seed): (&String, &Vec<u8>)| {
        let text = str::from_utf8(seed).expect("text");
        let read = if name.ends_with(".json") { Document::from_json(text) } else { Document::from_toml(text) };
        read.is_ok().then(|| name.clone())
    };
    let read: Vec<_> = seeds.iter().filter_map(read).collect();
    let wanted = ["crlf.toml", "escapes.json", "names.json", "root.json", "root.toml", "skp_vpn.json", "skp_vpn.toml"];
    assert_eq!(read, [&wanted[..], &["tls_server.json", "tls_server.toml"]].concat());
}
