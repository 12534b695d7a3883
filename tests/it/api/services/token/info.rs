//! The order in the state of a session, with amounts and dates in the buyer's language.

use client::Answer;
use document::Tree;

use crate::harness::{Caller, json, put, session, shared};

fn info<'a>(state: &'a Answer, name: &str) -> Option<&'a Tree> {
    state.at(&["info", name])
}

#[track_caller]
fn assert_info(state: &Answer, expected: &[(&str, &str)]) {
    crate::harness::assert_state(state, "PAYMENT_METHODS_LIST");
    for (name, value) in expected {
        let told = info(state, name).map(document::write_json).unwrap_or_default();
        assert_eq!(told, *value, "{name}");
    }
}

#[tokio::test]
async fn of_an_order() {
    let gateway = shared();
    let request = put(&session(33_300), "order.date", "2025-04-30T14:29:00Z");
    let request = put(&put(&request, "languageCode", "FR"), "order.country", "BE");
    let request = put(&request, "buyer", json(r#"{"mobile": "+33612345678"}"#));
    let payment = json(r#"{"paymentType": "ONE_OFF", "capture": "AUTOMATIC", "amount": 11100}"#);
    let buyer = gateway.buyer_of(Caller::Ios, &put(&request, "payment", payment)).await;
    let state = buyer.state().await;
    let reference = document::write_json(request.at(&["order", "reference"]).unwrap());
    assert_info(
        &state,
        &[
            ("PaylineAmountSmallestUnit", "11100"),
            ("PaylineOrderAmountSmallestUnit", "33300"),
            ("PaylineCurrencyCode", "\"EUR\""),
            ("PaylineCurrencyDigits", "2"),
            ("PaylineOrderRef", &reference),
            ("PaylineFormattedAmount", "\"111,00 EUR\""),
            ("PaylineFormattedOrderAmount", "\"333,00 EUR\""),
            // In the gateway's calendar, which is that of Paris.
            ("PaylineOrderDate", "\"30/04/2025 16:29\""),
            ("PaylineBuyerMobilePhone", "\"+33612345678\""),
        ],
    );
}

#[tokio::test]
async fn amounts_and_dates_in_french_and_english() {
    let gateway = shared();
    for (currency, amount, digits, french, english) in [
        ("EUR", 11_100, "2", "111,00 EUR", "EUR111.00"),
        ("EUR", 5, "2", "0,05 EUR", "EUR0.05"),
        ("JPY", 500, "0", "500 JPY", "JPY500"),
        ("KWD", 1_234, "3", "1,234 KWD", "KWD1.234"),
    ] {
        for (language, formatted, date) in
            [("FR", french, "21/03/2025 10:44"), ("EN", english, "03/21/2025 10:44")]
        {
            let request = put(&session(amount), "order.currency", currency);
            let request = put(&request, "order.date", "2025-03-21T09:44:00Z");
            let buyer = gateway.buyer_of(Caller::NewAndroid, &put(&request, "languageCode", language)).await;
            let state = buyer.state().await;
            assert_eq!(state.text(&["language"]), Some(language.to_lowercase().as_str()));
            assert_info(
                &state,
                &[
                    ("PaylineCurrencyDigits", digits),
                    ("PaylineFormattedAmount", &format!("{formatted:?}")),
                    ("PaylineFormattedOrderAmount", &format!("{formatted:?}")),
                    ("PaylineOrderDate", &format!("{date:?}")),
                ],
            );
        }
    }
}

/// Amounts below a unit of zero digits, and the greatest that a program can read.
#[tokio::test]
async fn the_greatest_amount_of_a_program() {
    let gateway = shared();
    let most = i64::from(i32::MAX);
    let state = gateway.buyer_of(Caller::OldAndroid, &session(most)).await.state().await;
    let written = most.to_string();
    let amounts = ["PaylineAmountSmallestUnit", "PaylineOrderAmountSmallestUnit"];
    assert_info(&state, &amounts.map(|name| (name, written.as_str())));
}

/// The shop's wish wins over the program's, and an unknown one is no mistake.
#[tokio::test]
async fn the_language() {
    let gateway = shared();
    for (wish, accepted, language) in [
        (Some("FR"), "EN", "fr"),
        (Some("en"), "FR", "en"),
        (Some("en-US"), "FR", "en"),
        (Some("he"), "FR", "he"),
        (None, "EN", "en"),
        (None, "FR", "fr"),
        (None, "fr-CA,fr;q=0.8,en;q=0.5", "fr"),
        (None, "de-DE,de;q=0.9,en;q=0.5", "de"),
        (Some(""), "EN", "en"),
        (Some("klingon"), "FR", "fr"),
        // Nobody's: one that everybody half understands.
        (None, "tlh", "en"),
        (None, ";;;q=", "en"),
    ] {
        let mut request = session(1_000);
        if let Some(wish) = wish {
            request = put(&request, "languageCode", wish);
        }
        let mut buyer = gateway.buyer_of(Caller::Web, &request).await;
        buyer.language = accepted;
        let state = buyer.state().await;
        crate::harness::assert_state(&state, "PAYMENT_METHODS_LIST");
        assert_eq!(state.text(&["language"]), Some(language), "{wish:?} {accepted}");
    }
}

/// As text, in no other form than the merchant's.
#[tokio::test]
async fn hostile_texts() {
    let gateway = shared();
    let hostile = "<script>alert(1)</script>\"'\\\u{202e}";
    let request = put(&session(1_000), "order.reference", hostile.replace('/', "!").as_str());
    let request = put(&request, "buyer.firstName", hostile);
    let state = gateway.buyer_of(Caller::Web, &request).await.state().await;
    let told = info(&state, "PaylineOrderRef").and_then(Tree::as_text);
    assert_eq!(told, Some(hostile.replace('/', "!").as_str()));
}
