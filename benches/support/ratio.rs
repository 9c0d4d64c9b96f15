//! Ratios of two times, taken so that a noisy machine does not tell a story of its own.
//!
//! Used by every bench after its criterion groups. Calls come in pairs, one of either side, so that both meet the same
//! clock and the same neighbours; the median over all pairs, so that an interruption spoils one pair. Each side times
//! itself and returns the time, so what must be made anew for every call (an approval is used up) stays outside.
//! The surprising choice: which side of a pair goes first is drawn. aws-lc-rs makes new RSA blinding at every 32nd
//! signature, which takes as long as another signature; in strict turns it would always be the same side that pays.

use std::{
    fmt,
    time::{Duration, Instant},
};

use criterion::Criterion;

/// How long to measure.
#[derive(Clone, Copy)]
pub(crate) struct Effort(Duration);

impl Effort {
    /// What the arguments of the bench ask for: nothing when it is only tested or listed, little with `--quick`.
    pub(crate) fn of_arguments() -> Option<Self> {
        let asked = |wanted: &str| std::env::args().any(|argument| argument == wanted);
        if asked("--test") || asked("--list") || !asked("--bench") {
            return None;
        }
        Some(Self(Duration::from_millis(if asked("--quick") { 500 } else { 3_000 })))
    }
}

/// A call by its name, which times itself.
pub(crate) type Call<C> = (&'static str, fn(&C) -> Duration);

/// A criterion group over one case: each call times itself.
#[allow(dead_code, reason = "the calls of `issuance` borrow more than their case")]
pub(crate) fn group<C>(criterion: &mut Criterion, name: &str, case: &C, calls: &[Call<C>]) {
    let mut group = criterion.benchmark_group(name);
    for (name, call) in calls {
        group.bench_function(*name, |bencher| bencher.iter_custom(|times| (0..times).map(|_| call(case)).sum()));
    }
    group.finish();
}

/// One time over another.
pub(crate) struct Ratio {
    ratio: f64,
    /// Middle half of the pairs.
    spread: (f64, f64),
    above: Duration,
    below: Duration,
}

/// What one call takes.
pub(crate) fn timed<T>(call: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let result = call();
    (start.elapsed(), result)
}

/// The ratio of `above` to `below`; each makes one call and returns its time.
pub(crate) fn ratio(effort: Effort, mut above: impl FnMut() -> Duration, mut below: impl FnMut() -> Duration) -> Ratio {
    const WARMING_UP: usize = 32;
    let (start, mut coin) = (Instant::now(), Coin(1));
    let mut pairs = Vec::new();
    while start.elapsed() < effort.0 || pairs.len() < 8 * WARMING_UP {
        pairs.push(if coin.toss() {
            let above = above();
            (above, below())
        } else {
            let below = below();
            (above(), below)
        });
    }
    pairs.drain(..WARMING_UP);
    let mut ratios: Vec<_> = pairs.iter().map(|(above, below)| above.as_secs_f64() / below.as_secs_f64()).collect();
    ratios.sort_by(f64::total_cmp);
    let at = |quarters: usize| ratios.get(ratios.len() * quarters / 4).copied().unwrap_or(f64::NAN);
    let above = median(pairs.iter().map(|pair| pair.0));
    let below = median(pairs.iter().map(|pair| pair.1));
    Ratio { ratio: at(2), spread: (at(1), at(3)), above, below }
}

/// The same draws in every run; a 64-bit linear congruential generator is as much chance as this takes.
struct Coin(u64);

impl Coin {
    fn toss(&mut self) -> bool {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 63 == 1
    }
}

fn median(times: impl Iterator<Item = Duration>) -> Duration {
    let mut times: Vec<_> = times.collect();
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let micros = |time: Duration| time.as_secs_f64() * 1e6;
        let (above, below) = (micros(self.above), micros(self.below));
        write!(f, "{:.3} ({:.3} to {:.3}; ", self.ratio, self.spread.0, self.spread.1)?;
        write!(f, "{above:.2} µs / {below:.2} µs, {:+.2} µs)", above - below)
    }
}
