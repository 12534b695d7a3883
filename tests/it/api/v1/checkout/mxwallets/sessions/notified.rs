//! The notification at the end of a session: WEBWALLET.

use crate::harness::{
    Buyer, Card, Gateway, Listener, assert_state, parameters, put, reference, wallet_session,
};

use super::wallet_of;

const QUICK: &str = "notifications.retry_interval_s=1";

async fn told(gateway: &Gateway, listener: &Listener, wallet: &str) -> Buyer {
    let url = listener.url("/notify?shop=7");
    gateway.buyer_of_wallet(&put(&wallet_session(wallet), "notificationURL", url.as_str())).await
}

#[tokio::test]
async fn of_every_end() {
    let mut gateway = Gateway::start_with("wallet-notified", &[QUICK]);
    let listener = Listener::start().await;
    let mut till = gateway.till();
    let wallet = wallet_of(&mut till, &[Card::cb_visa()]).await;

    let left = told(&gateway, &listener, &wallet).await;
    assert_state(&left.cancels().await, "PAYMENT_CANCELED");
    let seen = listener.came(1).await.remove(0);
    let own = parameters(seen.target.strip_prefix("/notify?shop=7&").unwrap());
    let id = left.session.id.as_str();
    let expected = [("notificationType", "WEBWALLET"), ("token", id), ("paymentEndpoint", "1")];
    assert_eq!(own, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));

    let done = told(&gateway, &listener, &wallet).await;
    assert_state(&done.operates("remove", 1).await, "MANAGE_WEB_WALLET");
    assert_eq!(listener.seen().len(), 1, "not before the end");
    assert_state(&done.cancels().await, "TOKEN_EXPIRED");
    assert_eq!(listener.came(2).await[1].parameter("token"), Some(done.session.id.clone()));

    let unopened = told(&gateway, &listener, &reference()).await;
    drop(till);
    gateway.restart_ahead(1, &[QUICK]);
    let seen = listener.came(3).await.remove(2);
    assert_eq!(seen.parameter("token"), Some(unopened.session.id.clone()));
    assert_eq!(seen.parameter("notificationType").as_deref(), Some("WEBWALLET"));
    gateway.assert_wallet_session(&unopened, "REFUSED", "02534").await;
}

/// A shop that reads the final result is not told again; one that reads before the end is.
#[tokio::test]
async fn reading_the_result_stops_it() {
    let gateway = Gateway::start_with("wallet-told-once", &[QUICK]);
    let listener = Listener::replying(&[], crate::harness::Reply::Status(500)).await;
    let buyer = told(&gateway, &listener, &reference()).await;
    gateway.assert_wallet_session(&buyer, "INPROGRESS", "02533").await;
    assert_state(&buyer.cancels().await, "PAYMENT_CANCELED");
    listener.came(2).await;
    gateway.assert_wallet_session(&buyer, "CANCELLED", "02536").await;
    let rows = gateway.operate_json(&["notifications", "list"]);
    let row = rows.as_list().unwrap()[0].clone();
    assert_eq!(row.at(&["state"]).and_then(document::Tree::as_text), Some("READ"));
}
