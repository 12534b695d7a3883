//! Which origins may show the page in a frame.

use std::sync::Arc;

use crate::driver::{Browser, story};
use crate::harness::{Card, Gateway, Listener, session, shared};
use crate::visit::Visit;

/// Opens a page of the shop that shows the payment page in a frame.
async fn show_in_frame(browser: &Browser, shop: &Listener, page: &str) {
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
async fn no_origin_may_unless_it_is_named() {
    story("frame-refused", |browser| async move {
        browser.expect_console_message("frame-ancestors 'none'");
        let visit = Visit::of(shared(), &session(1_000)).await;
        show_in_frame(&browser, &visit.shop, visit.page_url()).await;
        assert!(!browser.shows("#number").await);
    })
    .await;
}

#[tokio::test]
async fn a_named_origin_may() {
    story("frame-allowed", |browser| async move {
        let gateway = Arc::new(Gateway::start("framed"));
        let shop = Listener::start().await;
        gateway.set_point_of_sale(&["--frame-origin", shop.url("").as_str()]);
        let visit = Visit::of(gateway, &session(1_000)).await;
        show_in_frame(&browser, &shop, visit.page_url()).await;
        browser.pay_with(&Card::cb_visa()).await;
        browser.until_heading("Payment accepted").await;
        visit.assert_result("ACCEPTED", "00000").await;
    })
    .await;
}
