//! A shop that makes sessions, and the buyer of each, who pays by card in two tabs at once or at the partner.

use std::{sync::Arc, time::Instant};

use client::{Answer, Client, Connection, Method, Trust};
use document::{Tree, read_json};
use tokio::time::sleep;

use super::{Books, books::Reading};
use crate::{
    Failure,
    load::{HangUps, RETRY_AFTER, is_try_again, number},
    merchants::Merchant,
};

/// The data of a buyer's task besides its connection.
#[derive(Clone)]
pub(crate) struct Buyers {
    pub(crate) books: Arc<Books>,
    /// The notification URL.
    pub(crate) notified: Arc<str>,
    pub(crate) until: Instant,
    pub(crate) hang_ups: HangUps,
}

const SESSIONS: &str = "/v1/checkout/payments/sessions";
/// The largest number of tries: after a refusal the buyer tries again, twice at most.
const MAX_TRIES: usize = 3;

/// The reason for which a buyer stops.
enum Stop {
    /// The gateway, or the connection to it, is gone.
    Gone,
    Wrong(Failure),
}

type Done<T> = Result<T, Stop>;

/// Runs one session after the other, until the gateway is gone or the time is over.
pub(crate) async fn work(
    line: Client,
    merchants: Arc<[Merchant]>,
    buyers: Buyers,
    mut dice: fastrand::Rng,
) -> Result<(), Failure> {
    let (Ok(mut one), Ok(mut other)) = (line.connect().await, line.connect().await) else { return Ok(()) };
    while Instant::now() < buyers.until {
        let Some(merchant) = dice.choice(&*merchants) else { return Ok(()) };
        match session(&mut one, &mut other, merchant, &buyers, &mut dice).await {
            Ok(()) => {}
            Err(Stop::Gone) => return buyers.hang_ups.judge(|| "a buyer's request".to_owned()),
            Err(Stop::Wrong(failure)) => return Err(failure),
        }
    }
    Ok(())
}

async fn session(
    one: &mut Connection,
    other: &mut Connection,
    merchant: &Merchant,
    buyers: &Buyers,
    dice: &mut fastrand::Rng,
) -> Done<()> {
    let Some(id) = make(one, merchant, buyers, dice).await? else { return Ok(()) };
    let books = &buyers.books;
    match dice.u8(..10) {
        0 => hear(books, &id, &ask(one, &id, "cancel", "{}").await?)?,
        1..=3 => at_partner(one, books, &id, dice).await?,
        _ => {
            let (first, second) = tokio::join!(by_card(one, books, &id), by_card(other, books, &id));
            first.and(second)?;
        }
    }
    let reads = books.open().get(&id).is_some_and(|kept| kept.reading == Reading::Reads);
    if reads { super::audit::read(one, books, &id, merchant).await.map_err(Stop::Wrong) } else { Ok(()) }
}

async fn make(
    connection: &mut Connection,
    merchant: &Merchant,
    buyers: &Buyers,
    dice: &mut fastrand::Rng,
) -> Done<Option<String>> {
    let number = number();
    // Some banks do not answer, some refuse, and some answer slowly.
    let amount = match dice.u8(..100) {
        0 | 1 => 77_701,
        2..=11 => 33_305,
        12..=17 => 77_702,
        _ => dice.i64(40_000..77_000),
    };
    let body = format!(
        r#"{{"pointOfSaleReference":"SHOP1","returnURL":"https://shop.example/back","notificationURL":"{}",
            "order":{{"reference":"s-{number}","amount":{amount},"currency":"EUR"}},
            "payment":{{"paymentType":"ONE_OFF","capture":"AUTOMATIC"}}}}"#,
        buyers.notified
    );
    let body = parsed(&body)?;
    let (authorization, key) = (&*merchant.authorization, format!("session-{number}"));
    let headers = [("authorization", authorization), ("idempotency-key", &*key)];
    let answer = connection.send(Method::POST, SESSIONS, &headers, Some(&body)).await;
    let answer = answer.map_err(|_| Stop::Gone)?;
    if is_try_again(&answer) {
        sleep(RETRY_AFTER).await;
        return Ok(None);
    }
    let Some(id) = answer.text(&["sessionId"]).filter(|_| answer.status == 201) else {
        return Err(wrong("a session is asked for", &answer));
    };
    let reading = if dice.bool() { Reading::Reads } else { Reading::Waits };
    buyers.books.made(id, merchant, reading);
    Ok(Some(id.to_owned()))
}

/// Pays in one tab. Another tab may do the same at the same time.
async fn by_card(connection: &mut Connection, books: &Books, id: &str) -> Done<()> {
    const CARD: &str = r#"{"cardCode":"CB","contractNumber":"CB","merchantReturnUrl":"https://127.0.0.1/",
        "isEmbeddedRedirectionAllowed":true,"securedPaymentParams":{"PAN":"4970105151515140","CVV":"123"},
        "paymentParams":{"EXPI_DATE":"1235","SAVE_PAYMENT_DATA":false,"HOLDER":"Camille Martin"}}"#;
    for _ in 0..MAX_TRIES {
        let answer = ask(connection, id, "securedPaymentRequest", CARD).await?;
        hear(books, id, &answer)?;
        if answer.text(&["type"]) != Some("PAYMENT_FAILURE_WITH_RETRY") {
            break;
        }
    }
    Ok(())
}

async fn at_partner(
    connection: &mut Connection,
    books: &Books,
    id: &str,
    dice: &mut fastrand::Rng,
) -> Done<()> {
    const CHOICE: &str = r#"{"cardCode":"MOCKPAY","contractNumber":"MOCKPAY","merchantReturnUrl":"https://127.0.0.1/",
        "isEmbeddedRedirectionAllowed":true,"paymentParams":{"SAVE_PAYMENT_DATA":false}}"#;
    let answer = ask(connection, id, "paymentRequest", CHOICE).await?;
    hear(books, id, &answer)?;
    let url = ["paymentRedirectNoResponse", "redirectionData", "requestUrl"];
    let Some(url) = answer.text(&url) else { return Ok(()) };
    // One buyer in ten leaves while the partner decides.
    if dice.u8(..10) == 0 {
        let (decided, left) = tokio::join!(press(url, "accept"), ask(connection, id, "abandon", "{}"));
        hear(books, id, &left?)?;
        return decided;
    }
    let decision = ["accept", "accept", "accept", "refuse", "cancel", "pending-accept"][dice.usize(..6)];
    press(url, decision).await?;
    hear(books, id, &ask(connection, id, "state/current", "").await?)
}

/// Presses a button of the partner's page, until it is answered.
async fn press(url: &str, decision: &str) -> Done<()> {
    let path = url.match_indices('/').nth(2).map_or(url.len(), |(index, _)| index);
    let (base, path) = url.split_at(path);
    let partner = Client::new(base, "nobody", "nothing", Trust::Nobody).map_err(|_| Stop::Gone)?;
    let mut connection = partner.connect().await.map_err(|_| Stop::Gone)?;
    let form: [(&str, &[u8]); 1] = [("content-type", b"application/x-www-form-urlencoded")];
    loop {
        let body = format!("decision={decision}");
        let answer = connection.send_raw(Method::POST, path, &form, body).await.map_err(|_| Stop::Gone)?;
        match answer.status {
            303 => return Ok(()),
            503 => sleep(RETRY_AFTER).await,
            _ => return Err(wrong("the partner is told", &answer)),
        }
    }
}

/// Calls a session service: a GET where the body is empty. No credentials are needed, because the id is one.
pub(super) async fn ask_services(
    connection: &mut Connection,
    id: &str,
    path: &str,
    body: &str,
) -> Result<Answer, client::Error> {
    let path = format!("/services/token/{id}/{path}");
    let json: [(&str, &[u8]); 1] = [("content-type", b"application/json")];
    let method = if body.is_empty() { Method::GET } else { Method::POST };
    connection.send_raw(method, &path, &json, body.to_owned()).await
}

async fn ask(connection: &mut Connection, id: &str, path: &str, body: &str) -> Done<Answer> {
    ask_services(connection, id, path, body).await.map_err(|_| Stop::Gone)
}

/// Records a state of the session. An answer that asks for another try is none.
fn hear(books: &Books, id: &str, answer: &Answer) -> Done<()> {
    match answer.text(&["type"]) {
        Some(state) if answer.status == 200 => books.tell(id, state),
        _ if is_try_again(answer) => {}
        _ => return Err(wrong("a session service is asked", answer)),
    }
    Ok(())
}

fn wrong(what: &str, answer: &Answer) -> Stop {
    let words = format!("{what}, and the answer is {} {}", answer.status, answer.body_text());
    Stop::Wrong(Failure::Violated(words))
}

fn parsed(text: &str) -> Done<Tree> {
    read_json(text.as_bytes())
        .map_err(|_| Stop::Wrong(Failure::Violated("a request of torture is no JSON".to_owned())))
}
