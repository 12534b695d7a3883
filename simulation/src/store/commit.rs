//! One commit: all of it on a copy, which takes the place of the tables where no guard objects.

use gateway::ports::{
    CardWrite, CommitError, KeyWrite, MerchantWrite, NotificationWrite, PaymentWrite, RemittanceWrite,
    RequestWrite, SessionWrite, StoreError, Write,
};
use jiff::Timestamp;

use super::{
    COMMIT_FAILS, COMMIT_FAILS_AFTER, MemoryStore, claims, lines, notifications,
    order::{Part, in_order},
    payments, people,
    rows::{RequestRow, Rows},
    sessions,
};
use crate::{
    Planted,
    world::{World, lock},
};

impl MemoryStore {
    pub(super) async fn write(&self, at: Timestamp, writes: Vec<Write>) -> Result<(), CommitError> {
        World::pause().await;
        if self.world.mishap(COMMIT_FAILS) {
            self.world.count("commit failed");
            self.world.note(|| "the store is out of reach".to_owned());
            return Err(CommitError::Store(StoreError::Unavailable));
        }
        if self.world.planted == Planted::StoreLosesCommits && self.world.mishap(10) {
            return Ok(());
        }
        let outcome = apply(&mut lock(&self.rows), at, writes, &self.world);
        World::pause().await;
        if outcome.is_ok() && self.world.mishap(COMMIT_FAILS_AFTER) {
            self.world.count("commit failed after its effect");
            self.world.note(|| "the store has written, and nobody hears of it".to_owned());
            return Err(CommitError::Unknown);
        }
        outcome
    }
}

pub(super) fn apply(
    rows: &mut Rows,
    at: Timestamp,
    writes: Vec<Write>,
    world: &World,
) -> Result<(), CommitError> {
    let mut copy = rows.clone();
    let mut words = Vec::new();
    for part in in_order(writes) {
        words.extend(part.say());
        match part.apply(&mut copy, at, world.planted) {
            Ok(()) => {}
            Err(error) => {
                world.count(count_of(&error));
                world.note(|| format!("not written, {error}: {}", words.join("; ")));
                if error == CommitError::Store(StoreError::Inconsistent) {
                    world.violate("a write stands on what is not there, or is there twice", || {
                        words.join("; ")
                    });
                }
                if world.planted == Planted::StoreWritesHalves {
                    *rows = copy;
                }
                return Err(error);
            }
        }
    }
    world.note(|| format!("written: {}", words.join("; ")));
    *rows = copy;
    Ok(())
}

impl Part {
    fn apply(self, rows: &mut Rows, at: Timestamp, planted: Planted) -> Result<(), CommitError> {
        match self {
            Self::Claim { claim, holder } => claims::lay(rows, at, &claim, holder, planted),
            Self::Rest(write) => one(rows, at, write, planted),
        }
    }

    fn say(&self) -> Option<String> {
        match self {
            Self::Claim { .. } => None,
            Self::Rest(write) => say(write),
        }
    }
}

fn one(rows: &mut Rows, at: Timestamp, write: Write, planted: Planted) -> Result<(), CommitError> {
    match write {
        Write::Payment(PaymentWrite::Begin { transaction, claim: _, due }) => {
            payments::begin(rows, *transaction, due)?;
        }
        Write::Payment(PaymentWrite::Update { transaction, due }) => {
            payments::update(rows, *transaction, due, planted)?;
        }
        Write::Payment(PaymentWrite::AddAction { merchant: _, action, details }) => {
            payments::add_action(rows, *action, *details)?;
        }
        Write::Payment(PaymentWrite::UpdateAction(action)) => payments::update_action(rows, *action)?,
        Write::Remittance(RemittanceWrite::AddLine(line)) => lines::add(rows, *line)?,
        Write::Remittance(RemittanceWrite::ReduceLine { entry, from, to }) => {
            lines::reduce(rows, entry, from, to, planted)?;
        }
        Write::Remittance(RemittanceWrite::Take { key, leased_until }) => {
            lines::take(rows, at, key, leased_until)?;
        }
        Write::Remittance(RemittanceWrite::GatherLines { key, most, leased_until }) => {
            lines::gather(rows, &key, most, leased_until)?;
        }
        Write::Remittance(RemittanceWrite::Close { key }) => lines::close(rows, &key)?,
        Write::Remittance(RemittanceWrite::PostponeLines { key, most }) => lines::postpone(rows, &key, most),
        Write::Payment(PaymentWrite::KeepClaim { claim, holder, until }) => {
            claims::keep(rows, &claim, holder, until);
        }
        Write::Payment(PaymentWrite::RememberClaim { claim, holder, until }) => {
            claims::remember(rows, at, &claim, holder, until);
        }
        Write::Payment(PaymentWrite::ReleaseClaim { claim, holder }) => claims::release(rows, &claim, holder),
        Write::Card(CardWrite::Keep(card)) => people::keep_card(rows, card)?,
        Write::Request(RequestWrite::Begin { merchant, key, digest, subject, until }) => {
            let row = RequestRow { digest, subject, answered: None, until };
            let key = (merchant, key.as_str().to_owned());
            if planted != Planted::StoreForgetsRequests {
                claims::begin_request(rows, at, key, row)?;
            }
        }
        Write::Request(RequestWrite::Answer { merchant, key, transaction, state }) => {
            claims::answer_request(rows, &(merchant, key.as_str().to_owned()), transaction, state);
        }
        Write::Session(SessionWrite::Add(session)) => sessions::add(rows, *session)?,
        Write::Session(SessionWrite::Update(session)) => sessions::update(rows, *session, planted)?,
        Write::Notification(NotificationWrite::Add(new)) => notifications::add(rows, new, planted),
        Write::Notification(NotificationWrite::RecordAttempt {
            notification,
            number,
            delivery,
            took,
            leased_until,
            then,
            next,
        }) => {
            let outcome = (delivery, took);
            notifications::record(rows, notification, number, outcome, leased_until, (then, next), planted);
        }
        Write::Notification(NotificationWrite::Stop(subject)) => notifications::stop(rows, subject),
        Write::Notification(NotificationWrite::Resend { notification, at, until }) => {
            notifications::resend(rows, notification, at, until);
        }
        Write::Audit(_) => {}
        Write::Key(KeyWrite::AddEncryptionKey { key, sealed_private_half, active_after, max_names }) => {
            people::add_encryption_key(rows, key, sealed_private_half, active_after, max_names)?;
        }
        Write::Merchant(MerchantWrite::Add(merchant)) => people::add_merchant(rows, merchant)?,
        Write::Merchant(MerchantWrite::SetStatus { merchant, status }) => {
            people::set_status(rows, merchant, status)?;
        }
        Write::Merchant(MerchantWrite::AddPointOfSale { merchant, point_of_sale }) => {
            people::add_point_of_sale(rows, merchant, point_of_sale)?;
        }
        Write::Merchant(MerchantWrite::SetPageSettings { merchant, point_of_sale, settings }) => {
            people::set_page(rows, merchant, &point_of_sale, *settings)?;
        }
        Write::Merchant(MerchantWrite::AddPaymentMethod { merchant, method }) => {
            people::add_method(rows, merchant, method)?;
        }
        Write::Merchant(MerchantWrite::AddAccessKey { merchant, hash }) => {
            people::add_access_key(rows, merchant, hash)?;
        }
        Write::Merchant(MerchantWrite::EndAccessKeys { merchant, at }) => {
            people::end_access_keys(rows, merchant, at);
        }
        Write::Key(KeyWrite::AddDataKey(key)) => people::add_data_key(rows, key)?,
        Write::Payment(PaymentWrite::ForgetClaims { ended_by }) => claims::forget_claims(rows, ended_by),
        Write::Request(RequestWrite::Forget { ended_by }) => claims::forget_requests(rows, ended_by),
    }
    Ok(())
}

const fn count_of(error: &CommitError) -> &'static str {
    match error {
        CommitError::Stale => "stale",
        CommitError::IdTaken => "id taken",
        CommitError::Claimed(_) => "claimed by another",
        CommitError::RequestRepeated => "request repeated",
        CommitError::Unknown => "outcome unknown",
        CommitError::RemittanceClosed => "remittance closed already",
        CommitError::TokenTaken
        | CommitError::TooManyKeys
        | CommitError::NoSuchMerchant
        | CommitError::NoSuchPointOfSale
        | CommitError::Store(_) => "other guards",
    }
}

/// For the trace: the audit lines say it all, and the remittance has none.
fn say(write: &Write) -> Option<String> {
    Some(match write {
        Write::Audit(line) => format!("{} {}", line.action, line.subject),
        Write::Payment(PaymentWrite::Update { transaction, due }) => {
            format!("{} over version {}, due {due:?}", transaction.value.id, transaction.version)
        }
        Write::Session(SessionWrite::Update(session)) => {
            format!("{:?} over version {}: {:?}", session.value.id, session.version, session.value.stage)
        }
        Write::Notification(NotificationWrite::Add(new)) => format!("to be told: {:?}", new.subject),
        Write::Notification(NotificationWrite::RecordAttempt { notification, number, then, .. }) => {
            format!("notification {notification}, attempt {number}: {}", then.as_str())
        }
        Write::Notification(NotificationWrite::Stop(subject)) => {
            format!("known to the merchant: {subject:?}")
        }
        Write::Remittance(RemittanceWrite::AddLine(line)) => {
            format!("line of {} over {}", line.entry, line.amount.minor_units())
        }
        Write::Remittance(RemittanceWrite::ReduceLine { entry, from, to }) => {
            format!("line of {entry} from {} to {}", from.minor_units(), to.minor_units())
        }
        Write::Payment(PaymentWrite::UpdateAction(action)) => {
            format!("{} release {:?}", action.id, action.release)
        }
        Write::Remittance(RemittanceWrite::Take { key, .. }) => format!("remittance of {} taken", key.day),
        Write::Remittance(RemittanceWrite::GatherLines { key, .. }) => {
            format!("lines put into the remittance of {}", key.day)
        }
        Write::Remittance(RemittanceWrite::Close { key }) => format!("remittance of {} closed", key.day),
        Write::Remittance(RemittanceWrite::PostponeLines { key, .. }) => {
            format!("lines of {} put off", key.day)
        }
        _ => return None,
    })
}
