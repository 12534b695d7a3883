//! How a part of a document becomes a value, and a value a document.

use crate::{Fault, Object, Path, Problems, Schemas, Tree};

/// A type that has one form in a document.
pub trait Value: Sized {
    /// Reads a value. It adds every fault to `problems` and returns `None` where there is one.
    fn read(tree: &Tree, at: &Path<'_>, problems: &mut Problems) -> Option<Self>;
    fn write(&self) -> Tree;
    /// Returns the JSON Schema (2020-12).
    fn schema(schemas: &mut Schemas) -> Tree;
}

/// A member of an object, which is required or optional.
pub trait Member: Sized {
    const REQUIRED: bool;
    fn read_member(tree: Option<&Tree>, at: &Path<'_>, problems: &mut Problems) -> Option<Self>;
    fn write_member(&self) -> Option<Tree>;
    fn member_schema(schemas: &mut Schemas) -> Tree;
}

/// A value that consists of named members; implemented by [`crate::record!`].
pub trait Record: Sized {
    const NAME: &'static str;
    fn read_members(object: &Object, at: &Path<'_>, problems: &mut Problems) -> Option<Self>;
    fn write_members(&self, object: &mut Object);
    /// Adds the members to `properties` and the names of the required ones to `required`.
    fn member_schemas(schemas: &mut Schemas, properties: &mut Object, required: &mut Vec<Tree>);

    /// Reads the whole document as this record.
    fn from_document(tree: &Tree, problems: &mut Problems) -> Option<Self> {
        read_object(tree, &Path::ROOT, problems)
            .and_then(|object| Self::read_members(object, &Path::ROOT, problems))
    }
}

pub(crate) fn read_object<'a>(tree: &'a Tree, at: &Path<'_>, problems: &mut Problems) -> Option<&'a Object> {
    let object = tree.as_object();
    if object.is_none() {
        problems.add(at, Fault::Type("an object"));
    }
    object
}

impl<R: Record> Value for R {
    fn read(tree: &Tree, at: &Path<'_>, problems: &mut Problems) -> Option<Self> {
        read_object(tree, at, problems).and_then(|object| R::read_members(object, at, problems))
    }

    fn write(&self) -> Tree {
        let mut object = Object::new();
        self.write_members(&mut object);
        Tree::Object(object)
    }

    fn schema(schemas: &mut Schemas) -> Tree {
        schemas.component(R::NAME, |schemas| {
            let (mut properties, mut required) = (Object::new(), Vec::new());
            R::member_schemas(schemas, &mut properties, &mut required);
            let schema = Object::new().with("type", "object").with("properties", properties);
            Tree::Object(if required.is_empty() { schema } else { schema.with("required", required) })
        })
    }
}

impl<T: Value> Member for T {
    const REQUIRED: bool = true;

    fn read_member(tree: Option<&Tree>, at: &Path<'_>, problems: &mut Problems) -> Option<Self> {
        let value = Option::<T>::read_member(tree, at, problems)?;
        if value.is_none() {
            problems.add(at, Fault::Missing);
        }
        value
    }

    fn write_member(&self) -> Option<Tree> {
        Some(self.write())
    }

    fn member_schema(schemas: &mut Schemas) -> Tree {
        T::schema(schemas)
    }
}

/// An explicit null counts as absent, because shipped clients send both.
impl<T: Value> Member for Option<T> {
    const REQUIRED: bool = false;

    fn read_member(tree: Option<&Tree>, at: &Path<'_>, problems: &mut Problems) -> Option<Self> {
        match tree {
            None | Some(Tree::Null) => Some(None),
            Some(tree) => T::read(tree, at, problems).map(Some),
        }
    }

    fn write_member(&self) -> Option<Tree> {
        self.as_ref().map(Value::write)
    }

    fn member_schema(schemas: &mut Schemas) -> Tree {
        T::schema(schemas)
    }
}

impl<T: Value> Value for Vec<T> {
    fn read(tree: &Tree, at: &Path<'_>, problems: &mut Problems) -> Option<Self> {
        let Some(items) = tree.as_list() else {
            problems.add(at, Fault::Type("a list"));
            return None;
        };
        // Every item is read before the first failure ends the list, so that all faults are reported.
        let read: Vec<Option<T>> =
            items.iter().enumerate().map(|(index, item)| T::read(item, &at.item(index), problems)).collect();
        read.into_iter().collect()
    }

    fn write(&self) -> Tree {
        Tree::List(self.iter().map(Value::write).collect())
    }

    fn schema(schemas: &mut Schemas) -> Tree {
        Object::new().with("type", "array").with("items", T::schema(schemas)).into()
    }
}

/// Any JSON value, for free-form members.
impl Value for Tree {
    fn read(tree: &Tree, _: &Path<'_>, _: &mut Problems) -> Option<Self> {
        Some(tree.clone())
    }

    fn write(&self) -> Tree {
        self.clone()
    }

    fn schema(_: &mut Schemas) -> Tree {
        Object::new().with("type", "object").into()
    }
}

impl Value for bool {
    fn read(tree: &Tree, at: &Path<'_>, problems: &mut Problems) -> Option<Self> {
        if let Tree::Bool(truth) = tree {
            return Some(*truth);
        }
        problems.add(at, Fault::Type("true or false"));
        None
    }

    fn write(&self) -> Tree {
        Tree::Bool(*self)
    }

    fn schema(_: &mut Schemas) -> Tree {
        Object::new().with("type", "boolean").into()
    }
}
