//! Which part of a collection is asked for.

use document::whole_number;
use gateway::ports::PagePart;

whole_number!(
    /// The number of records of a page.
    PageSize, 1, 200
);
whole_number!(
    /// The index of a page, from 0.
    PageIndex, 0, 1_000_000_000_000
);

/// The number of records of a page where the request does not say.
const SIZE: usize = 20;

/// A part of a collection: the records from the `first`, counted from 0, and at most `most` of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) first: usize,
    pub(crate) most: usize,
}

impl Window {
    /// Returns the part that `size` and `page` name.
    pub(crate) fn of(size: Option<PageSize>, page: Option<PageIndex>) -> Self {
        let most = size.and_then(|size| usize::try_from(size.number()).ok()).unwrap_or(SIZE);
        let page = page.and_then(|page| usize::try_from(page.number()).ok()).unwrap_or(0);
        Self { first: page.saturating_mul(most), most }
    }

    /// Returns what a collection that is sorted by date is asked for.
    pub(crate) const fn part(self, is_descending: bool) -> PagePart {
        PagePart { is_descending, first: self.first, most: self.most }
    }

    /// Returns this part of a list that is in memory.
    pub(crate) fn cut<T>(self, all: Vec<T>) -> Vec<T> {
        all.into_iter().skip(self.first).take(self.most).collect()
    }
}
