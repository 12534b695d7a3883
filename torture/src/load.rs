//! Shops at work: payments, and captures, refunds and cancels on the same few of them, each request under a key of its
//! own, so that it can be sent again until it is answered.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use client::{Answer, Connection, Method, Shop};

use crate::{
    Failure,
    books::{Ask, Books, Kind, Target, Told},
};

/// Payments on which actions are tried at a time: few, so that they meet.
const OPEN_TARGETS: usize = 12;
const PATIENCE: Duration = Duration::from_secs(60);
/// A minute for what was asked of a bank, and the time in which nothing ran.
const MOST_UNANSWERED: Duration = Duration::from_secs(75);

/// One shop, until the gateway is gone or the time is over.
pub(crate) async fn work(shop: Shop, books: Arc<Books>, mut dice: fastrand::Rng, until: Instant) {
    let Ok(mut connection) = shop.connect().await else { return };
    while Instant::now() < until {
        let ask = next(&books, &mut dice);
        books.ask(ask.clone());
        match send(&mut connection, &ask).await {
            Some(answer) => match read(&answer) {
                Some(told) => books.tell(&ask.key, told),
                // Turned away, or a repeat of one that runs: it is asked again after the round.
                None if is_try_again(&answer) => {}
                None => return,
            },
            None => return,
        }
    }
}

/// Every request that was not answered is sent again under its key: exactly what a careful shop does. One whose first
/// call had asked a bank is answered when the reconciler has finished it; it is left for later, or waited for.
pub(crate) async fn answer_all(shop: &Shop, books: &Books, wait: bool) -> Result<usize, Failure> {
    let mut connection = connect(shop, Instant::now() + PATIENCE).await?;
    loop {
        let unanswered = books.unanswered();
        for ask in &unanswered {
            match send(&mut connection, ask).await {
                Some(answer) => match read(&answer) {
                    Some(told) => books.tell(&ask.key, told),
                    None if is_try_again(&answer) => {}
                    None => {
                        let (status, body) = (answer.status, answer.body_text());
                        return Err(Failure::Violated(format!("{ask:?} is answered with {status} {body}")));
                    }
                },
                None => connection = connect(shop, Instant::now() + PATIENCE).await?,
            }
        }
        let left = books.unanswered();
        if let Some(old) = left.iter().find(|ask| ask.asked.elapsed() > MOST_UNANSWERED) {
            return Err(Failure::Violated(format!("{old:?} is not answered within a minute")));
        }
        if left.is_empty() || !wait {
            return Ok(unanswered.len() - left.len());
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

pub(crate) async fn connect(shop: &Shop, end: Instant) -> Result<Connection, Failure> {
    loop {
        match shop.connect().await {
            Ok(connection) => return Ok(connection),
            Err(error) if Instant::now() > end => {
                return Err(Failure::Violated(format!("the gateway cannot be reached: {error}")));
            }
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

fn next(books: &Books, dice: &mut fastrand::Rng) -> Ask {
    let target = {
        let pages = books.open();
        let open = &pages.targets[pages.targets.len().saturating_sub(OPEN_TARGETS)..];
        dice.choice(open).cloned()
    };
    match target {
        Some(target) if dice.u8(..10) < 7 => action(&target, dice),
        _ => payment(dice),
    }
}

/// Never starts again: every amount on a payment is another, so that an action that happened twice shows.
fn number() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

fn payment(dice: &mut fastrand::Rng) -> Ask {
    let number = number();
    // Now and then a bank that takes its time, and one that says nothing.
    let amount = match dice.u8(..50) {
        0 => 77_701,
        1..=3 => 77_702,
        4 => 33_305,
        _ => dice.i64(40_000..77_000),
    };
    let capture = if dice.u8(..3) == 0 { "AUTOMATIC" } else { "MANUAL" };
    let body = format!(
        r#"{{"paymentMethodId":"CB","order":{{"reference":"t-{number}","amount":{amount},"currency":"EUR"}},
            "payment":{{"paymentType":"ONE_OFF","capture":"{capture}"}},
            "paymentInstrument":{{"selectedPaymentInstrument":"CardManualEntry","number":"4970105151515140",
            "expirationDate":"1235","cvx":"123"}}}}"#
    );
    Ask {
        key: format!("key-{number}"),
        kind: Kind::Payment,
        path: "/v1/checkout/payments".to_owned(),
        body,
        amount,
        payment: None,
        asked: Instant::now(),
        told: None,
    }
}

fn action(target: &Target, dice: &mut fastrand::Rng) -> Ask {
    let number = number();
    let (kind, word) = match dice.u8(..10) {
        0..=4 => (Kind::Capture, "captures"),
        5..=7 => (Kind::Refund, "refunds"),
        _ => (Kind::Cancel, "cancels"),
    };
    // From a hundredth to a third of the payment, and never the same twice.
    let most = (target.amount / 3).max(2);
    let amount =
        (dice.i64(target.amount / 100..most) / 10_000 * 10_000) + i64::try_from(number % 10_000).unwrap_or(1);
    Ask {
        key: format!("key-{number}"),
        kind,
        path: format!("/v1/checkout/transactions/{}/{word}", target.id),
        body: format!(r#"{{"amount":{amount},"merchantReference":"m-{number}"}}"#),
        amount,
        payment: Some(target.id.clone()),
        asked: Instant::now(),
        told: None,
    }
}

async fn send(connection: &mut Connection, ask: &Ask) -> Option<Answer> {
    let headers: [(&str, &str); 2] = [("content-type", "application/json"), ("idempotency-key", &ask.key)];
    let body = document::read_json(ask.body.as_bytes()).ok()?;
    connection.send(Method::POST, &ask.path, &headers, Some(&body)).await.ok()
}

fn read(answer: &Answer) -> Option<Told> {
    if answer.status != 201 && answer.status != 202 {
        return None;
    }
    let text = |path: &[&str]| answer.text(path).map(str::to_owned);
    Some(Told {
        id: text(&["transaction", "id"])?,
        title: text(&["result", "title"])?,
        code: text(&["result", "code"])?,
        pending: answer.status == 202,
    })
}

/// Nothing was done, or the first request under the key still runs.
fn is_try_again(answer: &Answer) -> bool {
    answer.status == 503 && answer.header("retry-after").is_some()
        || answer.status == 409 && answer.text(&["code"]) == Some("02002")
}
