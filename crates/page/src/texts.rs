//! The texts of the page in each language: the files `texts/{tag}.ftl`, in the syntax of Fluent.
//!
//! Where a language lacks a text, the English one is used. A test proves that no language lacks one.

mod key;

use std::{borrow::Cow, sync::OnceLock};

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
pub use key::TextKey;
use unic_langid::LanguageIdentifier;

use crate::Language;

type Bundle = FluentBundle<FluentResource>;

/// An argument of a text: a name or an amount as text, or a number, which can change the form of other words.
#[derive(Debug, Clone, Copy)]
pub enum Argument<'a> {
    Text(&'a str),
    Number(u32),
}

impl<'a> From<&'a str> for Argument<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl From<u32> for Argument<'_> {
    fn from(number: u32) -> Self {
        Self::Number(number)
    }
}

/// Returns a text in a language. The documentation of its key says which arguments it takes.
pub fn text(language: Language, key: TextKey, arguments: &[(&str, Argument<'_>)]) -> String {
    let arguments: FluentArgs<'_> = arguments
        .iter()
        .map(|&(name, argument)| match argument {
            Argument::Text(text) => (name, FluentValue::String(without_controls(text))),
            Argument::Number(number) => (name, FluentValue::from(number)),
        })
        .collect();
    formatted(bundle(language), key, &arguments)
        .or_else(|| formatted(bundle(Language::English), key, &arguments))
        .expect("English has every text: a test asks for each")
}

fn formatted(bundle: &Bundle, key: TextKey, arguments: &FluentArgs<'_>) -> Option<String> {
    let pattern = bundle.get_message(key.id())?.value()?;
    // A missing argument is shown by its name. The tests treat that as an error; the buyer still gets the
    // rest of the text.
    Some(bundle.format_pattern(pattern, Some(arguments), &mut Vec::new()).into_owned())
}

/// Removes control characters, among them those that change the direction of the text that follows: a merchant's name must
/// not change the sentence that it stands in.
fn without_controls(text: &str) -> Cow<'_, str> {
    let is_control = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}');
    if text.contains(is_control) { Cow::Owned(text.replace(is_control, "")) } else { Cow::Borrowed(text) }
}

/// Returns the texts of a language. They are parsed when they are first needed.
fn bundle(language: Language) -> &'static Bundle {
    static BUNDLES: [OnceLock<Bundle>; Language::ALL.len()] =
        [const { OnceLock::new() }; Language::ALL.len()];
    BUNDLES[language as usize].get_or_init(|| parse(language))
}

fn parse(language: Language) -> Bundle {
    let tag: LanguageIdentifier = language.tag().parse().expect("our tags are BCP 47: a test parses each");
    let mut bundle = Bundle::new_concurrent(vec![tag]);
    // Hebrew sentences hold names in Latin letters, which must be isolated. Other languages need no marks for that.
    bundle.set_use_isolating(language.is_right_to_left());
    let resource = FluentResource::try_new(source(language).to_owned())
        .map_err(|(_, errors)| errors)
        .expect("our files are Fluent: a test parses each");
    bundle.add_resource(resource).expect("no file has a message twice: a test reads each");
    bundle
}

const fn source(language: Language) -> &'static str {
    match language {
        Language::Czech => include_str!("../texts/cs.ftl"),
        Language::Danish => include_str!("../texts/da.ftl"),
        Language::Dutch => include_str!("../texts/nl.ftl"),
        Language::English => include_str!("../texts/en.ftl"),
        Language::Estonian => include_str!("../texts/et.ftl"),
        Language::Finnish => include_str!("../texts/fi.ftl"),
        Language::French => include_str!("../texts/fr.ftl"),
        Language::German => include_str!("../texts/de.ftl"),
        Language::Greek => include_str!("../texts/el.ftl"),
        Language::Hebrew => include_str!("../texts/he.ftl"),
        Language::Hungarian => include_str!("../texts/hu.ftl"),
        Language::Italian => include_str!("../texts/it.ftl"),
        Language::Norwegian => include_str!("../texts/no.ftl"),
        Language::Polish => include_str!("../texts/pl.ftl"),
        Language::Portuguese => include_str!("../texts/pt.ftl"),
        Language::Russian => include_str!("../texts/ru.ftl"),
        Language::Slovak => include_str!("../texts/sk.ftl"),
        Language::Spanish => include_str!("../texts/es.ftl"),
        Language::Swedish => include_str!("../texts/sv.ftl"),
        Language::Ukrainian => include_str!("../texts/uk.ftl"),
    }
}

#[cfg(test)]
mod tests;
