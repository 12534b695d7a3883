//! The simulated bank behind the acquirer port.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use document::{Moment, Text};
use domain::transaction::Approval;
use gateway::ports::{
    Acquirer, Answer, AuthorizationQuestion, Clock, ReleaseNotice, ReversalAnswer, ReversalQuestion,
};
use primitives::{Amount, Pan, TransactionId};
use tokio::time::sleep;

use crate::{
    scenario::{Scenario, is_deaf_to_reversal, scenario},
    test_cards::is_test_card,
};

pub struct SimulatedAcquirer {
    clock: Arc<dyn Clock>,
    takes_live_cards: bool,
}

impl SimulatedAcquirer {
    pub fn new(clock: Arc<dyn Clock>, takes_live_cards: bool) -> Self {
        Self { clock, takes_live_cards }
    }

    /// The same for the same transaction, and nowhere repeated soon.
    fn approve(&self, id: TransactionId) -> Answer {
        let number = id.number();
        let authorization = Text::parse(&format!("A{:05}", number % 100_000));
        let issuer = Text::parse(&format!("{:015}", number % 1_000_000_000_000_000));
        Answer::Approved(Approval {
            authorization_number: authorization.expect("six characters"),
            authorization_date: Moment(self.clock.now()),
            issuer_transaction_id: issuer.expect("fifteen digits"),
        })
    }
}

#[async_trait]
impl Acquirer for SimulatedAcquirer {
    fn objection(&self, pan: &Pan) -> Option<&'static str> {
        let fine = self.takes_live_cards || is_test_card(pan);
        (!fine).then_some(
            "is not a test card number, and this is a sandbox: use one of the README, or set sandbox.live_cards",
        )
    }

    async fn authorize(&self, question: AuthorizationQuestion) -> Answer {
        let limit = question.limit.unsigned_abs();
        let scenario = scenario(&question.pan, question.amount);
        tracing::debug!(transaction = %question.id, ?scenario, "the simulated bank is asked");
        match scenario {
            Scenario::Approve => self.approve(question.id),
            Scenario::Decline(code) => Answer::Declined(code),
            Scenario::Slow => {
                sleep(limit / 2).await;
                self.approve(question.id)
            }
            Scenario::Silence | Scenario::DoubleSilence => silence(limit).await,
            Scenario::BrokenLine => Answer::Silence,
            Scenario::NoLine => Answer::NotSent,
        }
    }

    async fn reverse(&self, question: ReversalQuestion) -> ReversalAnswer {
        confirm(question.amount, question.attempt, question.limit.unsigned_abs()).await
    }

    async fn release(&self, notice: ReleaseNotice) -> ReversalAnswer {
        confirm(notice.amount, notice.attempt, notice.limit.unsigned_abs()).await
    }
}

/// Nothing is remembered: the first attempt is told from later ones by its number, whichever instance makes it.
async fn confirm(amount: Amount, attempt: u32, limit: Duration) -> ReversalAnswer {
    if attempt == 1 && is_deaf_to_reversal(amount) {
        sleep(limit).await;
        return ReversalAnswer::Silence;
    }
    ReversalAnswer::Confirmed
}

async fn silence(limit: Duration) -> Answer {
    sleep(limit).await;
    Answer::Silence
}
