//! A store in memory, with every guard of the port. It is no accomplice: before and after each of its effects others go
//! first, it is out of reach now and then, and sometimes says so when it has done its work.

mod claims;
mod commit;
mod lines;
mod notifications;
mod order;
mod payments;
mod people;
mod reads;
pub(crate) mod rows;
mod sessions;

use std::sync::{Arc, Mutex};

use gateway::ports::{CommitError, StoreError, Write};
use jiff::Timestamp;

pub(crate) use lines::totals;
pub(crate) use payments::of_session;

use crate::world::{World, lock};
use rows::{Rows, Touched};

/// In a thousand.
const READ_FAILS: u64 = 3;
const COMMIT_FAILS: u64 = 15;
/// The effect takes place, and the caller is told that it did not.
const COMMIT_FAILS_AFTER: u64 = 6;

pub(crate) struct MemoryStore {
    world: Arc<World>,
    rows: Mutex<Rows>,
}

impl MemoryStore {
    pub(crate) fn new(world: Arc<World>) -> Self {
        Self { world, rows: Mutex::default() }
    }

    /// As they are now; a copy is cheap.
    pub(crate) fn rows(&self) -> Rows {
        lock(&self.rows).clone()
    }

    /// What was written since it was asked last.
    pub(crate) fn take_touched(&self) -> Touched {
        std::mem::take(&mut lock(&self.rows).touched)
    }

    /// At once and without mishaps: for what is there before the simulation begins.
    pub(crate) fn set_up(&self, at: Timestamp, writes: Vec<Write>) -> Result<(), CommitError> {
        commit::apply(&mut lock(&self.rows), at, writes, &self.world)
    }

    async fn read<T>(&self, read: impl FnOnce(&Rows) -> T) -> Result<T, StoreError> {
        World::pause().await;
        if self.world.mishap(READ_FAILS) {
            self.world.count("read failed");
            return Err(StoreError::Unavailable);
        }
        let answer = read(&lock(&self.rows));
        World::pause().await;
        Ok(answer)
    }
}
