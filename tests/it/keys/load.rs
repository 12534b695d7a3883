//! Keys are rotated while payments, sessions and wallets come at full speed.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use client::Method;
use document::Tree;
use tokio::task::JoinSet;

use super::{TOKEN, assert_paid, by_token, card, command, done, key, keys, left, resealed, retired};
use crate::harness::{
    Gateway, PAYMENTS, SESSIONS, Till, by_wallet, eventually, of_payment, payment, reference, session, told,
    transaction_id, wallets,
};

const SETTINGS: [&str; 1] = ["sandbox.live_cards=true"];
/// The number of cards that are there before the first rotation: several rounds of the worker.
const CARDS: usize = 600;
const SHOPS: usize = 4;

/// What all shops know.
struct World {
    stops: AtomicBool,
    /// The number of the instance that was killed.
    killed: AtomicUsize,
    cards: AtomicUsize,
    tokens: Mutex<Vec<String>>,
    /// The wallets that were made.
    wallets: Mutex<Vec<String>>,
    done: AtomicUsize,
    cut: AtomicUsize,
}

/// A shop with a connection to each instance.
struct Shop {
    tills: Vec<Till>,
    world: Arc<World>,
    number: usize,
}

impl Shop {
    /// Sends a request to the next instance that lives. `None`: the kill has cut it. Every other failure ends the test.
    async fn send(&mut self, method: Method, path: &str, body: Option<&Tree>) -> Option<client::Answer> {
        let killed = || self.world.killed.load(Ordering::SeqCst);
        self.number += 1;
        let mut instance = self.number % self.tills.len();
        if instance == killed() {
            instance = (instance + 1) % self.tills.len();
        }
        match self.tills[instance].try_send(method, path, &[], body).await {
            Ok(answer) => {
                self.world.done.fetch_add(1, Ordering::SeqCst);
                Some(answer)
            }
            Err(error) => {
                assert_eq!(killed(), instance, "{path}: {error}");
                self.world.cut.fetch_add(1, Ordering::SeqCst);
                None
            }
        }
    }

    async fn pay_with_a_new_card(&mut self) -> Option<client::Answer> {
        let card = card(1_000 + self.world.cards.fetch_add(1, Ordering::SeqCst));
        let paid = self.send(Method::POST, PAYMENTS, Some(&payment(&card, 1_000))).await?;
        assert_paid(&paid);
        self.world.tokens.lock().unwrap().push(told(paid.document().unwrap(), TOKEN).to_owned());
        Some(paid)
    }

    async fn run(mut self) {
        for step in self.number.. {
            if self.world.stops.load(Ordering::SeqCst) {
                return;
            }
            match step % 4 {
                0 => drop(self.pay_with_a_new_card().await),
                1 | 2 => {
                    let token = {
                        let tokens = self.world.tokens.lock().unwrap();
                        tokens[step * 7919 % tokens.len()].clone()
                    };
                    if let Some(paid) = self.send(Method::POST, PAYMENTS, Some(&by_token(&token))).await {
                        assert_paid(&paid);
                    }
                }
                _ => self.sessions_and_wallets().await,
            }
        }
    }

    /// What one instance makes, the next one reads.
    async fn sessions_and_wallets(&mut self) {
        if let Some(made) = self.send(Method::POST, SESSIONS, Some(&session(1_000))).await {
            assert_eq!(made.status, 201, "{}", made.body_text());
            let path = format!("{SESSIONS}/{}", made.text(&["sessionId"]).unwrap());
            if let Some(read) = self.send(Method::GET, &path, None).await {
                assert_eq!(read.status, 200, "{}", read.body_text());
            }
        }
        let Some(paid) = self.pay_with_a_new_card().await else { return };
        let id = reference();
        let wallet = of_payment(&transaction_id(&paid)).with("mxWalletId", id.as_str());
        let Some(made) = self.send(Method::POST, &wallets(), Some(&wallet.into())).await else { return };
        assert_eq!(made.status, 201, "{}", made.body_text());
        self.world.wallets.lock().unwrap().push(id.clone());
        if let Some(paid) = self.send(Method::POST, PAYMENTS, Some(&by_wallet(&id, None, 1_000))).await {
            assert_paid(&paid);
        }
    }
}

/// Starts shops, and has some cards stored before it returns.
async fn shops(gateways: &[Gateway]) -> (Arc<World>, JoinSet<()>) {
    let world = Arc::new(World {
        stops: AtomicBool::new(false),
        killed: AtomicUsize::new(usize::MAX),
        cards: AtomicUsize::new(0),
        tokens: Mutex::default(),
        wallets: Mutex::default(),
        done: AtomicUsize::new(0),
        cut: AtomicUsize::new(0),
    });
    let shop = |number| Shop {
        tills: gateways.iter().map(Gateway::till).collect(),
        world: Arc::clone(&world),
        number,
    };
    let mut first = JoinSet::new();
    for number in 0..SHOPS {
        let mut shop = shop(number);
        first.spawn(async move {
            while shop.world.cards.load(Ordering::SeqCst) < CARDS {
                shop.pay_with_a_new_card().await;
            }
        });
    }
    first.join_all().await;
    let mut shops = JoinSet::new();
    for number in 0..SHOPS {
        shops.spawn(shop(number).run());
    }
    (world, shops)
}

/// Ends the shops. Every card that was ever stored pays by its token, every wallet pays, and nothing is left of the old key.
async fn judge(gateway: &Gateway, world: &World, shops: JoinSet<()>, old: &str) {
    resealed(gateway).await;
    retired(gateway, old).await;
    // They go on behind it.
    let done_before = world.done.load(Ordering::SeqCst);
    eventually("payments after the key is retired", Duration::from_secs(30), || async {
        (world.done.load(Ordering::SeqCst) > done_before + 40).then_some(())
    })
    .await;
    world.stop(shops).await;
    world.judge(gateway, old).await;
}

impl World {
    async fn stop(&self, mut shops: JoinSet<()>) {
        self.stops.store(true, Ordering::SeqCst);
        while let Some(shop) = shops.join_next().await {
            shop.unwrap();
        }
    }

    async fn judge(&self, gateway: &Gateway, old: &str) {
        assert_eq!(key(gateway, old.parse().unwrap()), (0, "retired".to_owned()));
        assert_eq!(left(gateway), 0);
        let mut till = gateway.till();
        let tokens = self.tokens.lock().unwrap().clone();
        assert!(tokens.len() >= CARDS, "{}", tokens.len());
        for token in &tokens {
            assert_paid(&till.pay(&by_token(token)).await);
        }
        let wallets = self.wallets.lock().unwrap().clone();
        assert!(!wallets.is_empty(), "no wallet was made");
        for wallet in &wallets {
            assert_paid(&till.pay(&by_wallet(wallet, None, 1_000)).await);
        }
        done(&command(gateway, &["doctor"]));
    }
}

/// Returns the instance that seals anew.
async fn at_work(gateways: &[Gateway], data_key: u32) -> usize {
    let key = format!("\"data_key\":{data_key}");
    let is_told = |line: &str| line.contains("this instance seals values anew") && line.contains(&key);
    let limit = Duration::from_secs(30);
    let mut found = None;
    let end = std::time::Instant::now() + limit;
    while found.is_none() {
        assert!(std::time::Instant::now() < end, "nobody seals anew");
        found = gateways.iter().position(|gateway| gateway.log().lines().any(is_told));
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    found.unwrap()
}

/// The instance that seals anew is killed in the middle, and another goes on.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_instances_of_which_one_is_killed() {
    let Some(gateways) =
        Gateway::start_many::<3>("keys-load", &with_master_key().each_ref().map(String::as_str))
    else {
        return;
    };
    let mut gateways = Vec::from(gateways);
    let (world, shops) = shops(&gateways).await;
    done(&keys(&gateways[0], &["rotate"]));
    let worker = at_work(&gateways, 3).await;
    world.killed.store(worker, Ordering::SeqCst);
    gateways[worker].kill();
    let living = &gateways[(worker + 1) % 3];
    assert!(left(living) > 0, "it was killed after its work");
    judge(living, &world, shops, "1").await;
    assert!(world.cut.load(Ordering::SeqCst) <= SHOPS, "only what was on its way was cut");
}

fn with_master_key() -> [String; 2] {
    let path = super::master_key_file("keys-load", "uJ4dW8mRkq0v2bN5yT1xZ6cL3fH9sPgEoA7iKwVtXn0=\n");
    [format!("master_key_file={}", path.display()), SETTINGS[0].to_owned()]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_instance() {
    let gateways = [Gateway::start_with("keys-load-one", &SETTINGS)];
    let (world, shops) = shops(&gateways).await;
    done(&keys(&gateways[0], &["rotate"]));
    judge(&gateways[0], &world, shops, "1").await;
    assert_eq!(world.cut.load(Ordering::SeqCst), 0);
}

/// The only instance is killed while it seals anew, and goes on with what is left when it is started again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_instance_that_is_killed() {
    let mut gateways = [Gateway::start_with("keys-load-killed", &SETTINGS)];
    let (world, shops) = shops(&gateways).await;
    eventually("a wallet", Duration::from_secs(30), || async {
        (!world.wallets.lock().unwrap().is_empty()).then_some(())
    })
    .await;
    world.stop(shops).await;
    done(&keys(&gateways[0], &["rotate"]));
    at_work(&gateways, 3).await;
    gateways[0].kill();
    gateways[0].restart();
    assert!(left(&gateways[0]) > 0, "it was killed after its work");
    resealed(&gateways[0]).await;
    retired(&gateways[0], "1").await;
    world.judge(&gateways[0], "1").await;
}
