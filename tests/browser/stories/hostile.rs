//! Hostile texts, unknown sessions, and browsers without scripts.

use crate::driver::story;
use crate::harness::shared;
use crate::visit::Visit;

/// The texts of a shop are shown as text.
#[tokio::test]
async fn hostile_texts_are_shown_as_they_are() {
    const HOSTILE: &str = "\"'><img src=x onerror=alert(1)><script>alert(1)</script>{{7*7}}";
    story("hostile-texts", |browser| async move {
        let members = ["order.items[0].comment", "buyer.firstName", "buyer.lastName"];
        let members = members.map(|path| (path, HOSTILE));
        let visit = Visit::new(&members).await;
        browser.resize(320, 640).await;
        browser.go(visit.page_url()).await;
        browser.click("#order-lines summary").await;
        let lines = browser.read("#order-lines").await;
        assert!(lines.contains(HOSTILE), "{lines}");
        assert_eq!(
            browser.run("return document.querySelectorAll('img, script:not([type=module])').length").await,
            0
        );
        assert_eq!(browser.run("return document.documentElement.scrollWidth").await, 320);
    })
    .await;
}

#[tokio::test]
async fn an_unknown_session_has_a_page() {
    story("unknown-session", |browser| async move {
        browser.expect_console_message("404");
        let gateway = shared();
        browser.go(&format!("{}/pay/1aaaaaaaaaaaaaaaa0001761300000000", gateway.base_url())).await;
        browser.until_heading("Payment not found").await;
        browser.assert_accessible("unknown session").await;
    })
    .await;
}

/// Without scripts the card form cannot be sent, and the page says so.
#[tokio::test]
async fn without_scripts_it_says_so() {
    story("no-scripts", |browser| async move {
        let visit = Visit::new(&[]).await;
        browser.enable_scripts(false).await;
        browser.go(visit.page_url()).await;
        let told = browser.read("noscript").await;
        assert!(told.contains("needs JavaScript"), "{told}");
        browser.take_screenshot("choose.no-scripts.desktop.en.light").await;
    })
    .await;
}
