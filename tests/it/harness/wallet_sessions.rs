//! Sessions in which a buyer looks after a wallet: the requests of a shop, and those of the page.

use client::{Answer, Method};
use document::{Object, Tree};

use super::{
    Buyer, Caller, Gateway, RETURN_URL, Session, Till, assert_result, is_session_id, json, put, raw_text,
};

pub(crate) const WALLET_SESSIONS: &str = "/v1/checkout/mxwallets/sessions";

/// Returns the request of a session for a wallet.
pub(crate) fn wallet_session(wallet: &str) -> Tree {
    json(&format!(
        r#"{{
            "pointOfSaleReference": "SHOP1",
            "paymentMethodIDs": [],
            "mxWalletId": "{wallet}",
            "returnURL": "{RETURN_URL}"
        }}"#
    ))
}

impl Till {
    pub(crate) async fn new_wallet_session(&mut self, request: &Tree) -> Session {
        let made = self.post(WALLET_SESSIONS, &[], request).await;
        assert_result(&made, 201, "ACCEPTED", "00000");
        let text = |name| made.text(&[name]).unwrap_or_else(|| panic!("{name} in {}", made.body_text()));
        let id = text("mxWalletSessionId").to_owned();
        assert!(is_session_id(&id), "the id is {id:?}");
        Session { id, page: text("redirectURL").to_owned() }
    }

    /// Reads the session of a wallet as the shop does.
    pub(crate) async fn wallet_session(&mut self, id: &str) -> Answer {
        self.get(&format!("{WALLET_SESSIONS}/{id}")).await
    }
}

impl Gateway {
    /// Makes a buyer in the session of a wallet of the demo merchant.
    pub(crate) async fn buyer_of_wallet(&self, request: &Tree) -> Buyer {
        let session = self.till().new_wallet_session(request).await;
        self.buyer(Caller::Web, &session)
    }

    /// Asserts what the shop reads of a session.
    pub(crate) async fn assert_wallet_session(&self, buyer: &Buyer, title: &str, code: &str) -> Answer {
        let read = self.till().wallet_session(&buyer.session.id).await;
        assert_result(&read, 200, title, code);
        read
    }
}

impl Buyer {
    /// Sends a change of the wallet as the page does that has seen so many changes.
    pub(crate) async fn changes(&self, service: &str, asked: &Tree, seen: i64) -> Answer {
        let body = raw_text(&put(asked, "operations", seen));
        self.ask(Method::POST, &format!("wallet/{service}"), &body).await
    }

    /// Removes a card, or makes it the default, on a page that shows the newest state.
    pub(crate) async fn operates(&self, service: &str, rank: i64) -> Answer {
        let seen = self.state().await.at(&["operations"]).and_then(Tree::as_integer).expect("a count");
        self.changes(service, &Object::new().with("rank", rank).into(), seen).await
    }
}

/// Returns rank, masked number and whether it is the default of each card of a wallet in an answer to the shop.
#[track_caller]
pub(crate) fn cards_in(read: &Answer) -> Vec<(i64, String, bool)> {
    let cards = read.at(&["mxWallet", "paymentInstruments"]).and_then(Tree::as_list);
    let cards = cards.unwrap_or_else(|| panic!("no wallet in {}", read.body_text()));
    cards
        .iter()
        .map(|card| {
            let rank = card.at(&["rank"]).and_then(Tree::as_integer).unwrap();
            let number = card.at(&["maskedNumber"]).and_then(Tree::as_text).unwrap().to_owned();
            (rank, number, card.at(&["isDefault"]) == Some(&Tree::Bool(true)))
        })
        .collect()
}
