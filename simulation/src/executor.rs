//! Runs tasks in one thread, one step of a random task at a time.

use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, Waker},
};

pub(crate) struct Task {
    /// The gateway that the task runs in. It ends when that crashes.
    pub(crate) instance: usize,
    /// The client that waits for it. `None` for a worker.
    pub(crate) client: Option<usize>,
    /// It is `Send`, because a server with several threads needs that.
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

    /// Polls one random task.
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

    /// Drops all tasks of an instance. Returns the clients that get no answer.
    pub(crate) fn crash(&mut self, instance: usize) -> Vec<usize> {
        let (dead, alive) =
            std::mem::take(&mut self.0).into_iter().partition(|task| task.instance == instance);
        self.0 = alive;
        let dead: Vec<Task> = dead;
        dead.into_iter().filter_map(|task| task.client).collect()
    }
}
