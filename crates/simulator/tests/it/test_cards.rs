//! `docs/test-cards.md` is what the scheme says.
//!
//! After a change of the scheme: `UPDATE=1 cargo test -p simulator`, and read the difference.
#![expect(clippy::disallowed_methods, reason = "a test may be told to write what it compares")]

use std::path::Path;

const MARK: &str = "<!-- Written by: UPDATE=1 cargo test -p simulator -->\n";

#[test]
fn the_page_of_test_cards_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/test-cards.md");
    let committed = std::fs::read_to_string(&path).unwrap();
    let (words, _) = committed.split_once(MARK).expect("the page has a mark after which its tables begin");
    let written = format!("{words}{MARK}\n{}", simulator::issuer::tables());
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &written).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap();
    assert!(committed == written, "docs/test-cards.md differs: UPDATE=1 cargo test -p simulator");
}
