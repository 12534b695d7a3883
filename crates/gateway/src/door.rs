//! Who is calling: the merchant behind an id and an access key.

use domain::merchant::{Merchant, MerchantStatus};
use primitives::{MerchantId, Secret};

use crate::{Gateway, Refusal};

/// What an unknown merchant's key is compared with, so that it takes as long as a known one's.
const NOBODYS_HASH: [u8; 32] = [0; 32];

/// An unknown merchant and a wrong key get the same answer after the same work.
pub async fn enter(gateway: &Gateway, id: MerchantId, key: &Secret) -> Result<Merchant, Refusal> {
    let credentials = gateway.store.credentials(id, gateway.clock.now()).await?;
    let (merchant, hashes) = match credentials {
        Some(known) if !known.access_key_hashes.is_empty() => (Some(known.merchant), known.access_key_hashes),
        _ => (None, vec![NOBODYS_HASH.to_vec()]),
    };
    // Not `any`: every hash is compared, whichever matches.
    let matches = hashes.iter().filter(|hash| gateway.vault.access_key_matches(key, hash)).count();
    match merchant {
        Some(merchant) if matches > 0 => match merchant.status {
            MerchantStatus::Active => Ok(merchant),
            MerchantStatus::Locked => Err(Refusal::AccountLocked),
        },
        _ => Err(Refusal::CredentialsWrong),
    }
}
