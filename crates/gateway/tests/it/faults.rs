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
    /// While set, this happens to each commit that writes to the table.
    pub(crate) table: Mutex<Option<(&'static str, CommitFault)>>,
    /// The number of commits that go well first, and what then happens to each.
    pub(crate) after: Mutex<Option<(usize, CommitFault)>>,
    /// While set, every read fails.
    pub(crate) refuses_reads: AtomicBool,
    /// The number of reads so far.
    pub(crate) reads: AtomicUsize,
    /// The number of commits so far.
    pub(crate) commits: AtomicUsize,
}

impl Faults for Refusals {
    fn read(&self) -> Option<StoreError> {
        self.reads.fetch_add(1, Ordering::SeqCst);
        self.refuses_reads.load(Ordering::SeqCst).then_some(StoreError::Unavailable)
    }

    fn commit(&self, commit: &Commit<'_>) -> Option<CommitFault> {
        self.commits.fetch_add(1, Ordering::SeqCst);
        match &mut *self.after.lock().unwrap() {
            Some((0, fault)) => return Some(fault.clone()),
            Some((left, _)) => *left -= 1,
            None => {}
        }
        if let Some((table, fault)) = &*self.table.lock().unwrap()
            && commit.to_string().split_whitespace().any(|word| word == *table)
        {
            return Some(fault.clone());
        }
        let refuses = self.refuses_answers.load(Ordering::SeqCst) && commit.updates("transactions");
        refuses.then_some(CommitFault::Refused(CommitError::Store(StoreError::Unavailable)))
    }
}
