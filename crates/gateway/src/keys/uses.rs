//! The audit lines of private halves that were opened. An instance opens one when it first needs it, for a payment that must not wait
//! for another commit: so the lines wait in memory, and the worker `audit` writes them.

use std::sync::{Mutex, MutexGuard, PoisonError};

use primitives::{EncryptionKeyId, MerchantId};

use crate::{
    Gateway, Refusal,
    ports::{AuditLine, Write},
};

/// The largest number of lines that wait. Beyond it uses are counted.
const MAX_WAITING: usize = 10_000;

/// The uses that are not recorded yet.
#[derive(Default)]
pub struct KeyUses(Mutex<Waiting>);

#[derive(Default)]
struct Waiting {
    lines: Vec<AuditLine>,
    /// The number of uses beyond [`MAX_WAITING`].
    others: u64,
}

impl KeyUses {
    /// Notes that the caller of this task had a private half opened.
    pub(super) fn note(&self, merchant: MerchantId, key: EncryptionKeyId) {
        let mut waiting = self.waiting();
        if waiting.lines.len() < MAX_WAITING {
            waiting.lines.push(AuditLine::new(Some(merchant), ACTION, key.to_string()));
        } else {
            waiting.others += 1;
        }
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

const ACTION: &str = "ENCRYPTION_KEY_OPENED";

/// Writes the uses that are not recorded yet.
pub(crate) async fn record(gateway: &Gateway) -> Result<(), Refusal> {
    let Waiting { lines, others } = std::mem::take(&mut *gateway.key_uses.waiting());
    let sum = (others > 0).then(|| AuditLine::new(None, ACTION, format!("others: {others}")));
    let writes: Vec<Write> = lines.iter().cloned().chain(sum).map(Write::Audit).collect();
    if writes.is_empty() {
        return Ok(());
    }
    if let Err(error) = gateway.store.commit(gateway.clock.now(), writes).await {
        let mut waiting = gateway.key_uses.waiting();
        waiting.others += others;
        waiting.lines.splice(0..0, lines);
        return Err(error.into());
    }
    Ok(())
}
