//! SYL1, the plugin for Sylius of 2024. It uses the deprecated path, sends a body with every GET, and expects
//! exact status codes.

use client::Answer;
use document::Tree;

use super::{Plugin, browses_to, integer, is_refused, list, pays, text};
use crate::harness::{Gateway, Listener, reference, shared};

const HEADERS: [(&str, &str); 3] =
    [("accept", "application/json"), ("content-type", "application/json"), ("user-agent", "GuzzleHttp/7")];

/// The state of the order in the plugin.
#[derive(Debug, PartialEq, Eq)]
enum Order {
    Authorized,
    Completed,
    Failed,
    Processing,
    Cancelled,
    Untouched,
}

fn plugin(gateway: &Gateway) -> Plugin<'_> {
    Plugin { gateway, headers: &HEADERS, body_of_get: "[]" }
}

/// Returns the request of an order with all its members, nulls included. Its setting of payment methods is
/// empty.
fn order(capture: &str, amount: i64, listener: &Listener) -> String {
    let address = r#""country": "FR", "firstName": "Ada", "lastName": "Byron", "email": "ada@shop.example.com",
        "mobile": null, "street": "1 rue de la Paix", "city": "Paris", "zip": "75002",
        "addressCreateDate": "2024-01-02T00:00:00+00:00""#;
    format!(
        r#"{{"pointOfSaleReference": "SHOP1",
        "paymentMethod": {{"paymentMethodIDs": [""]}},
        "payment": {{"paymentType": "ONE_OFF", "capture": "{capture}"}},
        "order": {{"reference": "{reference}", "amount": {amount}, "currency": "EUR", "origin": "E_COM",
            "country": "FR", "taxes": 200, "discount": 0,
            "items": [{{"reference": "mug", "price": {amount}, "quantity": 2, "taxRate": 2000,
                "subCategory1": "", "subCategory2": ""}}]}},
        "buyer": {{"id": 42, "legalStatus": "PRIVATE", "firstName": "Ada", "lastName": null,
            "email": "ada@shop.example.com", "mobile": null, "birthDate": null, "billingAddress": {{{address}}}}},
        "delivery": {{"charge": 500, "provider": "UPS", "address": {{{address}}}}},
        "threeDS": {{"challengeInd": "NO_PREFERENCE"}},
        "returnURL": "https://shop.example.com/payment/monext/return",
        "notificationURL": "{notification}",
        "languageCode": "FR"}}"#,
        reference = reference(),
        notification = listener.url("/payment/monext/notification"),
    )
}

/// Makes a session. The answer must be a 201, and a member `status` in its body would overwrite that.
async fn created(plugin: &Plugin<'_>, order: &str) -> Answer {
    let made = plugin.post("/v1/checkout/sessions", order).await;
    assert_eq!(made.status, 201, "{}", made.body_text());
    assert!(made.at(&["status"]).is_none());
    made
}

/// Reads the session and moves the order, as the actions of the notification and of the return do.
async fn resolved(plugin: &Plugin<'_>, session: &str) -> (Order, Option<String>) {
    let read = plugin.get(&format!("/v1/checkout/sessions/{session}")).await;
    assert_eq!(read.status, 200, "{}", read.body_text());
    let body = read.document().unwrap();
    let (title, detail) = (text(body, &["result", "title"]), text(body, &["result", "detail"]));
    assert!(!detail.is_empty() && body.at(&["status"]).is_none());
    let Some(first) = body.at(&["transactions"]).and_then(Tree::as_list).and_then(<[Tree]>::first) else {
        return (Order::Untouched, None);
    };
    let order = match (title, text(first, &["capture"])) {
        ("ACCEPTED", "MANUAL") => Order::Authorized,
        ("ACCEPTED", _) => Order::Completed,
        ("ERROR" | "REFUSED", _) => Order::Failed,
        ("INPROGRESS" | "ONHOLD_PARTNER" | "PENDING_RISK", _) => Order::Processing,
        ("CANCELLED", _) => Order::Cancelled,
        (other, _) => panic!("{other} is no title it knows"),
    };
    (order, Some(text(first, &["id"]).to_owned()))
}

/// Reads the amount that is left for an action. A missing member fails the order.
async fn may(plugin: &Plugin<'_>, id: &str, kind: &str) -> Option<i64> {
    let read = plugin.get(&format!("/v1/checkout/transactions/{id}")).await;
    let body = read.document().unwrap();
    let requested = integer(body, &["transaction", "requestedAmount"]);
    let (payment, capture) =
        (text(body, &["transaction", "paymentType"]), text(body, &["transaction", "capture"]));
    let done: i64 = list(body, &["associatedTransactions"])
        .iter()
        .filter(|entry| text(entry, &["type"]) == kind && text(entry, &["status"]) == "OK")
        .map(|entry| integer(entry, &["amount"]))
        .sum();
    let right = kind != "CAPTURE" || (payment == "ONE_OFF" && capture == "MANUAL");
    (right && done != requested).then_some(requested)
}

async fn acts(plugin: &Plugin<'_>, id: &str, kind: &str, path: &str) {
    let amount = may(plugin, id, kind).await.expect("it may still be done");
    let answer = plugin
        .post(&format!("/v1/checkout/transactions/{id}/{path}"), &format!(r#"{{"amount":{amount}}}"#))
        .await;
    // The plugin throws a TypeError for a 200.
    assert!([201, 202].contains(&answer.status), "{} {}", answer.status, answer.body_text());
    assert_ne!(answer.text(&["result", "title"]), Some("ERROR"), "{}", answer.body_text());
    assert!(answer.text(&["result", "detail"]).is_some());
    assert_eq!(may(plugin, id, kind).await, None, "{kind} is not done");
}

/// Answers the notification: 501 without the type, 400 without the token.
async fn notified(listener: &Listener) -> String {
    let seen = listener.came(1).await.remove(0);
    assert!(seen.target.starts_with("/payment/monext/notification?"), "{}", seen.target);
    assert_eq!(seen.parameter("notificationType").as_deref(), Some("WEBTRS"));
    seen.parameter("token").unwrap()
}

#[tokio::test]
async fn captured_by_hand_and_refunded() {
    let gateway = shared();
    let (plugin, listener) = (plugin(&gateway), Listener::start().await);
    let made = created(&plugin, &order("MANUAL", 12_345, &listener)).await;
    let buyer = browses_to(&gateway, &made).await;
    assert_eq!(resolved(&plugin, &buyer.session.id).await, (Order::Untouched, None));
    pays(&buyer).await;
    let token = notified(&listener).await;
    assert_eq!(token, buyer.session.id);
    let (order, id) = resolved(&plugin, &token).await;
    assert_eq!(order, Order::Authorized);
    let id = id.unwrap();
    acts(&plugin, &id, "CAPTURE", "captures").await;
    acts(&plugin, &id, "REFUND", "refunds").await;
}

#[tokio::test]
async fn captured_at_once_and_refunded() {
    let gateway = shared();
    let (plugin, listener) = (plugin(&gateway), Listener::start().await);
    let made = created(&plugin, &order("AUTOMATIC", 12_346, &listener)).await;
    let buyer = browses_to(&gateway, &made).await;
    pays(&buyer).await;
    // The buyer is back before the notification: both read the same, and the second gets a 422.
    let (order, id) = resolved(&plugin, &buyer.session.id).await;
    assert_eq!(order, Order::Completed);
    let id = id.unwrap();
    assert_eq!(may(&plugin, &id, "CAPTURE").await, None);
    acts(&plugin, &id, "REFUND", "refunds").await;
}

#[tokio::test]
async fn cancelled_by_the_shop() {
    let gateway = shared();
    let (plugin, listener) = (plugin(&gateway), Listener::start().await);
    let made = created(&plugin, &order("MANUAL", 12_347, &listener)).await;
    let buyer = browses_to(&gateway, &made).await;
    pays(&buyer).await;
    let (_, id) = resolved(&plugin, &notified(&listener).await).await;
    let id = id.unwrap();
    acts(&plugin, &id, "CANCEL", "cancels").await;
    // A later capture is refused in a 201, which the plugin can show. A 4xx would be an exception in the
    // shop.
    let late = plugin.post(&format!("/v1/checkout/transactions/{id}/captures"), r#"{"amount":12347}"#).await;
    assert_eq!(late.status, 201);
    assert_ne!(late.text(&["result", "title"]), Some("ACCEPTED"));
}

/// It answers 422 to the notification of a refused order, and is told no more, since it has read it.
#[tokio::test]
async fn refused_and_given_up() {
    let gateway = Gateway::start_with("sylius-refused", &["notifications.retry_interval_s=1"]);
    let plugin = plugin(&gateway);
    let listener = Listener::replying(&[], crate::harness::Reply::Status(422)).await;
    let made = created(&plugin, &order("MANUAL", 12_348, &listener)).await;
    let buyer = browses_to(&gateway, &made).await;
    is_refused(&buyer).await;
    assert_eq!(resolved(&plugin, &notified(&listener).await).await.0, Order::Failed);
    let told = listener.seen().len();

    let other = Listener::replying(&[], crate::harness::Reply::Status(422)).await;
    let made = created(&plugin, &order("MANUAL", 12_349, &other)).await;
    let buyer = browses_to(&gateway, &made).await;
    buyer.cancels().await;
    // Three notifications have come, so the first one would have been repeated.
    other.came(3).await;
    assert_eq!(resolved(&plugin, &buyer.session.id).await, (Order::Untouched, None));
    assert!(listener.seen().len() <= told + 1, "{} times", listener.seen().len());
}
