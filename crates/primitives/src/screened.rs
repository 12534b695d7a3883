//! What a field does with a card number that stands in it. A field of a request that takes a free text has one of these types.
//!
//! The description of the API tells the type by `x-card-numbers`. A test of `web` finds a free text without it, so that a new
//! field cannot forget to choose.

use std::ops::Deref;

use document::{Fault, Path, Problems, Schemas, Text, Tree, Value};

use crate::{
    WebUrl,
    card_in_text::{cards_in, with_cards_masked, with_cards_masked_in_url},
};

/// The name by which a schema tells what becomes of a card number in the field.
pub const CARD_NUMBERS: &str = "x-card-numbers";

/// A name, a comment or another text for people: a card number in it is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prose<T>(T);

impl<T> Prose<T> {
    const HELD: Fault = Fault::Rule("must not hold a card number");

    /// Takes a text of the gateway's own.
    pub const fn ours(value: T) -> Self {
        Self(value)
    }

    pub fn into_inner(self) -> T {
        self.0
    }

    /// Parses a text in which no card number may stand.
    pub fn parse(text: &str, parse: impl FnOnce(&str) -> Result<T, Fault>) -> Result<Self, Fault> {
        if cards_in(text).is_empty() { parse(text).map(Self) } else { Err(Self::HELD) }
    }
}

impl<T: Value> Value for Prose<T> {
    fn read(tree: &Tree, at: &Path<'_>, problems: &mut Problems) -> Option<Self> {
        let mut sound = true;
        each_text(tree, at, &mut |at, text| {
            if !cards_in(text).is_empty() {
                problems.add(at, Self::HELD);
                sound = false;
            }
        });
        // The faults of the value may name members of it, and a name may be the card number.
        if sound { T::read(tree, at, problems).map(Self) } else { None }
    }

    fn write(&self) -> Tree {
        self.0.write()
    }

    fn schema(schemas: &mut Schemas) -> Tree {
        noted(T::schema(schemas), "refused")
    }
}

/// A merchant's or a bank's name for something. A number in it may look like a card by chance, so it is remarked
/// ([`Problems::remark`]), and the use case decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identifier<T>(T);

impl<T: Value> Value for Identifier<T> {
    fn read(tree: &Tree, at: &Path<'_>, problems: &mut Problems) -> Option<Self> {
        // First, because a text that is too long is not searched.
        let value = T::read(tree, at, problems)?;
        each_text(tree, at, &mut |at, text| {
            for card in cards_in(text) {
                problems.remark(at, card.pan.expose());
            }
        });
        Some(Self(value))
    }

    fn write(&self) -> Tree {
        self.0.write()
    }

    fn schema(schemas: &mut Schemas) -> Tree {
        noted(T::schema(schemas), "counted")
    }
}

/// A value that machines write, such as a URL: a card number in it is masked before it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Masked<T>(T);

/// A type of which a value with a masked card number can be made.
pub trait Maskable: Value {
    /// Returns the value with card numbers masked. Fails where a masked one could not stand for it.
    fn masked(self) -> Result<Self, Fault>;
}

impl<const MIN: usize, const MAX: usize> Maskable for Text<MIN, MAX> {
    fn masked(self) -> Result<Self, Fault> {
        with_cards_masked(self.as_str()).map_or(Ok(self), |text| Self::parse(&text))
    }
}

impl Maskable for WebUrl {
    fn masked(self) -> Result<Self, Fault> {
        let Some(text) = with_cards_masked_in_url(self.as_str()) else { return Ok(self) };
        let url = Self::parse(&text)?;
        // With another host it would lead to somebody else.
        if url.origin() == self.origin() { Ok(url) } else { Err(Prose::<Self>::HELD) }
    }
}

impl<T: Maskable> Masked<T> {
    pub fn of(value: T) -> Result<Self, Fault> {
        value.masked().map(Self)
    }

    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T: Maskable> Value for Masked<T> {
    fn read(tree: &Tree, at: &Path<'_>, problems: &mut Problems) -> Option<Self> {
        let masked = Self::of(T::read(tree, at, problems)?);
        masked.map_err(|fault| problems.add(at, fault)).ok()
    }

    fn write(&self) -> Tree {
        self.0.write()
    }

    fn schema(schemas: &mut Schemas) -> Tree {
        noted(T::schema(schemas), "masked")
    }
}

impl<T> Deref for Prose<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> Deref for Identifier<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> Deref for Masked<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// Calls `each` for every text in the tree: texts, numbers as they are written, and the names of members, with the place of their
/// object. What a member with such a name holds is not looked at, because its place would tell the name.
fn each_text(tree: &Tree, at: &Path<'_>, each: &mut impl FnMut(&Path<'_>, &str)) {
    match tree {
        Tree::Null | Tree::Bool(_) => {}
        Tree::Integer(number) => each(at, &number.to_string()),
        Tree::Decimal(number) => each(at, &number.to_string()),
        Tree::Text(text) => each(at, text),
        Tree::List(items) => {
            items.iter().enumerate().for_each(|(index, item)| each_text(item, &at.item(index), each));
        }
        Tree::Object(object) => {
            for (name, value) in object.iter() {
                if cards_in(name).is_empty() {
                    each_text(value, &at.member(name), each);
                } else {
                    each(at, name);
                }
            }
        }
    }
}

fn noted(schema: Tree, what: &str) -> Tree {
    match schema {
        Tree::Object(object) => object.with(CARD_NUMBERS, what).into(),
        schema => schema,
    }
}

#[cfg(test)]
mod tests {
    use document::{Strings, read_json};

    use super::*;

    fn faults<T: Value>(json: &str) -> Vec<String> {
        let mut problems = Problems::new();
        let root = Path::ROOT;
        T::read(&read_json(json.as_bytes()).unwrap(), &root.member("field"), &mut problems);
        problems.into_vec().into_iter().map(|problem| format!("{} {}", problem.name, problem.fault)).collect()
    }

    #[test]
    fn prose_refuses_card_numbers_in_values_and_names() {
        let texts = faults::<Prose<Strings<9>>>;
        assert_eq!(texts(r#"{"note":"call 4970105"}"#), [""; 0]);
        assert_eq!(texts(r#"{"note":"4970 1051 5151 5140"}"#), ["field.note must not hold a card number"]);
        // No fault repeats the name.
        assert_eq!(texts(r#"{"4970105151515140":7}"#), ["field must not hold a card number"]);
        assert_eq!(texts(r#"{"note":4970105151515140}"#), ["field.note must not hold a card number"]);
    }

    #[test]
    fn identifiers_are_taken_and_remarked() {
        let mut problems = Problems::new();
        let root = Path::ROOT;
        let tree = Tree::text("A-4970105151515140");
        assert!(Identifier::<Text<0, 50>>::read(&tree, &root.member("id"), &mut problems).is_some());
        assert!(problems.is_empty());
        let remarks = problems.take_remarks();
        assert_eq!(remarks.len(), 1);
        assert_eq!((remarks[0].name.as_str(), &**remarks[0].part), ("id", "4970105151515140"));
    }

    #[test]
    fn a_url_is_masked_unless_it_would_lead_elsewhere() {
        let url = |text: &str| Masked::of(WebUrl::parse(text).unwrap()).map(|url| url.as_str().to_owned());
        assert_eq!(url("https://s.example/4970105151515140").unwrap(), "https://s.example/497010XXXXXX5140");
        assert_eq!(url("https://s.example/a").unwrap(), "https://s.example/a");
        assert!(url("https://4970105151515140.example/").is_err());
    }
}
