//! A record within a token, which callers write as an object or as the text of one: the published schema of `tokenData` says that
//! all its members are texts, and its example has an object.

use document::{Fault, Path, Problems, Record, Schemas, Tree, Value, read_json};

/// A record that is written as an object, or as a text with the JSON of one.
#[derive(Clone, PartialEq)]
pub struct Nested<R>(pub R);

impl<R: Record> Value for Nested<R> {
    fn read(tree: &Tree, at: &Path<'_>, problems: &mut Problems) -> Option<Self> {
        let parsed = match tree {
            Tree::Text(text) => read_json(text.as_bytes()).ok(),
            other => return R::read(other, at, problems).map(Self),
        };
        let Some(parsed) = parsed else {
            problems.add(at, Fault::Rule("must be an object, or a text with the JSON of one"));
            return None;
        };
        R::read(&parsed, at, problems).map(Self)
    }

    fn write(&self) -> Tree {
        self.0.write()
    }

    /// Describes the object alone: a schema cannot say what the JSON in a text is.
    fn schema(schemas: &mut Schemas) -> Tree {
        R::schema(schemas)
    }
}
