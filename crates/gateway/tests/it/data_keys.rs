//! Data keys that are rotated beside other commands and requests.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    time::Duration,
};

use gateway::{
    Gateway, Refusal, Worker, keys,
    limits::LimitSettings,
    payments::{self, Instrument, Means},
    ports::{Entropy, MasterKeySource},
};
use jiff::SignedDuration;
use primitives::{AliasToken, CardEntry, Expiry, Pan};
use tokio::time::timeout;
use vault::{DataKeyPurpose, MasterKeys, SealedColumn, SealedDataKey};

use crate::{
    bench::{Bench, Dice, clear, master, request},
    sessions::{PAGE, visitor},
};

/// The master key of the bench, behind a new one.
fn both() -> MasterKeys {
    let line = |byte| MasterKeys::generate(&[byte; 32]);
    MasterKeys::parse(&format!("{}\n{}", *line(8), *line(7))).ok().unwrap()
}

async fn instance(bench: &Bench, master: MasterKeys) -> Gateway {
    let mut gateway = bench.another(LimitSettings::SANDBOX).await;
    gateway.master_keys = Arc::new(Arc::new(master));
    gateway
}

/// Changes the store when entropy is first drawn: what is written then was read before.
struct Meanwhile(Arc<Bench>, Mutex<Option<String>>);

impl Entropy for Meanwhile {
    fn fill(&self, bytes: &mut [u8]) {
        if let Some(sql) = self.1.lock().unwrap().take() {
            self.0.spoil(&sql);
        }
        Dice.fill(bytes);
    }
}

/// Asserts that the first of both master keys seals so many data keys, and no other seals one.
async fn assert_first_seals(bench: &Bench, count: usize) {
    let keys = bench.store.data_keys().await.unwrap();
    assert_eq!(keys.len(), count);
    assert!(keys.iter().all(|key| key.master_key() == Some(both().first())));
}

/// While a data key is made, `rotate --master` seals its predecessor by another master key.
#[tokio::test]
async fn a_new_key_is_not_left_under_the_old_master_key() {
    let bench = Arc::new(Bench::new().await);
    let mut gateway = instance(&bench, both()).await;
    let rewrapped = bench.store.data_keys().await.unwrap().into_iter().map(|key| {
        let sealed = key.rewrapped(&both(), [4; 12]).ok().flatten().unwrap().sealed;
        format!("UPDATE data_keys SET sealed = {} WHERE id = {};", bench.blob(&sealed), key.id)
    });
    let sql = rewrapped.collect::<String>();
    gateway.entropy = Arc::new(Meanwhile(Arc::clone(&bench), Mutex::new(Some(sql))));
    assert_eq!(keys::rotate(&gateway).await.unwrap(), 3);
    assert_first_seals(&bench, 3).await;
}

/// While `rotate --master` seals the data keys, another is made under the master key of before.
#[tokio::test]
async fn a_key_that_is_added_beside_another_master_key_is_sealed_by_it_as_well() {
    let bench = Arc::new(Bench::new().await);
    let mut gateway = instance(&bench, both()).await;
    let random = ([9; 32], [9; 12]);
    let third = SealedDataKey::make(&master(), master().first(), 3, DataKeyPurpose::Seal, random).unwrap();
    let sealed = bench.blob(&third.sealed);
    let sql = format!("INSERT INTO data_keys (id, purpose, sealed, made_ms) VALUES (3, 'SEAL', {sealed}, 1)");
    gateway.entropy = Arc::new(Meanwhile(Arc::clone(&bench), Mutex::new(Some(sql))));
    assert_eq!(keys::rewrap(&gateway).await.unwrap(), 3);
    assert_first_seals(&bench, 3).await;
}

async fn pay(
    bench: &Bench,
    gateway: &Gateway,
    order: &str,
    instrument: Instrument,
) -> Result<AliasToken, Refusal> {
    let request = request(order, 1_000, None);
    let paid = payments::create(gateway, &bench.merchant, request, Means::Card(instrument)).await?;
    assert_eq!(paid.transaction.state.result().code(), "00000");
    Ok(paid.transaction.card.unwrap().token.unwrap())
}

fn another_card() -> Instrument {
    let pan = Pan::parse("4111111111111111").ok();
    Instrument::Clear(CardEntry { pan, ..entry() })
}

fn entry() -> CardEntry {
    let Instrument::Clear(entry) = clear() else { panic!("it is in the clear") };
    entry
}

fn by_token(token: &AliasToken) -> Instrument {
    let expiry = Expiry::parse("1299").unwrap();
    Instrument::Token { token: token.clone(), expiry, cvx: None, holder: None }
}

/// Says that it is read, and answers when it may.
struct Held {
    read: mpsc::Sender<()>,
    may_answer: Mutex<Option<mpsc::Receiver<()>>>,
}

impl MasterKeySource for Held {
    fn read(&self) -> Result<Arc<MasterKeys>, String> {
        let first = self.may_answer.lock().unwrap().take();
        if let Some(may_answer) = first {
            self.read.send(()).unwrap();
            may_answer.recv().unwrap();
        }
        Ok(Arc::new(master()))
    }
}

/// A request has read the data keys and stands still; another reads a newer one and takes it over. The first goes on.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_was_read_first_does_not_replace_what_was_read_later() {
    let bench = Arc::new(Bench::new().await);
    let other = instance(&bench, master()).await;
    let mut late = instance(&bench, master()).await;
    let ((says, is_read), (answer, may_answer)) = (mpsc::channel(), mpsc::channel());
    late.master_keys = Arc::new(Held { read: says, may_answer: Mutex::new(Some(may_answer)) });
    let late = Arc::new(late);
    let pay_late = |order: &'static str, token: AliasToken| {
        let (bench, late) = (Arc::clone(&bench), Arc::clone(&late));
        tokio::spawn(async move { pay(&bench, &late, order, by_token(&token)).await })
    };
    keys::rotate(&other).await.unwrap();
    let first = pay_late("2", pay(&bench, &other, "1", clear()).await.unwrap());
    tokio::task::spawn_blocking(move || is_read.recv().unwrap()).await.unwrap();
    keys::rotate(&other).await.unwrap();
    let mut second = pay_late("4", pay(&bench, &other, "3", another_card()).await.unwrap());
    // It waits for the first, or is done: without order it takes a few milliseconds.
    let done = timeout(Duration::from_millis(500), &mut second).await.is_ok();
    answer.send(()).unwrap();
    first.await.unwrap().unwrap();
    if !done {
        second.await.unwrap().unwrap();
    }
    assert_eq!(late.vault.sealing_key(), 4);
}

/// Counts how often it is read.
struct Counted {
    reads: AtomicUsize,
    keys: Mutex<Arc<MasterKeys>>,
}

impl MasterKeySource for Counted {
    fn read(&self) -> Result<Arc<MasterKeys>, String> {
        self.reads.fetch_add(1, Ordering::SeqCst);
        Ok(Arc::clone(&self.keys.lock().unwrap()))
    }
}

/// The instance says so as long as it lasts, and does not try again for each request.
#[tokio::test]
async fn a_data_key_that_an_instance_cannot_open() {
    let bench = Bench::new().await;
    let other = instance(&bench, both()).await;
    let mut lacking = bench.another(LimitSettings::SANDBOX).await;
    let source = Arc::new(Counted { reads: AtomicUsize::new(0), keys: Mutex::new(Arc::new(master())) });
    lacking.master_keys = Arc::clone(&source) as Arc<dyn MasterKeySource>;
    keys::rewrap(&other).await.unwrap();
    keys::rotate(&other).await.unwrap();
    let token = pay(&bench, &other, "1", clear()).await.unwrap();
    assert_eq!(lacking.vault_keys.unopened(), None);
    let since = other.clock.now();
    for (order, later_s, reads) in [("2", 0, 1), ("3", 9, 1), ("4", 1, 2), ("5", 9, 2)] {
        bench.clock.turn(SignedDuration::from_secs(later_s));
        assert_eq!(pay(&bench, &lacking, order, by_token(&token)).await, Err(Refusal::Internal));
        assert_eq!(source.reads.load(Ordering::SeqCst), reads, "{order}");
        assert_eq!(lacking.vault_keys.unopened(), Some(keys::UnopenedKey { data_key: 3, since }));
    }
    *source.keys.lock().unwrap() = Arc::new(both());
    bench.clock.turn(SignedDuration::from_secs(1));
    pay(&bench, &lacking, "6", by_token(&token)).await.unwrap();
    assert_eq!(lacking.vault_keys.unopened(), None);
}

/// A gateway that has stood still while its data key was replaced and retired.
async fn left_behind() -> Bench {
    let bench = Bench::new().await;
    let other = instance(&bench, master()).await;
    keys::rotate(&other).await.unwrap();
    bench.clock.turn(SignedDuration::from_secs(15));
    keys::retire(&other, 1).await.unwrap();
    assert_eq!(bench.gateway.vault.sealing_key(), 1);
    bench
}

/// The store refuses what it seals. It takes over the new key and seals again: nobody is told of it.
#[tokio::test]
async fn what_is_sealed_under_a_retired_key_is_sealed_again() {
    let bench = Box::pin(left_behind()).await;
    let token = pay(&bench, &bench.gateway, "1", clear()).await.unwrap();
    assert_eq!(bench.gateway.vault.sealing_key(), 3);
    pay(&bench, &bench.gateway, "2", by_token(&token)).await.unwrap();

    let bench = Box::pin(left_behind()).await;
    let session = bench.session().await;
    assert_eq!(bench.gateway.vault.sealing_key(), 3);
    let seen = gateway::sessions::open(&bench.gateway, &session, &visitor(PAGE)).await;
    assert!(seen.is_ok());

    let bench = Box::pin(left_behind()).await;
    let key = keys::get(&bench.gateway, &bench.merchant, "shop", &[]).await.unwrap();
    assert_eq!(bench.gateway.vault.sealing_key(), 3);
    let newest = bench.store.encryption_key(bench.merchant.id, key.id).await.unwrap();
    assert_eq!(newest.map(|(_, sealed)| vault::key_of(&sealed)), Some(Some(3)));
}

/// Runs the worker for five seconds, and returns how many values are left and how many did not open.
async fn worked(bench: &Bench) -> (usize, usize) {
    bench.clock.turn(SignedDuration::from_secs(5));
    while Worker::Reseal.round(&bench.gateway).await.unwrap() > 0 {}
    let progress = bench.gateway.resealing.progress();
    (progress.left, progress.unopened)
}

/// Values that do not open are tried again after an hour, and before that where their number changes.
#[tokio::test]
async fn what_does_not_open_is_not_tried_all_the_time() {
    let bench = Bench::new().await;
    pay(&bench, &bench.gateway, "1", clear()).await.unwrap();
    let (merchant, column) = (bench.merchant.id.number(), SealedColumn::CardNumber);
    let values = bench.store.sealed_values(column, 1, None, 9).await.unwrap();
    let whole = bench.blob(&values[0].sealed);
    let broken = bench.blob(&[&values[0].sealed[..9], &[0; 40]].concat());
    let put =
        |pan: &str| bench.spoil(&format!("UPDATE cards SET pan = {pan} WHERE merchant_id = {merchant}"));
    put(&broken);
    keys::rotate(&bench.gateway).await.unwrap();
    worked(&bench).await;
    assert_eq!(worked(&bench).await, (1, 1));
    // It is mended, which nobody sees from outside.
    put(&whole);
    bench.clock.turn(SignedDuration::from_mins(55));
    assert_eq!(worked(&bench).await, (1, 1), "it rests");
    bench.clock.turn(SignedDuration::from_mins(5));
    worked(&bench).await;
    assert_eq!(worked(&bench).await, (0, 0));

    put(&broken);
    worked(&bench).await;
    assert_eq!(worked(&bench).await, (1, 1));
    put(&whole);
    assert_eq!(worked(&bench).await, (1, 1), "it rests");
    bench.spoil(&format!(
        "INSERT INTO cards (merchant_id, fingerprint, token, pan) VALUES ({merchant}, {}, 'other', {broken})",
        bench.blob(&[5; 32])
    ));
    worked(&bench).await;
    assert_eq!(worked(&bench).await, (1, 1), "the one that opens is sealed anew");
    let new = bench.store.sealed_values(column, 3, None, 9).await.unwrap();
    assert_eq!(new.len(), 1);
}
