//! A visit: a session with its payment page, and the shop that reads it.

use std::sync::Arc;

use document::Tree;

use crate::driver::{Browser, quoted};
use crate::harness::{
    Card, Gateway, Listener, Session, assert_result, put, session, shared, told, transactions,
};

/// The path of the return URL, with a parameter of the shop's own.
const RETURN_PATH: &str = "/return?cart=7";

pub(crate) struct Visit {
    pub(crate) gateway: Arc<Gateway>,
    pub(crate) session: Session,
    /// The shop to which the buyer returns.
    pub(crate) shop: Listener,
}

impl Visit {
    /// Makes a session of ten euros, with these members of the request set.
    pub(crate) async fn new(members: &[(&str, &str)]) -> Self {
        Self::with_amount(1_000, members).await
    }

    /// Makes a session of an amount in cents, with these members of the request set.
    pub(crate) async fn with_amount(amount: i64, members: &[(&str, &str)]) -> Self {
        let request =
            members.iter().fold(session(amount), |request, (path, text)| put(&request, path, *text));
        Self::of(shared(), &request).await
    }

    /// Makes a session on this gateway.
    pub(crate) async fn of(gateway: Arc<Gateway>, request: &Tree) -> Self {
        let shop = Listener::start().await;
        let request = put(request, "returnURL", shop.url(RETURN_PATH).as_str());
        let session = gateway.till().new_session(&request).await;
        Self { gateway, session, shop }
    }

    pub(crate) fn page_url(&self) -> &str {
        &self.session.page
    }

    /// Asserts that the shop reads this result of its session.
    pub(crate) async fn assert_result(&self, title: &str, code: &str) {
        assert_result(&self.gateway.till().session(&self.session.id).await, 200, title, code);
    }

    /// Returns the title of each transaction of the session, the newest first: `ACCEPTED`, `REFUSED`, …
    pub(crate) async fn transaction_titles(&self) -> Vec<String> {
        let mut till = self.gateway.till();
        let mut titles = Vec::new();
        for transaction in transactions(&till.session(&self.session.id).await) {
            let read = till.transaction(told(&transaction, "id")).await;
            titles.push(read.text(&["result", "title"]).unwrap().to_owned());
        }
        titles
    }

    /// Returns the text at a path of the newest transaction.
    pub(crate) async fn newest_transaction(&self, path: &str) -> String {
        let read = self.gateway.till().session(&self.session.id).await;
        told(&transactions(&read)[0], path).to_owned()
    }

    /// Asserts that this is the return URL: the shop's own, with three parameters for the session behind its
    /// own parameter.
    pub(crate) fn assert_return_url(&self, url: &str) {
        let id = &self.session.id;
        let start = self.shop.url(RETURN_PATH);
        assert_eq!(url, format!("{start}&paylinetoken={id}&token={id}&monext_session_id={id}"));
    }
}

impl Browser {
    /// Types a card into the form, and waits for its networks: the choice between two of them moves the button down, and a
    /// click at that moment would miss it.
    pub(crate) async fn fill_card(&self, card: &Card) {
        self.fill("#number", &card.number).await;
        self.fill("#expiry", &card.expiration).await;
        self.fill("#cvv", &card.cvx).await;
        if self.shows("#holder").await {
            self.fill("#holder", &card.holder).await;
        }
        self.until("document.querySelector('#networks').dataset.key").await;
    }

    /// Chooses a payment method by its code.
    pub(crate) async fn choose(&self, method: &str) {
        self.click(&format!("[name=method][value={method}]")).await;
    }

    /// Waits for the notice of a refusal that has these words in it, and returns the whole notice.
    pub(crate) async fn until_refusal(&self, words: &str) -> String {
        let words = quoted(words);
        self.until(&format!("document.querySelector('#refusal')?.innerText.includes({words})")).await;
        self.read("#refusal").await
    }

    pub(crate) async fn pay_with(&self, card: &Card) {
        self.fill_card(card).await;
        self.click("#pay").await;
    }
}
