//! Payments with a saved card, and the box that saves one.

use crate::driver::{Browser, Key, story};
use crate::harness::{Card, Gateway, id_of, put, session_with_wallet, shared, transactions};
use crate::visit::Visit;

/// Makes a wallet with a co-badged card and an American Express, and a visit of a session that names it.
async fn visit_with(option: &str) -> (String, Visit) {
    let gateway = shared();
    let wallet = two_cards(&gateway).await;
    let request = put(&session_with_wallet(1_000, id_of(&wallet)), "oneClickOption", option);
    (wallet, Visit::of(gateway, &request).await)
}

async fn two_cards(gateway: &Gateway) -> String {
    let mut till = gateway.till();
    let wallet = till.new_wallet(&Card::cb_visa()).await;
    assert_eq!(till.add_card(&wallet, &Card::amex()).await.status, 201);
    wallet
}

/// Returns the value of the entry that is chosen.
async fn chosen(browser: &Browser) -> String {
    browser.value("[name=method]:checked").await
}

/// One click pays with the default card.
#[tokio::test]
async fn pays_with_one_click() {
    story("saved-one-click", |browser| async move {
        let (_, visit) = visit_with("WITHOUT_CVV").await;
        browser.go(visit.page_url()).await;
        assert_eq!(chosen(&browser).await, "saved-1");
        let form = browser.read("#payment").await;
        for part in
            ["CB", "•••• 5140", "American Express", "•••• 1119", "Valid until 12/34", "Use another card"]
        {
            assert!(form.contains(part), "{part} is not in {form}");
        }
        assert!(!browser.shows("#number").await && !browser.shows("#saved-cvv").await);
        browser.click("#pay").await;
        browser.until_heading("Payment accepted").await;
        assert!(browser.read("main").await.contains("497010XXXXXX5140"));
        visit.assert_result("ACCEPTED", "00000").await;
    })
    .await;
}

/// The field for the security code moves to the card that is chosen, and forgets what was typed for another.
#[tokio::test]
async fn pays_with_the_security_code_of_a_saved_card() {
    story("saved-code", |browser| async move {
        let (_, visit) = visit_with("WITH_CVV").await;
        browser.go(visit.page_url()).await;
        browser.click("#pay").await;
        browser.until("document.activeElement.id === 'saved-cvv'").await;
        assert_eq!(browser.read("#saved-cvv-mistake").await, "Enter the 3 digits of the security code.");
        browser.fill("#saved-cvv", "73x9").await;
        assert_eq!(browser.value("#saved-cvv").await, "739");
        assert_eq!(browser.read("#saved-cvv-mistake").await, "");
        assert!(browser.shows("#saved-back").await && !browser.shows("#saved-front").await);
        browser.choose("saved-2").await;
        assert_eq!(browser.value("#saved-cvv").await, "");
        assert!(browser.shows("#saved-front").await && !browser.shows("#saved-back").await);
        let described = "return document.querySelector('#saved-cvv').getAttribute('aria-describedby').split(' ')\
                         .map((id) => document.getElementById(id).textContent).join('')";
        assert_eq!(browser.run(described).await, "4 digits on the front of the card");
        browser.choose("card").await;
        assert!(browser.shows("#number").await && !browser.shows("#saved-cvv").await);
        browser.choose("saved-2").await;
        browser.fill("#saved-cvv", "739").await;
        browser.click("#pay").await;
        browser.until("document.querySelector('#saved-cvv').getAttribute('aria-invalid') === 'true'").await;
        assert_eq!(browser.read("#saved-cvv-mistake").await, "Enter the 4 digits of the security code.");
        browser.fill("#saved-cvv", "1").await;
        browser.click("#pay").await;
        browser.until_heading("Payment accepted").await;
        assert_eq!(visit.newest_transaction("paymentInstrumentData.maskedNumber").await, "375989XXXXX1119");
    })
    .await;
}

#[tokio::test]
async fn pays_with_another_card() {
    story("saved-other-card", |browser| async move {
        let (_, visit) = visit_with("WITHOUT_CVV").await;
        browser.go(visit.page_url()).await;
        browser.choose("card").await;
        browser.pay_with(&Card::mastercard()).await;
        browser.until_heading("Payment accepted").await;
        assert_eq!(visit.newest_transaction("paymentInstrumentData.maskedNumber").await, "555555XXXXXX4444");
    })
    .await;
}

/// The entries are one group of radio buttons, which the arrow keys go through.
#[tokio::test]
async fn pays_with_a_saved_card_without_a_mouse() {
    story("saved-keyboard", |browser| async move {
        let (_, visit) = visit_with("WITH_CVV").await;
        browser.go(visit.page_url()).await;
        let until_focus = async |selector: &str| {
            for _ in 0..20 {
                browser.press(Key::Tab).await;
                let script = format!("return document.activeElement.matches('{selector}')");
                if browser.run(&script).await == true {
                    return;
                }
            }
            panic!("{selector} cannot be reached");
        };
        until_focus("[name=method]").await;
        let said = "return document.activeElement.labels[0].textContent.replace(/\\s+/g, ' ').trim()";
        let spoken = browser.run(said).await;
        let spoken = spoken.as_str().unwrap();
        assert!(spoken.starts_with("CB") && spoken.contains("ending in 5140"), "{spoken}");
        browser.press(Key::Down).await;
        assert_eq!(chosen(&browser).await, "saved-2");
        until_focus("#saved-cvv").await;
        browser.type_text("7391").await;
        browser.press(Key::Enter).await;
        browser.until_heading("Payment accepted").await;
        visit.assert_result("ACCEPTED", "00000").await;
    })
    .await;
}

/// A card that the shop disables while the page is open is refused, and is not there any more.
#[tokio::test]
async fn a_card_that_is_disabled_while_the_page_is_open() {
    story("saved-disabled", |browser| async move {
        let (wallet, visit) = visit_with("WITHOUT_CVV").await;
        browser.go(visit.page_url()).await;
        let inactive = document::Object::new().with("status", "INACTIVE");
        let path = format!("{wallet}/paymentinstruments/1/status");
        assert_eq!(visit.gateway.till().put(&path, inactive).await.status, 200);
        browser.click("#pay").await;
        browser.until_refusal("This card is not accepted here.").await;
        assert_eq!(chosen(&browser).await, "saved-2");
        assert!(!browser.shows("[value=saved-1]").await);
        browser.click("#pay").await;
        browser.until_heading("Payment accepted").await;
    })
    .await;
}

/// A guest of a shop has a card saved, and pays the next order with it.
#[tokio::test]
async fn saves_a_card_for_the_next_order() {
    story("saves-card", |browser| async move {
        let id = crate::harness::reference();
        let visit = Visit::of(shared(), &session_with_wallet(1_000, &id)).await;
        browser.go(visit.page_url()).await;
        assert_eq!(browser.run("return document.querySelector('#save').checked").await, false);
        browser.click("#save").await;
        browser.pay_with(&Card::cb_visa()).await;
        browser.until_heading("Payment accepted").await;
        let next = Visit::of(shared(), &session_with_wallet(2_000, &id)).await;
        browser.go(next.page_url()).await;
        assert!(browser.read("#payment").await.contains("•••• 5140"));
        browser.click("#pay").await;
        browser.until_heading("Payment accepted").await;
        next.assert_result("ACCEPTED", "00000").await;
    })
    .await;
}

/// Nothing is saved unless the buyer ticks the box.
#[tokio::test]
async fn saves_nothing_unasked() {
    story("saves-nothing", |browser| async move {
        let id = crate::harness::reference();
        let visit = Visit::of(shared(), &session_with_wallet(1_000, &id)).await;
        browser.go(visit.page_url()).await;
        browser.pay_with(&Card::cb_visa()).await;
        browser.until_heading("Payment accepted").await;
        assert_eq!(transactions(&visit.gateway.till().session(&visit.session.id).await).len(), 1);
        let next = Visit::of(shared(), &session_with_wallet(2_000, &id)).await;
        browser.go(next.page_url()).await;
        assert!(browser.shows("#number").await && !browser.shows("[data-index]").await);
    })
    .await;
}
