//! Authenticates a caller by merchant id and access key.

use domain::merchant::{Merchant, MerchantStatus};
use primitives::{MerchantId, Secret};
use vault::is_same;

use crate::{
    Gateway, Refusal,
    caller::{Actor, identify},
};

/// The number of hashes that a key is compared with, whether the merchant is unknown or has one key or several. A merchant with
/// more keys costs one comparison for each, which nobody else can bring about.
const COMPARED: usize = 8;
/// A hash that no key has, as far as anybody knows. It is compared where a merchant has fewer keys.
const NOBODYS: [u8; 32] = [0; 32];
/// The number of digits of a key's id.
const KEY_ID_BYTES: usize = 4;

/// Returns the merchant whose id and access key were sent. An unknown merchant and a wrong key get the same answer after
/// the same work: one read, one hash and [`COMPARED`] comparisons. A failure is counted.
pub async fn authenticate(gateway: &Gateway, id: MerchantId, key: &Secret) -> Result<Merchant, Refusal> {
    gateway.limits.admit_login(Some(id), gateway.clock.now())?;
    let credentials = gateway.store.credentials(id, gateway.clock.now()).await?;
    let (merchant, hashes) =
        credentials.map_or((None, Vec::new()), |known| (Some(known.merchant), known.access_key_hashes));
    let hash = gateway.vault.access_key_hash(key);
    let matches = is_one_of(&hash, &hashes);
    match merchant {
        Some(merchant) if matches => {
            identify(Actor::Merchant { key_id: key_id(&hash) });
            match merchant.status {
                MerchantStatus::Active => Ok(merchant),
                MerchantStatus::Locked => Err(Refusal::AccountLocked),
            }
        }
        _ => Err(refuse(gateway, Some(id))),
    }
}

/// Refuses a caller whose credentials are not even of the right form, and counts the failure.
pub fn refuse_malformed(gateway: &Gateway) -> Refusal {
    gateway.limits.admit_login(None, gateway.clock.now()).err().unwrap_or_else(|| refuse(gateway, None))
}

fn refuse(gateway: &Gateway, id: Option<MerchantId>) -> Refusal {
    identify(Actor::Unknown);
    let now = gateway.clock.now();
    gateway.failed_logins.count(id, now);
    gateway.limits.login_failed(id, now).err().unwrap_or(Refusal::CredentialsWrong)
}

/// Whether a hash is among the merchant's. All of them are compared, whichever is the same.
fn is_one_of(hash: &[u8], hashes: &[Vec<u8>]) -> bool {
    let compared = hashes.len().max(COMPARED);
    let with = |place| hashes.get(place).map_or(NOBODYS.as_slice(), Vec::as_slice);
    let matches = (0..compared).filter(|place| is_same(hash, with(*place)) & (*place < hashes.len()));
    matches.count() > 0
}

/// Returns the id of an access key: the beginning of its keyed hash, which tells nothing of the key.
pub(crate) fn key_id(hash: &[u8]) -> String {
    hash.iter().take(KEY_ID_BYTES).fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stand_in_matches_nothing() {
        let known = |count: u8| (1..=count).map(|byte| vec![byte; 32]).collect::<Vec<_>>();
        assert!(!is_one_of(&NOBODYS, &[]) && !is_one_of(&NOBODYS, &known(7)));
        for count in [1, 2, 8, 20] {
            assert!(is_one_of(&[count; 32], &known(count)) && !is_one_of(&[0xff; 32], &known(count)));
        }
        assert_eq!(key_id(&[0x0f; 32]), "0f0f0f0f");
    }
}
