//! `GET /v1/checkout/alive` and `GET /v1/alive`

use crate::harness::{MERCHANT_ID, assert_error, shared};

#[tokio::test]
async fn says_a_word_to_those_who_may_ask() {
    let gateway = shared();
    for path in ["/v1/checkout/alive", "/v1/alive"] {
        let answer = gateway.till().get(path).await;
        assert_eq!(answer.status, 200);
        assert!(answer.header("content-type").unwrap().starts_with("text/plain"));
        assert!(!answer.body_text().is_empty());
        assert_error(&gateway.till_of(MERCHANT_ID, "wrong").get(path).await, 401, "09101");
    }
}
