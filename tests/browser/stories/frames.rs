//! Who may show the page inside his own.

use std::sync::Arc;

use crate::driver::{Browser, story};
use crate::harness::{Card, Gateway, Listener, session, shared};
use crate::visit::Visit;

/// On a page of this shop.
async fn frames(browser: &Browser, shop: &Listener, page: &str) {
    browser.go(&shop.url("/")).await;
    browser
        .run(&format!(
            "const frame = document.createElement('iframe'); frame.style = 'width: 600px; height: 700px'; \
             frame.src = '{page}'; frame.onload = () => (frame.id = 'loaded'); document.body.append(frame)"
        ))
        .await;
    browser.until("document.querySelector('#loaded')").await;
    browser.enter_frame("#loaded").await;
}

#[tokio::test]
async fn nobody_may_unless_named() {
    story("frame-refused", |browser| async move {
        browser.expect_complaint("frame-ancestors 'none'");
        let visit = Visit::of(shared(), &session(1_000)).await;
        frames(&browser, &visit.shop, visit.page()).await;
        assert!(!browser.shows("#number").await);
    })
    .await;
}

#[tokio::test]
async fn a_named_shop_may() {
    story("frame-allowed", |browser| async move {
        let gateway = Arc::new(Gateway::start("framed"));
        let shop = Listener::start().await;
        gateway.set_point_of_sale(&["--frame-origin", shop.url("").as_str()]);
        let visit = Visit::of(gateway, &session(1_000)).await;
        frames(&browser, &shop, visit.page()).await;
        browser.pay_with(&Card::cb_visa()).await;
        browser.until_heading("Payment accepted").await;
        visit.assert_told("ACCEPTED", "00000").await;
    })
    .await;
}
