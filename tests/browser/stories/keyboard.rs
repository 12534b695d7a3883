//! Payments without a mouse.

use crate::driver::{Browser, Key, story};
use crate::harness::Card;
use crate::visit::Visit;

/// Presses a key until the element has the focus. The focus must be visible on every element on the way.
async fn move_focus(browser: &Browser, key: Key, selector: &str) {
    for _ in 0..20 {
        browser.press(key).await;
        let focus = browser
            .run(&format!(
                "const stop = document.activeElement, style = getComputedStyle(stop); \
                 return {{ there: stop.matches('{selector}'), what: stop.outerHTML.slice(0, 80), \
                 seen: stop.matches(':focus-visible') && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 }}"
            ))
            .await;
        assert_eq!(focus["seen"], true, "the focus cannot be seen on {}", focus["what"]);
        if focus["there"] == true {
            return;
        }
    }
    panic!("{selector} cannot be reached");
}

#[tokio::test]
async fn pays_without_a_mouse() {
    story("keyboard", |browser| async move {
        let visit = Visit::new(&[]).await;
        browser.go(visit.page_url()).await;
        move_focus(&browser, Key::Tab, "#number").await;
        browser.type_text(&Card::cb_visa().number).await;
        browser.until("document.querySelectorAll('#network-options input').length === 2").await;
        move_focus(&browser, Key::Tab, "[name=network]").await;
        browser.press(Key::Down).await;
        assert_eq!(browser.run("return document.activeElement.labels[0].innerText.trim()").await, "Visa");
        move_focus(&browser, Key::Tab, "#expiry").await;
        browser.type_text("1234").await;
        move_focus(&browser, Key::Tab, "#pay").await;
        browser.press(Key::Enter).await;
        // The focus goes to the field with the mistake.
        browser.until("document.activeElement.id === 'cvv'").await;
        let described = "return document.activeElement.getAttribute('aria-describedby').split(' ')\
                         .map((id) => document.getElementById(id).innerText).join(' ')";
        let told = browser.run(described).await;
        assert!(told.as_str().unwrap().contains("Enter the 3 digits"), "{told}");
        browser.type_text("739").await;
        browser.press(Key::Enter).await;
        browser.until_heading("Payment accepted").await;
        assert_eq!(visit.newest_transaction("paymentInstrumentData.selectedNetwork").await, "VISA");
        move_focus(&browser, Key::Tab, ".result a").await;
        browser.press(Key::Enter).await;
        visit.assert_return_url(&browser.until_url(&visit.shop.url("/")).await);
    })
    .await;
}

#[tokio::test]
async fn chooses_a_partner_without_a_mouse() {
    story("keyboard-partner", |browser| async move {
        let visit = Visit::new(&[]).await;
        browser.go(visit.page_url()).await;
        move_focus(&browser, Key::Tab, "[name=method]").await;
        for _ in
            1..browser.run("return document.querySelectorAll('[name=method]').length").await.as_i64().unwrap()
        {
            browser.press(Key::Down).await;
        }
        assert_eq!(browser.read("#pay-label").await, "Pay €10.00 with MockPay");
        move_focus(&browser, Key::Tab, "#pay").await;
        browser.press(Key::Space).await;
        browser.until_url("https://localhost").await;
        move_focus(&browser, Key::Tab, "[value=accept]").await;
        browser.press(Key::Enter).await;
        browser.until_heading("Payment accepted").await;
        visit.assert_result("ACCEPTED", "00000").await;
    })
    .await;
}

#[tokio::test]
async fn cancels_without_a_mouse() {
    story("keyboard-cancel", |browser| async move {
        let visit = Visit::new(&[]).await;
        browser.go(visit.page_url()).await;
        move_focus(&browser, Key::Tab, ".cancel summary").await;
        // The focus goes back as well: no element traps it.
        move_focus(&browser, Key::ShiftTab, "#number").await;
        move_focus(&browser, Key::Tab, ".cancel summary").await;
        browser.press(Key::Enter).await;
        move_focus(&browser, Key::Tab, "#cancel").await;
        browser.press(Key::Enter).await;
        visit.assert_return_url(&browser.until_url(&visit.shop.url("/")).await);
        visit.assert_result("CANCELLED", "02319").await;
    })
    .await;
}
