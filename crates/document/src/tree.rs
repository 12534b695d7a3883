//! A document between its text and its records.

use zeroize::Zeroizing;

/// A JSON value. Texts are wiped when dropped, because a request body may carry a card.
#[derive(Clone, PartialEq)]
pub enum Tree {
    Null,
    Bool(bool),
    Integer(i64),
    /// A number that is no 64-bit integer. It is kept for free-form members, and never used as money.
    Decimal(f64),
    Text(Zeroizing<String>),
    List(Vec<Tree>),
    Object(Object),
}

/// The members of an object in the order in which they were written. Names are unique if they come from
/// [`crate::read_json`].
#[derive(Clone, Default, PartialEq)]
pub struct Object(Vec<(String, Tree)>);

impl Object {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn get(&self, name: &str) -> Option<&Tree> {
        self.0.iter().find(|(member, _)| member == name).map(|(_, value)| value)
    }

    pub fn get_mut(&mut self, name: &str) -> Option<&mut Tree> {
        self.0.iter_mut().find(|(member, _)| member == name).map(|(_, value)| value)
    }

    pub fn set(&mut self, name: impl Into<String>, value: impl Into<Tree>) {
        self.0.push((name.into(), value.into()));
    }

    /// Returns the value at a path of members.
    pub fn at(&self, path: &[&str]) -> Option<&Tree> {
        let (first, rest) = path.split_first()?;
        self.get(first)?.at(rest)
    }

    /// Removes a member and returns its value.
    pub fn remove(&mut self, name: &str) -> Option<Tree> {
        let position = self.0.iter().position(|(member, _)| member == name)?;
        Some(self.0.remove(position).1)
    }

    /// Adds a member and returns the object, so that a document can be built in one expression.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Tree>) -> Self {
        self.set(name, value);
        self
    }

    /// Adds the members of another object behind its own.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Compares neighbours in the order of their names, so that the time hardly grows faster than the number of members.
    pub(crate) fn names_a_member_twice(&self) -> bool {
        let mut names: Vec<&str> = self.0.iter().map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        names.windows(2).any(|pair| pair[0] == pair[1])
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &Tree)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Tree {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(Zeroizing::new(text.into()))
    }

    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn as_integer(&self) -> Option<i64> {
        match self {
            Self::Integer(number) => Some(*number),
            _ => None,
        }
    }

    pub fn as_object(&self) -> Option<&Object> {
        match self {
            Self::Object(object) => Some(object),
            _ => None,
        }
    }

    pub fn as_list(&self) -> Option<&[Tree]> {
        match self {
            Self::List(items) => Some(items),
            _ => None,
        }
    }

    /// Returns the value at a path of members, for readers of answers.
    pub fn at(&self, path: &[&str]) -> Option<&Tree> {
        path.iter().try_fold(self, |tree, name| tree.as_object()?.get(name))
    }
}

impl From<Object> for Tree {
    fn from(object: Object) -> Self {
        Self::Object(object)
    }
}

/// The greatest number up to which a binary64 tells an integer from each number with a half: 2^52. Above it, the nearest
/// binary64 of `4503599627370497.4` has no fraction, and above 2^53 that of an odd integer is its even neighbour.
const MAX_WHOLE: f64 = 4_503_599_627_370_496.0;

/// Returns a number without a fraction as an integer. `None` for a fraction, and for a number so large that a binary64 does
/// not tell whether it had one.
#[expect(clippy::cast_possible_truncation, reason = "it has no fraction, and is small enough")]
pub fn whole(number: f64) -> Option<i64> {
    (number.fract() == 0.0 && number.abs() <= MAX_WHOLE).then_some(number as i64)
}

impl From<&str> for Tree {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<String> for Tree {
    fn from(text: String) -> Self {
        Self::text(text)
    }
}

impl From<i64> for Tree {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<bool> for Tree {
    fn from(truth: bool) -> Self {
        Self::Bool(truth)
    }
}

impl<T: Into<Tree>> From<Vec<T>> for Tree {
    fn from(items: Vec<T>) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
}
