//! Limits: who is refused, who is not, and that a refused request does nothing.

use std::{net::IpAddr, sync::atomic::Ordering};

use domain::{echo::Echo, own_limits::Allowed, velocity::Limit};
use gateway::{
    Refusal, Worker,
    authentication::authenticate,
    caller::Caller,
    limits::{LimitKind, LimitSettings},
    merchants::{self, PointOfSaleChange},
    sessions,
    wallets::Asking,
};
use jiff::SignedDuration;
use primitives::{MerchantId, Reference, Secret};

use crate::{
    bench::Bench,
    sessions::{PAGE, visitor},
};

const ADDRESS: [&str; 2] = ["192.0.2.1", "192.0.2.2"];

/// Runs a request from an address.
async fn from<T>(address: &str, request: impl Future<Output = T>) -> T {
    Caller::at(Some(address.parse::<IpAddr>().unwrap())).run(request).await
}

fn limit_of<T>(outcome: &Result<T, Refusal>) -> Option<(LimitKind, u64)> {
    match outcome {
        Err(Refusal::TooManyRequests { limit, wait_s }) => Some((*limit, *wait_s)),
        _ => None,
    }
}

fn minutes(minutes: i64) -> SignedDuration {
    SignedDuration::from_mins(minutes)
}

impl Bench {
    async fn looks(&self, address: &str, id: &str) -> Result<(), Refusal> {
        let visitor = visitor(PAGE);
        from(address, sessions::open(&self.gateway, id, &visitor)).await.map(|_| ())
    }

    async fn logs_in(&self, address: &str, merchant: MerchantId, key: &Secret) -> Result<(), Refusal> {
        from(address, authenticate(&self.gateway, merchant, key)).await.map(|_| ())
    }

    /// The questions to the bank, and the commits, so far.
    fn done(&self) -> (usize, usize) {
        (self.bank.asked.load(Ordering::SeqCst), self.faults.commits.load(Ordering::SeqCst))
    }
}

#[tokio::test]
async fn a_card_too_many_asks_no_bank_and_writes_nothing() {
    let bench =
        Bench::with_limits(LimitSettings { payments_per_card: Limit::per_hour(4), ..LimitSettings::SANDBOX })
            .await;
    for number in 0..4 {
        bench.pay(&format!("o{number}"), 100).await.unwrap();
    }
    let before = bench.done();
    let refused = limit_of(&bench.pay("o4", 100).await);
    assert_eq!(refused, Some((LimitKind::PaymentsPerCard, 901)));
    assert_eq!(bench.done(), before);
    // A quarter of an hour later one more, and an hour later four.
    bench.clock.turn(minutes(15));
    bench.pay("o5", 100).await.unwrap();
    assert!(limit_of(&bench.pay("o6", 100).await).is_some());
    bench.clock.turn(minutes(60));
    for number in 7..11 {
        bench.pay(&format!("o{number}"), 100).await.unwrap();
    }
}

/// A refused request takes no token of the other limits.
#[tokio::test]
async fn a_refused_card_counts_nowhere() {
    let limits = LimitSettings {
        cards_per_merchant: Limit::per_minute(3),
        payments_per_card: Limit::per_hour(2),
        ..LimitSettings::SANDBOX
    };
    let bench = Bench::with_limits(limits).await;
    for order in ["a", "b"] {
        bench.pay(order, 100).await.unwrap();
    }
    for _ in 0..5 {
        assert_eq!(limit_of(&bench.pay("c", 100).await).unwrap().0, LimitKind::PaymentsPerCard);
    }
    let shop = Reference::parse("SHOP1").unwrap();
    let setup = bench.store.point_of_sale(bench.merchant.id, &shop).await.unwrap().unwrap();
    let mut settings = setup.settings;
    settings.payments_per_card_per_hour = Some(Allowed::stored(100));
    let change = PointOfSaleChange::AllSettings(Box::new(settings));
    let asked = Asking { card_likes: Vec::new(), repeatable: None };
    let answer = &|_: &_| Echo::empty();
    merchants::change_point_of_sale(&bench.gateway, &bench.merchant, shop.as_str(), change, asked, answer)
        .await
        .unwrap();
    // The point of sale has a limit of its own now, and the merchant's has one token left.
    bench.pay("d", 100).await.unwrap();
    assert_eq!(limit_of(&bench.pay("e", 100).await).unwrap().0, LimitKind::CardsPerMerchant);
}

/// As many cards are tried in sessions as a limit says, the last one too.
#[tokio::test]
async fn the_last_token_pays() {
    let limits = LimitSettings { cards_per_merchant: Limit::per_minute(2), ..LimitSettings::SANDBOX };
    let bench = Bench::with_limits(limits).await;
    for asked in 1..=2 {
        bench.pay_in(&bench.session().await, PAGE).await.unwrap();
        assert_eq!(bench.bank.asked.load(Ordering::SeqCst), asked);
    }
    let refused = bench.pay_in(&bench.session().await, PAGE).await;
    assert_eq!(limit_of(&refused).unwrap().0, LimitKind::CardsPerMerchant);
    assert_eq!(bench.bank.asked.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn guesses_of_session_ids_are_stopped_at_their_address() {
    let limits = LimitSettings { failed_lookups_per_address: Limit::per_minute(5), ..LimitSettings::SANDBOX };
    let bench = Bench::with_limits(limits).await;
    let known = bench.session().await;
    let guess = format!("{}0000000000001000", &known[..17]);
    for id in [&guess, "nonsense", &guess, "", &guess] {
        assert!(matches!(bench.looks(ADDRESS[0], id).await, Err(Refusal::Unknown(_))), "{id}");
    }
    // Not even the right id is answered, or guessing would go on.
    let reads = bench.faults.reads.load(Ordering::SeqCst);
    for id in [&guess, &known] {
        let refused = limit_of(&bench.looks(ADDRESS[0], id).await);
        assert_eq!(refused, Some((LimitKind::FailedLookupsPerAddress, 13)));
    }
    assert_eq!(bench.faults.reads.load(Ordering::SeqCst), reads, "nothing is read");
    assert!(bench.looks(ADDRESS[1], &known).await.is_ok(), "others are not concerned");
    bench.clock.turn(SignedDuration::from_secs(13));
    assert!(bench.looks(ADDRESS[0], &known).await.is_ok());
    assert_eq!(bench.gateway.limits.refused_since_start(), 2);
}

#[tokio::test]
async fn guesses_of_keys_shut_nobody_else_out() {
    let limits = LimitSettings {
        failed_logins_per_address: Limit::per_minute(6),
        failed_logins_per_address_and_merchant: Limit::per_minute(3),
        ..LimitSettings::SANDBOX
    };
    let bench = Bench::with_limits(limits).await;
    let id = bench.merchant.id;
    let right = merchants::rotate_key(&bench.gateway, id, SignedDuration::ZERO).await.unwrap();
    let wrong = Secret::new("w".repeat(64));
    for _ in 0..3 {
        assert_eq!(bench.logs_in(ADDRESS[0], id, &wrong).await, Err(Refusal::CredentialsWrong));
    }
    for key in [&wrong, &right] {
        let refused = limit_of(&bench.logs_in(ADDRESS[0], id, key).await).unwrap().0;
        assert_eq!(refused, LimitKind::FailedLoginsPerAddressAndMerchant);
    }
    assert!(bench.logs_in(ADDRESS[1], id, &right).await.is_ok(), "the merchant is not shut out");
    // Other ids from that address, up to the limit of the address.
    for number in 1..=3 {
        let other = MerchantId::new(90_000_000_000_000 + number).unwrap();
        assert_eq!(bench.logs_in(ADDRESS[0], other, &wrong).await, Err(Refusal::CredentialsWrong));
    }
    let other = MerchantId::new(90_000_000_000_009).unwrap();
    let refused = limit_of(&bench.logs_in(ADDRESS[0], other, &wrong).await).unwrap().0;
    assert_eq!(refused, LimitKind::FailedLoginsPerAddress);
    bench.clock.turn(minutes(1));
    assert!(bench.logs_in(ADDRESS[0], id, &right).await.is_ok());
}

/// Two instances on one store count together once both have shared.
#[tokio::test]
async fn instances_add_up() {
    let limits = LimitSettings { payments_per_card: Limit::per_hour(8), ..LimitSettings::SANDBOX };
    let bench = Bench::with_limits(limits).await;
    for number in 0..5 {
        bench.pay(&format!("o{number}"), 100).await.unwrap();
    }
    let other = bench.another(limits).await;
    let share = async || {
        for gateway in [&*bench.gateway, &other] {
            Worker::Limits.round(gateway).await.unwrap();
        }
    };
    share().await;
    let pay = async |number: u8| bench.pay_at(&other, &format!("p{number}"), 100).await;
    for number in 0..3 {
        pay(number).await.unwrap();
    }
    assert_eq!(limit_of(&pay(3).await).unwrap().0, LimitKind::PaymentsPerCard);
    share().await;
    share().await;
    assert!(limit_of(&bench.pay("o9", 100).await).is_some(), "three were paid elsewhere");
    // Sharing counts nothing twice: after half an hour four have flowed back.
    bench.clock.turn(minutes(30));
    share().await;
    for number in 10..14 {
        bench.pay(&format!("o{number}"), 100).await.unwrap();
    }
    assert!(limit_of(&bench.pay("o15", 100).await).is_some());
    // An instance that starts anew learns of it.
    share().await;
    let third = bench.another(limits).await;
    Worker::Limits.round(&third).await.unwrap();
    assert!(limit_of(&bench.pay_at(&third, "q", 100).await).is_some());
    // What is full again is forgotten.
    bench.clock.turn(minutes(120));
    Worker::Forget.round(&bench.gateway).await.unwrap();
    assert_eq!(bench.store.taken_from_buckets(jiff::Timestamp::UNIX_EPOCH, 10).await.unwrap(), []);
}
