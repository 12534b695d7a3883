//! Sessions: the requests of a shop, and what it reads of them.

use client::Answer;
use document::Tree;

use super::{Till, assert_result, json, member, reference};

pub(crate) const SESSIONS: &str = "/v1/checkout/payments/sessions";
/// The deprecated path, which shipped clients still use.
pub(crate) const OLD_SESSIONS: &str = "/v1/checkout/sessions";
/// The return URL, with a query of the shop's own.
pub(crate) const RETURN_URL: &str = "https://shop.example.com/return?cart=7";

/// A session as a shop knows it.
#[derive(Debug, Clone)]
pub(crate) struct Session {
    pub(crate) id: String,
    /// The URL of the payment page.
    pub(crate) page: String,
}

/// Returns the smallest useful session, of an order of its own.
pub(crate) fn session(amount: i64) -> Tree {
    json(&format!(
        r#"{{
            "pointOfSaleReference": "SHOP1",
            "order": {{"reference": "{}", "amount": {amount}, "currency": "EUR"}},
            "returnURL": "{RETURN_URL}"
        }}"#,
        reference()
    ))
}

impl Till {
    pub(crate) async fn new_session(&mut self, request: &Tree) -> Session {
        session_of(&self.post(SESSIONS, &[], request).await)
    }

    /// Reads a session as the shop does.
    pub(crate) async fn session(&mut self, id: &str) -> Answer {
        self.get(&format!("{SESSIONS}/{id}")).await
    }
}

/// Returns the session that this answer made, and asserts the documented form.
#[track_caller]
pub(crate) fn session_of(made: &Answer) -> Session {
    assert_result(made, 201, "ACCEPTED", "00000");
    let text = |name| made.text(&[name]).unwrap_or_else(|| panic!("{name} in {}", made.body_text()));
    let id = text("sessionId").to_owned();
    assert!(is_session_id(&id), "the id is {id:?}");
    Session { id, page: text("redirectURL").to_owned() }
}

/// Whether the text is `1`, 16 letters and digits (one of the cell, and 15 random ones), 3 random digits and
/// 13 digits of epoch milliseconds.
pub(crate) fn is_session_id(id: &str) -> bool {
    id.len() == 33
        && id.starts_with('1')
        && id[1..17].bytes().all(|byte| byte.is_ascii_alphanumeric())
        && id[17..].bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns the transactions of a session in an answer to the shop, the newest first.
#[track_caller]
pub(crate) fn transactions(read: &Answer) -> Vec<Tree> {
    assert_eq!(read.status, 200, "{}", read.body_text());
    read.at(&["transactions"]).map(|list| list.as_list().unwrap().to_vec()).unwrap_or_default()
}

/// Returns a text at a path of a transaction.
#[track_caller]
pub(crate) fn told<'a>(transaction: &'a Tree, path: &str) -> &'a str {
    let value = member(transaction, path).and_then(Tree::as_text);
    value.unwrap_or_else(|| panic!("{path} in {}", document::write_json(transaction)))
}
