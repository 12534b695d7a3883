//! One session, several hands.

use crate::driver::{Browser, story};
use crate::harness::{Card, transactions};
use crate::visit::Visit;

/// Side by side, with a bank that takes its time: both buttons are pressed before it answers.
#[tokio::test]
async fn pays_in_two_windows_at_once() {
    story("two-windows", |browser| async move {
        let visit = Visit::to_pay(77_702, &[]).await;
        let first = browser.tab().await;
        browser.go(visit.page()).await;
        browser.fill_card(&Card::cb_visa()).await;
        let second = browser.new_window().await;
        browser.go(visit.page()).await;
        browser.fill_card(&Card::mastercard()).await;
        browser.click("#pay").await;
        browser.switch_to(&first).await;
        browser.click("#pay").await;
        for window in [first, second] {
            browser.switch_to(&window).await;
            browser.until_heading("Payment accepted").await;
        }
        assert_eq!(visit.attempts().await, ["ACCEPTED"]);
        visit.assert_told("ACCEPTED", "00000").await;
    })
    .await;
}

#[tokio::test]
async fn clicks_twice() {
    story("double-click", |browser| async move {
        let visit = Visit::to_pay(77_702, &[]).await;
        browser.go(visit.page()).await;
        browser.fill_card(&Card::cb_visa()).await;
        browser.run("const pay = document.querySelector('#pay'); pay.click(); pay.click()").await;
        // The wait is seen and said, and the button takes nothing.
        assert_eq!(browser.read("#pay-label").await, "Payment in progress…");
        assert_eq!(browser.run("return document.querySelector('#pay').ariaDisabled").await, "true");
        assert!(browser.shows("#pay .spinner").await);
        browser.take_picture("choose-paying.en.desk.light").await;
        browser.click("#pay").await;
        browser.until_heading("Payment accepted").await;
        assert_eq!(visit.attempts().await, ["ACCEPTED"]);
    })
    .await;
}

/// Whoever comes back to a tab that is behind sees what happened in the other.
#[tokio::test]
async fn comes_back_to_an_older_tab() {
    story("older-tab", |browser| async move {
        let visit = Visit::new(&[]).await;
        let first = browser.tab().await;
        browser.go(visit.page()).await;
        browser.new_tab().await;
        pays(&browser, &visit).await;
        browser.switch_to(&first).await;
        browser.until_heading("Payment accepted").await;
    })
    .await;
}

/// A window that was in sight all the time does not look; its button charges nobody twice.
#[tokio::test]
async fn pays_again_in_an_older_window() {
    story("pays-again", |browser| async move {
        let visit = Visit::new(&[]).await;
        let first = browser.tab().await;
        browser.go(visit.page()).await;
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
    browser.go(visit.page()).await;
    browser.pay_with(&Card::cb_visa()).await;
    browser.until_heading("Payment accepted").await;
}
