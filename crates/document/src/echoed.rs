//! A part of an answer that gives back what was received.

use std::marker::PhantomData;

use crate::{Path, Problems, Schemas, Tree, Value};

/// A member that is written as the document that was received, and described as the record that it was read as then.
///
/// Whoever keeps what a caller sent need not keep the record: `Echoed::from(tree)` writes the document as it is, with the
/// schema of `T`. Limits of `T` that have become narrower since do no harm, because nothing is read.
#[derive(Clone, PartialEq)]
pub struct Echoed<T> {
    document: Tree,
    record: PhantomData<T>,
}

impl<T> From<Tree> for Echoed<T> {
    fn from(document: Tree) -> Self {
        Self { document, record: PhantomData }
    }
}

impl<T: Value> Echoed<T> {
    /// The document that the record is written as.
    pub fn of(record: &T) -> Self {
        record.write().into()
    }
}

impl<T: Value> Value for Echoed<T> {
    /// Checked as `T`, and kept as `T` writes it.
    fn read(tree: &Tree, at: &Path<'_>, problems: &mut Problems) -> Option<Self> {
        T::read(tree, at, problems).map(|record| Self::of(&record))
    }

    fn write(&self) -> Tree {
        self.document.clone()
    }

    fn schema(schemas: &mut Schemas) -> Tree {
        T::schema(schemas)
    }
}
