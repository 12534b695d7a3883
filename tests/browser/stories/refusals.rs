//! Payments that the bank refuses.

use std::sync::Arc;

use crate::driver::story;
use crate::harness::{Card, Gateway, session};
use crate::visit::Visit;

#[tokio::test]
async fn is_refused_and_pays_with_another_card() {
    story("refused-then-paid", |browser| async move {
        let visit = Visit::new(&[]).await;
        browser.go(visit.page_url()).await;
        browser.pay_with(&Card::refused_with("01116")).await;
        let told = browser.until_refusal("2 more times").await;
        assert!(told.contains("limit"), "{told}");
        // A screen reader reads the notice, and nothing of the card is left.
        browser.until("document.activeElement.id === 'refusal'").await;
        assert_eq!(browser.value("#number").await + &browser.value("#cvv").await, "");
        assert!(browser.run("return document.title").await.as_str().unwrap().starts_with("Payment refused"));
        browser.pay_with(&Card::cb_visa()).await;
        browser.until_heading("Payment accepted").await;
        assert_eq!(visit.transaction_titles().await, ["ACCEPTED", "REFUSED"]);
        visit.assert_result("ACCEPTED", "00000").await;
    })
    .await;
}

#[tokio::test]
async fn is_refused_three_times() {
    story("refused-thrice", |browser| async move {
        let visit = Visit::new(&[]).await;
        browser.go(visit.page_url()).await;
        for left in ["2 more times", "once more"] {
            browser.pay_with(&Card::refused_with("01116")).await;
            browser.until_refusal(left).await;
        }
        browser.pay_with(&Card::refused_with("01116")).await;
        browser.until_heading("Payment refused").await;
        assert!(!browser.shows("#payment").await);
        assert!(browser.read("main").await.contains("You have not been charged."));
        visit.assert_result("REFUSED", "01116").await;
        assert_eq!(visit.transaction_titles().await, ["REFUSED"; 3]);
        browser.click(".result a.button").await;
        visit.assert_return_url(&browser.until_url(&visit.shop.url("/")).await);
    })
    .await;
}

/// The page tells the reason, as far as the buyer can do something about it.
#[tokio::test]
async fn is_told_why() {
    story("told-why", |browser| async move {
        for (code, words) in [
            ("01101", "The card has expired."),
            ("01130", "The security code is not correct."),
            ("01100", "Your bank refused the payment."),
        ] {
            let visit = Visit::new(&[]).await;
            browser.go(visit.page_url()).await;
            browser.pay_with(&Card::refused_with(code)).await;
            browser.until_refusal(words).await;
        }
        let visit = Visit::with_amount(77_704, &[]).await;
        browser.go(visit.page_url()).await;
        browser.pay_with(&Card::cb_visa()).await;
        browser.until_refusal("Your bank could not be reached.").await;
    })
    .await;
}

/// The bank does not answer, and the gateway reverses the payment. The page shows it, and the buyer may try again.
#[tokio::test]
async fn waits_for_a_bank_that_is_silent() {
    story("silent-bank", |browser| async move {
        let gateway = Arc::new(Gateway::start_with("silent-bank", &["acquirer.answer_limit_ms=1000"]));
        let visit = Visit::of(gateway, &session(77_701)).await;
        browser.go(visit.page_url()).await;
        browser.pay_with(&Card::cb_visa()).await;
        browser.until_refusal("Your bank could not be reached.").await;
        visit.assert_result("CANCELLED", "02004").await;
    })
    .await;
}

/// Who tries more cards than a limit allows is told so, keeps the page, and has not been charged.
#[tokio::test]
async fn tries_too_many_cards() {
    story("too-many-cards", |browser| async move {
        browser.expect_console_message("429");
        let gateway = Gateway::start_with("too-many-cards", &["limits.cards_per_session_per_hour=1"]);
        let visit = Visit::of(Arc::new(gateway), &session(1_000)).await;
        browser.go(visit.page_url()).await;
        browser.pay_with(&Card::refused_with("01116")).await;
        browser.until_refusal("2 more times").await;
        browser.pay_with(&Card::cb_visa()).await;
        browser.until("document.querySelector('#message').innerText.startsWith('Too many attempts.')").await;
        assert_eq!(browser.read("#pay-label").await, "Pay €10.00");
        assert_eq!(visit.transaction_titles().await, ["REFUSED"]);
        browser.go("about:blank").await;
    })
    .await;
}
