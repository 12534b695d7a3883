//! Simulates the real use cases of `gateway` over the real store, in memory, with a simulated clock, entropy
//! and bank. All of these have faults: a second holds many interleavings, crashes, silences and days. Each
//! seed can be repeated.
//!
//! The rules of the auditor must hold after every step, and at the end, when all work is done.

mod auditor;
mod bank;
mod clients;
mod executor;
mod faults;
mod instance;
mod random;
mod seed;
mod shops;
mod workers;
mod world;

use std::panic::{AssertUnwindSafe, catch_unwind};

use seed::Seed;
pub use world::{Tally, Violation};

/// A planted fault. An auditor that does not find it cannot be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Planted {
    Nothing,
    /// The store makes commits over an old version.
    StoreIgnoresVersions,
    /// The store reduces lines that are remitted.
    StoreReducesRemittedLines,
    /// The store adds a claim that another payment holds.
    StoreIgnoresClaims,
    /// The store reports some commits that it did not make.
    StoreLosesCommits,
    /// The store keeps the first writes of a commit that fails.
    StoreWritesHalves,
    /// The store does not recognise a repeated idempotency key.
    StoreForgetsRequests,
    /// The store writes the end of a payment, but not that of its session.
    StoreForgetsSessions,
    StoreCountsRefusalsTwice,
    StoreForgetsNotifications,
    /// The store gives a leased notification to other instances as well.
    StoreForgetsLeases,
    /// The store takes every notification for delivered, whatever the shop answered.
    StoreBelievesShopsHeard,
    StoreGivesUpAtOnce,
    /// The bank books a message that arrives twice twice.
    BankBooksTwice,
    NobodyReconciles,
    /// No worker expires sessions.
    NobodyEndsSessions,
    /// The partner does not reverse a payment that it approved after the buyer had left.
    PartnerKeepsLateYes,
    /// Clocks differ by more than the gateway's deadlines allow for.
    ClocksFarApart,
}

pub struct Outcome {
    pub steps: u64,
    pub tally: Tally,
    pub failure: Option<Failure>,
}

pub struct Failure {
    pub step: u64,
    pub violation: Violation,
    /// The last events. Empty where no trace was kept.
    pub trace: Vec<String>,
}

/// Runs a seed. The same seed does the same always and everywhere. A trace costs time, so run only a seed
/// that failed with one.
pub fn simulate(seed: u64, planted: Planted, traced: bool) -> Outcome {
    let mut run = Seed::new(seed, planted, traced);
    // A panic of a use case is reported like any violation, with its seed.
    let panicked = catch_unwind(AssertUnwindSafe(|| run.run())).is_err();
    let world = run.world();
    if panicked {
        world.violate("no use case panics", || "its message stands above".to_owned());
    }
    let failure =
        world.violation().map(|violation| Failure { step: world.step(), violation, trace: world.trace() });
    Outcome { steps: world.step(), tally: world.tally(), failure }
}
