//! The figures of one run.

use std::time::Duration;

use crate::load::Cost;
use crate::orders::Kind;
use crate::percentiles::{Percentiles, median};

/// What the project set itself.
pub(crate) const AIM_RATIO: f64 = 1.4;
pub(crate) const AIM_READY: Duration = Duration::from_millis(50);
pub(crate) const AIM_IDLE_KIB: u64 = 25 * 1024;
/// Of a full store against an empty one.
pub(crate) const AIM_CROWD: f64 = 1.2;

/// CPU time of one RSA-2048 OAEP-SHA256 private operation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rsa {
    pub(crate) alone: Duration,
    /// With every core doing the same.
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
    /// Per payment.
    pub(crate) server_cpu: Duration,
    /// How much of the machine the server had: the rest went to the client or nowhere.
    pub(crate) server_cores: f64,
    pub(crate) resident_kib: u64,
    pub(crate) refused: u64,
    pub(crate) refusal: Option<String>,
}

/// How often something could be done, and what it cost.
#[derive(Debug, Clone)]
pub(crate) struct Rate {
    pub(crate) name: String,
    pub(crate) per_second: f64,
    /// None where nobody waits for each.
    pub(crate) latency: Option<Percentiles>,
    /// Of all gateways, per piece of work.
    pub(crate) cpu: Duration,
    /// Of the database, where it is a process of its own.
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

/// What one thing costs beside another.
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

/// Of the page in one language.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Size {
    pub(crate) language: &'static str,
    pub(crate) bytes: usize,
}

/// Of the page in all languages.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sizes {
    pub(crate) least: Size,
    pub(crate) greatest: Size,
}

impl Sizes {
    /// Of at least one.
    pub(crate) fn of(sizes: &[Size]) -> Option<Self> {
        let least = *sizes.iter().min_by_key(|size| size.bytes)?;
        let greatest = *sizes.iter().max_by_key(|size| size.bytes)?;
        Some(Self { least, greatest })
    }
}

/// Two things done on an empty store and on one that holds many of something, turn by turn.
#[derive(Debug, Clone)]
pub(crate) struct Crowd {
    pub(crate) engine: &'static str,
    /// What the full one holds many of.
    pub(crate) many: &'static str,
    /// What is done: one of each.
    pub(crate) done: [&'static str; 2],
    pub(crate) empty: Vec<[Rate; 2]>,
    pub(crate) full: Vec<[Rate; 2]>,
}

impl Crowd {
    /// What the first or the second costs the gateway more on the full store: medians of all turns.
    pub(crate) fn ratio(&self, what: usize) -> f64 {
        let cpu =
            |turns: &[[Rate; 2]]| median(turns.iter().map(|turn| turn[what].cpu).collect()).as_secs_f64();
        cpu(&self.full) / cpu(&self.empty)
    }

    /// How much longer the middle request takes there.
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
    /// Before and after the payments: how steady the machine was.
    pub(crate) rsa: [Rsa; 2],
    pub(crate) disk: Disk,
    pub(crate) points: Vec<Point>,
    /// Median from process start to `ready`, on the data of all payments above.
    pub(crate) ready: Duration,
    pub(crate) idle_kib: u64,
    pub(crate) rates: Vec<Rate>,
    pub(crate) ratios: Vec<Ratio>,
    /// Of the card form.
    pub(crate) page: Option<Sizes>,
    pub(crate) crowds: Vec<Crowd>,
}

impl Figures {
    /// Against an RSA operation on the same machine with every core at work, as the server's are under load.
    pub(crate) fn ratio_busy(&self, point: &Point) -> f64 {
        let unit = self.rsa.iter().map(|rsa| rsa.together).sum::<Duration>() / 2;
        point.server_cpu.as_secs_f64() / unit.as_secs_f64()
    }

    /// Against an RSA operation that had the machine to itself, the mean of both measurements: the strict
    /// reading, because the server never does.
    pub(crate) fn ratio(&self, point: &Point) -> f64 {
        let unit = self.rsa.iter().map(|rsa| rsa.alone).sum::<Duration>() / 2;
        point.server_cpu.as_secs_f64() / unit.as_secs_f64()
    }

    pub(crate) fn refused(&self) -> u64 {
        let points = self.points.iter().map(|point| point.refused);
        let rates = self.rates.iter().map(|rate| rate.refused);
        points.chain(rates).chain(self.crowds.iter().map(Crowd::refused)).sum()
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
