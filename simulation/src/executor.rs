//! Runs tasks in one thread, whichever comes to mind, a step at a time.

use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, Waker},
};

pub(crate) struct Task {
    /// Which gateway it runs in, and dies with.
    pub(crate) instance: usize,
    /// Who waits for it; none for a worker.
    pub(crate) client: Option<usize>,
    /// `Send`, as a server with several threads needs it.
    pub(crate) future: Pin<Box<dyn Future<Output = ()> + Send>>,
}

#[derive(Default)]
pub(crate) struct Executor(Vec<Task>);

impl Executor {
    pub(crate) fn start(&mut self, task: Task) {
        self.0.push(task);
    }

    pub(crate) const fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Polls one task, picked by chance.
    pub(crate) fn step(&mut self, dice: impl FnOnce(usize) -> usize) {
        if self.0.is_empty() {
            return;
        }
        let index = dice(self.0.len());
        let mut context = Context::from_waker(Waker::noop());
        if let Poll::Ready(()) = self.0[index].future.as_mut().poll(&mut context) {
            drop(self.0.swap_remove(index));
        }
    }

    /// All tasks of an instance end where they are. Answers the clients who hear nothing any more.
    pub(crate) fn crash(&mut self, instance: usize) -> Vec<usize> {
        let (dead, alive) =
            std::mem::take(&mut self.0).into_iter().partition(|task| task.instance == instance);
        self.0 = alive;
        let dead: Vec<Task> = dead;
        dead.into_iter().filter_map(|task| task.client).collect()
    }
}
