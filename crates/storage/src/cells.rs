//! A row as a driver returns it: borrowed cells, by index. Each engine implements it for its driver's row; `row.rs`
//! reads it by the names of columns.

pub(crate) enum Cell<'a> {
    Null,
    Integer(i64),
    Text(&'a str),
    Blob(&'a [u8]),
    /// The index is beyond the last column, or the cell has a type that no column of ours has.
    Foreign,
}

pub(crate) trait Cells {
    fn cell(&self, index: usize) -> Cell<'_>;
}
