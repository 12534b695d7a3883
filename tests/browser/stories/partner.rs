//! Payments at a partner.

use crate::driver::{Browser, story};
use crate::harness::{Card, Gateway, assert_result, session};
use crate::visit::Visit;

async fn goes_to_the_partner(browser: &Browser) -> Visit {
    let visit = Visit::new(&[]).await;
    browser.go(visit.page_url()).await;
    browser.choose("MOCKPAY").await;
    assert_eq!(browser.read("#pay-label").await, "Pay €10.00 with MockPay");
    assert!(!browser.shows("#number").await);
    browser.click("#pay").await;
    // The partner is on another host: apps take a page on the API's host for the end of the payment.
    browser.until_url("https://localhost").await;
    visit
}

#[tokio::test]
async fn accepts_at_the_partner() {
    story("partner-accepts", |browser| async move {
        let visit = goes_to_the_partner(&browser).await;
        browser.click("[value=accept]").await;
        browser.until_heading("Payment accepted").await;
        visit.assert_result("ACCEPTED", "00000").await;
        assert!(browser.url().await.starts_with(visit.gateway.base_url()));
    })
    .await;
}

#[tokio::test]
async fn is_refused_at_the_partner() {
    story("partner-refuses", |browser| async move {
        let visit = goes_to_the_partner(&browser).await;
        browser.click("[value=refuse]").await;
        browser.until_refusal("2 more times").await;
        browser.pay_with(&Card::cb_visa()).await;
        browser.until_heading("Payment accepted").await;
        assert_eq!(visit.transaction_titles().await, ["ACCEPTED", "REFUSED"]);
    })
    .await;
}

#[tokio::test]
async fn cancels_at_the_partner() {
    story("partner-cancelled", |browser| async move {
        let visit = goes_to_the_partner(&browser).await;
        browser.click("[value=cancel]").await;
        browser.until_refusal("The payment was not completed.").await;
        browser.pay_with(&Card::cb_visa()).await;
        browser.until_heading("Payment accepted").await;
        visit.assert_result("ACCEPTED", "00000").await;
    })
    .await;
}

/// The partner takes days to decide. The page waits, and says so.
#[tokio::test]
async fn waits_for_the_partner() {
    story("partner-pending", |browser| async move {
        let visit = goes_to_the_partner(&browser).await;
        browser.click("[value=pending]").await;
        for _ in 0..2 {
            browser.until_heading("Your payment is being confirmed").await;
            browser.reload().await;
        }
        assert!(!browser.shows("#payment").await);
        visit.assert_result("ONHOLD_PARTNER", "02016").await;
    })
    .await;
}

/// The partner has not decided when the session ends. The buyer can leave.
#[tokio::test]
async fn is_told_that_the_payment_is_pending() {
    story("partner-undecided", |browser| async move {
        let mut gateway = Gateway::start("undecided");
        let opened = gateway.till().new_session(&session(1_000)).await;
        browser.go(&opened.page).await;
        browser.choose("MOCKPAY").await;
        browser.click("#pay").await;
        browser.until_url("https://localhost").await;
        browser.click("[value=pending]").await;
        browser.until_heading("Your payment is being confirmed").await;
        let before = gateway.base_url().to_owned();
        gateway.restart_ahead(1, &[]);
        browser.go(&opened.page.replace(&before, gateway.base_url())).await;
        browser.until_heading("Payment pending").await;
        assert!(browser.read("main").await.contains("Please do not pay again."));
        browser.assert_accessible("on hold").await;
        browser.take_screenshot("on-hold.en.desk.light").await;
        assert_result(&gateway.till().session(&opened.id).await, 200, "ONHOLD_PARTNER", "02016");
    })
    .await;
}

/// The page that waits shows the outcome without a reload by the buyer.
#[tokio::test]
async fn sees_the_partner_accept() {
    story("partner-accepts-late", |browser| async move {
        let visit = goes_to_the_partner(&browser).await;
        browser.click("[value=pending-accept]").await;
        browser.until_heading("Your payment is being confirmed").await;
        browser.until_heading("Payment accepted").await;
        visit.assert_result("ACCEPTED", "00000").await;
    })
    .await;
}

#[tokio::test]
async fn leaves_the_partner_and_pays_another_way() {
    story("partner-abandoned", |browser| async move {
        let visit = goes_to_the_partner(&browser).await;
        browser.click("main p a").await;
        browser.until_heading("Continue with MockPay").await;
        browser.click("#abandon").await;
        browser.until("document.querySelector('#payment')").await;
        browser.pay_with(&Card::cb_visa()).await;
        browser.until_heading("Payment accepted").await;
        visit.assert_result("ACCEPTED", "00000").await;
    })
    .await;
}

/// The page of a payment at a partner can be cancelled, too.
#[tokio::test]
async fn leaves_the_partner_and_cancels() {
    story("partner-left-for-good", |browser| async move {
        let visit = goes_to_the_partner(&browser).await;
        browser.go(visit.page_url()).await;
        browser.click(".cancel summary").await;
        browser.click("#cancel").await;
        visit.assert_return_url(&browser.until_url(&visit.shop.url("/")).await);
    })
    .await;
}
