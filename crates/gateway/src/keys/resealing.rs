//! Seals anew, under the data key in use, what older keys have sealed. Rounds are small, so that payments do not wait for them, and
//! find their next values by the key that these name: a round costs the same whatever the size of the store, and after a crash the
//! next goes on with what is left.

use std::{
    collections::BTreeSet,
    sync::{Mutex, MutexGuard, PoisonError},
};

use jiff::{SignedDuration, Timestamp};
use vault::{DataKeyPurpose, SealedColumn};

use super::{rotation::subject, vault_keys};
use crate::{
    Gateway, Refusal,
    deadlines::later,
    ports::{AuditLine, CommitError, KeyWrite, Lease, SealedRow, SealedValue, Write},
};

/// The number of values that one commit seals anew. Payments wait for it, where the store writes one commit after the other.
const AT_ONCE: usize = 50;

/// The pause between two looks for new data keys, and for what is left under old ones.
const LOOK_PAUSE: SignedDuration = SignedDuration::from_secs(5);

/// How long an instance has the work for itself.
const LEASE: SignedDuration = SignedDuration::from_secs(20);

/// The number of values in each column up to which it is counted what is left.
const MAX_COUNTED: usize = 100_000;

/// The pause after a pass in which no value could be sealed anew, unless something changes before.
const REST: SignedDuration = SignedDuration::from_hours(1);

/// The number of rows that one process names in the log because their values do not open. Beyond it they are counted.
const MAX_NAMED: usize = 1_000;

/// The pause between two lines of the log about the progress.
const LINE_PAUSE: SignedDuration = SignedDuration::from_secs(60);

/// What this instance knows of the work.
#[derive(Default)]
pub struct Resealing(Mutex<State>);

#[derive(Default)]
struct State {
    looked: Option<Timestamp>,
    told: Option<Timestamp>,
    held_until: Option<Timestamp>,
    /// The key under which this instance has told that it seals anew.
    begun: Option<u32>,
    /// The key of which it is stored that nothing is left under an older one.
    noted: Option<u32>,
    /// The places that this pass has still to come to, the next one last.
    places: Vec<(SealedColumn, u32)>,
    /// The row up to which the pass has come in the next place.
    after: Option<SealedRow>,
    /// What this pass has sealed anew, and what did not open.
    pass: Counts,
    /// The rows whose values do not open, and which the log has named: each pass meets them again.
    named: BTreeSet<(SealedColumn, String)>,
    /// The end of the last pass, if nothing was sealed anew in it.
    rest: Option<Rest>,
    progress: Progress,
}

/// Another pass would do as little as the last one, until something is different or somebody has mended a value.
struct Rest {
    since: Timestamp,
    left: usize,
    sealing: u32,
}

impl State {
    /// Whether a value that does not open is to be named: once for each row.
    fn is_named_now(&mut self, row: &SealedRow) -> bool {
        self.named.len() < MAX_NAMED && self.named.insert((row.column(), row.name()))
    }

    fn rests(&self, now: Timestamp, sealing: u32) -> bool {
        self.rest.as_ref().is_some_and(|rest| {
            rest.left == self.progress.left
                && rest.sealing == sealing
                && now.duration_since(rest.since) < REST
        })
    }
}

#[derive(Default, Clone, Copy)]
struct Counts {
    done: usize,
    unopened: usize,
}

/// How far the work has come.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The number of values that are left under older keys, up to a hundred thousand in each column, a few seconds ago.
    pub left: usize,
    /// The number of values that this instance has sealed anew since it started.
    pub done: usize,
    /// The number of values that did not open when all were last tried.
    pub unopened: usize,
}

impl Resealing {
    pub fn progress(&self) -> Progress {
        self.state().progress
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Runs one round. Returns [`AT_ONCE`] where more may be left, and otherwise 0.
pub(crate) async fn round(gateway: &Gateway) -> Result<usize, Refusal> {
    let now = gateway.clock.now();
    let is_due = |at: Option<Timestamp>, pause| at.is_none_or(|at| now.duration_since(at) >= pause);
    if is_due(gateway.resealing.state().looked, LOOK_PAUSE) {
        look(gateway, now).await?;
    }
    let has_work = {
        let state = gateway.resealing.state();
        state.progress.left > 0 && !state.rests(now, gateway.vault.sealing_key())
    };
    if !has_work || !holds(gateway, now).await? {
        return Ok(0);
    }
    let Some(values) = next(gateway).await? else { return Ok(end_pass(gateway, now)) };
    let count = values.len();
    let sealed = reseal(gateway, values).await?;
    let mut state = gateway.resealing.state();
    state.pass.done += sealed;
    state.pass.unopened += count - sealed;
    state.progress.done += sealed;
    if is_due(state.told, LINE_PAUSE) {
        state.told = Some(now);
        let Progress { left, done, .. } = state.progress;
        tracing::info!(left, done, "values are sealed anew under the data key in use");
    }
    Ok(AT_ONCE)
}

/// Looks for new data keys, and for what is left under old ones.
async fn look(gateway: &Gateway, now: Timestamp) -> Result<(), Refusal> {
    vault_keys::renew(gateway).await?;
    let sealing = gateway.vault.sealing_key();
    let left = gateway.store.count_sealed_before(sealing, MAX_COUNTED).await?;
    let noted = {
        let mut state = gateway.resealing.state();
        state.looked = Some(now);
        state.progress.left = left;
        if left == 0 {
            state.progress.unopened = 0;
        }
        state.noted
    };
    if left == 0 && noted != Some(sealing) {
        note(gateway, now, sealing).await?;
        gateway.resealing.state().noted = Some(sealing);
    }
    Ok(())
}

/// Stores that nothing is left under an older key, once for all instances.
async fn note(gateway: &Gateway, now: Timestamp, sealing: u32) -> Result<(), Refusal> {
    let records = gateway.store.data_key_records().await?;
    let is_first = !records.iter().any(|it| it.purpose == DataKeyPurpose::Seal && it.id < sealing);
    let is_noted = records.iter().any(|record| record.id == sealing && record.resealed.is_some());
    if is_first || is_noted {
        return Ok(());
    }
    let audit = AuditLine::new(None, "KEYS_RESEALED", subject(sealing));
    let writes = vec![KeyWrite::NoteResealed { id: sealing }.into(), Write::Audit(audit)];
    match gateway.store.commit(now, writes).await {
        Ok(()) => tracing::info!(data_key = sealing, "all values are sealed under the data key in use"),
        // Another instance was faster.
        Err(CommitError::Stale) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

/// Whether this instance has the work, or takes it now.
async fn holds(gateway: &Gateway, now: Timestamp) -> Result<bool, Refusal> {
    if gateway.resealing.state().held_until.is_some_and(|until| now < until) {
        return Ok(true);
    }
    let lease = Lease::lasting(LEASE, now);
    let data_key = gateway.vault.sealing_key();
    let taken = gateway.store.take_resealing(data_key, lease).await?;
    if taken && gateway.resealing.state().begun != Some(data_key) {
        let begun = Write::Audit(AuditLine::new(None, "KEYS_RESEALING", subject(data_key)));
        gateway.store.commit(now, vec![begun]).await?;
        gateway.resealing.state().begun = Some(data_key);
    }
    // It ends a little earlier here, so that no two instances have it.
    let until = later(now, LEASE - SignedDuration::from_secs(5));
    gateway.resealing.state().held_until = taken.then_some(until);
    if taken {
        tracing::info!(data_key, "this instance seals values anew");
    }
    Ok(taken)
}

/// Returns the next values of the pass; `None` at its end.
async fn next(gateway: &Gateway) -> Result<Option<Vec<SealedValue>>, Refusal> {
    if gateway.resealing.state().places.is_empty() {
        let sealing = gateway.vault.sealing_key();
        let records = gateway.store.data_key_records().await?;
        // Also what is sealed under retired keys is tried, to be told.
        let is_older = |key: &u32| *key < sealing;
        let older = records.iter().map(|record| record.id).filter(is_older);
        let places = older.flat_map(|key| SealedColumn::ALL.map(|column| (column, key))).collect();
        let mut state = gateway.resealing.state();
        (state.places, state.after, state.pass) = (places, None, Counts::default());
    }
    loop {
        let (place, after) = {
            let state = gateway.resealing.state();
            (state.places.last().copied(), state.after.clone())
        };
        let Some((column, key)) = place else { return Ok(None) };
        let values = gateway.store.sealed_values(column, key, after.as_ref(), AT_ONCE).await?;
        let mut state = gateway.resealing.state();
        if let Some(last) = values.last() {
            state.after = Some(last.row.clone());
            return Ok(Some(values));
        }
        state.places.pop();
        state.after = None;
    }
}

/// Seals values anew and returns their number. One that does not open is named in the log once, and stays as it is.
async fn reseal(gateway: &Gateway, values: Vec<SealedValue>) -> Result<usize, Refusal> {
    let mut writes: Vec<Write> = Vec::with_capacity(values.len());
    for SealedValue { row, sealed: old } in values {
        let name = row.name();
        match gateway.vault.unseal(row.place(&name), &old) {
            Ok(value) => {
                let sealed = gateway.vault.seal(row.place(&name), gateway.nonce(), &value);
                writes.push(KeyWrite::Reseal { row, sealed, old }.into());
            }
            Err(reason) if gateway.resealing.state().is_named_now(&row) => {
                let column = row.column().column();
                tracing::warn!(column, row = name, %reason, "a sealed value does not open: run `guichet doctor`");
            }
            Err(_) => {}
        }
    }
    let count = writes.len();
    if count > 0 {
        gateway.store.commit(gateway.clock.now(), writes).await?;
    }
    Ok(count)
}

/// Ends a pass. Another begins at once where this one has sealed something: what was added meanwhile is left. Otherwise it rests.
fn end_pass(gateway: &Gateway, now: Timestamp) -> usize {
    let mut state = gateway.resealing.state();
    let pass = state.pass;
    let is_known = state.progress.unopened == pass.unopened;
    state.progress.unopened = pass.unopened;
    state.looked = None;
    let (left, sealing) = (state.progress.left, gateway.vault.sealing_key());
    state.rest = (pass.done == 0 && pass.unopened > 0).then_some(Rest { since: now, left, sealing });
    if pass.unopened > 0 && !is_known {
        let unopened = pass.unopened;
        tracing::error!(
            unopened,
            "sealed values do not open, and stay under old data keys: run `guichet doctor`"
        );
    }
    if pass.done > 0 { AT_ONCE } else { 0 }
}

#[cfg(test)]
mod tests {
    use primitives::{EncryptionKeyId, MerchantId};

    use super::*;

    #[test]
    fn a_row_is_named_once() {
        let row = |id| {
            let (merchant, id) = (MerchantId::new(1).unwrap(), EncryptionKeyId::new(id).unwrap());
            SealedRow::PrivateHalf { merchant, id }
        };
        let mut state = State::default();
        let mut named = |id| state.is_named_now(&row(id));
        assert!(named(1) && named(2) && !named(1));
        assert_eq!((3..2_000).filter(|id| named(*id)).count(), MAX_NAMED - 2);
    }
}
