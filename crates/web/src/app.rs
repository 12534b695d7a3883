//! The state that every handler shares.

use std::{sync::Arc, time::Duration};

use gateway::{Gateway, places::Places};
use primitives::WebUrl;
use tokio::sync::mpsc;

use crate::budget::Budget;

#[derive(Clone)]
pub struct App {
    pub(crate) gateway: Arc<Gateway>,
    /// The address of the payment page, as buyers' browsers reach it.
    pub(crate) page_url: WebUrl,
    /// Each running request holds a clone; see [`Drain`].
    pub(crate) running: mpsc::Sender<()>,
    /// The test cards that the payment page offers. The list is empty outside the sandbox.
    pub(crate) test_cards: Arc<[TestCard]>,
    pub(crate) vitals: Arc<dyn Vitals>,
    /// Whether browsers are told to use TLS only. A sandbox has a self-signed certificate and pages in plain HTTP.
    pub(crate) demands_tls: bool,
    pub(crate) places: Places,
    /// The memory for request bodies and what is kept of them: three quarters of what is set.
    pub(crate) bodies: Arc<Budget>,
    /// The memory for bodies that come slowly: the other quarter.
    pub(crate) slow_bodies: Arc<Budget>,
}

/// What requests may take of this instance together.
pub struct LoadLimits {
    /// The memory for request bodies and what is kept of them, in bytes.
    pub body_budget: usize,
    /// The time for which a request waits for its turn.
    pub wait: Duration,
}

/// What the process knows of itself. `/health/ready` tells it.
pub trait Vitals: Send + Sync {
    /// Returns the names of the tasks that have given no sign of life for longer than a setting allows.
    fn silent_tasks(&self) -> Vec<&'static str>;

    /// Returns how often a task was started again because it had panicked.
    fn restarts(&self) -> u32;

    /// Returns the number of lines of the log that were lost because it could not be written.
    fn lost_log_lines(&self) -> u64;
}

/// A test card of the sandbox.
pub struct TestCard {
    /// What a payment with the card does, in a few words.
    pub label: &'static str,
    pub number: &'static str,
}

/// Waits for running requests at shutdown. A request runs to its end even if its caller has hung up.
pub struct Drain(mpsc::Receiver<()>);

impl App {
    pub fn new(
        gateway: Arc<Gateway>,
        page_url: WebUrl,
        test_cards: Vec<TestCard>,
        vitals: Arc<dyn Vitals>,
        demands_tls: bool,
        limits: &LoadLimits,
    ) -> (Self, Drain) {
        let (running, drain) = mpsc::channel(1);
        let places = Places::new(limits.wait);
        let slow = limits.body_budget / 4;
        let [bodies, slow_bodies] =
            [limits.body_budget - slow, slow].map(|bytes| Arc::new(Budget::new(bytes)));
        let test_cards = test_cards.into();
        (
            Self { gateway, page_url, running, test_cards, vitals, demands_tls, places, bodies, slow_bodies },
            Drain(drain),
        )
    }
}

impl Drain {
    /// Returns when every [`App`] was dropped and every request has ended.
    pub async fn finished(mut self) {
        while self.0.recv().await.is_some() {}
    }
}
