//! Every state as it looks, in three languages, on a desk and on a phone, by day and by night; nothing in any of them
//! breaks a rule of accessibility. The pictures are in `target/screenshots`.

use crate::driver::{Browser, story};
use crate::harness::{Card, session, shared};
use crate::visit::Visit;

const DESK: (u32, u32) = (1_200, 900);
const PHONE: (u32, u32) = (360, 740);
/// A window of 1280 pixels at 400 % (WCAG 2.2, 1.4.10).
const NARROW: (u32, u32) = (320, 640);

/// The page as it is now, which is the same when it is loaded again.
async fn look_at(browser: &Browser, state: &str) {
    for language in ["en", "fr", "he"] {
        browser.speak(language).await;
        for (size, screen) in [(DESK, "desk"), (PHONE, "phone")] {
            browser.resize(size.0, size.1).await;
            browser.reload().await;
            let drawn = format!("document.documentElement.lang === '{language}'");
            browser.until(&format!("document.readyState === 'complete' && {drawn}")).await;
            let name = format!("{state}.{language}.{screen}");
            look_at_it_by(browser, &name, "light").await;
            // Night knows no languages.
            if language == "en" {
                look_at_it_by(browser, &name, "dark").await;
            }
        }
    }
    browser.speak("en").await;
    browser.resize(DESK.0, DESK.1).await;
    browser.reload().await;
}

async fn look_at_as_it_is(browser: &Browser, name: &str) {
    for scheme in ["light", "dark"] {
        look_at_it_by(browser, name, scheme).await;
    }
}

async fn look_at_it_by(browser: &Browser, name: &str, scheme: &str) {
    browser.darken(scheme == "dark").await;
    browser.assert_accessible(&format!("{name}.{scheme}")).await;
    browser.take_picture(&format!("{name}.{scheme}")).await;
    browser.darken(false).await;
    let width = browser.run("return innerWidth").await;
    assert_fits(browser, name).await;
    browser.resize(NARROW.0, NARROW.1).await;
    assert_fits(browser, name).await;
    browser.resize(u32::try_from(width.as_u64().unwrap()).unwrap(), DESK.1).await;
}

async fn assert_fits(browser: &Browser, name: &str) {
    let room = browser.run("return [document.documentElement.scrollWidth, innerWidth]").await;
    assert_eq!(room[0], room[1], "{name} has to be scrolled sideways");
}

#[tokio::test]
async fn the_form() {
    story("gallery-form", |browser| async move {
        let visit = visit_with_an_order().await;
        browser.go(visit.page()).await;
        look_at(&browser, "choose").await;
        for (language, size, screen) in [("en", DESK, "desk"), ("fr", PHONE, "phone"), ("he", PHONE, "phone")]
        {
            browser.speak(language).await;
            browser.resize(size.0, size.1).await;
            browser.reload().await;
            browser.click("#pay").await;
            look_at_as_it_is(&browser, &format!("choose-mistakes.{language}.{screen}")).await;
            browser.reload().await;
            browser.fill_card(&Card::cb_visa()).await;
            browser.until("document.querySelectorAll('#network-options input').length === 2").await;
            look_at_as_it_is(&browser, &format!("choose-filled.{language}.{screen}")).await;
        }
    })
    .await;
}

#[tokio::test]
async fn the_form_after_a_refusal_and_at_the_end() {
    story("gallery-refused", |browser| async move {
        let visit = visit_with_an_order().await;
        browser.go(visit.page()).await;
        browser.pay_with(&Card::refused_with("01116")).await;
        browser.until_refusal("2 more times").await;
        look_at(&browser, "choose-refused").await;
        for left in ["once more", ""] {
            browser.pay_with(&Card::refused_with("01116")).await;
            if !left.is_empty() {
                browser.until_refusal(left).await;
            }
        }
        browser.until_heading("Payment refused").await;
        look_at(&browser, "refused").await;
    })
    .await;
}

#[tokio::test]
async fn the_receipt() {
    story("gallery-paid", |browser| async move {
        let visit = visit_with_an_order().await;
        browser.go(visit.page()).await;
        browser.pay_with(&Card::cb_visa()).await;
        browser.until_heading("Payment accepted").await;
        look_at(&browser, "paid").await;
    })
    .await;
}

#[tokio::test]
async fn the_partner() {
    story("gallery-partner", |browser| async move {
        let visit = Visit::new(&[]).await;
        browser.go(visit.page()).await;
        browser.choose("MOCKPAY").await;
        browser.click("#pay").await;
        browser.until_url("https://localhost").await;
        look_at_as_it_is(&browser, "mockpay.en.desk").await;
        let partner = browser.url().await;
        browser.go(visit.page()).await;
        browser.until_heading("Continue with MockPay").await;
        look_at(&browser, "partner").await;
        browser.go(&partner).await;
        browser.click("[value=pending]").await;
        browser.until_heading("Your payment is being confirmed").await;
        look_at(&browser, "waiting").await;
    })
    .await;
}

#[tokio::test]
async fn what_was_given_up_and_what_is_not_there() {
    story("gallery-ends", |browser| async move {
        browser.expect_complaint("404");
        let visit = Visit::new(&[]).await;
        browser.go(visit.page()).await;
        browser.click(".cancel summary").await;
        look_at_as_it_is(&browser, "choose-cancel.en.desk").await;
        browser.click("#cancel").await;
        browser.until_url(&visit.shop.url("/")).await;
        browser.go(visit.page()).await;
        look_at(&browser, "cancelled").await;
        browser.go(&format!("{}/pay/1aaaaaaaaaaaaaaaa0001761300000000", shared().base_url())).await;
        look_at(&browser, "unknown").await;
    })
    .await;
}

/// With everything that an order can have.
async fn visit_with_an_order() -> Visit {
    let mut request = session(12_499);
    for (path, text) in [
        ("order.items[0].reference", "LAMP-1"),
        ("order.items[0].comment", "Lampe de table"),
        ("order.items[1].reference", "BULB-27"),
        ("order.items[1].comment", "Ampoule E27"),
    ] {
        request = crate::harness::put(&request, path, text);
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
