//! The operations of the OpenAPI description (`openapi/guichet.json`).

use std::sync::LazyLock;

use client::Method;
use document::{Tree, read_json};

/// The committed description. A test compares it with the served one.
pub(crate) const TEXT: &str = include_str!("../../../openapi/guichet.json");

static DESCRIPTION: LazyLock<Tree> = LazyLock::new(|| read_json(TEXT.as_bytes()).unwrap());

/// One method of one path.
#[derive(Clone, Copy)]
pub(crate) struct Operation {
    /// The path, such as `/v1/checkout/transactions/{id}`.
    pub(crate) path: &'static str,
    /// The method in lower case: `get`, `post`.
    pub(crate) method: &'static str,
    described: &'static Tree,
}

pub(crate) fn operations() -> Vec<Operation> {
    let paths = DESCRIPTION.at(&["paths"]).and_then(Tree::as_object).unwrap();
    paths.iter().flat_map(|(path, _)| operations_of(path)).collect()
}

/// Returns every method of a path that the description has.
pub(crate) fn operations_of(path: &'static str) -> Vec<Operation> {
    let methods = DESCRIPTION.at(&["paths", path]).and_then(Tree::as_object).unwrap();
    methods.iter().map(|(method, described)| Operation { path, method, described }).collect()
}

/// Returns the described path of a request's path. Where a word and a parameter both fit, the word is taken.
pub(crate) fn template_of(path: &str) -> Option<&'static str> {
    let paths = DESCRIPTION.at(&["paths"]).and_then(Tree::as_object).unwrap();
    let fitting = paths.iter().map(|(template, _)| template).filter(|template| fits(template, path));
    fitting.min_by_key(|template| template.matches('{').count())
}

fn fits(template: &str, path: &str) -> bool {
    let (mut words, mut given) = (template.split('/'), path.split('/'));
    loop {
        match (words.next(), given.next()) {
            (None, None) => return true,
            (Some(word), Some(given)) if word == given || (word.starts_with('{') && !given.is_empty()) => {}
            _ => return false,
        }
    }
}

/// Returns a schema, a header or another component.
pub(crate) fn component(kind: &str, name: &str) -> Option<&'static Tree> {
    DESCRIPTION.at(&["components", kind, name])
}

pub(crate) fn component_names(kind: &str) -> Vec<&'static str> {
    let components = DESCRIPTION.at(&["components", kind]).and_then(Tree::as_object);
    components.into_iter().flat_map(document::Object::iter).map(|(name, _)| name).collect()
}

/// Returns the component that `$ref` names, or the value itself.
pub(crate) fn resolved(described: &'static Tree) -> &'static Tree {
    let Some(reference) = described.at(&["$ref"]).and_then(Tree::as_text) else { return described };
    let path: Vec<&str> = reference.strip_prefix("#/").unwrap().split('/').collect();
    DESCRIPTION.at(&path).unwrap_or_else(|| panic!("{reference} leads nowhere"))
}

impl Operation {
    pub(crate) fn http_method(self) -> Method {
        self.method.to_ascii_uppercase().parse().unwrap()
    }

    /// Returns the answer with this status.
    pub(crate) fn response(self, status: u16) -> Option<&'static Tree> {
        self.described.at(&["responses", &status.to_string()])
    }

    /// Returns an example of the body. `None` where the operation reads none.
    pub(crate) fn example(self) -> Option<&'static Tree> {
        let content = self.described.at(&["requestBody", "content", "application/json"])?;
        let named = content.at(&["examples"]).and_then(Tree::as_object);
        let first = named.and_then(|named| named.iter().next()).and_then(|(_, named)| named.at(&["value"]));
        content.at(&["example"]).or(first)
    }
}
