//! The life of an encryption key, by the calendar.

use std::sync::atomic::Ordering;

use domain::encryption_key::EncryptionKey;
use gateway::{Refusal, keys, payments::Instrument};
use jiff::SignedDuration;
use jose::PublicKey;
use zeroize::Zeroizing;

use crate::bench::{Bench, CARD};

fn days(count: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * count)
}

fn sealed(key: &EncryptionKey) -> Instrument {
    let card = format!(r#"{{"number":"{CARD}","expirationDate":"1299","cvx":"123"}}"#);
    let public = PublicKey::from_base64url(&key.modulus, &key.exponent).unwrap();
    let jwe = public.seal(&key.id.to_string(), card.as_bytes()).unwrap();
    Instrument::Encrypted { jwe: Zeroizing::new(jwe), expiry: None, holder: None }
}

async fn key(bench: &Bench, name: &str) -> EncryptionKey {
    keys::get(&bench.gateway, &bench.merchant, name, &[]).await.unwrap()
}

async fn pays(bench: &Bench, order: &str, key: &EncryptionKey) -> Result<&'static str, &'static str> {
    match bench.create(order, 1_000, sealed(key), None).await {
        Ok(payment) => Ok(payment.transaction.state.result().code()),
        Err(Refusal::EnvelopeKey(code)) => Err(code.code()),
        Err(_) => Err("another refusal"),
    }
}

#[tokio::test]
async fn sixty_days_handed_out_thirty_more_open() {
    let bench = Bench::new().await;
    let first = key(&bench, "Shop").await;
    assert_eq!(key(&bench, "sHOP").await.id, first.id, "case does not count");

    bench.clock.turn(days(60) - SignedDuration::from_secs(1));
    assert_eq!(key(&bench, "shop").await.id, first.id);
    bench.clock.turn(SignedDuration::from_secs(1));
    let second = key(&bench, "shop").await;
    assert_ne!(second.id, first.id, "a successor");
    assert_eq!(second.generation, 2);
    assert_eq!(pays(&bench, "1", &first).await, Ok("00000"), "grace");
    assert_eq!(pays(&bench, "2", &second).await, Ok("00000"));

    bench.clock.turn(days(30));
    assert_eq!(pays(&bench, "3", &first).await, Err("02202"), "retired");
    assert_eq!(pays(&bench, "4", &second).await, Ok("00000"));
}

#[tokio::test]
async fn however_many_ask_for_a_new_name_one_pair_is_made() {
    let bench = Bench::new().await;
    let asked = futures_util::future::join_all((0..20).map(|_| key(&bench, "Shop"))).await;
    assert!(asked.iter().all(|key| key.id == asked[0].id));
    assert_eq!(bench.key_maker.0.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn ten_names_and_room_again_when_one_has_retired() {
    let bench = Bench::new().await;
    for number in 0..10 {
        key(&bench, &format!("name-{number}")).await;
    }
    let eleventh = keys::get(&bench.gateway, &bench.merchant, "name-10", &[]).await;
    assert_eq!(eleventh.err(), Some(Refusal::TooManyKeys));
    bench.clock.turn(days(60));
    key(&bench, "name-0").await;
    bench.clock.turn(days(30));
    key(&bench, "name-10").await;
}

#[tokio::test]
async fn two_callers_at_once_get_one_key() {
    let bench = Bench::new().await;
    let (left, right) = tokio::join!(key(&bench, "shop"), key(&bench, "shop"));
    assert_eq!(left.id, right.id);
}
