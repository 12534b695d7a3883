//! Shipped shop plugins and apps, each through whole purchases: the requests that they send, in their order, and what
//! they read of the answers (the contract's list of clients). They must work with nothing changed but the
//! base URL.

mod apps;
mod connector;
mod sylius;
mod sylius_successor;

use client::{Answer, Method};
use document::Tree;

use crate::harness::{Buyer, Caller, Card, Gateway, Session, assert_state};

/// A plugin as an HTTP client.
struct Plugin<'a> {
    gateway: &'a Gateway,
    headers: &'a [(&'a str, &'a str)],
    /// The body that it sends with every GET.
    body_of_get: &'a str,
}

impl Plugin<'_> {
    async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, self.body_of_get.to_owned()).await
    }

    async fn post(&self, path: &str, body: &str) -> Answer {
        self.send(Method::POST, path, body.to_owned()).await
    }

    async fn send(&self, method: Method, path: &str, body: String) -> Answer {
        let till = self.gateway.till();
        let authorization = till.authorization();
        let mut headers: Vec<(&str, &[u8])> = vec![("authorization", authorization.as_bytes())];
        headers.extend(self.headers.iter().map(|(name, value)| (*name, value.as_bytes())));
        till.raw(method, path, &headers, body).await
    }
}

/// Lets the buyer's browser open the URL as it was given, and pay there.
async fn browses_to(gateway: &Gateway, made: &Answer) -> Buyer {
    let text =
        |name| made.text(&[name]).unwrap_or_else(|| panic!("{name} in {}", made.body_text())).to_owned();
    let session = Session { id: text("sessionId"), page: text("redirectURL") };
    let buyer = gateway.buyer(Caller::Web, &session);
    assert_eq!(buyer.opens_page().await.status, 200);
    buyer
}

async fn pays(buyer: &Buyer) {
    assert_state(&buyer.pays(&Card::cb_visa()).await, "PAYMENT_SUCCESS");
}

/// Pays with three cards that the bank refuses, which ends the session.
async fn is_refused(buyer: &Buyer) {
    let request = buyer.card_request(&Card::refused_with("01116"), None).await;
    for _ in 0..3 {
        buyer.sends(&request).await;
    }
    assert_state(&buyer.state().await, "PAYMENT_FAILURE");
}

#[track_caller]
fn text<'a>(tree: &'a Tree, path: &[&str]) -> &'a str {
    let value = tree.at(path).and_then(Tree::as_text);
    value.unwrap_or_else(|| panic!("{path:?} in {}", document::write_json(tree)))
}

/// Returns a number. A text that looks like one fails.
#[track_caller]
fn integer(tree: &Tree, path: &[&str]) -> i64 {
    let value = tree.at(path).and_then(Tree::as_integer);
    value.unwrap_or_else(|| panic!("{path:?} in {}", document::write_json(tree)))
}

/// Returns the members of a list.
#[track_caller]
fn list<'a>(tree: &'a Tree, path: &[&str]) -> &'a [Tree] {
    let value = tree.at(path).and_then(Tree::as_list);
    value.unwrap_or_else(|| panic!("{path:?} in {}", document::write_json(tree)))
}
