//! The reload and back buttons of the browser, at every step.

use crate::driver::story;
use crate::harness::Card;
use crate::visit::Visit;

#[tokio::test]
async fn reloads_at_every_step() {
    story("reloads", |browser| async move {
        let visit = Visit::new(&[]).await;
        browser.go(visit.page_url()).await;
        browser.fill_card(&Card::cb_visa()).await;
        browser.reload().await;
        browser.until_heading("Pay Demo shop").await;
        assert_eq!(
            browser.value("#number").await + &browser.value("#cvv").await,
            "",
            "the card is still there"
        );
        browser.pay_with(&Card::refused_with("01116")).await;
        browser.until_refusal("2 more times").await;
        browser.reload().await;
        browser.until_refusal("2 more times").await;
        browser.choose("MOCKPAY").await;
        browser.click("#pay").await;
        browser.until_url("https://localhost").await;
        browser.reload().await;
        assert!(browser.read("h1").await.contains("10.00"));
        browser.go(visit.page_url()).await;
        for _ in 0..2 {
            browser.until_heading("Continue with MockPay").await;
            browser.reload().await;
        }
        browser.click("#abandon").await;
        browser.until("document.querySelector('#payment')").await;
        browser.pay_with(&Card::cb_visa()).await;
        for _ in 0..3 {
            browser.until_heading("Payment accepted").await;
            browser.reload().await;
        }
        assert_eq!(visit.transaction_titles().await.iter().filter(|title| *title == "ACCEPTED").count(), 1);
    })
    .await;
}

/// The page that the browser kept is older than the payment, and is not shown.
#[tokio::test]
async fn goes_back_after_paying() {
    story("back-after-paying", |browser| async move {
        let visit = Visit::new(&[]).await;
        browser.go(visit.page_url()).await;
        browser.pay_with(&Card::cb_visa()).await;
        browser.until_heading("Payment accepted").await;
        browser.click(".result a.button").await;
        browser.until_url(&visit.shop.url("/")).await;
        browser.back().await;
        browser.until_heading("Payment accepted").await;
        assert!(!browser.shows("#payment").await);
        assert_eq!(visit.transaction_titles().await, ["ACCEPTED"]);
    })
    .await;
}

#[tokio::test]
async fn goes_back_from_the_partner() {
    story("back-from-partner", |browser| async move {
        let visit = Visit::new(&[]).await;
        browser.go(visit.page_url()).await;
        browser.choose("MOCKPAY").await;
        browser.click("#pay").await;
        browser.until_url("https://localhost").await;
        browser.back().await;
        browser.until_heading("Continue with MockPay").await;
        browser.click("a.pay").await;
        browser.until_url("https://localhost").await;
        browser.click("[value=accept]").await;
        browser.until_heading("Payment accepted").await;
        // The partner's page changes nothing any more.
        browser.back().await;
        browser.until("document.querySelector('h1')").await;
        browser.go(visit.page_url()).await;
        browser.until_heading("Payment accepted").await;
        assert_eq!(visit.transaction_titles().await, ["ACCEPTED"]);
    })
    .await;
}
