//! Compares the gateway's answers with the books.

use std::time::{Duration, Instant};

use client::{Answer, Client, Connection, Method};
use document::Tree;

use crate::{
    Failure,
    books::{Ask, Books},
    load::connect,
    merchants::Merchant,
};

/// The time after which no transaction may be pending.
const MAX_PENDING: Duration = Duration::from_secs(60);
/// The largest lag of a worker. A longer one means that work is leased to a process that was killed.
const MAX_LAG_MS: i64 = 45_000;

fn violated<T>(words: String) -> Result<T, Failure> {
    Err(Failure::Violated(words))
}

/// Compares every answered payment with all actions that were requested on it.
pub(crate) async fn payments(shop: &Client, books: &Books, since: u64) -> Result<usize, Failure> {
    let mut connection = connect(shop, Instant::now() + MAX_PENDING).await?;
    // Payments without a new request are compared again in the last round.
    let touched = books.touched(since);
    for (payment, actions) in &touched {
        one(&mut connection, payment, actions).await?;
    }
    Ok(touched.len())
}

async fn one(connection: &mut Connection, payment: &Ask, actions: &[Ask]) -> Result<(), Failure> {
    let Some(told) = &payment.told else { return violated(format!("{payment:?} has no answer")) };
    let answer = get(connection, &payment.merchant, &told.id).await?;
    compare(payment, actions, &answer)
}

fn compare(payment: &Ask, actions: &[Ask], answer: &Answer) -> Result<(), Failure> {
    let Some(told) = &payment.told else { return violated(format!("{payment:?} has no answer")) };
    let title = answer.text(&["result", "title"]).unwrap_or_default();
    if !told.pending && title != told.title {
        return violated(format!("{told:?} was told, and now it is {}", answer.body_text()));
    }
    let entries = answer.at(&["associatedTransactions"]).and_then(Tree::as_list).unwrap_or_default();
    let listed: Vec<Entry> = entries.iter().skip(1).filter_map(Entry::read).collect();
    let (mut answered, mut unanswered) = (0, 0);
    for ask in actions {
        let Some(told) = &ask.told else {
            unanswered += 1;
            continue;
        };
        answered += 1;
        let mut its_own = listed.iter().filter(|entry| entry.id == told.id);
        let (Some(entry), None) = (its_own.next(), its_own.next()) else {
            return violated(format!("{ask:?} is not listed, or twice: {}", answer.body_text()));
        };
        let accepted = told.title == "ACCEPTED";
        if entry.kind != ask.kind.word() || entry.amount != ask.amount || entry.accepted != accepted {
            return violated(format!("{ask:?} is listed as {entry:?}"));
        }
    }
    // An action that was done twice, or without a request, would make one more.
    if !(answered..=answered + unanswered).contains(&listed.len()) {
        return violated(format!("{} actions were asked: {}", actions.len(), answer.body_text()));
    }
    sums(payment.amount, &listed, answer)
}

fn sums(authorised: i64, listed: &[Entry], answer: &Answer) -> Result<(), Failure> {
    let sum = |kind: &str| -> i64 {
        listed.iter().filter(|it| it.accepted && it.kind == kind).map(|it| it.amount).sum()
    };
    let by_itself = answer.text(&["transaction", "type"]) == Some("AUTHORIZATION_AND_CAPTURE");
    let captured = if by_itself { authorised } else { sum("CAPTURE") };
    let sound = captured <= authorised
        && sum("REFUND") <= captured
        && sum("CANCEL") <= authorised
        && sum("CANCEL") + sum("REFUND") <= authorised;
    if sound { Ok(()) } else { violated(format!("the money does not add up: {}", answer.body_text())) }
}

#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) amount: i64,
    pub(crate) accepted: bool,
}

impl Entry {
    pub(crate) fn read(tree: &Tree) -> Option<Self> {
        let text = |name: &str| tree.at(&[name]).and_then(Tree::as_text);
        Some(Self {
            id: text("id")?.to_owned(),
            kind: text("type")?.to_owned(),
            amount: tree.at(&["amount"])?.as_integer()?,
            accepted: text("status")? == "OK",
        })
    }
}

pub(crate) async fn get(
    connection: &mut Connection,
    merchant: &Merchant,
    id: &str,
) -> Result<Answer, Failure> {
    let path = format!("/v1/checkout/transactions/{id}");
    let headers = [("authorization", &*merchant.authorization)];
    match connection.send(Method::GET, &path, &headers, None).await {
        Ok(answer) if answer.status == 200 => Ok(answer),
        Ok(answer) => violated(format!("{id} was told, and is {} {}", answer.status, answer.body_text())),
        Err(error) => violated(format!("{id}: {error}")),
    }
}

/// Reads the pending transactions, with `wait` until none is pending. Those that have ended are removed from
/// the books.
pub(crate) async fn pending(shop: &Client, books: &Books, wait: bool) -> Result<(), Failure> {
    let mut connection = connect(shop, Instant::now() + MAX_PENDING).await?;
    loop {
        let waiting = books.open().pending.clone();
        for (key, (merchant, since)) in &waiting {
            let id = &key.1;
            let answer = get(&mut connection, merchant, id).await?;
            if answer.text(&["result", "code"]) != Some("02000") {
                books.open().pending.remove(key);
            } else if since.elapsed() > MAX_PENDING {
                return violated(format!("{id} is still pending after {:?}", since.elapsed()));
            }
        }
        if !wait || books.open().pending.is_empty() {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
}

/// Checks the lags of the workers of all gateways.
pub(crate) async fn lags(shop: &Client) -> Result<(), Failure> {
    let mut connection = connect(shop, Instant::now() + MAX_PENDING).await?;
    let answer = connection.send(Method::GET, "/health/ready", &[], None).await.map_err(rig::Error::from)?;
    let workers = answer.at(&["workers"]).and_then(Tree::as_object);
    let Some(workers) = workers else { return violated(format!("not ready: {}", answer.body_text())) };
    for (worker, state) in workers.iter() {
        let lag_ms = state.at(&["lag_ms"]).and_then(Tree::as_integer).unwrap_or(i64::MAX);
        if lag_ms > MAX_LAG_MS {
            return violated(format!("{worker} is {lag_ms} ms behind"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use client::{Body, HeaderMap};

    use super::*;
    use crate::books::{Kind, Told};

    const SOUND: &str = r#"{"result":{"title":"ACCEPTED"},"transaction":{"type":"AUTHORIZATION"},
        "associatedTransactions":[{"id":"1","type":"AUTHORIZATION","amount":1000,"status":"OK"},
        {"id":"2","type":"CAPTURE","amount":600,"status":"OK"},{"id":"3","type":"REFUND","amount":200,"status":"OK"},
        {"id":"4","type":"CANCEL","amount":700,"status":"KO"}]}"#;

    fn ask(kind: Kind, amount: i64, told: Option<(&str, &str)>) -> Ask {
        let told = told.map(|(id, title)| Told {
            id: id.to_owned(),
            title: title.to_owned(),
            code: String::new(),
            pending: false,
        });
        let (key, path, body) = (String::new(), String::new(), String::new());
        let merchant = Merchant { id: "m".into(), authorization: "a".into() };
        Ask { number: 0, key, merchant, kind, path, body, amount, payment: None, asked: Instant::now(), told }
    }

    /// Returns whether the audit finds a fault, for a payment of 1000 with a capture of 600, a refund of 200
    /// and a refused cancel of 700.
    fn finds(now: &str) -> bool {
        let body = Body::Document(document::read_json(now.as_bytes()).unwrap());
        let answer = Answer { status: 200, headers: HeaderMap::new(), body };
        let payment = ask(Kind::Payment, 1000, Some(("1", "ACCEPTED")));
        let actions = [
            ask(Kind::Capture, 600, Some(("2", "ACCEPTED"))),
            ask(Kind::Refund, 200, Some(("3", "ACCEPTED"))),
            ask(Kind::Cancel, 700, Some(("4", "REFUSED"))),
        ];
        compare(&payment, &actions, &answer).is_err()
    }

    #[test]
    fn what_was_told_and_is_not_so_is_found() {
        assert!(!finds(SOUND));
        let more = |entry: &str| SOUND.replace("]}", &format!(",{entry}]}}"));
        let doctored = [
            ("another end", SOUND.replace(r#""title":"ACCEPTED""#, r#""title":"CANCELLED""#)),
            (
                "a lost capture",
                SOUND.replace(r#"{"id":"2","type":"CAPTURE","amount":600,"status":"OK"},"#, ""),
            ),
            ("another amount", SOUND.replace("600", "601")),
            ("another kind", SOUND.replace("REFUND", "CAPTURE")),
            ("accepted, and told refused", SOUND.replace("KO", "OK")),
            ("twice under one id", more(r#"{"id":"3","type":"REFUND","amount":200,"status":"OK"}"#)),
            ("one that nobody asked", more(r#"{"id":"5","type":"REFUND","amount":1,"status":"OK"}"#)),
        ];
        for (what, now) in doctored {
            assert_ne!(now, SOUND, "{what}");
            assert!(finds(&now), "{what}");
        }
    }

    #[test]
    fn money_that_does_not_add_up_is_found() {
        let entry =
            |kind: &str, amount| Entry { id: String::new(), kind: kind.to_owned(), amount, accepted: true };
        for (what, kind, listed, sound) in [
            ("all of it", "AUTHORIZATION", vec![("CAPTURE", 1000), ("REFUND", 1000)], true),
            ("too much captured", "AUTHORIZATION", vec![("CAPTURE", 600), ("CAPTURE", 401)], false),
            ("more refunded than captured", "AUTHORIZATION", vec![("CAPTURE", 300), ("REFUND", 301)], false),
            ("too much cancelled", "AUTHORIZATION", vec![("CANCEL", 600), ("CANCEL", 401)], false),
            ("given back twice", "AUTHORIZATION_AND_CAPTURE", vec![("CANCEL", 600), ("REFUND", 401)], false),
            ("captured by itself", "AUTHORIZATION_AND_CAPTURE", vec![("REFUND", 1000)], true),
        ] {
            let body = format!(r#"{{"transaction":{{"type":"{kind}"}}}}"#);
            let body = Body::Document(document::read_json(body.as_bytes()).unwrap());
            let answer = Answer { status: 200, headers: HeaderMap::new(), body };
            let listed: Vec<Entry> = listed.into_iter().map(|(kind, amount)| entry(kind, amount)).collect();
            assert_eq!(sums(1000, &listed, &answer).is_ok(), sound, "{what}");
        }
    }
}
