//! The size of the page, which is one answer.

use page::Language;

use crate::samples;

#[test]
fn every_page_is_small() {
    for language in Language::ALL {
        for (name, screen) in samples::screens() {
            let bytes = page::render(&samples::view(language, screen)).html.len();
            // Uncompressed. The limit that we promise is 60 kB.
            assert!(bytes < 50_000, "{name} in {language:?}: {bytes} bytes");
        }
    }
}

#[test]
fn a_page_with_many_saved_cards_is_small_enough() {
    for language in Language::ALL {
        let cards = samples::saved_cards().into_iter().cycle().take(20);
        let cards = (1..).zip(cards).map(|(index, card)| page::SavedCard { index, ..card }).collect();
        let screen = samples::choose_saved(cards, true);
        let bytes = page::render(&samples::view(language, screen)).html.len();
        assert!(bytes < 55_000, "{language:?}: {bytes} bytes");
    }
}
