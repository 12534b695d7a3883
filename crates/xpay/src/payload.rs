//! The JSON inside a token.

use document::{Object, Tree, read_json};
use primitives::{HolderName, Pan};

use crate::Refused;

/// Reads the plaintext of a token.
pub(crate) fn read(plaintext: &[u8]) -> Result<Tree, Refused> {
    let tree = read_json(plaintext).map_err(|_| Refused::Unopened)?;
    if tree.as_object().is_some() { Ok(tree) } else { Err(Refused::Unopened) }
}

pub(crate) fn text<'a>(tree: &'a Tree, path: &[&str]) -> Result<&'a str, Refused> {
    tree.at(path).and_then(Tree::as_text).ok_or(Refused::Unopened)
}

/// Returns the number at the path, which some wallets write as a text.
pub(crate) fn number(tree: &Tree, path: &[&str]) -> Result<i64, Refused> {
    let member = tree.at(path).ok_or(Refused::Unopened)?;
    let number = member.as_integer().or_else(|| member.as_text()?.parse().ok());
    number.ok_or(Refused::Unopened)
}

pub(crate) fn pan(text: &str) -> Result<Pan, Refused> {
    Pan::parse(text).map_err(|_| Refused::Unopened)
}

/// Returns the name of the holder. One that is too short or too long is left out: it decides nothing.
pub(crate) fn holder(tree: &Tree, path: &[&str]) -> Option<HolderName> {
    tree.at(path).and_then(Tree::as_text).and_then(|name| HolderName::parse(name).ok())
}

/// Returns the Electronic Commerce Indicator: one or two digits, or nothing.
pub(crate) fn eci(tree: &Tree, path: &[&str]) -> Result<Option<String>, Refused> {
    let Some(text) = tree.at(path).and_then(Tree::as_text).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let is_sound = text.len() <= 2 && text.bytes().all(|c| c.is_ascii_digit());
    if is_sound { Ok(Some(text.to_owned())) } else { Err(Refused::Unopened) }
}

pub(crate) fn write(object: Object) -> Vec<u8> {
    document::write_json(&object.into()).into_bytes()
}
