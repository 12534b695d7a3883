//! What all collections have in common: `size`, `page` and `sort`, filters in the query of the URL, and the counts beside the
//! array (Retail API, section 1.1; choices where the sources are silent: collections).
//!
//! A collection declares its parameters as a record, as a body is declared: the same declaration reads the query, names every
//! parameter that breaks a rule, and describes them.

mod counts;
mod dates;
mod paging;
mod query;
mod sort;

pub(crate) use counts::Counts;
pub(crate) use dates::Dates;
pub(crate) use paging::{PageIndex, PageSize, Window};
pub(crate) use query::{check_ranges, parameters, read};
pub(crate) use sort::{Sort, SortField, sort_field};
