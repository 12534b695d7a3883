//! Asks the bank whether it takes a transfer, and records what it answers.

use domain::{
    remittance::day_of,
    transfer::{Input, State, Transfer},
};
use primitives::Iban;

use crate::{
    Gateway, audit,
    places::outside,
    ports::{CommitError, TransferAnswer, TransferQuestion, TransferWrite, Versioned, Write},
};

/// The number of commits that are tried for an answer of the bank. The bank repeats an answer that is not on disk.
const MAX_COMMITS: u8 = 3;

/// Asks the bank about a transfer whose state on disk says so, and returns the transfer as it is then.
pub(super) async fn ask(gateway: &Gateway, stored: Versioned<Transfer>, payee: Iban) -> Versioned<Transfer> {
    let transfer = &stored.value;
    let State::Asking { attempt, due } = transfer.state else { return stored };
    let answer = if gateway.is_too_late(due) {
        // Whoever asks again when the time has come must not come first.
        TransferAnswer::NotSent
    } else {
        let question = TransferQuestion {
            merchant: transfer.merchant,
            id: transfer.id,
            amount: transfer.amount,
            payer: transfer.payer.iban.clone(),
            payee,
            payee_bic: transfer.payee_bic.clone(),
            attempt,
            limit: gateway.settings.answer_limit,
        };
        outside(gateway.transfer_bank.order(question)).await
    };
    record(gateway, stored, answer).await
}

async fn record(
    gateway: &Gateway,
    mut stored: Versioned<Transfer>,
    answer: TransferAnswer,
) -> Versioned<Transfer> {
    for _ in 0..MAX_COMMITS {
        let now = gateway.clock.now();
        let silence = Input::Silence { now };
        let input = match answer {
            TransferAnswer::Accepted => Input::Accepted { day: day_of(now, &gateway.settings.calendar) },
            TransferAnswer::Refused(code) => Input::Refused(code),
            TransferAnswer::NotSent => Input::NotSent,
            TransferAnswer::Silence => silence,
        };
        let state = stored.value.state;
        // That a repeat was not sent says nothing of the question before.
        let Ok(state) = state.step(input).or_else(|_| state.step(silence)) else { return stored };
        let answered = stored.value.answered.or(Some(state.result()));
        let value = Transfer { state, answered, ..stored.value.clone() };
        match update(gateway, Versioned { value, version: stored.version }).await {
            Ok(next) => return next,
            Err(CommitError::Stale) => {
                let (merchant, id) = (stored.value.merchant, stored.value.id);
                match gateway.store.transfer(merchant, id).await {
                    Ok(Some(now)) => stored = now,
                    Ok(None) | Err(_) => return stored,
                }
            }
            Err(error) => {
                tracing::error!(%error, transfer = %stored.value.id, "a bank's answer is not on disk");
            }
        }
    }
    stored
}

/// Commits a transfer with its new state.
pub(super) async fn update(
    gateway: &Gateway,
    changed: Versioned<Transfer>,
) -> Result<Versioned<Transfer>, CommitError> {
    gateway.store.commit(gateway.clock.now(), writes(&changed).into()).await?;
    Ok(Versioned { version: changed.version + 1, ..changed })
}

/// Returns the writes of a transfer with its new state.
pub(super) fn writes(changed: &Versioned<Transfer>) -> [Write; 2] {
    [TransferWrite::Update(Box::new(changed.clone())).into(), audit::transfer(&changed.value)]
}
