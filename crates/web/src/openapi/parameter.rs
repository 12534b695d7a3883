//! The parameters of an operation: path parameters and headers of the request.

use document::Object;

/// A parameter, whose value is a text.
pub(crate) struct Parameter {
    name: &'static str,
    place: &'static str,
    is_required: bool,
    description: &'static str,
    pattern: Option<&'static str>,
}

pub(crate) const fn path_parameter(name: &'static str, description: &'static str) -> Parameter {
    Parameter { name, place: "path", is_required: true, description, pattern: None }
}

pub(super) const fn header_parameter(name: &'static str, description: &'static str) -> Parameter {
    Parameter { name, place: "header", is_required: false, description, pattern: None }
}

impl Parameter {
    /// `pattern` is a regular expression of what is taken.
    pub(crate) const fn with_pattern(mut self, pattern: &'static str) -> Self {
        self.pattern = Some(pattern);
        self
    }

    pub(super) fn write(&self) -> Object {
        let mut schema = Object::new().with("type", "string");
        if let Some(pattern) = self.pattern {
            schema.set("pattern", pattern);
        }
        Object::new()
            .with("name", self.name)
            .with("in", self.place)
            .with("required", self.is_required)
            .with("description", self.description)
            .with("schema", schema)
    }
}
