//! Exact percentiles: every latency of a point is kept, so that no bucket rounds the tail away.

use std::time::Duration;

#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Percentiles {
    pub(crate) p50: Duration,
    pub(crate) p99: Duration,
    pub(crate) p999: Duration,
}

impl Percentiles {
    pub(crate) fn of(mut samples: Vec<Duration>) -> Self {
        samples.sort_unstable();
        let at = |permille| rank(&samples, permille).unwrap_or_default();
        Self { p50: at(500), p99: at(990), p999: at(999) }
    }
}

pub(crate) fn median(mut samples: Vec<Duration>) -> Duration {
    samples.sort_unstable();
    rank(&samples, 500).unwrap_or_default()
}

/// Returns the nearest rank: the smallest sample that at least `permille` thousandths of the samples do not
/// exceed.
fn rank(sorted: &[Duration], permille: usize) -> Option<Duration> {
    let position = (sorted.len() * permille).div_ceil(1000);
    sorted.get(position.saturating_sub(1)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_ranks() {
        let samples: Vec<Duration> = (1..=1000).rev().map(Duration::from_micros).collect();
        let percentiles = Percentiles::of(samples);
        assert_eq!(percentiles.p50, Duration::from_micros(500));
        assert_eq!(percentiles.p99, Duration::from_micros(990));
        assert_eq!(percentiles.p999, Duration::from_micros(999));
        assert_eq!(median(vec![Duration::from_secs(3), Duration::from_secs(1)]), Duration::from_secs(1));
    }

    #[test]
    fn few_samples_or_none() {
        assert_eq!(Percentiles::of(Vec::new()), Percentiles::default());
        let one = Percentiles::of(vec![Duration::from_secs(7)]);
        assert_eq!((one.p50, one.p999), (Duration::from_secs(7), Duration::from_secs(7)));
    }
}
