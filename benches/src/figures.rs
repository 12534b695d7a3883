//! The figures of one run.

use std::time::Duration;

use crate::orders::Kind;
use crate::percentiles::Percentiles;

/// What the project set itself.
pub(crate) const AIM_RATIO: f64 = 1.4;
pub(crate) const AIM_READY: Duration = Duration::from_millis(50);
pub(crate) const AIM_IDLE_KIB: u64 = 25 * 1024;

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
        self.points.iter().map(|point| point.refused).sum()
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
