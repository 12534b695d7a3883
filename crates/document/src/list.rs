//! A list with a limit.

use crate::{Fault, Object, Path, Problems, Schemas, Tree, Value};

/// A list of at most `MAX` items. No item of a longer one is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List<T, const MAX: usize>(pub Vec<T>);

impl<T: Value, const MAX: usize> Value for List<T, MAX> {
    fn read(tree: &Tree, at: &Path<'_>, problems: &mut Problems) -> Option<Self> {
        if tree.as_list().is_some_and(|items| items.len() > MAX) {
            problems.add(at, Fault::Size { min: 0, max: MAX });
            return None;
        }
        Vec::read(tree, at, problems).map(Self)
    }

    fn write(&self) -> Tree {
        self.0.write()
    }

    fn schema(schemas: &mut Schemas) -> Tree {
        let most = i64::try_from(MAX).unwrap_or(i64::MAX);
        Object::new().with("type", "array").with("items", T::schema(schemas)).with("maxItems", most).into()
    }
}
