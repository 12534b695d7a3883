//! What the gateway does when nobody asks, as its workers would.

use gateway::{Gateway, Refusal, housekeeping, remittance, work};

use crate::{Planted, world::World};

#[derive(Clone, Copy)]
pub(crate) enum Worker {
    Reconcile,
    Capture,
    Expire,
    Remit,
    /// An operator ends the day early.
    RemitToday,
    Forget,
}

/// As often as each is to come up; those at the end are for the rough days only.
pub(crate) const WORKERS: [Worker; 9] = [
    Worker::Reconcile,
    Worker::Reconcile,
    Worker::Capture,
    Worker::Expire,
    Worker::Remit,
    Worker::Reconcile,
    Worker::Reconcile,
    Worker::RemitToday,
    Worker::Forget,
];
/// Of [`WORKERS`], what must be done sooner or later.
pub(crate) const DUTIES: usize = 5;

pub(crate) async fn run(gateway: &Gateway, worker: Worker, world: &World) {
    if world.planted == Planted::NobodyReconciles && matches!(worker, Worker::Reconcile) {
        return;
    }
    let outcome = match worker {
        Worker::Reconcile => work::reconcile(gateway).await.map(|_| ()),
        Worker::Capture => work::capture_deferred(gateway).await.map(|_| ()),
        Worker::Expire => work::expire(gateway).await.map(|_| ()),
        Worker::Remit => remittance::remit(gateway).await.map(|_| ()),
        Worker::RemitToday => remittance::remit_today(gateway).await.map(|_| ()),
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

impl Worker {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Reconcile => "reconcile",
            Self::Capture => "capture",
            Self::Expire => "expire",
            Self::Remit => "remit",
            Self::RemitToday => "remit today",
            Self::Forget => "forget",
        }
    }
}
