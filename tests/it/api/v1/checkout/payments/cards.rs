//! Card numbers: their networks, and refusals before the bank is asked.

use crate::harness::{
    Card, Gateway, assert_error, assert_refused_fields, assert_result, payment, put, shared, without,
};

#[tokio::test]
async fn networks() {
    let gateway = shared();
    let mut till = gateway.till();
    for (number, network) in [
        ("4970105151515140", "CB-VISA"),
        ("4970101122334455", "CB-VISA"),
        ("5137340014122340", "CB-MASTERCARD"),
        ("4111111111111111", "VISA"),
        ("5555555555554444", "MASTERCARD"),
        ("2223003122003222", "MASTERCARD"),
        ("5476430999999892", "MASTERCARD"),
    ] {
        let answer = till.pay(&payment(&Card::new(number), 1_200)).await;
        assert_result(&answer, 201, "ACCEPTED", "00000");
        assert_eq!(
            answer.text(&["transaction", "paymentInstrumentData", "network"]),
            Some(network),
            "{number}"
        );
    }
    let answer = till.pay(&payment(&Card::amex(), 1_200)).await;
    assert_result(&answer, 201, "ACCEPTED", "00000");
    assert_eq!(
        answer.text(&["transaction", "paymentInstrumentData", "paymentInstrumentType", "code"]),
        Some("AMEX")
    );
}

#[tokio::test]
async fn the_buyer_chooses_a_network_of_a_co_badged_card() {
    let gateway = shared();
    let mut till = gateway.till();
    for (card, chosen) in [
        (Card::cb_visa(), "CARTES_BANCAIRES"),
        (Card::cb_visa(), "VISA"),
        (Card::cb_mastercard(), "MASTERCARD"),
    ] {
        let request = put(&payment(&card, 1_201), "paymentInstrument.selectedNetwork", chosen);
        let answer = till.pay(&request).await;
        assert_result(&answer, 201, "ACCEPTED", "00000");
        assert_eq!(answer.text(&["transaction", "paymentInstrumentData", "selectedNetwork"]), Some(chosen));
    }
}

#[tokio::test]
async fn a_card_or_network_that_the_method_does_not_take() {
    let gateway = shared();
    let mut till = gateway.till();
    let amex_on_cb = put(&payment(&Card::amex(), 1_202), "paymentMethodId", "CB");
    let visa_on_amex = put(&payment(&Card::visa(), 1_202), "paymentMethodId", "AMEX");
    let not_on_card = put(&payment(&Card::visa(), 1_202), "paymentInstrument.selectedNetwork", "MASTERCARD");
    let not_french =
        put(&payment(&Card::visa(), 1_202), "paymentInstrument.selectedNetwork", "CARTES_BANCAIRES");
    for request in [amex_on_cb, visa_on_amex, not_on_card, not_french] {
        let (paid, read) = till.pay_and_read(&request).await;
        assert_result(&paid, 201, "REFUSED", "02541");
        assert_result(&read, 200, "REFUSED", "02541");
    }
}

#[tokio::test]
async fn luhn() {
    let gateway = shared();
    let mut till = gateway.till();
    let (paid, read) = till.pay_and_read(&payment(&Card::new("4970105151515141"), 1_203)).await;
    assert_result(&paid, 201, "ERROR", "02614");
    assert_result(&read, 200, "ERROR", "02614");
}

#[tokio::test]
async fn expired() {
    let gateway = shared();
    let mut till = gateway.till();
    for expiration in ["0120", "1225"] {
        let request = put(&payment(&Card::cb_visa(), 1_204), "paymentInstrument.expirationDate", expiration);
        let answer = till.pay(&request).await;
        assert_result(&answer, 201, "REFUSED", "02624");
    }
}

/// A card is good to the end of the month that it bears. Run in the first or last hours of a month, this
/// could meet another month in the gateway's calendar; two months away there is no doubt.
#[tokio::test]
async fn the_last_month_of_a_card() {
    let gateway = shared();
    let mut till = gateway.till();
    let month = |days: i64| {
        let moment = crate::harness::in_days(days);
        format!("{}{}", &moment[5..7], &moment[2..4])
    };
    let until = |expiration: String| {
        put(&payment(&Card::cb_visa(), 1_211), "paymentInstrument.expirationDate", expiration.as_str())
    };
    assert_result(&till.pay(&until(month(0))).await, 201, "ACCEPTED", "00000");
    assert_result(&till.pay(&until(month(62))).await, 201, "ACCEPTED", "00000");
    assert_result(&till.pay(&until(month(-62))).await, 201, "REFUSED", "02624");
}

#[tokio::test]
async fn short_numbers_show_less() {
    let gateway = shared();
    let mut card = Card::new("30569309025904");
    card.cvx = "739".to_owned();
    let answer = gateway.till().pay(&payment(&card, 1_212)).await;
    assert_result(&answer, 201, "REFUSED", "02541");
    let masked = answer.text(&["transaction", "paymentInstrumentData", "maskedNumber"]);
    assert_eq!((masked, card.masked().as_str()), (Some("305693XXXXXX04"), "305693XXXXXX04"));
}

#[tokio::test]
async fn security_codes() {
    let gateway = shared();
    let mut till = gateway.till();
    // Four digits where three are right, three where four are, and none.
    let wrong = |card: &Card, cvx: &str| put(&payment(card, 1_205), "paymentInstrument.cvx", cvx);
    for request in [
        wrong(&Card::cb_visa(), "7391"),
        wrong(&Card::amex(), "739"),
        without(&payment(&Card::cb_visa(), 1_205), "paymentInstrument.cvx"),
    ] {
        let answer = till.pay(&request).await;
        assert_result(&answer, 201, "ERROR", "02627");
    }
}

#[tokio::test]
async fn instruments_that_break_a_limit() {
    let gateway = shared();
    let mut till = gateway.till();
    for (field, value) in [
        ("number", "497010515151"),
        ("number", "49701051515151405151"),
        ("number", "497010515151514x"),
        ("number", "4970 1051 5151 5140"),
        ("number", "٤٩٧٠١٠٥١٥١٥١٥١٤٠"),
        ("number", ""),
        ("expirationDate", "123"),
        ("expirationDate", "12345"),
        ("expirationDate", "1334"),
        ("expirationDate", "0034"),
        ("expirationDate", "12/4"),
        ("cvx", "73"),
        ("cvx", "73912"),
        ("cvx", "7a9"),
        ("holderName", "C"),
        ("selectedNetwork", "VIZA"),
        ("selectedNetwork", "visa"),
    ] {
        let path = format!("paymentInstrument.{field}");
        let answer = till.pay(&put(&payment(&Card::cb_visa(), 1_206), &path, value)).await;
        assert_refused_fields(&answer, &[&path]);
    }
    let long = "C".repeat(51);
    let request = put(&payment(&Card::cb_visa(), 1_206), "paymentInstrument.holderName", long.as_str());
    assert_refused_fields(&till.pay(&request).await, &["paymentInstrument.holderName"]);
}

#[tokio::test]
async fn holder_names_at_the_limits() {
    let gateway = shared();
    let mut till = gateway.till();
    for name in ["Ah".to_owned(), "É".repeat(50)] {
        let request = put(&payment(&Card::cb_visa(), 1_207), "paymentInstrument.holderName", name.as_str());
        let answer = till.pay(&request).await;
        assert_result(&answer, 201, "ACCEPTED", "00000");
        let told = answer.text(&["transaction", "paymentInstrumentData", "holderName"]);
        assert_eq!(told, Some(name.as_str()));
    }
}

#[tokio::test]
async fn live_cards_are_refused_in_the_sandbox() {
    let gateway = shared();
    let mut till = gateway.till();
    let card = Card::new(&with_number_nobody_has());
    assert_refused_fields(&till.pay(&payment(&card, 1_208)).await, &["paymentInstrument.number"]);
}

#[tokio::test]
async fn unless_a_setting_says_otherwise() {
    let gateway = Gateway::start_with("live-cards", &["sandbox.live_cards=true"]);
    let card = Card::new(&with_number_nobody_has());
    assert_result(&gateway.till().pay(&payment(&card, 1_209)).await, 201, "ACCEPTED", "00000");
}

/// Returns a number in a range of Visa that is no test range.
fn with_number_nobody_has() -> String {
    crate::harness::with_check_digit("450000000000123")
}

#[tokio::test]
async fn methods_that_are_not_there() {
    let gateway = shared();
    let mut till = gateway.till();
    for method in ["NONE", "cb", "1"] {
        let answer = till.pay(&put(&payment(&Card::cb_visa(), 1_210), "paymentMethodId", method)).await;
        assert_error(&answer, 404, "02303");
    }
    for method in ["", "C B", "-CB", "C/B"] {
        let answer = till.pay(&put(&payment(&Card::cb_visa(), 1_210), "paymentMethodId", method)).await;
        assert_refused_fields(&answer, &["paymentMethodId"]);
    }
    let long = "C".repeat(51);
    let answer = till.pay(&put(&payment(&Card::cb_visa(), 1_210), "paymentMethodId", long.as_str())).await;
    assert_refused_fields(&answer, &["paymentMethodId"]);
}
