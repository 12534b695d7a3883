//! The daily file to the bank: gathered after the day's end, one a point of sale and day.

use domain::remittance::{RemittanceKey, day_of, end_of};
use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date};

use crate::{
    Gateway, Refusal,
    asking::later,
    ports::{CommitError, Write},
};

/// Lines put into a remittance by one commit: gathering holds up no payment for long.
const LINES_AT_ONCE: usize = 2_000;
/// Points of sale done in one round.
const MOST: usize = 1_000;
/// For one point of sale. Whoever dies with it leaves it to another, who goes on where it stopped.
const LEASE: SignedDuration = SignedDuration::from_secs(60);

/// Gathers what days that are over have left; answers how many remittances were closed.
pub async fn remit(gateway: &Gateway) -> Result<usize, Refusal> {
    let yesterday = day_of(gateway.clock.now(), &gateway.settings.calendar).saturating_sub(1.day());
    remit_up_to(gateway, yesterday).await
}

/// Ends today early: what was captured and refunded so far is gathered now, and what comes later goes into tomorrow's.
pub async fn remit_today(gateway: &Gateway) -> Result<usize, Refusal> {
    remit_up_to(gateway, day_of(gateway.clock.now(), &gateway.settings.calendar)).await
}

async fn remit_up_to(gateway: &Gateway, day: Date) -> Result<usize, Refusal> {
    let mut closed = finish(gateway).await?;
    for _ in 0..MOST {
        let open = gateway.store.open_point_of_sale(day, gateway.clock.now()).await?;
        let Some((merchant, point_of_sale)) = open else { break };
        if gather(gateway, RemittanceKey { merchant, point_of_sale, day }).await? {
            closed += 1;
        }
    }
    Ok(closed)
}

/// Closes what somebody took and did not close, because they died or the store failed: its lines are in it, so that it
/// comes up nowhere else, and its day need not be the one that is gathered now.
async fn finish(gateway: &Gateway) -> Result<usize, Refusal> {
    let mut closed = 0;
    for key in gateway.store.abandoned_remittances(gateway.clock.now(), MOST).await? {
        if gather(gateway, key).await? {
            closed += 1;
        }
    }
    Ok(closed)
}

/// Whether the remittance was closed by us.
async fn gather(gateway: &Gateway, key: RemittanceKey) -> Result<bool, Refusal> {
    let leased_until = || later(gateway.clock.now(), LEASE);
    match commit(gateway, Write::TakeRemittance { key: key.clone(), leased_until: leased_until() }).await {
        Ok(()) => {}
        // Somebody else has it.
        Err(CommitError::Stale) => return Ok(false),
        // Lines that were written when the day was over already.
        Err(CommitError::RemittanceClosed) => {
            commit(gateway, Write::PostponeLines { key }).await?;
            return Ok(false);
        }
        Err(error) => return Err(error.into()),
    }
    let gathered = async {
        while gateway.store.has_open_lines(&key).await? {
            let (key, leased_until) = (key.clone(), leased_until());
            commit(gateway, Write::GatherLines { key, most: LINES_AT_ONCE, leased_until }).await?;
        }
        commit(gateway, Write::CloseRemittance { key: key.clone() }).await
    };
    match gathered.await {
        Ok(()) => Ok(true),
        // Our lease had ended, and another has closed it.
        Err(CommitError::Stale) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

async fn commit(gateway: &Gateway, write: Write) -> Result<(), CommitError> {
    gateway.store.commit(gateway.clock.now(), vec![write]).await
}

/// When the oldest remittance that is not closed was to be gathered.
pub(crate) async fn oldest_due(gateway: &Gateway) -> Result<Option<Timestamp>, Refusal> {
    let oldest = gateway.store.oldest_open_day().await?;
    Ok(oldest.map(|day| end_of(day, &gateway.settings.calendar)))
}
