//! Decrypts encrypted cards, and caches the private halves of key pairs for it.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use domain::{
    ReturnCode,
    encryption_key::{EncryptionKey, Phase},
    merchant::Merchant,
};
use primitives::{CardEntry, EncryptionKeyId, MerchantId};
use vault::{CardEnvelope, OpeningKey};

use super::{get::place, unseal};
use crate::{Gateway, Refusal};

/// Private halves cached in memory, of about 2 KiB each.
const MAX_OPEN_PAIRS: usize = 1_024;

/// A cache of key pairs. They never change, so an entry is never stale; the pair's age is checked on every use.
#[derive(Default)]
pub struct OpeningKeys(Mutex<HashMap<(MerchantId, EncryptionKeyId), Arc<Pair>>>);

struct Pair {
    public: EncryptionKey,
    private: OpeningKey,
}

impl OpeningKeys {
    fn kept(&self, merchant: MerchantId, id: EncryptionKeyId) -> Option<Arc<Pair>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&(merchant, id)).cloned()
    }

    fn keep(&self, pair: &Arc<Pair>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MAX_OPEN_PAIRS {
            kept.clear();
        }
        kept.insert((pair.public.merchant, pair.public.id), Arc::clone(pair));
    }
}

pub(crate) async fn open_envelope(
    gateway: &Gateway,
    merchant: &Merchant,
    jwe: &str,
) -> Result<CardEntry, Refusal> {
    let envelope = CardEnvelope::parse(jwe).map_err(|_| Refusal::Envelope)?;
    let name = envelope.key_name().ok_or(Refusal::Envelope)?;
    let pair = match EncryptionKeyId::parse(name) {
        Some(id) => find(gateway, merchant, id).await?,
        None => None,
    };
    let pair = pair.ok_or(Refusal::EnvelopeKey(ReturnCode::KEY_UNKNOWN))?;
    match pair.public.phase(gateway.clock.now()) {
        Phase::Current | Phase::Grace => envelope.open(&pair.private).map_err(|_| Refusal::Envelope),
        Phase::Retired => Err(Refusal::EnvelopeKey(ReturnCode::KEY_RETIRED)),
    }
}

/// Finds a key pair of the merchant. Another merchant's pair is not found, and never unsealed.
async fn find(
    gateway: &Gateway,
    merchant: &Merchant,
    id: EncryptionKeyId,
) -> Result<Option<Arc<Pair>>, Refusal> {
    if let Some(pair) = gateway.opening_keys.kept(merchant.id, id) {
        return Ok(Some(pair));
    }
    let stored = gateway.store.encryption_key(merchant.id, id).await?;
    let Some((public, sealed)) = stored else { return Ok(None) };
    let private = unseal(gateway, place(&id.to_string()), &sealed).await?;
    let private = OpeningKey::from_pkcs8(&private).map_err(|_| {
        tracing::error!(key = id.number(), "a private half cannot be read: run `guichet doctor`");
        Refusal::Internal
    })?;
    let pair = Arc::new(Pair { public, private });
    gateway.opening_keys.keep(&pair);
    gateway.key_uses.note(merchant.id, id);
    Ok(Some(pair))
}
