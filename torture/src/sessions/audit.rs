//! Compares the results that shops read and their notifications with what buyers were told.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use client::{Answer, Client, Connection, Method};
use document::Tree;
use rig::{Arrival, Listener};
use tokio::time::sleep;

use super::{
    Books,
    books::{Kept, Reading, is_final},
    buyer::ask_services,
};
use crate::{Failure, audit::get, load::connect, merchants::Merchant};

/// The time after which no bank may be asked and no notification may be leased to a process that was killed.
const WAIT_LIMIT: Duration = Duration::from_secs(75);
/// The gateways' `notifications.retry_interval_s`, less the difference that clocks may have.
const INTERVAL: Duration = Duration::from_millis(950);
/// The time for which an attempt may go on after a shop has read the result: ten seconds for the shop, and
/// the interval.
const LAST_ATTEMPT: Duration = Duration::from_secs(12);

fn violated<T>(words: String) -> Result<T, Failure> {
    Err(Failure::Violated(words))
}

/// Checks after a round, for the sessions that shops read, that those are paid whose buyer was told so. The
/// other sessions wait for their notification, which reading would stop.
pub(crate) async fn read_by_shops(shop: &Client, books: &Books) -> Result<usize, Failure> {
    let mut connection = connect(shop, Instant::now() + WAIT_LIMIT).await?;
    let new = books.all(|kept| kept.reading == Reading::Reads && kept.read.is_none());
    for (id, kept) in &new {
        read(&mut connection, books, id, &kept.merchant).await?;
    }
    Ok(new.len())
}

/// Reads a session as the shop does. A gateway that is killed meanwhile has told nothing.
pub(super) async fn read(
    connection: &mut Connection,
    books: &Books,
    id: &str,
    merchant: &Merchant,
) -> Result<(), Failure> {
    let paid = books.open().get(id).is_some_and(|kept| kept.paid);
    let Some(answer) = ask(connection, id, merchant).await else { return Ok(()) };
    if answer.status == 503 {
        return Ok(());
    }
    check_result(id, paid, &answer)?;
    if answer.text(&["result", "title"]) == Some("ACCEPTED") {
        books.was_read(id);
    }
    Ok(())
}

async fn ask(connection: &mut Connection, id: &str, merchant: &Merchant) -> Option<Answer> {
    let path = format!("/v1/checkout/payments/sessions/{id}");
    let headers = [("authorization", &*merchant.authorization)];
    connection.send(Method::GET, &path, &headers, None).await.ok()
}

fn check_result(id: &str, paid: bool, answer: &Answer) -> Result<(), Failure> {
    let accepted = answer.text(&["result", "title"]) == Some("ACCEPTED");
    if answer.status != 200 || paid && !accepted {
        return violated(format!("{id}, paid: {paid}, is now {} {}", answer.status, answer.body_text()));
    }
    Ok(())
}

/// Ends all sessions, waits for their notifications and reads them all. Returns the accepted payments.
pub(crate) async fn end(
    shop: &Client,
    books: &Books,
    listener: &Listener,
) -> Result<Vec<(Merchant, String)>, Failure> {
    let mut connection = connect(shop, Instant::now() + WAIT_LIMIT).await?;
    end_all(&mut connection, books).await?;
    await_notifications(books, listener).await?;
    let mut accepted = Vec::new();
    for (id, kept) in books.all(|_| true) {
        accepted.extend(once(&mut connection, &id, &kept).await?.map(|payment| (kept.merchant, payment)));
    }
    check_arrivals(books, &listener.arrivals())?;
    Ok(accepted)
}

/// Cancels the sessions of buyers who are still on the page.
async fn end_all(connection: &mut Connection, books: &Books) -> Result<(), Failure> {
    let start = Instant::now();
    loop {
        let open = books.all(|kept| kept.state.is_none());
        if open.is_empty() {
            return Ok(());
        }
        for (id, _) in &open {
            let answer = ask_services(connection, id, "cancel", "{}").await.map_err(rig::Error::from)?;
            books.tell(id, answer.text(&["type"]).unwrap_or_default());
            if start.elapsed() > WAIT_LIMIT && !is_final(answer.text(&["type"]).unwrap_or_default()) {
                return violated(format!("{id} does not end: {}", answer.body_text()));
            }
        }
        sleep(Duration::from_millis(500)).await;
    }
}

/// Waits for the notifications of all sessions that the shop has not read.
async fn await_notifications(books: &Books, listener: &Listener) -> Result<(), Failure> {
    let start = Instant::now();
    loop {
        let arrivals = by_token(&listener.arrivals());
        let waits = |kept: &Kept| kept.read.is_none() && kept.reading == Reading::Waits;
        let missing: Vec<String> =
            books.all(waits).into_iter().map(|(id, _)| id).filter(|id| !arrivals.contains_key(id)).collect();
        if missing.is_empty() {
            return Ok(());
        }
        if start.elapsed() > WAIT_LIMIT {
            return violated(format!("{} notifications never came: {missing:?}", missing.len()));
        }
        sleep(Duration::from_millis(250)).await;
    }
}

/// Returns the accepted payment, if there is one. A session may have at most one.
async fn once(connection: &mut Connection, id: &str, kept: &Kept) -> Result<Option<String>, Failure> {
    let Some(answer) = ask(connection, id, &kept.merchant).await else {
        return violated(format!("{id} cannot be read"));
    };
    check_result(id, kept.paid || kept.read.is_some(), &answer)?;
    let transactions = answer.at(&["transactions"]).and_then(Tree::as_list).unwrap_or_default();
    let mut accepted = Vec::new();
    for payment in transactions.iter().filter_map(|payment| payment.at(&["id"])?.as_text()) {
        let told = get(connection, &kept.merchant, payment).await?;
        if told.text(&["result", "title"]) == Some("ACCEPTED") {
            accepted.push(payment.to_owned());
        }
    }
    let is_paid = answer.text(&["result", "title"]) == Some("ACCEPTED");
    if accepted.len() != usize::from(is_paid) {
        return violated(format!("{id} was paid by {accepted:?}: {}", answer.body_text()));
    }
    Ok(accepted.pop())
}

fn check_arrivals(books: &Books, arrivals: &[Arrival]) -> Result<(), Failure> {
    let kept = books.open();
    for (token, moments) in by_token(arrivals) {
        if let Some(pair) = moments.windows(2).find(|pair| pair[1] - pair[0] < INTERVAL) {
            return violated(format!("{token} came twice within {:?}", pair[1] - pair[0]));
        }
        let Some(kept) = kept.get(&token) else {
            return violated(format!("{token} came, and nobody has made it"));
        };
        let late = kept.read.and_then(|read| moments.iter().find(|at| **at > read + LAST_ATTEMPT));
        if late.is_some() {
            return violated(format!("{token} came long after the shop had read it"));
        }
    }
    Ok(())
}

fn by_token(arrivals: &[Arrival]) -> BTreeMap<String, Vec<Instant>> {
    let mut tokens: BTreeMap<String, Vec<Instant>> = BTreeMap::new();
    for Arrival { target, at } in arrivals {
        let token = target.split(['?', '&']).find_map(|pair| pair.strip_prefix("token="));
        tokens.entry(token.unwrap_or_default().to_owned()).or_default().push(*at);
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arrivals(moments_ms: &[u64]) -> Vec<Arrival> {
        let start = Instant::now();
        let target = || "/told?a=1&notificationType=WEBTRS&token=1A&paymentEndpoint=1".to_owned();
        moments_ms
            .iter()
            .map(|ms| Arrival { target: target(), at: start + Duration::from_millis(*ms) })
            .collect()
    }

    fn books() -> Books {
        let books = Books::default();
        let merchant = Merchant { id: "m".into(), authorization: "a".into() };
        books.made("1A", &merchant, Reading::Waits);
        books
    }

    #[test]
    fn what_comes_twice_within_the_interval_is_found() {
        assert!(check_arrivals(&books(), &arrivals(&[0, 1_000, 2_500])).is_ok());
        assert!(check_arrivals(&books(), &arrivals(&[0, 1_000, 1_500])).is_err());
    }

    #[test]
    fn what_comes_long_after_it_was_read_is_found() {
        let books = books();
        books.was_read("1A");
        assert!(check_arrivals(&books, &arrivals(&[1_000])).is_ok());
        assert!(check_arrivals(&books, &arrivals(&[15_000])).is_err());
    }

    #[test]
    fn a_token_that_nobody_has_made_is_found() {
        assert!(check_arrivals(&Books::default(), &arrivals(&[0])).is_err());
    }

    #[test]
    fn a_payment_that_was_told_and_is_gone_is_found() {
        let answer = |title: &str| {
            let body = format!(r#"{{"result":{{"title":"{title}"}}}}"#);
            let body = client::Body::Document(document::read_json(body.as_bytes()).unwrap());
            Answer { status: 200, headers: client::HeaderMap::new(), body }
        };
        assert!(check_result("1A", true, &answer("ACCEPTED")).is_ok());
        assert!(check_result("1A", false, &answer("REFUSED")).is_ok());
        assert!(check_result("1A", true, &answer("REFUSED")).is_err());
    }
}
