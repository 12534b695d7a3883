//! Forgets what is personal of payments to which nothing was done for long.
//!
//! Payments are looked at in the order of their ids, merchant by merchant, once they are as old as they are kept. Beside one to
//! which something was done later the time of that is written, and it is looked at again when it is as old as that. One with
//! pending work is looked at again a day later, as if something had been done to it now.
//!
//! A step looks at the payments of all merchants that are due, the same number of each, and those of whom it has not seen all go
//! behind the others: nobody waits until the many payments of one merchant are forgotten.

use domain::{
    ledger::Ledger,
    link::PaymentLink,
    session::{Session, Stage},
    transaction::Transaction,
    used_card::UsedCard,
};
use jiff::{SignedDuration, Timestamp};
use primitives::{MerchantId, TransactionId};

use super::{Done, commit_each, due_before, limit, links, sessions};
use crate::{
    Gateway, Refusal,
    deadlines::later,
    ports::{Kept, Looked, RetentionWrite, StoreError, Versioned, Write},
};

/// The number of merchants whose payments a step looks at.
const MERCHANTS_PER_STEP: usize = 64;

/// The name of a payment.
type Key = (MerchantId, TransactionId);

pub(super) async fn step(
    gateway: &Gateway,
    now: Timestamp,
    looked_before: Timestamp,
    most: usize,
) -> Result<Done, Refusal> {
    let merchants = gateway.store.merchants_to_look_at(looked_before, MERCHANTS_PER_STEP).await?;
    let mut more = merchants.len() == MERCHANTS_PER_STEP;
    let limit = limit(gateway, Kept::Payments, now);
    let below = TransactionId::first_after(limit.as_millisecond());
    let share = (most / merchants.len().max(1)).max(1);
    // The last time with which a merchant is due, for the worker as well.
    let behind_the_others = looked_before.min(due_before(now));
    let behind_the_others =
        behind_the_others.saturating_sub(SignedDuration::from_millis(1)).unwrap_or(Timestamp::MIN);
    let (mut payments, mut looked) = (Vec::new(), Vec::new());
    for merchant in merchants {
        let room = share.min(most - payments.len());
        if room == 0 {
            more = true;
            break;
        }
        let id = merchant.merchant;
        let again = gateway.store.payments_to_look_at_again(id, limit, room).await?;
        let new = match room - again.len() {
            0 => Vec::new(),
            rest => gateway.store.payments_between(id, merchant.past, below, rest).await?,
        };
        let past = new.last().map_or(merchant.past, |last| last.number());
        let is_full = again.len() + new.len() == room;
        more |= is_full;
        looked.push(Looked { past, at: if is_full { behind_the_others } else { now }, ..merchant });
        // A late action has one looked at again that was never looked at.
        let new = new.into_iter().filter(|new| !again.contains(new)).collect::<Vec<_>>();
        payments.extend(again.into_iter().chain(new).map(|payment| (id, payment)));
    }
    let rows = look_at(gateway, payments, looked, now, limit).await?;
    Ok(Done { rows, more })
}

/// Looks at payments and writes down how far. Returns the number of those that were forgotten.
async fn look_at(
    gateway: &Gateway,
    payments: Vec<Key>,
    looked: Vec<Looked>,
    now: Timestamp,
    limit: Timestamp,
) -> Result<usize, Refusal> {
    let mut due = Vec::new();
    let mut writes: Vec<Write> = Vec::new();
    for (merchant, id) in payments {
        match decide(gateway, (merchant, id), now, limit).await? {
            Verdict::Forget(found) => due.push(*found),
            Verdict::LookAgain(quiet_since) => writes.push(again((merchant, id), quiet_since)),
        }
    }
    let strips = |Due { payment, session, link }: &Due| {
        let session = session.as_ref().map(|session| sessions::strip(gateway, session));
        let link = link.as_ref().map(|link| links::strip(gateway, link));
        std::iter::once(strip(gateway, payment)).chain(session).chain(link).collect()
    };
    let changed = commit_each(gateway, now, &due, strips).await?;
    let forgotten = due.len() - changed.len();
    for before in changed {
        let payment = &before.payment.value.payment;
        let key = (payment.merchant, payment.id);
        match decide(gateway, key, now, limit).await? {
            // Another instance has forgotten it.
            Verdict::Forget(found) if found.is_forgotten_since(gateway, before) => {}
            Verdict::Forget(_) => writes.push(again(key, a_day_later(limit))),
            Verdict::LookAgain(quiet_since) => writes.push(again(key, quiet_since)),
        }
    }
    // Last, so that a payment is passed only when it is forgotten or has its time.
    writes.extend(looked.into_iter().map(|looked| RetentionWrite::Looked(looked).into()));
    if !writes.is_empty() {
        gateway.store.commit(now, writes).await?;
    }
    Ok(forgotten)
}

/// A payment that is due, and the session and the payment link that it has paid.
struct Due {
    payment: Versioned<Ledger>,
    session: Option<Versioned<Session>>,
    link: Option<Versioned<PaymentLink>>,
}

impl Due {
    /// Whether it has changed since `before` and nothing of it is left to forget.
    fn is_forgotten_since(&self, gateway: &Gateway, before: &Self) -> bool {
        let payment = &self.payment.value.payment;
        let left = stripped(gateway, payment);
        let session = self.session.as_ref().map(|session| &session.value);
        self.payment.version != before.payment.version
            && (&left.echo, &left.card) == (&payment.echo, &payment.card)
            && session.is_none_or(|session| sessions::stripped(gateway, session) == *session)
            && self.link.as_ref().is_none_or(|link| links::stripped(gateway, &link.value) == link.value)
    }
}

enum Verdict {
    Forget(Box<Due>),
    /// It is looked at again when this time is as old as payments are kept.
    LookAgain(Timestamp),
}

/// Decides about a payment. One to which something was done after `limit` is too young.
async fn decide(
    gateway: &Gateway,
    (merchant, id): Key,
    now: Timestamp,
    limit: Timestamp,
) -> Result<Verdict, Refusal> {
    let stored = match gateway.store.ledger(merchant, id).await {
        Ok(Some(stored)) => stored,
        // It does not add up, or cannot be read: whoever mends it needs all of it.
        Ok(None) | Err(StoreError::Inconsistent) => return Ok(Verdict::LookAgain(a_day_later(limit))),
        Err(error) => return Err(error.into()),
    };
    if !stored.value.is_at_rest(now) {
        return Ok(Verdict::LookAgain(a_day_later(limit)));
    }
    if stored.value.last_action() > limit {
        return Ok(Verdict::LookAgain(stored.value.last_action()));
    }
    match paid_by(gateway, &stored.value.payment).await {
        Ok((session, link)) => Ok(Verdict::Forget(Box::new(Due { payment: stored, session, link }))),
        // As above. All other payments go on.
        Err(StoreError::Inconsistent) => Ok(Verdict::LookAgain(a_day_later(limit))),
        Err(error) => Err(error.into()),
    }
}

/// Returns the session and the link that the payment has paid, which are forgotten with it.
async fn paid_by(
    gateway: &Gateway,
    payment: &Transaction,
) -> Result<(Option<Versioned<Session>>, Option<Versioned<PaymentLink>>), StoreError> {
    let Some(number) = payment.origin.session() else { return Ok((None, None)) };
    let session = gateway.store.session(payment.merchant, number).await?;
    let session = session.filter(|session| session.value.stage == Stage::Paid { transaction: payment.id });
    let link = match session.as_ref().and_then(|session| session.value.link) {
        Some(number) => gateway.store.link(payment.merchant, number).await?,
        None => None,
    };
    let link = link.filter(|link| link.value.payment == Some(payment.id));
    Ok((session, link))
}

/// Returns the time that is as old as payments are kept in a day.
fn a_day_later(limit: Timestamp) -> Timestamp {
    later(limit, SignedDuration::from_hours(24))
}

fn again((merchant, payment): Key, quiet_since: Timestamp) -> Write {
    RetentionWrite::LookAgain { merchant, payment, quiet_since }.into()
}

/// Returns the write that removes what is personal of a payment.
pub(crate) fn strip(gateway: &Gateway, payment: &Versioned<Ledger>) -> Write {
    let Versioned { value, version } = payment;
    let value = stripped(gateway, &value.payment);
    RetentionWrite::StripPayment(Box::new(Versioned { value, version: *version })).into()
}

fn stripped(gateway: &Gateway, payment: &Transaction) -> Transaction {
    let payment = payment.clone();
    let echo = gateway.documents.without_personal_data(&payment.echo);
    let card = payment.card.map(UsedCard::without_holder);
    Transaction { echo, card, ..payment }
}
