//! Actions on a payment, and the answers about it.

use client::Answer;
use document::Tree;

use super::{Card, TRANSACTIONS, Till, assert_result, json, payment, put, reference, transaction_id};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Action {
    Capture,
    Refund,
    Cancel,
}

impl Action {
    pub(crate) const ALL: [Self; 3] = [Self::Capture, Self::Refund, Self::Cancel];

    /// Returns its `type` in answers.
    pub(crate) fn kind(self) -> &'static str {
        match self {
            Self::Capture => "CAPTURE",
            Self::Refund => "REFUND",
            Self::Cancel => "CANCEL",
        }
    }

    pub(crate) fn path(self, id: &str) -> String {
        let name = match self {
            Self::Capture => "captures",
            Self::Refund => "refunds",
            Self::Cancel => "cancels",
        };
        format!("{TRANSACTIONS}/{id}/{name}")
    }
}

/// Returns the body that shop clients send: only the amount.
pub(crate) fn only(amount: i64) -> Tree {
    json(&format!(r#"{{"amount": {amount}}}"#))
}

/// Returns a body with a reference of its own, so that the action is no duplicate.
pub(crate) fn own(amount: i64) -> Tree {
    put(&only(amount), "merchantReference", reference().as_str())
}

impl Till {
    pub(crate) async fn act(&mut self, action: Action, id: &str, body: &Tree) -> Answer {
        self.post(&action.path(id), &[], body).await
    }

    pub(crate) async fn act_once(&mut self, key: &str, action: Action, id: &str, body: &Tree) -> Answer {
        self.post(&action.path(id), &[("idempotency-key", key)], body).await
    }

    /// Sends an action whose body is written by hand.
    pub(crate) async fn act_text(
        &self,
        action: Action,
        id: &str,
        body: impl Into<bytes::Bytes> + Send,
    ) -> Answer {
        let authorization = self.authorization();
        let headers: [(&str, &[u8]); 2] =
            [("authorization", authorization.as_bytes()), ("content-type", b"application/json")];
        self.raw(client::Method::POST, &action.path(id), &headers, body).await
    }

    /// Captures, and returns the id of the accepted capture.
    pub(crate) async fn capture(&mut self, id: &str, amount: i64) -> String {
        done(&self.act(Action::Capture, id, &own(amount)).await, Action::Capture)
    }

    pub(crate) async fn refund(&mut self, id: &str, amount: i64) -> String {
        done(&self.act(Action::Refund, id, &own(amount)).await, Action::Refund)
    }

    pub(crate) async fn cancel(&mut self, id: &str, amount: i64) -> String {
        done(&self.act(Action::Cancel, id, &own(amount)).await, Action::Cancel)
    }

    /// Returns the id of an accepted payment that is not captured.
    pub(crate) async fn authorised(&mut self, amount: i64) -> String {
        self.accepted(&put(&payment(&Card::cb_visa(), amount), "payment.capture", "MANUAL")).await
    }

    /// Returns the id of an accepted payment that is captured at once.
    pub(crate) async fn paid(&mut self, amount: i64) -> String {
        self.accepted(&payment(&Card::cb_visa(), amount)).await
    }

    pub(crate) async fn accepted(&mut self, request: &Tree) -> String {
        let answer = self.pay(request).await;
        assert_result(&answer, 201, "ACCEPTED", "00000");
        transaction_id(&answer)
    }
}

/// Asserts the form of every answer to an action: the result, the transaction, and perhaps `miscData`.
#[track_caller]
pub(crate) fn assert_action(answer: &Answer, action: Action) -> String {
    let members = |tree: &Tree| -> Vec<String> {
        let mut names: Vec<_> = tree.as_object().unwrap().iter().map(|(name, _)| name.to_owned()).collect();
        names.sort();
        names
    };
    let whole: Vec<_> =
        members(answer.document().unwrap()).into_iter().filter(|name| name != "miscData").collect();
    assert_eq!(whole, ["result", "transaction"], "{}", answer.body_text());
    assert!(answer.at(&["miscData"]).is_none_or(|data| data.as_object().is_some()));
    assert_eq!(members(answer.at(&["transaction"]).unwrap()), ["date", "id", "type"]);
    assert_eq!(answer.text(&["transaction", "type"]), Some(action.kind()));
    assert_moment(answer.text(&["transaction", "date"]).unwrap());
    transaction_id(answer)
}

/// Asserts that the action was accepted, and returns its id.
#[track_caller]
pub(crate) fn done(answer: &Answer, action: Action) -> String {
    assert_result(answer, 201, "ACCEPTED", "00000");
    assert_action(answer, action)
}

#[track_caller]
fn assert_moment(text: &str) {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    assert_eq!(shape, "0000-00-00T00:00:00.000+00:00", "{text}");
}

/// An entry of `associatedTransactions`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) amount: i64,
    pub(crate) ok: bool,
}

impl Entry {
    pub(crate) fn is(&self, action: Action) -> bool {
        self.kind == action.kind()
    }
}

/// Returns `associatedTransactions`, and asserts the documented form of each entry. The payment is first, and
/// its id is the origin of all.
#[track_caller]
pub(crate) fn entries(read: &Answer) -> Vec<Entry> {
    let list = read.at(&["associatedTransactions"]).and_then(Tree::as_list).unwrap();
    let text = |entry: &Tree, name| entry.at(&[name]).and_then(Tree::as_text).unwrap().to_owned();
    let origin = text(&list[0], "id");
    list.iter()
        .map(|entry| {
            assert_eq!(entry.as_object().unwrap().len(), 6, "{}", document::write_json(entry));
            assert_eq!(text(entry, "originTransactionId"), origin);
            assert_moment(&text(entry, "date"));
            let ok = match text(entry, "status").as_str() {
                "OK" => true,
                "KO" => false,
                other => panic!("the status is {other}"),
            };
            let amount = entry.at(&["amount"]).and_then(Tree::as_integer).unwrap();
            Entry { id: text(entry, "id"), kind: text(entry, "type"), amount, ok }
        })
        .collect()
}

/// Returns the sum of the entries of this kind that are OK. Shops find out by it what is done.
pub(crate) fn sum(read: &Answer, action: Action) -> i64 {
    entries(read).iter().filter(|entry| entry.ok && entry.is(action)).map(|entry| entry.amount).sum()
}

/// Returns the title of an action with this code: a refused one has ERROR, whatever the code means elsewhere.
pub(crate) fn title_of(code: &str) -> &'static str {
    if code == "00000" { "ACCEPTED" } else { "ERROR" }
}

/// Asserts that the action is refused with this code: the answer is a 201, there is one more entry (KO), and
/// nothing else has changed.
pub(crate) async fn refused(till: &mut Till, action: Action, id: &str, body: &Tree, code: &str) -> String {
    refused_with(till, action, id, body, &[code]).await
}

/// Asserts a refusal where the contract leaves the choice between several codes.
pub(crate) async fn refused_with(
    till: &mut Till,
    action: Action,
    id: &str,
    body: &Tree,
    codes: &[&str],
) -> String {
    let before = till.transaction(id).await;
    let answer = till.act(action, id, body).await;
    let code = answer.text(&["result", "code"]).unwrap_or_else(|| panic!("{}", answer.body_text()));
    assert!(codes.contains(&code), "{action:?} of {id} is not {codes:?}: {}", answer.body_text());
    assert_result(&answer, 201, title_of(code), code);
    let attempt = assert_action(&answer, action);

    let after = till.transaction(id).await;
    let mut expected = entries(&before);
    let amount = body.at(&["amount"]).and_then(Tree::as_integer).unwrap();
    expected.push(Entry { id: attempt.clone(), kind: action.kind().to_owned(), amount, ok: false });
    assert_eq!(entries(&after), expected, "{action:?} of {id}");
    assert!(but_entries(&before) == but_entries(&after), "{} {}", before.body_text(), after.body_text());

    let told = till.transaction(&attempt).await;
    assert_result(&told, 200, title_of(code), code);
    assert_eq!(told.text(&["transaction", "type"]), Some(action.kind()));
    attempt
}

fn but_entries(read: &Answer) -> Tree {
    super::without(read.document().unwrap(), "associatedTransactions")
}
