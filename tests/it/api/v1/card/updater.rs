//! `POST /v1/card/updater/search`: what is found, and what is refused

use client::Answer;
use document::{Object, Tree};

use crate::harness::{
    Card, Gateway, Till, assert_error, assert_refused_fields, assert_refused_fields_with, assert_result,
    json, payment, put, raw_text, replacement_of, search_by_number, search_by_token, shared,
    with_check_digit, without,
};

/// Returns the token of a card that has paid.
async fn token_of(till: &mut Till, card: &Card) -> String {
    let paid = till.pay(&payment(card, 1_000)).await;
    paid.text(&["transaction", "paymentInstrumentData", "mxToken"]).unwrap().to_owned()
}

/// Returns the card of an answer without its token.
fn card_of(answer: &Answer) -> String {
    raw_text(&without(answer.at(&["card"]).unwrap(), "mxToken"))
}

fn payment_by(token: &str) -> Tree {
    let instrument = Object::new()
        .with("selectedPaymentInstrument", "CardManualEntry")
        .with("mxToken", token)
        .with("expirationDate", "1230");
    put(&payment(&Card::cb_visa(), 1_000), "paymentInstrument", instrument)
}

#[tokio::test]
async fn a_card_that_was_replaced() {
    let gateway = shared();
    let mut till = gateway.till();
    for card in [Card::cb_visa(), Card::cb_mastercard()] {
        let (token, new) = (token_of(&mut till, &card).await, replacement_of(&card));
        let network = if card.number.starts_with('4') { "CB-VISA" } else { "CB-MASTERCARD" };
        let expected = format!(
            r#"{{"expirationDate":"1229","maskedNumber":"{}","panType":"UPDATED_PAN","country":"FR","network":"{network}","number":"{}"}}"#,
            new.masked(),
            new.number
        );
        let mut tokens = Vec::new();
        for request in [
            search_by_token(&token, "0126"),
            search_by_number(&card, "0126"),
            // An expiry whose third year is over.
            search_by_number(&card, "0120"),
        ] {
            let found = till.search_update(&[], &request).await;
            assert_result(&found, 200, "ACCEPTED", "00000");
            assert_eq!(card_of(&found), expected);
            tokens.push(found.text(&["card", "mxToken"]).unwrap().to_owned());
        }
        assert!(tokens.iter().all(|token| *token == tokens[0]), "{tokens:?}");
        assert_ne!(tokens[0], token);
        // The new card is one of the merchant's: its token pays, and it was not replaced in its turn.
        let paid = till.pay(&payment_by(&tokens[0])).await;
        assert_result(&paid, 201, "ACCEPTED", "00000");
        let instrument = |name| paid.text(&["transaction", "paymentInstrumentData", name]).map(str::to_owned);
        assert_eq!(instrument("mxToken"), Some(tokens[0].clone()));
        assert_eq!(instrument("maskedNumber"), Some(new.masked()));
        assert_eq!(token_of(&mut till, &new).await, tokens[0]);
        let found = till.search_update(&[], &search_by_token(&tokens[0], "1229")).await;
        assert_eq!(found.text(&["card", "panType"]), Some("CARD_PAN"));
    }
}

/// The number of a card that has no new one is not told: not even to whoever has sent it.
#[tokio::test]
async fn a_card_that_has_its_number_still() {
    let gateway = shared();
    let mut till = gateway.till();
    let card = Card::new(&with_check_digit("497010112233445"));
    for (expiry, next) in
        [("0226", "1229"), ("0220", "1229"), ("0626", "0626"), ("1220", "1220"), ("0299", "1299")]
    {
        let expected = format!(
            r#"{{"expirationDate":"{next}","maskedNumber":"{}","panType":"CARD_PAN","country":"FR","network":"CB-VISA"}}"#,
            card.masked()
        );
        let found = till.search_update(&[], &search_by_number(&card, expiry)).await;
        assert_result(&found, 200, "ACCEPTED", "00000");
        assert_eq!(card_of(&found), expected);
        // It is a card of the merchant from then on.
        let token = found.text(&["card", "mxToken"]).unwrap().to_owned();
        let again = till.search_update(&[], &search_by_token(&token, expiry)).await;
        assert_eq!((again.status, again.text(&["card", "mxToken"])), (200, Some(token.as_str())));
        assert_eq!(card_of(&again), expected);
        assert_result(&till.pay(&payment_by(&token)).await, 201, "ACCEPTED", "00000");
    }
}

#[tokio::test]
async fn a_card_of_which_nothing_is_known() {
    let gateway = Gateway::start_with("updater-unknown", &["acquirer.answer_limit_ms=300"]);
    let mut till = gateway.till();
    let (stored, other) = (Card::cb_visa(), Card::cb_mastercard());
    let token = token_of(&mut till, &stored).await;
    for (expiry, title, code) in
        [("0326", "REFUSED", "01111"), ("0426", "REFUSED", "01114"), ("0526", "ERROR", "02103")]
    {
        let found = till.search_update(&[], &search_by_token(&token, expiry)).await;
        assert_result(&found, 200, title, code);
        assert_eq!(found.text(&["card", "mxToken"]), Some(token.as_str()));
        assert_eq!(found.text(&["card", "expirationDate"]), Some(expiry));
        assert!(!found.body_text().contains("number\""), "{}", found.body_text());
        // A card that is sent and not accepted is not stored, and has no token.
        let found = till.search_update(&[], &search_by_number(&other, expiry)).await;
        assert_result(&found, 200, title, code);
        assert_eq!(found.text(&["card", "maskedNumber"]), Some(other.masked().as_str()));
        assert!(!found.body_text().contains("mxToken"), "{}", found.body_text());
    }
    assert_eq!(crate::sql::query_sql(&gateway, "SELECT token FROM cards"), [token]);
}

#[tokio::test]
async fn a_card_that_is_not_eligible() {
    let gateway = shared();
    let mut till = gateway.till();
    let token = token_of(&mut till, &Card::visa()).await;
    for (request, code) in [
        (search_by_token(&token, "0126"), "02541"),
        (search_by_number(&Card::amex(), "0126"), "02541"),
        (search_by_number(&Card::mastercard(), "0126"), "02541"),
        (search_by_number(&Card::new("4970105151515141"), "0126"), "02614"),
    ] {
        let found = till.search_update(&[], &request).await;
        assert_eq!(
            (found.status, found.text(&["result", "code"])),
            (200, Some(code)),
            "{}",
            found.body_text()
        );
        assert_ne!(found.text(&["result", "title"]), Some("ACCEPTED"));
        assert!(found.at(&["card", "number"]).is_none());
    }
}

#[tokio::test]
async fn a_token_of_nobody_or_of_another_merchant() {
    let gateway = shared();
    let (merchant, key) = gateway.new_merchant();
    let (mut till, mut other) = (gateway.till(), gateway.till_of(&merchant, &key));
    let foreign = token_of(&mut other, &Card::cb_visa()).await;
    for token in ["497010AbCdEf5140", &foreign] {
        let found = till.search_update(&[], &search_by_token(token, "0126")).await;
        assert_error(&found, 404, "02540");
    }
    assert_eq!(other.search_update(&[], &search_by_token(&foreign, "0126")).await.status, 200);
}

#[tokio::test]
async fn fields_that_break_a_rule() {
    let gateway = shared();
    let mut till = gateway.till();
    let by_token = search_by_token("497010AbCdEf5140", "0126");
    let by_number = search_by_number(&Card::cb_visa(), "0126");
    let both = put(&by_token, "cardNumber", Card::cb_visa().number.as_str());
    for (request, code, fields) in [
        (both.clone(), "02538", &["cardMxToken"][..]),
        (without(&by_token, "cardExpirationDate"), "02539", &["cardExpirationDate"]),
        (without(&by_number, "cardExpirationDate"), "02305", &["cardExpirationDate"]),
        (without(&both, "cardExpirationDate"), "02305", &["cardExpirationDate", "cardMxToken"]),
        (without(&by_token, "cardMxToken"), "02305", &["cardNumber"]),
        (json("{}"), "02305", &["cardNumber", "cardExpirationDate"]),
        (put(&by_number, "cardNumber", "4970 1051 5151 5140"), "02305", &["cardNumber"]),
        (put(&by_number, "cardNumber", 4970), "02305", &["cardNumber"]),
        // A live card, in the sandbox.
        (put(&by_number, "cardNumber", "4532015112830366"), "02305", &["cardNumber"]),
        (put(&by_token, "cardMxToken", "4970105151515140"), "02305", &["cardMxToken"]),
        (put(&by_token, "cardExpirationDate", "1326"), "02305", &["cardExpirationDate"]),
        (put(&by_token, "cardExpirationDate", "01/26"), "02305", &["cardExpirationDate"]),
    ] {
        assert_refused_fields_with(&till.search_update(&[], &request).await, code, fields);
    }
    let neither = till.search_update(&[], &without(&by_token, "cardMxToken")).await;
    assert!(neither.body_text().contains("cardNumber or cardMxToken is required"), "{}", neither.body_text());
    let key = [("idempotency-key", "4970105151515140")];
    assert_refused_fields(&till.search_update(&key, &by_number).await, &["Idempotency-Key"]);
}

/// A search tells as much as a payment to whoever tries numbers, and counts as one.
#[tokio::test]
async fn limits_count_what_is_searched() {
    let limits = ["limits.payments_per_card_per_hour=3", "limits.cards_per_merchant_per_minute=8"];
    let gateway = Gateway::start_with("updater-limits", &limits);
    let mut till = gateway.till();
    let token = token_of(&mut till, &Card::cb_visa()).await;
    for expiry in ["0126", "0326"] {
        assert_eq!(till.search_update(&[], &search_by_token(&token, expiry)).await.status, 200);
    }
    let request = search_by_number(&Card::cb_visa(), "0626");
    let refused = till.search_update(&[], &request).await;
    assert_error(&refused, 429, "02623");
    assert!(refused.text(&["detail"]).unwrap().starts_with("too many payments per card"));
    assert_error(&till.pay(&payment(&Card::cb_visa(), 1_000)).await, 429, "02623");
    // Tokens that nobody has count as well.
    for number in 3..8 {
        let guess = search_by_token(&format!("497010aaaaa{number}5140"), "0126");
        assert_error(&till.search_update(&[], &guess).await, 404, "02540");
    }
    let refused = till.search_update(&[], &search_by_number(&Card::cb_mastercard(), "0626")).await;
    assert_error(&refused, 429, "02623");
    assert!(refused.text(&["detail"]).unwrap().starts_with("too many cards per merchant"));
}

#[tokio::test]
async fn production_has_no_card_updater_yet() {
    let (gateway, merchant, key) = Gateway::start_in_production("updater-production");
    let mut till = gateway.till_of(&merchant, &key);
    let found = till.search_update(&[], &search_by_number(&Card::cb_visa(), "0126")).await;
    assert_result(&found, 200, "ERROR", "01198");
    assert_eq!(found.text(&["card", "maskedNumber"]), Some("497010XXXXXX5140"));
}
