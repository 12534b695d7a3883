//! The real use cases of `gateway` over the real store, in memory, with clocks, chance and a bank that are made up. All of them go
//! wrong: many interleavings, crashes, silences and days in a second, each from a seed that can be had again.
//!
//! Whatever the order of things, the rules of the auditor must hold after every step, and when everything has
//! run dry.

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

/// A fault that is put in on purpose: an auditor that never finds one cannot be believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Planted {
    Nothing,
    /// Commits over an old version take place.
    StoreIgnoresVersions,
    /// Lines are reduced although they went to the bank.
    StoreReducesRemittedLines,
    /// Lays a claim that another holds.
    StoreIgnoresClaims,
    /// Says that it has written, and has not, now and then.
    StoreLosesCommits,
    /// A commit that fails leaves what came before its failure.
    StoreWritesHalves,
    /// A key that was used is not known again.
    StoreForgetsRequests,
    /// A session's end is not written, though its payment is.
    StoreForgetsSessions,
    StoreCountsRefusalsTwice,
    StoreForgetsNotifications,
    /// What one instance is sending, others are given as well.
    StoreForgetsLeases,
    /// Whatever a shop answered.
    StoreBelievesShopsHeard,
    StoreGivesUpAtOnce,
    /// A message that arrives twice is booked twice.
    BankBooksTwice,
    NobodyReconciles,
    /// Sessions stay as they are when their time is over.
    NobodyEndsSessions,
    /// What a partner is told to undo it keeps, where its yes came after the buyer had left.
    PartnerKeepsLateYes,
    /// By more than the gateway's deadlines allow for.
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
    /// The last events; empty where no trace was kept.
    pub trace: Vec<String>,
}

/// The same seed does the same, always and everywhere. A trace costs time: run a seed that failed again with one.
pub fn simulate(seed: u64, planted: Planted, traced: bool) -> Outcome {
    let mut run = Seed::new(seed, planted, traced);
    // A panic of a use case is a finding like any other, and must not hide from which seed it came.
    let panicked = catch_unwind(AssertUnwindSafe(|| run.run())).is_err();
    let world = run.world();
    if panicked {
        world.violate("no use case panics", || "its message stands above".to_owned());
    }
    let failure =
        world.violation().map(|violation| Failure { step: world.step(), violation, trace: world.trace() });
    Outcome { steps: world.step(), tally: world.tally(), failure }
}
