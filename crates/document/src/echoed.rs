//! A part of an answer that gives back what was received.

use std::marker::PhantomData;

use crate::{Path, Problems, Schemas, Tree, Value};

/// A member that is written as the received document, and described as the record `T` that it was read as.
///
/// A caller that stores what was received need not store the record: `Echoed::from(tree)` writes the document
/// as it is, with the schema of `T`. Nothing is read again, so that limits of `T` that have become narrower
/// since have no effect.
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
    /// Returns the document that the record is written as.
    pub fn of(record: &T) -> Self {
        record.write().into()
    }
}

impl<T: Value> Value for Echoed<T> {
    /// Reads a `T`, and keeps it as `T` writes it.
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
