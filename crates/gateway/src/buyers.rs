//! Erases what is kept of one buyer, when the buyer asks for it.

use std::collections::{BTreeMap, BTreeSet};

use domain::{echo::Echo, ledger::Ledger};
use jiff::{SignedDuration, Timestamp};
use primitives::{AliasToken, MerchantId, SessionNumber, TransactionId};

use crate::{
    Gateway, Refusal,
    deadlines::later,
    ports::{AuditLine, CommitError, RetentionWrite, Said, StoreError, Write},
    retention::{CARD_USE_KNOWN_TO, strip_payment, strip_session},
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
    /// The number of payments and sessions in progress, or that cannot be read. Nothing of them is erased.
    pub in_progress: usize,
}

/// An erasure as it goes on.
struct Erasure<'a> {
    gateway: &'a Gateway,
    email: &'a str,
    /// The only merchant that is meant; `None` for all.
    merchant: Option<MerchantId>,
    erased: BTreeMap<MerchantId, Erased>,
    /// The cards that are deleted already, or are going to be.
    tokens: BTreeSet<(MerchantId, String)>,
}

/// What is read one page after the other.
#[derive(Clone, Copy)]
enum Kind {
    Sessions,
    Payments,
}

/// A session or a payment.
#[derive(Clone, Copy)]
enum Row {
    Session(SessionNumber),
    Payment(TransactionId),
}

impl Row {
    const fn number(self) -> i64 {
        match self {
            Self::Session(number) => number.number(),
            Self::Payment(id) => id.number(),
        }
    }
}

/// A card of the buyer.
struct Card {
    token: AliasToken,
    /// Whether an open payment needs it.
    is_needed: bool,
}

/// Erases what is personal of every payment and session whose document holds this e-mail address, of one merchant or of all. Each is
/// a commit of its own, with its card and its audit line, so that an erasure that breaks off can be repeated. No audit line holds
/// the address. `progress` is told the number of payments and sessions that were read. The time grows with the store.
pub async fn forget(
    gateway: &Gateway,
    email: &str,
    merchant: Option<MerchantId>,
    mut progress: impl FnMut(usize),
) -> Result<BTreeMap<MerchantId, Erased>, Refusal> {
    let mut erasure = Erasure { gateway, email, merchant, erased: BTreeMap::new(), tokens: BTreeSet::new() };
    let mut read = 0;
    // Sessions first: a payment that begins in one meanwhile copies what is personal of it, and is read later.
    for kind in [Kind::Sessions, Kind::Payments] {
        let mut after = erasure.start();
        while !erasure.is_past(after.0) {
            let page = erasure.page(kind, after).await?;
            let Some(last) = page.last() else { break };
            after = (last.merchant.number(), last.id.number());
            read += page.len();
            for Said { merchant, id, echo } in &page {
                if erasure.is_meant(*merchant, echo) {
                    erasure.erase(*merchant, *id).await?;
                }
            }
            progress(read);
        }
    }
    erasure.sum().await?;
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

    /// Reads what follows a key, in the order of merchants and ids.
    async fn page(&self, kind: Kind, after: (i64, i64)) -> Result<Vec<Said<Row>>, StoreError> {
        fn rows<T>(page: Vec<Said<T>>, row: fn(T) -> Row) -> Vec<Said<Row>> {
            let of = |Said { merchant, id, echo }| Said { merchant, id: row(id), echo };
            page.into_iter().map(of).collect()
        }
        let store = &self.gateway.store;
        Ok(match kind {
            Kind::Sessions => rows(store.said_of_sessions(after, READ_AT_ONCE).await?, Row::Session),
            Kind::Payments => rows(store.said_of_payments(after, READ_AT_ONCE).await?, Row::Payment),
        })
    }

    async fn erase(&mut self, merchant: MerchantId, row: Row) -> Result<(), Refusal> {
        match row {
            Row::Session(number) => self.session(merchant, number).await,
            Row::Payment(id) => self.payment(merchant, id).await,
        }
    }

    async fn session(&mut self, merchant: MerchantId, number: SessionNumber) -> Result<(), Refusal> {
        for _ in 0..MAX_COMMITS {
            let session = match self.gateway.store.session(merchant, number).await {
                Ok(Some(session)) if session.value.is_final() => session,
                Ok(Some(_)) | Err(StoreError::Inconsistent) => break,
                Ok(None) => return Ok(()),
                Err(error) => return Err(error.into()),
            };
            let writes =
                vec![strip_session(self.gateway, &session), line(merchant, format!("session {number}"))];
            match self.commit(writes).await {
                Ok(()) => {
                    self.of(merchant).sessions += 1;
                    return Ok(());
                }
                Err(CommitError::Stale) => {}
                Err(error) => return Err(error.into()),
            }
        }
        self.of(merchant).in_progress += 1;
        Ok(())
    }

    async fn payment(&mut self, merchant: MerchantId, id: TransactionId) -> Result<(), Refusal> {
        for _ in 0..MAX_COMMITS {
            let payment = match self.gateway.store.ledger(merchant, id).await {
                Ok(Some(payment)) if !is_in_progress(&payment.value) => payment,
                Ok(Some(_)) | Err(StoreError::Inconsistent) => break,
                Ok(None) => return Ok(()),
                Err(error) => return Err(error.into()),
            };
            // The card goes in the commit that strips its payment: afterwards no address leads to it.
            let card = self.card(merchant, &payment.value).await?;
            let subject = match card {
                Some(Card { is_needed: false, .. }) => format!("payment {id}, and its card"),
                Some(Card { is_needed: true, .. }) => format!("payment {id}; its card is needed"),
                None => format!("payment {id}"),
            };
            let mut writes = vec![strip_payment(self.gateway, &payment), line(merchant, subject)];
            writes.extend(card.as_ref().map(|card| self.forget_card(merchant, card)));
            match self.commit(writes).await {
                Ok(()) => {
                    self.of(merchant).payments += 1;
                    if let Some(Card { token, is_needed }) = card {
                        let erased = self.of(merchant);
                        *(if is_needed { &mut erased.cards_needed } else { &mut erased.cards }) += 1;
                        self.tokens.insert((merchant, token.as_str().to_owned()));
                    }
                    return Ok(());
                }
                Err(CommitError::Stale) => {}
                Err(error) => return Err(error.into()),
            }
        }
        self.of(merchant).in_progress += 1;
        Ok(())
    }

    /// Returns the card of a payment. `None` where it has none, or an earlier payment had the same.
    async fn card(&self, merchant: MerchantId, payment: &Ledger) -> Result<Option<Card>, Refusal> {
        let token = payment.payment.card.as_ref().and_then(|card| card.token.clone());
        let Some(token) = token.filter(|token| !self.tokens.contains(&(merchant, token.as_str().to_owned())))
        else {
            return Ok(None);
        };
        match self.gateway.store.card(merchant, &token).await {
            Ok(None) => return Ok(None),
            // One that cannot be read is deleted as well.
            Ok(Some(_)) | Err(StoreError::Inconsistent) => {}
            Err(error) => return Err(error.into()),
        }
        let is_needed = self.gateway.store.card_is_needed(merchant, &token).await?;
        Ok(Some(Card { token, is_needed }))
    }

    /// Returns the write that deletes a card, or has it deleted once no open payment can need it.
    fn forget_card(&self, merchant: MerchantId, Card { token, is_needed }: &Card) -> Write {
        let token = token.clone();
        if !is_needed {
            return RetentionWrite::DeleteCard { merchant, token }.into();
        }
        let (retention, calendar) = (self.gateway.settings.retention, &self.gateway.settings.calendar);
        let used = retention.cards.before(later(self.gateway.clock.now(), CARD_NEEDED), calendar);
        let used = used.saturating_sub(CARD_USE_KNOWN_TO).unwrap_or(Timestamp::MIN);
        RetentionWrite::AgeCard { merchant, token, used }.into()
    }

    /// Writes the sum for each merchant, or a line for the gateway where nothing was found. What was erased has lines of its own
    /// already.
    async fn sum(&self) -> Result<(), Refusal> {
        let line = |merchant, erased: Erased| {
            let Erased { payments, sessions, cards, cards_needed, in_progress } = erased;
            let subject = format!(
                "{payments} payments, {sessions} sessions, {cards} cards; {cards_needed} cards needed, {in_progress} in \
                 progress or unreadable"
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

    fn of(&mut self, merchant: MerchantId) -> &mut Erased {
        self.erased.entry(merchant).or_default()
    }

    async fn commit(&self, writes: Vec<Write>) -> Result<(), CommitError> {
        self.gateway.store.commit(self.gateway.clock.now(), writes).await
    }
}

/// Returns the audit line of what is erased in the same commit.
fn line(merchant: MerchantId, subject: String) -> Write {
    Write::Audit(AuditLine::new(Some(merchant), "BUYER_ERASED", subject))
}

/// Whether a bank or a partner is asked about the payment or about an action on it.
fn is_in_progress(ledger: &Ledger) -> bool {
    ledger.payment.state.is_pending() || ledger.actions.iter().any(domain::action::Action::is_pending)
}
