//! What the types cannot hold: which module may know which, and what no file of the library may do.
//!
//! Reads `src` as text, so a change is refused by a sentence with file and path and not by a reviewer's memory. The
//! order of the modules is the reading order of `src/lib.rs`. The surprising choice: the questions are put to made-up
//! sources first, since a search that finds nothing anywhere would pass too.
#![expect(clippy::panic, reason = "a broken rule is a failed test")]

#[path = "architecture/source.rs"]
mod source;

use source::Source;

/// From the top down: a module may import from those after it.
const ORDER: [&str; 17] = [
    "lib",
    "testing",
    "authority",
    "error",
    "credential",
    "application",
    "pkcs12",
    "revocation",
    "issuance",
    "policy",
    "request",
    "inventory",
    "issuer",
    "identity",
    "x509",
    "crypto",
    "encoding",
];

fn rank(module: &str) -> Option<usize> {
    ORDER.iter().position(|known| *known == module)
}

/// The upward edges of one file: `who -> whom`.
fn upward_edges(source: &Source) -> Vec<String> {
    let own = source.module();
    let Some(own_rank) = rank(own) else { panic!("src/{} belongs to no known module", source.path) };
    let mut edges: Vec<String> = source
        .paths()
        .iter()
        .filter_map(|path| path.strip_prefix("crate::"))
        .filter_map(|path| path.split("::").next())
        .filter(|module| rank(module).is_some_and(|rank| rank < own_rank))
        .map(|module| format!("src/{} imports from {module}, which stands above {own}", source.path))
        .collect();
    edges.sort();
    edges.dedup();
    edges
}

#[track_caller]
fn assert_none(complaints: &[String]) {
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

fn library() -> Vec<Source> {
    Source::all().into_iter().filter(|source| !source.is_test()).collect()
}

fn made_up(path: &str, text: &str) -> Source {
    Source { path: path.to_owned(), text: text.to_owned(), code: source::blanked(text) }
}

#[test]
fn no_module_imports_from_one_above_it() {
    assert_none(&library().iter().flat_map(upward_edges).collect::<Vec<_>>());
}

#[test]
fn upward_edges_are_found_however_they_are_spelled() {
    for text in [
        "use crate::policy::Policy;",
        "use crate::{encoding::Oid, policy::Policy};",
        "use crate::{\n    encoding::{Oid, Tag},\n    policy::{Policy, Row},\n};",
        "fn f() -> crate::policy::Row { todo!() }",
        "use super::super::policy::Row;",
        "pub(crate) use crate::policy::Row;",
    ] {
        let edges = upward_edges(&made_up("x509/name.rs", text));
        assert_eq!(edges, ["src/x509/name.rs imports from policy, which stands above x509"], "{text}");
    }
    for text in [
        "use crate::encoding::Oid;",
        "// use crate::policy::Row;",
        "/// [`Row`](crate::policy::Row)",
        "const TEXT: &str = \"use crate::policy::Row;\";",
        "use super::policy::Row;",
    ] {
        assert_none(&upward_edges(&made_up("x509/name.rs", text)));
    }
}

#[test]
fn every_module_of_lib_stands_in_the_order() {
    let sources = library();
    let root = sources.iter().find(|source| source.path == "lib.rs").expect("src/lib.rs");
    let modules: Vec<&str> = root
        .code
        .lines()
        .filter_map(|line| line.trim().strip_prefix("pub mod ").or_else(|| line.trim().strip_prefix("mod ")))
        .map(|module| module.trim_end_matches(';'))
        .collect();
    assert_eq!(modules, ORDER[1..]);
}

#[test]
fn lib_has_no_items_but_modules_and_imports() {
    let sources = library();
    let root = sources.iter().find(|source| source.path == "lib.rs").expect("src/lib.rs");
    let code: String = root.code.lines().filter(|line| !line.trim_start().starts_with("#!")).collect();
    let others: Vec<String> = code
        .split(';')
        .map(str::trim)
        .filter(|item| !item.is_empty())
        .filter(|item| !["mod ", "use ", "pub mod ", "pub use "].iter().any(|start| item.starts_with(start)))
        .map(|item| format!("src/lib.rs has the item `{item}`"))
        .collect();
    assert_none(&others);
}

#[test]
fn every_file_opens_by_saying_what_it_is() {
    let silent: Vec<String> = Source::all()
        .iter()
        .filter(|source| !source.text.starts_with("//! "))
        .map(|source| format!("src/{} does not open with `//!`", source.path))
        .collect();
    assert_none(&silent);
}

#[test]
fn no_file_is_over_500_lines() {
    let long: Vec<String> = Source::all()
        .iter()
        .filter(|source| source.text.lines().count() > 500)
        .map(|source| format!("src/{} has {} lines", source.path, source.text.lines().count()))
        .collect();
    assert_none(&long);
}

#[test]
fn every_module_is_a_file_beside_its_folder() {
    let old: Vec<String> = Source::all()
        .iter()
        .filter(|source| source.path.ends_with("mod.rs"))
        .map(|source| source.path.clone())
        .collect();
    assert_none(&old);
}

/// Whoever holds one of these holds a proof, so none may come from anywhere but its one maker.
const EVIDENCE: [&str; 18] = [
    "VerifiedRequest",
    "Approved",
    "Prepared",
    "Planned",
    "Unrecorded",
    "Enrolled",
    "Change",
    "History",
    "Adopted",
    "Slot",
    "CrlDraft",
    "Bundle",
    "Foreign",
    "Withdrawal",
    "Accepted",
    "NewKey",
    "KeyChange",
    "Parcel",
];

/// The attributes in front of `struct name`, and whether it is declared here at all.
fn attributes_of(source: &Source, name: &str) -> Option<String> {
    let declaration = |line: &str| {
        let rest = line.trim_start().strip_prefix("pub struct ").and_then(|rest| rest.strip_prefix(name));
        rest.is_some_and(|rest| !rest.starts_with(|next: char| next.is_alphanumeric() || next == '_'))
    };
    let lines: Vec<&str> = source.code.lines().collect();
    let at = lines.iter().position(|line| declaration(line))?;
    let above = lines.get(..at)?.iter().rev().take_while(|line| !line.trim_end().ends_with(['}', ';', '{']));
    Some(above.copied().collect::<Vec<_>>().join("\n"))
}

/// Whether this line is `impl … maker … for name`.
fn implements(line: &str, maker: &str, name: &str) -> bool {
    let Some((left, right)) = line.split_once(" for ") else { return false };
    let rest = right.trim_start().trim_start_matches("super::").strip_prefix(name);
    left.contains(maker) && rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

#[test]
fn no_evidence_is_made_from_nothing_or_from_a_file() {
    let sources = library();
    let mut complaints = Vec::new();
    for name in EVIDENCE {
        let declared: Vec<_> = sources.iter().filter_map(|source| attributes_of(source, name)).collect();
        assert_eq!(declared.len(), 1, "`pub struct {name}` is declared once");
        for maker in ["Deserialize", "Default", "Arbitrary", "DeserializeOwned"] {
            if declared.iter().any(|attributes| attributes.contains(maker)) {
                complaints.push(format!("{name} derives {maker}"));
            }
            let implemented = |source: &&Source| source.code.lines().any(|line| implements(line, maker, name));
            complaints.extend(
                sources
                    .iter()
                    .filter(implemented)
                    .map(|source| format!("src/{} implements {maker} for {name}", source.path)),
            );
        }
    }
    assert_none(&complaints);
}

#[test]
fn a_derive_on_evidence_is_found() {
    let source = made_up("a.rs", "struct X;\n\n/// Text.\n#[must_use]\n#[derive(Debug, Default)]\npub struct Slot {\n");
    assert!(attributes_of(&source, "Slot").is_some_and(|attributes| attributes.contains("Default")));
    assert_eq!(attributes_of(&source, "Change"), None);
    assert!(implements("impl<'de> Deserialize<'de> for Change {", "Deserialize", "Change"));
    assert!(!implements("impl Default for ChangeList {", "Default", "Change"));
}

/// Where the kit for tests names a piece of evidence as a type whose functions it calls, or hands one out.
fn forged(source: &Source) -> Vec<String> {
    let mut complaints = Vec::new();
    for name in EVIDENCE {
        let word = |before: &str| !before.ends_with(|last: char| last.is_alphanumeric() || last == '_');
        let calls = source.code.match_indices(&format!("{name}::")).any(|(at, _)| word(&source.code[..at]));
        if calls {
            complaints.push(format!("src/{} calls a function of {name}", source.path));
        }
        let signatures = ["pub fn ", "pub const fn "].into_iter().flat_map(|start| source.code.split(start).skip(1));
        let returns =
            signatures.filter_map(|text| text.split(['{', ';']).next()?.split_once("->")).any(|(_, returned)| {
                returned.match_indices(name).any(|(at, _)| {
                    let after = &returned[at + name.len()..];
                    word(&returned[..at]) && !after.starts_with(|next: char| next.is_alphanumeric() || next == '_')
                })
            });
        if returns {
            complaints.push(format!("src/{} hands out {name}", source.path));
        }
    }
    complaints
}

/// Another crate of a workspace may turn the feature on for a production build too.
#[test]
fn the_feature_testing_makes_no_evidence() {
    let kit: Vec<_> = library().into_iter().filter(|source| source.module() == "testing").collect();
    assert!(kit.len() > 5, "only {} files of the kit were found", kit.len());
    assert_none(&kit.iter().flat_map(forged).collect::<Vec<_>>());
}

#[test]
fn evidence_made_by_the_kit_is_found() {
    for text in [
        "fn f() { Slot::new() }",
        "    pub fn slot(&self) -> Slot {",
        "    pub fn slot(&self) -> Result<Slot, Error> {",
        "    pub const fn slot(&self) -> Option<&Slot> {",
    ] {
        assert_eq!(forged(&made_up("testing/a.rs", text)).len(), 1, "{text}");
    }
    for text in ["fn f() { TimeSlot::new() }", "    pub fn f(slot: Slot) -> Slots {", "    fn f() -> Slot {"] {
        assert_none(&forged(&made_up("testing/a.rs", text)));
    }
}

/// Where a key is used: the one caller, and the signers themselves, which call what is inside them.
const SIGNERS: [&str; 4] = ["x509/signed.rs", "crypto/aws_lc_rs/sign.rs", "crypto/rcgen.rs", "crypto/ring/sign.rs"];

#[test]
fn a_key_is_used_in_one_place() {
    let uses = |source: &&Source| {
        // `planned.sign()` takes no message; it is an arrow of the walk.
        let with_message = source
            .code
            .match_indices(".sign(")
            .any(|(at, found)| !source.code[at + found.len()..].trim_start().starts_with(')'));
        with_message || ["Signer::sign", "Signer>::sign", ".sign_digest("].iter().any(|call| source.code.contains(call))
    };
    let sources = library();
    let elsewhere: Vec<String> = sources
        .iter()
        .filter(uses)
        .filter(|source| !SIGNERS.contains(&source.path.as_str()))
        .map(|source| format!("src/{} uses a key; go through x509::signed", source.path))
        .collect();
    assert_none(&elsewhere);
    assert!(sources.iter().filter(uses).any(|source| source.path == "x509/signed.rs"), "the one caller is found");
}

/// What would make a result depend on more than its arguments.
const AMBIENT: [&str; 8] =
    ["std::env", "std::fs", "std::net", "std::process", "std::io", "std::thread", "std::time::Instant", "std::os"];

/// Addresses are values.
const VALUES: [&str; 3] = ["std::net::IpAddr", "std::net::Ipv4Addr", "std::net::Ipv6Addr"];

/// The claim about many threads at once.
const THREADS: &str = "testing/inventory_contract/lists.rs";

#[test]
fn nothing_in_the_library_is_ambient() {
    let mut complaints = Vec::new();
    for source in library() {
        for path in source.paths() {
            let ambient = AMBIENT.iter().any(|root| path.starts_with(root));
            let permitted = VALUES.iter().any(|value| path.starts_with(value))
                || (source.path == THREADS && path.starts_with("std::thread"));
            if ambient && !permitted {
                complaints.push(format!("src/{} uses {path}", source.path));
            }
        }
        for clock in ["SystemTime::now", "Instant::now", "UnixTime::now", "now_utc", "now_local", "thread_rng", "OsRng"]
        {
            if source.code.contains(clock) {
                complaints.push(format!("src/{} calls {clock}", source.path));
            }
        }
    }
    assert_none(&complaints);
}

#[test]
fn unsafe_code_is_forbidden_and_absent() {
    let sources = library();
    assert!(sources.iter().any(|source| source.path == "lib.rs" && source.code.contains("#![forbid(unsafe_code)]")));
    let found: Vec<String> =
        sources.iter().filter(|source| source.code.contains("unsafe {")).map(|source| source.path.clone()).collect();
    assert_none(&found);
}

#[test]
fn use_trees_are_spelled_out() {
    assert_eq!(source::spelled_out("crate::{a::{B,C},d}"), ["crate::a::B", "crate::a::C", "crate::d"]);
    assert_eq!(source::spelled_out("std::fmt"), ["std::fmt"]);
}
