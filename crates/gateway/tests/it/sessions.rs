//! Sessions: what a buyer, a bank, a partner, the clock and a merchant do to them, and who is told.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use document::{Moment, Problems, Record as _, Text, read_json};
use domain::{
    ReturnCode,
    device::Device,
    merchant::MerchantStatus,
    notification::NotificationState,
    session_request::SessionRequest,
    transaction::{Approval, State},
};
use gateway::{
    Refusal, merchants, notifications, partner,
    ports::{Answer, Delivery, DeliveryFailure, PartnerAnswer, Redirection},
    sessions::{self, CardPayment, Client, CreateSession, Found, Look, MethodChoice, Standing, Visitor},
    work,
};
use jiff::{SignedDuration, Timestamp};
use primitives::{Cvx, Expiry, Network, Pan};

use crate::bench::{Bench, CARD, no};

const PAGE: Client = Client::Page;
const APP: Client = Client::App { waits: true };

fn visitor(client: Client) -> Visitor {
    Visitor { client, device: None::<Device> }
}

impl Bench {
    async fn session(&self, more: &str) -> String {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        self.session_of(&format!("o{}", COUNT.fetch_add(1, Ordering::Relaxed)), more).await
    }

    async fn session_of(&self, order: &str, more: &str) -> String {
        let text = format!(
            r#"{{"pointOfSaleReference":"SHOP1","order":{{"reference":"{order}","amount":1000,"currency":"EUR"}},
                "returnURL":"https://shop.example/","notificationURL":"https://shop.example/n?a=1"{more}}}"#
        );
        let request =
            SessionRequest::from_document(&read_json(text.as_bytes()).unwrap(), &mut Problems::new());
        let asked = CreateSession { request: request.unwrap(), repeatable: None };
        sessions::create(&self.gateway, &self.merchant, asked).await.unwrap().id.text()
    }

    async fn look(&self, token: &str, client: Client) -> Standing {
        sessions::open(&self.gateway, token, &visitor(client)).await.unwrap().standing
    }

    async fn pay_in(&self, token: &str, client: Client) -> Result<Look, Refusal> {
        let payment = CardPayment {
            method: choice("CB"),
            pan: Pan::parse(CARD).unwrap(),
            expiry: Expiry::parse("1299").unwrap(),
            cvx: Cvx::parse("123").ok(),
            holder: None,
            network: Some(Network::Visa),
        };
        let visitor = visitor(client);
        let seen = sessions::open(&self.gateway, token, &visitor).await?;
        sessions::pay_by_card(&self.gateway, seen, &visitor, payment).await
    }

    /// The reference and the ticket with which the partner's page is asked for.
    async fn send_to_partner(&self, token: &str, client: Client) -> (String, String) {
        let visitor = visitor(client);
        let seen = sessions::open(&self.gateway, token, &visitor).await.unwrap();
        let look = sessions::pay_elsewhere(&self.gateway, seen, &visitor, choice("MOCKPAY")).await.unwrap();
        let Standing::AtPartner { redirection: Redirection { url, .. } } = look.standing else {
            panic!("{:?}", look.standing)
        };
        let mut parts = url.rsplit('/').map(str::to_owned);
        let ticket = parts.next().unwrap();
        (parts.next().unwrap(), ticket)
    }

    async fn read(&self, token: &str) -> Found {
        sessions::get(&self.gateway, &self.merchant, token).await.unwrap()
    }

    /// The code that a merchant reads, and how many payments there are.
    async fn told_of(&self, token: &str) -> (&'static str, usize) {
        let found = self.read(token).await;
        (found.result.code(), found.transactions.len())
    }

    async fn send_what_is_due(&self) -> usize {
        let due = notifications::take(&self.gateway, 100, &[]).await.unwrap();
        let count = due.len();
        for notification in due {
            notifications::deliver(&self.gateway, notification).await.unwrap();
        }
        count
    }

    async fn notification_state(&self) -> Option<(NotificationState, u32)> {
        let all = notifications::list(&self.gateway, None, 10).await.unwrap();
        all.first().map(|notification| (notification.state, notification.attempts))
    }
}

fn choice(code: &str) -> MethodChoice {
    MethodChoice { code: code.to_owned(), contract: code.to_owned(), tries: None }
}

fn yes() -> PartnerAnswer {
    PartnerAnswer::Approved(Approval {
        authorization_number: Text::parse("P1").unwrap(),
        authorization_date: Moment(Timestamp::UNIX_EPOCH),
        issuer_transaction_id: Text::parse("1").unwrap(),
    })
}

#[tokio::test]
async fn a_paid_session_is_told_once_and_takes_no_second_payment() {
    let bench = Bench::new().await;
    let token = bench.session("").await;
    assert_eq!(bench.told_of(&token).await, ("02533", 0));
    assert_eq!(bench.look(&token, PAGE).await, Standing::Choose { refused: None });
    assert_eq!(bench.told_of(&token).await, ("02306", 0));
    assert_eq!(bench.notification_state().await, None, "nothing is final yet");

    assert_eq!(bench.pay_in(&token, PAGE).await.unwrap().standing, Standing::Paid);
    assert_eq!(bench.pay_in(&token, PAGE).await.unwrap().standing, Standing::Paid);
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
async fn reading_the_final_result_stops_the_notification_and_reading_another_does_not() {
    let bench = Bench::new().await;
    let token = bench.session("").await;
    bench.bank.answers.lock().unwrap().push(no());
    let refused = bench.pay_in(&token, PAGE).await.unwrap().standing;
    assert_eq!(refused, Standing::Choose { refused: ReturnCode::parse("01100") });
    assert_eq!(bench.told_of(&token).await, ("01100", 1));
    assert_eq!(bench.pay_in(&token, PAGE).await.unwrap().standing, Standing::Paid);
    assert_eq!(bench.notification_state().await, Some((NotificationState::Waiting, 0)));
    assert_eq!(bench.told_of(&token).await, ("00000", 2));
    assert_eq!(bench.notification_state().await, Some((NotificationState::Read, 0)));
    assert_eq!(bench.send_what_is_due().await, 0);
}

#[tokio::test]
async fn the_third_refusal_ends_a_page_and_the_first_an_app() {
    let bench = Bench::new().await;
    for (client, attempts) in [(PAGE, 3), (APP, 1)] {
        let token = bench.session("").await;
        for attempt in 1..=attempts {
            bench.bank.answers.lock().unwrap().push(no());
            let standing = bench.pay_in(&token, client).await.unwrap().standing;
            let over = matches!(standing, Standing::Refused { .. });
            assert_eq!(over, attempt == attempts, "{client:?} {attempt}: {standing:?}");
        }
        let asked = bench.bank.asked.load(Ordering::SeqCst);
        assert!(matches!(bench.pay_in(&token, client).await.unwrap().standing, Standing::Refused { .. }));
        assert_eq!(bench.bank.asked.load(Ordering::SeqCst), asked, "nobody is asked any more");
        assert_eq!(bench.told_of(&token).await, ("01100", attempts));
    }
}

#[tokio::test]
async fn two_tabs_that_pay_at_once_are_one_payment() {
    let bench = Bench::new().await;
    let token = bench.session("").await;
    let (answer, held) = tokio::sync::oneshot::channel();
    *bench.bank.meanwhile.lock().await = Some(held);
    let first = async {
        let look = bench.pay_in(&token, PAGE).await.unwrap();
        assert_eq!(look.standing, Standing::Paid);
    };
    let second = async {
        bench.bank.thinking.notified().await;
        // The bank is asked for the first tab now: the second one waits, and cannot cancel either.
        assert_eq!(bench.pay_in(&token, PAGE).await.unwrap().standing, Standing::Waiting);
        let cancelled = sessions::cancel(&bench.gateway, &token, &visitor(PAGE)).await.unwrap();
        assert_eq!(cancelled.standing, Standing::Waiting);
        let old_app = Client::App { waits: false };
        assert_eq!(bench.look(&token, old_app).await, Standing::Undecided, "it would spin for ever");
        answer.send(()).unwrap();
    };
    tokio::join!(first, second);
    assert_eq!(bench.bank.asked.load(Ordering::SeqCst), 1);
    assert_eq!(bench.told_of(&token).await, ("00000", 1));
}

#[tokio::test]
async fn a_silent_bank_is_undone_and_the_buyer_may_try_again() {
    let bench = Bench::new().await;
    let token = bench.session("").await;
    bench.bank.answers.lock().unwrap().push(Answer::Silence);
    assert_eq!(bench.pay_in(&token, PAGE).await.unwrap().standing, Standing::Waiting);
    assert_eq!(bench.told_of(&token).await, ("02000", 1));
    bench.clock.turn(SignedDuration::from_secs(59));
    assert_eq!(bench.look(&token, PAGE).await, Standing::Waiting);
    bench.clock.turn(SignedDuration::from_secs(1));
    assert_eq!(bench.look(&token, PAGE).await, Standing::Undecided, "nobody waits for ever");
    assert_eq!(work::reconcile(&bench.gateway).await.unwrap(), 1);
    assert!(matches!(bench.look(&token, PAGE).await, Standing::Choose { refused: Some(_) }));
    assert_eq!(bench.pay_in(&token, PAGE).await.unwrap().standing, Standing::Paid);
    assert_eq!(bench.told_of(&token).await, ("00000", 2));
}

#[tokio::test]
async fn a_crash_before_the_answer_is_written_leaves_the_session_to_the_reconciler() {
    let bench = Bench::new().await;
    let token = bench.session("").await;
    bench.store.refuses_answers.store(true, Ordering::SeqCst);
    assert_eq!(bench.pay_in(&token, PAGE).await.unwrap().standing, Standing::Waiting);
    bench.store.refuses_answers.store(false, Ordering::SeqCst);
    assert_eq!(bench.notification_state().await, None);
    bench.clock.turn(SignedDuration::from_mins(40));
    assert_eq!(work::reconcile(&bench.gateway).await.unwrap(), 1);
    assert_eq!(bench.bank.undone.load(Ordering::SeqCst), 1);
    assert_eq!(bench.look(&token, PAGE).await, Standing::Expired, "its time ran out meanwhile");
    assert_eq!(bench.told_of(&token).await, ("02004", 1));
    assert_eq!(bench.notification_state().await.unwrap().0, NotificationState::Read);
}

#[tokio::test]
async fn another_method_is_tried_where_the_line_to_a_bank_cannot_be_opened() {
    let bench = Bench::new().await;
    // CB again, as a fallback of itself, is none; there is no other method that takes this card.
    let alone = bench
        .session(r#","paymentMethod":{"paymentMethodIDs":["CB"],"fallbackPaymentMethodIDs":["CB","AMEX"]}"#);
    let alone = alone.await;
    bench.bank.answers.lock().unwrap().push(Answer::NotSent);
    let standing = bench.pay_in(&alone, APP).await.unwrap().standing;
    assert_eq!(
        standing,
        Standing::Choose { refused: ReturnCode::parse("02102") },
        "nothing happened: the app may try again"
    );
    assert_eq!(bench.told_of(&alone).await, ("02102", 1));
}

#[tokio::test]
async fn a_partner_accepts_refuses_or_is_given_up_and_each_is_told() {
    let bench = Bench::new().await;
    let given_up = || PartnerAnswer::Declined(ReturnCode::ABANDONED);
    let refused = || PartnerAnswer::Declined(ReturnCode::PARTNER_REFUSED);
    let choose = |code| Standing::Choose { refused: ReturnCode::parse(code) };
    for (client, answer, standing, code) in [
        (PAGE, yes(), Standing::Paid, "00000"),
        (APP, yes(), Standing::Paid, "00000"),
        (PAGE, refused(), choose("02020"), "02020"),
        (APP, refused(), Standing::Refused { code: ReturnCode::PARTNER_REFUSED }, "02020"),
        (PAGE, given_up(), choose("02008"), "02008"),
        (APP, given_up(), Standing::Cancelled, "02008"),
    ] {
        let token = bench.session("").await;
        let (reference, ticket) = bench.send_to_partner(&token, client).await;
        assert_eq!(bench.told_of(&token).await, ("02306", 1));
        let visit = partner::decide(&bench.gateway, &reference, &ticket, answer.clone()).await.unwrap();
        let host =
            if client == APP { "https://api.example/pay/back?" } else { "https://pay.example/pay/back?" };
        assert!(visit.back.starts_with(host) && !visit.is_open, "{}", visit.back);
        assert_eq!(bench.look(&token, client).await, standing);
        assert_eq!(bench.told_of(&token).await, (code, 1));
        // Said twice, it changes nothing.
        partner::decide(&bench.gateway, &reference, &ticket, refused()).await.unwrap();
        assert_eq!(bench.told_of(&token).await, (code, 1));
    }
}

#[tokio::test]
async fn an_order_that_is_paid_is_not_paid_again_in_another_session() {
    let bench = Bench::new().await;
    for by_card in [true, false] {
        let order = format!("paid-{by_card}");
        let (first, second, third) = tokio::join!(
            bench.session_of(&order, ""),
            bench.session_of(&order, ""),
            bench.session_of(&order, ""),
        );
        // Whoever turned back in the shop: this visit's end is not waited for.
        let (reference, ticket) = bench.send_to_partner(&third, PAGE).await;
        let refused = Standing::Refused { code: ReturnCode::DUPLICATE };
        if by_card {
            assert_eq!(bench.pay_in(&first, PAGE).await.unwrap().standing, Standing::Paid);
            assert_eq!(bench.pay_in(&second, PAGE).await.unwrap().standing, refused);
        } else {
            partner::decide(&bench.gateway, &reference, &ticket, yes()).await.unwrap();
            let seen = sessions::open(&bench.gateway, &second, &visitor(PAGE)).await.unwrap();
            let visitor = visitor(PAGE);
            let elsewhere = sessions::pay_elsewhere(&bench.gateway, seen, &visitor, choice("MOCKPAY"));
            assert_eq!(elsewhere.await.unwrap().standing, refused);
        }
        assert_eq!(bench.told_of(&second).await, ("02001", 1));
    }
}

#[tokio::test]
async fn a_locked_merchant_takes_no_money_in_sessions_that_are_open() {
    let bench = Bench::new().await;
    let token = bench.session("").await;
    merchants::set_status(&bench.gateway, bench.merchant.id, MerchantStatus::Locked).await.unwrap();
    assert_eq!(bench.pay_in(&token, PAGE).await.err(), Some(Refusal::Unavailable));
    assert_eq!(bench.bank.asked.load(Ordering::SeqCst), 0);
    merchants::set_status(&bench.gateway, bench.merchant.id, MerchantStatus::Active).await.unwrap();
    assert_eq!(bench.pay_in(&token, PAGE).await.unwrap().standing, Standing::Paid);
}

#[tokio::test]
async fn a_guessed_ticket_opens_nothing() {
    let bench = Bench::new().await;
    let token = bench.session("").await;
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
    let token = bench.session("").await;
    let (reference, ticket) = bench.send_to_partner(&token, PAGE).await;
    let look = sessions::abandon(&bench.gateway, &token, &visitor(PAGE)).await.unwrap();
    assert!(matches!(look.standing, Standing::Choose { .. }), "{:?}", look.standing);
    assert_eq!(look.session.attempts_left, 3, "turning back is no refusal");
    assert_eq!(bench.pay_in(&token, PAGE).await.unwrap().standing, Standing::Paid);

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
    let token = bench.session("").await;
    let (reference, ticket) = bench.send_to_partner(&token, PAGE).await;
    let decide = || partner::decide(&bench.gateway, &reference, &ticket, yes());
    bench.store.refuses_answers.store(true, Ordering::SeqCst);
    assert_eq!(decide().await.err(), Some(Refusal::Unavailable));
    bench.store.refuses_answers.store(false, Ordering::SeqCst);
    assert_eq!(bench.told_of(&token).await, ("02306", 1));
    decide().await.unwrap();
    assert_eq!(bench.told_of(&token).await, ("00000", 1));
}

#[tokio::test]
async fn a_partner_that_has_not_decided_is_asked_until_it_has() {
    let bench = Bench::new().await;
    let token = bench.session("").await;
    let (reference, ticket) = bench.send_to_partner(&token, PAGE).await;
    let held = PartnerAnswer::Held(Text::parse("later").unwrap());
    assert!(partner::decide(&bench.gateway, &reference, &ticket, held).await.unwrap().is_open);
    assert_eq!(bench.look(&token, PAGE).await, Standing::Waiting);
    assert_eq!(bench.told_of(&token).await, ("02016", 1));
    bench.clock.turn(SignedDuration::from_secs(2));
    assert_eq!(work::reconcile(&bench.gateway).await.unwrap(), 1);
    assert_eq!(bench.look(&token, PAGE).await, Standing::Waiting, "still not");
    bench.clock.turn(SignedDuration::from_hours(1));
    assert_eq!(bench.look(&token, PAGE).await, Standing::Undecided);
    assert_eq!(bench.notification_state().await, None, "no outcome, nothing to tell");
    bench.bank.statuses.lock().unwrap().push(yes());
    assert_eq!(work::reconcile(&bench.gateway).await.unwrap(), 1);
    assert_eq!(bench.look(&token, PAGE).await, Standing::Paid);
    assert_eq!(bench.send_what_is_due().await, 1);
}

#[tokio::test]
async fn whoever_does_not_come_back_from_a_partner_is_not_waited_for() {
    let bench = Bench::new().await;
    let token = bench.session("").await;
    bench.send_to_partner(&token, PAGE).await;
    bench.clock.turn(SignedDuration::from_mins(31));
    assert_eq!(sessions::expire_overdue(&bench.gateway).await.unwrap(), 0, "a payment is out");
    assert_eq!(work::reconcile(&bench.gateway).await.unwrap(), 1);
    assert_eq!(bench.look(&token, PAGE).await, Standing::Expired);
    assert_eq!(bench.told_of(&token).await, ("02004", 1));
}

#[tokio::test]
async fn time_runs_out_for_those_who_came_and_for_those_who_did_not() {
    let bench = Bench::new().await;
    let (never, opened) = (bench.session("").await, bench.session("").await);
    bench.look(&opened, PAGE).await;
    bench.clock.turn(SignedDuration::from_mins(30) - SignedDuration::from_millis(1));
    assert_eq!(sessions::expire_overdue(&bench.gateway).await.unwrap(), 0);
    bench.clock.turn(SignedDuration::from_millis(1));
    // Whoever asks first is told, whether the worker was there or not.
    assert_eq!(bench.told_of(&never).await, ("02534", 0));
    assert_eq!(sessions::expire_overdue(&bench.gateway).await.unwrap(), 1);
    assert_eq!(bench.told_of(&opened).await, ("02324", 0));
    assert_eq!(bench.pay_in(&opened, PAGE).await.unwrap().standing, Standing::Expired);
    assert_eq!(bench.bank.asked.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn a_notification_is_repeated_each_minute_for_two_hours() {
    let bench = Bench::new().await;
    let token = bench.session("").await;
    sessions::cancel(&bench.gateway, &token, &visitor(PAGE)).await.unwrap();
    let mut sent = 0;
    for _ in 0..(3 * 60 * 2) {
        let answers = [Delivery::Answered(422), Delivery::Answered(301), Delivery::Answered(500)];
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
    let token = bench.session("").await;
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
    assert_eq!(seen, [(1, None), (2, Some(Delivery::Answered(200)))]);
}

#[tokio::test]
async fn whoever_is_held_up_after_taking_a_notification_leaves_it_to_others() {
    let bench = Bench::new().await;
    let token = bench.session("").await;
    sessions::cancel(&bench.gateway, &token, &visitor(PAGE)).await.unwrap();
    let slow = notifications::take(&bench.gateway, 10).await.unwrap().pop().unwrap();
    bench.clock.turn(SignedDuration::from_secs(70));
    assert_eq!(bench.send_what_is_due().await, 1);
    let late = notifications::deliver(&bench.gateway, slow).await.unwrap();
    assert_eq!(late, Delivery::Failed(DeliveryFailure::Late));
    assert_eq!(bench.shops.told.lock().unwrap().len(), 1, "the same token came twice");

    // Also where nobody else has taken it yet: it is due when it would have been, had its taker died.
    let token = bench.session("").await;
    sessions::cancel(&bench.gateway, &token, &visitor(PAGE)).await.unwrap();
    let slow = notifications::take(&bench.gateway, 10).await.unwrap().pop().unwrap();
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
    let token = bench.session("").await;
    sessions::cancel(&bench.gateway, &token, &visitor(PAGE)).await.unwrap();
    // Whoever took it died, and nobody was there for longer than it is repeated.
    assert_eq!(notifications::take(&bench.gateway, 10).await.unwrap().len(), 1);
    bench.clock.turn(SignedDuration::from_hours(3));
    assert_eq!(bench.send_what_is_due().await, 1);
    assert_eq!(bench.notification_state().await, Some((NotificationState::Delivered, 2)));
}

#[tokio::test]
async fn many_who_send_at_once_send_each_once() {
    let bench = Arc::new(Bench::new().await);
    for _ in 0..20 {
        let token = bench.session("").await;
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
async fn sessions_of_others_and_unknown_ones_are_not_told_apart() {
    let bench = Bench::new().await;
    let token = bench.session("").await;
    let wrong_secret = format!("1{}{}", "A".repeat(16), &token[17..]);
    let unknown = Some(Refusal::Unknown(ReturnCode::SESSION_UNKNOWN));
    for text in [&*wrong_secret, "", "x", &token[..32], &format!("{token}1")] {
        assert_eq!(sessions::open(&bench.gateway, text, &visitor(PAGE)).await.err(), unknown, "{text}");
        assert_eq!(sessions::get(&bench.gateway, &bench.merchant, text).await.err(), unknown, "{text}");
    }
}
