//! The figures of one run.

use std::time::Duration;

use crate::collections::figures::Collections;
use crate::load::Cost;
use crate::orders::Kind;
use crate::percentiles::{Percentiles, median};

/// The largest cost of a payment in RSA operations that the project aims at.
pub(crate) const AIM_RATIO: f64 = 1.4;
pub(crate) const AIM_READY: Duration = Duration::from_millis(50);
pub(crate) const AIM_IDLE_KIB: u64 = 25 * 1024;
/// The largest cost on a full store, as a multiple of that on an empty one, that the project aims at.
pub(crate) const AIM_CROWD: f64 = 1.2;

/// The CPU time of one RSA-2048 OAEP-SHA256 private operation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rsa {
    pub(crate) alone: Duration,
    /// The time while every core does the same.
    pub(crate) together: Duration,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Disk {
    pub(crate) per_second: f64,
    pub(crate) p50: Duration,
}

#[derive(Debug, Clone)]
pub(crate) struct Point {
    pub(crate) kind: Kind,
    pub(crate) connections: usize,
    pub(crate) payments: u32,
    pub(crate) per_second: f64,
    pub(crate) latency: Percentiles,
    /// The CPU time of the server for each payment.
    pub(crate) server_cpu: Duration,
    /// The number of cores that the server used on average. The client used others.
    pub(crate) server_cores: f64,
    pub(crate) resident_kib: u64,
    pub(crate) refused: u64,
    pub(crate) refusal: Option<String>,
}

/// The rate at which something was done, and its cost.
#[derive(Debug, Clone)]
pub(crate) struct Rate {
    pub(crate) name: String,
    pub(crate) per_second: f64,
    /// The latency. `None` where nobody waits for each piece.
    pub(crate) latency: Option<Percentiles>,
    /// The CPU time of all gateways for each piece of work.
    pub(crate) cpu: Duration,
    /// The CPU time of the database, where it is a process of its own.
    pub(crate) database_cpu: Option<Duration>,
    pub(crate) refused: u64,
    pub(crate) refusal: Option<String>,
}

impl Rate {
    pub(crate) fn of(name: String, cost: Cost) -> Self {
        Self {
            name,
            per_second: cost.per_second,
            latency: Some(cost.latency),
            cpu: cost.cpu,
            database_cpu: None,
            refused: cost.refused,
            refusal: cost.refusal,
        }
    }

    pub(crate) fn with_database(self, cpu: Duration) -> Self {
        Self { database_cpu: Some(cpu), ..self }
    }
}

/// The cost of one thing relative to that of another.
#[derive(Debug, Clone)]
pub(crate) struct Ratio {
    pub(crate) name: String,
    pub(crate) value: f64,
}

impl Ratio {
    pub(crate) fn of(name: String, cost: Duration, other: Duration) -> Self {
        Self { name, value: cost.as_secs_f64() / other.as_secs_f64() }
    }
}

/// The size of the page in one language.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Size {
    pub(crate) language: &'static str,
    pub(crate) bytes: usize,
}

/// The smallest and the largest size of the page among all languages.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sizes {
    pub(crate) least: Size,
    pub(crate) greatest: Size,
}

impl Sizes {
    /// Returns the smallest and the largest of the sizes. `None` where there are none.
    pub(crate) fn of(sizes: &[Size]) -> Option<Self> {
        let least = *sizes.iter().min_by_key(|size| size.bytes)?;
        let greatest = *sizes.iter().max_by_key(|size| size.bytes)?;
        Some(Self { least, greatest })
    }
}

/// Two kinds of work on an empty store and on a full one, turn by turn.
#[derive(Debug, Clone)]
pub(crate) struct Crowd {
    pub(crate) engine: &'static str,
    /// The rows that the full store holds many of.
    pub(crate) many: &'static str,
    /// The two kinds of work.
    pub(crate) done: [&'static str; 2],
    pub(crate) empty: Vec<[Rate; 2]>,
    pub(crate) full: Vec<[Rate; 2]>,
}

impl Crowd {
    /// Returns the CPU time of the first or the second kind of work on the full store, relative to that on
    /// the empty one: medians of all turns.
    pub(crate) fn ratio(&self, what: usize) -> f64 {
        let cpu =
            |turns: &[[Rate; 2]]| median(turns.iter().map(|turn| turn[what].cpu).collect()).as_secs_f64();
        cpu(&self.full) / cpu(&self.empty)
    }

    /// Returns the median latency on the full store, relative to that on the empty one.
    pub(crate) fn latency_ratio(&self, what: usize) -> f64 {
        let p50 = |turns: &[[Rate; 2]]| {
            let of_turn = |turn: &[Rate; 2]| turn[what].latency.map(|latency| latency.p50);
            median(turns.iter().filter_map(of_turn).collect()).as_secs_f64()
        };
        p50(&self.full) / p50(&self.empty)
    }

    fn refused(&self) -> u64 {
        self.empty.iter().chain(&self.full).flatten().map(|rate| rate.refused).sum()
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Figures {
    pub(crate) machine: String,
    /// The RSA times before and after the payments, which show how steady the machine was.
    pub(crate) rsa: [Rsa; 2],
    pub(crate) disk: Disk,
    pub(crate) points: Vec<Point>,
    /// The median time from process start to `ready`, on the data of all payments above.
    pub(crate) ready: Duration,
    pub(crate) idle_kib: u64,
    pub(crate) rates: Vec<Rate>,
    pub(crate) ratios: Vec<Ratio>,
    /// The sizes of the page with the card form.
    pub(crate) page: Option<Sizes>,
    pub(crate) crowds: Vec<Crowd>,
    pub(crate) collections: Collections,
}

impl Figures {
    /// Returns the cost in RSA operations of the same machine with every core at work, as the server's are
    /// under load.
    pub(crate) fn ratio_busy(&self, point: &Point) -> f64 {
        let unit = self.rsa.iter().map(|rsa| rsa.together).sum::<Duration>() / 2;
        point.server_cpu.as_secs_f64() / unit.as_secs_f64()
    }

    /// Returns the cost in RSA operations that had the machine to themselves, the mean of both measurements.
    /// This is the stricter figure, because the server never has the machine to itself.
    pub(crate) fn ratio(&self, point: &Point) -> f64 {
        let unit = self.rsa.iter().map(|rsa| rsa.alone).sum::<Duration>() / 2;
        point.server_cpu.as_secs_f64() / unit.as_secs_f64()
    }

    pub(crate) fn refused(&self) -> u64 {
        let points = self.points.iter().map(|point| point.refused);
        let rates = self.rates.iter().map(|rate| rate.refused);
        points.chain(rates).chain(self.crowds.iter().map(Crowd::refused)).sum::<u64>()
            + self.collections.refused()
    }
}

pub(crate) fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

pub(crate) fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

#[expect(clippy::cast_precision_loss, reason = "no process has 2^52 KiB")]
pub(crate) fn mebibytes(kib: u64) -> f64 {
    kib as f64 / 1024.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_and_the_greatest_page() {
        let size = |language, bytes| Size { language, bytes };
        let sizes = Sizes::of(&[size("fr", 2), size("el", 3), size("en", 1)]).unwrap();
        assert_eq!((sizes.least, sizes.greatest), (size("en", 1), size("el", 3)));
        assert!(Sizes::of(&[]).is_none());
    }
}
