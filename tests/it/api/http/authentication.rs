//! Authentication of callers.

use client::{Answer, Method};

use crate::harness::description::operations;
use crate::harness::{
    ACCESS_KEY, FilledPath, Gateway, KEYS, MERCHANT_ID, PAYMENTS, TRANSACTIONS, Till, assert_error,
    assert_result, raw_text, shared,
};

async fn ask(till: &Till, authorization: Option<&[u8]>) -> Answer {
    let headers: Vec<(&str, &[u8])> =
        authorization.map(|value| ("authorization", value)).into_iter().collect();
    till.raw(Method::GET, "/v1/checkout/alive", &headers, "").await
}

fn assert_unauthorized(answer: &Answer, code: &str) {
    assert_error(answer, 401, code);
    let challenge = answer.header("www-authenticate").unwrap();
    assert!(
        challenge.starts_with("Basic realm=\"") && challenge.ends_with("\", charset=\"UTF-8\""),
        "{challenge}"
    );
}

fn basic(pair: &str) -> String {
    use base64::Engine as _;
    format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(pair))
}

#[tokio::test]
async fn credentials_that_are_none() {
    let gateway = shared();
    let till = gateway.till();
    assert_unauthorized(&ask(&till, None).await, "09101");
    let right = basic(&format!("{MERCHANT_ID}:{ACCESS_KEY}"));
    let bearer = right.replace("Basic", "Bearer");
    let colonless = basic(MERCHANT_ID);
    let half = &right[..right.len() - 3];
    let twice = format!("{right}, {right}");
    for wrong in [
        "",
        "Basic",
        "Basic ",
        "Basic !!!!",
        "Basic 0",
        "Digest x",
        half,
        &bearer,
        &colonless,
        &twice,
        &basic(":"),
        &basic(""),
    ] {
        assert_unauthorized(&ask(&till, Some(wrong.as_bytes())).await, "09101");
    }
    assert_unauthorized(&ask(&till, Some(b"Basic \xff\xfe")).await, "09101");
    let long = basic(&format!("{MERCHANT_ID}:{}", "k".repeat(4_000)));
    assert_unauthorized(&ask(&till, Some(long.as_bytes())).await, "09101");
    let nul = basic(&format!("{MERCHANT_ID}:{ACCESS_KEY}\0"));
    assert_unauthorized(&ask(&till, Some(nul.as_bytes())).await, "09101");
}

#[tokio::test]
async fn forms_of_right_credentials() {
    let gateway = shared();
    let till = gateway.till();
    let right = basic(&format!("{MERCHANT_ID}:{ACCESS_KEY}"));
    for form in [right.clone(), right.replace("Basic", "basic"), right.replace("Basic", "BASIC")] {
        assert_eq!(ask(&till, Some(form.as_bytes())).await.status, 200, "{form}");
    }
}

#[tokio::test]
async fn two_headers_are_not_guessed_between() {
    let gateway = shared();
    let right = basic(&format!("{MERCHANT_ID}:{ACCESS_KEY}"));
    let wrong = basic("12345678901234:no");
    for pair in [[&right, &wrong], [&wrong, &right]] {
        let headers = pair.map(|value| ("authorization", value.as_bytes()));
        let answer = gateway.till().raw(Method::GET, "/v1/checkout/alive", &headers, "").await;
        assert!(matches!(answer.status, 400 | 401), "{}", answer.body_text());
    }
}

/// Neither the body nor a header tells whether it was the merchant or the key.
#[tokio::test]
async fn an_unknown_merchant_and_a_wrong_key_look_the_same() {
    let gateway = shared();
    let mut said = Vec::new();
    for pair in [
        format!("{MERCHANT_ID}:wrong"),
        format!("{MERCHANT_ID}:{}", ACCESS_KEY.to_lowercase()),
        "00000000000000:wrong".to_owned(),
        format!("00000000000000:{ACCESS_KEY}"),
        "nobody:wrong".to_owned(),
    ] {
        let answer = ask(&gateway.till(), Some(basic(&pair).as_bytes())).await;
        assert_unauthorized(&answer, "09101");
        let mut headers: Vec<String> = answer
            .headers
            .iter()
            .filter(|(name, _)| !["date", "x-request-id"].contains(&name.as_str()))
            .map(|(name, value)| format!("{name}: {value:?}"))
            .collect();
        headers.sort();
        said.push((answer.body_text(), headers));
    }
    said.dedup();
    assert_eq!(said.len(), 1, "{said:?}");
}

#[tokio::test]
async fn every_operation_asks() {
    let gateway = shared();
    let till = gateway.till();
    for (method, path) in [
        (Method::GET, "/v1/checkout/alive".to_owned()),
        (Method::GET, "/v1/alive".to_owned()),
        (Method::GET, format!("{KEYS}/shop")),
        (Method::GET, format!("{KEYS}/not%20a%20name")),
        (Method::GET, format!("{TRANSACTIONS}/17000000000000000")),
        (Method::POST, PAYMENTS.to_owned()),
    ] {
        assert_unauthorized(&till.raw(method, &path, &[], "").await, "09101");
    }
    // A route for GET answers HEAD as well, with credentials and without.
    let authorization = till.authorization();
    let right: [(&str, &[u8]); 1] = [("authorization", authorization.as_bytes())];
    for (headers, status) in [(&[][..], 401), (&right, 200)] {
        assert_eq!(till.raw(Method::HEAD, "/v1/checkout/alive", headers, "").await.status, status);
    }
    // Before the body is looked at.
    let answer = till.raw(Method::POST, PAYMENTS, &[("content-type", b"text/plain")], "nonsense").await;
    assert_unauthorized(&answer, "09101");
}

/// Whatever the description has, with objects that are there and a body that would be taken.
#[tokio::test]
async fn every_described_operation_asks() {
    let gateway = shared();
    let mut till = gateway.till();
    let (locked, key) = gateway.new_merchant();
    gateway.manage(&["lock", &locked]);
    let wrong = basic(&format!("{MERCHANT_ID}:wrong"));
    let nobody = basic("00000000000000:wrong");
    let locked = basic(&format!("{locked}:{key}"));
    for operation in operations() {
        let path = FilledPath::new(&mut till, operation.path).await.own;
        let body = operation.example().map(raw_text).unwrap_or_default();
        for (authorization, code) in
            [(None, "09101"), (Some(&wrong), "09101"), (Some(&nobody), "09101"), (Some(&locked), "09102")]
        {
            let mut headers: Vec<(&str, &[u8])> = vec![("content-type", b"application/json")];
            headers.extend(authorization.map(|value| ("authorization", value.as_bytes())));
            let answer = till.raw(operation.http_method(), &path, &headers, body.clone()).await;
            assert_unauthorized(&answer, code);
        }
        // Before the body is looked at.
        let headers: [(&str, &[u8]); 1] = [("content-type", b"text/plain")];
        let answer = till.raw(operation.http_method(), &path, &headers, "nonsense").await;
        assert_unauthorized(&answer, "09101");
    }
}

#[tokio::test]
async fn a_locked_merchant() {
    let gateway = shared();
    let (merchant, key) = gateway.new_merchant();
    let till = gateway.till_of(&merchant, &key);
    let right = basic(&format!("{merchant}:{key}"));
    assert_eq!(ask(&till, Some(right.as_bytes())).await.status, 200);
    gateway.manage(&["lock", &merchant]);
    assert_unauthorized(&ask(&till, Some(right.as_bytes())).await, "09102");
    // Who does not know the key learns nothing of the lock.
    assert_unauthorized(&ask(&till, Some(basic(&format!("{merchant}:no")).as_bytes())).await, "09101");
    gateway.manage(&["unlock", &merchant]);
    assert_eq!(ask(&till, Some(right.as_bytes())).await.status, 200);
}

#[tokio::test]
async fn a_new_access_key() {
    let gateway = shared();
    let (merchant, first) = gateway.new_merchant();
    let status = async |key: &str| gateway.till_of(&merchant, key).get("/v1/checkout/alive").await.status;
    assert_eq!(status(&first).await, 200);
    let (_, second) =
        crate::harness::named(&gateway.manage(&["rotate-key", &merchant, "--overlap-hours", "1"]));
    assert_eq!((status(&first).await, status(&second).await), (200, 200), "both during the overlap");
    let (_, third) = crate::harness::named(&gateway.manage(&["rotate-key", &merchant]));
    assert_eq!(
        (status(&second).await, status(&third).await),
        (401, 200),
        "without an overlap the old one ends"
    );
    assert_eq!(status(&first).await, 401);
}

#[tokio::test]
async fn a_new_merchant_can_pay_at_once() {
    let gateway: std::sync::Arc<Gateway> = shared();
    let (merchant, key) = gateway.new_merchant();
    assert!(merchant.len() == 14 && merchant.bytes().all(|byte| byte.is_ascii_digit()));
    let request = crate::harness::payment(&crate::harness::Card::cb_visa(), 3_000);
    let answer = gateway.till_of(&merchant, &key).pay(&request).await;
    assert_result(&answer, 201, "ACCEPTED", "00000");
}
