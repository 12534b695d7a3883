//! Concurrent payments.

use crate::harness::{Card, KEYS, Sealer, assert_result, payment, sealed_payment, shared, transaction_id};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn different_payments_at_once_all_succeed() {
    let gateway = shared();
    let sealer = std::sync::Arc::new(Sealer::new(&gateway.till().get(&format!("{KEYS}/shop")).await));
    let paying: Vec<_> = (0..40)
        .map(|number| {
            let (mut till, sealer) = (gateway.till(), std::sync::Arc::clone(&sealer));
            tokio::spawn(async move {
                let card = Card::cb_mastercard();
                let request = if number % 2 == 0 {
                    payment(&card, 4_200 + number)
                } else {
                    sealed_payment(&sealer.seal(&card.plaintext()), 4_200 + number)
                };
                till.pay_and_read(&request).await
            })
        })
        .collect();
    let mut ids = std::collections::BTreeSet::new();
    for answers in paying {
        let (paid, read) = answers.await.unwrap();
        assert_result(&paid, 201, "ACCEPTED", "00000");
        assert_result(&read, 200, "ACCEPTED", "00000");
        ids.insert(transaction_id(&paid));
    }
    assert_eq!(ids.len(), 40);
}
