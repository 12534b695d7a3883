//! The file of a day: after the end of the day, what the bank accepted on it is put into its file, and the file is closed. A closed
//! file never changes.

use domain::{
    remittance::day_of,
    transfer::{Input, Transfer},
};
use jiff::{SignedDuration, civil::Date};

use super::ask;
use crate::{
    Gateway, Refusal,
    ports::{CommitError, Lease, TransferWrite, Versioned, Write},
};

/// Transfers that one commit puts into a file. The number is small so that no payment waits long.
const TRANSFERS_AT_ONCE: usize = 100;
/// A lease on a file lasts this long. When an instance dies, another goes on where it stopped.
const FILE_LEASE: SignedDuration = SignedDuration::from_secs(60);
/// Days whose files one round closes at most.
const MAX_DAYS: usize = 50;

/// Closes the files of days that are over. Returns their number.
pub(super) async fn round(gateway: &Gateway) -> Result<usize, Refusal> {
    for closed in 0..MAX_DAYS {
        let today = day_of(gateway.clock.now(), &gateway.settings.calendar);
        match gateway.store.oldest_unfiled_day().await? {
            Some(day) if day < today => {
                if !gather(gateway, day, today).await? {
                    return Ok(closed);
                }
            }
            Some(_) | None => return Ok(closed),
        }
    }
    Ok(MAX_DAYS)
}

/// Gathers the file of a day. Returns `false` where another instance does.
async fn gather(gateway: &Gateway, day: Date, today: Date) -> Result<bool, Refusal> {
    let lease = || Lease::lasting(FILE_LEASE, gateway.clock.now());
    if !gateway.store.take_transfer_file(day, lease()).await? {
        let is_closed = gateway.store.transfer_file(day).await?.is_some_and(|file| file.closed.is_some());
        if is_closed {
            // What was accepted on the day and written after its file was closed goes into today's.
            move_all(gateway, day, None, Input::Postponed { day: today }).await?;
        }
        return Ok(is_closed);
    }
    let gathered = async {
        let keep = || TransferWrite::KeepFile { day, leased_until: lease().until };
        move_all(gateway, day, Some(&keep), Input::Filed { day }).await?;
        commit(gateway, vec![TransferWrite::CloseFile { day }.into()]).await
    };
    match gathered.await {
        Ok(()) => {
            tracing::info!(%day, "the file of the day's transfers is closed");
            Ok(true)
        }
        // The lease had ended, and another instance has closed the file.
        Err(CommitError::Stale) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Moves all transfers of a day or an earlier one that are in no file.
async fn move_all(
    gateway: &Gateway,
    day: Date,
    keep: Option<&(dyn Fn() -> TransferWrite + Sync)>,
    input: Input,
) -> Result<(), CommitError> {
    loop {
        let unfiled = gateway.store.unfiled_transfers(day, TRANSFERS_AT_ONCE).await?;
        if unfiled.is_empty() {
            return Ok(());
        }
        let mut writes: Vec<Write> = keep.into_iter().map(|keep| keep().into()).collect();
        for Versioned { value, version } in unfiled {
            let state = value.state.step(input).map_err(|_| CommitError::Stale)?;
            writes.extend(ask::writes(&Versioned { value: Transfer { state, ..value }, version }));
        }
        commit(gateway, writes).await?;
    }
}

async fn commit(gateway: &Gateway, writes: Vec<Write>) -> Result<(), CommitError> {
    gateway.store.commit(gateway.clock.now(), writes).await
}
