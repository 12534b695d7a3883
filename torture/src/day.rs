//! The end of the day: `guichet remittance close` runs as a process under load, and is killed or not.

use std::time::{Duration, Instant};

use rig::{Gateway, Task};
use tokio::time::sleep;

use crate::{
    Failure,
    merchants::{AT_A_TIME, Merchant},
    remittances,
    site::Site,
    tally::Closed,
};

/// The time after which a remittance of a killed close must be closed: a lease of 60 s, the 10 s between two
/// looks of a gateway for such remittances, and the work itself.
const MAX_ABANDONED: Duration = Duration::from_secs(75);
/// The command that closes the day.
const CLOSE: &[&str] = &["remittance", "close"];
/// The setting for the last close. Its day is neither today nor tomorrow, whose remittance takes what comes
/// after the end of today.
const LAST_DAY: &str = "sandbox.clock_ahead_hours=48";

/// The closes of today. A close whose clock is ahead would hold its lease for days after it is killed.
pub(crate) struct Day {
    /// The merchants without a remittance of today.
    open: Vec<Merchant>,
    ended: Vec<Merchant>,
    close: Option<Close>,
    /// The time from the start of a close to its kill. It is adapted, and begins with three times that of a
    /// close without work or load.
    patience: Duration,
}

enum Close {
    Runs(Task),
    Killed { in_time: bool },
}

impl Day {
    pub(crate) async fn start(site: &Site) -> Result<Self, Failure> {
        let start = Instant::now();
        site.gateways[0].manage(CLOSE)?;
        let patience = start.elapsed() * 3;
        let mut day = Self { open: Vec::new(), ended: Vec::new(), close: None, patience };
        day.fill(&site.gateways[0]).await?;
        Ok(day)
    }

    async fn fill(&mut self, gateway: &Gateway) -> Result<(), Failure> {
        while self.open.len() < AT_A_TIME {
            self.open.push(Merchant::make(gateway).await?);
        }
        Ok(())
    }

    pub(crate) fn merchants(&self) -> &[Merchant] {
        &self.open
    }

    pub(crate) fn all_merchants(&self) -> impl Iterator<Item = &Merchant> {
        self.ended.iter().chain(&self.open)
    }

    pub(crate) fn begin_close(&mut self, site: &Site) -> Result<(), Failure> {
        self.close = Some(Close::Runs(site.gateways[0].begin(CLOSE)?));
        Ok(())
    }

    pub(crate) fn before_the_kill(&self, dice: &mut fastrand::Rng) -> Duration {
        self.patience.mul_f64(0.7 + 0.6 * dice.f64())
    }

    pub(crate) fn kill_close(&mut self) -> Result<(), Failure> {
        self.close = match self.close.take() {
            Some(Close::Runs(task)) => Some(Close::Killed { in_time: task.kill()? }),
            other => other,
        };
        Ok(())
    }

    /// Returns the result of the close, if there was one. Merchants that have a remittance of today are
    /// replaced by others.
    pub(crate) async fn end_close(
        &mut self,
        site: &Site,
        database_died: bool,
    ) -> Result<Option<Closed>, Failure> {
        let (was_to_die, killed) = match self.close.take() {
            None => return Ok(None),
            Some(Close::Killed { in_time }) => (true, in_time),
            Some(Close::Runs(task)) => match task.wait() {
                Ok(_) => (false, false),
                // The close had no database to write to, so it counts as killed.
                Err(_) if database_died => (false, true),
                Err(error) => return Err(error.into()),
            },
        };
        let gateway = &site.gateways[0];
        let (mut left_open, mut closed, mut none) = (0, 0, Vec::new());
        for merchant in std::mem::take(&mut self.open) {
            match remittances::of(gateway, &merchant)?.as_slice() {
                [] => {
                    none.push(merchant);
                    continue;
                }
                made if made.iter().all(|remittance| remittance.closed) => closed += 1,
                _ => left_open += 1,
            }
            self.ended.push(merchant);
        }
        let outcome = Closed { killed, left_open, closed, not_begun: none.len() };
        self.open = none;
        self.fill(gateway).await?;
        if was_to_die {
            self.learn(outcome);
        }
        Ok(Some(outcome))
    }

    /// Adapts the time of the kill, so that the next one falls into the work.
    fn learn(&mut self, outcome: Closed) {
        if outcome.closed + outcome.left_open == 0 {
            self.patience = self.patience.mul_f64(1.5);
        } else if !outcome.killed {
            self.patience = self.patience.mul_f64(0.7);
        }
    }

    /// Waits until the gateways have closed what a killed close had taken. Nothing may be killed meanwhile.
    pub(crate) async fn wait_for_abandoned(&self, gateway: &Gateway) -> Result<(), Failure> {
        let start = Instant::now();
        let mut open: Vec<&Merchant> = self.all_merchants().collect();
        loop {
            let mut left = Vec::new();
            for merchant in open {
                if remittances::of(gateway, merchant)?.iter().any(|remittance| !remittance.closed) {
                    left.push(merchant);
                }
            }
            if left.is_empty() {
                return Ok(());
            }
            if start.elapsed() > MAX_ABANDONED {
                return Err(Failure::Violated(format!("the remittances of {left:?} are still not closed")));
            }
            open = left;
            sleep(Duration::from_millis(500)).await;
        }
    }

    /// Closes all that is left, in a remittance of a day that has none yet.
    pub(crate) fn end_all(gateway: &Gateway) -> Result<(), Failure> {
        gateway.manage(&["remittance", "close", "--set", LAST_DAY])?;
        Ok(())
    }
}
