//! The size of the page, which is one answer.

use page::Language;

use crate::samples;

#[test]
fn every_page_is_small() {
    for language in Language::ALL {
        for (name, screen) in samples::screens() {
            let bytes = page::render(&samples::view(language, screen)).html.len();
            // Uncompressed. The limit that we promise is 60 kB.
            assert!(bytes < 40_000, "{name} in {language:?}: {bytes} bytes");
        }
    }
}
