//! One session in several tabs and windows.

use crate::driver::{Browser, story};
use crate::harness::{Card, transactions};
use crate::visit::Visit;

/// Both buttons are pressed before the bank answers.
#[tokio::test]
async fn pays_in_two_windows_at_once() {
    story("two-windows", |browser| async move {
        let visit = Visit::with_amount(77_702, &[]).await;
        let first = browser.tab().await;
        browser.go(visit.page_url()).await;
        browser.fill_card(&Card::cb_visa()).await;
        let second = browser.new_window().await;
        browser.go(visit.page_url()).await;
        browser.fill_card(&Card::mastercard()).await;
        browser.click("#pay").await;
        browser.switch_to(&first).await;
        browser.click("#pay").await;
        for window in [first, second] {
            browser.switch_to(&window).await;
            browser.until_heading("Payment accepted").await;
        }
        assert_eq!(visit.transaction_titles().await, ["ACCEPTED"]);
        visit.assert_result("ACCEPTED", "00000").await;
    })
    .await;
}

#[tokio::test]
async fn clicks_twice() {
    story("double-click", |browser| async move {
        let visit = Visit::with_amount(77_702, &[]).await;
        browser.go(visit.page_url()).await;
        browser.fill_card(&Card::cb_visa()).await;
        browser.run("const pay = document.querySelector('#pay'); pay.click(); pay.click()").await;
        // The wait is shown and announced, and the button does nothing.
        assert_eq!(browser.read("#pay-label").await, "Payment in progress…");
        assert_eq!(browser.run("return document.querySelector('#pay').ariaDisabled").await, "true");
        assert!(browser.shows("#pay .spinner").await);
        browser.take_screenshot("choose-paying.en.desk.light").await;
        browser.click("#pay").await;
        browser.until_heading("Payment accepted").await;
        assert_eq!(visit.transaction_titles().await, ["ACCEPTED"]);
    })
    .await;
}

/// A tab that becomes visible again shows what happened in the other.
#[tokio::test]
async fn comes_back_to_an_older_tab() {
    story("older-tab", |browser| async move {
        let visit = Visit::new(&[]).await;
        let first = browser.tab().await;
        browser.go(visit.page_url()).await;
        browser.new_tab().await;
        pays(&browser, &visit).await;
        browser.switch_to(&first).await;
        browser.until_heading("Payment accepted").await;
    })
    .await;
}

/// A window that was visible all the time has not asked for the state. Its button does not charge a second time.
#[tokio::test]
async fn pays_again_in_an_older_window() {
    story("pays-again", |browser| async move {
        let visit = Visit::new(&[]).await;
        let first = browser.tab().await;
        browser.go(visit.page_url()).await;
        browser.fill_card(&Card::mastercard()).await;
        browser.new_window().await;
        pays(&browser, &visit).await;
        browser.switch_to(&first).await;
        browser.click("#pay").await;
        browser.until_heading("Payment accepted").await;
        let read = visit.gateway.till().session(&visit.session.id).await;
        assert_eq!(transactions(&read).len(), 1);
    })
    .await;
}

async fn pays(browser: &Browser, visit: &Visit) {
    browser.go(visit.page_url()).await;
    browser.pay_with(&Card::cb_visa()).await;
    browser.until_heading("Payment accepted").await;
}
