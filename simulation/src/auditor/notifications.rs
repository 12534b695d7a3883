//! Checks that whoever is to be notified is notified: from the commit of the end on and not before, not twice
//! within the interval, and until the notification is delivered, read or given up.

use domain::{
    notification::{Notification, NotificationState, Schedule},
    subject::Subject,
    transaction::{Origin, State, Transaction},
};
use jiff::SignedDuration;
use primitives::SessionNumber;

use super::{Auditor, Rows};
use crate::{
    Planted,
    instance::{FAR_APART, House, SKEW_MS},
    shops::Sent,
    world::World,
};

/// Returns the largest difference of the clocks of two instances in milliseconds.
fn skew_ms(world: &World) -> i64 {
    2 * SKEW_MS * if world.planted == Planted::ClocksFarApart { FAR_APART } else { 1 }
}

/// The longest time that a shop may take to answer.
const ANSWER_LIMIT: SignedDuration = SignedDuration::from_secs(10);
const END_IS_TOLD: &str = "what has ended is to be told, and nothing else";

impl Auditor {
    pub(super) fn told_of_session(world: &World, rows: &Rows, number: SessionNumber) {
        let Some(session) = rows.sessions.get(&number).map(|session| &session.value) else { return };
        let expected = session.is_final() && session.notification_url.is_some();
        check_count(world, rows, Subject::Session(number), expected);
    }

    pub(super) fn told_of_payment(world: &World, rows: &Rows, payment: &Transaction) {
        let has_ended = match payment.state {
            State::Accepted(_) | State::Refused(_) | State::Reversed | State::Undoing { .. } => true,
            State::Authorizing { .. }
            | State::Unanswered
            | State::AtPartner { .. }
            | State::OnHold(_)
            | State::Reversing { .. } => false,
        };
        let is_to_be_told = match &payment.origin {
            Origin::Merchant { notification_url } | Origin::Wallet { notification_url, .. } => {
                notification_url.is_some()
            }
            Origin::Session { .. } => false,
        };
        let expected = is_to_be_told && has_ended;
        check_count(world, rows, Subject::Transaction(payment.id), expected);
    }

    pub(super) fn notification(&mut self, house: &House, rows: &Rows, id: i64) {
        let world = &house.world;
        let Some(now) = rows.notifications.get(&id) else {
            return world.violate("a notification does not vanish", || id.to_string());
        };
        let before = self.notifications.insert(id, now.state);
        if before == Some(now.state) {
            return;
        }
        let told = || format!("{id} of {:?}: {before:?}, {:?}", now.subject, now.state);
        if before.is_some_and(|before| before != NotificationState::Waiting) {
            world.violate("a notification that has ended stays as it ended", told);
        }
        if (now.state == NotificationState::Waiting) != now.next.is_some() {
            world.violate("what waits to be sent has its time", told);
        }
        if now.state != NotificationState::Waiting {
            self.ended.insert(id, world.now_ms());
        }
        match now.state {
            NotificationState::Waiting => world.count("notification: made"),
            NotificationState::Read => world.count("notification: read"),
            NotificationState::Delivered => {
                world.count("notification: delivered");
                if !house.shops.has_heard(now.subject) {
                    world.violate("what is delivered was heard", told);
                }
            }
            NotificationState::GivenUp => {
                world.count("notification: given up");
                self.given_up(world, now);
            }
        }
    }

    fn given_up(&self, world: &World, now: &Notification) {
        if !self.sent.contains_key(&now.id) {
            world.violate("nothing is given up that was never sent", || format!("{:?}", now.subject));
        }
        let again_ms = world.now_ms() + millis(Schedule::STANDARD.interval) + skew_ms(world);
        if again_ms < now.until.as_millisecond() {
            world.violate("what is not heard is repeated until its time is over", || {
                format!("{:?}", now.subject)
            });
        }
    }

    pub(super) fn was_sent(&mut self, world: &World, rows: &Rows, sent: &Sent) {
        let of_it = |known: &&Notification| {
            Some(known.subject) == sent.subject && sent.url.starts_with(known.url.as_str())
        };
        let Some(known) = rows.notifications.values().find(of_it) else {
            return world.violate("what is sent is on disk", || sent.url.clone());
        };
        let least_ms = millis(Schedule::STANDARD.interval) - skew_ms(world);
        let last = self.sent.insert(known.id, sent.at_ms);
        if last.is_some_and(|last| sent.at_ms - last < least_ms) {
            world.violate("nothing is sent twice within the interval", || {
                format!("{:?}: {} ms after the last", known.subject, sent.at_ms - last.unwrap_or_default())
            });
        }
        // An instance that had taken it before may send it for as long as a shop may take to answer.
        let late_ms = sent.at_ms - millis(ANSWER_LIMIT) - skew_ms(world);
        if self.ended.get(&known.id).is_some_and(|ended_ms| *ended_ms < late_ms) {
            world.violate("what was heard or read is not sent again", || format!("{:?}", known.subject));
        }
    }
}

fn check_count(world: &World, rows: &Rows, subject: Subject, expected: bool) {
    let found = rows.notifications.values().filter(|known| known.subject == subject).count();
    if found != usize::from(expected) {
        world.violate(END_IS_TOLD, || format!("{subject:?}: {found}, expected {}", u8::from(expected)));
    }
}

fn millis(span: SignedDuration) -> i64 {
    i64::try_from(span.as_millis()).unwrap_or(i64::MAX)
}
