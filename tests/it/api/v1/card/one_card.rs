//! One card of a merchant: one row, one token; nothing links the same card at two merchants, in the store either

use std::collections::BTreeSet;
use std::time::Duration;

use client::Answer;
use document::write_json;

use crate::{
    harness::{
        Caller, Card, Gateway, KEYS, MERCHANT_ID, Sealer, Till, by_wallet, eventually, json, of_payment,
        payment, put, reference, sealed_payment, search_by_number, search_by_token, session, transaction_id,
        wallets,
    },
    sql::query_sql,
};

/// Returns every token in an answer.
fn tokens(answer: &Answer) -> BTreeSet<String> {
    let text = answer.body_text();
    let parts = text.split(r#""mxToken":""#).skip(1);
    parts.map(|part| part.split('"').next().unwrap().to_owned()).collect()
}

/// Returns a query for columns of which some are blobs, which are written as hexadecimal digits.
fn hex(gateway: &Gateway, column: &str) -> String {
    if gateway.environment().is_empty() {
        format!("hex({column})")
    } else {
        format!("encode({column}, 'hex')")
    }
}

/// Every way in which a card comes to the gateway, and every answer that shows one.
#[tokio::test]
async fn every_answer_has_the_same_token() {
    let gateway = Gateway::start("one-card");
    let (mut till, card) = (gateway.till(), Card::cb_visa());
    let clear = till.pay(&payment(&card, 1_000)).await;
    let paid = transaction_id(&clear);
    let token = tokens(&clear).into_iter().next().unwrap();
    let sealer = Sealer::new(&till.get(&format!("{KEYS}/shop")).await);
    let later = Card { expiration: "0135".to_owned(), holder: "C. Martin".to_owned(), ..card.clone() };
    let by_token = json(&format!(
        r#"{{"selectedPaymentInstrument":"CardManualEntry","mxToken":"{token}","expirationDate":"1230"}}"#
    ));
    let id = reference();
    let at_another_method = put(&by_wallet(&id, None, 1_000), "paymentMethodId", "AMEX");
    let by_old_token = put(&by_token, "expirationDate", "0120");
    let past = Card { expiration: "0120".to_owned(), ..card.clone() };
    let made = gateway.buyer_of(Caller::Web, &session(1_000)).await;
    made.pays(&card).await;
    let pending = till.pay(&payment(&card, 77_701)).await;
    assert_eq!(pending.status, 202);
    let answers = [
        ("a clear card with another expiry and holder", till.pay(&payment(&later, 1_000)).await),
        ("a JWE", till.pay(&sealed_payment(&sealer.seal(&card.plaintext()), 1_000)).await),
        ("a token", till.pay(&put(&payment(&card, 1_000), "paymentInstrument", by_token.clone())).await),
        ("a transaction", till.transaction(&paid).await),
        ("a session", till.session(&made.session.id).await),
        ("a payment without an outcome", pending),
        ("a payment that the bank refuses", till.pay(&payment(&card, 33_305)).await),
        ("a typed card with an expiry that is past", till.pay(&payment(&past, 1_000)).await),
        ("a typed card with no amount", till.pay(&payment(&card, 0)).await),
        (
            "a token with an expiry that is past",
            till.pay(&put(&payment(&card, 1_000), "paymentInstrument", by_old_token)).await,
        ),
        ("a token with no amount", till.pay(&put(&payment(&card, 0), "paymentInstrument", by_token)).await),
        ("a wallet", till.create_wallet(&id, &paid).await),
        ("a card of a wallet", till.get(&format!("{}/{id}/paymentinstruments/1", wallets())).await),
        ("a card of a wallet at a method that does not take it", till.pay(&at_another_method).await),
        ("a search by number", till.search_update(&[], &search_by_number(&card, "0630")).await),
        ("a search by token", till.search_update(&[], &search_by_token(&token, "0630")).await),
        ("a search that finds nothing", till.search_update(&[], &search_by_token(&token, "0330")).await),
    ];
    for (name, answer) in answers {
        assert_eq!(tokens(&answer), BTreeSet::from([token.clone()]), "{name}: {}", answer.body_text());
    }
    assert_eq!(query_sql(&gateway, "SELECT token FROM cards"), [token]);
}

/// Many first payments with one card at the same time, at two merchants.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_store_links_no_two_merchants() {
    let gateway = Gateway::start_with("two-merchants", &["limits.payments_per_card_per_hour=40"]);
    let (merchant, key) = gateway.new_merchant();
    let card = Card::cb_visa();
    let mut clients = tokio::task::JoinSet::new();
    for number in 0..32 {
        let till: Till = if number % 2 == 0 { gateway.till() } else { gateway.till_of(&merchant, &key) };
        let (mut till, request) = (till, payment(&card, 1_000));
        clients.spawn(async move { till.pay(&request).await.status });
    }
    assert!(clients.join_all().await.into_iter().all(|status| status == 201));
    let of = |till: Till, path: String| {
        let card = card.clone();
        async move {
            let mut till = till;
            let paid = till.paid_with(&card).await;
            let asked = of_payment(&paid).with("mxWalletId", "W1").into();
            assert_eq!(till.post(&path, &[], &asked).await.status, 201);
        }
    };
    of(gateway.till(), wallets()).await;
    of(gateway.till_of(&merchant, &key), format!("/v1/checkout/merchants/{merchant}/mxwallets")).await;

    let [pan, fingerprint] = ["pan", "fingerprint"].map(|column| hex(&gateway, column));
    let row = |merchant: &str| {
        let query = format!("SELECT token, {fingerprint}, {pan} FROM cards WHERE merchant_id = {merchant}");
        let rows = query_sql(&gateway, &query);
        assert_eq!(rows.len(), 1, "one card of {merchant}");
        rows[0].split('|').map(str::to_lowercase).collect::<Vec<String>>()
    };
    let (own, others) = (row(MERCHANT_ID), row(&merchant));
    for (one, other) in own.iter().zip(&others) {
        assert!(one != other && !one.is_empty(), "{one}");
    }
    // Nothing of one merchant's rows has what tells the card at the other: token, fingerprint, or the beginning of it by which limits
    // count. All columns of all tables that tell of cards are looked at.
    for (merchant, foreign) in [(MERCHANT_ID, &others), (merchant.as_str(), &own)] {
        for (table, column) in [
            ("cards", "token"),
            ("transactions", "card"),
            ("transactions", "echo"),
            ("wallets", "details"),
            ("wallet_cards", "token"),
            ("wallet_cards", "shown"),
            ("audit_log", "subject"),
        ] {
            let rows =
                query_sql(&gateway, &format!("SELECT {column} FROM {table} WHERE merchant_id = {merchant}"));
            assert!(!rows.is_empty(), "{table}");
            let text = rows.join("\n").to_lowercase();
            for secret in [&foreign[0], &foreign[1], &foreign[1][..32]] {
                assert!(!text.contains(secret), "{table}.{column} of {merchant} has {secret}");
            }
        }
    }
    // What is the same at both is what cards of many buyers have in common: the masked number, the brands, the expiry.
    let shown = |merchant: &str| {
        let rows =
            query_sql(&gateway, &format!("SELECT shown FROM wallet_cards WHERE merchant_id = {merchant}"));
        let shown = json(&rows[0]);
        let kept = shown.as_object().unwrap().iter().filter(|(name, _)| *name != "mxToken");
        kept.map(|(name, value)| (name.to_owned(), write_json(value))).collect::<Vec<(String, String)>>()
    };
    assert_eq!(shown(MERCHANT_ID), shown(&merchant));
    let names: Vec<String> = shown(MERCHANT_ID).into_iter().map(|(name, _)| name).collect();
    for name in names {
        let common = [
            "holderName",
            "expirationDate",
            "maskedNumber",
            "panType",
            "country",
            "selectedNetwork",
            "network",
        ];
        assert!(common.contains(&name.as_str()), "{name}");
    }
    // The buckets of limits are those of one merchant each.
    for (merchant, own) in [(MERCHANT_ID, &own), (merchant.as_str(), &others)] {
        let query = format!("SELECT bucket FROM spent_limits WHERE bucket LIKE '%{}%'", &own[1][..32]);
        let buckets = eventually("a bucket of the card", Duration::from_secs(20), || async {
            Some(query_sql(&gateway, &query)).filter(|buckets| !buckets.is_empty())
        })
        .await;
        assert!(buckets.iter().all(|bucket| bucket.contains(merchant)), "{buckets:?}");
    }
}
