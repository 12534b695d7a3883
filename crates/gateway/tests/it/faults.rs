//! A store whose commits fail when the test says so.

use std::sync::{
    Mutex,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

use gateway::ports::{CommitError, StoreError};
use storage::simulation::{Commit, CommitFault, Faults};

#[derive(Default)]
pub(crate) struct Refusals {
    /// While set, what a bank has answered cannot be written.
    pub(crate) refuses_answers: AtomicBool,
    /// While set, nothing of this table is written, or all of it and another seems to have been first.
    pub(crate) table: Mutex<Option<(&'static str, CommitFault)>>,
    /// The number of reads so far.
    pub(crate) reads: AtomicUsize,
    /// The number of commits so far.
    pub(crate) commits: AtomicUsize,
}

impl Faults for Refusals {
    fn read(&self) -> Option<StoreError> {
        self.reads.fetch_add(1, Ordering::SeqCst);
        None
    }

    fn commit(&self, commit: &Commit<'_>) -> Option<CommitFault> {
        self.commits.fetch_add(1, Ordering::SeqCst);
        if let Some((table, fault)) = &*self.table.lock().unwrap()
            && commit.to_string().split_whitespace().any(|word| word == *table)
        {
            return Some(fault.clone());
        }
        let refuses = self.refuses_answers.load(Ordering::SeqCst) && commit.updates("transactions");
        refuses.then_some(CommitFault::Refused(CommitError::Store(StoreError::Unavailable)))
    }
}
