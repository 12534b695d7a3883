//! The day and its ends: `guichet remittance close` as a process of its own, under load, killed in the middle or not.

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

/// A lease of 60 s, the gateways' look for abandoned ones each 10 s, and the work itself.
const MAX_ABANDONED: Duration = Duration::from_secs(75);
/// Ends today.
const CLOSE: &[&str] = &["remittance", "close"];
/// Neither today nor tomorrow, into which goes what comes after the end of today.
const LAST_DAY: &str = "sandbox.clock_ahead_hours=48";

/// Always today: a close whose clock is ahead would hold its lease for days when it dies.
pub(crate) struct Day {
    /// Those without a remittance of today.
    open: Vec<Merchant>,
    ended: Vec<Merchant>,
    close: Option<Close>,
    /// From the start of a close to its kill, about. Learnt: at first three times what one without work or load takes.
    patience: Duration,
}

enum Close {
    Runs(Task),
    Killed { in_time: bool },
}

impl Day {
    pub(crate) fn start(site: &Site) -> Result<Self, Failure> {
        let start = Instant::now();
        site.gateways[0].manage(CLOSE)?;
        let patience = start.elapsed() * 3;
        let mut day = Self { open: Vec::new(), ended: Vec::new(), close: None, patience };
        day.fill(&site.gateways[0])?;
        Ok(day)
    }

    fn fill(&mut self, gateway: &Gateway) -> Result<(), Failure> {
        while self.open.len() < AT_A_TIME {
            self.open.push(Merchant::make(gateway)?);
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

    /// What became of the close, where there was one. Merchants that have a remittance of today now make place for others.
    pub(crate) fn end_close(&mut self, site: &Site, database_died: bool) -> Result<Option<Closed>, Failure> {
        let (was_to_die, killed) = match self.close.take() {
            None => return Ok(None),
            Some(Close::Killed { in_time }) => (true, in_time),
            Some(Close::Runs(task)) => match task.wait() {
                Ok(_) => (false, false),
                // It had nothing to write to any more, as if it had been killed.
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
        self.fill(gateway)?;
        if was_to_die {
            self.learn(outcome);
        }
        Ok(Some(outcome))
    }

    /// Too early or too late: the next one meets its work rather.
    fn learn(&mut self, outcome: Closed) {
        if outcome.closed + outcome.left_open == 0 {
            self.patience = self.patience.mul_f64(1.5);
        } else if !outcome.killed {
            self.patience = self.patience.mul_f64(0.7);
        }
    }

    /// What a killed close had taken, the gateways close: nothing has been killed any more since this was called.
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

    /// Whatever is left, in a remittance of a day that has none yet.
    pub(crate) fn end_all(gateway: &Gateway) -> Result<(), Failure> {
        gateway.manage(&["remittance", "close", "--set", LAST_DAY])?;
        Ok(())
    }
}
