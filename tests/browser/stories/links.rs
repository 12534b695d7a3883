//! Payment links: the pages that a buyer comes to by one, and that of a link that is not to be paid any more.

use crate::driver::{Browser, story};
use crate::harness::{Card, Gateway, Link, assert_result, assert_state, is_session_id, session, shared};

const ASK_FOR_A_NEW_ONE: &str = "Please ask the shop for a new one.";

/// Opens a link, and returns the id of the session to whose page it leads.
async fn opens(browser: &Browser, gateway: &Gateway, link: &Link) -> String {
    browser.go(&link.url).await;
    let url = browser.until_url(&format!("{}/pay/", gateway.base_url())).await;
    let id = url.rsplit('/').next().unwrap().to_owned();
    assert!(is_session_id(&id) && !url.contains("/pay/link/"), "{url}");
    browser.until("document.querySelector('#number')").await;
    id
}

/// Opens a link that is not to be paid any more.
async fn finds_ended(browser: &Browser, url: &str, heading: &str, explanation: &str) {
    // The status of the page, of which Chromium tells the console.
    browser.expect_console_message("410");
    browser.go(url).await;
    browser.until_heading(heading).await;
    assert_eq!(browser.url().await, url);
    assert!(browser.read("main").await.contains(explanation));
    assert!(!browser.shows("#payment").await && !browser.shows("#number").await);
    browser.assert_accessible(heading).await;
}

#[tokio::test]
async fn pays_by_a_link_and_comes_again() {
    story("link-paid", |browser| async move {
        let gateway = shared();
        let link = gateway.till().new_link(&session(1_000)).await;
        let id = opens(&browser, &gateway, &link).await;
        assert_eq!(browser.read("#pay-label").await, "Pay €10.00");
        browser.pay_with(&Card::cb_visa()).await;
        browser.until_heading("Payment accepted").await;
        assert_result(&gateway.till().session(&id).await, 200, "ACCEPTED", "00000");
        gateway.till().assert_link(&link.id, "PAID").await;
        finds_ended(&browser, &link.url, "This link has been paid", "nothing left to pay").await;
        browser.take_screenshot("link-paid.en.desk.light").await;
    })
    .await;
}

/// Two buyers have the page of the same link before them. One pays, and the other's page says that it is over.
#[tokio::test]
async fn pays_second_by_a_link_that_two_have_opened() {
    story("link-paid-by-another", |browser| async move {
        let gateway = shared();
        let link = gateway.till().new_link(&session(1_000)).await;
        let id = opens(&browser, &gateway, &link).await;
        let first = gateway.opens(&link).await;
        assert_state(&first.pays(&Card::cb_visa()).await, "PAYMENT_SUCCESS");
        browser.pay_with(&Card::mastercard()).await;
        browser.until_heading("Payment refused").await;
        assert!(!browser.shows("#payment").await);
        browser.assert_accessible("a link that another has paid").await;
        assert_result(&gateway.till().session(&id).await, 200, "REFUSED", "02324");
    })
    .await;
}

#[tokio::test]
async fn comes_to_a_link_that_is_cancelled() {
    story("link-cancelled", |browser| async move {
        let gateway = shared();
        let link = gateway.till().new_link(&session(1_000)).await;
        let id = opens(&browser, &gateway, &link).await;
        gateway.till().cancel_link(&link.id).await;
        browser.reload().await;
        browser.until_heading("Payment cancelled").await;
        assert!(!browser.shows("#payment").await);
        assert_result(&gateway.till().session(&id).await, 200, "REFUSED", "02324");
        finds_ended(&browser, &link.url, "This payment link was cancelled", ASK_FOR_A_NEW_ONE).await;
        browser.take_screenshot("link-cancelled.en.desk.light").await;
    })
    .await;
}

#[tokio::test]
async fn comes_to_a_link_that_has_expired() {
    story("link-expired", |browser| async move {
        let mut gateway = Gateway::start("link-expired");
        let link = gateway.till().new_link(&session(1_000)).await;
        opens(&browser, &gateway, &link).await;
        let before = gateway.base_url().to_owned();
        gateway.restart_ahead(31 * 24 + 1, &[]);
        let url = link.url.replace(&before, gateway.base_url());
        finds_ended(&browser, &url, "This payment link has expired", ASK_FOR_A_NEW_ONE).await;
        browser.take_screenshot("link-expired.en.desk.light").await;
    })
    .await;
}
