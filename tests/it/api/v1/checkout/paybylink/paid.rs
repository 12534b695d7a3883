//! A link that is paid, and what the shop is told of it.

use document::Tree;

use crate::harness::{
    Card, Gateway, Listener, Partner, Reply, assert_refused_fields, assert_result, assert_state, put,
    session, shared, told, transactions,
};

#[tokio::test]
async fn one_payment_pays_it() {
    let gateway = shared();
    let mut till = gateway.till();
    let link = till.new_link(&put(&session(2_499), "buyer.email", "camille@example.com")).await;
    let (first, second) = (gateway.opens(&link).await, gateway.opens(&link).await);
    let late = second.card_request(&Card::mastercard(), None).await;
    assert_state(&first.pays(&Card::refused_with("01116")).await, "PAYMENT_FAILURE_WITH_RETRY");
    till.assert_link(&link.id, "UNPAID").await;
    assert_state(&first.pays(&Card::cb_visa()).await, "PAYMENT_SUCCESS");
    assert_result(&till.session(&first.session.id).await, 200, "ACCEPTED", "00000");

    let read = till.assert_link(&link.id, "PAID").await;
    let payments = transactions(&read);
    assert_eq!(payments.len(), 2);
    assert_eq!(
        payments[0].at(&["authorizedAmount"]).and_then(Tree::as_integer),
        Some(2_499),
        "the newest first"
    );
    assert_eq!(read.text(&["buyer", "email"]), Some("camille@example.com"));
    let paid = till.transaction(told(&payments[0], "id")).await;
    assert_result(&paid, 200, "ACCEPTED", "00000");

    gateway.finds_ended(&link, "This link has been paid").await;
    // Who was there before is shown that it is paid.
    assert_state(&second.sends(&late).await, "PAYMENT_FAILURE");
    assert_eq!(second.opens_page().await.status, 200);
    assert_eq!(transactions(&till.link(&link.id).await).len(), 2);
    assert_refused_fields(&till.set_link_status(&link.id, "CANCELLED").await, &["status"]);
}

/// The duplicate check of another payment method knows nothing of this one: the link does.
#[tokio::test]
async fn at_a_partner_and_by_card() {
    let gateway = shared();
    let mut till = gateway.till();
    let link = till.new_link(&session(1_000)).await;
    let (one, other) = (gateway.opens(&link).await, gateway.opens(&link).await);
    let sent = one.chooses_partner().await;
    let partner = Partner::of(&gateway, &sent);
    // While the buyer is at the partner, the link is held.
    assert_state(&other.pays(&Card::cb_visa()).await, "PAYMENT_FAILURE_WITH_RETRY");
    assert_result(&till.session(&other.session.id).await, 200, "ERROR", "02002");
    assert_state(&other.chooses_partner().await, "PAYMENT_FAILURE_WITH_RETRY");
    partner.decides("cancel").await;
    till.assert_link(&link.id, "UNPAID").await;
    // It is free again, and a repeat counts as no attempt.
    assert_state(&other.pays(&Card::cb_visa()).await, "PAYMENT_SUCCESS");
    till.assert_link(&link.id, "PAID").await;
}

#[tokio::test]
async fn its_sessions_notify_as_others_do() {
    let gateway = Gateway::start("link-notifies");
    let listener = Listener::start().await;
    listener.turns(Reply::Status(200));
    let request = put(&session(1_000), "notificationURL", listener.url("/told?shop=1").as_str());
    let link = gateway.till().new_link(&request).await;
    let buyer = gateway.opens(&link).await;
    assert_state(&buyer.pays(&Card::cb_visa()).await, "PAYMENT_SUCCESS");
    listener.came(1).await;
    let seen = listener.seen_of(&buyer.session.id);
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0].parameter("notificationType").as_deref(), Some("WEBTRS"));
}
