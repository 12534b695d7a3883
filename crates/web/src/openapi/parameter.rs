//! The parameters of an operation: those of the path and of the query, and headers of the request.

use document::{Object, Tree};

pub(crate) struct Parameter {
    name: String,
    place: &'static str,
    is_required: bool,
    description: String,
    schema: Object,
}

pub(crate) fn path_parameter(name: &'static str, description: &'static str) -> Parameter {
    Parameter::of_text(name, "path", true, description)
}

pub(super) fn header_parameter(name: &'static str, description: &'static str) -> Parameter {
    Parameter::of_text(name, "header", false, description)
}

/// A parameter of the query, with the schema that its type gives.
pub(crate) fn query_parameter(name: &str, mut schema: Object) -> Parameter {
    let description = match schema.remove("description") {
        Some(Tree::Text(description)) => description.to_string(),
        _ => String::new(),
    };
    Parameter { name: name.to_owned(), place: "query", is_required: false, description, schema }
}

impl Parameter {
    fn of_text(name: &str, place: &'static str, is_required: bool, description: &str) -> Self {
        Self {
            name: name.to_owned(),
            place,
            is_required,
            description: description.to_owned(),
            schema: Object::new().with("type", "string"),
        }
    }

    /// `pattern` is a regular expression of what is taken.
    pub(crate) fn with_pattern(mut self, pattern: &'static str) -> Self {
        self.schema.set("pattern", pattern);
        self
    }

    pub(super) fn write(&self) -> Object {
        let parameter = Object::new()
            .with("name", self.name.as_str())
            .with("in", self.place)
            .with("required", self.is_required);
        let parameter = match self.description.as_str() {
            "" => parameter,
            description => parameter.with("description", description),
        };
        parameter.with("schema", self.schema.clone())
    }
}
