//! Forgets what is personal of payments to which nothing was done for long.
//!
//! Payments are looked at in the order of their ids, merchant by merchant, once they are as old as they are kept. One to which
//! something was done later, or with pending work, is looked at again at a time that is written beside it.

use domain::{
    ledger::Ledger,
    session::{Session, Stage},
    transaction::{Origin, Transaction},
    used_card::UsedCard,
};
use jiff::Timestamp;
use primitives::{MerchantId, TransactionId};

use super::{Done, commit_each, sessions, tomorrow};
use crate::{
    Gateway, Refusal,
    ports::{Looked, RetentionWrite, StoreError, Versioned, Write},
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
    let again = gateway.store.payments_to_look_at_again(now, most).await?;
    if again.len() == most {
        look_at(gateway, again, Vec::new(), now).await?;
        return Ok(Done { rows: most, more: true });
    }
    let merchants = gateway.store.merchants_to_look_at(looked_before, MERCHANTS_PER_STEP).await?;
    let all_merchants = merchants.len() == MERCHANTS_PER_STEP;
    let limit = gateway.settings.retention.payments.before(now, &gateway.settings.calendar);
    let below = TransactionId::first_after(limit.as_millisecond());
    let (mut payments, mut looked, mut full) = (again, Vec::new(), false);
    for merchant in merchants {
        let room = most - payments.len();
        if room == 0 {
            full = true;
            break;
        }
        let found = gateway.store.payments_between(merchant.merchant, merchant.past, below, room).await?;
        let past = found.last().map_or(merchant.past, |last| last.number());
        // Where there may be more, the merchant stays the next.
        full = found.len() == room;
        looked.push(Looked { past, at: if full { merchant.at } else { now }, ..merchant });
        payments.extend(found.into_iter().map(|id| (merchant.merchant, id)));
    }
    let rows = payments.len();
    look_at(gateway, payments, looked, now).await?;
    Ok(Done { rows, more: full || all_merchants })
}

/// Looks at payments and writes down how far.
async fn look_at(
    gateway: &Gateway,
    payments: Vec<Key>,
    looked: Vec<Looked>,
    now: Timestamp,
) -> Result<(), Refusal> {
    let mut due = Vec::new();
    let mut writes: Vec<Write> = Vec::new();
    for (merchant, id) in payments {
        match decide(gateway, (merchant, id), now).await? {
            Verdict::Forget(found) => due.push(*found),
            Verdict::LookAgain(at) => writes.push(again((merchant, id), at)),
        }
    }
    let strips = |Due { payment, session }: &Due| {
        let session = session.as_ref().map(|session| sessions::strip(gateway, session));
        std::iter::once(strip(gateway, payment)).chain(session).collect()
    };
    for before in commit_each(gateway, now, &due, strips).await? {
        let payment = &before.payment.value.payment;
        let key = (payment.merchant, payment.id);
        match decide(gateway, key, now).await? {
            // Another instance has forgotten it.
            Verdict::Forget(found) if found.is_forgotten_since(gateway, before) => {}
            Verdict::Forget(_) => writes.push(again(key, tomorrow(now))),
            Verdict::LookAgain(at) => writes.push(again(key, at)),
        }
    }
    // Last, so that a payment is passed only when it is forgotten or has its time.
    writes.extend(looked.into_iter().map(|looked| RetentionWrite::Looked(looked).into()));
    if !writes.is_empty() {
        gateway.store.commit(now, writes).await?;
    }
    Ok(())
}

/// A payment that is due, and the session that it has paid.
struct Due {
    payment: Versioned<Ledger>,
    session: Option<Versioned<Session>>,
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
    }
}

enum Verdict {
    Forget(Box<Due>),
    LookAgain(Timestamp),
}

async fn decide(gateway: &Gateway, (merchant, id): Key, now: Timestamp) -> Result<Verdict, Refusal> {
    let stored = match gateway.store.ledger(merchant, id).await {
        Ok(Some(stored)) => stored,
        // It does not add up, or cannot be read: whoever mends it needs all of it.
        Ok(None) | Err(StoreError::Inconsistent) => return Ok(Verdict::LookAgain(tomorrow(now))),
        Err(error) => return Err(error.into()),
    };
    if !stored.value.is_at_rest(now) {
        return Ok(Verdict::LookAgain(tomorrow(now)));
    }
    let end =
        gateway.settings.retention.payments.after(stored.value.last_action(), &gateway.settings.calendar);
    if end > now {
        return Ok(Verdict::LookAgain(end));
    }
    match session_of(gateway, &stored.value.payment).await {
        Ok(session) => Ok(Verdict::Forget(Box::new(Due { payment: stored, session }))),
        // As above. All other payments go on.
        Err(StoreError::Inconsistent) => Ok(Verdict::LookAgain(tomorrow(now))),
        Err(error) => Err(error.into()),
    }
}

/// Returns the session that the payment has paid, which is forgotten with it.
async fn session_of(
    gateway: &Gateway,
    payment: &Transaction,
) -> Result<Option<Versioned<Session>>, StoreError> {
    let Origin::Session(number) = payment.origin else { return Ok(None) };
    let session = gateway.store.session(payment.merchant, number).await?;
    Ok(session.filter(|session| session.value.stage == Stage::Paid { transaction: payment.id }))
}

fn again((merchant, payment): Key, at: Timestamp) -> Write {
    RetentionWrite::LookAgain { merchant, payment, at }.into()
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
