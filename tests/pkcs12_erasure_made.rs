//! No secret of a key the authority made is left in a heap block that was freed: not by making it, certifying it and
//! sealing it, nor where one of these fails.
//!
//! Beside `pkcs12_erasure.rs`, which looks for secrets it knows. Nobody knows a key before it is made, so this allocator
//! keeps a copy of every block before it goes back, on the thread that asked for it, and the copies are searched at the
//! end. What is outside the claim is said there. The surprising choice: the provider's keys are wrapped, and the wrapper
//! keeps what it made, because nothing else gives it away.
#![cfg(any(feature = "ring", feature = "aws-lc-rs"))]
#![expect(
    unsafe_code,
    reason = "an allocator is an unsafe trait; this one copies and hands everything to the system's"
)]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "what cannot be made or found is a failed test")]

#[path = "common/bundle.rs"]
mod bundle;
#[path = "common/ca.rs"]
mod ca;

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::{Cell, UnsafeCell},
    hint::black_box,
    ptr, slice,
    sync::{
        Arc, Mutex, OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
};

use chancery::{
    crypto::{
        Curve, Hash, Kdf, KeyAlgorithm, Keys, Provider, ProviderError, Random, SecretKey, SignatureAlgorithm, Signer,
    },
    issuance::Enrolled,
    issuer::Issuer,
    pkcs12::{Bundle, Password},
    policy::{AuthorityKey, KeyRule, KeyUsageGrant, Policy, Profile, Row, Surplus, catalog::DeviceApplicant},
    x509::extension::KeyUsage,
};

use bundle::{PASSWORD, quick};
use ca::PROVIDERS;

/// Room for copies, and how much of it is taken on the one thread that records.
struct Copies(UnsafeCell<[u8; ROOM]>);

const ROOM: usize = 64 << 20;
static COPIES: Copies = Copies(UnsafeCell::new([0; ROOM]));
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
thread_local! {
    static TAKEN: Cell<Option<usize>> = const { Cell::new(None) };
}

// SAFETY: only the thread that holds `ONE_AT_A_TIME` has something in its `TAKEN`, and only it reads or writes the room.
unsafe impl Sync for Copies {}

struct Keeping;

#[global_allocator]
static ALLOCATOR: Keeping = Keeping;

// SAFETY: every call is passed on to the system's allocator as it came; a constant-initialized thread-local of a type
// without destructor allocates nothing. Blocks come zeroed, so that all of a block may be read.
unsafe impl GlobalAlloc for Keeping {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the contract of `alloc`, which is that of `alloc_zeroed`.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        TAKEN.with(|taken| {
            let Some(start) = taken.get() else { return };
            let end = start + layout.size();
            assert!(end <= ROOM, "there is no room for copies");
            // SAFETY: the block is the caller's, as long as its layout says, and was initialized by `alloc`; the room is
            // this thread's while it records.
            unsafe { ptr::copy_nonoverlapping(pointer, COPIES.0.get().cast::<u8>().add(start), layout.size()) };
            taken.set(Some(end));
        });
        // SAFETY: the caller keeps the contract of `dealloc`, and `alloc` above took it from the system.
        unsafe { System.dealloc(pointer, layout) }
    }

    // `realloc` is that of the trait: a new block, a copy, and `dealloc` of the old one, which is kept.
}

/// How often the secrets of the keys made while this ran are in blocks freed meanwhile, and how many keys there were.
fn freed_while(run: impl FnOnce()) -> (usize, usize) {
    let _one = ONE_AT_A_TIME.lock().unwrap();
    MADE.lock().unwrap().clear();
    TAKEN.with(|taken| taken.set(Some(0)));
    run();
    let end = TAKEN.with(|taken| taken.replace(None)).unwrap();
    // SAFETY: nothing records any more, and the lock is held.
    let copies = unsafe { slice::from_raw_parts(COPIES.0.get().cast::<u8>(), end) };
    let made = MADE.lock().unwrap();
    let found = |secret: &&[u8]| {
        let starts = copies.iter().enumerate().filter(|(_, octet)| **octet == secret[0]);
        starts.filter(|(place, _)| copies[*place..].starts_with(secret)).count()
    };
    (made.iter().map(|secret| found(&secret.as_slice())).sum(), made.len())
}

/// The secret octets of the keys that were made.
static MADE: Mutex<Vec<Vec<u8>>> = Mutex::new(Vec::new());

/// The keys of a provider, with a copy of the secret of each that was made.
struct Remembering(&'static Provider);

impl Keys for Remembering {
    fn makes(&self, algorithm: KeyAlgorithm) -> Result<(), ProviderError> {
        self.0.keys.makes(algorithm)
    }

    fn generate(&self, algorithm: KeyAlgorithm) -> Result<SecretKey, ProviderError> {
        let key = self.0.keys.generate(algorithm)?;
        let recording = TAKEN.with(Cell::take);
        MADE.lock().unwrap().push(secret_of(&key));
        TAKEN.with(|taken| taken.set(recording));
        Ok(key)
    }

    fn signer(&self, key: &SecretKey, algorithm: SignatureAlgorithm) -> Result<Arc<dyn Signer>, ProviderError> {
        self.0.keys.signer(key, algorithm)
    }
}

/// The scalar, the seed, `prime1`.
fn secret_of(key: &SecretKey) -> Vec<u8> {
    let pkcs8 = key.secret_pkcs8_der().unwrap();
    let (from, length) = match key.algorithm() {
        KeyAlgorithm::Ed25519 => (16, 32),
        KeyAlgorithm::Ec(Curve::P384) => (35, 48),
        KeyAlgorithm::Ec(_) => (36, 32),
        _ => (pkcs8.windows(4).position(|four| four == [0x02, 0x81, 0x81, 0x00]).unwrap() + 4, 128),
    };
    pkcs8[from..from + length].to_vec()
}

/// The device's table with keys of another kind.
#[derive(Debug)]
struct Of(KeyRule, KeyUsage);

impl Policy for Of {
    type Applicant = DeviceApplicant;
    type KeyOrigin = AuthorityKey;

    fn profile(&self) -> Profile {
        let mut profile = ca::device_policy().profile();
        profile.keys = vec![self.0].into();
        profile.key_usage = Row::Set { value: KeyUsageGrant::EveryKey(self.1), if_asked_otherwise: Surplus::Refuse };
        profile
    }
}

fn kinds() -> [Of; 4] {
    let signs = KeyUsage::DIGITAL_SIGNATURE;
    [KeyRule::P256, KeyRule::P384, KeyRule::Ed25519, KeyRule::RsaExactly(2048)].map(|rule| Of(rule, signs))
}

fn remembering() -> Vec<(&'static str, Provider)> {
    static KEYS: OnceLock<Vec<Remembering>> = OnceLock::new();
    let keys = KEYS.get_or_init(|| PROVIDERS.iter().map(|(_, provider)| Remembering(provider)).collect());
    PROVIDERS.iter().zip(keys).map(|((name, provider), keys)| (*name, provider.with_keys(keys))).collect()
}

/// The whole walk; nothing where the provider makes no such keys.
fn enrolled(provider: &Provider, policy: Of) -> Option<Enrolled<AuthorityKey>> {
    let issuer = Issuer::new(ca::root(provider, "ed25519"), ca::signer(provider, "ed25519"), provider, ca::now());
    let authority = ca::over(issuer.unwrap(), ca::inventory(provider));
    let policy = authority.adopt(policy).ok()?;
    let history = policy.history(None, &ca::device()).unwrap();
    let approved = policy.approve_generated(&ca::device(), &history, ca::now()).unwrap();
    Some(authority.issue(approved, ca::now()).unwrap())
}

#[test]
fn a_key_that_was_made_and_copied_is_found() {
    for (name, provider) in remembering() {
        let found = freed_while(|| {
            let key = provider.keys.generate(KeyAlgorithm::Ec(Curve::P256)).unwrap();
            drop(black_box(key.secret_pkcs8_der().unwrap().to_vec()));
        });
        assert_eq!(found, (1, 1), "{name}");
    }
}

#[test]
fn making_certifying_and_sealing_leaves_no_secret_in_freed_blocks() {
    for (name, provider) in remembering() {
        let mut every = 0;
        for policy in kinds() {
            let kind = format!("{policy:?}");
            let (found, made) = freed_while(|| {
                let Some(enrolled) = enrolled(&provider, policy) else { return };
                let bundle = Bundle::from(enrolled).with_local_key_id(&[1]).unwrap();
                drop(black_box(bundle.seal(&Password::new(PASSWORD).unwrap(), &quick(), &provider).unwrap()));
            });
            assert_eq!(found, 0, "{name} {kind}");
            every += made;
        }
        assert_eq!(every, if name == "ring" { 3 } else { 4 }, "{name} makes a key of each kind, but ring none of RSA");
    }
}

#[test]
fn a_key_that_is_let_go_leaves_no_secret_in_freed_blocks() {
    for (name, provider) in remembering() {
        for policy in kinds() {
            let kind = format!("{policy:?}");
            let (found, _) = freed_while(|| drop(black_box(enrolled(&provider, policy))));
            assert_eq!(found, 0, "{name} {kind}");
        }
    }
}

/// A source that has run dry.
struct Dry;

impl Random for Dry {
    fn fill(&self, _: &mut [u8]) -> Result<(), ProviderError> {
        Err(ProviderError::Derivation)
    }
}

/// A derivation that does its work and then says that it failed, the n-th time.
struct Failing(AtomicUsize);

impl Kdf for Failing {
    fn pbkdf2(
        &self,
        hash: Hash,
        password: &[u8],
        salt: &[u8],
        iterations: u32,
        out: &mut [u8],
    ) -> Result<(), ProviderError> {
        ca::provider().kdf.pbkdf2(hash, password, salt, iterations, out)?;
        if self.0.fetch_sub(1, Ordering::Relaxed) == 0 { Err(ProviderError::Derivation) } else { Ok(()) }
    }

    fn hmac(&self, hash: Hash, key: &[u8], message: &[u8]) -> Box<[u8]> {
        ca::provider().kdf.hmac(hash, key, message)
    }
}

#[test]
fn sealing_that_fails_leaves_no_secret_in_freed_blocks() {
    static AT_ONCE: Failing = Failing(AtomicUsize::new(0));
    static AT_THE_KEY: Failing = Failing(AtomicUsize::new(1));
    for (name, provider) in remembering() {
        for policy in kinds() {
            let kind = format!("{policy:?}");
            AT_ONCE.0.store(0, Ordering::Relaxed);
            AT_THE_KEY.0.store(1, Ordering::Relaxed);
            let (found, _) = freed_while(|| {
                let Some(enrolled) = enrolled(&provider, policy) else { return };
                let password = Password::new(PASSWORD).unwrap();
                let seal = |bundle: Bundle, with: Provider| *bundle.seal(&password, &quick(), &with).unwrap_err().kept;
                let bundle = seal(Bundle::from(enrolled), provider.with_random(&Dry));
                let bundle = seal(bundle, provider.with_kdf(&AT_ONCE));
                drop(black_box(seal(bundle, provider.with_kdf(&AT_THE_KEY))));
            });
            assert_eq!(found, 0, "{name} {kind}");
        }
    }
}
