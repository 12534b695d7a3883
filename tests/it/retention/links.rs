//! Payment links that nobody paid go, and those that were paid forget their buyer with the payment.

use super::{SEVENTY_DAYS, is_personal, number_of, personal_session, run_ahead};
use crate::harness::{Card, Gateway, assert_error, assert_state, put};
use crate::sql::query_sql;

const EMAIL: &str = "camille.martin@example.com";

#[tokio::test]
async fn what_nobody_paid_goes_and_what_can_be_paid_stays() {
    let gateway = Gateway::start("forgotten-link");
    let mut till = gateway.till();
    let cancelled = till.new_link(&personal_session(EMAIL)).await;
    let open = till.new_link(&personal_session(EMAIL)).await;
    let paid = till.new_link(&put(&personal_session(EMAIL), "mxWalletId", "OF-CAMILLE")).await;
    assert_state(&gateway.opens(&paid).await.pays(&Card::cb_visa()).await, "PAYMENT_SUCCESS");
    gateway.opens(&cancelled).await;
    till.cancel_link(&cancelled.id).await;

    assert_eq!(number_of(&run_ahead(&gateway, 23), "unpaid links", "done"), 0);
    assert_eq!(number_of(&run_ahead(&gateway, 25), "unpaid links", "done"), 1);
    assert_error(&till.link(&cancelled.id).await, 404, "02310");
    let answer = gateway.visits(client::Method::GET, &cancelled.url, "EN").await;
    assert_eq!(answer.status, 404, "{}", answer.body_text());
    assert!(is_personal(&till.assert_link(&open.id, "UNPAID").await));
    assert!(is_personal(&till.assert_link(&paid.id, "PAID").await));

    // The open one has expired meanwhile.
    assert_eq!(number_of(&run_ahead(&gateway, SEVENTY_DAYS), "unpaid links", "done"), 1);
    let left = till.assert_link(&paid.id, "PAID").await;
    assert!(!is_personal(&left), "{}", left.body_text());
    assert_eq!(left.text(&["order", "currency"]), Some("EUR"), "what accounting needs is left");
    let wallets = query_sql(&gateway, "SELECT COUNT(*) FROM payment_links WHERE wallet IS NOT NULL");
    assert_eq!(wallets, ["0"]);
    assert_eq!(number_of(&run_ahead(&gateway, SEVENTY_DAYS), "unpaid links", "done"), 0);
}

#[tokio::test]
async fn a_buyer_is_forgotten_in_links_that_are_over() {
    let gateway = Gateway::start("forget-links");
    let mut till = gateway.till();
    let [paid, cancelled, open] = [
        till.new_link(&personal_session(EMAIL)).await,
        till.new_link(&personal_session(EMAIL)).await,
        till.new_link(&personal_session(EMAIL)).await,
    ];
    let others = till.new_link(&personal_session("camille.m@example.org")).await;
    assert_state(&gateway.opens(&paid).await.pays(&Card::cb_visa()).await, "PAYMENT_SUCCESS");
    for link in [&cancelled, &others] {
        till.cancel_link(&link.id).await;
    }
    let told = gateway.operate_json(&["buyer", "forget", "--email", EMAIL]);
    let count = |name| told.as_list().unwrap()[0].at(&[name]).and_then(document::Tree::as_integer);
    // The session and the payment of the paid one, and one that can be paid still.
    let counts = ["links", "sessions", "payments", "in_progress"].map(count);
    assert_eq!(counts, [Some(2), Some(1), Some(1), Some(1)]);
    assert!(!is_personal(&till.assert_link(&paid.id, "PAID").await));
    assert!(!is_personal(&till.assert_link(&cancelled.id, "CANCELLED").await));
    assert!(is_personal(&till.assert_link(&open.id, "UNPAID").await));
    assert!(gateway.opens(&open).await.opens_page().await.status == 200, "it can be paid still");
    assert!(till.assert_link(&others.id, "CANCELLED").await.body_text().contains("camille.m@example.org"));
}
