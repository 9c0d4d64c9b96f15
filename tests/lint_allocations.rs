//! The lint rules that run for every certificate allocate nothing.
//!
//! A promise of `issuance::lint` that only a counting allocator can see; it counts the allocations of one thread, so other
//! tests do not disturb it.

#![expect(
    unsafe_code,
    reason = "an allocator is an unsafe trait; this one counts and hands everything to the system's"
)]
#![expect(clippy::unwrap_used, reason = "a test that cannot read its fixture has nothing to say")]

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
};

use chancery::{
    issuance::lint::{Issuing, Judged, Relation, read_back, run},
    x509::lint::Part,
};

struct Counting;

thread_local! {
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

// SAFETY: every call is passed on to the system's allocator as it came; a constant-initialized thread-local of a type
// without destructor allocates nothing.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.with(|count| count.set(count.get().saturating_add(1)));
        // SAFETY: the caller keeps the contract of `alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps the contract of `dealloc`, and `alloc` above took it from the system.
        unsafe { System.dealloc(pointer, layout) }
    }
}

/// Allocations while the rules of this part run over a fixture, none of which is broken.
#[track_caller]
fn allocations(file: &str, relation: Relation, part: Part) -> usize {
    let path = format!("{}/tests/data/lint/{file}.der", env!("CARGO_MANIFEST_DIR"));
    let octets = std::fs::read(path).unwrap();
    let tbs = read_back(&octets).unwrap();
    let issuer = Issuing {
        subject: tbs.issuer(),
        key_identifier: &[0x11; 20],
        algorithm: tbs.signature().octets,
        not_after: Some(tbs.validity().not_after()),
        relation,
    };
    let before = COUNT.get();
    let ran = run(&Judged { tbs: &tbs, issuer }, part);
    let after = COUNT.get();
    assert!(ran.unwrap().count() > 0);
    after.saturating_sub(before)
}

#[test]
fn variable_rules_allocate_nothing() {
    for file in [
        "good_server",
        "good_subordinate",
        "good_names",
        "good_64_characters",
        "good_responder",
        "good_constrained",
        "good_key_agreement",
        "good_ed25519",
    ] {
        assert_eq!(allocations(file, Relation::Issued, Part::Variable), 0, "{file}");
    }
    assert_eq!(allocations("good_root", Relation::SelfSigned, Part::Variable), 0);
}

#[test]
fn the_allocator_counts() {
    assert_ne!(allocations("good_server", Relation::Issued, Part::Constant), 0);
}
