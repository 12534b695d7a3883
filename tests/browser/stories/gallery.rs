//! Takes screenshots of every state: in three languages, on a desktop and on a phone, in light and in dark mode. Each is checked
//! against the rules of accessibility. The screenshots are in `target/screenshots`.

use crate::driver::{Browser, story};
use crate::harness::{Card, id_of, put, session, session_with_wallet, shared};
use crate::visit::Visit;

/// The size of the viewport on a desktop, in CSS pixels.
const DESK: (u32, u32) = (1_200, 900);
const PHONE: (u32, u32) = (360, 740);
/// The size of a window of 1280 pixels at a zoom of 400 % (WCAG 2.2, 1.4.10).
const NARROW: (u32, u32) = (320, 640);

/// Records a page that is the same after a reload, in every language and size.
async fn record(browser: &Browser, state: &str) {
    for language in ["en", "fr", "he"] {
        browser.set_languages(language).await;
        for (size, screen) in [(DESK, "desk"), (PHONE, "phone")] {
            browser.resize(size.0, size.1).await;
            browser.reload().await;
            let drawn = format!("document.documentElement.lang === '{language}'");
            browser.until(&format!("document.readyState === 'complete' && {drawn}")).await;
            let name = format!("{state}.{language}.{screen}");
            record_in_scheme(browser, &name, "light").await;
            // Dark mode looks the same in every language.
            if language == "en" {
                record_in_scheme(browser, &name, "dark").await;
            }
        }
    }
    browser.set_languages("en").await;
    browser.resize(DESK.0, DESK.1).await;
    browser.reload().await;
}

async fn record_without_reload(browser: &Browser, name: &str) {
    for scheme in ["light", "dark"] {
        record_in_scheme(browser, name, scheme).await;
    }
}

async fn record_in_scheme(browser: &Browser, name: &str, scheme: &str) {
    browser.set_dark_mode(scheme == "dark").await;
    browser.assert_accessible(&format!("{name}.{scheme}")).await;
    browser.take_screenshot(&format!("{name}.{scheme}")).await;
    browser.set_dark_mode(false).await;
    let width = browser.run("return innerWidth").await;
    assert_fits(browser, name).await;
    browser.resize(NARROW.0, NARROW.1).await;
    assert_fits(browser, name).await;
    browser.resize(u32::try_from(width.as_u64().unwrap()).unwrap(), DESK.1).await;
}

async fn assert_fits(browser: &Browser, name: &str) {
    let room = browser.run("return [document.documentElement.scrollWidth, innerWidth]").await;
    assert_eq!(room[0], room[1], "{name} must be scrolled sideways");
}

#[tokio::test]
async fn the_form() {
    story("gallery-form", |browser| async move {
        let visit = visit_with_an_order().await;
        browser.go(visit.page_url()).await;
        record(&browser, "choose").await;
        for (language, size, screen) in [("en", DESK, "desk"), ("fr", PHONE, "phone"), ("he", PHONE, "phone")]
        {
            browser.set_languages(language).await;
            browser.resize(size.0, size.1).await;
            browser.reload().await;
            browser.click("#pay").await;
            record_without_reload(&browser, &format!("choose-mistakes.{language}.{screen}")).await;
            browser.reload().await;
            browser.fill_card(&Card::cb_visa()).await;
            browser.until("document.querySelectorAll('#network-options input').length === 2").await;
            record_without_reload(&browser, &format!("choose-filled.{language}.{screen}")).await;
        }
    })
    .await;
}

#[tokio::test]
async fn the_saved_cards() {
    story("gallery-saved", |browser| async move {
        let gateway = shared();
        let mut till = gateway.till();
        let wallet = till.new_wallet(&Card::cb_visa()).await;
        assert_eq!(till.add_card(&wallet, &Card::amex()).await.status, 201);
        let request = put(&session_with_wallet(1_000, id_of(&wallet)), "oneClickOption", "WITH_CVV");
        let visit = Visit::of(gateway, &request).await;
        browser.go(visit.page_url()).await;
        record(&browser, "saved").await;
        browser.click("#pay").await;
        record_without_reload(&browser, "saved-mistake.en.desk").await;
        for (language, size, screen) in [("en", DESK, "desk"), ("fr", PHONE, "phone"), ("he", PHONE, "phone")]
        {
            browser.set_languages(language).await;
            browser.resize(size.0, size.1).await;
            browser.reload().await;
            browser.choose("card").await;
            record_without_reload(&browser, &format!("saved-other.{language}.{screen}")).await;
        }
    })
    .await;
}

#[tokio::test]
async fn the_form_after_a_refusal_and_at_the_end() {
    story("gallery-refused", |browser| async move {
        let visit = visit_with_an_order().await;
        browser.go(visit.page_url()).await;
        browser.pay_with(&Card::refused_with("01116")).await;
        browser.until_refusal("2 more times").await;
        record(&browser, "choose-refused").await;
        for left in ["once more", ""] {
            browser.pay_with(&Card::refused_with("01116")).await;
            if !left.is_empty() {
                browser.until_refusal(left).await;
            }
        }
        browser.until_heading("Payment refused").await;
        record(&browser, "refused").await;
    })
    .await;
}

#[tokio::test]
async fn the_receipt() {
    story("gallery-paid", |browser| async move {
        let visit = visit_with_an_order().await;
        browser.go(visit.page_url()).await;
        browser.pay_with(&Card::cb_visa()).await;
        browser.until_heading("Payment accepted").await;
        record(&browser, "paid").await;
    })
    .await;
}

#[tokio::test]
async fn the_partner() {
    story("gallery-partner", |browser| async move {
        let visit = Visit::new(&[]).await;
        browser.go(visit.page_url()).await;
        browser.choose("MOCKPAY").await;
        browser.click("#pay").await;
        browser.until_url("https://localhost").await;
        record_without_reload(&browser, "mockpay.en.desk").await;
        let partner = browser.url().await;
        browser.go(visit.page_url()).await;
        browser.until_heading("Continue with MockPay").await;
        record(&browser, "partner").await;
        browser.go(&partner).await;
        browser.click("[value=pending]").await;
        browser.until_heading("Your payment is being confirmed").await;
        record(&browser, "waiting").await;
    })
    .await;
}

#[tokio::test]
async fn what_was_given_up_and_what_is_not_there() {
    story("gallery-ends", |browser| async move {
        browser.expect_console_message("404");
        let visit = Visit::new(&[]).await;
        browser.go(visit.page_url()).await;
        browser.click(".cancel summary").await;
        record_without_reload(&browser, "choose-cancel.en.desk").await;
        browser.click("#cancel").await;
        browser.until_url(&visit.shop.url("/")).await;
        browser.go(visit.page_url()).await;
        record(&browser, "cancelled").await;
        browser.go(&format!("{}/pay/1aaaaaaaaaaaaaaaa0001761300000000", shared().base_url())).await;
        record(&browser, "unknown").await;
    })
    .await;
}

/// Makes a visit whose order has items.
async fn visit_with_an_order() -> Visit {
    let mut request = session(12_499);
    for (path, text) in [
        ("order.items[0].reference", "LAMP-1"),
        ("order.items[0].comment", "Lampe de table"),
        ("order.items[1].reference", "BULB-27"),
        ("order.items[1].comment", "Ampoule E27"),
    ] {
        request = put(&request, path, text);
    }
    for (path, number) in [
        ("order.items[0].price", 9_900),
        ("order.items[0].quantity", 1),
        ("order.items[1].price", 2_599),
        ("order.items[1].quantity", 3),
    ] {
        request = crate::harness::put(&request, path, number);
    }
    Visit::of(shared(), &request).await
}
