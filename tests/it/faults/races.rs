//! Concurrent actions on the same payments, through several gateways on one store.

use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use tokio::task::JoinHandle;

use crate::harness::{Action, Auditor, Card, Gateway, eventually, own, payment, put, three_on_one_store};

const CLIENTS: u64 = 64;
const RACES: u64 = 9;
/// The capture and amount of each payment. The last is small, so that it is often cancelled whole.
const PAYMENTS: [(&str, i64); 4] =
    [("MANUAL", 90_000), ("AUTOMATIC", 60_000), ("MANUAL", 30_000), ("MANUAL", 1_000)];

/// Pseudo-random numbers (SplitMix64): the same for the same seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % sides
    }
}

/// Returns the seed of this run, or that of `IT_SEED`. What is printed is shown when the test fails.
fn seed() -> u64 {
    let given = std::env::var("IT_SEED").ok().map(|seed| seed.parse().unwrap());
    let seed = given
        .unwrap_or_else(|| u64::from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().subsec_nanos()));
    eprintln!("IT_SEED={seed}");
    seed
}

/// Returns the ids of the payments.
async fn opened(gateway: &Gateway, auditor: &Auditor) -> Arc<Vec<String>> {
    let mut ids = Vec::new();
    for (capture, amount) in PAYMENTS {
        let request = put(&payment(&Card::cb_visa(), amount), "payment.capture", capture);
        ids.push(auditor.open(&gateway.till().pay(&request).await));
    }
    Arc::new(ids)
}

/// Draws the next request of a client: a payment's place, an action and an amount (a multiple of ten).
fn drawn(dice: &mut Dice) -> (usize, Action, i64) {
    let place = usize::try_from(dice.roll(4)).unwrap();
    let action = Action::ALL[usize::try_from(dice.roll(3)).unwrap()];
    let whole = PAYMENTS[place].1;
    let amount = match dice.roll(16) {
        0 => whole,
        1 => whole + 10,
        _ => 10 * i64::try_from(1 + dice.roll(120)).unwrap(),
    };
    (place, action, amount)
}

/// Starts the clients. Each uses one gateway, and the next one where that does not answer.
fn clients(
    gateways: &[Gateway],
    auditor: &Arc<Auditor>,
    ids: &Arc<Vec<String>>,
    seed: u64,
) -> Vec<JoinHandle<()>> {
    (0..CLIENTS)
        .map(|number| {
            let mut tills: Vec<_> = gateways.iter().map(Gateway::till).collect();
            let (auditor, ids) = (Arc::clone(auditor), Arc::clone(ids));
            tokio::spawn(async move {
                let mut dice = Dice(seed.wrapping_add(number << 32));
                let mut at = usize::try_from(number).unwrap();
                for _ in 0..RACES {
                    let (place, action, amount) = drawn(&mut dice);
                    let till_at = at % tills.len();
                    let (path, asked) = (action.path(&ids[place]), Instant::now());
                    let post = client::Method::POST;
                    let came = tills[till_at].try_send(post, &path, &[], Some(&own(amount))).await;
                    auditor.note(&ids[place], (action, amount, asked), came.as_ref());
                    at += usize::from(came.is_err());
                }
            })
        })
        .collect()
}

async fn ended(clients: Vec<JoinHandle<()>>) {
    for client in clients {
        client.await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_four_clients_at_four_payments() {
    let gateways = three_on_one_store("races", &[]);
    let (auditor, seed) = (Arc::new(Auditor::default()), seed());
    let ids = opened(&gateways[0], &auditor).await;
    ended(clients(&gateways, &auditor, &ids, seed)).await;
    assert_eq!(auditor.lost(), 0);
    let codes = auditor.codes();
    assert!(codes.contains_key("00000") && codes.contains_key("02613"), "no race: {codes:?}");
    auditor.audit(&gateways).await;
}

/// A shop that reads the list from top to bottom sees what happened: nothing is refused there for a lack of
/// money that only a later line explains.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_list_is_in_the_order_of_what_happened() {
    let gateways = three_on_one_store("races-order", &[]);
    let (auditor, seed) = (Arc::new(Auditor::default()), seed());
    let ids = opened(&gateways[0], &auditor).await;
    ended(clients(&gateways, &auditor, &ids, seed)).await;
    auditor.audit_order(&gateways[0]).await;
}

/// The same of one gateway alone.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_list_of_one_gateway_is_in_the_order_of_what_happened() {
    let gateways = [Gateway::start("races-alone")];
    let (auditor, seed) = (Arc::new(Auditor::default()), seed());
    let ids = opened(&gateways[0], &auditor).await;
    ended(clients(&gateways, &auditor, &ids, seed)).await;
    auditor.audit(&gateways).await;
    auditor.audit_order(&gateways[0]).await;
}

/// One of the gateways is killed in the middle: what it had answered stands, and what it had not is whole
/// or not there.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_of_the_gateways_is_killed() {
    let mut gateways = three_on_one_store("races-killed", &[]);
    let (auditor, seed) = (Arc::new(Auditor::default()), seed());
    let ids = opened(&gateways[0], &auditor).await;
    let clients = clients(&gateways, &auditor, &ids, seed);
    let half = usize::try_from(CLIENTS * RACES / 3).unwrap();
    eventually("answers", Duration::from_secs(60), || async { (auditor.answers() > half).then_some(()) })
        .await;
    gateways[2].kill();
    ended(clients).await;
    gateways[2].restart();
    auditor.audit(&gateways).await;
}
