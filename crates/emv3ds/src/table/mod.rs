//! The data elements of each message: their type, length and format, and when they are required. The table is `fields.csv`, which
//! restates the tables A.1 to A.8 and B of the specification of EMV 3-D Secure 2.2.0; `docs/emv-messages.md` shows it.

mod check;
mod condition;
mod extensions;
mod format;

use std::sync::LazyLock;

use crate::{
    codes::{DeviceChannel, MessageCategory},
    message::Kind,
};

pub(crate) use check::{Context, check};
use condition::Condition;
use format::Format;

const TEXT: &str = include_str!("../fields.csv");

/// A line of the table.
pub struct Field {
    pub message: Kind,
    /// The name of the element, after that of the object in which it is: `mobilePhone.cc`.
    pub name: &'static str,
    /// The JSON type.
    pub json_type: &'static str,
    /// The bounds of the length in characters, or in entries. `None` where there are none.
    length: Option<(usize, usize)>,
    format: Format,
    pub channels: Vec<DeviceChannel>,
    pub categories: Vec<MessageCategory>,
    pub inclusion: Inclusion,
    condition: Condition,
    columns: Vec<&'static str>,
}

document::choice! {
    pub enum Inclusion { Required = "R", Conditional = "C", Optional = "O", }
}

/// Returns all lines in the order of the file.
pub fn fields() -> &'static [Field] {
    static FIELDS: LazyLock<Vec<Field>> = LazyLock::new(|| TEXT.lines().skip(1).map(Field::parse).collect());
    &FIELDS
}

/// Returns the lines of a message.
pub(crate) fn of(message: Kind) -> impl Iterator<Item = &'static Field> {
    fields().iter().filter(move |field| field.message == message)
}

impl Field {
    fn parse(line: &'static str) -> Self {
        let columns: Vec<&'static str> = line.splitn(10, ',').collect();
        let &[message, name, json_type, length, format, channels, categories, inclusion, condition, _] =
            columns.as_slice()
        else {
            panic!("a line of fields.csv has ten columns: {line}")
        };
        Self {
            message: Kind::parse(message).expect("a line begins with a type of message"),
            name,
            json_type,
            length: bounds(length),
            format: Format::of(format),
            channels: list(channels, DeviceChannel::parse),
            categories: list(categories, MessageCategory::parse),
            inclusion: Inclusion::parse(inclusion).expect("an inclusion is R, C or O"),
            condition: Condition::of(condition),
            columns,
        }
    }

    /// Returns the columns as they are in the file.
    pub fn columns(&self) -> &[&'static str] {
        &self.columns
    }
}

fn list<T>(text: &str, parse: impl Fn(&str) -> Option<T>) -> Vec<T> {
    text.split('|')
        .map(|word| parse(word).expect("the words of a list are codes of the specification"))
        .collect()
}

fn bounds(text: &str) -> Option<(usize, usize)> {
    let (min, max) = text.split_once('-').unwrap_or((text, text));
    Some((min.parse().ok()?, max.parse().ok()?))
}
