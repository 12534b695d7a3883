//! What all parts of a simulation have in common: time, randomness, the trace, the counts, and the first rule
//! that was broken.

use std::{
    collections::{BTreeMap, VecDeque},
    fmt,
    future::Future,
    pin::Pin,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering},
    },
    task::{Context, Poll},
};

use jiff::Timestamp;

use crate::{Planted, random::Random};

/// The number of events that are kept: what led to a failure is near its end.
const TRACED: usize = 60;
/// 2026-11-22T12:00:00Z, a Sunday noon.
const NOON_MS: i64 = 1_795_348_800_000;

/// The number of times that each thing happened.
pub type Tally = BTreeMap<&'static str, u64>;

/// A rule that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    pub rule: &'static str,
    pub detail: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.rule, self.detail)
    }
}

pub(crate) struct World {
    now_ms: AtomicI64,
    step: AtomicU64,
    /// The factor of all faults: 0 for none, 1 or more. At the end it is 0.
    roughness: AtomicU64,
    /// Whether an instance is crashing at this moment.
    crashing: AtomicBool,
    dice: Mutex<Random>,
    tally: Mutex<Tally>,
    trace: Option<Mutex<VecDeque<String>>>,
    violation: Mutex<Option<Violation>>,
    pub(crate) planted: Planted,
}

impl World {
    pub(crate) fn new(seed: u64, planted: Planted, traced: bool) -> Self {
        let mut dice = Random::new(seed);
        Self {
            now_ms: AtomicI64::new(NOON_MS),
            step: AtomicU64::new(0),
            roughness: AtomicU64::new([0, 1, 1, 3][dice.index(4)]),
            crashing: AtomicBool::new(false),
            dice: Mutex::new(dice),
            tally: Mutex::default(),
            trace: traced.then(Mutex::default),
            violation: Mutex::default(),
            planted,
        }
    }

    pub(crate) fn now_ms(&self) -> i64 {
        self.now_ms.load(Ordering::Relaxed)
    }

    pub(crate) fn now(&self) -> Timestamp {
        moment(self.now_ms())
    }

    pub(crate) fn advance(&self, by_ms: i64) {
        self.now_ms.fetch_add(by_ms, Ordering::Relaxed);
    }

    pub(crate) fn step(&self) -> u64 {
        self.step.load(Ordering::Relaxed)
    }

    pub(crate) fn next_step(&self) {
        self.step.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn calm_down(&self) {
        self.roughness.store(0, Ordering::Relaxed);
    }

    pub(crate) fn is_calm(&self) -> bool {
        self.roughness.load(Ordering::Relaxed) == 0
    }

    /// Whether a fault happens. Its probability is `per_mille` thousandths, times the roughness.
    pub(crate) fn mishap(&self, per_mille: u64) -> bool {
        let roughness = self.roughness.load(Ordering::Relaxed);
        roughness > 0 && self.dice().per_mille(per_mille * roughness)
    }

    pub(crate) fn crash(&self, die: impl FnOnce()) {
        self.crashing.store(true, Ordering::Relaxed);
        die();
        self.crashing.store(false, Ordering::Relaxed);
    }

    pub(crate) fn is_crashing(&self) -> bool {
        self.crashing.load(Ordering::Relaxed)
    }

    pub(crate) fn dice(&self) -> MutexGuard<'_, Random> {
        lock(&self.dice)
    }

    pub(crate) fn count(&self, what: &'static str) {
        *lock(&self.tally).entry(what).or_default() += 1;
    }

    pub(crate) fn tally(&self) -> Tally {
        lock(&self.tally).clone()
    }

    /// Adds an event to the trace. The words are made only where there is one: a failing seed is run again
    /// with a trace.
    pub(crate) fn note(&self, words: impl FnOnce() -> String) {
        if let Some(trace) = &self.trace {
            let mut trace = lock(trace);
            if trace.len() == TRACED {
                trace.pop_front();
            }
            trace.push_back(format!("{:>6}  {}  {}", self.step(), self.now(), words()));
        }
    }

    pub(crate) fn trace(&self) -> Vec<String> {
        self.trace.as_ref().map(|trace| lock(trace).iter().cloned().collect()).unwrap_or_default()
    }

    /// Reports a violation. Only the first one is kept, because others may follow from it.
    pub(crate) fn violate(&self, rule: &'static str, detail: impl FnOnce() -> String) {
        lock(&self.violation).get_or_insert_with(|| Violation { rule, detail: detail() });
    }

    pub(crate) fn violation(&self) -> Option<Violation> {
        lock(&self.violation).clone()
    }

    /// Lets other tasks run first.
    pub(crate) const fn pause() -> Pause {
        Pause { paused: false }
    }

    pub(crate) async fn until(&self, at_ms: i64) {
        Self::pause().await;
        while self.now_ms() < at_ms {
            Self::pause().await;
        }
    }
}

/// A future that is pending once.
pub(crate) struct Pause {
    paused: bool,
}

impl Future for Pause {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.paused {
            return Poll::Ready(());
        }
        self.paused = true;
        // The executor polls any task, but a stream of futures inside a task polls only those that were
        // woken.
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(crate) fn moment(ms: i64) -> Timestamp {
    Timestamp::from_millisecond(ms).unwrap_or(Timestamp::MAX)
}
