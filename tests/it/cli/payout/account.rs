//! `guichet payout account`

use super::payout;
use crate::harness::{Gateway, MERCHANT_ID, SEPA_TRANSFERS, assert_error, assert_result, put, transfer};

const IBAN: [&str; 6] = ["--iban", "NL91 ABNA 0417 1643 00", "--bic", "ABNANL2A", "--name", "Winkel BV"];

#[tokio::test]
async fn the_account_that_pays() {
    let gateway = Gateway::start("payout-account");
    let mut till = gateway.till();
    let set = payout(&gateway, &[&["account", MERCHANT_ID], &IBAN[..]].concat());
    assert_eq!(set.code, Some(0), "{}", set.stderr);
    let made = till.post(SEPA_TRANSFERS, &[], &transfer(100)).await;
    assert_result(&made, 201, "ACCEPTED", "00000");
    let payer = |name| made.text(&["transaction", "usedBankAccounts", "payerBankAccount", name]);
    assert_eq!((payer("maskedIban"), payer("bic")), (Some("NL91XXXXXXXXXX4300"), Some("ABNANL2A")));
    assert_eq!(payer("holderName"), Some("Winkel BV"));
    // A method of its own.
    let request = put(&transfer(100), "payerBankAccount.paymentMethodId", "REFUNDS");
    assert_error(&till.post(SEPA_TRANSFERS, &[], &request).await, 404, "02303");
    let added = payout(&gateway, &["account", MERCHANT_ID, "--method", "REFUNDS"]);
    assert_eq!(added.code, Some(0), "{}", added.stderr);
    assert_result(&till.post(SEPA_TRANSFERS, &[], &request).await, 201, "ACCEPTED", "00000");
}

#[tokio::test]
async fn what_is_no_account() {
    let gateway = Gateway::start("payout-no-account");
    for (words, told) in [
        (&["account", MERCHANT_ID, "--method", "CB"][..], "choose another id"),
        (&["account", "00000000000001"], "no such merchant"),
        (&["account", MERCHANT_ID, "--point-of-sale", "SHOP404"], "no such merchant or point of sale"),
        (&["account", MERCHANT_ID, "--iban", "NL91ABNA0417164300"], "--bic"),
        (
            &["account", MERCHANT_ID, "--iban", "NL91ABNA0417164301", "--bic", "ABNANL2A", "--name", "x"],
            "the IBAN must be an IBAN",
        ),
        (
            &["account", MERCHANT_ID, "--iban", "NL91ABNA0417164300", "--bic", "ABNA", "--name", "x"],
            "the BIC must be a BIC",
        ),
        (
            &["account", MERCHANT_ID, "--iban", "NL91ABNA0417164300", "--bic", "ABNANL2A", "--name", " "],
            "1 to 70 characters",
        ),
    ] {
        let done = payout(&gateway, words);
        assert!(done.code != Some(0) && done.stderr.contains(told), "{words:?}: {}", done.stderr);
        assert!(!done.stderr.contains("0417"), "{}", done.stderr);
    }
}
