//! JSON Schema, as far as the description uses it. A keyword that is not known here is a fault, and so is a
//! member of one of the gateway's own records that its schema does not name.

use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use document::{Tree, write_json};
use regex_lite::Regex;

use super::description::resolved;

/// Returns the faults of a value, each with its path: `transaction.id: …`.
pub(crate) fn faults(schema: &'static Tree, value: &Tree) -> Vec<String> {
    let mut checker = Checker { path: Vec::new(), faults: Vec::new() };
    checker.check(schema, value);
    checker.faults
}

struct Checker {
    path: Vec<String>,
    faults: Vec<String>,
}

impl Checker {
    fn check(&mut self, schema: &'static Tree, value: &Tree) {
        let keywords = schema.as_object().expect("a schema is an object");
        for (keyword, demand) in keywords.iter() {
            match keyword {
                "$ref" => self.check(resolved(schema), value),
                "anyOf" => self.any_of(demand, value),
                "properties" => self.members(schema, demand, value),
                "additionalProperties" => self.other_members(schema, demand, value),
                "items" => self.items(demand, value),
                _ => self.scalar(keyword, demand, value),
            }
        }
    }

    fn any_of(&mut self, schemas: &'static Tree, value: &Tree) {
        let schemas = schemas.as_list().unwrap();
        if schemas.iter().all(|schema| !faults(schema, value).is_empty()) {
            self.fault("is none of what it may be");
        }
    }

    fn members(&mut self, schema: &'static Tree, properties: &'static Tree, value: &Tree) {
        let Some(object) = value.as_object() else { return };
        for (name, member) in object.iter() {
            match properties.at(&[name]) {
                Some(schema) => self.within(name, |checker| checker.check(schema, member)),
                None if schema.at(&["additionalProperties"]).is_some() => {}
                None => self.within(name, |checker| checker.fault("is not described")),
            }
        }
    }

    fn other_members(&mut self, schema: &'static Tree, others: &'static Tree, value: &Tree) {
        let Some(object) = value.as_object() else { return };
        for (name, member) in object.iter() {
            if schema.at(&["properties", name]).is_none() {
                self.within(name, |checker| checker.check(others, member));
            }
        }
    }

    fn items(&mut self, schema: &'static Tree, value: &Tree) {
        for (index, item) in value.as_list().unwrap_or_default().iter().enumerate() {
            self.within(&index.to_string(), |checker| checker.check(schema, item));
        }
    }

    fn scalar(&mut self, keyword: &str, demand: &Tree, value: &Tree) {
        let number = demand.as_integer();
        let holds = match (keyword, value) {
            ("type", _) => either(demand, |name| is_of_type(name, value)),
            ("enum", _) => demand.as_list().unwrap().contains(value),
            ("const", _) => demand == value,
            ("required", Tree::Object(object)) => {
                self.required(demand, object);
                true
            }
            ("minimum", Tree::Integer(value)) => *value >= number.unwrap(),
            ("maximum", Tree::Integer(value)) => *value <= number.unwrap(),
            ("minLength", Tree::Text(text)) => characters(text) >= number.unwrap(),
            ("maxLength", Tree::Text(text)) => characters(text) <= number.unwrap(),
            ("pattern", Tree::Text(text)) => matches(demand.as_text().unwrap(), text),
            ("format", _) => has_format(demand.as_text().unwrap(), value),
            ("maxItems", Tree::List(items)) => items.len() <= usize::try_from(number.unwrap()).unwrap(),
            ("maxProperties", Tree::Object(object)) => {
                object.len() <= usize::try_from(number.unwrap()).unwrap()
            }
            // It demands nothing, or nothing of a value of this type.
            (
                "description" | "x-card-numbers" | "required" | "minimum" | "maximum" | "minLength"
                | "maxLength" | "pattern" | "maxItems" | "maxProperties",
                _,
            ) => true,
            _ => false,
        };
        if !holds {
            self.fault(&format!("is not of {keyword} {}", write_json(demand)));
        }
    }

    fn required(&mut self, names: &Tree, object: &document::Object) {
        for name in names.as_list().unwrap().iter().filter_map(Tree::as_text) {
            if object.get(name).is_none() {
                self.within(name, |checker| checker.fault("is missing"));
            }
        }
    }

    fn within(&mut self, name: &str, check: impl FnOnce(&mut Self)) {
        self.path.push(name.to_owned());
        check(self);
        self.path.pop();
    }

    fn fault(&mut self, words: &str) {
        let place = if self.path.is_empty() { "the body".to_owned() } else { self.path.join(".") };
        self.faults.push(format!("{place}: {words}"));
    }
}

fn either(names: &Tree, holds: impl Fn(&str) -> bool) -> bool {
    match names {
        Tree::List(names) => names.iter().filter_map(Tree::as_text).any(holds),
        name => holds(name.as_text().unwrap()),
    }
}

fn is_of_type(name: &str, value: &Tree) -> bool {
    match value {
        Tree::Null => name == "null",
        Tree::Bool(_) => name == "boolean",
        Tree::Integer(_) => name == "integer" || name == "number",
        Tree::Decimal(_) => name == "number",
        Tree::Text(_) => name == "string",
        Tree::List(_) => name == "array",
        Tree::Object(_) => name == "object",
    }
}

fn characters(text: &str) -> i64 {
    i64::try_from(text.chars().count()).unwrap()
}

fn has_format(name: &str, value: &Tree) -> bool {
    let is = |pattern: &str| value.as_text().is_none_or(|text| matches(pattern, text));
    match name {
        "int32" => value.as_integer().is_none_or(|number| i32::try_from(number).is_ok()),
        "int64" => true,
        "date" => is("^[0-9]{4}-[01][0-9]-[0-3][0-9]$"),
        "date-time" => is(
            "^[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$",
        ),
        "uri" => is("^[A-Za-z][A-Za-z0-9+.-]*://[^ ]+$"),
        _ => false,
    }
}

/// Patterns are compiled once, because every answer of every test is checked.
fn matches(pattern: &str, text: &str) -> bool {
    static COMPILED: LazyLock<Mutex<BTreeMap<String, Regex>>> = LazyLock::new(Mutex::default);
    let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    let regex = compiled.entry(pattern.to_owned()).or_insert_with(|| Regex::new(pattern).unwrap());
    regex.is_match(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harness::json;

    fn check(schema: &str, value: &str) -> Vec<String> {
        faults(Box::leak(Box::new(json(schema))), &json(value))
    }

    #[test]
    fn what_every_keyword_refuses() {
        for (schema, good, bad) in [
            (r#"{"type":"string"}"#, r#""a""#, "1"),
            (r#"{"type":["string","integer"]}"#, "1", "true"),
            (r#"{"type":"integer"}"#, "1", "1.5"),
            (r#"{"enum":["A","B"]}"#, r#""A""#, r#""C""#),
            (r#"{"const":"A"}"#, r#""A""#, r#""a""#),
            (r#"{"minimum":0}"#, "0", "-1"),
            (r#"{"maximum":9}"#, "9", "10"),
            (r#"{"minLength":1}"#, r#""é""#, r#""""#),
            (r#"{"maxLength":1}"#, r#""é""#, r#""éé""#),
            (r#"{"pattern":"^[0-9]{2}$"}"#, r#""17""#, r#""1x""#),
            (r#"{"format":"date-time"}"#, r#""2026-01-31T23:59:59.000+00:00""#, r#""2026-01-31 23:59""#),
            (r#"{"format":"date"}"#, r#""1990-12-31""#, r#""31.12.1990""#),
            (r#"{"format":"uri"}"#, r#""https://a.example/b""#, r#""/b""#),
            (r#"{"format":"int32"}"#, "2147483647", "2147483648"),
            (r#"{"maxItems":1}"#, "[1]", "[1,2]"),
            (r#"{"maxProperties":1}"#, r#"{"a":1}"#, r#"{"a":1,"b":1}"#),
            (r#"{"items":{"type":"string"}}"#, r#"["a"]"#, r#"["a",1]"#),
            (r#"{"required":["a"]}"#, r#"{"a":1}"#, "{}"),
            (r#"{"properties":{"a":{"type":"integer"}}}"#, r#"{"a":1}"#, r#"{"a":"1"}"#),
            (r#"{"properties":{"a":{}}}"#, "{}", r#"{"b":1}"#),
            (r#"{"additionalProperties":{"type":"string"}}"#, r#"{"a":"b"}"#, r#"{"a":1}"#),
            (r#"{"anyOf":[{"const":"a"},{"type":"integer"}]}"#, "1", r#""b""#),
            (r##"{"$ref":"#/components/schemas/Country"}"##, r#""FR""#, r#""XX""#),
        ] {
            assert_eq!(check(schema, good), [""; 0], "{schema} {good}");
            assert_eq!(check(schema, bad).len(), 1, "{schema} {bad}");
        }
    }

    #[test]
    fn a_keyword_that_is_not_known_is_a_fault() {
        for schema in [r#"{"multipleOf":2}"#, r#"{"format":"colour"}"#] {
            assert_eq!(check(schema, "2").len(), 1, "{schema}");
        }
    }

    #[test]
    fn a_fault_names_its_place() {
        let schema =
            r#"{"properties":{"a":{"items":{"required":["id"],"properties":{"id":{"type":"string"}}}}}}"#;
        let told = check(schema, r#"{"a":[{"id":"x"},{"id":7},{}]}"#);
        assert_eq!(told, [r#"a.1.id: is not of type "string""#, "a.2.id: is missing"]);
    }
}
