//! Replaces a merchant's access keys by a new one.

use jiff::SignedDuration;
use primitives::{MerchantId, Secret};

use crate::{
    Gateway,
    ports::{AuditLine, CommitError, MerchantWrite, Write},
};

/// Returns the new key. The old ones stay valid for `overlap`, so that shops can be switched one by one.
pub async fn rotate_key(
    gateway: &Gateway,
    merchant: MerchantId,
    overlap: SignedDuration,
) -> Result<Secret, CommitError> {
    let key = new_access_key(gateway);
    let now = gateway.clock.now();
    let writes = vec![
        MerchantWrite::EndAccessKeys { merchant, at: now.saturating_add(overlap).unwrap_or(now) }.into(),
        MerchantWrite::AddAccessKey { merchant, hash: gateway.vault.access_key_hash(&key) }.into(),
        Write::Audit(AuditLine::new(Some(merchant), "ACCESS_KEY_ROTATED", merchant.to_string())),
    ];
    gateway.store.commit(now, writes).await?;
    Ok(key)
}

/// Draws 256 random bits as 64 hexadecimal digits, which need no quoting in a shell or a URL.
pub(super) fn new_access_key(gateway: &Gateway) -> Secret {
    let random: [u8; 32] = gateway.random();
    Secret::new(random.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(hexadecimal).collect())
}

fn hexadecimal(nibble: u8) -> char {
    char::from_digit(u32::from(nibble), 16).expect("four bits are a hexadecimal digit")
}
