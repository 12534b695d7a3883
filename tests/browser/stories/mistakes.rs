//! Mistakes in the form are shown beside the field before anything is sent.

use crate::driver::story;
use crate::harness::Card;
use crate::visit::Visit;

#[tokio::test]
async fn presses_pay_on_an_empty_form() {
    story("empty-form", |browser| async move {
        let visit = Visit::new(&[]).await;
        browser.go(visit.page_url()).await;
        browser.click("#pay").await;
        assert_eq!(browser.read("#number-mistake").await, "Enter your card number.");
        assert_eq!(browser.read("#expiry-mistake").await, "Enter the expiry date.");
        assert_eq!(browser.read("#cvv-mistake").await, "Enter the 3 digits of the security code.");
        assert_eq!(browser.read("#message").await, "Please correct the marked fields.");
        browser.until("document.activeElement.id === 'number'").await;
        browser.assert_accessible("mistakes").await;
        // The text goes away while the mistake is corrected.
        browser.fill("#number", "4111111111111111").await;
        assert_eq!(browser.read("#number-mistake").await, "");
        assert!(visit.transaction_titles().await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn types_invalid_values() {
    story("wrong-fields", |browser| async move {
        for (field, typed, told) in [
            ("number", "4111111111111112", "This card number is not correct. Please check it."),
            ("number", "41111111", "This card number is not correct. Please check it."),
            ("number", "30569309025904", "This card is not accepted here."),
            ("expiry", "1334", "Enter the month and year shown on the card, such as 08/29."),
            ("expiry", "0120", "The card has expired."),
            ("cvv", "12", "Enter the 3 digits of the security code."),
        ] {
            let visit = Visit::new(&[]).await;
            browser.go(visit.page_url()).await;
            browser.fill_card(&Card::cb_visa()).await;
            browser.run(&format!("document.querySelector('#{field}').select()")).await;
            browser.fill(&format!("#{field}"), "\u{E003}").await;
            browser.fill(&format!("#{field}"), typed).await;
            browser.click("#pay").await;
            assert_eq!(browser.read(&format!("#{field}-mistake")).await, told, "{typed}");
            let invalid = browser.run("return document.activeElement.getAttribute('aria-invalid')").await;
            assert_eq!(invalid, "true", "{typed}");
            assert!(visit.transaction_titles().await.is_empty(), "{typed}");
        }
    })
    .await;
}

/// A name with a card number in it is never sent.
#[tokio::test]
async fn types_the_card_number_as_the_name() {
    story("number-as-name", |browser| async move {
        let visit = Visit::new(&[]).await;
        browser.go(visit.page_url()).await;
        let card = Card { holder: "3759 891111 11119".to_owned(), ..Card::amex() };
        browser.fill_card(&card).await;
        browser.click("#pay").await;
        let told = "The card number does not belong here. Enter the name as it appears on the card.";
        assert_eq!(browser.read("#holder-mistake").await, told);
        assert!(visit.transaction_titles().await.is_empty());
    })
    .await;
}

/// The connection is lost while the buyer pays. The page says so, and the next attempt charges once.
#[tokio::test]
async fn loses_the_connection() {
    story("connection-lost", |browser| async move {
        browser.expect_console_message("ERR_INTERNET_DISCONNECTED");
        let visit = Visit::new(&[]).await;
        browser.go(visit.page_url()).await;
        browser.fill_card(&Card::cb_visa()).await;
        browser.set_offline(true).await;
        browser.click("#pay").await;
        browser
            .until("document.querySelector('#message').innerText.startsWith('The connection was lost.')")
            .await;
        assert_eq!(browser.read("#pay-label").await, "Pay €10.00");
        browser.set_offline(false).await;
        browser.click("#pay").await;
        browser.until_heading("Payment accepted").await;
        assert_eq!(visit.transaction_titles().await, ["ACCEPTED"]);
    })
    .await;
}
