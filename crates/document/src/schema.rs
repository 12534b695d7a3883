//! The components of an OpenAPI description, collected while schemas are written.

use std::collections::BTreeMap;

use crate::{Object, Tree};

/// Named schemas. Each is described once, and referred to from everywhere else.
#[derive(Default)]
pub struct Schemas(BTreeMap<&'static str, Tree>);

impl Schemas {
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns a reference to the named schema, which is described the first time that it is asked for.
    pub fn component(&mut self, name: &'static str, describe: impl FnOnce(&mut Self) -> Tree) -> Tree {
        if !self.0.contains_key(name) {
            self.0.insert(name, Tree::Null);
            let schema = describe(self);
            self.0.insert(name, schema);
        }
        Object::new().with("$ref", format!("#/components/schemas/{name}")).into()
    }

    pub fn into_tree(self) -> Tree {
        let mut components = Object::new();
        for (name, schema) in self.0 {
            components.set(name, schema);
        }
        components.into()
    }
}

/// Adds a description, the doc comment of the field, to a schema.
#[doc(hidden)]
pub fn described(schema: Tree, doc: &str) -> Tree {
    let doc = doc.lines().map(str::trim).collect::<Vec<_>>().join(" ");
    match (schema, doc.trim()) {
        (Tree::Object(object), doc) if !doc.is_empty() => object.with("description", doc).into(),
        (schema, _) => schema,
    }
}
