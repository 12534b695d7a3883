//! `Idempotency-Key` of transfers

use super::{read, send};
use crate::harness::{
    Gateway, PAYMENTS, SEPA_TRANSFERS, assert_result, put, reference, shared, transaction_id, transfer,
};

#[tokio::test]
async fn the_first_answer_is_replayed() {
    let gateway = shared();
    let mut till = gateway.till();
    for cents in [1_900, 33_305, 77_704] {
        let (key, request) = (reference(), transfer(cents));
        let header = [("idempotency-key", key.as_str())];
        let first = till.post(SEPA_TRANSFERS, &header, &request).await;
        assert_eq!((first.status, first.header("idempotency-replayed")), (201, None));
        let second = till.post(SEPA_TRANSFERS, &header, &request).await;
        assert_eq!((second.status, second.header("idempotency-replayed")), (201, Some("true")));
        assert_eq!(first.body_text(), second.body_text());
        // Another body, and another operation.
        for (path, body) in [(SEPA_TRANSFERS, put(&request, "amount", 1)), (PAYMENTS, request.clone())] {
            assert_eq!(till.post(path, &header, &body).await.status, 422, "{path}");
        }
    }
    // Without a key it is another transfer.
    let [one, other] = [send(&mut till, &transfer(1_900)).await, send(&mut till, &transfer(1_900)).await];
    assert_ne!(transaction_id(&one), transaction_id(&other));
}

/// A repeat is told what the first request was told, whatever became of the transfer.
#[tokio::test]
async fn the_first_answer_stays() {
    let gateway = Gateway::start_with("transfer-repeats", &["acquirer.answer_limit_ms=500"]);
    let mut till = gateway.till();
    let header = [("idempotency-key", "once")];
    let first = till.post(SEPA_TRANSFERS, &header, &transfer(77_703)).await;
    assert_result(&first, 202, "ONHOLD_PARTNER", "02000");
    let id = transaction_id(&first);
    crate::harness::eventually("answer", std::time::Duration::from_secs(60), || async {
        let found = read(&mut gateway.till(), &id).await;
        (found.text(&["result", "code"]) == Some("00000")).then_some(())
    })
    .await;
    let second = till.post(SEPA_TRANSFERS, &header, &transfer(77_703)).await;
    assert_eq!((second.status, second.body_text()), (202, first.body_text()));
}
