//! Shops at work: payments, and captures, refunds and cancels on a few of them. Each request has a key of its
//! own, so that it can be repeated until it is answered.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use client::{Answer, Client, Connection, Method};
use tokio::{task::JoinSet, time::sleep};

use crate::{
    Failure,
    books::{Ask, Books, Kind, Target, Told},
    merchants::{Merchant, WALLET},
    sessions::{self, Buyers},
};

/// The number of payments on which actions are tried at a time. It is small, so that actions on one payment
/// are concurrent.
const OPEN_TARGETS: usize = 12;
/// The pause before a request is repeated. It is shorter than a gateway asks for, because the round is short.
pub(crate) const RETRY_AFTER: Duration = Duration::from_millis(100);
const CARD: &str = r#""selectedPaymentInstrument":"CardManualEntry","number":"4970105151515140","expirationDate":"1235",
    "cvx":"123""#;
const WAIT_LIMIT: Duration = Duration::from_secs(60);
/// The time after which a request must have an answer: a minute for a bank, and the time in which nothing
/// ran.
const MAX_UNANSWERED: Duration = Duration::from_secs(75);

/// Shops that send one request after the other, each over a connection of its own.
pub(crate) struct Load(JoinSet<Result<(), Failure>>);

/// The number and speed of the shops.
#[derive(Clone, Copy)]
pub(crate) struct Pace {
    pub(crate) shops: usize,
    /// The number of buyers beside the shops, each in one session after the other.
    pub(crate) buyers: usize,
    /// The percentage of payments whose bank answers slowly.
    pub(crate) slow_percent: u8,
    /// The pause between an answer and the next request.
    pub(crate) pause: Duration,
    pub(crate) until: Instant,
    pub(crate) hang_ups: HangUps,
}

/// What it means that a gateway hangs up instead of answering.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum HangUps {
    /// A process was killed: the shop stops, and asks again after the round.
    Expected,
    /// Every process is there, so every request must be answered.
    Wrong,
}

impl HangUps {
    pub(crate) fn judge(self, what: impl FnOnce() -> String) -> Result<(), Failure> {
        match self {
            Self::Expected => Ok(()),
            Self::Wrong => Err(Failure::Violated(format!("{} is not answered: the gateway hung up", what()))),
        }
    }
}

impl Load {
    pub(crate) fn start(
        lines: &[Client],
        merchants: &[Merchant],
        books: &Arc<Books>,
        buyers: &Buyers,
        dice: &mut fastrand::Rng,
        pace: Pace,
    ) -> Self {
        let merchants: Arc<[Merchant]> = merchants.into();
        let mut shops = JoinSet::new();
        for line in lines.iter().cycle().take(pace.shops) {
            let (books, merchants) = (Arc::clone(books), Arc::clone(&merchants));
            shops.spawn(work(line.clone(), merchants, books, dice.fork(), pace));
        }
        for line in lines.iter().cycle().take(pace.buyers) {
            let merchants = Arc::clone(&merchants);
            shops.spawn(sessions::work(line.clone(), merchants, buyers.clone(), dice.fork()));
        }
        Self(shops)
    }

    /// Stops all shops, also those that wait for an answer.
    pub(crate) async fn stop(mut self) -> Result<(), Failure> {
        self.0.abort_all();
        self.end().await
    }

    /// Waits for the last answer of every shop.
    pub(crate) async fn end(mut self) -> Result<(), Failure> {
        while let Some(shop) = self.0.join_next().await {
            // A shop that was stopped has no result.
            shop.unwrap_or(Ok(()))?;
        }
        Ok(())
    }
}

/// Runs one shop, until the gateway is gone or the time is over.
async fn work(
    line: Client,
    merchants: Arc<[Merchant]>,
    books: Arc<Books>,
    mut dice: fastrand::Rng,
    pace: Pace,
) -> Result<(), Failure> {
    let Ok(mut connection) = line.connect().await else { return Ok(()) };
    while Instant::now() < pace.until {
        let Some(ask) = next(&merchants, &books, &mut dice, pace.slow_percent) else { return Ok(()) };
        books.ask(ask.clone());
        let Some(answer) = send(&mut connection, &ask).await else {
            return pace.hang_ups.judge(|| format!("{ask:?}"));
        };
        hear(&books, &ask, &answer)?;
        // A 503 asks for a pause before the request is repeated.
        sleep(if answer.status == 503 { RETRY_AFTER } else { pace.pause }).await;
    }
    Ok(())
}

/// Repeats every unanswered request under its key, as a careful shop does. A request whose first call had
/// asked a bank is answered when the reconciler has finished it. With `wait` that is waited for, otherwise it
/// is left for later.
pub(crate) async fn answer_all(shop: &Client, books: &Books, wait: bool) -> Result<usize, Failure> {
    let mut connection = connect(shop, Instant::now() + WAIT_LIMIT).await?;
    loop {
        let unanswered = books.unanswered();
        for ask in &unanswered {
            match send(&mut connection, ask).await {
                Some(answer) => hear(books, ask, &answer)?,
                None => connection = connect(shop, Instant::now() + WAIT_LIMIT).await?,
            }
        }
        let left = books.unanswered();
        if let Some(old) = left.iter().find(|ask| ask.asked.elapsed() > MAX_UNANSWERED) {
            return Err(Failure::Violated(format!("{old:?} is not answered within a minute")));
        }
        if left.is_empty() || !wait {
            return Ok(unanswered.len() - left.len());
        }
        sleep(Duration::from_millis(200)).await;
    }
}

pub(crate) async fn connect(shop: &Client, end: Instant) -> Result<Connection, Failure> {
    loop {
        match shop.connect().await {
            Ok(connection) => return Ok(connection),
            Err(error) if Instant::now() > end => {
                return Err(Failure::Violated(format!("the gateway cannot be reached: {error}")));
            }
            Err(_) => sleep(Duration::from_millis(50)).await,
        }
    }
}

fn next(merchants: &[Merchant], books: &Books, dice: &mut fastrand::Rng, slow_percent: u8) -> Option<Ask> {
    let target = {
        let pages = books.open();
        let open = &pages.targets[pages.targets.len().saturating_sub(OPEN_TARGETS)..];
        dice.choice(open).cloned()
    };
    match target {
        Some(target) if dice.u8(..10) < 7 => Some(action(&target, dice)),
        _ => Some(payment(dice.choice(merchants)?, dice, slow_percent)),
    }
}

/// Returns the next number. It never starts again, so that every amount on a payment differs and an action
/// that was done twice shows.
pub(crate) fn number() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

fn payment(merchant: &Merchant, dice: &mut fastrand::Rng, slow_percent: u8) -> Ask {
    let number = number();
    // Some banks do not answer, some refuse, and some answer slowly.
    let amount = match dice.u8(..100) {
        0 | 1 => 77_701,
        2 | 3 => 33_305,
        drawn if drawn < 4 + slow_percent => 77_702,
        _ => dice.i64(40_000..77_000),
    };
    let capture = if dice.u8(..3) == 0 { "AUTOMATIC" } else { "MANUAL" };
    let instrument = match dice.u8(..3) {
        0 => format!(r#""selectedPaymentInstrument":"MXWallet","id":"{WALLET}""#),
        _ => CARD.to_owned(),
    };
    let body = format!(
        r#"{{"paymentMethodId":"CB","order":{{"reference":"t-{number}","amount":{amount},"currency":"EUR"}},
            "payment":{{"paymentType":"ONE_OFF","capture":"{capture}"}},"paymentInstrument":{{{instrument}}}}}"#
    );
    Ask {
        number,
        key: format!("key-{number}"),
        merchant: merchant.clone(),
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
    // The amount is a hundredth to a third of the payment, and differs each time.
    let most = (target.amount / 3).max(2);
    let amount =
        (dice.i64(target.amount / 100..most) / 10_000 * 10_000) + i64::try_from(number % 10_000).unwrap_or(1);
    Ask {
        number,
        key: format!("key-{number}"),
        merchant: target.merchant.clone(),
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
    let headers = [("authorization", &*ask.merchant.authorization), ("idempotency-key", &ask.key)];
    let body = document::read_json(ask.body.as_bytes()).ok()?;
    connection.send(Method::POST, &ask.path, &headers, Some(&body)).await.ok()
}

/// Records an answer. While others are killed, a gateway may only give the answer or ask to be asked again,
/// which is done after the round. Anything else is a fault, even if the next try would go well.
fn hear(books: &Books, ask: &Ask, answer: &Answer) -> Result<(), Failure> {
    match read(answer) {
        Some(told) => books.tell(ask.number, told),
        None if is_try_again(answer) => {}
        None => {
            let (status, body) = (answer.status, answer.body_text());
            return Err(Failure::Violated(format!("{ask:?} is answered with {status} {body}")));
        }
    }
    Ok(())
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

/// Whether nothing was done, or the first request under the key is still running.
pub(crate) fn is_try_again(answer: &Answer) -> bool {
    answer.status == 503 && answer.header("retry-after").is_some()
        || answer.status == 409 && answer.text(&["code"]) == Some("02002")
}
