//! Erases what is kept of one buyer, when the buyer asks for it.

use std::collections::{BTreeMap, BTreeSet};

use domain::{echo::Echo, ledger::Ledger};
use jiff::SignedDuration;
use primitives::{AliasToken, MerchantId, SessionNumber, TransactionId};

use crate::{
    Gateway, Refusal,
    deadlines::later,
    ports::{AuditLine, CommitError, RetentionWrite, Said, Write},
    retention::{strip_payment, strip_session},
};

/// The number of payments or sessions that are read at a time.
const READ_AT_ONCE: usize = 200;
/// The largest number of commits that are tried for a payment or a session while others change it first.
const MAX_COMMITS: u8 = 8;
/// The time after which no authorisation needs the card that it was made with: a day more than authorisations live.
const CARD_NEEDED: SignedDuration = SignedDuration::from_hours(8 * 24);

/// What was erased of a buyer at one merchant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Erased {
    pub payments: usize,
    pub sessions: usize,
    pub cards: usize,
    /// The number of cards that an open payment needs. They are deleted when its authorisation has ended.
    pub cards_needed: usize,
    /// The number of payments and sessions in progress. Nothing of them is erased.
    pub in_progress: usize,
}

/// An erasure as it goes on.
struct Erasure<'a> {
    gateway: &'a Gateway,
    email: &'a str,
    /// The only merchant that is meant; `None` for all.
    merchant: Option<MerchantId>,
    erased: BTreeMap<MerchantId, Erased>,
    tokens: BTreeSet<(MerchantId, String)>,
}

/// Erases what is personal of every payment and session whose document holds this e-mail address, of one merchant or of all.
/// `progress` is told the number of payments and sessions that were read. The time grows with the store.
pub async fn forget(
    gateway: &Gateway,
    email: &str,
    merchant: Option<MerchantId>,
    mut progress: impl FnMut(usize),
) -> Result<BTreeMap<MerchantId, Erased>, Refusal> {
    let mut erasure = Erasure { gateway, email, merchant, erased: BTreeMap::new(), tokens: BTreeSet::new() };
    // Sessions first: a payment that begins in one meanwhile copies what is personal of it, and is read later.
    let (mut after, mut read) = (erasure.start(), 0);
    loop {
        let page = gateway.store.said_of_sessions(after, READ_AT_ONCE).await?;
        let Some(last) = page.last() else { break };
        after = (last.merchant.number(), last.id.number());
        read += page.len();
        for Said { merchant, id, echo } in &page {
            if erasure.is_meant(*merchant, echo) {
                erasure.session(*merchant, *id).await?;
            }
        }
        progress(read);
        if erasure.is_past(after.0) {
            break;
        }
    }
    after = erasure.start();
    loop {
        let page = gateway.store.said_of_payments(after, READ_AT_ONCE).await?;
        let Some(last) = page.last() else { break };
        after = (last.merchant.number(), last.id.number());
        read += page.len();
        for Said { merchant, id, echo } in &page {
            if erasure.is_meant(*merchant, echo) {
                erasure.payment(*merchant, *id).await?;
            }
        }
        progress(read);
        if erasure.is_past(after.0) {
            break;
        }
    }
    erasure.cards().await?;
    erasure.audit().await?;
    Ok(erasure.erased)
}

impl Erasure<'_> {
    /// Returns the key before the first row that is meant.
    fn start(&self) -> (i64, i64) {
        (self.merchant.map_or(i64::MIN, MerchantId::number), i64::MIN)
    }

    /// Whether all rows of the merchant that is meant are before those of this one.
    fn is_past(&self, merchant: i64) -> bool {
        self.merchant.is_some_and(|meant| meant.number() < merchant)
    }

    fn is_meant(&self, merchant: MerchantId, echo: &Echo) -> bool {
        self.merchant.is_none_or(|meant| meant == merchant) && self.gateway.documents.names(echo, self.email)
    }

    async fn session(&mut self, merchant: MerchantId, number: SessionNumber) -> Result<(), Refusal> {
        for _ in 0..MAX_COMMITS {
            let Some(session) = self.gateway.store.session(merchant, number).await? else { return Ok(()) };
            let erased = self.erased.entry(merchant).or_default();
            if !session.value.is_final() {
                erased.in_progress += 1;
                return Ok(());
            }
            match self.commit(strip_session(self.gateway, &session)).await {
                Ok(()) => {
                    self.erased.entry(merchant).or_default().sessions += 1;
                    return Ok(());
                }
                Err(CommitError::Stale) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(Refusal::Unavailable)
    }

    async fn payment(&mut self, merchant: MerchantId, id: TransactionId) -> Result<(), Refusal> {
        for _ in 0..MAX_COMMITS {
            let Some(payment) = self.gateway.store.ledger(merchant, id).await? else { return Ok(()) };
            if is_in_progress(&payment.value) {
                self.erased.entry(merchant).or_default().in_progress += 1;
                return Ok(());
            }
            match self.commit(strip_payment(self.gateway, &payment)).await {
                Ok(()) => {
                    self.erased.entry(merchant).or_default().payments += 1;
                    let card = payment.value.payment.card.as_ref();
                    let token = card.and_then(|card| card.token.as_ref());
                    self.tokens.extend(token.map(|token| (merchant, token.as_str().to_owned())));
                    return Ok(());
                }
                Err(CommitError::Stale) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(Refusal::Unavailable)
    }

    /// Deletes the cards of the payments, except those that an open payment needs.
    async fn cards(&mut self) -> Result<(), Refusal> {
        for (merchant, token) in std::mem::take(&mut self.tokens) {
            let token = AliasToken::stored(&token);
            if self.gateway.store.card(merchant, &token).await?.is_none() {
                continue;
            }
            let is_needed = self.gateway.store.card_has_work(merchant, &token).await?;
            let write = if is_needed {
                let (retention, calendar) =
                    (self.gateway.settings.retention, &self.gateway.settings.calendar);
                let used = retention.cards.before(later(self.gateway.clock.now(), CARD_NEEDED), calendar);
                RetentionWrite::AgeCard { merchant, token, used }
            } else {
                RetentionWrite::DeleteCard { merchant, token }
            };
            self.commit(write.into()).await?;
            let erased = self.erased.entry(merchant).or_default();
            *(if is_needed { &mut erased.cards_needed } else { &mut erased.cards }) += 1;
        }
        Ok(())
    }

    /// Writes a line for each merchant, or one for the gateway where nothing was found. No line tells the address.
    async fn audit(&self) -> Result<(), Refusal> {
        let line = |merchant, erased: Erased| {
            let Erased { payments, sessions, cards, cards_needed, in_progress } = erased;
            let subject = format!(
                "{payments} payments, {sessions} sessions, {cards} cards; {cards_needed} cards needed, {in_progress} in \
                 progress"
            );
            Write::Audit(AuditLine::new(merchant, "BUYER_FORGOTTEN", subject))
        };
        let mut lines: Vec<Write> =
            self.erased.iter().map(|(merchant, erased)| line(Some(*merchant), *erased)).collect();
        if lines.is_empty() {
            lines.push(line(self.merchant, Erased::default()));
        }
        Ok(self.gateway.store.commit(self.gateway.clock.now(), lines).await?)
    }

    async fn commit(&self, write: Write) -> Result<(), CommitError> {
        self.gateway.store.commit(self.gateway.clock.now(), vec![write]).await
    }
}

/// Whether a bank or a partner is asked about the payment or about an action on it.
fn is_in_progress(ledger: &Ledger) -> bool {
    ledger.payment.state.is_pending() || ledger.actions.iter().any(domain::action::Action::is_pending)
}
