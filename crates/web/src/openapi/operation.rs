//! Writes one operation of the description.

use document::{Object, Schemas, Tree};

use super::{links, shape};
use crate::api::v1::Operation;

pub(super) fn write(operation: Operation, schemas: &mut Schemas) -> Object {
    let operation = shape::complete(operation);
    let mut object = Object::new()
        .with("operationId", operation.id)
        .with("tags", vec![operation.tag])
        .with("summary", operation.summary);
    if !operation.description.is_empty() {
        object.set("description", operation.description);
    }
    if !operation.parameters.is_empty() {
        let parameters = operation.parameters.iter().map(|parameter| Tree::from(parameter.write()));
        object.set("parameters", parameters.collect::<Vec<_>>());
    }
    if let Some(body) = &operation.body {
        object.set("requestBody", body.write(schemas));
    }
    let mut responses = Object::new();
    for response in operation.responses {
        let status = response.status;
        let mut written = response.write(schemas);
        if let Some(links) = links::of(operation.id, status) {
            written.set("links", links);
        }
        responses.set(status.as_str(), written);
    }
    object.with("responses", responses)
}
