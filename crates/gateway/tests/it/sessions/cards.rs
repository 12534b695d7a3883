//! By card, from the page and from apps; and what the clock does.

use std::sync::atomic::Ordering;

use domain::{ReturnCode, echo::Echo, merchant::MerchantStatus, notification::NotificationState};
use gateway::{
    Refusal, merchants, partner,
    ports::AcquirerAnswer,
    sessions::{self, Client, SessionStatus},
    work,
};
use jiff::SignedDuration;
use primitives::Network;

use super::{APP, PAGE, choice, visitor, yes};
use crate::bench::{Bench, no};

#[tokio::test]
async fn a_paid_session_is_told_once_and_takes_no_second_payment() {
    let bench = Bench::new().await;
    let token = bench.session().await;
    assert_eq!(bench.told_of(&token).await, ("02533", 0));
    assert_eq!(bench.look(&token, PAGE).await, SessionStatus::Choose { refused: None });
    assert_eq!(bench.told_of(&token).await, ("02306", 0));
    assert_eq!(bench.notification_state().await, None, "nothing is final yet");

    assert_eq!(bench.pay_in(&token, PAGE).await.unwrap().status, SessionStatus::Paid);
    assert_eq!(bench.pay_in(&token, PAGE).await.unwrap().status, SessionStatus::Paid);
    assert_eq!(bench.bank.asked.load(Ordering::SeqCst), 1);
    assert_eq!(bench.send_what_is_due().await, 1);
    assert_eq!(bench.send_what_is_due().await, 0);
    let expected =
        format!("https://shop.example/n?a=1&notificationType=WEBTRS&token={token}&paymentEndpoint=1");
    assert_eq!(*bench.shops.told.lock().unwrap(), [expected]);
    assert_eq!(bench.notification_state().await, Some((NotificationState::Delivered, 1)));
    let found = bench.read(&token).await;
    let card = found.transactions[0].card.clone().unwrap();
    assert_eq!((found.result.code(), card.selected_network), ("00000", Some(Network::Visa)));
}

#[tokio::test]
async fn the_third_refusal_ends_a_page_and_the_first_an_app() {
    let bench = Bench::new().await;
    for (client, attempts) in [(PAGE, 3), (APP, 1)] {
        let token = bench.session().await;
        for attempt in 1..=attempts {
            bench.bank.answers.lock().unwrap().push(no());
            let status = bench.pay_in(&token, client).await.unwrap().status;
            let over = matches!(status, SessionStatus::Refused { .. });
            assert_eq!(over, attempt == attempts, "{client:?} {attempt}: {status:?}");
        }
        let asked = bench.bank.asked.load(Ordering::SeqCst);
        assert!(matches!(bench.pay_in(&token, client).await.unwrap().status, SessionStatus::Refused { .. }));
        assert_eq!(bench.bank.asked.load(Ordering::SeqCst), asked, "nobody is asked any more");
        assert_eq!(bench.told_of(&token).await, ("01100", attempts));
    }
}

#[tokio::test]
async fn two_tabs_that_pay_at_once_are_one_payment() {
    let bench = Bench::new().await;
    let token = bench.session().await;
    let (answer, held) = tokio::sync::oneshot::channel();
    *bench.bank.meanwhile.lock().await = Some(held);
    let first = async {
        let shown = bench.pay_in(&token, PAGE).await.unwrap();
        assert_eq!(shown.status, SessionStatus::Paid);
    };
    let second = async {
        bench.bank.thinking.notified().await;
        // The bank is asked for the first tab now: the second one waits, and cannot cancel either.
        assert_eq!(bench.pay_in(&token, PAGE).await.unwrap().status, SessionStatus::Waiting);
        let cancelled = sessions::cancel(&bench.gateway, &token, &visitor(PAGE)).await.unwrap();
        assert_eq!(cancelled.status, SessionStatus::Waiting);
        let old_app = Client::App { waits: false };
        assert_eq!(bench.look(&token, old_app).await, SessionStatus::Undecided, "it would spin for ever");
        answer.send(()).unwrap();
    };
    tokio::join!(first, second);
    assert_eq!(bench.bank.asked.load(Ordering::SeqCst), 1);
    assert_eq!(bench.told_of(&token).await, ("00000", 1));
}

#[tokio::test]
async fn a_silent_bank_is_undone_and_the_buyer_may_try_again() {
    let bench = Bench::new().await;
    let token = bench.session().await;
    bench.bank.answers.lock().unwrap().push(AcquirerAnswer::Silence);
    assert_eq!(bench.pay_in(&token, PAGE).await.unwrap().status, SessionStatus::Waiting);
    assert_eq!(bench.told_of(&token).await, ("02000", 1));
    bench.clock.turn(SignedDuration::from_secs(59));
    assert_eq!(bench.look(&token, PAGE).await, SessionStatus::Waiting);
    bench.clock.turn(SignedDuration::from_secs(1));
    assert_eq!(bench.look(&token, PAGE).await, SessionStatus::Undecided, "nobody waits for ever");
    assert_eq!(work::reconcile(&bench.gateway).await.unwrap(), 1);
    assert!(matches!(bench.look(&token, PAGE).await, SessionStatus::Choose { refused: Some(_) }));
    assert_eq!(bench.pay_in(&token, PAGE).await.unwrap().status, SessionStatus::Paid);
    assert_eq!(bench.told_of(&token).await, ("00000", 2));
}

#[tokio::test]
async fn a_crash_before_the_answer_is_written_leaves_the_session_to_the_reconciler() {
    let bench = Bench::new().await;
    let token = bench.session().await;
    bench.faults.refuses_answers.store(true, Ordering::SeqCst);
    assert_eq!(bench.pay_in(&token, PAGE).await.unwrap().status, SessionStatus::Waiting);
    bench.faults.refuses_answers.store(false, Ordering::SeqCst);
    assert_eq!(bench.notification_state().await, None);
    bench.clock.turn(SignedDuration::from_mins(40));
    assert_eq!(work::reconcile(&bench.gateway).await.unwrap(), 1);
    assert_eq!(bench.bank.undone.load(Ordering::SeqCst), 1);
    assert_eq!(bench.look(&token, PAGE).await, SessionStatus::Expired, "its time ran out meanwhile");
    assert_eq!(bench.told_of(&token).await, ("02004", 1));
    assert_eq!(bench.notification_state().await.unwrap().0, NotificationState::Read);
}

#[tokio::test]
async fn another_method_is_tried_where_the_line_to_a_bank_cannot_be_opened() {
    let bench = Bench::new().await;
    // CB again, as a fallback of itself, is none; there is no other method that takes this card.
    let alone = bench.session_with(&["CB"], &["CB", "AMEX"]);
    let alone = alone.await;
    bench.bank.answers.lock().unwrap().push(AcquirerAnswer::NotSent);
    let status = bench.pay_in(&alone, APP).await.unwrap().status;
    assert_eq!(
        status,
        SessionStatus::Choose { refused: ReturnCode::parse("02102") },
        "nothing happened: the app may try again"
    );
    assert_eq!(bench.told_of(&alone).await, ("02102", 1));
}

#[tokio::test]
async fn an_order_that_is_paid_is_not_paid_again_in_another_session() {
    let bench = Bench::new().await;
    for by_card in [true, false] {
        let order = format!("paid-{by_card}");
        let (first, second, third) = tokio::join!(
            bench.session_of(&order, &[], &[]),
            bench.session_of(&order, &[], &[]),
            bench.session_of(&order, &[], &[]),
        );
        // Whoever turned back in the shop: this visit's end is not waited for.
        let (reference, ticket) = bench.send_to_partner(&third, PAGE).await;
        let refused = SessionStatus::Refused { code: ReturnCode::DUPLICATE };
        if by_card {
            assert_eq!(bench.pay_in(&first, PAGE).await.unwrap().status, SessionStatus::Paid);
            assert_eq!(bench.pay_in(&second, PAGE).await.unwrap().status, refused);
        } else {
            partner::decide(&bench.gateway, &reference, &ticket, yes()).await.unwrap();
            let seen = sessions::open(&bench.gateway, &second, &visitor(PAGE)).await.unwrap();
            let visitor = visitor(PAGE);
            let elsewhere =
                sessions::pay_at_partner(&bench.gateway, seen, &visitor, choice("MOCKPAY"), Echo::empty());
            assert_eq!(elsewhere.await.unwrap().status, refused);
        }
        assert_eq!(bench.told_of(&second).await, ("02001", 1));
    }
}

#[tokio::test]
async fn a_locked_merchant_takes_no_money_in_sessions_that_are_open() {
    let bench = Bench::new().await;
    let token = bench.session().await;
    merchants::set_status(&bench.gateway, bench.merchant.id, MerchantStatus::Locked).await.unwrap();
    assert_eq!(bench.pay_in(&token, PAGE).await.err(), Some(Refusal::Unavailable));
    assert_eq!(bench.bank.asked.load(Ordering::SeqCst), 0);
    merchants::set_status(&bench.gateway, bench.merchant.id, MerchantStatus::Active).await.unwrap();
    assert_eq!(bench.pay_in(&token, PAGE).await.unwrap().status, SessionStatus::Paid);
}

#[tokio::test]
async fn time_runs_out_for_those_who_came_and_for_those_who_did_not() {
    let bench = Bench::new().await;
    let (never, opened) = (bench.session().await, bench.session().await);
    bench.look(&opened, PAGE).await;
    bench.clock.turn(SignedDuration::from_mins(30) - SignedDuration::from_millis(1));
    assert_eq!(sessions::expire_overdue(&bench.gateway).await.unwrap(), 0);
    bench.clock.turn(SignedDuration::from_millis(1));
    // Whoever asks first is told, whether the worker was there or not.
    assert_eq!(bench.told_of(&never).await, ("02534", 0));
    assert_eq!(sessions::expire_overdue(&bench.gateway).await.unwrap(), 1);
    assert_eq!(bench.told_of(&opened).await, ("02324", 0));
    assert_eq!(bench.pay_in(&opened, PAGE).await.unwrap().status, SessionStatus::Expired);
    assert_eq!(bench.bank.asked.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn sessions_of_others_and_unknown_ones_are_not_told_apart() {
    let bench = Bench::new().await;
    let token = bench.session().await;
    let wrong_secret = format!("1{}{}", "A".repeat(16), &token[17..]);
    let unknown = Some(Refusal::Unknown(ReturnCode::SESSION_UNKNOWN));
    for text in [&*wrong_secret, "", "x", &token[..32], &format!("{token}1")] {
        assert_eq!(sessions::open(&bench.gateway, text, &visitor(PAGE)).await.err(), unknown, "{text}");
        assert_eq!(sessions::get(&bench.gateway, &bench.merchant, text).await.err(), unknown, "{text}");
    }
}
