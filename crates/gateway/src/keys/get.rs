//! Returns the public half of a merchant's named key pair, and makes the pair or its successor when due.

use domain::{
    encryption_key::{EncryptionKey, MAX_NAMES, Phase},
    merchant::Merchant,
};
use jiff::{SignedDuration, Timestamp};
use primitives::{EncryptionKeyId, KeyName};
use tokio::sync::Mutex;
use vault::{OpeningKey, Place, SealedColumn};

use super::renew;
use crate::{
    CardLike, Gateway, Refusal, card_likes,
    places::outside,
    ports::{AuditLine, CommitError, KeyWrite, Write},
};

/// Commits tried for one new pair. Two instances at once may both make one: the first commit wins, and the other caller
/// reads its pair.
const MAX_COMMITS: usize = 8;

/// Lets a process make one pair at a time: a pair costs up to seconds of a processor. Whoever waited finds the pair that
/// another has made of the same name.
#[derive(Default)]
pub struct KeyMaking(Mutex<()>);

/// Returns the current encryption key of the name. `card_likes` are the numbers in the name that look like a card; they count
/// where the name is a new one.
pub async fn get(
    gateway: &Gateway,
    merchant: &Merchant,
    name: &str,
    card_likes: &[CardLike],
) -> Result<EncryptionKey, Refusal> {
    let name = KeyName::parse(name).ok_or(Refusal::KeyName)?;
    let current = async || -> Result<_, Refusal> {
        let (now, newest) = (gateway.clock.now(), gateway.store.newest_key(merchant.id, &name).await?);
        let is_current = newest.as_ref().is_some_and(|key| key.phase(now) == Phase::Current);
        Ok((newest, is_current, now))
    };
    if let (Some(key), true, _) = current().await? {
        return Ok(key);
    }
    card_likes::judge(gateway, merchant, card_likes, None)?;
    let _one_at_a_time = outside(gateway.key_making.0.lock()).await;
    for _ in 0..MAX_COMMITS {
        let (newest, is_current, now) = current().await?;
        if let Some(key) = newest.as_ref().filter(|_| is_current) {
            return Ok(key.clone());
        }
        let active_after = still_active(now);
        let is_new = newest.as_ref().is_none_or(|key| key.phase(now) == Phase::Retired);
        if is_new && gateway.store.key_names(merchant.id, active_after).await? >= MAX_NAMES {
            return Err(Refusal::TooManyKeys);
        }
        let pair = outside(gateway.key_maker.generate(gateway.settings.key_size)).await;
        let pair = pair.ok_or(Refusal::Internal)?;
        let generation = newest.map_or(1, |key| key.generation + 1);
        let (key, sealed_private_half) = seal(gateway, merchant, &name, generation, &pair, now)?;
        let audit = AuditLine::new(Some(merchant.id), "ENCRYPTION_KEY_MADE", key.id.to_string());
        let write = KeyWrite::AddEncryptionKey {
            key: key.clone(),
            sealed_private_half,
            active_after,
            max_names: MAX_NAMES,
        }
        .into();
        match gateway.store.commit(now, vec![write, Write::Audit(audit)]).await {
            Ok(()) => return Ok(key),
            Err(CommitError::IdTaken) => {}
            Err(CommitError::KeyRetired) => renew(gateway).await?,
            Err(error) => return Err(error.into()),
        }
    }
    Err(Refusal::Unavailable)
}

/// Returns the time such that keys made by then have retired.
fn still_active(now: Timestamp) -> Timestamp {
    now.saturating_sub(SignedDuration::from_hours(90 * 24)).unwrap_or(Timestamp::MIN)
}

fn seal(
    gateway: &Gateway,
    merchant: &Merchant,
    name: &KeyName,
    generation: i64,
    pair: &OpeningKey,
    now: Timestamp,
) -> Result<(EncryptionKey, Vec<u8>), Refusal> {
    let id = EncryptionKeyId::from_entropy(gateway.random());
    let private_half = pair.to_pkcs8().map_err(|_| Refusal::Internal)?;
    let sealed = gateway.vault.seal(place(&id.to_string()), gateway.nonce(), &private_half);
    let public = pair.public_half();
    let key = EncryptionKey {
        id,
        merchant: merchant.id,
        name: name.clone(),
        generation,
        created: now,
        modulus: public.modulus,
        exponent: public.exponent,
    };
    Ok((key, sealed))
}

pub(super) fn place(row: &str) -> Place<'_> {
    Place::new(SealedColumn::PrivateHalf, row)
}
