//! Payments by card.

use crate::driver::{Key, story};
use crate::harness::Card;
use crate::visit::Visit;

/// The buyer types the card, reads the receipt and returns to the shop.
#[tokio::test]
async fn pays_by_card() {
    story("pays-by-card", |browser| async move {
        let visit = Visit::new(&[]).await;
        browser.go(visit.page_url()).await;
        assert_eq!(browser.read(".total").await, "€10.00");
        assert_eq!(browser.read("#pay-label").await, "Pay €10.00");
        visit.assert_result("INPROGRESS", "02306").await;
        browser.fill("#number", "41").await;
        assert_eq!(browser.read("#brand").await, "Visa");
        browser.fill("#number", "1111").await;
        assert_eq!(browser.value("#number").await, "4111 11");
        browser.fill("#number", "1111111111").await;
        assert_eq!(browser.value("#number").await, "4111 1111 1111 1111");
        browser.fill("#expiry", "1234").await;
        assert_eq!(browser.value("#expiry").await, "12/34");
        browser.fill("#cvv", "739").await;
        browser.click("#pay").await;
        browser.until_heading("Payment accepted").await;
        let page = browser.read("main").await;
        for told in ["€10.00", "Your receipt", "411111XXXXXX1111"] {
            assert!(page.contains(told), "{told} is not in {page}");
        }
        visit.assert_result("ACCEPTED", "00000").await;
        assert_eq!(visit.transaction_titles().await, ["ACCEPTED"]);
        browser.click(".result a.button").await;
        visit.assert_return_url(&browser.until_url(&visit.shop.url("/")).await);
    })
    .await;
}

/// American Express groups its digits in another way, has a security code of four digits on the front, and asks for a name.
#[tokio::test]
async fn pays_by_american_express() {
    story("pays-by-amex", |browser| async move {
        let visit = Visit::new(&[]).await;
        browser.go(visit.page_url()).await;
        let card = Card::amex();
        browser.fill("#number", &card.number).await;
        assert_eq!(browser.value("#number").await, "3759 891111 11119");
        assert_eq!(browser.read("#brand").await, "American Express");
        assert!(browser.shows("#cvv-front").await && !browser.shows("#cvv-back").await);
        browser.fill("#expiry", &card.expiration).await;
        browser.fill("#cvv", &card.cvx).await;
        if browser.shows("#holder").await {
            browser.fill("#holder", &card.holder).await;
        }
        browser.click("#pay").await;
        browser.until_heading("Payment accepted").await;
        visit.assert_result("ACCEPTED", "00000").await;
    })
    .await;
}

/// The buyer's choice of the network takes precedence over the shop's order.
#[tokio::test]
async fn chooses_the_network_of_a_co_badged_card() {
    story("chooses-network", |browser| async move {
        for (choice, network) in [(1, "CARTES_BANCAIRES"), (2, "VISA")] {
            let visit = Visit::new(&[]).await;
            browser.go(visit.page_url()).await;
            browser.fill_card(&Card::cb_visa()).await;
            browser.until("document.querySelectorAll('#network-options input').length === 2").await;
            assert_eq!(browser.read("#network-options").await.split_whitespace().count(), 2);
            browser.click(&format!("#network-options label:nth-child({choice}) input")).await;
            browser.click("#pay").await;
            browser.until_heading("Payment accepted").await;
            assert_eq!(visit.newest_transaction("paymentInstrumentData.selectedNetwork").await, network);
        }
    })
    .await;
}

/// Separators are added and removed while the buyer types, and the caret stays where it was.
#[tokio::test]
async fn corrects_what_was_typed() {
    story("corrects-typing", |browser| async move {
        let visit = Visit::new(&[]).await;
        browser.go(visit.page_url()).await;
        browser.fill("#number", "411111112").await;
        assert_eq!(browser.value("#number").await, "4111 1111 2");
        for expected in ["4111 1111 ", "4111 111"] {
            browser.press(Key::Backspace).await;
            let value = browser.value("#number").await;
            assert_eq!(value.trim_end(), expected.trim_end());
        }
        // The caret goes behind the second digit.
        for _ in 0..6 {
            browser.press(Key::Left).await;
        }
        browser.type_text("9").await;
        assert_eq!(browser.value("#number").await.replace(' ', ""), "41911111");
        browser.press(Key::SelectAll).await;
        browser.type_text("5555555555554444").await;
        assert_eq!(browser.value("#number").await, "5555 5555 5555 4444");
        assert_eq!(browser.read("#brand").await, "Mastercard");
        browser.fill("#expiry", "5").await;
        assert_eq!(browser.value("#expiry").await, "05/");
    })
    .await;
}

/// An input method of East Asia types digits of full width.
#[tokio::test]
async fn pays_with_digits_of_full_width() {
    story("full-width", |browser| async move {
        let visit = Visit::with_amount(1_000, &[]).await;
        browser.go(visit.page_url()).await;
        browser.fill("#number", "４１１１１１１１１１１１１１１１").await;
        assert_eq!(browser.value("#number").await, "4111 1111 1111 1111");
        browser.fill("#expiry", "５/３４").await;
        assert_eq!(browser.value("#expiry").await, "05/34");
        browser.fill("#cvv", "７３９").await;
        assert_eq!(browser.value("#cvv").await, "739");
        browser.click("#pay").await;
        browser.until_heading("Payment accepted").await;
        visit.assert_result("ACCEPTED", "00000").await;
    })
    .await;
}

/// An amount of zero charges nothing, and the button says so.
#[tokio::test]
async fn confirms_a_card_for_nothing() {
    story("confirms-card", |browser| async move {
        let terms = [("payment.paymentType", "ACCOUNT_VERIFICATION"), ("payment.capture", "AUTOMATIC")];
        let visit = Visit::with_amount(0, &terms).await;
        browser.go(visit.page_url()).await;
        assert_eq!(browser.read("#pay-label").await, "Confirm the card");
        browser.pay_with(&Card::cb_visa()).await;
        browser.until_heading("Payment accepted").await;
        visit.assert_result("ACCEPTED", "00000").await;
    })
    .await;
}

/// One click fills the form with a test card.
#[tokio::test]
async fn takes_a_test_card() {
    story("takes-test-card", |browser| async move {
        let visit = Visit::new(&[]).await;
        browser.go(visit.page_url()).await;
        browser.click(".test summary").await;
        browser.click("[data-test-card]").await;
        browser.until("document.querySelector('#number').value.length > 12").await;
        browser.click("#pay").await;
        browser.until_heading("Payment accepted").await;
        visit.assert_result("ACCEPTED", "00000").await;
    })
    .await;
}
