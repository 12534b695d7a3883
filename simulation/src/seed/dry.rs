//! The quiet days at the end of a seed: there are no more faults, and all work that is due is done.

use jiff::Timestamp;

use super::{HOUR_MS, Seed};
use crate::workers::{DUTIES, WORKERS};

/// The largest number of rounds of quiet days. Each ends at a time at which something is due, and most seeds
/// need some dozens.
const MAX_ROUNDS: usize = 600;
/// The largest number of steps in which running tasks must end. Some wait for a bank, and time passes with
/// each step.
const MAX_STEPS: u64 = 200_000;

const LONGER_THAN_A_HOLD_MS: i64 = 8 * 24 * HOUR_MS;

impl Seed {
    /// Runs quiet days: running tasks end, then time moves to whatever is due next, and the workers do it.
    pub(super) fn run_dry(&mut self) {
        self.run_all_tasks();
        // In some seeds the partner is silent for longer than a hold lasts.
        if self.world().dice().below(8) == 0 {
            self.advance(LONGER_THAN_A_HOLD_MS);
        }
        for _ in 0..MAX_ROUNDS {
            if self.world().violation().is_some() {
                return;
            }
            let Some(next_ms) = self.next_due() else { return };
            let now_ms = self.world().now_ms();
            self.advance((next_ms - now_ms).max(0) + 5_000);
            for worker in WORKERS.into_iter().take(DUTIES) {
                let instance = self.house.world.dice().index(self.instances.len());
                self.start_worker(instance, worker);
                self.run_all_tasks();
            }
        }
        self.world().violate("in the end everything runs dry", || {
            let rows = &self.rows;
            let due: Vec<_> = rows.payments.iter().filter_map(|(id, row)| Some((*id, row.due?))).collect();
            let open: Vec<_> =
                rows.files.iter().filter(|(_, file)| !file.closed).map(|(key, _)| key).collect();
            format!("still due: {due:?}; remittances not closed: {open:?}")
        });
    }

    /// Runs every task to its end. Each step takes time, because some tasks wait for a bank.
    fn run_all_tasks(&mut self) {
        let mut steps = 0_u64;
        while !self.executor.is_empty() && self.world().violation().is_none() {
            steps += 1;
            if steps > MAX_STEPS {
                return self
                    .world()
                    .violate("in the end every task ends", || format!("{} tasks", self.executor.len()));
            }
            self.advance(if steps > 2_000 { 1_000 } else { 2 });
            self.poll();
            self.after_step();
        }
    }

    fn next_due(&self) -> Option<i64> {
        let rows = &self.rows;
        let due = rows.payments.values();
        let due = due.filter_map(|row| Some(row.due?.at.max(row.leased_until).as_millisecond()));
        let open = rows.open_lines().next().is_some();
        let unclosed = rows.files.values().any(|file| !file.closed);
        let post = !self.house.bank.post_is_empty() || self.house.bank.has_untold();
        // A day's remittance is closed on the next day; messages arrive within the hour.
        let later = (open || unclosed || post).then(|| self.world().now_ms() + 6 * HOUR_MS);
        let sessions = rows.sessions.values().filter_map(|session| session.value.wakes());
        let notifications = rows.notifications.values().filter_map(|row| row.next);
        let told = sessions.chain(notifications).map(Timestamp::as_millisecond);
        due.chain(later).chain(told).min()
    }
}
