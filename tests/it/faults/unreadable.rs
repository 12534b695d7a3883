//! Rows that cannot be read: they are reported, and hold up nobody.

use std::time::Duration;

use document::Tree;

use crate::{
    harness::{
        Caller, Card, Finished, Gateway, assert_state, eventually, guichet, id_of, idle, saved_cards,
        session_with_wallet,
    },
    sql::run_sql,
};

fn examined(gateway: &Gateway) -> Finished {
    guichet(&["doctor", "--data", gateway.data().to_str().unwrap()], &gateway.environment())
}

async fn unreadable_rows(gateway: &Gateway, wanted: i64) {
    eventually(&format!("{wanted} unreadable rows"), Duration::from_secs(30), || async {
        let ready = gateway.till().get("/health/ready").await;
        assert_eq!(ready.status, 200, "the others are served");
        (ready.at(&["unreadable_rows"]).and_then(Tree::as_integer) == Some(wanted)).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_row_that_cannot_be_read_is_reported_until_it_is_mended() {
    let gateway = Gateway::start("unreadable");
    let mut till = gateway.till();
    let id = till.authorised(1_000).await;
    let state = |from: &str, to: &str| {
        let set = format!("wake_at_ms = 1, state = replace(state, '{from}', '{to}')");
        run_sql(&gateway, &format!("UPDATE transactions SET {set} WHERE id = {id}"));
    };

    state("ACCEPTED", "GARBLED");
    unreadable_rows(&gateway, 1).await;
    let told = gateway.logged(&[("level", "ERROR"), ("work", "EXPIRE")]).await;
    let row = told.at(&["row"]).and_then(Tree::as_text).unwrap();
    assert!(row.contains(&id) && row.contains("transactions.state"), "{row}");
    let doctor = examined(&gateway);
    assert_ne!(doctor.code, Some(0), "{}", doctor.stdout);
    assert!(doctor.stdout.contains(&id), "{}", doctor.stdout);
    let other = till.authorised(1_100).await;
    till.capture(&other, 1_100).await;

    state("GARBLED", "ACCEPTED");
    unreadable_rows(&gateway, 0).await;
    idle(&gateway).await;
    till.capture(&id, 1_000).await;
    assert_eq!(examined(&gateway).code, Some(0));
    let times = gateway.log().matches("a row with pending work cannot be read").count();
    assert_eq!(times, 1, "it is logged when it is found, and not with each round");
}

/// A buyer whose wallet cannot be read pays with a card that is typed.
#[tokio::test]
async fn a_wallet_that_cannot_be_read() {
    let gateway = Gateway::start("unreadable-wallet");
    let wallet = gateway.till().new_wallet(&Card::cb_visa()).await;
    let buyer = gateway.buyer_of(Caller::Web, &session_with_wallet(1_000, id_of(&wallet))).await;
    assert_eq!(saved_cards(&buyer.state().await).len(), 1);
    run_sql(
        &gateway,
        &format!("UPDATE wallet_cards SET status = 'GARBLED' WHERE wallet_id = '{}'", id_of(&wallet)),
    );
    let state = buyer.state().await;
    assert_state(&state, "PAYMENT_METHODS_LIST");
    assert!(saved_cards(&state).is_empty());
    gateway
        .logged(&[("level", "ERROR"), ("message", "no saved cards are shown: their wallet cannot be read")])
        .await;
    assert_state(&buyer.pays_and_saves(&Card::amex()).await, "PAYMENT_SUCCESS");
}
