//! Reads JSON text into a [`Tree`] and writes it.
//!
//! The reader is stricter than serde_json alone. It refuses a member that is named twice, because it would
//! not be clear which of two amounts counts. It limits nesting and width. An error tells the place and not
//! the content, because the text may hold a card number.

use std::{cell::Cell, fmt};

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::{Object, Tree, tree::whole};

/// The largest number of levels of nesting. The deepest document of the contract has 6.
const MAX_DEPTH: usize = 32;
/// The largest number of members of one object. The widest record of the contract has 17; a free-form map may
/// have 100.
const MAX_MEMBERS: usize = 1_000;

/// The error of a text that is not a JSON document within the limits of this reader. It holds no part of the
/// text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Malformed {
    /// The line of the fault, from 1. It is 0 where the line is not known.
    pub line: usize,
    pub column: usize,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a JSON document that can be read (line {}, column {})", self.line, self.column)
    }
}

impl std::error::Error for Malformed {}

/// Reads exactly one JSON document in UTF-8.
pub fn read_json(text: &[u8]) -> Result<Tree, Malformed> {
    read_json_of(text, usize::MAX)
}

/// Reads a document of at most `max_values` values, each object, list and scalar counted as one. A value takes some ten
/// times more memory than its shortest text, so that the length of a text alone does not bound what it costs.
pub fn read_json_of(text: &[u8], max_values: usize) -> Result<Tree, Malformed> {
    let left = Cell::new(max_values);
    let mut source = serde_json::Deserializer::from_slice(text);
    let tree =
        Level { depth: 0, left: &left }.deserialize(&mut source).and_then(|tree| source.end().map(|()| tree));
    tree.map_err(|error| Malformed { line: error.line(), column: error.column() })
}

pub fn write_json(tree: &Tree) -> String {
    serde_json::to_string(tree).expect("a tree has text keys and finite numbers")
}

/// Writes indented JSON, for files that people read and compare.
pub fn write_json_pretty(tree: &Tree) -> String {
    serde_json::to_string_pretty(tree).expect("a tree has text keys and finite numbers")
}

/// The place of the value that is being read.
struct Level<'a> {
    depth: usize,
    /// The number of values that may still be read.
    left: &'a Cell<usize>,
}

impl Level<'_> {
    fn below(&self) -> Self {
        Self { depth: self.depth + 1, left: self.left }
    }
}

impl<'de> DeserializeSeed<'de> for Level<'_> {
    type Value = Tree;

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<Tree, D::Error> {
        if self.depth > MAX_DEPTH {
            return Err(D::Error::custom("too deep"));
        }
        let left = self.left.get().checked_sub(1).ok_or_else(|| D::Error::custom("too many values"))?;
        self.left.set(left);
        source.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Level<'_> {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Tree, E> {
        Ok(Tree::Bool(truth))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Tree, E> {
        Ok(Tree::Integer(number))
    }

    #[expect(clippy::cast_precision_loss, reason = "beyond int64 it is no amount; only its size is kept")]
    fn visit_u64<E>(self, number: u64) -> Result<Tree, E> {
        Ok(i64::try_from(number).map_or(Tree::Decimal(number as f64), Tree::Integer))
    }

    /// `1000.0` and `1e3` are integers, as JSON Schema counts them.
    fn visit_f64<E>(self, number: f64) -> Result<Tree, E> {
        Ok(whole(number).map_or(Tree::Decimal(number), Tree::Integer))
    }

    fn visit_str<E>(self, text: &str) -> Result<Tree, E> {
        Ok(Tree::text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut source: A) -> Result<Tree, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = source.next_element_seed(self.below())? {
            items.push(item);
        }
        Ok(Tree::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut source: A) -> Result<Tree, A::Error> {
        let mut object = Object::new();
        while let Some(name) = source.next_key::<String>()? {
            if object.len() == MAX_MEMBERS {
                return Err(A::Error::custom("too many members"));
            }
            object.set(name, source.next_value_seed(self.below())?);
        }
        if object.names_a_member_twice() {
            return Err(A::Error::custom("a member twice"));
        }
        Ok(Tree::Object(object))
    }
}

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, sink: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => sink.serialize_unit(),
            Self::Bool(truth) => sink.serialize_bool(*truth),
            Self::Integer(number) => sink.serialize_i64(*number),
            Self::Decimal(number) => sink.serialize_f64(*number),
            Self::Text(text) => sink.serialize_str(text),
            Self::List(items) => sink.collect_seq(items),
            Self::Object(object) => {
                let mut map = sink.serialize_map(Some(object.len()))?;
                for (name, value) in object.iter() {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_survives_reading_and_writing() {
        let text = r#"{"a":[1,-2.5,null,true],"b":{"é":"\u0001"}}"#;
        assert_eq!(write_json(&read_json(text.as_bytes()).unwrap()), text);
    }

    #[test]
    fn what_is_refused() {
        let deep = format!("{}{}", "[".repeat(40), "]".repeat(40));
        let wide = format!("{{{}}}", (0..1_001).map(|n| format!("\"{n}\":0")).collect::<Vec<_>>().join(","));
        for text in [r#"{"a":1,"a":2}"#, "{", "", "1 2", "{\"a\":1e999}", "\"\u{1}\"", &deep, &wide] {
            assert!(read_json(text.as_bytes()).is_err(), "{text}");
        }
        assert!(read_json(b"\"\xff\"").is_err(), "invalid UTF-8");
    }

    #[test]
    fn values_are_counted() {
        for (text, values) in
            [("1", 1), ("[]", 1), ("{}", 1), ("[1,[2]]", 4), (r#"{"a":{"b":null},"c":[{}]}"#, 5)]
        {
            assert!(read_json_of(text.as_bytes(), values).is_ok(), "{text}");
            assert!(read_json_of(text.as_bytes(), values - 1).is_err(), "{text}");
        }
    }

    #[test]
    fn a_member_that_is_named_twice_is_found_wherever_it_is() {
        let with = |last: &str| {
            let names: Vec<String> = (0..100).map(|n| format!("\"n{n}\":0")).collect();
            format!("{{{},\"{last}\":0}}", names.join(","))
        };
        assert!(read_json(with("n100").as_bytes()).is_ok());
        for twice in ["n0", "n50", "n99"] {
            assert!(read_json(with(twice).as_bytes()).is_err(), "{twice}");
        }
    }

    #[test]
    fn a_number_without_a_fraction_is_an_integer_however_it_is_written() {
        for (text, integer) in [
            ("1000.0", Some(1_000)),
            ("1e3", Some(1_000)),
            ("-0.0", Some(0)),
            ("-2.50e1", Some(-25)),
            ("1904124458467031.0", Some(1_904_124_458_467_031)),
            ("4503599627370496.0", Some(4_503_599_627_370_496)),
            ("9007199254740992", Some(9_007_199_254_740_992)),
            ("4503599627370497.0", None),
            ("9007199254740993.0", None),
            ("1e300", None),
            ("2499.5", None),
        ] {
            assert_eq!(read_json(text.as_bytes()).unwrap().as_integer(), integer, "{text}");
        }
    }

    #[test]
    fn an_integer_beyond_64_bits_is_no_integer() {
        let tree = read_json(b"[9223372036854775807,9223372036854775808]").unwrap();
        let items = tree.as_list().unwrap();
        assert_eq!(items[0].as_integer(), Some(i64::MAX));
        assert_eq!(items[1].as_integer(), None);
    }
}
