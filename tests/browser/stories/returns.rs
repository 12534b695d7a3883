//! Shops that want their buyers back without a receipt.

use std::sync::Arc;

use crate::driver::story;
use crate::harness::{Card, Gateway, Listener, put, session};
use crate::visit::Visit;

#[tokio::test]
async fn the_buyer_is_sent_back_at_once() {
    story("automatic-return", |browser| async move {
        let gateway = Arc::new(Gateway::start("automatic-return"));
        gateway.set_point_of_sale(&["--automatic-return", "true"]);
        let paid = Visit::of(Arc::clone(&gateway), &session(1_000)).await;
        browser.go(paid.page_url()).await;
        browser.pay_with(&Card::cb_visa()).await;
        paid.assert_return_url(&browser.until_url(&paid.shop.url("/")).await);
        paid.assert_result("ACCEPTED", "00000").await;
        let refused = Visit::of(Arc::clone(&gateway), &session(1_000)).await;
        browser.go(refused.page_url()).await;
        for left in ["2 more times", "once more"] {
            browser.pay_with(&Card::refused_with("01116")).await;
            browser.until_refusal(left).await;
        }
        browser.pay_with(&Card::refused_with("01116")).await;
        refused.assert_return_url(&browser.until_url(&refused.shop.url("/")).await);
        let at_partner = Visit::of(gateway, &session(1_000)).await;
        browser.go(at_partner.page_url()).await;
        browser.choose("MOCKPAY").await;
        browser.click("#pay").await;
        browser.until_url("https://localhost").await;
        browser.click("[value=accept]").await;
        at_partner.assert_return_url(&browser.until_url(&at_partner.shop.url("/")).await);
    })
    .await;
}

/// A notification that waits for the buyer is sent when the buyer follows the link of the receipt.
#[tokio::test]
async fn the_way_back_is_told() {
    story("the-way-back", |browser| async move {
        let gateway = Arc::new(Gateway::start("way-back"));
        gateway.set_point_of_sale(&["--notification-delay-s", "3600"]);
        let told = Listener::start().await;
        let request = put(&session(1_000), "notificationURL", told.url("/told").as_str());
        let visit = Visit::of(gateway, &request).await;
        browser.go(visit.page_url()).await;
        browser.pay_with(&Card::cb_visa()).await;
        browser.until_heading("Payment accepted").await;
        assert!(told.seen().is_empty());
        browser.click(".result a.button").await;
        visit.assert_return_url(&browser.until_url(&visit.shop.url("/")).await);
        assert_eq!(told.came(1).await[0].parameter("token").as_deref(), Some(visit.session.id.as_str()));
    })
    .await;
}
