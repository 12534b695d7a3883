//! Amounts on the page have the form of the browser's own, whose data is from the Unicode CLDR as well.

use crate::driver::{quoted, story};
use crate::harness::{put, session, shared};
use crate::visit::Visit;

const LANGUAGES: [&str; 20] = [
    "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "he", "hu", "it", "nl", "no", "pl", "pt", "ru",
    "sk", "sv", "uk",
];

#[tokio::test]
async fn amounts_are_what_the_browser_would_write() {
    story("amounts", |browser| async move {
        let mut wrong = Vec::new();
        for (currency, amount, number) in [("EUR", 123_456, "1234.56"), ("JPY", 1_234_567, "1234567"), ("USD", 1_000, "10")] {
            let request = put(&session(amount), "order.currency", currency);
            let visit = Visit::of(shared(), &request).await;
            for language in LANGUAGES {
                // The page writes Portuguese as in Portugal.
                let written = if language == "pt" { "pt-PT" } else { language };
                browser.set_languages(language).await;
                browser.go(visit.page_url()).await;
                let compared = browser
                    .run(&format!(
                        "const bare = (text) => text.replace(/[\\u200e\\u200f\\u061c\\u2066-\\u2069]/g, ''); \
                         const format = new Intl.NumberFormat({}, {{ style: 'currency', currency: {} }}); \
                         return [bare(document.querySelector('.total').textContent), bare(format.format({number})), \
                         document.documentElement.lang]",
                        quoted(written),
                        quoted(currency),
                    ))
                    .await;
                if compared[0] != compared[1] {
                    wrong.push(format!("{language} {currency}: {} should be {}", compared[0], compared[1]));
                }
                let lang = compared[2].as_str().unwrap();
                assert!(lang == language || (lang, language) == ("nb", "no"), "{language} is answered in {lang}");
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    })
    .await;
}
