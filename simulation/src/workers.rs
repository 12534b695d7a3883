//! The work of the gateway's workers, one round at a time.

use gateway::{Gateway, Refusal, housekeeping, ports::Kept, remittance, retention, sessions, work};
use jiff::Timestamp;

use crate::{Planted, bank::partner, instance::House, world::World};

#[derive(Clone, Copy)]
pub(crate) enum Worker {
    Reconcile,
    Capture,
    Expire,
    Remit,
    EndSessions,
    Notify,
    /// The partner tells again what the gateway has not heard. This is not the gateway's work, but is due as
    /// well.
    Partner,
    /// An operator closes the day early.
    RemitToday,
    Forget,
    /// Forgets what is personal of payments to which nothing is being done.
    Retain,
    /// Gathers audit lines into blocks.
    Gather,
}

/// The work in the proportions in which it is drawn. The entries at the end are for rough days only.
pub(crate) const WORKERS: [Worker; 15] = [
    Worker::Reconcile,
    Worker::Reconcile,
    Worker::Capture,
    Worker::Expire,
    Worker::Remit,
    Worker::EndSessions,
    Worker::Notify,
    Worker::Partner,
    Worker::Reconcile,
    Worker::Reconcile,
    Worker::Notify,
    Worker::RemitToday,
    Worker::Forget,
    Worker::Retain,
    Worker::Gather,
];
/// The number of entries of [`WORKERS`] that must be done sooner or later.
pub(crate) const DUTIES: usize = 8;

pub(crate) async fn run(gateway: &Gateway, worker: Worker, house: &House) {
    let world = &house.world;
    match (world.planted, worker) {
        (Planted::NobodyReconciles, Worker::Reconcile)
        | (Planted::NobodyEndsSessions, Worker::EndSessions) => return,
        _ => {}
    }
    let outcome = match worker {
        Worker::Reconcile => work::reconcile(gateway).await.map(|done| count(world, "work taken", done)),
        Worker::Capture => work::capture_deferred(gateway).await.map(|done| count(world, "work taken", done)),
        Worker::Expire => work::expire(gateway).await.map(|done| count(world, "work taken", done)),
        Worker::Remit => remittance::remit(gateway).await.map(|_| ()),
        Worker::EndSessions => sessions::expire_overdue(gateway).await.map(|_| ()),
        Worker::Notify => gateway::Worker::Notifications
            .round(gateway)
            .await
            .map(|sent| count(world, "notifications taken", sent)),
        Worker::Partner => partner::tell_again(&house.bank, gateway).await,
        Worker::RemitToday => remittance::remit_today(gateway).await.map(|_| ()),
        // Nobody waits here for the time at which the payments of a merchant are looked at again.
        Worker::Retain => retention::step(gateway, Kept::Payments, Timestamp::MAX)
            .await
            .map(|done| count(world, "payments looked at for what is personal", done.rows)),
        Worker::Gather => {
            gateway::Worker::Audit.round(gateway).await.map(|done| count(world, "audit lines gathered", done))
        }
        Worker::Forget => housekeeping::forget_what_has_ended(gateway).await,
    };
    match outcome {
        Ok(()) => {}
        Err(Refusal::Internal) => {
            world.violate("no worker meets a fault of our own", || worker.word().to_owned());
        }
        Err(error) => {
            world.count("worker ended early");
            world.note(|| format!("{} ended early: {error:?}", worker.word()));
        }
    }
}

fn count(world: &World, what: &'static str, done: usize) {
    if done > 0 {
        world.count(what);
    }
}

impl Worker {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Reconcile => "reconcile",
            Self::Capture => "capture",
            Self::Expire => "expire",
            Self::Remit => "remit",
            Self::EndSessions => "end sessions",
            Self::Notify => "notify",
            Self::Partner => "the partner",
            Self::RemitToday => "remit today",
            Self::Forget => "forget",
            Self::Retain => "retain",
            Self::Gather => "gather",
        }
    }
}
