//! What is personal of transfers goes; what accounting needs stays.

use std::time::Duration;

use super::{SEVENTY_DAYS, SHORT, number_of, run_ahead};
use crate::harness::{
    Gateway, PAYOUTS, SEPA_TRANSFERS, assert_result, eventually, guichet_on, json, put, transaction_id,
    transfer,
};
use crate::sql::query_sql;

#[tokio::test]
async fn a_payee_is_forgotten_and_the_transfer_stays() {
    let mut gateway = Gateway::start_with("forgotten-payee", &["calendar=UTC"]);
    let request = put(&transfer(2_500), "comment", "for Camille");
    let request = put(&request, "privateData", json(r#"{"who":"Camille"}"#));
    let made = gateway.till().post(SEPA_TRANSFERS, &[], &request).await;
    assert_result(&made, 201, "ACCEPTED", "00000");
    let (id, day) = (transaction_id(&made), made.text(&["transaction", "date"]).unwrap()[..10].to_owned());
    let path = format!("{PAYOUTS}/{id}");
    // Its file is not closed by this gateway: the payee is needed.
    assert_eq!(number_of(&run_ahead(&gateway, SEVENTY_DAYS), "payees", "done"), 0);
    assert!(gateway.till().get(&path).await.body_text().contains("Camille"));
    let settings = [&["calendar=UTC"], &SHORT[..]].concat();
    gateway.restart_ahead(SEVENTY_DAYS, &settings);
    // The file is closed late and is executed from then on: the payee is needed until no return can come any more.
    eventually("file of the transfer", Duration::from_secs(60), || async {
        (query_sql(&gateway, "SELECT COUNT(*) FROM transfer_files WHERE closed = 1 AND transfers = 1")
            == ["1"])
        .then_some(())
    })
    .await;
    assert!(gateway.till().get(&path).await.body_text().contains("Camille"));
    gateway.restart_ahead(SEVENTY_DAYS + 21 * 24, &settings);
    let after = eventually("end of the payee", Duration::from_secs(60), || async {
        let answer = gateway.till().get(&path).await;
        (!answer.body_text().contains("Camille")).then_some(answer)
    })
    .await;
    assert_result(&after, 200, "ACCEPTED", "00000");
    let payee = |answer: &client::Answer, name| {
        answer.text(&["transaction", "usedBankAccounts", "payeeBankAccount", name]).map(str::to_owned)
    };
    for left in ["bic", "maskedIban", "country"] {
        assert!(payee(&after, left).is_some() && payee(&after, left) == payee(&made, left), "{left}");
    }
    assert_eq!((payee(&after, "holderName"), after.text(&["transaction", "comment"])), (None, None));
    for left in ["id", "date", "amount", "currency", "type"] {
        let of = |answer: &client::Answer| answer.at(&["transaction", left]).cloned();
        assert!(of(&after).is_some() && of(&after) == of(&made), "{left}");
    }
    let file = gateway.dir().join("payout.xml");
    let done = guichet_on(&gateway, &["payout", "export", "--day", &day, "--out", file.to_str().unwrap()]);
    assert!(done.code == Some(1) && done.stderr.contains("have been forgotten"), "{}", done.stderr);
    assert!(!file.exists());
}

/// By the default nothing is due in a month.
#[tokio::test]
async fn a_young_payee_stays() {
    let gateway = Gateway::start("kept-payee");
    let made = gateway.till().post(SEPA_TRANSFERS, &[], &transfer(2_500)).await;
    gateway.operate(&["retention", "run", "--set", "sandbox.clock_ahead_hours=900"]);
    let read = gateway.till().get(&format!("{PAYOUTS}/{}", transaction_id(&made))).await;
    assert!(read.body_text().contains("Camille Martin"), "{}", read.body_text());
}
