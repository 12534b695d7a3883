//! The way of a result: the issuer sends it to the directory server, which sends it to the 3DS server that asked.

use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;

use super::{Issuer, result, ticket::Ticket, verdict::Verdict};

/// Posts result requests to 3DS servers.
#[async_trait]
pub trait Results: Send + Sync {
    /// Posts a message (`application/json; charset=utf-8`) to the URL, and returns the body of an answer with a status of 2xx. The
    /// implementation limits the time, the size of the answer and the addresses: the URL comes from whoever asked the directory.
    async fn post(&self, url: &str, message: Bytes) -> Result<Bytes, Unanswered>;
}

/// No answer came, or none with a status of 2xx.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unanswered;

/// Sends the result. The task is not bound to the request that caused it: who hangs up cannot interrupt the result.
pub(super) async fn send(issuer: &Arc<Issuer>, ticket: &Ticket, verdict: Verdict) {
    let transaction = ticket.three_ds_server_trans_id.as_str();
    tracing::info!(transaction, ?verdict, "a challenge of the sandbox's issuer has ended");
    let sending = (Arc::clone(issuer), ticket.clone());
    let sent = tokio::spawn(async move { deliver(&sending.0, &sending.1, verdict).await });
    if sent.await.is_err() {
        tracing::error!(transaction, "the result of a challenge could not be sent");
    }
}

/// Sends the result request and reads what comes back. A request without an answer is sent once more (EMV 3-D Secure, section
/// 5.9.8). The cardholder goes on either way: the 3DS server has the last word about a result that it has not.
async fn deliver(issuer: &Issuer, ticket: &Ticket, verdict: Verdict) {
    if verdict == Verdict::AuthenticatedInSecret {
        return;
    }
    let message = result::request(issuer, ticket, verdict);
    let transaction = ticket.three_ds_server_trans_id.as_str();
    for attempt in 1..=2 {
        if let Ok(answer) = issuer.results.post(&ticket.results_url, message.clone()).await {
            match result::read_answer(ticket, &answer) {
                Ok(()) => tracing::debug!(transaction, ?verdict, "the 3DS server has the result"),
                Err(failure) => {
                    tracing::warn!(transaction, code = failure.code(), "the 3DS server refuses the result");
                }
            }
            return;
        }
        tracing::warn!(transaction, attempt, "the 3DS server does not answer a result request");
    }
}
