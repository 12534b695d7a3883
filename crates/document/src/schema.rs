//! The components of an OpenAPI description, gathered while schemas are asked for.

use std::collections::BTreeMap;

use crate::{Object, Tree};

/// Named schemas, each described once and referred to from everywhere else.
#[derive(Default)]
pub struct Schemas(BTreeMap<&'static str, Tree>);

impl Schemas {
    pub fn new() -> Self {
        Self::default()
    }

    /// A reference to the named schema, which is described the first time it is met.
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

/// The schema with the words that stand above the field in the code.
#[doc(hidden)]
pub fn described(schema: Tree, doc: &str) -> Tree {
    let doc = doc.lines().map(str::trim).collect::<Vec<_>>().join(" ");
    match (schema, doc.trim()) {
        (Tree::Object(object), doc) if !doc.is_empty() => object.with("description", doc).into(),
        (schema, _) => schema,
    }
}
