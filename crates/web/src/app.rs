//! What every handler has.

use std::sync::Arc;

use gateway::Gateway;
use primitives::WebUrl;
use tokio::sync::mpsc;

#[derive(Clone)]
pub struct App {
    pub(crate) gateway: Arc<Gateway>,
    /// Where buyers' browsers reach the payment page from outside.
    pub(crate) page_url: WebUrl,
    /// Held by every request that runs; see [`Drain`].
    pub(crate) running: mpsc::Sender<()>,
    /// What the payment page offers in the sandbox; none: it is no sandbox.
    pub(crate) test_cards: Arc<[TestCard]>,
}

/// A card number for trying things out.
pub struct TestCard {
    /// What it is good for, in a few words.
    pub label: &'static str,
    pub number: &'static str,
}

/// Ends when the last request has: requests run to their end even when their caller has gone.
pub struct Drain(mpsc::Receiver<()>);

impl App {
    pub fn new(gateway: Arc<Gateway>, page_url: WebUrl, test_cards: Vec<TestCard>) -> (Self, Drain) {
        let (running, drain) = mpsc::channel(1);
        (Self { gateway, page_url, running, test_cards: test_cards.into() }, Drain(drain))
    }
}

impl Drain {
    /// Waits for every [`App`] and every running request to be gone.
    pub async fn finished(mut self) {
        while self.0.recv().await.is_some() {}
    }
}
