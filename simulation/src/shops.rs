//! The shops' servers, which are notified of what has ended. They are down, slow or faulty at times, and
//! their answer may be lost.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use domain::subject::Subject;
use gateway::ports::{Delivery, DeliveryFailure, Messenger, Reply};
use jiff::SignedDuration;
use primitives::{SessionId, TransactionId};

use crate::world::{World, lock};

pub(crate) struct Shops {
    world: Arc<World>,
    /// Whether servers are down at times. On quiet days they are not.
    are_down: bool,
    log: Mutex<Log>,
}

#[derive(Default)]
struct Log {
    /// The attempts since the last check of the auditor.
    sent: Vec<Sent>,
    /// The notifications whose 2xx the gateway got.
    heard: Vec<Subject>,
}

/// The beginning of an attempt.
pub(crate) struct Sent {
    pub(crate) url: String,
    /// The subject. `None` where the URL names none.
    pub(crate) subject: Option<Subject>,
    pub(crate) at_ms: i64,
}

impl Shops {
    pub(crate) fn new(world: Arc<World>) -> Self {
        let are_down = world.dice().below(6) == 0;
        Self { world, are_down, log: Mutex::default() }
    }

    pub(crate) fn take_sent(&self) -> Vec<Sent> {
        std::mem::take(&mut lock(&self.log).sent)
    }

    pub(crate) fn has_heard(&self, subject: Subject) -> bool {
        lock(&self.log).heard.contains(&subject)
    }
}

#[async_trait]
impl Messenger for Shops {
    async fn deliver(&self, url: &str, limit: SignedDuration) -> Delivery {
        let world = &self.world;
        let began_ms = world.now_ms();
        let subject = subject_of(url);
        lock(&self.log).sent.push(Sent { url: url.to_owned(), subject, at_ms: began_ms });
        world.count("shop: called");
        World::pause().await;
        if self.are_down && !world.is_calm() || world.mishap(150) {
            return Delivery::Failed(DeliveryFailure::Connect);
        }
        if world.mishap(80) {
            world.until(began_ms + i64::try_from(limit.as_millis()).unwrap_or(i64::MAX)).await;
            return Delivery::Failed(DeliveryFailure::TimedOut);
        }
        let thinks_ms = i64::try_from(world.dice().below(200)).unwrap_or_default();
        world.until(began_ms + thinks_ms).await;
        if world.mishap(80) {
            return Delivery::Answered(Reply { code: 500, is_heard: false });
        }
        if world.mishap(80) {
            return Delivery::Failed(DeliveryFailure::Broken);
        }
        world.count("shop: heard");
        lock(&self.log).heard.extend(subject);
        Delivery::Answered(Reply { code: 200, is_heard: true })
    }
}

/// Returns the subject in the parameters of a notification's URL.
fn subject_of(url: &str) -> Option<Subject> {
    let (_, query) = url.split_once('?')?;
    query.split('&').filter_map(|parameter| parameter.split_once('=')).find_map(|(name, value)| match name {
        "token" => SessionId::parse(value).map(|id| Subject::Session(id.number())),
        "transactionId" => TransactionId::parse(value).map(Subject::Transaction),
        _ => None,
    })
}
