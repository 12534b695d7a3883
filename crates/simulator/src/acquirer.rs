//! The simulated bank, and the simulated partner, behind the acquirer port.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use gateway::ports::{
    Acquirer, AcquirerAnswer, AuthorizationQuestion, Clock, Invitation, PartnerAnswer, Redirection,
    ReleaseNotice, ReversalAnswer, ReversalQuestion, StatusQuestion,
};
use primitives::{Amount, Pan, Reference, TransactionId, WebUrl};
use tokio::time::sleep;

use crate::{
    approval::approval,
    hold::Hold,
    partner::{INSTRUMENT_TYPE, path},
    scenario::{Scenario, is_deaf_to_reversal, scenario},
    test_cards::is_test_card,
};

pub struct SimulatedAcquirer {
    clock: Arc<dyn Clock>,
    takes_live_cards: bool,
    partner: Option<WebUrl>,
}

impl SimulatedAcquirer {
    /// Makes the acquirer. `partner` is the URL at which browsers reach [`crate::partner_pages`]. Without it
    /// no buyer is sent to the partner.
    pub fn new(clock: Arc<dyn Clock>, takes_live_cards: bool, partner: Option<WebUrl>) -> Self {
        Self { clock, takes_live_cards, partner }
    }

    fn approve(&self, id: TransactionId) -> AcquirerAnswer {
        AcquirerAnswer::Approved(approval(id, self.clock.now()))
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

    async fn authorize(&self, question: AuthorizationQuestion) -> AcquirerAnswer {
        let limit = question.limit.unsigned_abs();
        let scenario = scenario(&question.pan, question.amount, question.authentication.is_some());
        tracing::debug!(transaction = %question.id, ?scenario, "the simulated bank is asked");
        match scenario {
            Scenario::NoFirstLine if question.fallback == 0 => AcquirerAnswer::NotSent,
            Scenario::Approve | Scenario::NoFirstLine => self.approve(question.id),
            Scenario::Decline(code) => AcquirerAnswer::Declined(code),
            Scenario::Slow => {
                sleep(limit / 2).await;
                self.approve(question.id)
            }
            Scenario::Silence | Scenario::DoubleSilence => silence(limit).await,
            Scenario::BrokenLine => AcquirerAnswer::Silence,
            Scenario::NoLine => AcquirerAnswer::NotSent,
        }
    }

    async fn reverse(&self, question: ReversalQuestion) -> ReversalAnswer {
        confirm(question.amount, question.attempt, question.limit.unsigned_abs()).await
    }

    async fn release(&self, notice: ReleaseNotice) -> ReversalAnswer {
        confirm(notice.amount, notice.attempt, notice.limit.unsigned_abs()).await
    }

    fn invite(&self, invitation: &Invitation) -> Option<Redirection> {
        let partner = self.partner.as_ref()?;
        if invitation.instrument_type.as_str() != INSTRUMENT_TYPE {
            return None;
        }
        let base = partner.as_str().trim_end_matches('/');
        let url = format!("{base}{}", path(&invitation.reference, &invitation.ticket));
        Some(Redirection { url, fields: Vec::new() })
    }

    fn has_partner(&self, instrument_type: &Reference) -> bool {
        self.partner.is_some() && instrument_type.as_str() == INSTRUMENT_TYPE
    }

    async fn status(&self, question: StatusQuestion) -> PartnerAnswer {
        let now = self.clock.now();
        match Hold::parse(question.reference.as_str()) {
            Some(hold) if hold.is_accepted(now) => PartnerAnswer::Approved(approval(question.id, now)),
            Some(hold) => PartnerAnswer::Held(hold.reference()),
            None => PartnerAnswer::Silence,
        }
    }
}

/// Confirms a reversal or a release. The simulator stores nothing: the number of the attempt tells whether it
/// is the first, whichever instance makes it.
async fn confirm(amount: Amount, attempt: u32, limit: Duration) -> ReversalAnswer {
    if attempt == 1 && is_deaf_to_reversal(amount) {
        sleep(limit).await;
        return ReversalAnswer::Silence;
    }
    ReversalAnswer::Confirmed
}

async fn silence(limit: Duration) -> AcquirerAnswer {
    sleep(limit).await;
    AcquirerAnswer::Silence
}
