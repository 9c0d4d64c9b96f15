//! What 60 KiB of hostility cost: how many allocations, and how large the largest one.
//!
//! The limits of a request are compared before anything is allocated for what is over them; only a counting allocator can
//! see that. It counts the allocations of one thread, so other tests do not disturb it. The surprising choice: what is
//! accepted is counted as well, because a request within every limit is the most expensive one.
#![cfg(any(feature = "ring", feature = "aws-lc-rs"))]
#![expect(
    unsafe_code,
    reason = "an allocator is an unsafe trait; this one counts and hands everything to the system's"
)]
#![expect(clippy::expect_used, reason = "a fixture that cannot be made is a failed test")]

#[allow(dead_code, reason = "these tests use some of the fixtures")]
#[path = "request/fixtures.rs"]
mod fixtures;
#[path = "request/hostility.rs"]
mod hostility;

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
};

use chancery::{
    encoding::{DecodeError, DecodeErrorKind as Kind, Oid, Tag},
    request::CertificationRequest,
    x509::extension::oid,
};

use fixtures::*;
use hostility::*;

struct Counting;

thread_local! {
    static COUNT: Cell<usize> = const { Cell::new(0) };
    static LARGEST: Cell<usize> = const { Cell::new(0) };
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

// SAFETY: every call is passed on to the system's allocator as it came; a constant-initialized thread-local of a type
// without destructor allocates nothing.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.with(|count| count.set(count.get().saturating_add(1)));
        LARGEST.with(|largest| largest.set(largest.get().max(layout.size())));
        // SAFETY: the caller keeps the contract of `alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps the contract of `dealloc`, and `alloc` above took it from the system.
        unsafe { System.dealloc(pointer, layout) }
    }
}

struct Cost {
    allocations: usize,
    largest: usize,
    read: Result<(), Kind>,
}

fn cost(read: impl FnOnce() -> Result<CertificationRequest, DecodeError>) -> Cost {
    COUNT.set(0);
    LARGEST.set(0);
    let read = read();
    let (allocations, largest) = (COUNT.get(), LARGEST.get());
    Cost { allocations, largest, read: read.map(drop).map_err(|error| error.kind()) }
}

/// Most octets of a request by default.
const LIMIT: usize = 64 * 1024;
/// About as many octets as the hostility has: just within the limit, with the rest of the request.
const ROOM: usize = 60 * 1024;

#[track_caller]
fn refuses(der: &[u8], kind: Kind, allocations: usize, largest: usize) {
    let found = cost(|| CertificationRequest::from_der(der));
    assert_eq!(found.read, Err(kind));
    assert!(found.allocations <= allocations, "{} allocations of {} octets", found.allocations, der.len());
    assert!(found.largest <= largest, "one of {} octets", found.largest);
}

/// A SEQUENCE of a numbered identifier and NULL.
fn numbered_pair(number: u32) -> Vec<u8> {
    sequence(&[der(|w| w.oid(&numbered(number))), NULL.to_vec()].concat())
}

fn extension(value: &[u8], kind: Oid) -> Vec<u8> {
    with_extensions(&[(kind, value)])
}

#[test]
fn the_allocator_counts() {
    let der = with_extensions(&[(oid::SUBJECT_ALT_NAME, typed(&dns(&["a.example"])).value())]);
    let found = cost(|| CertificationRequest::from_der(&der));
    assert_eq!(found.read, Ok(()));
    assert!(found.allocations > 3 && found.largest >= der.len());
}

#[test]
fn many_attributes_cost_as_many_as_the_limit() {
    let attributes = fill(ROOM, |number| attribute(&numbered(number).to_string(), &[NULL]));
    let der = by_hand(0, subject().as_der(), &element(Tag::context_constructed(0), &attributes));
    refuses(&der, Kind::TooMany { limit: 32 }, 20, 2048);
}

#[test]
fn many_values_of_an_attribute_cost_nothing() {
    let values = fill(ROOM, |number| element(Tag::OCTET_STRING, &number.to_be_bytes()));
    refuses(&with_attributes(&[attribute("2.999.1", &[&values])]), Kind::TooMany { limit: 32 }, 10, 512);
}

#[test]
fn many_extensions_cost_as_many_as_the_limit() {
    let list = fill(ROOM, |number| {
        der(|w| {
            w.sequence(|fields| {
                fields.oid(&numbered(number))?;
                fields.octet_string(NULL)
            })
        })
    });
    let der = with_attributes(&[attribute(EXTENSION_REQUEST, &[&sequence(&list)])]);
    refuses(&der, Kind::TooMany { limit: 32 }, 60, 8 * 1024);
}

#[test]
fn one_huge_extension_is_not_copied() {
    let value = element(Tag::OCTET_STRING, &vec![0; ROOM]);
    let kind = Kind::TooLarge { found: value.len(), limit: 16 * 1024 };
    refuses(&extension(&value, numbered(1)), kind, 15, 512);
    refuses(&extension(&value, oid::SUBJECT_ALT_NAME), kind, 15, 512);
}

#[test]
fn ten_thousand_names_are_refused_by_their_octets() {
    let names = sequence(&fill(ROOM, |number| element(Tag::context(2), format!("a{number:03x}").as_bytes())));
    assert!(names.len() > 60_000);
    let kind = Kind::TooLarge { found: names.len(), limit: 16 * 1024 };
    refuses(&extension(&names, oid::SUBJECT_ALT_NAME), kind, 15, 512);
}

#[test]
fn names_over_the_limit_are_not_read() {
    refuses(&over_the_limit_of_names(), Kind::TooMany { limit: 100 }, 250, 16 * 1024);
}

#[test]
fn subtrees_cost_two_allocations_each() {
    let der = full_of_subtrees();
    let found = cost(|| CertificationRequest::from_der(&der));
    assert!(found.allocations <= 2500 && found.largest <= LIMIT, "{} of {}", found.allocations, found.largest);
}

#[test]
fn depth_costs_nothing() {
    refuses(&deep(), Kind::TooDeep { limit: 16 }, 10, 512);
    let deep = nested(4000);
    refuses(&extension(&deep, numbered(1)), Kind::TooDeep { limit: 16 }, 15, 512);
}

/// An OBJECT IDENTIFIER of as many octets.
fn long_oid(octets: usize) -> Vec<u8> {
    let mut content = vec![0x81; octets];
    content.push(1);
    element(Tag::OBJECT_IDENTIFIER, &content)
}

#[test]
fn long_identifiers_cost_nothing() {
    let too_long = Kind::Oid(chancery::encoding::OidError::TooLong);
    let attribute = sequence(&[long_oid(ROOM), vec![0x31, 2, 5, 0]].concat());
    refuses(&with_attributes(&[attribute]), too_long, 10, 512);
    let name = sequence(&element(Tag::SET, &sequence(&[long_oid(ROOM), vec![0x0c, 1, b'a']].concat())));
    refuses(&by_hand(0, &name, &[0xa0, 0]), too_long, 5, 512);
    let purposes = sequence(&long_oid(VALUE - 16));
    refuses(&extension(&purposes, oid::EXTENDED_KEY_USAGE), too_long, 15, 512);
}

/// An attribute of a name.
fn naming(number: u32) -> Vec<u8> {
    sequence(&[der(|w| w.oid(&numbered(number))), vec![0x0c, 1, b'a']].concat())
}

#[test]
fn a_subject_costs_as_much_as_its_limit() {
    let rdns = sequence(&fill(ROOM, |number| element(Tag::SET, &naming(number))));
    refuses(&by_hand(0, &rdns, &[0xa0, 0]), Kind::TooMany { limit: 64 }, 150, 16 * 1024);
    let one_rdn = sequence(&element(Tag::SET, &fill(ROOM, naming)));
    refuses(&by_hand(0, &one_rdn, &[0xa0, 0]), Kind::TooMany { limit: 64 }, 100, 16 * 1024);
    let directory = element(Tag::context_constructed(4), &sequence(&element(Tag::SET, &fill(VALUE - 16, naming))));
    refuses(&extension(&sequence(&directory), oid::SUBJECT_ALT_NAME), Kind::TooMany { limit: 64 }, 100, 16 * 1024);
}

#[test]
fn lengths_that_lie_cost_nothing() {
    let sound = with_extensions(&[(oid::SUBJECT_ALT_NAME, typed(&dns(&["a.example"])).value())]);
    // 4 GiB less one, in place of a length of one octet.
    for place in 0..sound.len() {
        let mut lying = sound.clone();
        lying.splice(place..=place, [0x84, 0xff, 0xff, 0xff, 0xff]);
        let found = cost(|| CertificationRequest::from_der(&lying));
        assert!(found.allocations <= 30, "{} at {place}", found.allocations);
        assert!(found.largest <= LIMIT, "{} at {place}", found.largest);
    }
}

#[test]
fn nothing_of_a_request_over_the_limit_is_read() {
    refuses(&vec![0x30; 2 * 1024 * 1024], Kind::TooLarge { found: 2 * 1024 * 1024, limit: LIMIT }, 0, 0);
}

#[test]
fn text_without_an_end_costs_nothing() {
    let endless = format!("-----BEGIN CERTIFICATE REQUEST-----\n{}", "A".repeat(127 * 1024));
    let found = cost(|| CertificationRequest::from_bytes(endless.as_bytes()));
    assert!(matches!(found.read, Err(Kind::Pem(_))));
    assert!(found.allocations <= 2 && found.largest <= 128, "{} of {}", found.allocations, found.largest);
    let beginnings = "-----BEGIN A-----\n".repeat(7 * 1024);
    let found = cost(|| CertificationRequest::from_bytes(beginnings.as_bytes()));
    assert!(matches!(found.read, Err(Kind::Pem(_))));
    assert_eq!(found.allocations, 0);
}

#[test]
fn text_over_the_limit_of_der_costs_as_much_as_the_text() {
    let body = "A".repeat(124 * 1024);
    let text = format!("-----BEGIN CERTIFICATE REQUEST-----\n{body}\n-----END CERTIFICATE REQUEST-----\n");
    let found = cost(|| CertificationRequest::from_pem(text.as_bytes()));
    assert!(found.read.is_err());
    assert!(found.allocations <= 20, "{}", found.allocations);
    assert!(found.largest <= 2 * text.len(), "{}", found.largest);
}

#[test]
fn a_password_is_written_once_and_leaves_no_copies_behind() {
    let texts: [(Tag, Vec<u8>); 4] = [
        (Tag::UTF8_STRING, vec![b'a'; 255]),
        (Tag::TELETEX_STRING, vec![0xf3; 255]),
        (Tag::BMP_STRING, [0x20, 0xac].repeat(255)),
        (Tag::UNIVERSAL_STRING, [0, 1, 0xf5, 0x11].repeat(255)),
    ];
    for (tag, text) in texts {
        let request = read(&with_attributes(&[attribute(CHALLENGE_PASSWORD, &[&element(tag, &text)])]));
        COUNT.set(0);
        let password = request.challenge_password().expect("a text");
        assert_eq!((COUNT.get(), password.secret_text().chars().count()), (1, 255), "{tag}");
    }
}

/// A value of each type that is a list, with as many elements as fit.
fn full_lists() -> Vec<(&'static str, Oid, Vec<u8>)> {
    let oids = |number: u32| der(|w| w.oid(&numbered(number)));
    let host = |number: u32| element(Tag::context(2), format!("a{number:x}").as_bytes());
    let uri = |number: u32| element(Tag::context(6), format!("http://a{number:x}/").as_bytes());
    let point =
        |names: &[u8]| sequence(&element(Tag::context_constructed(0), &element(Tag::context_constructed(0), names)));
    let access = |number: u32| sequence(&[der(|w| w.oid(&oid::ACCESS_OCSP)), uri(number)].concat());
    let qualifier = |number: u32| numbered_pair(number);
    let policy = |qualifiers: &[u8]| sequence(&[oids(1), sequence(qualifiers)].concat());
    let notice = |numbers: &[u8]| {
        let reference = sequence(&[element(Tag::UTF8_STRING, b"a"), sequence(numbers)].concat());
        sequence(&[der(|w| w.oid(&oid::QUALIFIER_USER_NOTICE)), sequence(&reference)].concat())
    };
    let number = |number: u32| der(|w| w.small_natural(number));
    let room = VALUE - 64;
    vec![
        ("purposes", oid::EXTENDED_KEY_USAGE, sequence(&fill(room, oids))),
        ("policies", oid::CERTIFICATE_POLICIES, sequence(&fill(room, |number| sequence(&oids(number))))),
        ("qualifiers", oid::CERTIFICATE_POLICIES, sequence(&policy(&fill(room, qualifier)))),
        ("notice numbers", oid::CERTIFICATE_POLICIES, sequence(&policy(&notice(&fill(room, number))))),
        ("features", oid::TLS_FEATURE, sequence(&fill(room, number))),
        (
            "subtrees",
            oid::NAME_CONSTRAINTS,
            sequence(&element(Tag::context_constructed(0), &fill(room, |number| sequence(&host(number))))),
        ),
        ("points", oid::CRL_DISTRIBUTION_POINTS, sequence(&fill(room, |number| point(&uri(number))))),
        ("addresses of a point", oid::CRL_DISTRIBUTION_POINTS, sequence(&point(&fill(room, uri)))),
        (
            "issuers of a point",
            oid::CRL_DISTRIBUTION_POINTS,
            sequence(&sequence(&element(Tag::context_constructed(2), &fill(room, host)))),
        ),
        ("access", oid::AUTHORITY_INFO_ACCESS, sequence(&fill(room, access))),
        (
            "issuers of the authority",
            oid::AUTHORITY_KEY_IDENTIFIER,
            sequence(&[element(Tag::context_constructed(1), &fill(room, host)), vec![0x82, 1, 1]].concat()),
        ),
    ]
}

#[test]
fn no_list_of_an_extension_is_larger_in_memory_than_the_largest_request() {
    for (what, kind, value) in full_lists() {
        let der = extension(&value, kind);
        let found = cost(|| CertificationRequest::from_der(&der));
        println!("{what}: {} allocations, {} octets at most, {:?}", found.allocations, found.largest, found.read);
        assert!(found.allocations <= 2500, "{what}: {}", found.allocations);
        assert!(found.largest <= LIMIT, "{what}: {}", found.largest);
    }
}

#[test]
fn a_request_that_is_large_in_every_part_costs_less_than_five_hundred() {
    let der = large_in_every_part();
    let found = cost(|| CertificationRequest::from_der(&der));
    println!("{} octets: {} allocations, {} octets at most", der.len(), found.allocations, found.largest);
    assert_eq!(found.read, Ok(()));
    assert!(found.allocations <= 500, "{}", found.allocations);
    assert!(found.largest <= der.len(), "{}", found.largest);
}
