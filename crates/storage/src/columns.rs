//! The columns that are read, by name.
//!
//! A table declares once which of its columns are read, with [`table!`]. From that list come the texts of its SELECTs
//! (`columns!()`) and the names by which its rows are read (`row.text(COLUMN.state)`). A name that is not in the list does
//! not compile, and one that is selected and never read is a warning. Names become positions when the crate is compiled.

use crate::error::Impossible;

/// A column of a SELECT.
#[derive(Clone, Copy)]
pub(crate) struct Column {
    /// The position among the columns of the SELECT, from 0.
    pub(crate) position: usize,
    /// `table.column`: error messages name it.
    pub(crate) name: &'static str,
}

impl Column {
    /// A column that is the only one of its SELECT; `name` is `table.column`.
    pub(crate) const fn only(name: &'static str) -> Self {
        Self::nth(0, name)
    }

    pub(crate) const fn nth(position: usize, name: &'static str) -> Self {
        Self { position, name }
    }

    /// This column in a SELECT that has it as its first or only column.
    pub(crate) const fn alone(self) -> Self {
        Self { position: 0, ..self }
    }

    /// This column in a SELECT that lists the columns of another table first.
    pub(crate) fn after<T: Columns>(self, _: &T) -> Self {
        Self { position: T::COUNT + self.position, ..self }
    }

    pub(crate) fn impossible(self) -> Impossible {
        Impossible::of(self.name)
    }
}

/// The columns of a table that are read.
pub(crate) trait Columns {
    const COUNT: usize;
}

/// `table! { cards: token, pan }` declares `COLUMN`, with a [`Column`] for each name, and `columns!`, which gives the list
/// for a SELECT: `columns!()` is `token, pan`, and `columns!("c")` is `c.token, c.pan`.
macro_rules! table {
    ($table:ident: $($column:ident),+ $(,)?) => {
        $crate::columns::table! { @ ($) $table: $($column),+ }
    };
    // `$d` is a dollar sign: the inner macro has a parameter of its own.
    (@ ($d:tt) $table:ident: $first:ident $(, $rest:ident)*) => {
        pub(super) struct Named {
            $first: $crate::columns::Column,
            $($rest: $crate::columns::Column,)*
        }

        pub(super) const COLUMN: Named = {
            let mut count = 0;
            Named {
                $first: $crate::columns::next!(count, $table, $first),
                $($rest: $crate::columns::next!(count, $table, $rest),)*
            }
        };

        impl $crate::columns::Columns for Named {
            const COUNT: usize = [stringify!($first), $(stringify!($rest)),*].len();
        }

        macro_rules! columns {
            () => {
                concat!(stringify!($first) $(, ", ", stringify!($rest))*)
            };
            ($d alias:literal) => {
                concat!($d alias, ".", stringify!($first) $(, ", ", $d alias, ".", stringify!($rest))*)
            };
        }
    };
}

macro_rules! next {
    ($count:ident, $table:ident, $column:ident) => {{
        $count += 1;
        $crate::columns::Column::nth($count - 1, concat!(stringify!($table), ".", stringify!($column)))
    }};
}

pub(crate) use {next, table};

#[cfg(test)]
mod tests {
    use super::*;

    table! { cards: token, pan }

    #[test]
    fn a_list_is_selected_and_read_in_one_order() {
        assert_eq!(columns!(), "token, pan");
        assert_eq!(columns!("c"), "c.token, c.pan");
        let read = [COLUMN.token, COLUMN.pan].map(|column| (column.position, column.name));
        assert_eq!(read, [(0, "cards.token"), (1, "cards.pan")]);
        let behind = Column::only("keys.hash").after(&COLUMN);
        assert_eq!((behind.position, behind.name), (2, "keys.hash"));
    }
}
