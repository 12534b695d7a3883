//! The file of a day: after the end of the day, what the bank accepted on it is put into its file, and the file is closed. A closed
//! file never changes.

use domain::{
    remittance::day_of,
    transfer::{Input, Transfer, execution_day},
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
/// Days on which one round does something at most.
const MAX_DAYS: usize = 50;

/// What became of a day.
enum Pass {
    /// Its file was closed, or transfers were moved to another.
    Done,
    /// Its file is closed, and nothing of the day could be moved.
    Nothing,
    /// Another instance gathers the file.
    Busy,
}

/// Closes the files of days that are over. Returns the number of days on which something was done.
///
/// A row that cannot be read stays where it is. So each day is looked at once, and the days behind it are not held up.
pub(super) async fn round(gateway: &Gateway) -> Result<usize, Refusal> {
    let (mut done, mut last) = (0, None);
    while done < MAX_DAYS
        && let Some(day) = gateway.store.unfiled_day(last).await?
    {
        let today = day_of(gateway.clock.now(), &gateway.settings.calendar);
        if day >= today {
            break;
        }
        last = Some(day);
        match gather(gateway, day, today).await? {
            Pass::Done => done += 1,
            Pass::Nothing => {}
            Pass::Busy => break,
        }
    }
    Ok(done)
}

/// Gathers the file of a day.
async fn gather(gateway: &Gateway, day: Date, today: Date) -> Result<Pass, Refusal> {
    let lease = || Lease::lasting(FILE_LEASE, gateway.clock.now());
    let pass = if gateway.store.take_transfer_file(day, lease()).await? {
        let keep = || TransferWrite::KeepFile { day, leased_until: lease().until };
        fill_and_close(gateway, day, today, &keep).await
    } else if gateway.store.transfer_file(day).await?.is_some_and(|file| file.closed.is_some()) {
        // What was accepted on the day and written after its file was closed goes into today's.
        let moved = move_all(gateway, day, None, Input::Postponed { day: today }).await;
        moved.map(|moved| if moved > 0 { Pass::Done } else { Pass::Nothing })
    } else {
        Ok(Pass::Busy)
    };
    match pass {
        // Another instance was faster: it closed the file after the lease had ended, or it moved the same transfers.
        Err(CommitError::Stale) => Ok(Pass::Busy),
        pass => Ok(pass?),
    }
}

async fn fill_and_close(
    gateway: &Gateway,
    day: Date,
    today: Date,
    keep: &(dyn Fn() -> TransferWrite + Sync),
) -> Result<Pass, CommitError> {
    move_all(gateway, day, Some(keep), Input::Filed { day, today }).await?;
    // Midnight may have come since the first transfers were filed.
    let today = day_of(gateway.clock.now(), &gateway.settings.calendar);
    let executes = execution_day(day, today);
    commit(gateway, vec![TransferWrite::CloseFile { day, executes }.into()]).await?;
    tracing::info!(%day, %executes, "the file of the day's transfers is closed");
    Ok(Pass::Done)
}

/// Moves all transfers of a day or an earlier one that are in no file. Returns their number.
async fn move_all(
    gateway: &Gateway,
    day: Date,
    keep: Option<&(dyn Fn() -> TransferWrite + Sync)>,
    input: Input,
) -> Result<usize, CommitError> {
    let mut moved = 0;
    loop {
        let unfiled = gateway.store.unfiled_transfers(day, TRANSFERS_AT_ONCE).await?;
        let changed: Vec<_> = unfiled.into_iter().filter_map(|stored| stepped(stored, input)).collect();
        if changed.is_empty() {
            return Ok(moved);
        }
        moved += changed.len();
        let kept = keep.into_iter().map(|keep| keep().into());
        commit(gateway, kept.chain(changed.iter().flat_map(ask::writes)).collect()).await?;
    }
}

/// Returns the transfer after a step. `None` where its state does not allow the step: it stays where it is.
fn stepped(stored: Versioned<Transfer>, input: Input) -> Option<Versioned<Transfer>> {
    let Versioned { value, version } = stored;
    let Ok(state) = value.state.step(input) else {
        tracing::error!(transfer = %value.id, "a transfer in no file is not an accepted one, and is passed over");
        return None;
    };
    Some(Versioned { value: Transfer { state, ..value }, version })
}

async fn commit(gateway: &Gateway, writes: Vec<Write>) -> Result<(), CommitError> {
    gateway.store.commit(gateway.clock.now(), writes).await
}
