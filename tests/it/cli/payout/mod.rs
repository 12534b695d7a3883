//! `guichet payout`

mod account;
mod export;
mod schema;

use std::time::Duration;

use crate::harness::{Finished, Gateway, Till, assert_result, eventually, guichet_on, transaction_id};
use document::Tree;

/// Runs `guichet payout` with the clock of the gateway.
fn payout(gateway: &Gateway, words: &[&str]) -> Finished {
    let settings = gateway.settings().iter().flat_map(|setting| ["--set", setting.as_str()]);
    guichet_on(gateway, &[&["payout"], words, &settings.collect::<Vec<_>>()].concat())
}

/// Sends a request that the bank accepts. Returns the id of the transfer, and its day in UTC.
pub(super) async fn accepted(till: &mut Till, request: &Tree) -> (String, String) {
    let answer = till.post(crate::harness::SEPA_TRANSFERS, &[], request).await;
    assert_result(&answer, 201, "ACCEPTED", "00000");
    let day = answer.text(&["transaction", "date"]).unwrap()[..10].to_owned();
    (transaction_id(&answer), day)
}

/// Waits until the file of a day is there, and returns it.
pub(super) async fn exported(gateway: &Gateway, day: &str) -> String {
    eventually("file of the day", Duration::from_secs(60), || async {
        let done = payout(gateway, &["export", "--day", day]);
        (done.code == Some(0)).then_some(done.stdout)
    })
    .await
}
