//! What is to be done of transfers in the background: questions without an answer, and what became of those in files. Every instance
//! does it, and leases what it takes.

use domain::{
    ReturnCode,
    remittance::{day_of, end_of},
    transfer::{Input, Next, State, Transfer},
};
use futures_util::stream::{self, StreamExt as _};
use jiff::{SignedDuration, Timestamp};

use super::{ask, files, payee};
use crate::{
    Gateway, Refusal,
    ports::{CommitError, Lease, TransferLook, TransferNews, Versioned},
};

/// Transfers taken in one round.
const MAX_TRANSFERS_PER_ROUND: usize = 128;
/// Transfers worked on at a time, so that a bank that does not answer delays few others.
const MAX_CONCURRENT_TRANSFERS: usize = 16;
/// A lease on a transfer lasts this long. The first commit on the transfer ends it.
const TRANSFER_LEASE: SignedDuration = SignedDuration::from_secs(60);
/// A bank that has not answered after so many attempts is warned of, so that somebody checks the connection.
const MANY_ATTEMPTS: u32 = 5;

/// Runs one round. Returns the number of transfers and files worked on.
pub(crate) async fn round(gateway: &Gateway) -> Result<usize, Refusal> {
    let asked = ask_due(gateway).await;
    let filed = files::round(gateway).await;
    Ok(asked? + filed?)
}

async fn ask_due(gateway: &Gateway) -> Result<usize, Refusal> {
    let lease = Lease::lasting(TRANSFER_LEASE, gateway.clock.now());
    let taken = gateway.store.take_transfers(lease, MAX_TRANSFERS_PER_ROUND).await?;
    let mut outcomes =
        stream::iter(taken).map(|stored| proceed(gateway, stored)).buffer_unordered(MAX_CONCURRENT_TRANSFERS);
    let (mut done, mut failure) = (0, None);
    while let Some(outcome) = outcomes.next().await {
        match outcome {
            Ok(()) => done += 1,
            Err(refusal) => {
                failure.get_or_insert(refusal);
            }
        }
    }
    failure.map_or(Ok(done), Err)
}

/// Asks the bank what is due of a transfer.
async fn proceed(gateway: &Gateway, stored: Versioned<Transfer>) -> Result<(), Refusal> {
    match stored.value.state.next() {
        Some(Next::Ask(_)) => ask_again(gateway, stored).await,
        Some(Next::Look(_)) => look(gateway, stored).await,
        None => Ok(()),
    }
}

async fn ask_again(gateway: &Gateway, stored: Versioned<Transfer>) -> Result<(), Refusal> {
    let (merchant, id) = (stored.value.merchant, stored.value.id);
    if let State::Asking { attempt, .. } = stored.value.state
        && attempt >= MANY_ATTEMPTS
    {
        tracing::warn!(transfer = %id, attempt, "the bank does not say whether it takes a transfer");
    }
    let sealed = gateway.store.payee_iban(merchant, id).await?.ok_or(Refusal::Internal)?;
    let payee = payee::open(gateway, merchant, id, &sealed).await?;
    let deadline = gateway.deadline(gateway.clock.now());
    // It is not known whether the first caller was told that nothing is known yet, so a repeat is told that.
    let answered = stored.value.answered.or(Some(ReturnCode::OUTCOME_UNKNOWN));
    let stored = Versioned { value: Transfer { answered, ..stored.value }, ..stored };
    let Some(asking) = step(gateway, stored, Input::AskedAgain { deadline }).await? else { return Ok(()) };
    ask::ask(gateway, asking, payee).await;
    Ok(())
}

async fn look(gateway: &Gateway, stored: Versioned<Transfer>) -> Result<(), Refusal> {
    let transfer = &stored.value;
    let (State::Filed { settles, .. } | State::Settled { settles, .. }) = transfer.state else {
        return Ok(());
    };
    let today = day_of(gateway.clock.now(), &gateway.settings.calendar);
    let question = TransferLook {
        merchant: transfer.merchant,
        id: transfer.id,
        amount: transfer.amount,
        settles,
        today,
        limit: gateway.settings.answer_limit,
    };
    let input = match gateway.transfer_bank.look(question).await {
        TransferNews::Settled => Input::Settled,
        TransferNews::Returned(reason) => Input::Returned(reason),
        TransferNews::Nothing => Input::NothingNew { today },
        // Nothing is known, so nothing changes. The bank is asked again when the lease has ended.
        TransferNews::Silence => {
            tracing::warn!(transfer = %stored.value.id, "the bank does not say what has become of a transfer");
            return Ok(());
        }
    };
    step(gateway, stored, input).await.map(|_| ())
}

/// Commits one step of the machine. `None` where another commit came first.
async fn step(
    gateway: &Gateway,
    stored: Versioned<Transfer>,
    input: Input,
) -> Result<Option<Versioned<Transfer>>, Refusal> {
    let Ok(state) = stored.value.state.step(input) else { return Ok(None) };
    let value = Transfer { state, ..stored.value };
    match ask::update(gateway, Versioned { value, version: stored.version }).await {
        Ok(stored) => Ok(Some(stored)),
        Err(CommitError::Stale) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Returns when the oldest thing not done is, or was, due.
pub(crate) async fn oldest_due(gateway: &Gateway) -> Result<Option<Timestamp>, Refusal> {
    let asked = gateway.store.oldest_transfer_due().await?;
    let unfiled = gateway.store.unfiled_day(None).await?;
    Ok(asked.into_iter().chain(unfiled.map(|day| end_of(day, &gateway.settings.calendar))).min())
}
