//! What is forgotten of sessions.

use domain::notification::NotificationState;
use gateway::{
    Refusal, Worker, notifications,
    ports::{Kept, StoreError},
    retention,
    sessions::{self, Leaving},
};
use jiff::SignedDuration;
use primitives::{SessionId, SessionNumber};

use super::{APP, PAGE, visitor, yes};
use crate::bench::{Bench, no};

const DAY: SignedDuration = SignedDuration::from_hours(24);

fn number(token: &str) -> SessionNumber {
    SessionId::parse(token).unwrap().number()
}

impl Bench {
    async fn forget_sessions(&self) {
        while Worker::Retention.round(&self.gateway).await.unwrap() > 0 {}
    }

    async fn is_there(&self, token: &str) -> bool {
        self.store.session(self.merchant.id, number(token)).await.unwrap().is_some()
    }

    async fn end_overdue(&self) {
        while sessions::expire_overdue(&self.gateway).await.unwrap() > 0 {}
    }
}

#[tokio::test]
async fn one_that_nobody_paid_goes_after_a_week_with_its_notification() {
    let bench = Bench::new().await;
    let (never, opened, paid) = (bench.session().await, bench.session().await, bench.session().await);
    bench.look(&opened, PAGE).await;
    bench.pay_in(&paid, PAGE).await.unwrap();
    bench.clock.turn(SignedDuration::from_mins(30));
    bench.end_overdue().await;
    while bench.send_what_is_due().await > 0 {}
    bench.clock.turn(DAY * 7 - SignedDuration::from_secs(1));
    bench.forget_sessions().await;
    assert!(bench.is_there(&never).await && bench.is_there(&opened).await);
    bench.clock.turn(SignedDuration::from_secs(1));
    assert_eq!(retention::count_due(&bench.gateway, Kept::Sessions, usize::MAX).await.unwrap(), 2);
    bench.forget_sessions().await;
    assert!(!bench.is_there(&never).await && !bench.is_there(&opened).await && bench.is_there(&paid).await);
    let gone = sessions::get(&bench.gateway, &bench.merchant, &never).await;
    assert!(matches!(gone, Err(Refusal::Unknown(_))));
    assert_eq!(notifications::list(&bench.gateway, None, 9).await.unwrap().len(), 1, "that of the paid one");
    assert_eq!(bench.told_of(&paid).await, ("00000", 1));
}

#[tokio::test]
async fn one_with_a_notification_that_waits_stays() {
    let bench = Bench::new().await;
    let token = bench.session().await;
    bench.clock.turn(DAY * 30);
    bench.end_overdue().await;
    bench.clock.turn(DAY * 8);
    bench.forget_sessions().await;
    assert!(bench.is_there(&token).await);
    assert_eq!(bench.notification_state().await, Some((NotificationState::Waiting, 0)));
    bench.clock.turn(DAY * 100);
    bench.forget_sessions().await;
    assert_eq!(bench.notification_state().await, Some((NotificationState::Waiting, 0)));
    assert_eq!(bench.send_what_is_due().await, 1, "late, and sent once");
    bench.forget_sessions().await;
    assert!(!bench.is_there(&token).await && bench.notification_state().await.is_none());
}

#[tokio::test]
async fn one_with_a_payment_in_flight_stays_whole() {
    let bench = Bench::new().await;
    let token = bench.session().await;
    let (reference, ticket) = bench.send_to_partner(&token, PAGE).await;
    bench.clock.turn(DAY * 30);
    bench.end_overdue().await;
    bench.forget_sessions().await;
    let session = bench.store.session(bench.merchant.id, number(&token)).await.unwrap().unwrap().value;
    assert_eq!(session.ended, None);
    gateway::partner::decide(&bench.gateway, &reference, &ticket, yes()).await.unwrap();
    assert_eq!(bench.told_of(&token).await.1, 1);
}

#[tokio::test]
async fn of_one_whose_payment_was_refused_the_payments_stay() {
    let bench = Bench::new().await;
    let token = bench.session().await;
    bench.bank.answers.lock().unwrap().push(no());
    bench.pay_in(&token, APP).await.unwrap();
    let before = bench.store.session(bench.merchant.id, number(&token)).await.unwrap().unwrap();
    bench.clock.turn(DAY * 8);
    bench.forget_sessions().await;
    assert_eq!(bench.told_of(&token).await, ("01100", 1));
    let after = bench.store.session(bench.merchant.id, number(&token)).await.unwrap().unwrap();
    assert_eq!((after.version, after.value.device), (before.version + 1, None));
    assert_eq!(
        retention::count_due(&bench.gateway, Kept::Sessions, usize::MAX).await.unwrap(),
        0,
        "it is forgotten once"
    );
}

#[tokio::test]
async fn notifications_of_paid_sessions_go_after_ninety_days() {
    let bench = Bench::new().await;
    let token = bench.session().await;
    bench.pay_in(&token, PAGE).await.unwrap();
    assert_eq!(bench.send_what_is_due().await, 1);
    let notification = notifications::list(&bench.gateway, None, 9).await.unwrap().remove(0);
    bench.clock.turn(DAY * 89);
    bench.forget_sessions().await;
    assert!(notifications::show(&bench.gateway, notification.id).await.unwrap().is_some());
    bench.clock.turn(DAY * 2);
    bench.forget_sessions().await;
    assert!(notifications::show(&bench.gateway, notification.id).await.unwrap().is_none());
    assert_eq!(bench.store.attempts(notification.key()).await, Ok::<_, StoreError>(Vec::new()));
    // The merchant can still read the session, and its buyer's details are shown to nobody else.
    assert_eq!(bench.told_of(&token).await, ("00000", 1));
}

#[tokio::test]
async fn the_buyer_is_shown_for_an_hour_after_the_end() {
    let bench = Bench::new().await;
    let token = bench.session().await;
    let shows = || async {
        let shown = sessions::open(&bench.gateway, &token, &visitor(PAGE)).await.unwrap();
        assert_eq!(Leaving::of(&shown, &visitor(PAGE)), Leaving::Later);
        assert_eq!(Leaving::of(&shown, &visitor(APP)), Leaving::Now);
        shown.shows_buyer
    };
    assert!(shows().await);
    bench.clock.turn(SignedDuration::from_mins(29));
    bench.pay_in(&token, PAGE).await.unwrap();
    bench.clock.turn(SignedDuration::from_mins(60) - SignedDuration::from_millis(1));
    assert!(shows().await);
    bench.clock.turn(SignedDuration::from_millis(1));
    assert!(!shows().await);
}
