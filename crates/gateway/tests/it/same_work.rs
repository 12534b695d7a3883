//! Answers that must not be told apart cost the same work. What is done is counted; how long it takes depends on the machine.

use std::sync::atomic::Ordering;

use gateway::{Refusal, authentication::authenticate, merchants, payments::Instrument, sessions};
use jiff::SignedDuration;
use primitives::{Expiry, MerchantId, Secret};
use vault::Counts;

use crate::{
    bench::Bench,
    sessions::{PAGE, visitor},
};

/// Runs a lookup, and returns its reads and the operations of the vault.
async fn counted<T>(bench: &Bench, lookup: impl Future<Output = T>) -> (T, usize, Counts) {
    vault::counted();
    let before = bench.faults.reads.load(Ordering::SeqCst);
    let outcome = lookup.await;
    (outcome, bench.faults.reads.load(Ordering::SeqCst) - before, vault::counted())
}

#[tokio::test]
async fn an_unknown_session_and_a_wrong_secret() {
    let bench = Bench::new().await;
    let (one, other) = (bench.session().await, bench.session().await);
    // The number of the first with the secret of the second: a session is there, and the secret is another's.
    let wrong = format!("{}{}", &other[..17], &one[17..]);
    let unknown = format!("{}0000000000001000", &one[..17]);
    let mut works = Vec::new();
    for id in [&wrong, &unknown, &unknown, &wrong] {
        let visitor = visitor(PAGE);
        let lookup = sessions::open(&bench.gateway, id, &visitor);
        let (outcome, reads, counts) = counted(&bench, lookup).await;
        assert!(matches!(outcome.map(|_| ()), Err(Refusal::Unknown(_))));
        works.push((reads, counts));
    }
    assert_eq!(works, [(1, Counts { comparisons: 1, unseals: 1, ..Counts::default() }); 4]);
    // The merchant's look costs the same.
    for id in [&wrong, &unknown] {
        let (outcome, reads, counts) =
            counted(&bench, sessions::get(&bench.gateway, &bench.merchant, id)).await;
        assert!(outcome.is_err());
        assert_eq!((reads, counts), works[0]);
    }
}

#[tokio::test]
async fn an_unknown_merchant_a_wrong_key_and_a_merchant_with_two() {
    let bench = Bench::new().await;
    let (known, unknown) = (bench.merchant.id, MerchantId::new(99_999_999_999_999).unwrap());
    let wrong = Secret::new("w".repeat(64));
    let mut works = Vec::new();
    let mut right = wrong.clone();
    for keys in 1..=3 {
        for id in [unknown, known] {
            let (outcome, reads, counts) = counted(&bench, authenticate(&bench.gateway, id, &wrong)).await;
            assert_eq!(outcome.err(), Some(Refusal::CredentialsWrong), "{keys} keys");
            works.push((reads, counts));
        }
        right = merchants::rotate_key(&bench.gateway, known, SignedDuration::from_hours(1)).await.unwrap();
    }
    // A right key as well: four are valid by now.
    let (outcome, reads, counts) = counted(&bench, authenticate(&bench.gateway, known, &right)).await;
    assert!(outcome.is_ok());
    works.push((reads, counts));
    assert_eq!(works, [(1, Counts { hashes: 1, comparisons: 8, ..Counts::default() }); 7]);
}

/// A limit and the store recognise a card by the same fingerprint.
#[tokio::test]
async fn a_card_is_recognised_by_one_hash() {
    let bench = Bench::new().await;
    let (paid, _, counts) = counted(&bench, bench.pay("order-1", 1_000)).await;
    assert!(paid.is_ok() && counts.fingerprints == 1, "{counts:?}");
    let token = paid.unwrap().transaction.card.unwrap().token.unwrap();
    let instrument =
        Instrument::Token { token, expiry: Expiry::parse("1299").unwrap(), cvx: None, holder: None };
    let (paid, _, counts) = counted(&bench, bench.create("order-2", 1_000, instrument, None)).await;
    assert!(paid.is_ok() && counts.fingerprints == 1, "{counts:?}");
    let session = bench.session().await;
    let (paid, _, counts) = Box::pin(counted(&bench, bench.pay_in(&session, PAGE))).await;
    assert!(paid.is_ok() && counts.fingerprints == 1, "{counts:?}");
}
