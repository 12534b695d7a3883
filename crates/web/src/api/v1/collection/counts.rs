//! The counts of an answer with a page of a collection.

use document::{record, whole_number};

use super::Window;

whole_number!(
    /// A number of records.
    RecordCount, 0, 9_223_372_036_854_775_807
);
whole_number!(
    /// The index of a record, or -1 where there is none.
    RecordIndex, -1, 9_223_372_036_854_775_807
);

record! {
    /// The place of a page in its collection. Indices are those of records in the order of the collection, from 0.
    pub(crate) struct Counts as "CollectionCounts" {
        /// The number of records in this answer.
        count: RecordCount = "count",
        /// The index of the first record of this answer. -1 where the answer has none.
        start_index: RecordIndex = "startIndex",
        /// The index of the last record of this answer. -1 where the answer has none.
        end_index: RecordIndex = "endIndex",
        /// The number of all records that the filters let through.
        record_total: RecordCount = "recordTotal",
    }
}

impl Counts {
    /// Returns the counts of a page with `count` records, of a collection with `total`.
    pub(crate) fn of(window: Window, count: usize, total: usize) -> Self {
        let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let index = |index: usize| RecordIndex::stored(if count == 0 { -1 } else { number(index) });
        Self {
            count: RecordCount::stored(number(count)),
            start_index: index(window.first),
            end_index: index(window.first.saturating_add(count).saturating_sub(1)),
            record_total: RecordCount::stored(number(total)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indices_are_of_the_whole_collection_and_include_the_last() {
        let window = Window { first: 40, most: 20 };
        let told = |count, total| {
            let counts = Counts::of(window, count, total);
            let (start, end) = (counts.start_index.number(), counts.end_index.number());
            (counts.count.number(), start, end, counts.record_total.number())
        };
        assert_eq!(told(20, 61), (20, 40, 59, 61));
        assert_eq!(told(1, 41), (1, 40, 40, 41));
        assert_eq!(told(0, 40), (0, -1, -1, 40));
    }
}
