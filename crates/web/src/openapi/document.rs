//! The OpenAPI document: the paths, and the components that they refer to.

use document::{Object, Schemas, Tree, write_json_pretty};

use super::{header, operation};
use crate::api::v1::endpoints;

const INFO: &str = "A payment gateway, compatible with the Monext Retail API. In requests, members that are not described are \
                    ignored, and a member that is null counts as absent.\n\nCard numbers belong in the fields of a card only. A \
                    field with `x-card-numbers: refused` must hold none: a request with one is a 400 that names the field. In \
                    one with `counted` (references and ids, where a number may look like a card by chance) the number of the \
                    card of the same request is refused; any other is counted and, where the operator wants it, refused. In \
                    one with `masked` (URLs, User-Agent) it is masked before it is kept. SECURITY.md says which numbers count.";

/// Returns the document as indented JSON.
pub fn description() -> String {
    let mut schemas = Schemas::new();
    let paths = paths(&mut schemas);
    let license = Object::new().with("name", "MIT OR Apache-2.0").with("identifier", "MIT OR Apache-2.0");
    let info = Object::new()
        .with("title", "Guichet")
        .with("version", env!("CARGO_PKG_VERSION"))
        .with("description", INFO)
        .with("license", license);
    let document = Object::new()
        .with("openapi", "3.1.0")
        .with("info", info)
        .with("servers", vec![Tree::from(Object::new().with("url", "https://127.0.0.1:8443"))])
        .with("security", vec![Tree::from(Object::new().with("basicAuth", Vec::<Tree>::new()))])
        .with("paths", paths)
        .with("components", components(schemas));
    write_json_pretty(&document.into()) + "\n"
}

/// Writes the paths in the order in which the endpoints are listed. The methods of one path share an entry.
fn paths(schemas: &mut Schemas) -> Object {
    let mut paths: Vec<(&str, Object)> = Vec::new();
    for endpoint in endpoints() {
        let operation = (endpoint.operation)();
        let method = operation.method.as_str().to_ascii_lowercase();
        let described = operation::write(operation, schemas);
        match paths.iter_mut().find(|(path, _)| *path == endpoint.path) {
            Some((_, item)) => item.set(method, described),
            None => paths.push((endpoint.path, Object::new().with(&method, described))),
        }
    }
    paths.into_iter().fold(Object::new(), |paths, (path, item)| paths.with(path, item))
}

fn components(schemas: Schemas) -> Object {
    let basic = Object::new()
        .with("type", "http")
        .with("scheme", "basic")
        .with("description", "User: merchant id. Password: access key.");
    Object::new()
        .with("securitySchemes", Object::new().with("basicAuth", basic))
        .with("headers", header::components())
        .with("schemas", schemas.into_tree())
}
