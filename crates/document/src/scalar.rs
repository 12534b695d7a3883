//! Scalars that any document may use: texts with limits, string maps, dates and moments.

use jiff::{Timestamp, civil, tz::TimeZone};

use crate::{Fault, Object, Path, Problems, Schemas, Tree, Value};

/// The pattern of texts without NUL, which PostgreSQL cannot hold.
const NO_NUL: &str = "^[^\\u0000]*$";

/// A text of `MIN` to `MAX` characters, without NUL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text<const MIN: usize, const MAX: usize>(String);

impl<const MIN: usize, const MAX: usize> Text<MIN, MAX> {
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let size = text.chars().count();
        if size < MIN || size > MAX {
            return Err(Fault::Size { min: MIN, max: MAX });
        }
        if text.contains('\0') {
            return Err(Fault::Pattern("a text without NUL characters"));
        }
        Ok(Self(text.to_owned()))
    }

    /// Takes a stored text without applying today's limits to it.
    pub fn stored(text: &str) -> Self {
        Self(text.to_owned())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<const MAX: usize> Text<0, MAX> {
    /// Shortens a text of the gateway to its first `MAX` characters.
    pub fn cut(text: &str) -> Self {
        Self(text.chars().take(MAX).collect())
    }
}

impl<const MIN: usize, const MAX: usize> Value for Text<MIN, MAX> {
    fn read(tree: &Tree, at: &Path<'_>, problems: &mut Problems) -> Option<Self> {
        read_text(tree, at, problems, Self::parse)
    }

    fn write(&self) -> Tree {
        self.as_str().into()
    }

    fn schema(_: &mut Schemas) -> Tree {
        let mut schema = Object::new().with("type", "string");
        if MIN > 0 {
            schema.set("minLength", bound(MIN));
        }
        if MAX < usize::MAX {
            schema.set("maxLength", bound(MAX));
        }
        schema.set("pattern", NO_NUL);
        schema.into()
    }
}

/// Reads a text and parses it. A fault is added to `problems`.
pub fn read_text<T>(
    tree: &Tree,
    at: &Path<'_>,
    problems: &mut Problems,
    parse: impl FnOnce(&str) -> Result<T, Fault>,
) -> Option<T> {
    let parsed = tree.as_text().ok_or(Fault::Type("a text")).and_then(parse);
    parsed.map_err(|fault| problems.add(at, fault)).ok()
}

fn bound(size: usize) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}

/// A map from string to string of at most `MAX` entries, in the sender's order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Strings<const MAX: usize>(Vec<(String, String)>);

impl<const MAX: usize> Strings<MAX> {
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

impl<const MAX: usize> Value for Strings<MAX> {
    fn read(tree: &Tree, at: &Path<'_>, problems: &mut Problems) -> Option<Self> {
        let Some(object) = tree.as_object() else {
            problems.add(at, Fault::Type("an object of texts"));
            return None;
        };
        if object.len() > MAX {
            problems.add(at, Fault::Size { min: 0, max: MAX });
            return None;
        }
        let mut entries = Vec::with_capacity(object.len());
        let mut sound = true;
        for (name, value) in object.iter() {
            match value {
                Tree::Null => {}
                Tree::Text(text) => entries.push((name.to_owned(), text.to_string())),
                _ => {
                    problems.add(&at.member(name), Fault::Type("a text"));
                    sound = false;
                }
            }
        }
        sound.then_some(Self(entries))
    }

    fn write(&self) -> Tree {
        let mut object = Object::new();
        for (name, value) in self.iter() {
            object.set(name, value);
        }
        object.into()
    }

    fn schema(_: &mut Schemas) -> Tree {
        Object::new()
            .with("type", "object")
            .with("additionalProperties", Object::new().with("type", "string"))
            .with("maxProperties", bound(MAX))
            .into()
    }
}

/// A point in time: ISO 8601 with a time and an offset, `2026-01-31T23:59:59Z`. It is kept to the
/// millisecond.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(pub Timestamp);

/// Writes a moment as `2024-06-20T18:46:33.000+00:00`, the form that existing clients read.
pub fn format_moment(moment: Timestamp) -> String {
    let civil = moment.to_zoned(TimeZone::UTC).datetime();
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}+00:00",
        civil.year(),
        civil.month(),
        civil.day(),
        civil.hour(),
        civil.minute(),
        civil.second(),
        civil.millisecond()
    )
}

impl Value for Moment {
    fn read(tree: &Tree, at: &Path<'_>, problems: &mut Problems) -> Option<Self> {
        const FORM: Fault = Fault::Pattern("a date and time such as 2026-01-31T23:59:59Z");
        read_text(tree, at, problems, |text| {
            let moment: Timestamp =
                if text.len() <= 40 { text.parse().map_err(|_| FORM) } else { Err(FORM) }?;
            // Years outside 0 to 9999 need a sign, which the written form does not have.
            let year = moment.to_zoned(TimeZone::UTC).year();
            if (0..=9999).contains(&year) { Ok(Self(moment)) } else { Err(FORM) }
        })
    }

    fn write(&self) -> Tree {
        format_moment(self.0).into()
    }

    fn schema(_: &mut Schemas) -> Tree {
        Object::new().with("type", "string").with("format", "date-time").into()
    }
}

/// A calendar day: `1990-12-31`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date(pub civil::Date);

impl Value for Date {
    fn read(tree: &Tree, at: &Path<'_>, problems: &mut Problems) -> Option<Self> {
        const FORM: Fault = Fault::Pattern("a date such as 1990-12-31");
        read_text(tree, at, problems, |text| {
            if text.len() != 10 {
                return Err(FORM);
            }
            text.parse().map(Self).map_err(|_| FORM)
        })
    }

    fn write(&self) -> Tree {
        self.0.to_string().into()
    }

    fn schema(_: &mut Schemas) -> Tree {
        Object::new().with("type", "string").with("format", "date").into()
    }
}
