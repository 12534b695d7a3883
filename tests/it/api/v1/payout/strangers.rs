//! Transfers of another merchant

use super::{accepted, read, send};
use crate::harness::{
    PAYOUTS, SEPA_TRANSFERS, assert_error, guichet_on, put, reference, shared, transaction_id, transfer,
};

#[tokio::test]
async fn another_merchants_transfer() {
    let gateway = shared();
    let (merchant, key) = gateway.new_merchant();
    let (mut till, mut other) = (gateway.till(), gateway.till_of(&merchant, &key));
    let (ours, theirs) =
        (accepted(&mut till, &transfer(100)).await, accepted(&mut other, &transfer(100)).await);
    let nobodys = read(&mut other, "17000000000000000").await;
    assert_error(&nobodys, 404, "02301");
    for (till, foreign) in [(&mut other, &ours), (&mut till, &theirs)] {
        let answer = read(till, foreign).await;
        assert_error(&answer, 404, "02301");
        assert_eq!(answer.body_text(), nobodys.body_text());
    }
    // A payment is no transfer, and what is no id is unknown.
    let paid = till.paid(100).await;
    for id in [paid.as_str(), "x", "%00", "1", "17000000000000000000"] {
        assert_error(&till.get(&format!("{PAYOUTS}/{id}")).await, 404, "02301");
    }
}

/// A key, and a method, are those of a merchant.
#[tokio::test]
async fn keys_and_methods_belong_to_a_merchant() {
    let gateway = shared();
    let (merchant, access) = gateway.new_merchant();
    let (mut till, mut other) = (gateway.till(), gateway.till_of(&merchant, &access));
    let added = guichet_on(&gateway, &["payout", "account", &merchant, "--method", "SALARIES"]);
    assert_eq!(added.code, Some(0), "{}", added.stderr);
    let request = put(&transfer(100), "payerBankAccount.paymentMethodId", "SALARIES");
    assert_error(&send(&mut till, &request).await, 404, "02303");
    let key = reference();
    let header = [("idempotency-key", key.as_str())];
    let theirs = other.post(SEPA_TRANSFERS, &header, &request).await;
    let ours = till.post(SEPA_TRANSFERS, &header, &transfer(100)).await;
    assert_eq!((theirs.status, ours.status, ours.header("idempotency-replayed")), (201, 201, None));
    assert_ne!(transaction_id(&ours), transaction_id(&theirs));
}
