//! Remittances: the captures and refunds of one point of sale and day, gathered for the bank after the day's end.

use domain::remittance::{RemittanceKey, day_of, end_of};
use jiff::{SignedDuration, Timestamp, ToSpan};

use crate::{
    Gateway, Refusal,
    ports::{CommitError, Lease, RemittanceWrite},
};

/// Lines that one commit puts into a remittance or postpones. The number is small so that no payment waits long.
const LINES_AT_ONCE: usize = 2_000;
/// Points of sale read at a time.
const POINTS_OF_SALE_AT_ONCE: usize = 100;
/// A lease on one point of sale lasts this long. When an instance dies, another goes on where it stopped.
const REMITTANCE_LEASE: SignedDuration = SignedDuration::from_secs(60);

/// Runs one round over the days that are over. Returns the number of remittances closed.
pub async fn remit(gateway: &Gateway) -> Result<usize, Refusal> {
    let yesterday = day_of(gateway.clock.now(), &gateway.settings.calendar).saturating_sub(1.day());
    let abandoned = gateway.store.abandoned_remittances(gateway.clock.now(), POINTS_OF_SALE_AT_ONCE).await?;
    let finished = gather_all(gateway, abandoned).await;
    let open =
        gateway.store.open_points_of_sale(yesterday, gateway.clock.now(), POINTS_OF_SALE_AT_ONCE).await?;
    let gathered = gather_all(gateway, open).await;
    Ok(finished? + gathered?)
}

/// Closes today's remittances now; later captures and refunds go into tomorrow's. Returns the number of remittances closed.
pub async fn remit_today(gateway: &Gateway) -> Result<usize, Refusal> {
    let today = day_of(gateway.clock.now(), &gateway.settings.calendar);
    let mut closed = 0;
    loop {
        let open =
            gateway.store.open_points_of_sale(today, gateway.clock.now(), POINTS_OF_SALE_AT_ONCE).await?;
        if open.is_empty() {
            return Ok(closed);
        }
        closed += gather_all(gateway, open).await?;
    }
}

/// Gathers the remittances of a page, starting at a random one so that instances share the work. A failure is returned after
/// the others are done.
async fn gather_all(gateway: &Gateway, mut keys: Vec<RemittanceKey>) -> Result<usize, Refusal> {
    let [random] = gateway.random::<1>();
    let start = usize::from(random) % keys.len().max(1);
    keys.rotate_left(start);
    let (mut closed, mut failure) = (0, None);
    for key in keys {
        match gather(gateway, key.clone()).await {
            Ok(ours) => closed += usize::from(ours),
            Err(refusal) => {
                let (merchant, point_of_sale, day) = (key.merchant, key.point_of_sale.as_str(), key.day);
                tracing::error!(%merchant, point_of_sale, %day, ?refusal, "a remittance could not be gathered");
                failure.get_or_insert(refusal);
            }
        }
    }
    failure.map_or(Ok(closed), Err)
}

/// Gathers one remittance. Returns whether this call closed it.
async fn gather(gateway: &Gateway, key: RemittanceKey) -> Result<bool, Refusal> {
    let lease = || Lease::lasting(REMITTANCE_LEASE, gateway.clock.now());
    if !gateway.store.take_remittance(&key, lease()).await? {
        if gateway.store.remittance_state(&key).await? == Some(true) {
            postpone(gateway, &key).await?;
        }
        return Ok(false);
    }
    let gathered = async {
        while gateway.store.has_open_lines(&key).await? {
            let (key, leased_until) = (key.clone(), lease().until);
            commit(gateway, RemittanceWrite::GatherLines { key, most: LINES_AT_ONCE, leased_until }).await?;
        }
        commit(gateway, RemittanceWrite::Close { key: key.clone() }).await
    };
    match gathered.await {
        Ok(()) => Ok(true),
        // The lease had ended, and another instance has closed the remittance.
        Err(CommitError::Stale) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Moves lines of a closed remittance to the next day: they were written when their day was over already.
async fn postpone(gateway: &Gateway, key: &RemittanceKey) -> Result<(), CommitError> {
    while gateway.store.has_open_lines(key).await? {
        commit(gateway, RemittanceWrite::PostponeLines { key: key.clone(), most: LINES_AT_ONCE }).await?;
    }
    Ok(())
}

async fn commit(gateway: &Gateway, write: RemittanceWrite) -> Result<(), CommitError> {
    gateway.store.commit(gateway.clock.now(), vec![write.into()]).await
}

/// Returns the end of the oldest day whose remittances are not all closed.
pub(crate) async fn oldest_due(gateway: &Gateway) -> Result<Option<Timestamp>, Refusal> {
    let oldest = gateway.store.oldest_open_day().await?;
    Ok(oldest.map(|day| end_of(day, &gateway.settings.calendar)))
}
