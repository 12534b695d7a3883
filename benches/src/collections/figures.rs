//! The figures of the part `collections`.

use std::time::Duration;

use crate::figures::mebibytes;
use crate::percentiles::Percentiles;

/// The longest median time of the server that the project aims at.
pub(crate) const AIM_TIME: Duration = Duration::from_millis(2);
/// The largest median in the largest store, as a multiple of that in the smallest, that the project aims at.
pub(crate) const AIM_GROWTH: f64 = 1.5;

/// The largest memory of an export from the largest store, as a multiple of that from the smallest, that the project aims at.
pub(crate) const AIM_EXPORT: f64 = 1.25;

#[derive(Debug, Clone, Default)]
pub(crate) struct Collections {
    pub(crate) indexing: Vec<Indexing>,
    pub(crate) questions: Vec<Collection>,
    pub(crate) exports: Vec<Export>,
}

impl Collections {
    pub(crate) fn refused(&self) -> u64 {
        self.questions.iter().map(|question| question.refused).sum()
    }

    /// Returns the memory of the export from the largest store of each engine, relative to that from the smallest.
    pub(crate) fn export_growth(&self) -> Vec<(&'static str, f64)> {
        let of_engine = |engine| self.exports.iter().filter(move |export| export.engine == engine);
        let mut engines: Vec<&'static str> = self.exports.iter().map(|export| export.engine).collect();
        engines.dedup();
        let growth = |engine| {
            let (least, most) = (of_engine(engine).next()?, of_engine(engine).next_back()?);
            Some((engine, mebibytes(most.peak_kib) / mebibytes(least.peak_kib)))
        };
        engines.into_iter().filter_map(growth).collect()
    }
}

/// The time in which the gateway has indexed a store that was filled while none ran.
#[derive(Debug, Clone)]
pub(crate) struct Indexing {
    pub(crate) engine: &'static str,
    pub(crate) size: usize,
    pub(crate) took: Duration,
}

/// An export of all transactions of the merchant.
#[derive(Debug, Clone)]
pub(crate) struct Export {
    pub(crate) engine: &'static str,
    pub(crate) size: usize,
    pub(crate) took: Duration,
    /// The largest memory of its process in KiB.
    pub(crate) peak_kib: u64,
}

/// The time of the server for one kind of question.
#[derive(Debug, Clone)]
pub(crate) struct Collection {
    pub(crate) engine: &'static str,
    pub(crate) name: &'static str,
    /// Whether the aims are meant for it. The cost of others is only told.
    pub(crate) has_aim: bool,
    /// The times by the number of the merchant's transactions, the smallest first.
    pub(crate) sizes: Vec<(usize, Percentiles)>,
    pub(crate) refused: u64,
    /// The first answer that was not as expected.
    pub(crate) refusal: Option<String>,
}

impl Collection {
    /// Returns the median in the largest store.
    pub(crate) fn median(&self) -> Duration {
        self.sizes.last().map_or(Duration::ZERO, |(_, times)| times.p50)
    }

    /// Returns the median in the largest store, relative to that in the smallest.
    pub(crate) fn growth(&self) -> f64 {
        let least = self.sizes.first().map_or(Duration::ZERO, |(_, times)| times.p50);
        self.median().as_secs_f64() / least.as_secs_f64()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_growth_is_that_from_the_smallest_store_to_the_largest() {
        let times = |millis| Percentiles { p50: Duration::from_millis(millis), ..Percentiles::default() };
        let question = Collection {
            engine: "SQLite",
            name: "first page",
            has_aim: true,
            sizes: vec![(10, times(2)), (100, times(9)), (1_000, times(3))],
            refused: 0,
            refusal: None,
        };
        assert_eq!((question.median(), question.growth()), (Duration::from_millis(3), 1.5));
    }
}
