//! Authenticates a caller by merchant id and access key.

use domain::merchant::{Merchant, MerchantStatus};
use primitives::{MerchantId, Secret};

use crate::{Gateway, Refusal};

/// The hash that the key of an unknown merchant is compared with, so that the comparison takes as long as for a known one.
const UNKNOWN_MERCHANT_HASH: [u8; 32] = [0; 32];

/// Returns the merchant whose id and access key were sent. An unknown merchant and a wrong key get the same answer after
/// the same work.
pub async fn authenticate(gateway: &Gateway, id: MerchantId, key: &Secret) -> Result<Merchant, Refusal> {
    let credentials = gateway.store.credentials(id, gateway.clock.now()).await?;
    let (merchant, hashes) = match credentials {
        Some(known) if !known.access_key_hashes.is_empty() => (Some(known.merchant), known.access_key_hashes),
        _ => (None, vec![UNKNOWN_MERCHANT_HASH.to_vec()]),
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
