//! The check of a message against the table.

use document::{Object, Tree};

use super::{Field, Inclusion, extensions, format::Format, format::Wrong, of};
use crate::{
    codes::{DeviceChannel, ErrorCode, MessageCategory},
    message::Kind,
};

/// What is wrong with a message: the names of elements.
#[derive(Default)]
pub(crate) struct Faults {
    critical: Vec<String>,
    missing: Vec<String>,
    invalid: Vec<String>,
    iso: Vec<String>,
    /// Elements that belong to another channel or category. A reader ignores them; a writer must not send them.
    pub(crate) stray: Vec<String>,
}

impl Faults {
    /// Returns the code of the first kind of fault there is, and the names of its elements.
    pub(crate) fn first(&self) -> Option<(ErrorCode, String)> {
        let kinds = [
            (ErrorCode::CriticalExtensionUnknown, &self.critical),
            (ErrorCode::ElementMissing, &self.missing),
            (ErrorCode::ElementInvalid, &self.invalid),
            (ErrorCode::IsoCodeInvalid, &self.iso),
        ];
        let found = kinds.into_iter().find(|(_, names)| !names.is_empty());
        found.map(|(code, names)| (code, names.join(",")))
    }
}

/// The payment of which a message speaks. `None` where the message does not tell.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context {
    pub(crate) channel: Option<DeviceChannel>,
    pub(crate) category: Option<MessageCategory>,
}

impl Context {
    /// Returns what a message tells by itself. Only messages of an app name a transaction of an SDK.
    fn told_by(message: &Object, kind: Kind) -> Self {
        let text = |name: &str| message.get(name).and_then(Tree::as_text);
        let channel = match kind {
            Kind::AReq => text("deviceChannel").and_then(DeviceChannel::parse),
            _ if message.get("sdkTransID").is_some() => Some(DeviceChannel::App),
            Kind::CReq | Kind::CRes => Some(DeviceChannel::Browser),
            _ => None,
        };
        Self { channel, category: text("messageCategory").and_then(MessageCategory::parse) }
    }

    /// Whether the line holds for sure.
    fn requires(self, field: &Field) -> bool {
        let channel =
            self.channel.map_or(field.channels.len() == 3, |channel| field.channels.contains(&channel));
        let category = self
            .category
            .map_or(field.categories.len() == 2, |category| field.categories.contains(&category));
        channel && category
    }

    /// Whether the line may hold.
    fn admits(self, field: &Field) -> bool {
        self.channel.is_none_or(|channel| field.channels.contains(&channel))
            && self.category.is_none_or(|category| field.categories.contains(&category))
    }
}

pub(crate) fn check(message: &Object, kind: Kind, known: Option<Context>) -> Faults {
    let context = known.unwrap_or_else(|| Context::told_by(message, kind));
    let mut faults = Faults { critical: extensions::critical(message), ..Faults::default() };
    for field in of(kind) {
        check_field(message, field, context, &mut faults);
    }
    let admitted = |name: &str| of(kind).any(|field| field.name == name && context.admits(field));
    let strays = of(kind).filter(|field| message.get(field.name).is_some() && !admitted(field.name));
    faults.stray = strays.map(|field| field.name.to_owned()).collect();
    faults
}

fn check_field(message: &Object, field: &Field, context: Context, faults: &mut Faults) {
    let Some((parent, name)) = field.name.split_once('.') else {
        return check_member(message, message, field.name, field, context, faults);
    };
    let within = match message.get(parent) {
        Some(Tree::Object(within)) => return check_member(message, within, name, field, context, faults),
        Some(Tree::List(items)) => items.iter().filter_map(Tree::as_object),
        _ => return,
    };
    within.for_each(|within| check_member(message, within, name, field, context, faults));
}

/// Checks the member of the message, or of an object in it.
fn check_member(
    message: &Object,
    within: &Object,
    name: &str,
    field: &Field,
    context: Context,
    faults: &mut Faults,
) {
    let names = match within.get(name) {
        None if context.requires(field) && is_required(field, message) => &mut faults.missing,
        Some(value) if context.admits(field) => match check_value(value, field) {
            Ok(()) => return,
            Err(Wrong::Form) => &mut faults.invalid,
            Err(Wrong::IsoCode) => &mut faults.iso,
        },
        _ => return,
    };
    if names.last().is_none_or(|last| last != field.name) {
        names.push(field.name.to_owned());
    }
}

fn is_required(field: &Field, message: &Object) -> bool {
    match field.inclusion {
        Inclusion::Required => true,
        Inclusion::Conditional => field.condition.holds(message),
        Inclusion::Optional => false,
    }
}

/// An element that is there must have a value: null and an empty text are faults of form.
fn check_value(value: &Tree, field: &Field) -> Result<(), Wrong> {
    let (json_type, size) = match value {
        Tree::Text(text) => ("string", text.chars().count()),
        Tree::Bool(_) => ("boolean", 0),
        Tree::List(items) => ("array", items.len()),
        Tree::Object(_) => ("object", 0),
        Tree::Null | Tree::Integer(_) | Tree::Decimal(_) => return Err(Wrong::Form),
    };
    let fits = field.length.is_none_or(|(min, max)| (min..=max).contains(&size));
    if json_type != field.json_type || !fits {
        return Err(Wrong::Form);
    }
    match value {
        Tree::Text(text) => field.format.check(text),
        Tree::List(_) if field.name == "messageExtension" => {
            if extensions::fit(value) {
                Ok(())
            } else {
                Err(Wrong::Form)
            }
        }
        Tree::List(items) => items.iter().try_for_each(|item| check_item(item, &field.format)),
        _ => Ok(()),
    }
}

fn check_item(item: &Tree, format: &Format) -> Result<(), Wrong> {
    match (item, format) {
        (Tree::Text(text), Format::OneOf(_) | Format::Digits) => format.check(text),
        (Tree::Object(pair), Format::Own) if pair.len() == 1 => Ok(()),
        (Tree::Object(_), Format::Ranges) => Ok(()),
        _ => Err(Wrong::Form),
    }
}
