//! Who is told, how often, and until when.

use std::sync::Arc;

use domain::{ReturnCode, notification::NotificationState};
use gateway::{
    Worker, notifications,
    ports::{Delivery, DeliveryFailure},
    sessions::{self, SessionStatus},
};
use jiff::SignedDuration;

use super::{PAGE, visitor};
use crate::bench::{Bench, answered, no};

#[tokio::test]
async fn reading_the_final_result_stops_the_notification_and_reading_another_does_not() {
    let bench = Bench::new().await;
    let token = bench.session().await;
    bench.bank.answers.lock().unwrap().push(no());
    let refused = bench.pay_in(&token, PAGE).await.unwrap().status;
    assert_eq!(refused, SessionStatus::Choose { refused: ReturnCode::parse("01100") });
    assert_eq!(bench.told_of(&token).await, ("01100", 1));
    assert_eq!(bench.pay_in(&token, PAGE).await.unwrap().status, SessionStatus::Paid);
    assert_eq!(bench.notification_state().await, Some((NotificationState::Waiting, 0)));
    assert_eq!(bench.told_of(&token).await, ("00000", 2));
    assert_eq!(bench.notification_state().await, Some((NotificationState::Read, 0)));
    assert_eq!(bench.send_what_is_due().await, 0);
}

#[tokio::test]
async fn a_notification_is_repeated_each_minute_for_two_hours() {
    let bench = Bench::new().await;
    let token = bench.session().await;
    sessions::cancel(&bench.gateway, &token, &visitor(PAGE)).await.unwrap();
    let mut sent = 0;
    for _ in 0..(3 * 60 * 2) {
        let answers = [422, 301, 500].map(answered);
        bench.shops.answers.lock().unwrap().extend(answers);
        sent += bench.send_what_is_due().await;
        bench.clock.turn(SignedDuration::from_secs(30));
    }
    assert_eq!(sent, 121, "at once, and after each of 120 minutes");
    assert_eq!(bench.notification_state().await, Some((NotificationState::GivenUp, 121)));
    let id = notifications::list(&bench.gateway, None, 1).await.unwrap()[0].id;
    notifications::resend(&bench.gateway, id).await.unwrap().unwrap();
    bench.shops.answers.lock().unwrap().clear();
    assert_eq!(bench.send_what_is_due().await, 1);
    assert_eq!(bench.notification_state().await, Some((NotificationState::Delivered, 122)));
}

#[tokio::test]
async fn whoever_dies_while_sending_sends_nothing_twice_within_the_minute() {
    let bench = Bench::new().await;
    let token = bench.session().await;
    sessions::cancel(&bench.gateway, &token, &visitor(PAGE)).await.unwrap();
    // Taken, and never heard of again.
    assert_eq!(notifications::take(&bench.gateway, 10, &[]).await.unwrap().len(), 1);
    // A minute after the latest moment in which it may have been sent.
    bench.clock.turn(SignedDuration::from_secs(69));
    assert_eq!(bench.send_what_is_due().await, 0);
    bench.clock.turn(SignedDuration::from_secs(1));
    assert_eq!(bench.send_what_is_due().await, 1);
    let id = notifications::list(&bench.gateway, None, 1).await.unwrap()[0].id;
    let (_, attempts) = notifications::show(&bench.gateway, id).await.unwrap().unwrap();
    let seen: Vec<_> = attempts.iter().map(|attempt| (attempt.number, attempt.delivery)).collect();
    assert_eq!(seen, [(1, None), (2, Some(answered(200)))]);
}

#[tokio::test]
async fn whoever_is_held_up_after_taking_a_notification_leaves_it_to_others() {
    let bench = Bench::new().await;
    let token = bench.session().await;
    sessions::cancel(&bench.gateway, &token, &visitor(PAGE)).await.unwrap();
    let slow = notifications::take(&bench.gateway, 10, &[]).await.unwrap().pop().unwrap();
    bench.clock.turn(SignedDuration::from_secs(70));
    assert_eq!(bench.send_what_is_due().await, 1);
    let late = notifications::deliver(&bench.gateway, slow).await.unwrap();
    assert_eq!(late, Delivery::Failed(DeliveryFailure::Late));
    assert_eq!(bench.shops.told.lock().unwrap().len(), 1, "the same token came twice");

    // Also where nobody else has taken it yet: it is due when it would have been, had its taker died.
    let token = bench.session().await;
    sessions::cancel(&bench.gateway, &token, &visitor(PAGE)).await.unwrap();
    let slow = notifications::take(&bench.gateway, 10, &[]).await.unwrap().pop().unwrap();
    bench.clock.turn(SignedDuration::from_millis(10_001));
    notifications::deliver(&bench.gateway, slow).await.unwrap();
    assert_eq!(bench.notification_state().await, Some((NotificationState::Waiting, 1)));
    bench.clock.turn(SignedDuration::from_millis(59_999));
    assert_eq!(bench.send_what_is_due().await, 1);
    assert_eq!(bench.notification_state().await, Some((NotificationState::Delivered, 2)));
}

#[tokio::test]
async fn what_was_never_sent_is_sent_however_late_it_is() {
    let bench = Bench::new().await;
    let token = bench.session().await;
    sessions::cancel(&bench.gateway, &token, &visitor(PAGE)).await.unwrap();
    // Whoever took it died, and nobody was there for longer than it is repeated.
    assert_eq!(notifications::take(&bench.gateway, 10, &[]).await.unwrap().len(), 1);
    bench.clock.turn(SignedDuration::from_hours(3));
    assert_eq!(bench.send_what_is_due().await, 1);
    assert_eq!(bench.notification_state().await, Some((NotificationState::Delivered, 2)));
}

#[tokio::test]
async fn many_who_send_at_once_send_each_once() {
    let bench = Arc::new(Bench::new().await);
    for _ in 0..20 {
        let token = bench.session().await;
        sessions::cancel(&bench.gateway, &token, &visitor(PAGE)).await.unwrap();
    }
    let takers = (0..8).map(|_| {
        let bench = Arc::clone(&bench);
        tokio::spawn(async move { notifications::take(&bench.gateway, 100, &[]).await.unwrap().len() })
    });
    let mut taken = 0;
    for taker in takers.collect::<Vec<_>>() {
        taken += taker.await.unwrap();
    }
    assert_eq!(taken, 20);
}

#[tokio::test]
async fn a_notification_whose_session_or_secret_cannot_be_read_comes_to_its_end() {
    let spoilt = [
        r#"UPDATE sessions SET stage = '{"is":"LOST"}'"#,
        "UPDATE sessions SET sealed_secret = (SELECT pan FROM cards)",
        "DELETE FROM sessions",
    ];
    for spoils in spoilt {
        let bench = Bench::new().await;
        bench.pay("a card", 100).await.unwrap();
        let token = bench.session().await;
        sessions::cancel(&bench.gateway, &token, &visitor(PAGE)).await.unwrap();
        bench.spoil(spoils);
        for _ in 0..(3 * 60 * 2) {
            Worker::Notifications.round(&bench.gateway).await.unwrap();
            bench.clock.turn(SignedDuration::from_secs(30));
        }
        assert_eq!(bench.notification_state().await, Some((NotificationState::GivenUp, 121)), "{spoils}");
        let id = notifications::list(&bench.gateway, None, 1).await.unwrap()[0].id;
        let (_, attempts) = notifications::show(&bench.gateway, id).await.unwrap().unwrap();
        let unreadable = Some(Delivery::Failed(DeliveryFailure::Unreadable));
        assert!(attempts.iter().all(|attempt| attempt.delivery == unreadable), "{spoils}");
        assert!(bench.shops.told.lock().unwrap().is_empty());
        // Also where nobody was there for longer than it is repeated.
        notifications::resend(&bench.gateway, id).await.unwrap().unwrap();
        bench.clock.turn(SignedDuration::from_hours(3));
        assert_eq!(bench.send_what_is_due().await, 1);
        assert_eq!(bench.notification_state().await, Some((NotificationState::GivenUp, 122)), "{spoils}");
    }
}
