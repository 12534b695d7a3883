//! At a partner.

use std::sync::atomic::Ordering;

use document::Text;
use domain::{ReturnCode, transaction::State};
use gateway::{
    Refusal, partner,
    ports::PartnerAnswer,
    sessions::{self, SessionStatus},
    work,
};
use jiff::SignedDuration;

use super::{APP, PAGE, visitor, yes};
use crate::bench::Bench;

#[tokio::test]
async fn a_partner_accepts_refuses_or_is_given_up_and_each_is_told() {
    let bench = Bench::new().await;
    let given_up = || PartnerAnswer::Declined(ReturnCode::ABANDONED);
    let refused = || PartnerAnswer::Declined(ReturnCode::PARTNER_REFUSED);
    let choose = |code| SessionStatus::Choose { refused: ReturnCode::parse(code) };
    for (client, answer, status, code) in [
        (PAGE, yes(), SessionStatus::Paid, "00000"),
        (APP, yes(), SessionStatus::Paid, "00000"),
        (PAGE, refused(), choose("02020"), "02020"),
        (APP, refused(), SessionStatus::Refused { code: ReturnCode::PARTNER_REFUSED }, "02020"),
        (PAGE, given_up(), choose("02008"), "02008"),
        (APP, given_up(), SessionStatus::Cancelled, "02008"),
    ] {
        let token = bench.session().await;
        let (reference, ticket) = bench.send_to_partner(&token, client).await;
        assert_eq!(bench.told_of(&token).await, ("02306", 1));
        let visit = partner::decide(&bench.gateway, &reference, &ticket, answer.clone()).await.unwrap();
        let host =
            if client == APP { "https://api.example/pay/back?" } else { "https://pay.example/pay/back?" };
        assert!(visit.back.starts_with(host) && !visit.is_open, "{}", visit.back);
        assert_eq!(bench.look(&token, client).await, status);
        assert_eq!(bench.told_of(&token).await, (code, 1));
        // Said twice, it changes nothing.
        partner::decide(&bench.gateway, &reference, &ticket, refused()).await.unwrap();
        assert_eq!(bench.told_of(&token).await, (code, 1));
    }
}

#[tokio::test]
async fn a_guessed_ticket_opens_nothing() {
    let bench = Bench::new().await;
    let token = bench.session().await;
    let (reference, ticket) = bench.send_to_partner(&token, PAGE).await;
    let other = reference.replace("page", "app");
    for (reference, ticket) in [(&*reference, "0"), (&*reference, ""), (&*other, &*ticket), ("x", &*ticket)] {
        let refused = partner::decide(&bench.gateway, reference, ticket, yes()).await.err();
        assert_eq!(refused, Some(Refusal::Unknown(ReturnCode::TRANSACTION_UNKNOWN)));
    }
}

#[tokio::test]
async fn a_yes_after_the_buyer_has_left_the_partner_is_undone() {
    let bench = Bench::new().await;
    let token = bench.session().await;
    let (reference, ticket) = bench.send_to_partner(&token, PAGE).await;
    let shown = sessions::abandon(&bench.gateway, &token, &visitor(PAGE)).await.unwrap();
    assert!(matches!(shown.status, SessionStatus::Choose { .. }), "{:?}", shown.status);
    assert_eq!(shown.session.attempts_left, 3, "turning back is no refusal");
    assert_eq!(bench.pay_in(&token, PAGE).await.unwrap().status, SessionStatus::Paid);

    partner::decide(&bench.gateway, &reference, &ticket, yes()).await.unwrap();
    let undone = bench.bank.undone.load(Ordering::SeqCst);
    assert_eq!(work::reconcile(&bench.gateway).await.unwrap(), 1);
    assert_eq!(bench.bank.undone.load(Ordering::SeqCst), undone + 1);
    let found = bench.read(&token).await;
    let accepted = found.transactions.iter().filter(|one| matches!(one.state, State::Accepted(_)));
    assert_eq!(accepted.count(), 1);
}

#[tokio::test]
async fn a_partner_whose_word_cannot_be_written_is_told_so_and_says_it_again() {
    let bench = Bench::new().await;
    let token = bench.session().await;
    let (reference, ticket) = bench.send_to_partner(&token, PAGE).await;
    let decide = || partner::decide(&bench.gateway, &reference, &ticket, yes());
    bench.faults.refuses_answers.store(true, Ordering::SeqCst);
    assert_eq!(decide().await.err(), Some(Refusal::Unavailable));
    bench.faults.refuses_answers.store(false, Ordering::SeqCst);
    assert_eq!(bench.told_of(&token).await, ("02306", 1));
    decide().await.unwrap();
    assert_eq!(bench.told_of(&token).await, ("00000", 1));
}

#[tokio::test]
async fn a_partner_that_has_not_decided_is_asked_until_it_has() {
    let bench = Bench::new().await;
    let token = bench.session().await;
    let (reference, ticket) = bench.send_to_partner(&token, PAGE).await;
    let held = PartnerAnswer::Held(Text::parse("later").unwrap());
    assert!(partner::decide(&bench.gateway, &reference, &ticket, held).await.unwrap().is_open);
    assert_eq!(bench.look(&token, PAGE).await, SessionStatus::Waiting);
    assert_eq!(bench.told_of(&token).await, ("02016", 1));
    bench.clock.turn(SignedDuration::from_secs(2));
    assert_eq!(work::reconcile(&bench.gateway).await.unwrap(), 1);
    assert_eq!(bench.look(&token, PAGE).await, SessionStatus::Waiting, "still not");
    bench.clock.turn(SignedDuration::from_hours(1));
    assert_eq!(bench.look(&token, PAGE).await, SessionStatus::Undecided);
    assert_eq!(bench.notification_state().await, None, "no outcome, nothing to tell");
    bench.bank.statuses.lock().unwrap().push(yes());
    assert_eq!(work::reconcile(&bench.gateway).await.unwrap(), 1);
    assert_eq!(bench.look(&token, PAGE).await, SessionStatus::Paid);
    assert_eq!(bench.send_what_is_due().await, 1);
}

#[tokio::test]
async fn whoever_does_not_come_back_from_a_partner_is_not_waited_for() {
    let bench = Bench::new().await;
    let token = bench.session().await;
    bench.send_to_partner(&token, PAGE).await;
    bench.clock.turn(SignedDuration::from_mins(31));
    assert_eq!(sessions::expire_overdue(&bench.gateway).await.unwrap(), 0, "a payment is out");
    assert_eq!(work::reconcile(&bench.gateway).await.unwrap(), 1);
    assert_eq!(bench.look(&token, PAGE).await, SessionStatus::Expired);
    assert_eq!(bench.told_of(&token).await, ("02004", 1));
}
