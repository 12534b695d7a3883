//! SYL2, the successor of SYL1. It uses the newer path, decides by the type of the first transaction, and
//! acts on the transaction that it saw last.

use client::Answer;
use document::Tree;

use super::{Plugin, browses_to, is_refused, pays, text};
use crate::harness::{Gateway, Listener, reference, shared};

const HEADERS: [(&str, &str); 3] =
    [("accept", "application/json"), ("content-type", "application/json"), ("user-agent", "GuzzleHttp/7")];

#[derive(Debug, PartialEq, Eq)]
enum Payment {
    New,
    Authorized,
    Completed,
    Cancelled,
    Failed,
}

fn plugin(gateway: &Gateway) -> Plugin<'_> {
    Plugin { gateway, headers: &HEADERS, body_of_get: "" }
}

/// Returns the request of an order. Its URLs have a query already, and the setting of payment methods is not
/// set.
fn order(capture: &str, amount: i64, methods: &str, listener: &Listener) -> String {
    let address = r#""country": "FR", "firstName": "Ada", "lastName": "Byron", "email": "ada@shop.example.com",
        "mobile": "0123456789", "street": "1 rue de la Paix", "city": "Paris", "zip": "75002",
        "addressCreateDate": "2024-01-02T00:00:00+00:00""#;
    format!(
        r#"{{"pointOfSaleReference": "SHOP1",
        "paymentMethod": {{"paymentMethodIDs": {methods}}},
        "payment": {{"paymentType": "ONE_OFF", "capture": "{capture}"}},
        "order": {{"reference": "{reference}", "amount": {amount}, "currency": "EUR", "origin": "E_COM",
            "country": "FR", "taxes": 0, "discount": 100,
            "items": [{{"reference": "mug", "price": {amount}, "quantity": 1, "taxRate": 0, "subCategory1": "cups",
                "subCategory2": "", "comment": null}}]}},
        "buyer": {{"id": 43, "legalStatus": "PRIVATE", "firstName": null, "lastName": null,
            "email": "ada@shop.example.com", "mobile": null, "birthDate": "1815-12-10",
            "billingAddress": {{{address}}}}},
        "delivery": {{"charge": 0, "provider": "Colissimo", "address": {{{address}}}}},
        "threeDS": {{"challengeInd": "NO_PREFERENCE"}},
        "returnURL": "https://shop.example.com/payment/after-pay?payum_token=Kx7-_a",
        "notificationURL": "{notification}",
        "languageCode": "FR"}}"#,
        reference = reference(),
        notification = listener.url("/payment/notify/unsafe/monext?payum=1"),
    )
}

async fn created(plugin: &Plugin<'_>, order: &str) -> Answer {
    let made = plugin.post("/v1/checkout/payments/sessions", order).await;
    assert!((200..300).contains(&made.status), "{}", made.body_text());
    assert_eq!(made.text(&["result", "title"]), Some("ACCEPTED"));
    assert!(made.text(&["result", "detail"]).is_some() && made.at(&["title"]).is_none());
    made
}

/// Reads a session as the plugin does: the payment, and the first transaction's id.
async fn resolved(plugin: &Plugin<'_>, session: &str) -> (Payment, Option<String>) {
    let read = plugin.get(&format!("/v1/checkout/payments/sessions/{session}")).await;
    assert!(
        (200..300).contains(&read.status),
        "a 4xx would be an error of the payment: {}",
        read.body_text()
    );
    let body = read.document().unwrap();
    let title = text(body, &["result", "title"]);
    let Some(first) = body.at(&["transactions"]).and_then(Tree::as_list).and_then(<[Tree]>::first) else {
        // The answer has no `sessionId`.
        let payment = match title {
            "CANCELLED" | "ERROR" => Payment::Cancelled,
            "REFUSED" => Payment::Failed,
            _ => Payment::New,
        };
        return (payment, None);
    };
    let payment = match (text(first, &["type"]), title) {
        ("AUTHORIZATION", "ACCEPTED") => Payment::Authorized,
        ("AUTHORIZATION_AND_CAPTURE" | "CAPTURE", "ACCEPTED") => Payment::Completed,
        ("AUTHORIZATION" | "AUTHORIZATION_AND_CAPTURE", "REFUSED" | "CANCELLED" | "ERROR")
        | ("ORDER", "PENDING_RISK") => Payment::Cancelled,
        (kind, title) => panic!("{kind} {title} has no branch"),
    };
    (payment, Some(text(first, &["id"]).to_owned()))
}

/// Returns the id of the new transaction.
async fn acts(plugin: &Plugin<'_>, id: &str, path: &str, amount: i64) -> String {
    let answer = plugin
        .post(&format!("/v1/checkout/transactions/{id}/{path}"), &format!(r#"{{"amount":{amount}}}"#))
        .await;
    assert!((200..300).contains(&answer.status), "{}", answer.body_text());
    assert_eq!(answer.text(&["result", "title"]), Some("ACCEPTED"), "{}", answer.body_text());
    let body = answer.document().unwrap();
    assert!(!text(body, &["transaction", "type"]).is_empty());
    text(body, &["transaction", "id"]).to_owned()
}

#[tokio::test]
async fn captured_by_hand_and_refunded() {
    let gateway = shared();
    let (plugin, listener) = (plugin(&gateway), Listener::start().await);
    let made = created(&plugin, &order("MANUAL", 22_345, "[]", &listener)).await;
    let buyer = browses_to(&gateway, &made).await;
    assert_eq!(resolved(&plugin, &buyer.session.id).await, (Payment::New, None));
    pays(&buyer).await;
    let seen = listener.came(1).await.remove(0);
    assert!(seen.target.starts_with("/payment/notify/unsafe/monext?payum=1&"), "{}", seen.target);
    let (payment, id) = resolved(&plugin, &seen.parameter("token").unwrap()).await;
    assert_eq!(payment, Payment::Authorized);
    let authorization = id.unwrap();
    let capture = acts(&plugin, &authorization, "captures", 22_345).await;
    assert_ne!(capture, authorization);
    // The plugin refunds the authorisation.
    acts(&plugin, &authorization, "refunds", 22_345).await;
}

#[tokio::test]
async fn cancelled_on_the_transaction_that_it_saw_last() {
    let gateway = shared();
    let (plugin, listener) = (plugin(&gateway), Listener::start().await);
    for captured in [false, true] {
        let made = created(&plugin, &order("MANUAL", 22_346, r#"["CB","AMEX"]"#, &listener)).await;
        let buyer = browses_to(&gateway, &made).await;
        pays(&buyer).await;
        let (_, id) = resolved(&plugin, &buyer.session.id).await;
        let mut last = id.unwrap();
        if captured {
            last = acts(&plugin, &last, "captures", 22_346).await;
        }
        acts(&plugin, &last, "cancels", 22_346).await;
    }
}

#[tokio::test]
async fn captured_at_once_and_refunded() {
    let gateway = shared();
    let (plugin, listener) = (plugin(&gateway), Listener::start().await);
    let made = created(&plugin, &order("AUTOMATIC", 22_347, r#"[""]"#, &listener)).await;
    let buyer = browses_to(&gateway, &made).await;
    pays(&buyer).await;
    let (payment, id) = resolved(&plugin, &buyer.session.id).await;
    assert_eq!(payment, Payment::Completed);
    acts(&plugin, &id.unwrap(), "refunds", 22_347).await;
}

/// It may go on to cancel a transaction that was refused; the answer is one that it can read.
#[tokio::test]
async fn refused_or_given_up() {
    let gateway = shared();
    let (plugin, listener) = (plugin(&gateway), Listener::start().await);
    let refused =
        browses_to(&gateway, &created(&plugin, &order("MANUAL", 22_348, "[]", &listener)).await).await;
    is_refused(&refused).await;
    let (payment, id) = resolved(&plugin, &refused.session.id).await;
    assert_eq!(payment, Payment::Cancelled);
    let path = format!("/v1/checkout/transactions/{}/cancels", id.unwrap());
    let answer = plugin.post(&path, r#"{"amount":22348}"#).await;
    assert_eq!(answer.status, 201, "{}", answer.body_text());
    assert_ne!(answer.text(&["result", "title"]), Some("ACCEPTED"));

    let given_up =
        browses_to(&gateway, &created(&plugin, &order("MANUAL", 22_349, "[]", &listener)).await).await;
    given_up.cancels().await;
    assert_eq!(resolved(&plugin, &given_up.session.id).await, (Payment::Cancelled, None));
}

/// Wrong credentials are told as such: a body with a title and a detail.
#[tokio::test]
async fn wrong_credentials() {
    let gateway = shared();
    let listener = Listener::start().await;
    let till = gateway.till();
    let headers: [(&str, &[u8]); 2] =
        [("authorization", b"Basic bm9ib2R5Om5vdGhpbmc="), ("content-type", b"application/json")];
    let body = order("MANUAL", 22_350, "[]", &listener);
    let answer = till.raw(client::Method::POST, "/v1/checkout/payments/sessions", &headers, body).await;
    assert_eq!(answer.status, 401);
    let body = answer.document().unwrap();
    assert!(!text(body, &["title"]).is_empty() && !text(body, &["detail"]).is_empty());
}
