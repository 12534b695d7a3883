//! Sessions that end without a payment: the buyer cancels, or the time runs out.

use std::sync::Arc;

use crate::driver::story;
use crate::harness::{Gateway, Session, assert_result, session};
use crate::visit::Visit;

#[tokio::test]
async fn cancels() {
    story("cancels", |browser| async move {
        let visit = Visit::new(&[]).await;
        browser.go(visit.page_url()).await;
        assert!(!browser.shows("#cancel").await, "one click by mistake would cancel");
        browser.click(".cancel summary").await;
        browser.click("#cancel").await;
        visit.assert_return_url(&browser.until_url(&visit.shop.url("/")).await);
        visit.assert_result("CANCELLED", "02319").await;
        browser.go(visit.page_url()).await;
        browser.until_heading("Payment cancelled").await;
        assert!(!browser.shows("#payment").await);
    })
    .await;
}

#[tokio::test]
async fn comes_too_late() {
    story("too-late", |browser| async move {
        let mut gateway = Gateway::start("too-late");
        let opened = gateway.till().new_session(&session(1_000)).await;
        let untouched = gateway.till().new_session(&session(1_000)).await;
        browser.go(&opened.page).await;
        assert!(browser.shows("#number").await);
        let before = gateway.base_url().to_owned();
        gateway.restart_ahead(1, &[]);
        let gateway = Arc::new(gateway);
        for (session, code) in [(opened, "02324"), (untouched, "02534")] {
            let page = session.page.replace(&before, gateway.base_url());
            let session = Session { page, ..session };
            assert_result(&gateway.till().session(&session.id).await, 200, "REFUSED", code);
            browser.go(&session.page).await;
            browser.until_heading("The time to pay has run out").await;
            assert!(!browser.shows("#payment").await);
            assert_result(&gateway.till().session(&session.id).await, 200, "REFUSED", code);
        }
        browser.assert_accessible("expired").await;
        browser.take_screenshot("expired.en.desk.light").await;
    })
    .await;
}

/// The page shows and announces the last five minutes. At the end it asks the server.
#[tokio::test]
async fn sees_the_time_run_out() {
    story("countdown", |browser| async move {
        browser.make_clock_adjustable().await;
        let visit = Visit::new(&[]).await;
        browser.go(visit.page_url()).await;
        assert!(!browser.shows("#time").await);
        for (minutes, text) in [(26, "5 minutes left"), (29, "1 minute left")] {
            browser.run(&format!("skip = {minutes} * 60 * 1000")).await;
            let left = 30 - minutes - 1;
            browser
                .until(&format!("document.querySelector('#time-left').innerText.startsWith('{left}:')"))
                .await;
            assert!(browser.shows("#time").await);
            let announced = browser.run("return document.querySelector('#announcement').textContent").await;
            assert!(announced.as_str().unwrap().contains(text), "{announced}");
        }
        browser.assert_accessible("countdown").await;
        browser.take_screenshot("choose-last-minute.en.desk.light").await;
        browser.run("skip = 31 * 60 * 1000").await;
        // The reloaded page has the right time again: for the server the session goes on.
        browser.until("skip === 0 && document.querySelector('#number')").await;
        assert!(!browser.shows("#time").await);
    })
    .await;
}
