//! A buyer looks after a wallet: adds a card, makes another the default, removes one, and goes back to the shop.

use std::sync::Arc;

use crate::driver::{Browser, Key, story};
use crate::harness::{
    Caller, Card, Gateway, Listener, Session, assert_result, cards_in, put, reference, shared, wallet_session,
};

/// A session for a wallet, and the shop that reads it.
struct WalletVisit {
    gateway: Arc<Gateway>,
    session: Session,
    shop: Listener,
}

impl WalletVisit {
    /// Makes a session for a wallet of these cards; without any the wallet does not exist.
    async fn new(cards: &[Card], members: &[(&str, document::Tree)]) -> Self {
        let gateway = shared();
        let (mut till, shop) = (gateway.till(), Listener::start().await);
        let id = match cards.split_first() {
            None => reference(),
            Some((first, others)) => {
                let path = till.new_wallet(first).await;
                for card in others {
                    assert_eq!(till.add_card(&path, card).await.status, 201);
                }
                path.rsplit_once('/').expect("a path").1.to_owned()
            }
        };
        let request = put(&wallet_session(&id), "returnURL", shop.url("/cards?account=7").as_str());
        let request =
            members.iter().fold(request, |request, (path, value)| put(&request, path, value.clone()));
        let session = till.new_wallet_session(&request).await;
        Self { gateway, session, shop }
    }

    async fn assert_result(&self, title: &str, code: &str) -> Vec<(i64, String, bool)> {
        let read = self.gateway.till().wallet_session(&self.session.id).await;
        assert_result(&read, 200, title, code);
        if read.at(&["mxWallet"]).is_some() { cards_in(&read) } else { Vec::new() }
    }
}

async fn until_cards(browser: &Browser, count: usize) {
    browser
        .until(&format!(
            "document.readyState === 'complete' && document.querySelectorAll('.kept > li').length === {count}"
        ))
        .await;
}

#[tokio::test]
async fn from_the_first_card_to_the_shop() {
    story("wallet-life", |browser| async move {
        let visit = WalletVisit::new(&[], &[]).await;
        browser.go(&visit.session.page).await;
        browser.until("document.querySelector('h1')?.innerText.startsWith('Your cards at')").await;
        browser.assert_accessible("wallet-empty").await;
        browser.take_screenshot("wallet-empty.en.desk.light").await;
        browser.pay_with(&Card::cb_visa()).await;
        until_cards(&browser, 1).await;
        browser.pay_with(&Card::cb_mastercard()).await;
        until_cards(&browser, 2).await;
        browser.assert_accessible("wallet").await;
        browser.take_screenshot("wallet.en.desk.light").await;

        browser.click("[data-operation=default][data-rank='2']").await;
        browser.until("document.querySelector('[data-operation=default][data-rank=\"1\"]')").await;
        browser.click("#remove-1").await;
        browser.assert_accessible("wallet-remove").await;
        browser.take_screenshot("wallet-remove.en.desk.light").await;
        browser.click("#confirm-1").await;
        until_cards(&browser, 1).await;
        let left = visit.assert_result("INPROGRESS", "02306").await;
        assert_eq!(left, [(2, Card::cb_mastercard().masked(), true)]);

        browser.click("#cancel").await;
        browser.until_url(&visit.shop.url("/cards?account=7")).await;
        visit.assert_result("ACCEPTED", "02500").await;
        // The back button, and the address typed again, show the end.
        browser.go(&visit.session.page).await;
        browser.until_heading("Your changes are saved").await;
        browser.assert_accessible("wallet-done").await;
        browser.take_screenshot("wallet-done.en.desk.light").await;
    })
    .await;
}

#[tokio::test]
async fn in_dark_on_a_phone_and_from_right_to_left() {
    story("wallet-looks", |browser| async move {
        let cards = [Card::cb_visa(), Card::cb_mastercard(), Card::amex()];
        let details = [("allowUpdatePersonalDetails", document::Tree::Bool(true))];
        let visit = WalletVisit::new(&cards, &details).await;
        for (language, size, screen) in [
            ("en", (1_200, 900), "desk"),
            ("fr", (360, 740), "phone"),
            ("he", (360, 740), "phone"),
            ("el", (320, 640), "narrow"),
        ] {
            browser.set_languages(language).await;
            browser.resize(size.0, size.1).await;
            browser.go(&visit.session.page).await;
            until_cards(&browser, 3).await;
            for scheme in ["light", "dark"] {
                browser.set_dark_mode(scheme == "dark").await;
                let name = format!("wallet-full.{language}.{screen}.{scheme}");
                browser.assert_accessible(&name).await;
                browser.take_screenshot(&name).await;
                let room = browser.run("return [document.documentElement.scrollWidth, innerWidth]").await;
                assert_eq!(room[0], room[1], "{name} must be scrolled sideways");
            }
            browser.set_dark_mode(false).await;
        }
    })
    .await;
}

/// A refused card is not saved, and one that is saved already is told at once.
#[tokio::test]
async fn a_card_that_is_refused_and_one_that_is_saved_already() {
    story("wallet-refused", |browser| async move {
        browser.expect_console_message("422");
        let visit = WalletVisit::new(&[Card::cb_visa()], &[]).await;
        browser.go(&visit.session.page).await;
        browser.pay_with(&Card::refused_with("01116")).await;
        let notice = browser.until_refusal("2 more times").await;
        assert!(notice.contains("The card was not saved"), "{notice}");
        browser.take_screenshot("wallet-refused.en.desk.light").await;
        browser.assert_accessible("wallet-refused").await;
        browser.pay_with(&Card::cb_visa()).await;
        browser.until("document.querySelector('#message').innerText.includes('saved already')").await;
        browser.take_screenshot("wallet-known.en.desk.light").await;
        assert_eq!(visit.assert_result("INPROGRESS", "02306").await.len(), 1);
        // Whoever goes on is not told again.
        browser.click("#remove-1").await;
        browser.click("#confirm-1").await;
        until_cards(&browser, 0).await;
        browser
            .until("document.title.startsWith('Your cards at') && !document.querySelector('#refusal')")
            .await;
    })
    .await;
}

/// What another tab or a double click does is shown, and done once.
#[tokio::test]
async fn two_tabs_and_a_double_click() {
    story("wallet-tabs", |browser| async move {
        let visit = WalletVisit::new(&[Card::cb_visa(), Card::cb_mastercard(), Card::amex()], &[]).await;
        browser.go(&visit.session.page).await;
        until_cards(&browser, 3).await;
        let other = visit.gateway.buyer(Caller::Web, &visit.session);
        other.operates("remove", 1).await;
        // This page has not seen it: its request changes nothing, and the page shows what is true.
        browser.click("[data-operation=default][data-rank='3']").await;
        until_cards(&browser, 2).await;
        browser.click("#remove-3").await;
        browser
            .run("const button = document.querySelector('#confirm-3'); button.click(); button.click();")
            .await;
        until_cards(&browser, 1).await;
        assert_eq!(
            visit.assert_result("INPROGRESS", "02306").await,
            [(2, Card::cb_mastercard().masked(), true)]
        );
        // After the end in another tab, this one shows the end.
        other.cancels().await;
        browser.click("#remove-2").await;
        browser.click("#confirm-2").await;
        browser.until_heading("Your changes are saved").await;
        assert_eq!(visit.assert_result("ACCEPTED", "02500").await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_hostile_holder_and_details_that_are_edited() {
    story("wallet-hostile", |browser| async move {
        browser.expect_console_message("400");
        let hostile = "</p><script>alert(1)</script>'<img src=x>";
        let card = Card { holder: hostile.to_owned(), ..Card::cb_visa() };
        let visit =
            WalletVisit::new(&[card], &[("allowUpdatePersonalDetails", document::Tree::Bool(true))]).await;
        browser.go(&visit.session.page).await;
        until_cards(&browser, 1).await;
        assert_eq!(browser.read(".kept bdi").await, hostile);
        assert_eq!(browser.run("return document.querySelectorAll('main img, main script').length").await, 0);

        browser.fill("#first-name", "Camille").await;
        browser.fill("#last-name", "<b>Martin</b>").await;
        browser.fill("#email", "nobody").await;
        browser.click("#save-details").await;
        browser.until("document.querySelector('#message').innerText.includes('e-mail address')").await;
        browser.fill("#email", "camille@shop.example.com").await;
        browser.click("#save-details").await;
        browser.until("document.readyState === 'complete' && document.body.dataset.operations === '1'").await;
        assert_eq!(browser.run("return document.querySelector('#last-name').value").await, "<b>Martin</b>");
    })
    .await;
}

/// Everything can be done with the keyboard alone, and each button says which card it is about.
#[tokio::test]
async fn by_keyboard_with_names_for_a_screen_reader() {
    story("wallet-keyboard", |browser| async move {
        let visit = WalletVisit::new(&[Card::cb_visa(), Card::cb_mastercard()], &[]).await;
        browser.go(&visit.session.page).await;
        until_cards(&browser, 2).await;
        let name = browser
            .run(
                "const button = document.querySelector('#confirm-2');
                 return button.getAttribute('aria-labelledby').split(' ')
                     .map((id) => document.getElementById(id).innerText).join(' ')",
            )
            .await;
        let name = name.as_str().unwrap().to_owned();
        assert!(name.contains("ending in 2340"), "{name}");
        browser.run("document.querySelector('#default-2').focus()").await;
        browser.press(Key::Enter).await;
        browser.until("document.querySelector('#default-1')").await;
        browser.run("document.querySelector('#remove-2').focus()").await;
        browser.press(Key::Enter).await;
        browser.press(Key::Tab).await;
        browser.press(Key::Enter).await;
        until_cards(&browser, 1).await;
        assert_eq!(visit.assert_result("INPROGRESS", "02306").await, [(1, Card::cb_visa().masked(), true)]);
    })
    .await;
}

/// Without JavaScript the cards can be seen, and the way back leads to the shop.
#[tokio::test]
async fn without_a_script() {
    story("wallet-plain", |browser| async move {
        let visit = WalletVisit::new(&[Card::cb_visa()], &[]).await;
        browser.enable_scripts(false).await;
        browser.go(&visit.session.page).await;
        assert!(browser.read(".kept").await.contains("5140"));
        assert!(browser.read("noscript").await.contains("JavaScript"));
        browser.take_screenshot("wallet-plain.en.desk.light").await;
        browser.click("#cancel").await;
        browser.until_url(&visit.shop.url("/cards?account=7")).await;
        visit.assert_result("INPROGRESS", "02306").await;
    })
    .await;
}
