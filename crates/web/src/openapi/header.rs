//! Headers of answers that depend on the operation. `X-Request-Id` and `Cache-Control`, which every answer
//! has, are not described.

use document::Object;

/// A header of an answer.
#[derive(Clone, Copy)]
pub(super) struct Header {
    name: &'static str,
    is_required: bool,
    description: &'static str,
    /// A rule of JSON Schema for the value: the keyword and what it requires.
    rule: Option<(&'static str, &'static str)>,
}

pub(super) const CHALLENGE: Header = Header {
    name: "WWW-Authenticate",
    is_required: true,
    description: "How to authenticate: HTTP Basic.",
    rule: Some(("pattern", "^Basic realm=")),
};
pub(super) const RETRY_AFTER: Header = Header {
    name: "Retry-After",
    is_required: true,
    description: "Seconds after which to try again.",
    rule: Some(("pattern", "^[0-9]+$")),
};
pub(super) const REPLAYED: Header = Header {
    name: "Idempotency-Replayed",
    is_required: false,
    description: "The answer is the first one to an earlier request with this Idempotency-Key.",
    rule: Some(("const", "true")),
};

const ALL: [Header; 3] = [CHALLENGE, RETRY_AFTER, REPLAYED];

/// Describes each header once, under its name.
pub(super) fn components() -> Object {
    ALL.iter().fold(Object::new(), |all, header| all.with(header.name, header.describe()))
}

/// Writes the `headers` of one response as references to the components.
pub(super) fn references(headers: &[Header]) -> Object {
    headers.iter().fold(Object::new(), |all, header| {
        let reference = format!("#/components/headers/{}", header.name);
        all.with(header.name, Object::new().with("$ref", reference))
    })
}

impl Header {
    fn describe(&self) -> Object {
        let mut schema = Object::new().with("type", "string");
        if let Some((keyword, value)) = self.rule {
            schema.set(keyword, value);
        }
        Object::new()
            .with("description", self.description)
            .with("required", self.is_required)
            .with("schema", schema)
    }
}
