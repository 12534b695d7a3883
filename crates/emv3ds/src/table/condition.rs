//! The condition under which an element is required, as far as the message itself decides it.

use document::{Object, Tree};

pub(super) enum Condition {
    /// The message does not tell.
    Unknown,
    /// Another element is there: `billAddrState`.
    With(&'static str),
    /// Another element is not there: `!deviceInfo`.
    Without(&'static str),
    /// Another element has one of the values: `transStatus=Y|A`.
    OneOf(&'static str, Vec<&'static str>),
}

impl Condition {
    pub(super) fn of(text: &'static str) -> Self {
        match (text.split_once('='), text.strip_prefix('!')) {
            _ if text.is_empty() => Self::Unknown,
            (Some((name, values)), _) => Self::OneOf(name, values.split('|').collect()),
            (None, Some(name)) => Self::Without(name),
            (None, None) => Self::With(text),
        }
    }

    pub(super) fn holds(&self, message: &Object) -> bool {
        match self {
            Self::Unknown => false,
            Self::With(name) => message.get(name).is_some(),
            Self::Without(name) => message.get(name).is_none(),
            Self::OneOf(name, values) => match message.get(name) {
                Some(Tree::Text(text)) => values.contains(&text.as_str()),
                Some(Tree::Bool(truth)) => values.contains(&if *truth { "true" } else { "false" }),
                _ => false,
            },
        }
    }
}
