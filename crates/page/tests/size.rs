//! The page is one answer, and a small one.

use page::Language;

use crate::samples;

#[test]
fn every_page_is_small() {
    for language in Language::ALL {
        for (name, standing) in samples::standings() {
            let bytes = page::render(&samples::view(language, standing)).html.len();
            // The promise is 60 kB; this is what we aim at, uncompressed.
            assert!(bytes < 40_000, "{name} in {language:?}: {bytes} bytes");
        }
    }
}
