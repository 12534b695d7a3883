//! One look at a session, server to server: what GET said.

use client::{Answer, Error};
use document::{Tree, write_json_pretty};

use crate::{euros::in_words, session_id::SessionId, verdict::Verdict};

#[derive(Clone)]
pub(crate) struct Look {
    pub(crate) status: u16,
    pub(crate) verdict: Verdict,
    pub(crate) title: String,
    pub(crate) code: String,
    pub(crate) detail: String,
    /// Of the newest transaction, as the rest below; none before the buyer has tried to pay.
    pub(crate) transaction: Option<String>,
    pub(crate) kind: Option<String>,
    pub(crate) amount: Option<(i64, String)>,
    /// The whole body, for people.
    pub(crate) body: String,
}

impl Look {
    pub(crate) async fn take(gateway: &client::Shop, session: &SessionId) -> Result<Self, Error> {
        Ok(Self::of(&gateway.connect().await?.session(session.as_str()).await?))
    }

    fn of(answer: &Answer) -> Self {
        let newest = answer.at(&["transactions"]).and_then(Tree::as_list).and_then(<[Tree]>::first);
        let text = |name| newest.and_then(|transaction| Some(transaction.at(&[name])?.as_text()?.to_owned()));
        let amount = newest.and_then(|transaction| transaction.at(&["requestedAmount"])?.as_integer());
        Self {
            status: answer.status,
            verdict: Verdict::of(answer),
            title: result(answer, "title"),
            code: result(answer, "code"),
            detail: result(answer, "detail"),
            transaction: text("id"),
            kind: text("type"),
            amount: amount.zip(text("currency")),
            body: answer.document().map_or_else(|| answer.body_text(), write_json_pretty),
        }
    }

    pub(crate) fn amount_in_words(&self) -> Option<String> {
        self.amount.as_ref().map(|(amount, currency)| in_words(*amount, currency))
    }
}

/// Errors have title, code and detail at the top, everything else in `result` (Retail API, section 1.2).
fn result(answer: &Answer, name: &str) -> String {
    answer.text(&["result", name]).or_else(|| answer.text(&[name])).unwrap_or_default().to_owned()
}
