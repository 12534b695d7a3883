//! A partner on whose pages buyers pay. Its decisions are in the bank's books before the gateway hears of
//! them, and are told again until it has.

use std::collections::{BTreeMap, BTreeSet};

use document::Text;
use domain::ReturnCode;
use gateway::{
    Gateway, Refusal, partner,
    ports::{Invitation, PartnerAnswer, Redirection, StatusQuestion},
};
use primitives::{Amount, TransactionId};

use super::{Bank, HoldStatus, Message, line::approval};
use crate::{instance::PARTNER, world::lock};

/// The parameters with which a buyer's browser comes to the partner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Visit {
    pub(crate) reference: String,
    pub(crate) ticket: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Decision {
    Accept,
    Refuse,
    /// The buyer gives up, on the partner's page.
    TurnBack,
    Hold,
}

#[derive(Default)]
pub(super) struct Desk {
    /// The payments that are undecided although the buyer was there, with their amount.
    held: BTreeMap<TransactionId, (Amount, Visit)>,
    refused: BTreeMap<TransactionId, ReturnCode>,
    /// The decisions that the gateway has not heard. The number tells which message of the partner it is.
    untold: BTreeMap<TransactionId, (Visit, u64)>,
    words: u64,
    /// The payments that were accepted after the first reversal.
    late: BTreeSet<TransactionId>,
}

impl Visit {
    pub(crate) fn of(redirection: &Redirection) -> Option<Self> {
        let (rest, ticket) = redirection.url.rsplit_once('/')?;
        let (_, reference) = rest.rsplit_once('/')?;
        Some(Self { reference: reference.to_owned(), ticket: ticket.to_owned() })
    }
}

/// Plays a buyer's whole visit: the page is read, a decision is made, and the partner tells it. Returns what
/// it told. `None` where the page is closed.
pub(crate) async fn stay(
    bank: &Bank,
    gateway: &Gateway,
    visit: &Visit,
    decision: Decision,
) -> Result<Option<Decision>, Refusal> {
    let seen = partner::visit(gateway, &visit.reference, &visit.ticket).await?;
    let (id, amount) = (seen.payment.id, seen.payment.amount());
    let Some((answer, word)) = bank.decide(id, amount, decision, visit) else { return Ok(None) };
    partner::decide(gateway, &visit.reference, &visit.ticket, answer).await?;
    bank.is_told(id, word);
    Ok(Some(decision))
}

/// Tells again what the gateway has not heard. On quiet days the payments on hold are decided.
pub(crate) async fn tell_again(bank: &Bank, gateway: &Gateway) -> Result<(), Refusal> {
    if bank.world.is_calm() {
        bank.decide_what_is_held();
    }
    for (id, (visit, word)) in bank.untold() {
        // The payment was reversed meanwhile, so there is nothing to tell.
        if let Some(answer) = bank.answer(id) {
            bank.world.count("partner: said again");
            partner::decide(gateway, &visit.reference, &visit.ticket, answer).await?;
        }
        bank.is_told(id, word);
    }
    Ok(())
}

impl Bank {
    pub(super) fn invite_to_partner(invitation: &Invitation) -> Option<Redirection> {
        let known = invitation.instrument_type.as_str() == PARTNER;
        let url = format!("https://partner.example/{}/{}", invitation.reference, invitation.ticket);
        known.then_some(Redirection { url, fields: Vec::new() })
    }

    pub(super) fn status_at_partner(&self, question: &StatusQuestion) -> PartnerAnswer {
        self.answer(question.id).unwrap_or(PartnerAnswer::Silence)
    }

    /// Decides a payment. The first decision stays, and a reversed payment is not decided any more.
    fn decide(
        &self,
        id: TransactionId,
        amount: Amount,
        decision: Decision,
        visit: &Visit,
    ) -> Option<(PartnerAnswer, u64)> {
        if self.is_open(id) {
            self.book_decision(id, amount, decision, visit);
        }
        Some((self.answer(id)?, self.is_to_be_told(id, visit)))
    }

    fn is_open(&self, id: TransactionId) -> bool {
        self.hold(id).is_none() && !lock(&self.books).reversed_first.contains(&id)
    }

    fn is_to_be_told(&self, id: TransactionId, visit: &Visit) -> u64 {
        let mut desk = lock(&self.desk);
        desk.words += 1;
        let word = desk.words;
        desk.untold.insert(id, (visit.clone(), word));
        word
    }

    fn book_decision(&self, id: TransactionId, amount: Amount, decision: Decision, visit: &Visit) {
        let is_late = lock(&self.books).reversals_heard.contains(&id);
        let (approved, code) = match decision {
            Decision::Hold => {
                lock(&self.desk).held.insert(id, (amount, visit.clone()));
                return self.world.count("partner: not yet");
            }
            Decision::Accept => (true, None),
            Decision::Refuse => (false, Some(ReturnCode::PARTNER_REFUSED)),
            Decision::TurnBack => (false, Some(ReturnCode::ABANDONED)),
        };
        {
            let mut desk = lock(&self.desk);
            desk.held.remove(&id);
            desk.refused.extend(code.map(|code| (id, code)));
            desk.late.extend((approved && is_late).then_some(id));
        }
        self.world.count(match (approved, is_late) {
            (true, false) => "partner: yes",
            (true, true) => "partner: late yes",
            (false, _) => "partner: no",
        });
        self.book(&mut lock(&self.books), Message::Authorize { id, amount, approved });
    }

    fn answer(&self, id: TransactionId) -> Option<PartnerAnswer> {
        let desk = lock(&self.desk);
        match self.hold(id).map(|hold| hold.status) {
            Some(HoldStatus::Booked) => Some(PartnerAnswer::Approved(approval(id, self.world.now()))),
            Some(HoldStatus::Declined) => desk.refused.get(&id).copied().map(PartnerAnswer::Declined),
            None if desk.held.contains_key(&id) => {
                Some(PartnerAnswer::Held(Text::parse("later").expect("five characters")))
            }
            Some(HoldStatus::Reversed) | None => None,
        }
    }

    /// Whether the payment was accepted after the first reversal.
    pub(super) fn is_late(&self, id: TransactionId) -> bool {
        lock(&self.desk).late.contains(&id)
    }

    fn decide_what_is_held(&self) {
        let held = std::mem::take(&mut lock(&self.desk).held);
        for (id, (amount, visit)) in held.into_iter().filter(|(id, _)| self.is_open(*id)) {
            let accepts = self.world.dice().below(2) == 0;
            let decision = if accepts { Decision::Accept } else { Decision::Refuse };
            self.book_decision(id, amount, decision, &visit);
            self.is_to_be_told(id, &visit);
        }
    }

    fn untold(&self) -> BTreeMap<TransactionId, (Visit, u64)> {
        lock(&self.desk).untold.clone()
    }

    /// Marks a message as heard, unless the partner has sent another one meanwhile.
    fn is_told(&self, id: TransactionId, word: u64) {
        lock(&self.desk).untold.retain(|other, (_, latest)| *other != id || *latest != word);
    }

    pub(crate) fn has_untold(&self) -> bool {
        !lock(&self.desk).untold.is_empty()
    }
}
