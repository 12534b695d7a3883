//! `POST /v1/payout/sepatransfers` and `GET /v1/payout/transactions/{id}`: what is answered

use super::{accepted, read, send, told};
use crate::harness::{
    Card, Gateway, SESSIONS, assert_error, assert_result, json, member, payment, put, session, shared,
    transaction_id, transfer,
};

#[tokio::test]
async fn a_transfer_and_its_accounts() {
    let gateway = shared();
    let mut till = gateway.till();
    let request = put(&transfer(2_499), "comment", "refund of order-1");
    let request =
        put(&request, "crossReference", json(r#"{"orderReference":"order-1","transactionId":"42"}"#));
    let request = put(&request, "privateData", json(r#"{"desk":"7"}"#));
    let made = send(&mut till, &request).await;
    assert_result(&made, 201, "ACCEPTED", "00000");
    let id = transaction_id(&made);
    assert!(id.len() == 17 && id.bytes().all(|c| c.is_ascii_digit()), "{id}");
    let date = made.text(&["transaction", "date"]).unwrap().to_owned();
    let expected = format!(
        r#"{{"id":"{id}","date":"{date}","type":"TRANSFER","usedBankAccounts":{{"payerBankAccount":{{"bic":"AGRIFRPP","holderName":"Guichet Sandbox","maskedIban":"FR76XXXXXXXXXXXXXXXXXXX0189","country":"FR"}},"payeeBankAccount":{{"bic":"DEUTDEFF","holderName":"Camille Martin","maskedIban":"DE89XXXXXXXXXXXXXX3000","country":"DE"}}}},"amount":2499,"currency":"EUR","comment":"refund of order-1"}}"#
    );
    assert_eq!(told(&made), expected);
    let found = read(&mut till, &id).await;
    assert_result(&found, 200, "ACCEPTED", "00000");
    assert_eq!(told(&found), expected);
    // It is no payment.
    assert_error(&till.transaction(&id).await, 404, "02301");
}

/// Blanks and small letters are a way of writing.
#[tokio::test]
async fn the_spelling_of_an_account() {
    let gateway = shared();
    let mut till = gateway.till();
    for (iban, bic, masked) in [
        ("fr76 3000 6000 0112 3456 7890 189", "agrifrpp", "FR76XXXXXXXXXXXXXXXXXXX0189"),
        ("MT84MALT011000012345MTLCAST001S", "MALTMTMT", "MT84XXXXXXXXXXXXXXXXXXXXXXX001S"),
    ] {
        let request = put(&transfer(100), "payeeBankAccount.iban", iban);
        let answer = send(&mut till, &put(&request, "payeeBankAccount.bic", bic)).await;
        assert_result(&answer, 201, "ACCEPTED", "00000");
        let payee = answer.at(&["transaction", "usedBankAccounts", "payeeBankAccount"]).unwrap();
        let text = |name| member(payee, name).and_then(document::Tree::as_text);
        assert_eq!(text("maskedIban"), Some(masked));
        assert_eq!(text("bic"), Some(bic.to_uppercase().as_str()));
        assert_eq!(text("country"), Some(&masked[..2]));
    }
}

#[tokio::test]
async fn a_method_that_does_not_pay_out() {
    let gateway = shared();
    let mut till = gateway.till();
    for method in ["CB", "MOCKPAY", "NOBODYS"] {
        let request = put(&transfer(100), "payerBankAccount.paymentMethodId", method);
        assert_error(&send(&mut till, &request).await, 404, "02303");
    }
    // And no buyer pays by one that does.
    let named = put(&session(100), "paymentMethod", json(r#"{"paymentMethodIDs":["BANKTRANSFER"]}"#));
    assert_error(&till.post(SESSIONS, &[], &named).await, 404, "02303");
    let request = put(&payment(&Card::cb_visa(), 100), "paymentMethodId", "BANKTRANSFER");
    assert_result(&till.pay(&request).await, 201, "REFUSED", "02541");
}

/// The account of a payee is on disk and in the log in no form that can be read.
#[tokio::test]
async fn the_account_of_a_payee_is_sealed() {
    const IBAN: &str = "ES9121000418450200051332";
    crate::harness::note_secret("planted", IBAN);
    let mut gateway = Gateway::start_with("payee-sealed", &["log.level=debug"]);
    let mut till = gateway.till();
    let id = accepted(&mut till, &put(&transfer(100), "payeeBankAccount.iban", IBAN)).await;
    let wrong = put(&transfer(0), "payeeBankAccount.iban", IBAN);
    assert!(!send(&mut till, &wrong).await.body_text().contains(IBAN));
    assert!(!read(&mut till, &id).await.body_text().contains("4184502"));
    assert!(!gateway.log().contains(IBAN));
    gateway.stop();
    for file in std::fs::read_dir(gateway.data()).unwrap() {
        let path = file.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            assert!(!bytes.windows(IBAN.len()).any(|part| part == IBAN.as_bytes()), "{}", path.display());
        }
    }
}
