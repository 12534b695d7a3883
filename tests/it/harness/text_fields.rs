//! The fields of a request body that take a free text, by the description.

use std::collections::BTreeSet;

use document::{Tree, read_json};

use super::description;

/// A field that takes a free text.
#[derive(Debug)]
pub(crate) struct TextField {
    /// The path of the field: `order.items[0].comment`. A free-form object has a member of the test's own in it.
    pub(crate) path: String,
    /// What becomes of a card number in it (`x-card-numbers`).
    pub(crate) card_numbers: Option<String>,
    pub(crate) max_length: usize,
    pub(crate) is_url: bool,
}

impl TextField {
    /// Returns every text field of a component, with those of the components that it refers to.
    pub(crate) fn of(component: &str) -> Vec<Self> {
        let mut fields = Vec::new();
        walk(schema_of(component), String::new(), None, &mut fields);
        fields
    }
}

/// Returns the components that bodies of requests have.
pub(crate) fn request_components() -> BTreeSet<String> {
    let description = read_json(description::TEXT.as_bytes()).unwrap();
    let paths = description.at(&["paths"]).and_then(Tree::as_object).unwrap();
    let operations = paths.iter().flat_map(|(_, item)| item.as_object().unwrap().iter());
    let bodies = operations.filter_map(|(_, operation)| {
        let content = operation.at(&["requestBody", "content", "application/json", "schema", "$ref"]);
        operation
            .at(&["requestBody"])
            .map(|_| content.and_then(Tree::as_text).expect("a body has a component"))
    });
    bodies.map(|reference| reference.rsplit('/').next().unwrap().to_owned()).collect()
}

fn schema_of(name: &str) -> &'static Tree {
    description::component("schemas", name).unwrap_or_else(|| panic!("no schema {name}"))
}

fn walk(schema: &Tree, path: String, outer: Option<&str>, fields: &mut Vec<TextField>) {
    let text = |name| schema.at(&[name]).and_then(Tree::as_text);
    let card_numbers = text("x-card-numbers").or(outer);
    if let Some(reference) = text("$ref") {
        let name = reference.rsplit('/').next().unwrap();
        return walk(schema_of(name), path, card_numbers, fields);
    }
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    if let Some(properties) = schema.at(&["properties"]).and_then(Tree::as_object) {
        properties.iter().for_each(|(name, schema)| walk(schema, below(name), card_numbers, fields));
        return;
    }
    if let Some(items) = schema.at(&["items"]) {
        return walk(items, format!("{path}[0]"), card_numbers, fields);
    }
    if let Some(values) = schema.at(&["additionalProperties"]) {
        return walk(values, below("note"), card_numbers, fields);
    }
    let choices = schema.at(&["anyOf"]).and_then(Tree::as_list);
    // A schema with a type says itself what it is; its choices only limit it.
    if schema.at(&["type"]).is_none()
        && let Some(first) = choices.and_then(|list| list.first())
    {
        return walk(first, path, card_numbers, fields);
    }
    let types: Vec<&str> = match schema.at(&["type"]) {
        Some(Tree::Text(one)) => vec![one],
        Some(Tree::List(many)) => many.iter().filter_map(Tree::as_text).collect(),
        _ => Vec::new(),
    };
    let fixed = ["enum", "const"].iter().any(|name| schema.at(&[name]).is_some());
    let dated = matches!(text("format"), Some("date" | "date-time"));
    if types.contains(&"object") {
        fields.push(field(schema, below("note"), card_numbers));
    } else if types.contains(&"string") && !fixed && !dated {
        fields.push(field(schema, path, card_numbers));
    }
}

fn field(schema: &Tree, path: String, card_numbers: Option<&str>) -> TextField {
    let max_length = schema.at(&["maxLength"]).and_then(Tree::as_integer);
    TextField {
        path,
        card_numbers: card_numbers.map(str::to_owned),
        max_length: max_length.map_or(usize::MAX, |most| usize::try_from(most).unwrap()),
        is_url: schema.at(&["format"]).and_then(Tree::as_text) == Some("uri"),
    }
}
