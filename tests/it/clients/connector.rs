//! CT, the connector for commercetools. It uses the deprecated path, the headers of Node and comparisons with
//! `===`, and keeps the first final answer for good.

use client::Answer;
use document::Tree;

use super::{Plugin, browses_to, integer, is_refused, list, pays, text};
use crate::harness::{Gateway, Listener, reference, shared};

/// The headers of Node's fetch. There is no content type where there is no body.
const HEADERS: [(&str, &str); 6] = [
    ("accept", "application/json"),
    ("content-type", "application/json"),
    ("accept-encoding", "gzip, deflate"),
    ("accept-language", "*"),
    ("sec-fetch-mode", "cors"),
    ("user-agent", "node"),
];
const READ_HEADERS: [(&str, &str); 5] = [
    ("accept", "*/*"),
    ("accept-encoding", "gzip, deflate"),
    ("accept-language", "*"),
    ("sec-fetch-mode", "cors"),
    ("user-agent", "node"),
];

/// The record of a payment, which the connector never changes.
#[derive(Debug, PartialEq, Eq)]
struct Recorded {
    /// The kind: Authorization or Charge.
    kind: &'static str,
    success: bool,
    method: String,
}

struct Connector<'a> {
    writing: Plugin<'a>,
    reading: Plugin<'a>,
}

impl<'a> Connector<'a> {
    fn of(gateway: &'a Gateway) -> Self {
        Self {
            writing: Plugin { gateway, headers: &HEADERS, body_of_get: "" },
            reading: Plugin { gateway, headers: &READ_HEADERS, body_of_get: "" },
        }
    }

    async fn create(&self, cart: &str) -> Answer {
        let made = self.writing.post("/v1/checkout/sessions", cart).await;
        assert!((200..300).contains(&made.status), "{}", made.body_text());
        made
    }

    /// Reads a session on the notification and on the return. A title at the top level would be a failure.
    async fn record(&self, session: &str) -> Option<Recorded> {
        let read = self.reading.get(&format!("/v1/checkout/sessions/{session}")).await;
        let body = read.document().unwrap();
        if body.at(&["title"]).is_some_and(|title| title.as_text() != Some("ACCEPTED")) {
            return None;
        }
        let success = text(body, &["result", "title"]) == "ACCEPTED";
        let first = body.at(&["transactions"]).and_then(Tree::as_list).and_then(<[Tree]>::first)?;
        let kind = if text(first, &["type"]) == "AUTHORIZATION" { "Authorization" } else { "Charge" };
        let instrument = first.at(&["paymentInstrumentData"]).unwrap();
        let method = match text(instrument, &["usedPaymentInstrument"]) {
            "UsedCard" => "Credit Card".to_owned(),
            _ => text(instrument, &["paymentInstrumentType", "code"]).to_owned(),
        };
        Some(Recorded { kind, success, method })
    }

    /// Returns the authorisation of the session, whose amount must be exactly the asked one.
    async fn authorization(&self, session: &str, amount: i64) -> String {
        let read = self.reading.get(&format!("/v1/checkout/sessions/{session}")).await;
        let body = read.document().unwrap();
        let found = list(body, &["transactions"]).iter().find(|one| text(one, &["type"]) == "AUTHORIZATION");
        let found = found.unwrap_or_else(|| panic!("no AUTHORIZATION in {}", read.body_text()));
        assert_eq!(integer(found, &["requestedAmount"]), amount);
        text(found, &["id"]).to_owned()
    }

    async fn history(&self, id: &str) -> Tree {
        let read = self.reading.get(&format!("/v1/checkout/transactions/{id}")).await;
        assert_eq!(read.status, 200);
        read.at(&["associatedTransactions"]).expect("there from the start").clone()
    }

    async fn act(&self, id: &str, path: &str, amount: i64) -> bool {
        let answer = self
            .writing
            .post(&format!("/v1/checkout/transactions/{id}/{path}"), &format!(r#"{{"amount":{amount}}}"#))
            .await;
        let body = answer.document().unwrap();
        // The connector throws an exception where it is missing.
        text(body, &["transaction", "id"]);
        text(body, &["result", "title"]) == "ACCEPTED"
    }

    /// Returns the origin of the first entry that took money, on which refunds are made. `None` when all of
    /// it is refunded.
    async fn refundable(&self, id: &str) -> Option<(String, i64)> {
        let history = self.history(id).await;
        let entries = history.as_list().unwrap();
        let took = ["CAPTURE", "AUTHORIZATION_AND_CAPTURE"];
        let first = entries.iter().find(|entry| took.contains(&text(entry, &["type"])))?;
        let back: i64 = entries
            .iter()
            .filter(|entry| text(entry, &["type"]) == "REFUND" && text(entry, &["status"]) == "OK")
            .map(|entry| integer(entry, &["amount"]))
            .sum();
        let left = integer(first, &["amount"]) - back;
        (left > 0).then(|| (text(first, &["originTransactionId"]).to_owned(), left))
    }
}

/// Returns an id as the platform gives carts: 36 characters.
fn cart_id() -> String {
    let id = format!("{:-<36}", reference());
    assert_eq!(id.len(), 36);
    id
}

/// Returns a cart with a discount, which it sends as its own money type; absent members are left out.
fn cart(id: &str, capture: &str, amount: i64, listener: &Listener) -> String {
    let address = r#""country": "DE", "title": "MR", "firstName": "Jan", "lastName": "Doe",
        "email": "jan@shop.example.com", "mobile": "+49301234567", "street": "Allee", "streetNumber": "7a",
        "complement": "Hof", "city": "Berlin", "zip": "10115""#;
    format!(
        r#"{{"pointOfSaleReference": "SHOP1",
        "payment": {{"paymentType": "ONE_OFF", "capture": "{capture}", "amount": {amount}}},
        "order": {{"reference": "{id}", "amount": {amount}, "currency": "EUR", "origin": "E_COM",
            "discount": {{"type": "centPrecision", "currencyCode": "EUR", "centAmount": 500, "fractionDigits": 2}},
            "items": [{{"reference": "mug", "price": {amount}, "quantity": 1, "taxRate": 1900}},
                      {{"reference": "gift", "price": 0, "quantity": 1}}]}},
        "buyer": {{"id": "customer-7", "legalStatus": "PRIVATE", "title": "MR", "firstName": "Jan",
            "lastName": "Doe", "email": "jan@shop.example.com", "birthDate": "1990-01-31",
            "billingAddress": {{{address}}}}},
        "delivery": {{}},
        "privateData": {{"commercetoolsPaymentID": "7d3c1b7e-0000-4000-8000-000000000000"}},
        "returnURL": "https://shop.example.com/processor/return?paymentReference=7d3c&ctsid=s%2F1",
        "notificationURL": "{notification}",
        "languageCode": "en-US"}}"#,
        notification = listener.url("/processor/notification/7d3c?ctsid=s%2F1"),
    )
}

#[tokio::test]
async fn its_check_of_health() {
    let gateway = shared();
    let connector = Connector::of(&gateway);
    let answer = connector.reading.get("/v1/checkout/alive").await;
    assert_eq!(answer.status, 200);
    assert!(answer.header("content-encoding").is_none(), "it was not asked for in that form");
}

#[tokio::test]
async fn captured_by_hand_and_refunded_in_parts() {
    let gateway = shared();
    let (connector, listener) = (Connector::of(&gateway), Listener::start().await);
    let made = connector.create(&cart(&cart_id(), "MANUAL", 32_345, &listener)).await;
    let buyer = browses_to(&gateway, &made).await;
    pays(&buyer).await;
    // The first answer is kept, so the result must be there when the notification is sent.
    let seen = listener.came(1).await.remove(0);
    assert!(seen.target.starts_with("/processor/notification/7d3c?ctsid=s%2F1&"), "{}", seen.target);
    assert!(seen.parameter("paymentEndpoint").is_some());
    let token = seen.parameter("token").unwrap();
    let recorded = connector.record(&token).await;
    let expected = Recorded { kind: "Authorization", success: true, method: "Credit Card".to_owned() };
    assert_eq!(recorded, Some(expected));

    let id = connector.authorization(&token, 32_345).await;
    let history = connector.history(&id).await;
    let [original] = history.as_list().unwrap() else { panic!("{}", document::write_json(&history)) };
    assert_eq!(
        (text(original, &["id"]), text(original, &["originTransactionId"])),
        (id.as_str(), id.as_str())
    );
    assert_eq!(connector.refundable(&id).await, None);
    assert!(connector.act(&id, "captures", 32_345).await);
    for part in [12_000, 20_345] {
        let (origin, _) = connector.refundable(&id).await.unwrap();
        assert_eq!(origin, id);
        assert!(connector.act(&origin, "refunds", part).await);
    }
    assert_eq!(connector.refundable(&id).await, None);
    assert!(!connector.act(&id, "refunds", 1).await, "more than was captured");
}

#[tokio::test]
async fn captured_at_once_and_refunded() {
    let gateway = shared();
    let (connector, listener) = (Connector::of(&gateway), Listener::start().await);
    let made = connector.create(&cart(&cart_id(), "AUTOMATIC", 32_346, &listener)).await;
    let buyer = browses_to(&gateway, &made).await;
    pays(&buyer).await;
    let recorded = connector.record(&buyer.session.id).await.unwrap();
    assert_eq!((recorded.kind, recorded.success), ("Charge", true));
    let read = connector.reading.get(&format!("/v1/checkout/sessions/{}", buyer.session.id)).await;
    let id = text(&list(read.document().unwrap(), &["transactions"])[0], &["id"]).to_owned();
    assert_eq!(connector.refundable(&id).await, Some((id.clone(), 32_346)));
    assert!(connector.act(&id, "refunds", 32_346).await);
}

#[tokio::test]
async fn cancelled_by_the_shop() {
    let gateway = shared();
    let (connector, listener) = (Connector::of(&gateway), Listener::start().await);
    let made = connector.create(&cart(&cart_id(), "MANUAL", 32_347, &listener)).await;
    let buyer = browses_to(&gateway, &made).await;
    pays(&buyer).await;
    let id = connector.authorization(&buyer.session.id, 32_347).await;
    assert!(connector.act(&id, "cancels", 32_347).await);
    // The connector does not know these names of a cancel, so its own check lets this through.
    assert!(!connector.act(&id, "captures", 32_347).await);
}

/// A cart that was refused is tried again under the same reference, and then paid.
#[tokio::test]
async fn refused_and_tried_again() {
    let gateway = shared();
    let (connector, listener) = (Connector::of(&gateway), Listener::start().await);
    let cart = cart(&cart_id(), "MANUAL", 32_348, &listener);
    let first = browses_to(&gateway, &connector.create(&cart).await).await;
    is_refused(&first).await;
    let recorded = connector.record(&first.session.id).await.unwrap();
    assert_eq!((recorded.kind, recorded.success), ("Authorization", false));
    let given_up = browses_to(&gateway, &connector.create(&cart).await).await;
    given_up.cancels().await;
    assert_eq!(connector.record(&given_up.session.id).await, None);
    let paid = browses_to(&gateway, &connector.create(&cart).await).await;
    pays(&paid).await;
    assert!(connector.record(&paid.session.id).await.unwrap().success);
}

/// A payment by something else than a card.
#[tokio::test]
async fn by_a_partner() {
    let gateway = shared();
    let (connector, listener) = (Connector::of(&gateway), Listener::start().await);
    let made = connector.create(&cart(&cart_id(), "AUTOMATIC", 32_349, &listener)).await;
    let buyer = browses_to(&gateway, &made).await;
    crate::harness::Partner::of(&gateway, &buyer.chooses_partner().await).decides("accept").await;
    listener.came(1).await;
    let recorded = connector.record(&buyer.session.id).await.unwrap();
    assert_eq!((recorded.success, recorded.method.as_str()), (true, "MOCKPAY"));
}

/// What goes wrong is told in a document, never as a page or as nothing.
#[tokio::test]
async fn errors_are_documents() {
    let gateway = shared();
    let (connector, listener) = (Connector::of(&gateway), Listener::start().await);
    let cart = cart(&cart_id(), "MANUAL", 32_350, &listener).replace("SHOP1", "NOWHERE");
    let refused = connector.writing.post("/v1/checkout/sessions", &cart).await;
    assert_eq!(refused.status, 404);
    let unknown = connector.reading.get("/v1/checkout/sessions/%7BresourceId%7D").await;
    assert!((400..500).contains(&unknown.status));
    for answer in [refused, unknown] {
        let body = answer.document().unwrap();
        assert!(!text(body, &["title"]).is_empty() && !text(body, &["detail"]).is_empty());
    }
}
