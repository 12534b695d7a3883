//! Data keys that are rotated beside other commands and requests.

use std::sync::{Arc, Mutex};

use gateway::{Gateway, keys, limits::LimitSettings, ports::Entropy};
use vault::{DataKeyPurpose, MasterKeys, SealedDataKey};

use crate::bench::{Bench, Dice, master};

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
