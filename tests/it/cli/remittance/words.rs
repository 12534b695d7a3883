//! The output of the commands, and what they refuse.

use super::{POINT_OF_SALE, closed, listed, printed};
use crate::harness::{Gateway, MERCHANT_ID, guichet_on};

#[tokio::test]
async fn when_there_is_nothing() {
    let gateway = Gateway::start("nothing-remitted");
    assert_eq!(listed(&gateway, &[]), []);
    assert!(!printed(&gateway, &["list"]).trim().is_empty(), "a person is told so");
    printed(&gateway, &["close"]);
    assert_eq!(listed(&gateway, &[]), []);
}

#[tokio::test]
async fn for_people() {
    let gateway = Gateway::start("words-remitted");
    gateway.till().paid(123_456).await;
    printed(&gateway, &["close"]);
    let remittance = closed(&gateway, 1).await.remove(0);
    let shown = printed(&gateway, &["list"]);
    for word in [MERCHANT_ID, POINT_OF_SALE, &remittance.day, "1234.56", "EUR"] {
        assert!(shown.contains(word), "{word} is not in {shown}");
    }
}

/// The day is the merchant's: its form is that of a date.
#[tokio::test]
async fn what_is_not_there_cannot_be_exported() {
    let gateway = Gateway::start("export-refused");
    gateway.till().paid(1_000).await;
    printed(&gateway, &["close"]);
    let day = closed(&gateway, 1).await.remove(0).day;
    assert!(day.len() == 10 && day.bytes().filter(|byte| *byte == b'-').count() == 2, "{day}");
    for words in [
        [MERCHANT_ID, POINT_OF_SALE, "2020-01-01"],
        [MERCHANT_ID, POINT_OF_SALE, "yesterday"],
        [MERCHANT_ID, POINT_OF_SALE, "2026-13-45"],
        [MERCHANT_ID, "SHOP99", &day],
        ["00000000000000", POINT_OF_SALE, &day],
        ["1", POINT_OF_SALE, &day],
    ] {
        let refused = guichet_on(&gateway, &[&["remittance", "export"], &words[..]].concat());
        assert!(refused.code.is_some_and(|code| code != 0), "{words:?}: {}", refused.stdout);
        assert!(refused.stdout.is_empty() && !refused.stderr.is_empty(), "{words:?}");
    }
    let stranger = guichet_on(&gateway, &["remittance", "list", "--merchant", "x"]);
    assert!(stranger.code.is_some_and(|code| code != 0) || stranger.stdout.is_empty(), "{}", stranger.stdout);
}
