//! `sort`: a field and a direction.

use document::{Fault, Object, Path, Problems, Schemas, Tree, Value, choice};

choice! {
    pub(crate) enum Direction { Ascending = "asc", Descending = "desc", }
}

/// The fields by which a collection may be sorted. [`sort_field!`] declares them.
pub(crate) trait SortField: Copy {
    /// All that `sort` may say: `date`, `date,asc`, `date,desc` and so on.
    const CHOICES: &'static [&'static str];
    fn named(word: &str) -> Option<Self>;
    fn name(self) -> &'static str;
}

/// Declares the fields by which a collection may be sorted, under the names that they have in answers.
macro_rules! sort_field {
    ($(#[$meta:meta])* enum $name:ident { $($variant:ident = $word:literal,)* }) => {
        ::document::choice! {
            $(#[$meta])*
            enum $name { $($variant = $word,)* }
        }

        impl $crate::api::v1::collection::SortField for $name {
            const CHOICES: &'static [&'static str] =
                &[$($word, concat!($word, ",asc"), concat!($word, ",desc")),*];

            fn named(word: &str) -> Option<Self> {
                Self::parse(word)
            }

            fn name(self) -> &'static str {
                self.as_str()
            }
        }
    };
}
pub(crate) use sort_field;

/// One field of an order: `date,desc`. A field alone is ascending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sort<F> {
    pub(crate) field: F,
    pub(crate) direction: Direction,
}

impl<F: SortField> Sort<F> {
    fn parse(text: &str) -> Result<Self, Fault> {
        let (field, direction) = text.split_once(',').unwrap_or((text, Direction::Ascending.as_str()));
        let read = F::named(field).zip(Direction::parse(direction));
        read.map(|(field, direction)| Self { field, direction }).ok_or(Fault::OneOf(F::CHOICES))
    }

    pub(crate) fn is_descending(self) -> bool {
        self.direction == Direction::Descending
    }
}

impl<F: SortField> Value for Sort<F> {
    fn read(tree: &Tree, at: &Path<'_>, problems: &mut Problems) -> Option<Self> {
        document::parse_text(tree, at, problems, Self::parse)
    }

    fn write(&self) -> Tree {
        format!("{},{}", self.field.name(), self.direction.as_str()).into()
    }

    fn schema(_: &mut Schemas) -> Tree {
        Object::new().with("type", "string").with("enum", F::CHOICES.to_vec()).into()
    }
}
