//! Payouts: transfers, and what becomes of them

mod bank;
mod bodies;
mod days;
mod idempotency;
mod strangers;
mod transfers;

use client::Answer;
use document::Tree;

use crate::harness::{PAYOUTS, SEPA_TRANSFERS, Till, raw_text, transaction_id};

async fn send(till: &mut Till, request: &Tree) -> Answer {
    till.post(SEPA_TRANSFERS, &[], request).await
}

async fn read(till: &mut Till, id: &str) -> Answer {
    till.get(&format!("{PAYOUTS}/{id}")).await
}

/// Sends a request that the bank accepts, and returns the id of the transfer.
async fn accepted(till: &mut Till, request: &Tree) -> String {
    let answer = send(till, request).await;
    crate::harness::assert_result(&answer, 201, "ACCEPTED", "00000");
    transaction_id(&answer)
}

fn told(answer: &Answer) -> String {
    raw_text(answer.at(&["transaction"]).unwrap())
}
