//! The connection to the bank: approvals, refusals, requests that are not sent, silence with and without an
//! effect, late answers, and messages that arrive twice.

use async_trait::async_trait;
use document::Text;
use domain::{ReturnCode, transaction::Approval};
use gateway::ports::{
    Acquirer, AcquirerAnswer, AuthorizationQuestion, Invitation, PartnerAnswer, Redirection, ReleaseNotice,
    ReversalAnswer, ReversalQuestion, StatusQuestion,
};
use jiff::SignedDuration;
use primitives::{Pan, Reference, TransactionId};

use super::{Bank, HoldStatus, Message};
use crate::world::World;

/// The largest delay of an answer, in milliseconds. Others go on meanwhile.
const LATEST_MS: u64 = 15 * 60 * 1_000;

/// A question to the bank. Whoever asks must wait for the answer, unless the instance crashes.
struct Hearing<'a> {
    world: &'a World,
    what: &'static str,
    over: bool,
}

impl Drop for Hearing<'_> {
    fn drop(&mut self) {
        if !self.over && !self.world.is_crashing() {
            self.world.violate("a question to a bank is not dropped", || self.what.to_owned());
        }
    }
}

enum Line {
    /// The bank does its work and answers.
    Sound,
    Silent {
        works: bool,
    },
}

#[async_trait]
impl Acquirer for Bank {
    fn objection(&self, _: &Pan) -> Option<&'static str> {
        None
    }

    async fn authorize(&self, question: AuthorizationQuestion) -> AcquirerAnswer {
        let mut hearing = Hearing { world: &self.world, what: "authorisation", over: false };
        let answer = self.authorize_in_time(question).await;
        hearing.over = true;
        answer
    }

    async fn reverse(&self, question: ReversalQuestion) -> ReversalAnswer {
        let message = Message::Reverse { id: question.id };
        self.tell(message, question.limit, "reversal").await
    }

    async fn release(&self, notice: ReleaseNotice) -> ReversalAnswer {
        let ReleaseNotice { id, authorisation, amount, .. } = notice;
        let message = Message::Release { id, authorisation, amount };
        self.tell(message, notice.limit, "release").await
    }

    fn has_partner(&self, _: &Reference) -> bool {
        true
    }

    fn invite(&self, invitation: &Invitation) -> Option<Redirection> {
        Self::invite_to_partner(invitation)
    }

    async fn status(&self, question: StatusQuestion) -> PartnerAnswer {
        let limit_ms = milliseconds(question.limit);
        self.world.until(self.world.now_ms() + self.delay(limit_ms)).await;
        if self.world.mishap(180) {
            return PartnerAnswer::Silence;
        }
        let answer = self.status_at_partner(&question);
        // Others go on before the answer is used.
        World::pause().await;
        answer
    }
}

impl Bank {
    async fn authorize_in_time(&self, question: AuthorizationQuestion) -> AcquirerAnswer {
        let (world, id) = (&self.world, question.id);
        if world.mishap(50) {
            world.count("not sent");
            return AcquirerAnswer::NotSent;
        }
        let asked_ms = world.now_ms();
        let limit_ms = milliseconds(question.limit);
        let approved = !world.mishap(120);
        let line = self.line();
        // A bank that remembers reversals may answer late. From any other bank the gateway must have the
        // answer, or silence, before it begins a reversal.
        let longest = if self.remembers_reversals && world.mishap(80) { LATEST_MS } else { limit_ms };
        let works_ms = asked_ms + self.delay(longest);
        let message = Message::Authorize { id, amount: question.amount, approved };
        let works = matches!(line, Line::Sound | Line::Silent { works: true });
        if works {
            if world.mishap(50) {
                world.count("message that comes twice");
                self.send(works_ms + self.delay(LATEST_MS), message);
            }
            self.send(works_ms, message);
        }
        if !matches!(line, Line::Sound) {
            let what = if works { "silence after a booking" } else { "silence" };
            world.count(what);
            world.note(|| format!("bank: silent on {id} ({what})"));
            world.until(asked_ms + span(limit_ms)).await;
            return AcquirerAnswer::Silence;
        }
        let late = world.mishap(80);
        let delay_ms = self.delay(if late { LATEST_MS } else { 50 });
        world.until(works_ms + delay_ms).await;
        world.count(if late { "late answer" } else { "answer" });
        match self.hold(id).map(|hold| hold.status) {
            Some(HoldStatus::Booked | HoldStatus::Reversed) => {
                AcquirerAnswer::Approved(approval(id, world.now()))
            }
            Some(HoldStatus::Declined) => {
                ReturnCode::parse("01100").map_or(AcquirerAnswer::Silence, AcquirerAnswer::Declined)
            }
            None => AcquirerAnswer::Silence,
        }
    }

    async fn tell(&self, message: Message, limit: SignedDuration, what: &'static str) -> ReversalAnswer {
        let mut hearing = Hearing { world: &self.world, what, over: false };
        let answer = self.tell_in_time(message, limit, what).await;
        hearing.over = true;
        answer
    }

    async fn tell_in_time(
        &self,
        message: Message,
        limit: SignedDuration,
        what: &'static str,
    ) -> ReversalAnswer {
        let world = &self.world;
        let limit_ms = milliseconds(limit);
        let asked_ms = world.now_ms();
        let line = self.line();
        let works_ms = asked_ms + self.delay(limit_ms);
        match line {
            Line::Sound => {
                if world.mishap(50) {
                    self.send(works_ms + self.delay(LATEST_MS), message);
                }
                self.send(works_ms, message);
                let late = world.mishap(60);
                let delay_ms = self.delay(if late { LATEST_MS } else { 50 });
                world.until(works_ms + delay_ms).await;
                world.note(|| format!("bank: {what} confirmed"));
                ReversalAnswer::Confirmed
            }
            Line::Silent { works } => {
                world.count("silence on a reversal or release");
                if works {
                    self.send(works_ms, message);
                }
                world.until(asked_ms + span(limit_ms)).await;
                ReversalAnswer::Silence
            }
        }
    }

    fn line(&self) -> Line {
        if self.world.mishap(180) { Line::Silent { works: self.world.mishap(500) } } else { Line::Sound }
    }

    /// Returns a delay, which is mostly short.
    fn delay(&self, longest_ms: u64) -> i64 {
        let mut dice = self.world.dice();
        let long = dice.per_mille(200);
        let longest_ms = if long { longest_ms } else { longest_ms.min(30) };
        span(dice.below(longest_ms + 1))
    }
}

pub(super) fn approval(id: TransactionId, now: jiff::Timestamp) -> Approval {
    Approval {
        authorization_number: Text::parse("A55A").expect("four characters are fewer than six"),
        authorization_date: now,
        issuer_transaction_id: Text::parse(&id.to_string()).expect("an id is 17 digits"),
    }
}

fn milliseconds(limit: SignedDuration) -> u64 {
    u64::try_from(limit.as_millis()).unwrap_or_default()
}

fn span(ms: u64) -> i64 {
    i64::try_from(ms).unwrap_or(i64::MAX)
}
