//! Checks whether a document has the members that a strict reader needs, each of exactly the right type.

use document::Tree;

use super::raw_text;

pub(crate) enum Shape {
    Text,
    /// One of these texts.
    Word(&'static [&'static str]),
    /// A text in which each digit is written 0 and each letter a: `00/00/0000 00:00`.
    Form(&'static str),
    Truth,
    /// A number within 32 bits.
    Int32,
    Int64,
    Each(&'static Shape),
    /// An object whose values are texts.
    Texts,
    /// An object with any members.
    Free,
    Object(&'static [Member]),
}

pub(crate) struct Member {
    name: &'static str,
    required: bool,
    shape: Shape,
}

/// Declares a member without which a reader rejects the whole document.
pub(crate) const fn required(name: &'static str, shape: Shape) -> Member {
    Member { name, required: true, shape }
}

/// Declares a member that may be absent or null, and otherwise has this shape.
pub(crate) const fn optional(name: &'static str, shape: Shape) -> Member {
    Member { name, required: false, shape }
}

/// Returns all faults, each with its path.
pub(crate) fn faults(tree: &Tree, shape: &Shape, path: &str) -> Vec<String> {
    match (shape, tree) {
        (Shape::Object(members), Tree::Object(_)) => members
            .iter()
            .flat_map(|Member { name, required, shape }| {
                let path = format!("{path}.{name}");
                match tree.at(&[name]) {
                    None | Some(Tree::Null) if *required => vec![format!("{path} is not there")],
                    None | Some(Tree::Null) => Vec::new(),
                    Some(value) => faults(value, shape, &path),
                }
            })
            .collect(),
        (Shape::Each(shape), Tree::List(items)) => items
            .iter()
            .enumerate()
            .flat_map(|(index, item)| faults(item, shape, &format!("{path}[{index}]")))
            .collect(),
        (Shape::Texts, Tree::Object(object)) => object
            .iter()
            .filter(|(_, value)| !matches!(value, Tree::Text(_) | Tree::Null))
            .map(|(name, _)| format!("{path}.{name} is no text"))
            .collect(),
        _ if fits(tree, shape) => Vec::new(),
        _ => vec![format!("{path} is {}", raw_text(tree))],
    }
}

fn fits(tree: &Tree, shape: &Shape) -> bool {
    match (shape, tree) {
        (Shape::Text, Tree::Text(_))
        | (Shape::Truth, Tree::Bool(_))
        | (Shape::Int64, Tree::Integer(_))
        | (Shape::Free, Tree::Object(_)) => true,
        (Shape::Word(words), Tree::Text(text)) => words.contains(&text.as_str()),
        (Shape::Form(form), Tree::Text(text)) => form_of(text) == *form,
        (Shape::Int32, Tree::Integer(number)) => i32::try_from(*number).is_ok(),
        _ => false,
    }
}

/// Returns the text with each digit as 0 and each letter as a.
pub(crate) fn form_of(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            _ if c.is_ascii_digit() => '0',
            _ if c.is_alphabetic() => 'a',
            _ => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::json;
    use super::*;

    const SHAPE: Shape = Shape::Object(&[
        required("id", Shape::Form("a00")),
        required("count", Shape::Int32),
        optional("on", Shape::Truth),
        optional("lines", Shape::Each(&Shape::Object(&[required("v", Shape::Text)]))),
        optional("fields", Shape::Texts),
        optional("kind", Shape::Word(&["A", "B"])),
    ]);

    #[test]
    fn what_is_wrong_is_found() {
        for (text, found) in [
            (r#"{"id":"x12","count":1,"on":null,"more":{}}"#, &[][..]),
            (
                r#"{"id":"x1","count":2147483648,"on":"true"}"#,
                &[r#"s.id is "x1""#, "s.count is 2147483648", r#"s.on is "true""#],
            ),
            (r#"{"count":"1"}"#, &["s.id is not there", r#"s.count is "1""#]),
            (r#"{"id":null,"count":1.5}"#, &["s.id is not there", "s.count is 1.5"]),
            (
                r#"{"id":"x12","count":1,"lines":[{"v":"a"},{"v":1}],"fields":{"a":"b","c":1},"kind":"C"}"#,
                &["s.lines[1].v is 1", "s.fields.c is no text", r#"s.kind is "C""#],
            ),
            (r#"{"id":"x12","count":1,"lines":{},"fields":[]}"#, &["s.lines is {}", "s.fields is []"]),
            ("[]", &["s is []"]),
        ] {
            assert_eq!(faults(&json(text), &SHAPE, "s"), found, "{text}");
        }
    }
}
