//! `Idempotency-Key` on operations on wallets

use client::{Answer, Method};
use document::{Object, Tree};

use crate::harness::{Card, Till, assert_error, of_payment, payment, reference, shared, wallets};

async fn once(till: &mut Till, key: &str, method: Method, path: &str, body: Option<&Tree>) -> Answer {
    till.send(method, path, &[("idempotency-key", key)], body).await
}

#[tokio::test]
async fn the_first_answer_is_replayed_whatever_has_happened_since() {
    let gateway = shared();
    let mut till = gateway.till();
    let [visa, mastercard, other] = [Card::cb_visa(), Card::cb_mastercard(), Card::visa()];
    let (first, second, third) =
        (till.paid_with(&visa).await, till.paid_with(&mastercard).await, till.paid_with(&other).await);
    let id = reference();
    let wallet = format!("{}/{id}", wallets());
    let body = |object: Object| Some(Tree::from(object));
    let operations = [
        (Method::POST, wallets(), body(of_payment(&first).with("mxWalletId", id.as_str()))),
        (Method::POST, format!("{wallet}/paymentinstruments"), body(of_payment(&second))),
        (Method::PUT, wallet.clone(), body(Object::new().with("comment", "x"))),
        (Method::PUT, format!("{wallet}/paymentinstruments/2"), body(of_payment(&third))),
        (Method::PUT, format!("{wallet}/paymentinstruments/2/default"), None),
        (
            Method::PUT,
            format!("{wallet}/paymentinstruments/1/status"),
            body(Object::new().with("status", "INACTIVE")),
        ),
        (Method::PUT, format!("{wallet}/status"), body(Object::new().with("status", "ACTIVE"))),
    ];
    let mut answers = Vec::new();
    for (method, path, body) in &operations {
        let key = reference();
        let answer = once(&mut till, &key, method.clone(), path, body.as_ref()).await;
        assert!((200..=201).contains(&answer.status), "{path}: {}", answer.body_text());
        assert_eq!(answer.header("idempotency-replayed"), None);
        answers.push((key, answer));
    }
    let after = till.get(&wallet).await.body_text();
    for ((method, path, body), (key, first)) in operations.iter().zip(&answers) {
        let again = once(&mut till, key, method.clone(), path, body.as_ref()).await;
        assert_eq!(
            (again.status, again.header("idempotency-replayed")),
            (first.status, Some("true")),
            "{path}"
        );
        assert_eq!(again.body_text(), first.body_text(), "{path}");
    }
    assert_eq!(till.get(&wallet).await.body_text(), after, "done once");
}

#[tokio::test]
async fn another_request_under_the_same_key() {
    let gateway = shared();
    let mut till = gateway.till();
    let wallet = till.new_wallet(&Card::cb_visa()).await;
    let key = reference();
    let (active, inactive): (Tree, Tree) =
        (Object::new().with("status", "ACTIVE").into(), Object::new().with("status", "INACTIVE").into());
    let path = format!("{wallet}/status");
    assert_eq!(once(&mut till, &key, Method::PUT, &path, Some(&active)).await.status, 200);
    assert_error(&once(&mut till, &key, Method::PUT, &path, Some(&inactive)).await, 422, "02305");
    let card = format!("{wallet}/paymentinstruments/1/status");
    assert_error(&once(&mut till, &key, Method::PUT, &card, Some(&active)).await, 422, "02305");
    assert_error(&till.pay_once(&key, &payment(&Card::cb_visa(), 1_000)).await, 422, "02305");
    // A refusal keeps nothing: the key may be used again.
    let (key, path) = (reference(), format!("{wallet}/paymentinstruments/9/default"));
    for _ in 0..2 {
        assert_error(&once(&mut till, &key, Method::PUT, &path, None).await, 404, "02518");
    }
}
