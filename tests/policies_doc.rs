//! `docs/POLICIES.md`: the catalog, each policy as the table that it is.
//!
//! The rows come from the library (`Profile::rows`), the Markdown from here. A file that is not what the profiles say
//! fails by its first line that differs; `CHANCERY_WRITE_FIXTURES=1 cargo test --test policies_doc` writes it anew. A new
//! policy takes a line in [`document`]; the sources of the catalog are searched for one that has none. The surprising
//! choice: nothing is said of a policy but what is in its profile, so a reason that is not data is not in the file.
#![expect(clippy::unwrap_used, reason = "a document that cannot be written is a failed test")]

use std::{any, env, fs, path::Path};

use chancery::{
    encoding::Oid,
    inventory::KeyMaker,
    policy::{
        Delivery, KeyOrigin, Policy, Profile, Surplus, SuspensionRule,
        catalog::{
            Integration, OcspResponder, OperatorCard, OperatorFile, Production, Root, SekapOffice, SekapRequest,
            SkpSsl, SkpVpn, Subordinate, System, Test, TlsClient, TlsServer, VpnDevice, Workload,
        },
        names::{NameRules, NameSet},
    },
};

/// One policy of the document, and the type that is it.
struct Section {
    of: &'static str,
    text: String,
}

/// Every policy of the catalog, as its constructor proposes it.
fn document() -> Vec<Section> {
    vec![
        section(&TlsServer::new(TlsServer::LIFETIME)),
        section(&TlsClient::new(TlsClient::LIFETIME)),
        section(&OperatorFile::new(host())),
        section(&OperatorCard::new(host())),
        section(&Workload::new(Workload::LIFETIME)),
        section(&System::new(host())),
        section(&Integration::<Test>::new(host())),
        section(&Integration::<Production>::new(host())),
        section(&VpnDevice::new(host())),
        section(&SkpVpn::new(host())),
        section(&SkpSsl::new(host())),
        section(&SekapOffice::new(host())),
        section(&SekapRequest::new(host())),
        section(&OcspResponder::new(OcspResponder::LIFETIME)),
        section(&Root::new(Root::LIFETIME)),
        section(&Subordinate::new(Subordinate::LIFETIME)),
    ]
}

/// What stands where an identifier is the host's.
fn host() -> Oid {
    "2.999.1".parse().unwrap()
}

const HEAD: &str = "\
# Policies of the catalog

Generated from the profiles by `tests/policies_doc.rs`, which fails when this file is not what they say. To write it
anew: `CHANCERY_WRITE_FIXTURES=1 cargo test --test policies_doc`.

A row is a field or an extension. *Source* is where its value comes from: a request never is the source of a value, but
for the key; it may only ask. *A request for more* is a request for anything but what the row grants: it is refused as a
whole, or what it asks for is withheld and the approval says so; where the authority makes the key there is no request,
and nothing can be asked for. *Clause* is where the field and its limits come from.

Every policy stands here as its constructor proposes it. Policy identifiers are always the host's; 2.999.1 stands for
one. Facts are what a registration officer vouched for, by the names policy files use; where there are several of one
kind, an attribute of the subject takes the first.
";

fn section<P: Policy>(policy: &P) -> Section {
    let profile = policy.profile();
    let rows: String = profile
        .rows()
        .map(|row| {
            let surplus = row.surplus().map_or("cannot be asked for", words);
            format!("| {} | {} | {} | {} |\n", cell(row.row()), cell(row.source()), surplus, cell(row.clause()))
        })
        .collect();
    let text = format!(
        "\n## `{}`\n\n{}\n| row | source | a request for more | clause |\n|---|---|---|---|\n{rows}",
        profile.name,
        frame::<P>(&profile)
    );
    Section { of: any::type_name::<P>(), text }
}

/// What is no row: it is not in the certificate, or not only there.
fn frame<P: Policy>(profile: &Profile) -> String {
    let keys: Vec<_> = profile.keys.iter().map(ToString::to_string).collect();
    let maker = match P::KeyOrigin::MAKER {
        KeyMaker::Subscriber => "the subscriber, who proves possession with a request",
        KeyMaker::Authority => "the authority; there is no request",
    };
    [
        ("Purpose", profile.purpose.name().to_owned()),
        ("Keys", keys.join(", ")),
        ("Made by", maker.to_owned()),
        ("Names", names(&profile.names)),
        ("Lifetime", profile.lifetime.to_string()),
        ("Backdating", seconds(profile.backdating_seconds)),
        ("An approval waits for", seconds(profile.approval_seconds)),
        ("Suspension", suspension(profile.suspension)),
        ("Renewal", profile.renewal.to_string()),
        ("Handed out", delivery(profile.delivery).to_owned()),
    ]
    .map(|(name, value)| format!("* {name}: {value}\n"))
    .concat()
}

fn names(rules: &NameRules) -> String {
    if *rules == NameRules::UNBOUNDED {
        return "whatever is vouched for, within the name constraints of the issuer".to_owned();
    }
    let sets = |sets: &[NameSet]| sets.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    format!("inside {}, outside {}", sets(&rules.permitted), sets(&rules.excluded))
}

fn seconds(seconds: u32) -> String {
    match (seconds, seconds % 3600) {
        (0, _) => "none".to_owned(),
        (hours, 0) => format!("{} hours", hours / 3600),
        _ => format!("{seconds} s"),
    }
}

fn suspension(rule: SuspensionRule) -> String {
    let SuspensionRule::Allowed { max_days, then } = rule else { return "none".to_owned() };
    let end = max_days.map_or_else(|| "without a limit".to_owned(), |days| format!("for {days} days at most"));
    let then = then.map_or(String::new(), |reason| format!(", then revoked for {reason}"));
    format!("allowed {end}{then}")
}

const fn delivery(way: Delivery) -> &'static str {
    match way {
        Delivery::CertificateOnly => "the certificate alone",
        Delivery::Pkcs12 => "key and certificate, as PKCS#12",
        Delivery::Card => "key and certificate, on a card",
    }
}

const fn words(surplus: Surplus) -> &'static str {
    match surplus {
        Surplus::Refuse => "refused",
        Surplus::Withhold => "withheld",
    }
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

/// The first line in which two texts differ, as a diff shows it.
fn difference(found: &str, wanted: &str) -> Option<String> {
    let (mut found, mut wanted) = (found.lines(), wanted.lines());
    for number in 1.. {
        match (found.next(), wanted.next()) {
            (None, None) => return None,
            (found, wanted) if found == wanted => {}
            (found, wanted) => {
                let side =
                    |sign: &str, line: Option<&str>| line.map_or(String::new(), |line| format!("\n{sign} {line}"));
                return Some(format!("line {number}:{}{}", side("-", found), side("+", wanted)));
            }
        }
    }
    None
}

#[test]
fn the_document_is_what_the_profiles_say() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/POLICIES.md");
    let wanted = document().into_iter().fold(HEAD.to_owned(), |text, section| text + &section.text);
    if env::var_os("CHANCERY_WRITE_FIXTURES").is_some() {
        fs::write(&file, &wanted).unwrap();
    }
    let found = fs::read_to_string(&file).unwrap_or_default();
    let difference = difference(&found, &wanted).unwrap_or_default();
    assert!(
        difference.is_empty(),
        "docs/POLICIES.md is not what the profiles say; see tests/policies_doc.rs\n{difference}"
    );
}

#[test]
fn every_policy_of_the_catalog_is_in_the_document() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/policy/catalog");
    let sections = document();
    let mut policies = 0;
    for source in fs::read_dir(sources).unwrap() {
        let path = source.unwrap().path();
        if path.is_dir() {
            continue;
        }
        let text = fs::read_to_string(path).unwrap();
        for line in text.lines().filter(|line| line.starts_with("impl")) {
            let Some((_, policy)) = line.split_once("Policy for ") else { continue };
            let name: String = policy.chars().take_while(|letter| letter.is_alphanumeric()).collect();
            let is_it = |of: &str| of.split('<').next().is_some_and(|of| of.ends_with(&format!("::{name}")));
            assert!(sections.iter().any(|section| is_it(section.of)), "docs/POLICIES.md has no section of {name}");
            policies += 1;
        }
    }
    assert!(policies >= 15, "only {policies} policies were found");
}

#[test]
fn a_line_that_differs_is_shown_from_both_sides() {
    assert_eq!(difference("a\nb\n", "a\nb\n"), None);
    assert_eq!(difference("a\nb\nd\n", "a\nc\nd\n").unwrap(), "line 2:\n- b\n+ c");
    assert_eq!(difference("a\n", "a\nc\n").unwrap(), "line 2:\n+ c");
    assert_eq!(difference("a\nb\n", "a\n").unwrap(), "line 2:\n- b");
}
