//! Shops that are down, slow or faulty, or break off: notifications are repeated until a 2xx.

use std::sync::Arc;
use std::time::Duration;

use crate::harness::{Gateway, Listener, Reply};

use super::{QUICK, Witness, listed, paid, statuses, tried};

/// The time limit of a wait: that of an answer, and more for a busy machine.
const LIMIT: Duration = Duration::from_secs(10);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn until_a_shop_says_yes() {
    let gateway = Arc::new(Gateway::start_with("retries", &[QUICK]));
    let elsewhere = Arc::new(Listener::start().await);
    let trap = elsewhere.url("/not-followed");
    let replies = [
        Reply::Status(500),
        Reply::Status(503),
        Reply::Status(422),
        Reply::Status(404),
        Reply::Status(501),
        Reply::Status(302),
        Reply::Elsewhere(trap),
        Reply::HalfWay,
        Reply::Silence,
        Reply::Late(Duration::from_secs(12), 200),
    ];
    let mut shops = Vec::new();
    for reply in replies {
        let gateway = Arc::clone(&gateway);
        shops.push(tokio::spawn(async move {
            let listener = Listener::replying(std::slice::from_ref(&reply), Reply::Status(200)).await;
            let buyer = paid(&gateway, &listener.url("/notify")).await;
            let seen = listener.came(2).await;
            assert!(seen.iter().all(|seen| seen.parameter("token").as_ref() == Some(&buyer.session.id)));
            let waited = seen[1].at - seen[0].at;
            let least = match reply {
                Reply::Silence | Reply::Late(..) => LIMIT,
                _ => Duration::from_millis(500),
            };
            assert!(waited >= least, "{reply:?}: again after {waited:?}");
            assert!(waited < least + Duration::from_secs(20), "{reply:?}: again after {waited:?} only");
            (listener, reply)
        }));
    }
    let mut told = Vec::new();
    for shop in shops {
        told.push(shop.await.unwrap());
    }
    Witness::of(&gateway).await.two_rounds().await;
    for (listener, reply) in told {
        assert_eq!(listener.seen().len(), 2, "{reply:?}: told again after a 200");
    }
    assert_eq!(elsewhere.seen().len(), 0, "a redirect was followed");
}

/// Answers that are odd, but say yes: heard once, and read no further than anybody needs.
#[tokio::test]
async fn odd_answers_that_say_yes() {
    let gateway = Gateway::start_with("odd", &[QUICK]);
    let mut listeners = Vec::new();
    for reply in
        [Reply::Status(204), Reply::Status(299), Reply::Late(Duration::from_secs(2), 200), Reply::Endless]
    {
        let listener = Listener::replying(&[], reply.clone()).await;
        paid(&gateway, &listener.url("/notify")).await;
        listener.came(1).await;
        listeners.push((listener, reply));
    }
    let witness = Witness::of(&gateway).await;
    witness.two_rounds().await;
    witness.two_rounds().await;
    for (listener, reply) in listeners {
        assert_eq!(listener.seen().len(), 1, "{reply:?}");
    }
}

#[tokio::test]
async fn a_shop_that_is_down() {
    let gateway = Gateway::start_with("down", &[QUICK]);
    let mut listener = Listener::down().await;
    let buyer = paid(&gateway, &listener.url("/notify")).await;
    let failed = tried(&gateway, 2).await;
    assert!(failed.iter().all(Option::is_none), "{failed:?}");
    listener.comes_up().await;
    let seen = listener.came(1).await;
    assert_eq!(seen[0].parameter("token"), Some(buyer.session.id));
}

/// Many shops that hang hold up nobody else.
#[tokio::test]
async fn one_that_hangs_is_not_waited_for_by_others() {
    let gateway = Gateway::start_with("hang", &[QUICK]);
    let hanging = Listener::replying(&[], Reply::Silence).await;
    for _ in 0..24 {
        paid(&gateway, &hanging.url("/notify")).await;
    }
    let quick = Listener::start().await;
    let began = std::time::Instant::now();
    paid(&gateway, &quick.url("/notify")).await;
    quick.came(1).await;
    assert!(began.elapsed() < LIMIT, "told after {:?}", began.elapsed());
}

/// Two hours in the contract; three seconds here.
#[tokio::test]
async fn in_the_end_the_gateway_gives_up() {
    let mut gateway = Gateway::start_with("give-up", &[QUICK, "notifications.give_up_after_s=3"]);
    let listener = Listener::replying(&[], Reply::Status(500)).await;
    paid(&gateway, &listener.url("/notify")).await;
    listener.came(2).await;
    let id = super::id_of(&listed(&gateway, &[])[0]);
    let (mut before, mut after) = (0, listener.seen().len());
    while before != after {
        before = after;
        two_seconds(&gateway).await;
        after = listener.seen().len();
        assert!(after <= 5, "{after} attempts in three seconds, one a second");
    }
    // Nor is it taken up by the next process.
    gateway.restart();
    two_seconds(&gateway).await;
    assert_eq!(listener.seen().len(), after);
    assert_eq!(statuses(&gateway, &id), vec![Some(500); after]);
}

/// Waits two intervals by the gateway's own count: until another notification was tried three times.
async fn two_seconds(gateway: &Gateway) {
    let other = Listener::replying(&[], Reply::Status(500)).await;
    paid(gateway, &other.url("/notify")).await;
    other.came(3).await;
}
