//! Sealed values that were moved or are of a backup, and master keys that are another store's: each is named.

use std::fs;
use std::time::Duration;

use super::{by_token, card, command, done, keys, resealed, retired, token_of};
use crate::{
    harness::{Gateway, MERCHANT_ID, eventually, guichet_on, note_secret, payment, search_by_number},
    sql::run_sql,
};

const SETTINGS: [&str; 2] = ["sandbox.live_cards=true", "log.format=json"];

#[track_caller]
fn doctor_names(gateway: &Gateway, words: &[&str]) {
    let found = guichet_on(gateway, &["doctor"]);
    assert_eq!(found.code, Some(1), "{}", found.stdout);
    for words in words {
        assert!(found.stdout.contains(words), "{words}: {}", found.stdout);
    }
}

#[tokio::test]
async fn two_values_that_are_swapped() {
    let gateway = Gateway::start_with("keys-swapped", &SETTINGS);
    let mut till = gateway.till();
    let tokens = [token_of(&mut till, &card(10)).await, token_of(&mut till, &card(11)).await];
    done(&guichet_on(&gateway, &["doctor"]));
    let [one, other] = &tokens;
    let swap = format!("CASE cards.token WHEN '{one}' THEN '{other}' ELSE '{one}' END");
    run_sql(
        &gateway,
        &format!(
            "CREATE TABLE kept AS SELECT * FROM cards;
             UPDATE cards SET pan = (SELECT k.pan FROM kept k WHERE k.token = {swap});
             DROP TABLE kept"
        ),
    );
    let reason = "it does not open under key 1: it was changed, or was sealed for another row or column";
    doctor_names(&gateway, &["2 of 2 sealed values do not open", one, other, reason]);
    let mut till = gateway.till();
    let paid = till.pay(&by_token(one)).await;
    assert_eq!(paid.status, 500, "no other card is charged: {}", paid.body_text());
    let line = gateway.logged(&[("message", "a sealed value does not open: run `guichet doctor`")]).await;
    let line = document::write_json(&line);
    assert!(line.contains(one) && line.contains("cards.pan") && line.contains(reason), "{line}");
}

/// Whoever can write to the store swaps the fingerprints of two cards, and has a wallet name the card of another.
#[tokio::test]
async fn rows_with_parts_of_other_cards() {
    let gateway = Gateway::start_with("keys-parts", &SETTINGS);
    let mut till = gateway.till();
    let tokens = [token_of(&mut till, &card(20)).await, token_of(&mut till, &card(21)).await];
    let wallet = till.new_wallet(&card(20)).await;
    let id = wallet.rsplit_once('/').unwrap().1;
    let healthy = done(&guichet_on(&gateway, &["doctor"]));
    assert!(healthy.contains("sealed values open, and fit their rows"), "{healthy}");
    let [one, other] = &tokens;
    run_sql(&gateway, &format!("UPDATE wallet_cards SET token = '{other}' WHERE wallet_id = '{id}'"));
    let reason = "it shows the number of another card than its token's";
    let wallet_row =
        format!("1 of 3 rows of cards were changed: wallet_cards {MERCHANT_ID}/{id}/1: {reason}");
    doctor_names(&gateway, &[&wallet_row]);
    let kept = |token: &str| format!("(SELECT k.fingerprint FROM kept k WHERE k.token = '{token}')");
    let (ones, others) = (kept(one), kept(other));
    run_sql(
        &gateway,
        &format!(
            "CREATE TABLE kept AS SELECT * FROM cards;
             UPDATE cards SET fingerprint = pan WHERE token = '{one}';
             UPDATE cards SET fingerprint = {ones} WHERE token = '{other}';
             UPDATE cards SET fingerprint = {others} WHERE token = '{one}';
             DROP TABLE kept"
        ),
    );
    let reason = "its fingerprint is that of another card";
    let rows = tokens.each_ref().map(|token| format!("cards {MERCHANT_ID}/{token}: {reason}"));
    doctor_names(&gateway, &["3 of 3 rows of cards were changed", &rows[0], &rows[1]]);
    // No repeat mends that, so the answer does not ask for one.
    let paid = gateway.till().pay(&payment(&card(20), 1_001)).await;
    assert_eq!(paid.status, 500, "{}", paid.body_text());
    let found = gateway.till().search_update(&[], &search_by_number(&card(20), "0630")).await;
    assert_eq!(found.status, 500, "{}", found.body_text());
    let message = "the stored fingerprint of a card is that of another card: run `guichet doctor`";
    let line = gateway.logged(&[("message", message), ("level", "ERROR")]).await;
    let line = document::write_json(&line);
    assert!(line.contains(one) && line.contains(MERCHANT_ID), "{line}");
    assert!(!gateway.log().contains(&card(20).number));
}

/// A row of a backup, which was sealed under a key that is destroyed since. The others are sealed anew all the same.
#[tokio::test]
async fn a_row_that_is_put_back() {
    let gateway = Gateway::start_with("keys-old-row", &SETTINGS);
    let mut till = gateway.till();
    let tokens = [token_of(&mut till, &card(12)).await, token_of(&mut till, &card(13)).await];
    run_sql(&gateway, "CREATE TABLE kept AS SELECT * FROM cards");
    done(&keys(&gateway, &["rotate"]));
    resealed(&gateway).await;
    let back = format!(
        "UPDATE cards SET pan = (SELECT k.pan FROM kept k WHERE k.token = cards.token) WHERE token = '{}'",
        tokens[0]
    );
    // Before the key is destroyed the row is sealed anew.
    run_sql(&gateway, &back);
    resealed(&gateway).await;
    super::assert_paid(&gateway.till().pay(&by_token(&tokens[0])).await);
    retired(&gateway, "1").await;
    put_back(&gateway, &back);
    let reason = "it is sealed under data key 1, which was retired at 20";
    doctor_names(&gateway, &["1 of 2 sealed values do not open", &tokens[0], reason]);
    let line = gateway
        .logged(&[("column", "pan"), ("reason", "it is sealed under key 1, which is not known")])
        .await;
    assert!(document::write_json(&line).contains(&tokens[0]));
    let told = done(&keys(&gateway, &["list"]));
    assert!(told.contains("1 of 2 values are to be sealed anew"), "{told}");
    // It stands in nobody's way.
    let third = token_of(&mut gateway.till(), &card(14)).await;
    done(&keys(&gateway, &["rotate"]));
    crate::harness::eventually(
        "all others under the new key",
        std::time::Duration::from_secs(60),
        || async { (super::key(&gateway, 4).0 == 2).then_some(()) },
    )
    .await;
    // The connection of before has been idle for too long.
    let mut till = gateway.till();
    for token in [&tokens[1], &third] {
        super::assert_paid(&till.pay(&by_token(token)).await);
    }
    assert_eq!(till.pay(&by_token(&tokens[0])).await.status, 500);
    // Each pass meets it, and it is named once.
    let named =
        || gateway.log().lines().filter(|line| line.contains("WARN") && line.contains(&tokens[0])).count();
    let before = named();
    done(&keys(&gateway, &["rotate"]));
    eventually("another pass", Duration::from_secs(30), || async {
        let ready = gateway.till().get("/health/ready").await;
        (super::key(&gateway, 5).0 == 2 && ready.at(&["unopened_values"])?.as_integer() == Some(1))
            .then_some(())
    })
    .await;
    assert!(before > 0 && named() == before, "{before} and {}", named());
    // Without it nothing is left.
    run_sql(&gateway, &format!("DELETE FROM cards WHERE token = '{}'", tokens[0]));
    resealed(&gateway).await;
    eventually("nothing that does not open", Duration::from_secs(30), || async {
        let ready = gateway.till().get("/health/ready").await;
        let count = |name: &str| ready.at(&[name]).and_then(document::Tree::as_integer);
        ((count("unopened_values"), count("values_to_reseal")) == (Some(0), Some(0))).then_some(())
    })
    .await;
    done(&guichet_on(&gateway, &["doctor"]));
    run_sql(&gateway, "DROP TABLE kept");
}

/// Writes behind the back of the store, which would refuse the row.
fn put_back(gateway: &Gateway, sql: &str) {
    if gateway.environment().is_empty() {
        let trigger = "SELECT sql FROM sqlite_schema WHERE name = 'cards_seal_replaced'";
        let store = rusqlite::Connection::open(gateway.data().join("guichet.db")).unwrap();
        let made: String = store.query_row(trigger, [], |row| row.get(0)).unwrap();
        assert!(
            store.execute_batch(sql).is_err(),
            "the store takes nothing that is sealed under a retired key"
        );
        store.execute_batch(&format!("DROP TRIGGER cards_seal_replaced; {sql}; {made}")).unwrap();
    } else {
        run_sql(gateway, &format!("BEGIN; ALTER TABLE cards DISABLE TRIGGER cards_seal; {sql}; COMMIT"));
        run_sql(gateway, "ALTER TABLE cards ENABLE TRIGGER cards_seal");
    }
}

/// Versions before the first rotation did not store when they made a key.
#[tokio::test]
async fn a_key_of_which_nobody_knows_when_it_was_made() {
    let gateway = Gateway::start_with("keys-undated", &SETTINGS);
    run_sql(&gateway, "UPDATE data_keys SET made_ms = NULL WHERE id = 1");
    let told = done(&keys(&gateway, &["list"]));
    let line = told.lines().find(|line| line.starts_with("  1  ")).unwrap();
    assert!(line.contains("in use") && line.contains("  unknown  "), "{line}");
}

#[tokio::test]
async fn a_master_key_of_another_store() {
    let mut gateway = Gateway::start_with("keys-master", &SETTINGS);
    let other = Gateway::start("keys-other");
    let path = gateway.data().join("master.key");
    let (own, foreign) =
        (fs::read_to_string(&path).unwrap(), fs::read_to_string(other.data().join("master.key")).unwrap());
    for text in [&own, &foreign] {
        note_secret("master-key", text.lines().next_back().unwrap());
    }
    let id = |gateway: &Gateway| {
        let list = super::listed(gateway);
        list.at(&["master_key"]).and_then(document::Tree::as_text).unwrap().to_owned()
    };
    let (wanted, given) = (id(&gateway), id(&other));
    gateway.stop();
    fs::write(&path, &foreign).unwrap();
    let words = format!("is sealed by master key {wanted}, and the first that is given is {given}");
    doctor_names(&gateway, &["the master key does not open the data keys of this store", &words]);
    let served = command(&gateway, &["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(served.code, Some(1), "{}", served.stdout);
    assert!(served.stderr.contains(&words), "{}", served.stderr);
    fs::write(&path, &own).unwrap();

    // No master key at all.
    fs::remove_file(&path).unwrap();
    let words = format!("BAD  master key   {} is missing", path.display());
    doctor_names(&gateway, &[&words, "put the key of this store there"]);
    super::write_private(&path, &own);

    // The bytes of two data keys, swapped.
    run_sql(
        &gateway,
        "CREATE TABLE kept AS SELECT * FROM data_keys;
         UPDATE data_keys SET sealed = (SELECT k.sealed FROM kept k WHERE k.id = 3 - data_keys.id);
         DROP TABLE kept",
    );
    let words = "data key 2 does not open under the master key that its row names";
    doctor_names(&gateway, &[words]);
    let served = command(&gateway, &["serve", "--listen", "127.0.0.1:0"]);
    assert!(served.code == Some(1) && served.stderr.contains(words), "{}", served.stderr);
}
