//! The faults of a document, their places and their messages.

use std::fmt;

use zeroize::Zeroizing;

/// The largest number of problems in one answer.
const MAX_PROBLEMS: usize = 100;

/// The place of a value in a document: a chain of borrowed steps, so that reading a correct document
/// allocates nothing.
#[derive(Clone, Copy)]
pub struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Root,
    Member(&'a str),
    Item(usize),
}

impl<'a> Path<'a> {
    pub const ROOT: Path<'static> = Path { parent: None, step: Step::Root };

    #[must_use]
    pub fn member(&'a self, name: &'a str) -> Path<'a> {
        Path { parent: Some(self), step: Step::Member(name) }
    }

    #[must_use]
    pub fn item(&'a self, index: usize) -> Path<'a> {
        Path { parent: Some(self), step: Step::Item(index) }
    }
}

/// Writes a path such as `order.items[2].price`.
impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(parent) = self.parent else { return Ok(()) };
        parent.fmt(f)?;
        match self.step {
            Step::Root => Ok(()),
            Step::Member(name) if matches!(parent.step, Step::Root) => f.write_str(name),
            Step::Member(name) => write!(f, ".{name}"),
            Step::Item(index) => write!(f, "[{index}]"),
        }
    }
}

/// The rule that a value breaks. It never holds the value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    Missing,
    /// The JSON type that was expected, with its article: `a text`.
    Type(&'static str),
    /// The bounds of a text in characters, or of a list or map in entries, both included.
    Size {
        min: usize,
        max: usize,
    },
    /// The bounds of a number, both included.
    Range {
        min: i64,
        max: i64,
    },
    /// The form in words: `letters, digits, "_" and "-"`.
    Pattern(&'static str),
    /// The accepted values.
    OneOf(&'static [&'static str]),
    /// The kind of value, where the accepted ones are too many to list: `an ISO 4217 currency code`.
    Unknown(&'static str),
    /// A rule between several members, or another rule in its own words.
    Rule(&'static str),
    /// A fault for which the API has a return code of its own.
    Coded {
        return_code: &'static str,
        fault: &'static Fault,
    },
}

impl Fault {
    /// Returns the key of the fault, by which a client can translate its message.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing => "{field.required}",
            Self::Type(_) => "{field.type}",
            Self::Size { .. } => "{field.size}",
            Self::Range { .. } => "{field.range}",
            Self::Pattern(_) => "{field.pattern}",
            Self::OneOf(_) | Self::Unknown(_) => "{field.choice}",
            Self::Rule(_) => "{field.rule}",
            Self::Coded { fault, .. } => fault.code(),
        }
    }

    /// Returns the return code of the fault; `None` where it has none of its own.
    pub fn return_code(&self) -> Option<&'static str> {
        if let Self::Coded { return_code, .. } = self { Some(return_code) } else { None }
    }

    /// Returns the values that a client puts into the translated message.
    pub fn arguments(&self) -> Vec<String> {
        match self {
            Self::Missing | Self::Rule(_) => Vec::new(),
            Self::Type(word) | Self::Pattern(word) | Self::Unknown(word) => vec![(*word).to_owned()],
            Self::Size { min, max } => [min, max].map(ToString::to_string).into(),
            Self::Range { min, max } => [min, max].map(ToString::to_string).into(),
            Self::OneOf(words) => words.iter().map(|word| (*word).to_owned()).collect(),
            Self::Coded { fault, .. } => fault.arguments(),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("is required"),
            Self::Size { min, max } if min == max => write!(f, "size must be {min}"),
            Self::Size { min, max } => write!(f, "size must be between {min} and {max}"),
            Self::Range { min, max } => write!(f, "must be between {min} and {max}"),
            Self::Type(words) | Self::Pattern(words) | Self::Unknown(words) => write!(f, "must be {words}"),
            Self::OneOf(words) => write!(f, "must be one of {}", words.join(", ")),
            Self::Rule(words) => f.write_str(words),
            Self::Coded { fault, .. } => fault.fmt(f),
        }
    }
}

/// A fault and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The path in the document. It is empty for the whole document.
    pub name: String,
    pub fault: Fault,
}

/// A part of a text that its type took, and about which the caller decides.
pub struct Remark {
    /// The path in the document.
    pub name: String,
    /// The part of the text. It is wiped when dropped.
    pub part: Zeroizing<String>,
}

/// The problems of one document, at most 100, and the remarks on it, at most as many.
#[derive(Default)]
pub struct Problems {
    faults: Vec<Problem>,
    remarks: Vec<Remark>,
}

impl Problems {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn add(&mut self, at: &Path<'_>, fault: Fault) {
        if self.faults.len() < MAX_PROBLEMS {
            self.faults.push(Problem { name: at.to_string(), fault });
        }
    }

    pub fn remark(&mut self, at: &Path<'_>, part: &str) {
        if self.remarks.len() < MAX_PROBLEMS {
            self.remarks.push(Remark { name: at.to_string(), part: Zeroizing::new(part.to_owned()) });
        }
    }

    /// Whether there is no fault.
    pub fn is_empty(&self) -> bool {
        self.faults.is_empty()
    }

    pub fn into_vec(self) -> Vec<Problem> {
        self.faults
    }

    pub fn take_remarks(&mut self) -> Vec<Remark> {
        std::mem::take(&mut self.remarks)
    }
}
