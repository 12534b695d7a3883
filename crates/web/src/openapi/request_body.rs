//! The request body of an operation, as the description shows it.

use document::{Object, Schemas, Tree, read_json};

/// A JSON body that the operation requires.
pub(crate) struct RequestBody {
    pub(crate) schema: fn(&mut Schemas) -> Tree,
    pub(crate) examples: Examples,
}

/// Examples of a body, each as JSON text.
pub(crate) enum Examples {
    One(&'static str),
    /// Several examples, each with its name.
    Named(&'static [(&'static str, &'static str)]),
}

impl RequestBody {
    pub(super) fn write(&self, schemas: &mut Schemas) -> Object {
        let json = Object::new().with("schema", (self.schema)(schemas)).and(self.examples.write());
        Object::new().with("required", true).with("content", Object::new().with("application/json", json))
    }
}

impl Examples {
    fn write(&self) -> Object {
        match self {
            Self::One(text) => Object::new().with("example", tree(text)),
            Self::Named(all) => {
                let named = all.iter().fold(Object::new(), |named, (name, text)| {
                    named.with(name, Object::new().with("value", tree(text)))
                });
                Object::new().with("examples", named)
            }
        }
    }
}

fn tree(text: &str) -> Tree {
    read_json(text.as_bytes()).expect("an example is JSON")
}
