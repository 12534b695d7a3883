//! What stands on the bench in the place of the machine, the bank and the shops.

use std::sync::{
    Mutex,
    atomic::{AtomicI64, AtomicUsize, Ordering},
};

use async_trait::async_trait;
use document::Text;
use domain::{ReturnCode, transaction::Approval};
use gateway::ports::{
    Acquirer, AcquirerAnswer, AuthorizationQuestion, Clock, Delivery, Entropy, Invitation, KeyMaker,
    Messenger, PartnerAnswer, Redirection, ReleaseNotice, Reply, ReversalAnswer, ReversalQuestion,
    StatusQuestion,
};
use jiff::{SignedDuration, Timestamp};
use primitives::{Pan, Reference, TransactionId};
use vault::{KeySize, OpeningKey};

/// Stands still until it is turned.
pub(crate) struct HandClock {
    now_ms: AtomicI64,
    /// Readings left until the jump, and how far it goes.
    jump: Mutex<Option<(usize, SignedDuration)>>,
}

impl Default for HandClock {
    fn default() -> Self {
        let noon: Timestamp = "2026-11-22T12:00:00Z".parse().unwrap();
        Self { now_ms: AtomicI64::new(noon.as_millisecond()), jump: Mutex::default() }
    }
}

impl HandClock {
    pub(crate) fn turn(&self, by: SignedDuration) {
        self.now_ms.fetch_add(i64::try_from(by.as_millis()).unwrap(), Ordering::SeqCst);
    }

    /// Just before the given reading from now on.
    pub(crate) fn jump_at(&self, reading: usize, by: SignedDuration) {
        *self.jump.lock().unwrap() = Some((reading, by));
    }
}

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        let mut jump = self.jump.lock().unwrap();
        *jump = match *jump {
            Some((1, by)) => {
                self.turn(by);
                None
            }
            Some((readings, by)) => Some((readings - 1, by)),
            None => None,
        };
        Timestamp::from_millisecond(self.now_ms.load(Ordering::SeqCst)).unwrap()
    }
}

/// Answers what is put into it, in order; when empty, yes.
#[derive(Default)]
pub(crate) struct Bank {
    pub(crate) answers: Mutex<Vec<AcquirerAnswer>>,
    pub(crate) reversals: Mutex<Vec<ReversalAnswer>>,
    /// What a partner that had said "not yet" says next; none: still not.
    pub(crate) statuses: Mutex<Vec<PartnerAnswer>>,
    pub(crate) asked: AtomicUsize,
    /// The original payment that each question named.
    pub(crate) originals: Mutex<Vec<Option<String>>>,
    pub(crate) undone: AtomicUsize,
    /// What the bank was told that it need not hold.
    pub(crate) released: Mutex<Vec<(TransactionId, i64)>>,
    /// Run while the bank thinks.
    pub(crate) meanwhile: tokio::sync::Mutex<Option<tokio::sync::oneshot::Receiver<()>>>,
    pub(crate) thinking: tokio::sync::Notify,
}

#[async_trait]
impl Acquirer for Bank {
    fn objection(&self, _: &Pan) -> Option<&'static str> {
        None
    }

    async fn authorize(&self, question: AuthorizationQuestion) -> AcquirerAnswer {
        self.asked.fetch_add(1, Ordering::SeqCst);
        let original = question.original.as_ref().map(|original| original.as_str().to_owned());
        self.originals.lock().unwrap().push(original);
        if let Some(held) = self.meanwhile.lock().await.take() {
            self.thinking.notify_one();
            let _ = held.await;
        }
        let next = self.answers.lock().unwrap().pop();
        next.unwrap_or_else(|| yes(&question))
    }

    async fn reverse(&self, _: ReversalQuestion) -> ReversalAnswer {
        self.undone.fetch_add(1, Ordering::SeqCst);
        self.reversals.lock().unwrap().pop().unwrap_or(ReversalAnswer::Confirmed)
    }

    async fn release(&self, notice: ReleaseNotice) -> ReversalAnswer {
        self.released.lock().unwrap().push((notice.authorisation, notice.amount.minor_units()));
        self.reversals.lock().unwrap().pop().unwrap_or(ReversalAnswer::Confirmed)
    }

    fn has_partner(&self, _: &Reference) -> bool {
        true
    }

    fn invite(&self, invitation: &Invitation) -> Option<Redirection> {
        let url = format!("https://partner.example/{}/{}", invitation.reference, invitation.ticket);
        Some(Redirection { url, fields: Vec::new() })
    }

    async fn status(&self, question: StatusQuestion) -> PartnerAnswer {
        let next = self.statuses.lock().unwrap().pop();
        next.unwrap_or(PartnerAnswer::Held(question.reference))
    }
}

/// Merchants' servers: answer in the order given (last first), then with 200.
#[derive(Default)]
pub(crate) struct Shops {
    pub(crate) answers: Mutex<Vec<Delivery>>,
    pub(crate) told: Mutex<Vec<String>>,
}

#[async_trait]
impl Messenger for Shops {
    async fn deliver(&self, url: &str, _: SignedDuration) -> Delivery {
        self.told.lock().unwrap().push(url.to_owned());
        self.answers.lock().unwrap().pop().unwrap_or_else(|| answered(200))
    }
}

fn yes(question: &AuthorizationQuestion) -> AcquirerAnswer {
    AcquirerAnswer::Approved(Approval {
        authorization_number: Text::parse("A55A").unwrap(),
        authorization_date: Timestamp::UNIX_EPOCH,
        issuer_transaction_id: Text::parse(&question.id.to_string()).unwrap(),
    })
}

pub(crate) fn no() -> AcquirerAnswer {
    AcquirerAnswer::Declined(ReturnCode::parse("01100").unwrap())
}

pub(crate) struct Dice;

impl Entropy for Dice {
    fn fill(&self, bytes: &mut [u8]) {
        aws_lc_rs::rand::fill(bytes).unwrap();
    }
}

/// Counts the pairs that it makes.
#[derive(Default)]
pub(crate) struct Maker(pub(crate) AtomicUsize);

#[async_trait]
impl KeyMaker for Maker {
    async fn generate(&self, size: KeySize) -> Option<OpeningKey> {
        self.0.fetch_add(1, Ordering::SeqCst);
        OpeningKey::generate(size).ok()
    }
}

/// What the messenger says of an answer with that status.
pub(crate) fn answered(code: u16) -> Delivery {
    Delivery::Answered(Reply { code, is_heard: (200..300).contains(&code) })
}
