//! The statements of a collection whose rows have a number and are read in its order.

use gateway::ports::PagePart;

pub(crate) struct PageStatements {
    pub(crate) count: String,
    ascending: String,
    descending: String,
}

impl PageStatements {
    /// `counted` and `read` are what follows FROM in the count and in the pages; `place` is the number of the first free placeholder.
    pub(crate) fn new(counted: &str, read: &str, place: usize) -> Self {
        let page = |direction: &str| {
            format!(
                "SELECT number FROM {read} ORDER BY number {direction} LIMIT ${place} OFFSET ${}",
                place + 1
            )
        };
        Self {
            count: format!("SELECT COUNT(*) FROM {counted}"),
            ascending: page("ASC"),
            descending: page("DESC"),
        }
    }

    /// Returns the statement of a page. Its last two values are the size of the part and its beginning.
    pub(crate) fn page(&self, part: PagePart) -> &str {
        if part.is_descending { &self.descending } else { &self.ascending }
    }
}
