//! Compares the files of all languages with the English one.

use std::collections::{BTreeMap, BTreeSet};

use super::*;

/// Returns each message of a file with the arguments that it takes.
fn messages(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages = BTreeMap::new();
    let mut name = String::new();
    for line in source(language).lines().filter(|line| !line.starts_with('#')) {
        if let Some((head, _)) =
            line.split_once(" =").filter(|_| line.starts_with(|c: char| c.is_alphabetic()))
        {
            head.clone_into(&mut name);
            messages.insert(name.clone(), BTreeSet::new());
        }
        for part in line.split('$').skip(1) {
            let argument = part.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap();
            messages.get_mut(&name).unwrap().insert(argument.to_owned());
        }
    }
    messages
}

#[test]
fn every_language_says_what_english_says() {
    let english = messages(Language::English);
    let ids: BTreeSet<String> = TextKey::ALL.iter().map(|key| key.id().to_owned()).collect();
    assert_eq!(english.keys().cloned().collect::<BTreeSet<_>>(), ids);
    for language in Language::ALL {
        assert_eq!(messages(language), english, "{language:?}");
    }
}

#[test]
fn every_text_is_said_without_an_error() {
    for language in Language::ALL {
        for key in TextKey::ALL {
            for count in [0, 1, 2, 3, 5, 11, 21, 100] {
                let arguments: FluentArgs<'_> = [
                    ("shop", FluentValue::from("Atelier")),
                    ("partner", FluentValue::from("MockPay")),
                    ("amount", FluentValue::from("24,99 €")),
                    ("count", FluentValue::from(count)),
                    ("digits", FluentValue::from("5140")),
                    ("date", FluentValue::from("12/34")),
                ]
                .into_iter()
                .collect();
                let bundle = bundle(language);
                let pattern = bundle.get_message(key.id()).unwrap().value().unwrap();
                let mut errors = Vec::new();
                let text = bundle.format_pattern(pattern, Some(&arguments), &mut errors);
                assert!(errors.is_empty(), "{language:?} {key:?} {count}: {errors:?}");
                assert!(!text.trim().is_empty() && !text.contains('{'), "{language:?} {key:?}: {text}");
            }
        }
    }
}

#[test]
fn a_translation_is_not_left_in_english() {
    for language in Language::ALL.into_iter().filter(|&language| language != Language::English) {
        let same = |key: &&TextKey| text(language, **key, &[]) == text(Language::English, **key, &[]);
        let left: Vec<_> = TextKey::ALL.iter().filter(same).collect();
        // Some words are the same in both.
        assert!(left.len() <= 3, "{language:?}: {left:?}");
    }
}

#[test]
fn numbers_are_declined() {
    let left = |language, count: u32| text(language, TextKey::AttemptsLeft, &[("count", count.into())]);
    assert_eq!(left(Language::English, 1), "You can try once more.");
    assert_eq!(left(Language::English, 2), "You can try 2 more times.");
    let forms: BTreeSet<String> =
        [1, 2, 5].map(|count| left(Language::Russian, count).replace(char::is_numeric, "")).into();
    assert_eq!(forms.len(), 3, "{forms:?}");
}

#[test]
fn a_name_cannot_turn_the_sentence_around() {
    let said =
        text(Language::English, TextKey::ReturnToShop, &[("shop", "\u{202e}evil\u{0}\u{202c}".into())]);
    assert_eq!(said, "Return to evil");
}

#[test]
fn english_stands_in() {
    assert_eq!(formatted(&Bundle::new_concurrent(Vec::new()), TextKey::Cancel, &FluentArgs::new()), None);
    assert_eq!(text(Language::English, TextKey::Cancel, &[]), "Cancel the payment");
}
