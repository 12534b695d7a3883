//! Transfers in every state that lasts, and one that the bank is asked about.

use crate::harness::{MERCHANT_ID, SEPA_TRANSFERS, assert_result, json, put, reference, transfer};
use crate::maker::Maker;

/// Amounts that the simulated bank returns, refuses, and does not answer at first.
const RETURNED: i64 = 55_504;
const REFUSED: i64 = 33_305;
const SILENT: i64 = 77_701;

/// Transfers that are settled or returned by today.
pub(crate) async fn make_past(maker: &mut Maker) {
    let own = ["--iban", "NL91ABNA0417164300", "--bic", "ABNANL2A", "--name", "Winkel BV"];
    maker.output_of(&[&["payout", "account", MERCHANT_ID, "--method", "REFUNDS"], &own[..]].concat());
    for (cents, method) in [(1_000, "BANKTRANSFER"), (2_000, "REFUNDS"), (RETURNED, "BANKTRANSFER")] {
        let request = put(&transfer(cents), "payerBankAccount.paymentMethodId", method);
        let request = put(&request, "comment", "for Camille");
        let request = put(&request, "crossReference", json(r#"{"orderReference":"order-1"}"#));
        let made =
            maker.till("demo").post(SEPA_TRANSFERS, &[("idempotency-key", &reference())], &request).await;
        assert_result(&made, 201, "ACCEPTED", "00000");
    }
}

/// A refused transfer, one that waits for the file of today, and one that the bank is asked about when the gateway is killed.
pub(crate) async fn make(maker: &mut Maker) {
    let refused = maker.till("demo").post(SEPA_TRANSFERS, &[], &transfer(REFUSED)).await;
    assert_result(&refused, 201, "REFUSED", "01100");
    let accepted = maker.till("demo").post(SEPA_TRANSFERS, &[], &transfer(3_000)).await;
    assert_result(&accepted, 201, "ACCEPTED", "00000");
    let sent = maker.send("demo", SEPA_TRANSFERS, Some(&reference()), &transfer(SILENT));
    maker
        .wait_for_row(
            "transfer that the bank is asked about",
            "SELECT id FROM transfers WHERE stage = 'ASKING'",
        )
        .await;
    maker.keep_unanswered(sent.abort_handle());
}
