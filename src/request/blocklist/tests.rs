//! What is hashed, what is found, and what is no list. The digest here hands back what it was given, so that a test sees
//! the octets a list goes by; `tests/weak_keys.rs` asks the same of SHA-256 and of badkeys itself.

use std::sync::Arc;

use super::{BadkeysList, BlocklistError, KeyBlocklist, Listed, ListedEntry, SpkiHashes};
use crate::{
    crypto::{Digest, DigestContext, Hash, PublicKey},
    encoding::{EncodeError, Writer},
};

/// The first 32 octets of the message, filled up with zeros.
struct Verbatim;

struct Collected(Vec<u8>);

impl Digest for Verbatim {
    fn begin(&self, hash: Hash) -> Box<dyn DigestContext> {
        assert_eq!(hash, Hash::Sha256);
        Box::new(Collected(Vec::new()))
    }
}

impl DigestContext for Collected {
    fn update(&mut self, octets: &[u8]) {
        self.0.extend_from_slice(octets);
    }

    fn finish(mut self: Box<Self>) -> Box<[u8]> {
        self.0.resize(32, 0);
        self.0.into_boxed_slice()
    }
}

fn spki(algorithm: &str, parameters: &[u8], key: &[u8]) -> PublicKey {
    let mut writer = Writer::new();
    let fields = writer.sequence(|fields| {
        fields.sequence::<EncodeError>(|identifier| {
            identifier.oid(&algorithm.parse().expect("an identifier"))?;
            identifier.raw(parameters)
        })?;
        fields.bit_string_of_octets(key)
    });
    fields.expect("small");
    PublicKey::from_der(writer.octets()).expect("a key")
}

fn rsa(modulus: &[u8], exponent: &[u8]) -> PublicKey {
    let mut key = Writer::new();
    let numbers = key.sequence::<EncodeError>(|fields| {
        fields.natural(modulus)?;
        fields.natural(exponent)
    });
    numbers.expect("small");
    spki("1.2.840.113549.1.1.1", &[0x05, 0x00], key.octets())
}

fn p256(x: &[u8; 32], y: &[u8; 32]) -> PublicKey {
    let prime256v1 = [0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];
    spki("1.2.840.10045.2.1", &prime256v1, &[&[4], x.as_slice(), y].concat())
}

fn ed25519(octets: &[u8; 32]) -> PublicKey {
    spki("1.3.101.112", &[], octets)
}

/// A record whose hash begins so.
fn record(hash: &[u8], id: u8) -> [u8; 16] {
    let mut record = [0; 16];
    record[..hash.len()].copy_from_slice(hash);
    record[15] = id;
    record
}

fn find(records: &[[u8; 16]], key: &PublicKey) -> Option<u8> {
    let list = BadkeysList::open(records.as_flattened()).expect("a list");
    let list: &dyn KeyBlocklist = &list;
    let found = list.find(key, &Verbatim)?;
    assert_eq!(found.list, "badkeys");
    match found.entry {
        ListedEntry::Id(id) => Some(id),
        other => panic!("{other}"),
    }
}

// ---- badkeys --------------------------------------------------------------------------------------------------------

#[test]
fn finds_an_rsa_key_by_its_modulus_whatever_the_exponent() {
    let list = [record(&[0xc0, 0xff, 0xee], 7)];
    for exponent in [&[3][..], &[1, 0, 1], &[0xff; 40]] {
        assert_eq!(find(&list, &rsa(&[0xc0, 0xff, 0xee], exponent)), Some(7));
    }
    assert_eq!(find(&list, &rsa(&[0xc0, 0xff, 0xef], &[3])), None);
}

#[test]
fn finds_a_point_by_x_alone_and_without_leading_zeros() {
    let mut x = [0; 32];
    x[2..5].copy_from_slice(&[1, 0, 2]);
    let list = [record(&[1, 0, 2], 9)];
    assert_eq!(find(&list, &p256(&x, &[3; 32])), Some(9));
    assert_eq!(find(&list, &p256(&x, &[4; 32])), Some(9));
    assert_eq!(find(&list, &p256(&[3; 32], &x)), None);
    assert_eq!(find(&[record(&[], 1)], &p256(&[0; 32], &x)), Some(1));
}

#[test]
fn finds_an_ed25519_key_by_its_octets_without_leading_zeros() {
    let mut key = [5; 32];
    key[0] = 0;
    assert_eq!(find(&[record(&[5; 15], 255)], &ed25519(&key)), Some(255));
    assert_eq!(find(&[record(&[5; 15], 255)], &ed25519(&[6; 32])), None);
}

#[test]
fn says_nothing_about_keys_the_format_has_no_number_for() {
    let list = [record(&[], 1), record(&[7; 15], 1)];
    assert_eq!(find(&list, &spki("1.3.101.110", &[], &[7; 32])), None);
    let secp256k1 = [0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x0a];
    assert_eq!(find(&list, &spki("1.2.840.10045.2.1", &secp256k1, &[7; 65])), None);
}

#[test]
fn finds_every_record_of_lists_of_every_small_length_and_nothing_between_them() {
    for length in 1..=33_u8 {
        let records: Vec<_> = (1..=length).map(|n| record(&[2 * n], n)).collect();
        for n in 1..=length {
            assert_eq!(find(&records, &rsa(&[2 * n], &[3])), Some(n), "{n} of {length}");
            assert_eq!(find(&records, &rsa(&[2 * n - 1], &[3])), None);
        }
        assert_eq!(find(&records, &rsa(&[2 * length + 1], &[3])), None);
    }
}

#[test]
fn takes_equal_hashes_under_ids_in_any_order_and_finds_the_first() {
    let records = [record(&[1], 1), record(&[2], 9), record(&[2], 3), record(&[2], 3), record(&[4], 1)];
    assert_eq!(find(&records, &rsa(&[2], &[3])), Some(9));
}

#[test]
fn reads_a_list_wherever_its_octets_lie() {
    let octets = record(&[8], 1);
    let key = rsa(&[8], &[3]);
    let lists: [Box<dyn KeyBlocklist + '_>; 4] = [
        Box::new(BadkeysList::open(&octets).expect("borrowed")),
        Box::new(BadkeysList::open(octets).expect("an array")),
        Box::new(BadkeysList::open(octets.to_vec()).expect("a vector")),
        Box::new(BadkeysList::open(Arc::<[u8]>::from(octets)).expect("shared")),
    ];
    assert!(lists.iter().all(|list| list.find(&key, &Verbatim).is_some()));
}

#[test]
fn refuses_what_is_no_sorted_list_of_records() {
    let refused = |octets: &[u8]| BadkeysList::open(octets).expect_err("no list");
    assert_eq!(refused(b""), BlocklistError::Empty);
    assert_eq!(refused(&[0; 31]), BlocklistError::Length { found: 31 });
    assert_eq!(refused(&[0; 3]), BlocklistError::Length { found: 3 });
    assert_eq!(refused(&[&b"\xfd7zXZ\0"[..], &[0; 26]].concat()), BlocklistError::Compressed);
    let records = [record(&[1], 0), record(&[3], 0), record(&[2], 0), record(&[1], 0)];
    assert_eq!(refused(records.as_flattened()), BlocklistError::Order { record: 3 });
    let in_the_last_octet = [record(&[1; 15], 0), record(&[1; 14], 9)];
    assert_eq!(refused(in_the_last_octet.as_flattened()), BlocklistError::Order { record: 2 });
}

#[test]
fn shows_how_long_a_list_is_and_nothing_of_it() {
    let list = BadkeysList::open([7; 16]).expect("a list").named("ours");
    assert_eq!(format!("{list:?}"), r#"BadkeysList { name: "ours", octets: 16 }"#);
    let list = SpkiHashes::open("07".repeat(32).as_bytes()).expect("a list");
    assert_eq!(format!("{list:?}"), r#"SpkiHashes { name: "of SubjectPublicKeyInfo hashes", entries: 1 }"#);
}

// ---- hashes of SubjectPublicKeyInfo ---------------------------------------------------------------------------------

/// The line for a key under the digest above.
fn line(key: &PublicKey) -> String {
    key.as_spki()[..32].iter().map(|octet| format!("{octet:02x}")).collect()
}

fn at(line: usize, remark: Option<&str>) -> Option<Listed> {
    let entry = ListedEntry::Line { line, remark: remark.map(str::to_owned) };
    Some(Listed::new("of SubjectPublicKeyInfo hashes", entry))
}

#[test]
fn reads_hashes_remarks_and_comments_line_by_line() {
    let keys: Vec<_> = (1..=5).map(|n| rsa(&[n; 20], &[3])).collect();
    let hashes: Vec<_> = keys.iter().map(line).collect();
    let text = format!(
        "# a list\r\n\n  {}  \r\n{}  -\n{}\tlaptop of May \u{17c}\r\n{} *-\n\n#{}\n{} again",
        hashes[0],
        hashes[1].to_uppercase(),
        hashes[2],
        hashes[3],
        hashes[4],
        hashes[0],
    );
    let list = SpkiHashes::open(text.as_bytes()).expect("a list");
    assert_eq!(list.entries(), 5);
    let found: Vec<_> = keys.iter().map(|key| list.find(key, &Verbatim)).collect();
    let remark = Some("laptop of May \u{17c}");
    assert_eq!(found, [at(3, None), at(4, None), at(5, remark), at(6, None), None]);
}

#[test]
fn tells_keys_with_one_modulus_and_two_exponents_apart() {
    let list = SpkiHashes::open(line(&rsa(&[1; 5], &[3])).as_bytes()).expect("a list");
    assert_eq!(list.find(&rsa(&[1; 5], &[3]), &Verbatim), at(1, None));
    assert_eq!(list.find(&rsa(&[1; 5], &[5]), &Verbatim), None);
}

#[test]
fn refuses_a_text_of_which_one_line_is_not_understood() {
    let good = "ab".repeat(32);
    let refused = |line: &str| SpkiHashes::open(format!("{good}\n{line}\n").as_bytes()).expect_err("no list");
    assert_eq!(refused("ab"), BlocklistError::HashLength { line: 2, found: 2 });
    assert_eq!(refused(&format!("{good}ab")), BlocklistError::HashLength { line: 2, found: 66 });
    assert_eq!(refused(&format!("SHA2-256(stdin)= {good}")), BlocklistError::HashLength { line: 2, found: 16 });
    for stranger in ["ag", "a+", "\u{17c}b", "a\u{17c}"] {
        let digits = "ab".repeat(31) + stranger;
        assert_eq!(refused(&digits), BlocklistError::NotHexadecimal { line: 2 }, "{stranger}");
    }
    let long = format!("{good} {}", "x".repeat(1024 - 65));
    assert!(SpkiHashes::open(long.as_bytes()).is_ok());
    assert_eq!(refused(&(long + "x")), BlocklistError::LineTooLong { line: 2, found: 1025, limit: 1024 });
    assert_eq!(SpkiHashes::open(b"# \xff").expect_err("no text"), BlocklistError::NotUtf8 { line: 1 });
}

#[test]
fn refuses_a_text_without_a_hash_and_one_that_is_too_long() {
    for text in ["", "\n", "# nothing yet\n"] {
        assert_eq!(SpkiHashes::open(text.as_bytes()).expect_err("no list"), BlocklistError::Empty);
    }
    let limit = 64 * 1024 * 1024;
    let refused = SpkiHashes::open(&vec![b'\n'; limit + 1]).expect_err("no list");
    assert_eq!(refused, BlocklistError::TooLarge { found: limit + 1, limit });
}

// ---- sentences ------------------------------------------------------------------------------------------------------

#[test]
fn a_listed_key_is_a_violation_that_says_where() {
    let says = |list: &'static str, entry| {
        let violation = Listed::new(list, entry).violation();
        assert_eq!((violation.rule().as_str(), violation.path().as_str()), ("key.blocklisted", "subjectPublicKeyInfo"));
        assert_eq!(violation.clause(), "Baseline Requirements §6.1.1.3");
        violation.asked().to_owned()
    };
    assert_eq!(says("badkeys", ListedEntry::Id(7)), "a key on the blocklist badkeys, id 7");
    let line = ListedEntry::Line { line: 3, remark: None };
    assert_eq!(says("keys.txt", line), "a key on the blocklist keys.txt, line 3");
    let line = ListedEntry::Line { line: 3, remark: Some("of 99723100018\u{202e}".into()) };
    assert_eq!(says("keys.txt", line), "a key on the blocklist keys.txt, line 3: of *******0018\\u{202e}");
    assert_eq!(says("ours", ListedEntry::Named("May".into())), "a key on the blocklist ours, May");
    assert_eq!(
        Listed::new("badkeys", ListedEntry::Id(7)).violation().message(),
        "subjectPublicKeyInfo is a key on the blocklist badkeys, id 7; permitted is a key on no blocklist \
         (Baseline Requirements §6.1.1.3)"
    );
}

#[test]
fn refusals_say_what_is_there_and_what_to_do() {
    let sentences = [
        (
            BlocklistError::Empty,
            "the blocklist has no entry; an empty list lets every key pass, so leave it out if that is meant",
        ),
        (BlocklistError::Compressed, "the blocklist is compressed with xz; unpack it first, for example with unxz"),
        (
            BlocklistError::Length { found: 31 },
            "the blocklist has 31 octets, which is no whole number of records of 16 octets",
        ),
        (
            BlocklistError::Order { record: 3 },
            "record 3 of the blocklist is below the one before it; the records must be in ascending order",
        ),
        (BlocklistError::TooLarge { found: 2, limit: 1 }, "the blocklist has 2 octets, and at most 1 are read as text"),
        (
            BlocklistError::LineTooLong { line: 2, found: 1025, limit: 1024 },
            "line 2 of the blocklist has 1025 octets, more than 1024",
        ),
        (BlocklistError::NotUtf8 { line: 2 }, "line 2 of the blocklist is not UTF-8 text"),
        (
            BlocklistError::HashLength { line: 2, found: 63 },
            "line 2 of the blocklist begins with 63 characters and not with the 64 hex digits of SHA-256",
        ),
        (
            BlocklistError::NotHexadecimal { line: 2 },
            "line 2 of the blocklist begins with 64 characters of which one is no hex digit",
        ),
    ];
    for (error, sentence) in sentences {
        assert_eq!(error.to_string(), sentence);
    }
}
