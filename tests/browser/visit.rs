//! A buyer at the payment page of a session, and what its shop sees of it.

use std::sync::Arc;

use document::Tree;

use crate::driver::{Browser, quoted};
use crate::harness::{
    Card, Gateway, Listener, Session, assert_result, put, session, shared, told, transactions,
};

/// The shop's own parameter, which it gets back.
const RETURN_PATH: &str = "/return?cart=7";

pub(crate) struct Visit {
    pub(crate) gateway: Arc<Gateway>,
    pub(crate) session: Session,
    /// The shop, to which the buyer returns.
    pub(crate) shop: Listener,
}

impl Visit {
    /// Of a session for ten euros, with these members besides.
    pub(crate) async fn new(members: &[(&str, &str)]) -> Self {
        Self::to_pay(1_000, members).await
    }

    /// In cents.
    pub(crate) async fn to_pay(amount: i64, members: &[(&str, &str)]) -> Self {
        let request =
            members.iter().fold(session(amount), |request, (path, text)| put(&request, path, *text));
        Self::of(shared(), &request).await
    }

    pub(crate) async fn of(gateway: Arc<Gateway>, request: &Tree) -> Self {
        let shop = Listener::start().await;
        let request = put(request, "returnURL", shop.url(RETURN_PATH).as_str());
        let session = gateway.till().new_session(&request).await;
        Self { gateway, session, shop }
    }

    pub(crate) fn page(&self) -> &str {
        &self.session.page
    }

    /// What the shop reads of its session.
    pub(crate) async fn assert_told(&self, title: &str, code: &str) {
        assert_result(&self.gateway.till().session(&self.session.id).await, 200, title, code);
    }

    /// Of each attempt, the newest first, what its transaction says: `ACCEPTED`, `REFUSED`, …
    pub(crate) async fn attempts(&self) -> Vec<String> {
        let mut till = self.gateway.till();
        let mut titles = Vec::new();
        for attempt in transactions(&till.session(&self.session.id).await) {
            let read = till.transaction(told(&attempt, "id")).await;
            titles.push(read.text(&["result", "title"]).unwrap().to_owned());
        }
        titles
    }

    /// Of the newest attempt, a text at a path.
    pub(crate) async fn newest(&self, path: &str) -> String {
        let read = self.gateway.till().session(&self.session.id).await;
        told(&transactions(&read)[0], path).to_owned()
    }

    /// That this is the shop's address, with the three parameters of the session and its own before them.
    pub(crate) fn assert_way_back(&self, url: &str) {
        let id = &self.session.id;
        let start = self.shop.url(RETURN_PATH);
        assert_eq!(url, format!("{start}&paylinetoken={id}&token={id}&monext_session_id={id}"));
    }
}

impl Browser {
    /// Into the form, key by key.
    pub(crate) async fn fill_card(&self, card: &Card) {
        self.fill("#number", &card.number).await;
        self.fill("#expiry", &card.expiration).await;
        self.fill("#cvv", &card.cvx).await;
        if self.shows("#holder").await {
            self.fill("#holder", &card.holder).await;
        }
    }

    /// Another way to pay than by card.
    pub(crate) async fn choose(&self, method: &str) {
        self.click(&format!("[name=method][value={method}]")).await;
    }

    /// The notice of a refusal that leaves another try; its words.
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
