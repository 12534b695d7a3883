//! `GET /v1/security/encryption/keys/{name}`

use client::Answer;
use document::Tree;

use crate::harness::{
    Card, KEYS, Sealer, assert_error, assert_result, invalid_names, sealed_payment, shared,
};

fn id(answer: &Answer) -> i64 {
    answer.at(&["encryptionKey", "id"]).and_then(Tree::as_integer).unwrap()
}

#[tokio::test]
async fn a_name_without_a_key_gets_one_and_keeps_it() {
    let gateway = shared();
    let mut till = gateway.till();
    let first = till.get(&format!("{KEYS}/shop-key_1")).await;
    assert_result(&first, 200, "ACCEPTED", "00000");
    assert!((1..=i64::from(i32::MAX)).contains(&id(&first)), "a positive int32");
    assert_eq!(first.text(&["encryptionKey", "name"]), Some("shop-key_1"));
    let key = first.at(&["encryptionKey", "key"]).and_then(Tree::as_object).unwrap();
    let mut names: Vec<&str> = key.iter().map(|(name, _)| name).collect();
    names.sort_unstable();
    assert_eq!(names, ["alg", "e", "exp", "kid", "kty", "n", "use"]);
    let text = |name| first.text(&["encryptionKey", "key", name]).unwrap();
    assert_eq!((text("kty"), text("use"), text("alg"), text("e")), ("RSA", "enc", "RSA-OAEP-256", "AQAB"));
    assert_eq!(text("kid"), id(&first).to_string());
    // 2048 bits are 342 characters of base64url.
    assert_eq!(text("n").len(), 342);
    let expires: u64 = text("exp").parse().unwrap();
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    let days = expires.saturating_sub(now) / 86_400;
    assert!((58..=60).contains(&days), "a pair serves 60 days, this one {days}");
    let second = till.get(&format!("{KEYS}/shop-key_1")).await;
    assert_eq!(first.body_text(), second.body_text());
}

#[tokio::test]
async fn case_does_not_count_in_a_name() {
    let gateway = shared();
    let mut till = gateway.till();
    let lower = till.get(&format!("{KEYS}/mixed-case")).await;
    let upper = till.get(&format!("{KEYS}/MIXED-Case")).await;
    assert_eq!(id(&lower), id(&upper));
}

#[tokio::test]
async fn the_first_gets_of_a_name_at_the_same_time_make_one_key() {
    let gateway = shared();
    let (merchant, key) = gateway.new_merchant();
    let asking: Vec<_> = (0..8)
        .map(|_| {
            let mut till = gateway.till_of(&merchant, &key);
            tokio::spawn(async move { till.get(&format!("{KEYS}/at-once")).await })
        })
        .collect();
    let mut ids = Vec::new();
    for answer in asking {
        let answer = answer.await.unwrap();
        assert_result(&answer, 200, "ACCEPTED", "00000");
        ids.push(id(&answer));
    }
    ids.dedup();
    assert_eq!(ids.len(), 1, "{ids:?}");
}

#[tokio::test]
async fn ten_names_a_merchant() {
    let gateway = shared();
    let (merchant, key) = gateway.new_merchant();
    let mut till = gateway.till_of(&merchant, &key);
    for number in 1..=10 {
        assert_result(&till.get(&format!("{KEYS}/name-{number}")).await, 200, "ACCEPTED", "00000");
    }
    assert_error(&till.get(&format!("{KEYS}/name-11")).await, 409, "02203");
    // The ones that are there stay.
    assert_result(&till.get(&format!("{KEYS}/NAME-10")).await, 200, "ACCEPTED", "00000");
}

#[tokio::test]
async fn names_outside_the_pattern() {
    let gateway = shared();
    let mut till = gateway.till();
    let long = "n".repeat(31);
    for name in ["caf%C3%A9", "a.b", "a%20b", "a%2Fb", "a+b", "%00", "%FF", long.as_str()] {
        let answer = till.get(&format!("{KEYS}/{name}")).await;
        assert_error(&answer, 400, "02204");
    }
}

#[tokio::test]
async fn the_longest_and_the_shortest_name() {
    let gateway = shared();
    let (merchant, key) = gateway.new_merchant();
    let mut till = gateway.till_of(&merchant, &key);
    let longest = "Az09_-".repeat(5);
    for name in ["a", longest.as_str()] {
        let answer = till.get(&format!("{KEYS}/{name}")).await;
        assert_result(&answer, 200, "ACCEPTED", "00000");
        assert_eq!(answer.text(&["encryptionKey", "name"]), Some(name));
    }
}

#[tokio::test]
async fn the_key_of_another_merchant_is_unknown() {
    let gateway = shared();
    let (merchant, key) = gateway.new_merchant();
    let mut theirs = gateway.till_of(&merchant, &key);
    let mut ours = gateway.till();
    let sealer = Sealer::new(&theirs.get(&format!("{KEYS}/shop")).await);
    let request = sealed_payment(&sealer.seal(&Card::cb_visa().plaintext()), 1_000);
    let answer = ours.pay(&request).await;
    assert_error(&answer, 400, "02201");
    assert_eq!(invalid_names(&answer), ["paymentInstrument.encryptedData"]);
    // As unknown as one that nobody has.
    let header = r#"{"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"1"}"#;
    let nobodys = ours.pay(&sealed_payment(&sealer.seal_under(header, "{}"), 1_000)).await;
    assert_eq!(answer.body_text(), nobodys.body_text());
    assert_result(&theirs.pay(&request).await, 201, "ACCEPTED", "00000");
}
