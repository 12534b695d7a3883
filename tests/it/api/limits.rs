//! Limits: cards that are tried, ids of sessions that are guessed, logins that fail.

use std::time::Duration;

use client::{Answer, Method};
use document::{Object, Tree};

use crate::harness::{
    ACCESS_KEY, Caller, Card, Gateway, MERCHANT_ID, OLD_SESSIONS, PAYMENTS, SESSIONS, Till, assert_error,
    assert_result, eventually, guichet_on, id_of, json, payment, put, session, session_of,
    session_with_wallet, three_on_one_store, transaction_id,
};

const ALIVE: &str = "/v1/checkout/alive";

/// Asserts the refusal of a limit.
#[track_caller]
fn assert_limited(answer: &Answer, limit: &str, window_s: u64) {
    assert_error(answer, 429, "02623");
    let wait_s: u64 = answer.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=window_s + 1).contains(&wait_s), "{wait_s}");
    let detail = answer.text(&["detail"]).or_else(|| answer.text(&["result", "detail"])).unwrap();
    assert_eq!(detail, format!("too many {limit}: try again in {wait_s} seconds"));
}

/// Returns a payment of a buyer at this address, as the merchant tells it.
fn payment_from(address: &str, card: &Card) -> Tree {
    put(&payment(card, 2_499), "device", json(&format!(r#"{{"ip": "{address}"}}"#)))
}

async fn accepted(till: &mut Till, request: &Tree) {
    assert_result(&till.pay(request).await, 201, "ACCEPTED", "00000");
}

/// Returns the number of requests that a limit has refused.
async fn limited(gateway: &Gateway) -> i64 {
    gateway.till().get("/health/ready").await.at(&["limited_requests"]).and_then(Tree::as_integer).unwrap()
}

/// Returns the number of lines of the audit log.
fn audited(gateway: &Gateway) -> usize {
    let lines = guichet_on(gateway, &["audit", "list", "--json", "--most", "1000"]);
    json(&lines.stdout).as_list().unwrap().len()
}

#[tokio::test]
async fn by_address_of_the_buyer() {
    let gateway = Gateway::start_with("limit-address", &["limits.cards_per_address_per_hour=4"]);
    let mut till = gateway.till();
    let cards = [Card::cb_visa(), Card::cb_mastercard(), Card::visa(), Card::mastercard()];
    for card in &cards {
        accepted(&mut till, &payment_from("192.0.2.7", card)).await;
    }
    let before = audited(&gateway);
    for card in &cards {
        assert_limited(&till.pay(&payment_from("192.0.2.7", card)).await, "cards per address", 3_600);
    }
    assert_eq!(audited(&gateway), before, "a refused request writes nothing");
    assert_eq!(limited(&gateway).await, 4);
    // Another address, and none at all: the merchant's own address counts for no buyer.
    accepted(&mut till, &payment_from("192.0.2.8", &cards[0])).await;
    for _ in 0..6 {
        accepted(&mut till, &payment(&cards[0], 100)).await;
    }
    // Addresses of one network of IPv6 count together.
    for last in 1..=4 {
        accepted(&mut till, &payment_from(&format!("2001:db8::{last}"), &cards[0])).await;
    }
    assert_limited(&till.pay(&payment_from("2001:db8::5", &cards[0])).await, "cards per address", 3_600);
}

/// A card that was refused as a repeat of a request is no new try.
#[tokio::test]
async fn by_card_and_by_merchant() {
    let limits = ["limits.payments_per_card_per_hour=3", "limits.cards_per_merchant_per_minute=5"];
    let gateway = Gateway::start_with("limit-card", &limits);
    let mut till = gateway.till();
    for _ in 0..3 {
        accepted(&mut till, &payment(&Card::cb_visa(), 100)).await;
    }
    assert_limited(&till.pay(&payment(&Card::cb_visa(), 100)).await, "payments per card", 3_600);
    let request = payment(&Card::visa(), 100);
    let first = till.pay_once("limit-card-1", &request).await;
    for _ in 0..4 {
        let again = till.pay_once("limit-card-1", &request).await;
        assert_eq!(transaction_id(&again), transaction_id(&first), "a repeat counts nothing");
    }
    accepted(&mut till, &payment(&Card::mastercard(), 100)).await;
    assert_limited(&till.pay(&payment(&Card::amex(), 100)).await, "cards per merchant", 60);
    // Another merchant has limits of its own, and reads are not limited.
    let (id, key) = gateway.new_merchant();
    accepted(&mut gateway.till_of(&id, &key), &payment(&Card::cb_visa(), 100)).await;
    assert_eq!(till.transaction(&transaction_id(&first)).await.status, 200);
}

#[tokio::test]
async fn a_point_of_sale_has_limits_of_its_own() {
    let gateway = Gateway::start_with("limit-shop", &["limits.payments_per_card_per_hour=2"]);
    let mut till = gateway.till();
    let set = |words: &[&str]| {
        let set = guichet_on(
            &gateway,
            &[&["point-of-sale", "set", MERCHANT_ID, "SHOP1", "--json"], words].concat(),
        );
        assert_eq!(set.code, Some(0), "{}", set.stderr);
        json(&set.stdout)
    };
    let shown = set(&["--payments-per-card-per-hour", "5"]);
    assert_eq!(shown.at(&["payments_per_card_per_hour"]).and_then(Tree::as_integer), Some(5));
    for _ in 0..5 {
        accepted(&mut till, &payment(&Card::cb_visa(), 100)).await;
    }
    assert_limited(&till.pay(&payment(&Card::cb_visa(), 100)).await, "payments per card", 3_600);
    set(&["--cards-per-minute", "2"]);
    for _ in 0..2 {
        accepted(&mut till, &payment(&Card::visa(), 100)).await;
    }
    assert_limited(&till.pay(&payment(&Card::visa(), 100)).await, "cards per merchant", 60);
    let shown = set(&["--payments-per-card-per-hour", "", "--cards-per-minute", ""]);
    assert!(shown.at(&["cards_per_minute"]).is_none());
}

/// Returns a session of which some 7.5 KiB of text are kept: 9 KiB with what each costs beside.
fn large_session() -> Tree {
    let name = "x".repeat(900);
    let members: Vec<String> =
        (10..17).map(|number| format!(r#""{number}{name}": "{}""#, "y".repeat(92))).collect();
    put(&session(1_000), "privateData", json(&format!("{{{}}}", members.join(","))))
}

/// One request may switch a thousand wallets, with up to 99 cards each.
#[tokio::test]
async fn by_the_wallets_that_a_merchant_switches() {
    let gateway =
        Gateway::start_with("limit-wallets", &["limits.switched_wallets_per_merchant_per_minute=3"]);
    let mut till = gateway.till();
    let [one, two] = [till.new_wallet(&Card::cb_visa()).await, till.new_wallet(&Card::cb_visa()).await];
    let [one, two] = [one, two].map(|path| id_of(&path).to_owned());
    let switch =
        |active: bool, ids: &[&str]| Object::new().with("active", active).with("ids", ids.to_vec()).into();
    assert_eq!(till.activate(&[], &switch(false, &[&one, &two])).await.status, 200);
    let before = audited(&gateway);
    let refused = till.activate(&[], &switch(true, &[&one, &two])).await;
    assert_limited(&refused, "switched wallets per merchant", 60);
    assert_eq!(audited(&gateway), before, "nothing is written");
    // A wallet that is named twice is one.
    assert_eq!(till.activate(&[], &switch(true, &[&one, &one])).await.status, 200);
}

/// What is kept of sessions is counted, because a session may be of 1 KiB or of 64.
#[tokio::test]
async fn by_kib_of_the_sessions_of_a_merchant() {
    let gateway = Gateway::start_with("limit-kib", &["limits.session_kib_per_merchant_per_minute=19"]);
    let mut till = gateway.till();
    let large = large_session();
    let key = [("idempotency-key", "limit-kib-1")];
    let first = session_of(&till.post(SESSIONS, &key, &large).await);
    let before = audited(&gateway);
    for _ in 0..3 {
        let again = session_of(&till.post(SESSIONS, &key, &large).await);
        assert_eq!(again.id, first.id, "a repeat counts nothing");
    }
    till.new_session(&large_session()).await;
    assert_eq!(audited(&gateway), before + 1);
    let refused = till.post(SESSIONS, &[], &large_session()).await;
    assert_limited(&refused, "KiB of sessions per merchant", 60);
    assert_limited(&till.post(OLD_SESSIONS, &[], &large).await, "KiB of sessions per merchant", 60);
    assert_eq!(audited(&gateway), before + 1, "a refused session writes nothing");
    assert_eq!(limited(&gateway).await, 2);
    // What a session costs beside its text counts as well.
    let (id, key) = gateway.new_merchant();
    let mut other = gateway.till_of(&id, &key);
    for _ in 0..9 {
        other.new_session(&session(1_000)).await;
    }
    assert_limited(&other.post(SESSIONS, &[], &session(1_000)).await, "KiB of sessions per merchant", 60);
    accepted(&mut till, &payment(&Card::cb_visa(), 100)).await;
    // The limit of a point of sale stands in the place of the gateway's. A session beyond a whole bucket takes all of it.
    let own = ["point-of-sale", "set", MERCHANT_ID, "SHOP1", "--session-kib-per-minute", "4"];
    assert_eq!(guichet_on(&gateway, &own).code, Some(0));
    till.new_session(&large).await;
    assert_limited(&till.post(SESSIONS, &[], &session(1_000)).await, "KiB of sessions per merchant", 60);
}

/// Cards that are tried in sessions: the kind of attack that was watched, with a session for each three cards.
#[tokio::test]
async fn in_sessions() {
    let limits = ["limits.cards_per_session_per_hour=2", "limits.cards_per_address_per_hour=5"];
    let gateway = Gateway::start_with("limit-sessions", &limits);
    let refused = || Card::refused_with("01100");
    let mut outcomes = Vec::new();
    for _ in 0..3 {
        let buyer = gateway.buyer_of(Caller::Web, &session(1_000)).await;
        for _ in 0..3 {
            let answer = buyer.pays(&refused()).await;
            outcomes.push(answer.status);
            if answer.status == 429 {
                let limit = if outcomes.len() < 8 { "cards per session" } else { "cards per address" };
                assert_limited(&answer, limit, 3_600);
                // The buyer may pay in another way, or later: the session is as it was.
                assert_eq!(buyer.state().await.status, 200);
            }
        }
    }
    assert_eq!(outcomes, [200, 200, 429, 200, 200, 429, 200, 429, 429]);
    // A partner's page takes no card.
    let buyer = gateway.buyer_of(Caller::Web, &session(1_000)).await;
    assert_eq!(buyer.chooses_partner().await.status, 200);
}

/// A saved card counts as a card that is typed does.
#[tokio::test]
async fn with_saved_cards() {
    let gateway = Gateway::start_with("limit-saved", &["limits.cards_per_session_per_hour=2"]);
    let wallet = gateway.till().new_wallet(&Card::amex()).await;
    let request = put(&session_with_wallet(1_000, id_of(&wallet)), "oneClickOption", "WITH_CVV");
    let buyer = gateway.buyer_of(Caller::Web, &request).await;
    let mut outcomes = Vec::new();
    for _ in 0..3 {
        // Three digits are refused before a bank is asked: who guesses is counted.
        outcomes.push(buyer.pays_with_saved("AMEX", 1, Some("123")).await);
    }
    assert_eq!(outcomes.iter().map(|answer| answer.status).collect::<Vec<_>>(), [200, 200, 429]);
    assert_limited(&outcomes[2], "cards per session", 3_600);
}

/// Buyers behind a named proxy have a limit each, and none gets another one by what it writes into the header itself.
#[tokio::test]
async fn by_address_that_a_named_proxy_tells() {
    let by_element: fn(&str) -> String = |address| format!("for={address};proto=https");
    for (header, element) in [("forwarded", by_element), ("x-forwarded-for", str::to_owned)] {
        let form = format!("connections.proxies_tell={header}");
        let settings = ["connections.proxies=127.0.0.1", &form, "limits.cards_per_address_per_hour=2"];
        let gateway = Gateway::start_with("limit-proxy", &settings);
        let mut outcomes = Vec::new();
        for (address, own) in [(7, 1), (7, 2), (7, 3), (8, 1), (8, 2), (8, 3), (7, 4)] {
            let mut buyer = gateway.buyer_of(Caller::Web, &session(1_000)).await;
            let [own, address] = [format!("198.51.100.{own}"), format!("192.0.2.{address}")];
            buyer.of_proxy = Some((header, [element(&own), element(&address)].join(", ")));
            let answer = buyer.pays(&Card::refused_with("01100")).await;
            outcomes.push(answer.status);
            if answer.status == 429 {
                assert_limited(&answer, "cards per address", 3_600);
            }
        }
        assert_eq!(outcomes, [200, 200, 429, 200, 200, 429, 429], "{header}");
    }
}

/// The same header from somebody who is not named is not believed: all who come through it count as one address.
#[tokio::test]
async fn by_address_of_a_proxy_that_is_not_named() {
    let gateway = Gateway::start_with("limit-unnamed", &["limits.cards_per_address_per_hour=2"]);
    let mut outcomes = Vec::new();
    for address in 1..=3 {
        let mut buyer = gateway.buyer_of(Caller::Web, &session(1_000)).await;
        buyer.of_proxy = Some(("x-forwarded-for", format!("192.0.2.{address}")));
        outcomes.push(buyer.pays(&Card::refused_with("01100")).await.status);
    }
    assert_eq!(outcomes, [200, 200, 429]);
}

#[tokio::test]
async fn guesses_of_session_ids() {
    let gateway = Gateway::start_with("limit-lookups", &["limits.failed_lookups_per_address_per_minute=4"]);
    let mut till = gateway.till();
    let known = till.new_session(&session(1_000)).await;
    let guess = format!("{}0000000000001000", &known.id[..17]);
    let page = format!("/pay/{guess}");
    let service = format!("/services/token/{guess}/state/current");
    for path in [&page, &service] {
        assert_eq!(till.raw(Method::GET, path, &[], "").await.status, 404);
    }
    assert_eq!(till.session(&guess).await.status, 404);
    assert_eq!(till.raw(Method::GET, "/services/token/x/state/current", &[], "").await.status, 404);
    for path in [&service, &format!("/services/token/{}/state/current", known.id)] {
        let answer = till.raw(Method::GET, path, &[], "").await;
        assert_limited(&answer, "failed look-ups per address", 60);
    }
    assert_limited(&till.session(&known.id).await, "failed look-ups per address", 60);
    for (language, words) in [("en", "Too many requests"), ("fr", "Trop de demandes")] {
        let headers = [("accept-language", language.as_bytes())];
        let answer = till.raw(Method::GET, &page, &headers, "").await;
        assert_eq!(answer.status, 429);
        assert!(answer.header("retry-after").is_some());
        assert!(answer.body_text().contains(words), "{}", answer.body_text());
    }
    // Other requests of that address go on.
    accepted(&mut till, &payment(&Card::cb_visa(), 100)).await;
}

#[tokio::test]
async fn failed_logins() {
    let limits = [
        "limits.failed_logins_per_address_per_minute=3",
        "limits.failed_logins_per_address_and_merchant_per_minute=2",
    ];
    let gateway = Gateway::start_with("limit-logins", &limits);
    let (id, key) = gateway.new_merchant();
    for _ in 0..2 {
        assert_error(&gateway.till_of(&id, "wrong-access-key").get(ALIVE).await, 401, "09101");
    }
    let mut right = gateway.till_of(&id, &key);
    assert_limited(&right.get(ALIVE).await, "failed logins per address and merchant", 60);
    // A payment is refused before its body is read.
    let answer = right.post(PAYMENTS, &[], &payment(&Card::cb_visa(), 100)).await;
    assert_limited(&answer, "failed logins per address and merchant", 60);
    assert_eq!(gateway.till().get(ALIVE).await.status, 200, "another merchant at that address");
    assert_error(&gateway.till_of("99999999999999", ACCESS_KEY).get(ALIVE).await, 401, "09101");
    assert_limited(&gateway.till().get(ALIVE).await, "failed logins per address", 60);
    let malformed = [("authorization", b"Basic eA==".as_slice())];
    let answer = gateway.till().raw(Method::GET, ALIVE, &malformed, "").await;
    assert_limited(&answer, "failed logins per address", 60);
}

/// What is guessed at one instance is refused at the others, without a guess there.
#[tokio::test]
async fn instances_count_together() {
    let limit = "limits.failed_logins_per_address_and_merchant_per_minute=1";
    let gateways = three_on_one_store("limit-instances", &[limit]);
    let (id, key) = gateways[0].new_merchant();
    for gateway in &gateways {
        assert_eq!(gateway.till_of(&id, &key).get(ALIVE).await.status, 200);
    }
    assert_eq!(gateways[0].till_of(&id, "wrong-access-key").get(ALIVE).await.status, 401);
    for gateway in &gateways {
        eventually("a refusal at each", Duration::from_secs(30), || async {
            (gateway.till_of(&id, &key).get(ALIVE).await.status == 429).then_some(())
        })
        .await;
        assert_eq!(gateway.till().get(ALIVE).await.status, 200, "another merchant");
    }
}

/// What was counted outlives a restart, and a failed login is recorded at the stop.
#[tokio::test]
async fn a_restart_forgets_nothing() {
    let limit = "limits.failed_logins_per_address_and_merchant_per_minute=1";
    let mut gateway = Gateway::start_with("limit-restart", &[limit]);
    let (id, key) = gateway.new_merchant();
    assert_eq!(gateway.till_of(&id, "wrong-access-key").get(ALIVE).await.status, 401);
    gateway.stop();
    let recorded = guichet_on(&gateway, &["audit", "list", "--action", "LOGIN_FAILED", "--merchant", &id]);
    assert!(recorded.stdout.contains(": 1 failed"), "{}", recorded.stdout);
    gateway.restart();
    eventually("a refusal after the restart", Duration::from_secs(10), || async {
        (gateway.till_of(&id, &key).get(ALIVE).await.status == 429).then_some(())
    })
    .await;
}

#[test]
fn limits_that_are_none() {
    for (setting, told) in [
        ("limits.session_kib_per_merchant_per_minute=0", "must be a whole number between 1 and 60000000"),
        ("limits.cards_per_session_per_hour=0", "must be a whole number between 1 and 60000000"),
        ("limits.failed_logins_per_address_per_minute=60000001", "must be a whole number"),
        ("limits.cards_per_merchant_per_minute=many", "must be a whole number"),
        ("limits.cards_per_merchant=5", "did you mean limits.cards_per_merchant_per_minute"),
    ] {
        let refused = crate::harness::guichet(&["config", "--set", setting], &[]);
        assert_ne!(refused.code, Some(0), "{setting}");
        assert!(refused.stderr.contains(told), "{}", refused.stderr);
    }
}
