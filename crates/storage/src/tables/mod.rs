//! One table, one file: the statements that write it and the rows that are read from it.
//!
//! Placeholders are `$1`, `$2`, … in the order of their first appearance, which SQLite and PostgreSQL both take.

pub(crate) mod actions;
mod audit_log;
pub(crate) mod cards;
pub(crate) mod claims;
mod column;
pub(crate) mod data_keys;
pub(crate) mod encryption_keys;
pub(crate) mod merchants;
pub(crate) mod notification_attempts;
pub(crate) mod notifications;
pub(crate) mod payment_methods;
pub(crate) mod points_of_sale;
pub(crate) mod remittance_lines;
pub(crate) mod remittances;
pub(crate) mod requests;
pub(crate) mod sessions;
mod stage;
mod state;
pub(crate) mod transactions;

use gateway::ports::Write;
use jiff::Timestamp;

use crate::step::Step;

/// In the order in which a commit writes them, whatever the order of its writes: two commits that want rows of each other
/// in PostgreSQL then wait one for the other, and never both. Writes of one table keep their order.
///
/// A request goes first because a repeat under the same key is a repeat before it is a duplicate; then the claim; the
/// rows that others refer to before those that do; the log, where nobody waits for anybody, last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Table {
    Requests,
    Claims,
    Merchants,
    AccessKeys,
    PointsOfSale,
    PaymentMethods,
    Sessions,
    Transactions,
    Actions,
    Remittances,
    RemittanceLines,
    RemittanceTotals,
    Cards,
    DataKeys,
    EncryptionKeys,
    Notifications,
    NotificationAttempts,
    AuditLog,
}

/// The statements of a commit, bound and in order.
pub(crate) fn steps(at: Timestamp, writes: Vec<Write>) -> Vec<Step> {
    let mut steps: Vec<Step> = writes.into_iter().flat_map(|write| steps_of(at, write)).collect();
    steps.sort_by_key(|step| step.table);
    steps
}

fn steps_of(at: Timestamp, write: Write) -> Vec<Step> {
    match write {
        Write::BeginTransaction { transaction, claim, due } => {
            let claim = claim.map(|claim| claims::lay(&claim, transaction.id, at));
            let row = transactions::insert(&transaction, due);
            claim.into_iter().chain([row]).collect()
        }
        Write::UpdateTransaction { transaction, due } => vec![transactions::update(&transaction, due)],
        Write::AddAction { merchant, action, details } => vec![actions::insert(merchant, &action, &details)],
        Write::UpdateAction(action) => vec![actions::update(&action)],
        Write::AddLine(line) => vec![remittance_lines::insert(&line)],
        Write::ReduceLine { entry, from, to } => vec![remittance_lines::reduce(entry, from, to)],
        Write::TakeRemittance { key, leased_until } => vec![remittances::take(&key, leased_until, at)],
        Write::GatherLines { key, most, leased_until } => remittances::gather(&key, most, leased_until),
        Write::CloseRemittance { key } => remittances::close(&key),
        Write::PostponeLines { key, most } => vec![remittance_lines::postpone(&key, most)],
        Write::KeepClaim { claim, holder, until } => vec![claims::keep(&claim, holder, until)],
        Write::RememberClaim { claim, holder, until } => vec![claims::remember(&claim, holder, until, at)],
        Write::ReleaseClaim { claim, holder } => vec![claims::release(&claim, holder)],
        Write::KeepCard(card) => vec![cards::keep(card)],
        Write::BeginRequest { merchant, key, digest, subject, until } => {
            vec![requests::begin(merchant, &key, digest, subject, until, at)]
        }
        Write::AnswerRequest { merchant, key, transaction, state } => {
            vec![requests::answer(merchant, &key, transaction, &state)]
        }
        Write::AddSession(session) => vec![sessions::insert(&session)],
        Write::UpdateSession(session) => vec![sessions::update(&session)],
        Write::AddNotification(new) => vec![notifications::insert(&new)],
        Write::RecordAttempt { notification, number, delivery, took, leased_until, then, next } => {
            let attempt = notification_attempts::record(notification, number, delivery, took);
            vec![notifications::follow(notification, leased_until, then, next), attempt]
        }
        Write::StopNotification(subject) => vec![notifications::stop(subject)],
        Write::ResendNotification { notification, at, until } => {
            vec![notifications::resend(notification, at, until)]
        }
        Write::Audit(line) => vec![audit_log::insert(at, line)],
        Write::AddEncryptionKey { key, sealed_private_half, active_after, max_names } => {
            vec![encryption_keys::insert(&key, sealed_private_half, active_after, max_names)]
        }
        Write::AddMerchant(merchant) => vec![merchants::insert(&merchant, at)],
        Write::SetMerchantStatus { merchant, status } => vec![merchants::set_status(merchant, status)],
        Write::AddPointOfSale { merchant, point_of_sale } => {
            vec![points_of_sale::insert(merchant, &point_of_sale)]
        }
        Write::SetPageSettings { merchant, point_of_sale, settings } => {
            vec![points_of_sale::set(merchant, &point_of_sale, &settings)]
        }
        Write::AddPaymentMethod { merchant, method } => vec![payment_methods::insert(merchant, &method)],
        Write::AddAccessKey { merchant, hash } => vec![merchants::add_access_key(merchant, hash)],
        Write::EndAccessKeys { merchant, at } => vec![merchants::end_access_keys(merchant, at)],
        Write::AddDataKey(key) => vec![data_keys::insert(key)],
        Write::Forget { ended_by } => vec![claims::forget(ended_by), requests::forget(ended_by)],
    }
}
