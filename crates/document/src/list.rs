//! A list with a limit.

use crate::{Fault, Object, Path, Problems, Schemas, Tree, Value};

/// A list of `MIN` to `MAX` items. No item of a longer one is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List<T, const MAX: usize, const MIN: usize = 0>(pub Vec<T>);

impl<T: Value, const MAX: usize, const MIN: usize> Value for List<T, MAX, MIN> {
    fn read(tree: &Tree, at: &Path<'_>, problems: &mut Problems) -> Option<Self> {
        if tree.as_list().is_some_and(|items| items.len() > MAX || items.len() < MIN) {
            problems.add(at, Fault::Size { min: MIN, max: MAX });
            return None;
        }
        Vec::read(tree, at, problems).map(Self)
    }

    fn write(&self) -> Tree {
        self.0.write()
    }

    fn schema(schemas: &mut Schemas) -> Tree {
        let bound = |size: usize| i64::try_from(size).unwrap_or(i64::MAX);
        let mut schema = Object::new().with("type", "array").with("items", T::schema(schemas));
        if MIN > 0 {
            schema.set("minItems", bound(MIN));
        }
        schema.with("maxItems", bound(MAX)).into()
    }
}
