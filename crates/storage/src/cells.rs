//! A row as it is read: cells by index, borrowed from the driver. Each engine implements it for its driver's row.

pub(crate) enum Cell<'a> {
    Null,
    Integer(i64),
    Text(&'a str),
    Blob(&'a [u8]),
    /// Beyond the last column, or of a type that no column of ours has.
    Foreign,
}

pub(crate) trait Cells {
    fn cell(&self, index: usize) -> Cell<'_>;
}
