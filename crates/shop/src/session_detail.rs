//! The gateway's answer to the shop about a session.

use client::{Answer, Error};
use document::{Tree, write_json_pretty};

use crate::{euros, payment_status::PaymentStatus, session_id::SessionId};

#[derive(Clone)]
pub(crate) struct SessionDetail {
    pub(crate) http_status: u16,
    pub(crate) payment_status: PaymentStatus,
    pub(crate) title: String,
    pub(crate) code: String,
    pub(crate) detail: String,
    /// The id of the newest transaction; `None` before the buyer has tried to pay.
    pub(crate) transaction: Option<String>,
    /// The type of the newest transaction.
    pub(crate) transaction_type: Option<String>,
    /// The amount of the newest transaction in minor units, with its currency.
    pub(crate) amount: Option<(i64, String)>,
    /// The whole body, indented.
    pub(crate) body: String,
}

impl SessionDetail {
    pub(crate) async fn fetch(gateway: &client::Client, session: &SessionId) -> Result<Self, Error> {
        Ok(Self::of(&gateway.connect().await?.session(session.as_str()).await?))
    }

    fn of(answer: &Answer) -> Self {
        let newest = answer.at(&["transactions"]).and_then(Tree::as_list).and_then(<[Tree]>::first);
        let text = |name| newest.and_then(|transaction| Some(transaction.at(&[name])?.as_text()?.to_owned()));
        let amount = newest.and_then(|transaction| transaction.at(&["requestedAmount"])?.as_integer());
        Self {
            http_status: answer.status,
            payment_status: PaymentStatus::of(answer),
            title: result(answer, "title"),
            code: result(answer, "code"),
            detail: result(answer, "detail"),
            transaction: text("id"),
            transaction_type: text("type"),
            amount: amount.zip(text("currency")),
            body: answer.document().map_or_else(|| answer.body_text(), write_json_pretty),
        }
    }

    pub(crate) fn written_amount(&self) -> Option<String> {
        self.amount.as_ref().map(|(amount, currency)| euros::written(*amount, currency))
    }
}

/// Reads a member of the result. Errors have it at the top of the body, other answers in `result` (Retail API, section 1.2).
fn result(answer: &Answer, name: &str) -> String {
    answer.text(&["result", name]).or_else(|| answer.text(&[name])).unwrap_or_default().to_owned()
}
