//! The allocator of the tests of erasure: it looks at every block before it goes back, on the thread that asked for it.
//!
//! The surprising choice: a block is looked at as a whole, what was never written included, since that is how a core dump
//! sees it.

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::{Cell, UnsafeCell},
    slice,
};

/// Octets that no freed block may have; they stand in the thread's own storage, so that looking allocates nothing.
pub(crate) struct Wanted {
    octets: UnsafeCell<[[u8; Self::ROOM]; Self::NEEDLES]>,
    lengths: Cell<[usize; Self::NEEDLES]>,
    found: Cell<[usize; Self::NEEDLES]>,
}

impl Wanted {
    pub(crate) const NEEDLES: usize = 3;
    const ROOM: usize = 128;

    /// Looks at one block.
    fn look(&self, block: &[u8]) {
        // SAFETY: the cell is of this thread, and nobody holds a reference to it while a block is freed.
        let octets = unsafe { &*self.octets.get() };
        let mut found = self.found.get();
        for ((needle, length), count) in octets.iter().zip(self.lengths.get()).zip(&mut found) {
            let needle = &needle[..length];
            if length > 0 && block.len() >= length && block.windows(length).any(|window| window == needle) {
                *count += 1;
            }
        }
        self.found.set(found);
    }

    pub(crate) fn watch(&self, needles: [&[u8]; Self::NEEDLES]) {
        // SAFETY: the cell is of this thread, and nothing is freed while it is written.
        let octets = unsafe { &mut *self.octets.get() };
        let mut lengths = [0; Self::NEEDLES];
        for ((place, needle), length) in octets.iter_mut().zip(needles).zip(&mut lengths) {
            *length = needle.len();
            place[..needle.len()].copy_from_slice(needle);
        }
        self.found.set([0; Self::NEEDLES]);
        self.lengths.set(lengths);
    }

    /// Stops looking, and says how often each was found.
    pub(crate) fn found(&self) -> [usize; Self::NEEDLES] {
        self.lengths.set([0; Self::NEEDLES]);
        self.found.get()
    }
}

thread_local! {
    pub(crate) static WANTED: Wanted = const {
        Wanted {
            octets: UnsafeCell::new([[0; Wanted::ROOM]; Wanted::NEEDLES]),
            lengths: Cell::new([0; Wanted::NEEDLES]),
            found: Cell::new([0; Wanted::NEEDLES]),
        }
    };
}

struct Looking;

#[global_allocator]
static ALLOCATOR: Looking = Looking;

// SAFETY: every call is passed on to the system's allocator as it came; a constant-initialized thread-local of a type
// without destructor allocates nothing. Blocks come zeroed, so that all of a block may be read.
unsafe impl GlobalAlloc for Looking {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the contract of `alloc`, which is that of `alloc_zeroed`.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the block is the caller's, as long as its layout says, and was initialized by `alloc`.
        let block = unsafe { slice::from_raw_parts(pointer, layout.size()) };
        WANTED.with(|wanted| wanted.look(block));
        // SAFETY: the caller keeps the contract of `dealloc`, and `alloc` above took it from the system.
        unsafe { System.dealloc(pointer, layout) }
    }

    // `realloc` is that of the trait: a new block, a copy, and `dealloc` of the old one, which is looked at.
}

/// Runs something without looking at what it frees.
pub(crate) fn away<T>(run: impl FnOnce() -> T) -> T {
    let lengths = WANTED.with(|wanted| wanted.lengths.replace([0; Wanted::NEEDLES]));
    let made = run();
    WANTED.with(|wanted| wanted.lengths.set(lengths));
    made
}
