//! Notifications: sends them to merchants, and shows them to operators.

use domain::{
    notification::{NewNotification, Notification, NotificationKey, NotificationState, type_of},
    subject::Subject,
    transaction::{State, Transaction},
};
use futures_util::future::join_all;
use jiff::{SignedDuration, Timestamp};
use primitives::{CellId, MerchantId, SessionId, WebUrl};

use crate::{
    Gateway, Refusal,
    deadlines::later,
    ports::{Attempt, AuditLine, Delivery, DeliveryFailure, Lease, NotificationWrite, StoreError, Write},
    sessions,
};

/// The time that a merchant's server has for one attempt.
const ANSWER_LIMIT: SignedDuration = SignedDuration::from_secs(10);

/// Notifications that one [`round`] sends at a time.
const SENT_AT_ONCE: usize = 8;

/// Takes at most `most` notifications that are due, except those of the merchants in `without`. The store keeps the lease:
/// when an instance dies, none is lost, and none is sent twice within the schedule's interval.
pub async fn take(
    gateway: &Gateway,
    most: usize,
    without: &[MerchantId],
) -> Result<Vec<Notification>, Refusal> {
    let now = gateway.clock.now();
    // Until then no other instance sends it, while the merchant's server may still answer.
    let lease = Lease { from: now, until: gateway.settings.schedule.next(later(now, ANSWER_LIMIT)) };
    Ok(gateway.store.take_notifications(lease, most, without).await?)
}

/// Sends notifications that are due, all at a time, so that a slow server of one merchant delays no other of the round.
/// Returns the number sent.
pub(crate) async fn round(gateway: &Gateway) -> Result<usize, Refusal> {
    let taken = take(gateway, SENT_AT_ONCE, &[]).await?;
    let outcomes = join_all(taken.into_iter().map(|one| deliver(gateway, one))).await;
    outcomes.into_iter().try_fold(0, |sent, outcome| outcome.map(|_| sent + 1))
}

/// Sends a notification that was taken, and records the result of the attempt.
pub async fn deliver(gateway: &Gateway, notification: Notification) -> Result<Delivery, Refusal> {
    let schedule = gateway.settings.schedule;
    // No gateway was running while it was to be repeated. A notification that was never sent is sent once.
    let too_late = gateway.clock.now() > notification.until && was_sent(gateway, &notification).await?;
    let address = address(gateway, &notification).await?;
    // The store may have been slow. From here on nothing is waited for before the notification is sent.
    let began = gateway.clock.now();
    let leased_until = notification.next.unwrap_or(began);
    // A gateway that was held up for so long could send it within the interval of another instance.
    let lapsed = schedule.next(began) > leased_until;
    let delivery = match address {
        _ if too_late || lapsed => Delivery::Failed(DeliveryFailure::Late),
        Some(address) => gateway.messenger.deliver(&address, ANSWER_LIMIT).await,
        // An attempt as any other, so that the schedule holds and comes to its end.
        None => Delivery::Failed(DeliveryFailure::Unreadable),
    };
    let now = gateway.clock.now();
    let (then, next) = if lapsed {
        (NotificationState::Waiting, leased_until)
    } else {
        // The interval begins at the end of the attempt, so that a slow server is not called twice within it
        // either.
        let next = schedule.next(now);
        (notification.after(matches!(delivery, Delivery::Answered(reply) if reply.is_heard), next), next)
    };
    let write = NotificationWrite::RecordAttempt {
        notification: notification.key(),
        number: notification.attempts,
        delivery,
        took: now.duration_since(began),
        leased_until,
        then,
        next,
    }
    .into();
    gateway.store.commit(now, vec![write]).await?;
    Ok(delivery)
}

/// Returns the address to call: the merchant's URL with the parameters of the notification. `None` where it needs a session that is
/// not there or cannot be read, or a secret that does not open.
async fn address(gateway: &Gateway, notification: &Notification) -> Result<Option<String>, Refusal> {
    let url = &notification.url;
    match notification.subject {
        Subject::Session(number) | Subject::WalletSession(number) => {
            let session = match gateway.store.session(notification.merchant, number).await {
                Ok(session) => session,
                Err(StoreError::Inconsistent) => None,
                Err(error) => return Err(error.into()),
            };
            let Some(session) = session else { return Ok(None) };
            let id = match sessions::open_secret(gateway, &session.value).await {
                Ok(id) => Some(id),
                Err(Refusal::Internal) => None,
                Err(refusal) => return Err(refusal),
            };
            Ok(id.map(|id| gateway.addresses.session_notification(url, &id, type_of(notification.subject))))
        }
        Subject::Transaction(id) => Ok(Some(gateway.addresses.transaction_notification(url, id))),
    }
}

/// Returns the address that is called, with the secret of the session masked for operators.
pub fn shown_address(gateway: &Gateway, notification: &Notification) -> String {
    let url = &notification.url;
    match notification.subject {
        Subject::Session(number) | Subject::WalletSession(number) => {
            let stand_in = SessionId::draw(CellId::default(), [0; 18], 0).secret().to_owned();
            let Some(id) = SessionId::of(number, &stand_in) else { return url.as_str().to_owned() };
            let kind = type_of(notification.subject);
            gateway.addresses.session_notification(url, &id, kind).replace(&id.text(), &number.masked_id())
        }
        Subject::Transaction(id) => gateway.addresses.transaction_notification(url, id),
    }
}

/// Returns the write that adds a notification, whose first attempt is at `due`. It joins the commit of the state that is
/// notified.
pub(crate) fn new(
    gateway: &Gateway,
    merchant: MerchantId,
    subject: Subject,
    url: &WebUrl,
    now: Timestamp,
    due: Timestamp,
) -> Write {
    let until = gateway.settings.schedule.until(due);
    NotificationWrite::Add(NewNotification { merchant, subject, url: url.clone(), made: now, due, until })
        .into()
}

/// Returns the write that adds the notification of a payment. `None` for a payment of a session, without an
/// outcome, or without a URL of its point of sale.
pub(crate) fn of_payment(gateway: &Gateway, payment: &Transaction, now: Timestamp) -> Option<Write> {
    let url = payment.origin.notification_url()?;
    match payment.state {
        State::Accepted(_) | State::Refused(_) | State::Reversed => {
            Some(new(gateway, payment.merchant, Subject::Transaction(payment.id), url, now, now))
        }
        State::Authorizing { .. }
        | State::Unanswered
        | State::Reversing { .. }
        | State::Undoing { .. }
        | State::AtPartner { .. }
        | State::OnHold(_) => None,
    }
}

/// Whether an earlier attempt is known to have been sent. The attempts of an instance that died are not known.
async fn was_sent(gateway: &Gateway, notification: &Notification) -> Result<bool, Refusal> {
    if notification.attempts <= 1 {
        return Ok(false);
    }
    let attempts = match gateway.store.attempts(notification.key()).await {
        Ok(attempts) => attempts,
        Err(StoreError::Inconsistent) => return Ok(false),
        Err(error) => return Err(error.into()),
    };
    Ok(attempts.into_iter().any(|attempt| attempt.delivery.is_some_and(Delivery::was_sent)))
}

/// Returns at most `most` notifications of a merchant, or of all, the newest first.
pub async fn list(
    gateway: &Gateway,
    merchant: Option<MerchantId>,
    most: usize,
) -> Result<Vec<Notification>, Refusal> {
    Ok(gateway.store.notifications(merchant, most).await?)
}

/// Returns a notification and its attempts, the oldest first. `None`: there is no such notification.
pub async fn show(gateway: &Gateway, id: i64) -> Result<Option<(Notification, Vec<Attempt>)>, Refusal> {
    let Some(notification) = gateway.store.notification_by_id(id).await? else { return Ok(None) };
    let attempts = gateway.store.attempts(notification.key()).await?;
    Ok(Some((notification, attempts)))
}

/// Has a notification sent again, now and on the schedule, whatever its state. `None`: there is no such notification.
pub async fn resend(gateway: &Gateway, id: i64) -> Result<Option<()>, Refusal> {
    let Some(notification) = gateway.store.notification_by_id(id).await? else { return Ok(None) };
    let now = gateway.clock.now();
    let audit = AuditLine::new(Some(notification.merchant), "NOTIFICATION_RESENT", id.to_string());
    let until = gateway.settings.schedule.until(now);
    let writes = vec![
        NotificationWrite::Resend { notification: notification.key(), at: now, until }.into(),
        Write::Audit(audit),
    ];
    gateway.store.commit(now, writes).await?;
    Ok(Some(()))
}

/// Stops a notification because the merchant has read the final result. Writes nothing where none waits to be sent.
pub(crate) async fn stop(gateway: &Gateway, key: NotificationKey) -> Result<(), Refusal> {
    let notification = gateway.store.notification_of(key).await?;
    if notification.is_some_and(|notification| notification.state == NotificationState::Waiting) {
        gateway.store.commit(gateway.clock.now(), vec![NotificationWrite::Stop(key).into()]).await?;
    }
    Ok(())
}
