//! What every handler has.

use std::sync::Arc;

use gateway::Gateway;
use tokio::sync::mpsc;

#[derive(Clone)]
pub struct App {
    pub(crate) gateway: Arc<Gateway>,
    /// Held by every request that runs; see [`Drain`].
    pub(crate) running: mpsc::Sender<()>,
}

/// Ends when the last request has: requests run to their end even when their caller has gone.
pub struct Drain(mpsc::Receiver<()>);

impl App {
    pub fn new(gateway: Arc<Gateway>) -> (Self, Drain) {
        let (running, drain) = mpsc::channel(1);
        (Self { gateway, running }, Drain(drain))
    }
}

impl Drain {
    /// Waits for every [`App`] and every running request to be gone.
    pub async fn finished(mut self) {
        while self.0.recv().await.is_some() {}
    }
}
