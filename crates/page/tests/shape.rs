//! What each screen offers, and what assistive technology finds on it.

use std::collections::BTreeSet;

use page::{FailureReason, Language, LinkEnd, PageError, Screen};
use primitives::{Amount, Network};

use crate::{
    html::{attribute, contents, tags},
    samples,
};

fn shown(screen: Screen) -> String {
    page::render(&samples::view(Language::English, screen)).html
}

fn sample(name: &str) -> Screen {
    samples::screens().into_iter().find(|(known, _)| *known == name).expect("a sample's name").1
}

#[test]
fn each_screen_has_its_title_and_offers_what_can_be_done() {
    let check = |name: &str, title: &str, offered: &[&str], absent: &[&str]| {
        let html = shown(sample(name));
        assert_eq!(contents(&html, "title"), [title], "{name}");
        let markup = crate::html::markup(&html);
        for part in offered {
            assert!(markup.contains(part), "{name} lacks {part}");
        }
        for part in absent {
            assert!(!markup.contains(part), "{name} has {part}");
        }
    };
    let form = ["id=\"payment\"", "id=\"number\"", "Pay €124.99", "id=\"cancel\"", "data-expires=\"1800\""];
    let way_back = "href=\"https://shop.example/return?order=2041&#38;token=1abc\"";
    check("choose", "Pay Atelier Colline", &form, &["id=\"refusal\"", way_back]);
    check("choose", "Pay Atelier Colline", &["Pay €124.99 with MockPay", "data-contract=\"MOCK-1\""], &[]);
    check("choose-one", "Pay Atelier Colline", &form, &["type=\"radio\"", "MockPay", "id=\"holder\""]);
    check(
        "choose-refused",
        "Payment refused – Pay Atelier Colline",
        &[
            "id=\"refusal\"",
            "The amount exceeds the limit or the balance of your card. You can try 2 more times.",
        ],
        &[],
    );
    let go_on = "href=\"https://partner.example/pay?id=1&#38;step=2\"";
    let partner = "Continue with MockPay – Atelier Colline";
    check("partner-get", partner, &[go_on, "id=\"abandon\"", "id=\"cancel\""], &["<form", "id=\"number\""]);
    check("partner-post", partner, &["id=\"continue\"", "name=\"creq\"", "id=\"abandon\""], &[go_on]);
    let waiting = "Your payment is being confirmed – Atelier Colline";
    check("waiting", waiting, &["data-card=\"MOCKPAY\"", "http-equiv=\"refresh\""], &[way_back, "<form"]);
    let paid = "Payment accepted – Atelier Colline";
    check(
        "paid",
        paid,
        &["has received your payment of €124.99", way_back, "class=\"amount\""],
        &["data-leaves"],
    );
    check("paid-leaving", paid, &["You are being taken back", "data-leaves=\"https://shop.example/"], &[]);
    let refused = "Payment refused – Atelier Colline";
    check("refused", refused, &["Your bank refused the payment.", way_back], &["<form", "data-expires"]);
    check("on-hold", "Payment pending – Atelier Colline", &["Please do not pay again", way_back], &["<form"]);
    check(
        "cancelled",
        "Payment cancelled – Atelier Colline",
        &["You have not been charged", way_back],
        &["<form"],
    );
    check(
        "expired",
        "The time to pay has run out – Atelier Colline",
        &[way_back],
        &["<form", "data-expires"],
    );
}

#[test]
fn the_page_of_a_wallet_offers_what_can_be_done() {
    let html = crate::html::markup(&shown(sample("wallet")));
    assert_eq!(contents(&html, "title"), ["Your cards at Atelier Colline"]);
    let tags = tags(&html);
    let of = |operation: &str| -> Vec<&str> {
        let named = tags.iter().filter(|tag| attribute(tag, "data-operation") == Some(operation));
        named.filter_map(|tag| attribute(tag, "data-rank")).collect()
    };
    assert_eq!(of("remove"), ["1", "2", "3", "5"]);
    // Neither the default itself, nor one that cannot pay.
    assert_eq!(of("default"), ["2"]);
    for part in
        ["Default card", "Expired", "Disabled", "ending in 5140", "id=\"number\"", "data-operations=\"3\""]
    {
        assert!(html.contains(part), "{part}");
    }
    let refused = shown(sample("wallet-refused"));
    assert!(contents(&refused, "title")[0].starts_with("The card was not saved – "));
    let empty = crate::html::markup(&shown(sample("wallet-empty")));
    assert!(
        empty.contains("No card is saved yet.")
            && empty.contains("id=\"number\"")
            && !empty.contains("id=\"details\"")
    );
    let full = crate::html::markup(&shown(sample("wallet-full")));
    assert!(full.contains("No other card can be saved now.") && !full.contains("id=\"number\""));
    for (name, heading) in [
        ("wallet-done", "Your changes are saved"),
        ("wallet-cancelled", "Nothing was changed"),
        ("wallet-expired", "The time has run out"),
        ("wallet-checking", "Your card is being checked"),
    ] {
        let html = shown(sample(name));
        assert_eq!(contents(&html, "h1"), [heading]);
        assert!(html.contains("id=\"return\""), "{name}");
    }
}

#[test]
fn every_page_is_sound_for_those_who_do_not_see_it() {
    for language in Language::ALL {
        for (name, screen) in samples::screens() {
            let html = page::render(&samples::view(language, screen)).html;
            assert!(html.starts_with(&format!("<!doctype html>\n<html lang=\"{}\"", language.tag())));
            assert_eq!(html.contains(" dir=\"rtl\""), language == Language::Hebrew);
            assert_eq!((contents(&html, "h1").len(), contents(&html, "main").len()), (1, 1), "{name}");
            let tags = tags(&html);
            let ids: Vec<&str> = tags.iter().filter_map(|tag| attribute(tag, "id")).collect();
            let unique: BTreeSet<&str> = ids.iter().copied().collect();
            assert_eq!(unique.len(), ids.len(), "{name}: {ids:?}");
            for tag in &tags {
                for name in ["aria-labelledby", "aria-describedby", "for"] {
                    let named = attribute(tag, name).unwrap_or_default().split_whitespace();
                    named.for_each(|id| assert!(unique.contains(id), "<{tag}> names {id}"));
                }
            }
        }
    }
}

#[test]
fn card_fields_are_known_to_browsers_and_never_sent_by_them() {
    let html = shown(sample("choose"));
    let tags = tags(&html);
    for (id, token) in
        [("number", "cc-number"), ("expiry", "cc-exp"), ("cvv", "cc-csc"), ("holder", "cc-name")]
    {
        let field = tags.iter().find(|tag| attribute(tag, "id") == Some(id)).expect(id);
        assert_eq!(attribute(field, "autocomplete"), Some(token));
        assert_eq!(attribute(field, "name"), None, "a form without our script would send it");
        assert_eq!(attribute(field, "dir"), Some("ltr"));
        assert_eq!(attribute(field, "inputmode"), (id != "holder").then_some("numeric"));
    }
}

#[test]
fn saved_cards_come_first_and_are_read_aloud_by_their_last_digits() {
    let html = crate::html::markup(&shown(sample("choose-saved")));
    let tags = tags(&html);
    let entries: Vec<_> = tags
        .iter()
        .filter(|tag| attribute(tag, "name") == Some("method"))
        .map(|tag| (attribute(tag, "value").unwrap(), tag.ends_with(" checked")))
        .collect();
    assert_eq!(entries, [("saved-4", true), ("saved-1", false), ("card", false), ("MOCKPAY", false)]);
    for part in [
        "<span class=\"unseen\">ending in 5140</span>",
        "Valid until 12/34",
        "Camille Martin",
        "data-index=\"4\" data-code=\"CB\"",
        "Use another card",
        "data-panel=\"card\" hidden",
        "<span id=\"pay-label\">Pay €124.99</span>",
    ] {
        assert!(html.contains(part), "{part} is not in {html}");
    }
    assert!(!html.contains("saved-cvv"), "the security code is not asked for");
}

#[test]
fn the_security_code_of_a_saved_card_is_asked_for_where_the_shop_wants_it() {
    let html = shown(sample("choose-saved-code"));
    let tags = tags(&html);
    let field =
        tags.iter().find(|tag| attribute(tag, "id") == Some("saved-cvv")).expect("a field for the code");
    assert_eq!(attribute(field, "autocomplete"), Some("cc-csc"));
    assert_eq!(attribute(field, "name"), None, "a form without our script would send it");
    let digits: Vec<_> = tags.iter().filter_map(|tag| attribute(tag, "data-digits")).collect();
    assert_eq!(digits, ["3", "4"]);
}

#[test]
fn the_box_that_saves_a_card_is_there_for_a_wallet_and_not_ticked() {
    assert!(!crate::html::markup(&shown(sample("choose"))).contains("id=\"save\""));
    for name in ["choose-guest", "choose-saved"] {
        let html = shown(sample(name));
        let tags = tags(&html);
        let tick = tags.iter().find(|tag| attribute(tag, "id") == Some("save")).expect(name);
        assert!(tick.contains("type=\"checkbox\"") && !tick.contains("checked"), "{tick}");
        assert_eq!(attribute(tick, "name"), None);
        assert!(html.contains("Save this card for my next purchases at Atelier Colline"));
    }
    assert!(shown(sample("choose-guest")).contains(">Card</label>"), "no saved card: no other card");
}

#[test]
fn all_cards_are_one_entry_and_each_network_says_who_takes_it() {
    let html = shown(sample("choose"));
    let brands: Vec<_> = tags(&html)
        .iter()
        .filter(|tag| tag.starts_with("li data-network"))
        .map(|tag| {
            ["data-network", "data-code", "data-contract", "data-asks"]
                .map(|name| attribute(tag, name).unwrap().to_owned())
        })
        .collect();
    assert_eq!(
        brands,
        [
            ["CB", "CB", "CB-1", "expiry cvv"],
            ["VISA", "CB", "CB-1", "expiry cvv"],
            ["MASTERCARD", "CB", "CB-1", "expiry cvv"],
            ["AMEX", "AMEX", "AMEX-1", "holder expiry cvv"],
        ]
    );
    assert_eq!(
        html.matches("name=\"method\"").count()
            - contents(&html, "script")[0].matches("name=\"method\"").count(),
        2
    );
}

#[test]
fn the_order_is_told_line_by_line() {
    let html = shown(sample("choose"));
    let labels: Vec<_> = contents(&html, "dt");
    assert_eq!(labels.len(), 7);
    assert!(html.contains("3 × Ampoule E27") && html.contains("−€6.00") && html.contains(">ORD-2041<"));
    let mut view = samples::view(Language::English, sample("choose"));
    view.order.payment_amount = samples::cents(2_499);
    let html = page::render(&view).html;
    assert!(html.contains("To pay now") && html.contains("Pay €24.99"));
}

#[test]
fn a_card_that_is_only_checked_is_not_paid_with() {
    let mut view = samples::view(Language::English, sample("choose-one"));
    view.order.payment_amount = Amount::ZERO;
    assert!(page::render(&view).html.contains("Confirm the card"));
}

#[test]
fn a_shop_without_a_return_address_is_still_found() {
    let mut view = samples::view(Language::English, Screen::Cancelled);
    view.return_url = None;
    assert!(page::render(&view).html.contains("href=\"https://shop.example/\""));
    view.shop_url = None;
    assert!(!page::render(&view).html.contains("Return to"));
}

#[test]
fn production_shows_no_test_cards() {
    let mut view = samples::view(Language::English, sample("choose"));
    assert!(page::render(&view).html.contains("data-test-card=\"4970105151515140\""));
    view.test_mode = None;
    let markup = crate::html::markup(&page::render(&view).html);
    assert!(!markup.contains("Test mode") && !markup.contains("data-test-card"));
}

#[test]
fn every_reason_has_words_of_its_own() {
    let reasons = [
        FailureReason::RefusedByBank,
        FailureReason::CardExpired,
        FailureReason::LimitReached,
        FailureReason::WrongCheckValue,
        FailureReason::CardNotTaken,
        FailureReason::BankUnreachable,
        FailureReason::Abandoned,
    ];
    let pages: BTreeSet<String> = reasons.iter().map(|&reason| shown(Screen::Refused { reason })).collect();
    assert_eq!(pages.len(), reasons.len());
}

#[test]
fn a_problem_is_a_page_without_a_script() {
    for (problem, heading) in [
        (PageError::UnknownSession, "Payment not found"),
        (PageError::TooManyRequests, "Too many requests"),
        (PageError::Unavailable, "Service unavailable"),
    ] {
        let page = page::render_error(Language::English, problem);
        assert_eq!(contents(&page.html, "h1"), [heading]);
        assert!(contents(&page.html, "script").is_empty());
        assert_eq!(page.html.contains("Try again"), problem != PageError::UnknownSession);
    }
}

#[test]
fn the_end_of_a_link_is_a_page_without_a_script() {
    for (end, heading) in [
        (LinkEnd::Paid, "This link has been paid"),
        (LinkEnd::Cancelled, "This payment link was cancelled"),
        (LinkEnd::Blocked, "This payment link is blocked"),
        (LinkEnd::Expired, "This payment link has expired"),
    ] {
        let page = page::render_link_end(Language::English, Some("<Atelier>"), end);
        assert_eq!(contents(&page.html, "h1"), [heading]);
        assert!(contents(&page.html, "script").is_empty());
        assert!(page.html.contains("<bdi>&#60;Atelier&#62;</bdi>") && !page.html.contains("<Atelier>"));
        assert_eq!(page.html.contains("class=\"icon good\""), end == LinkEnd::Paid);
    }
}

#[test]
fn a_session_without_a_way_to_pay_can_be_left() {
    let html = crate::html::markup(&shown(samples::choose(Vec::new(), None)));
    assert!(!html.contains("<form") && html.contains("id=\"message\"") && html.contains("id=\"cancel\""));
    assert!(html.contains("The payment page cannot be reached right now."));
}

#[test]
fn a_session_of_one_partner_begins_with_him() {
    let html = shown(samples::choose(vec![samples::partner()], None));
    assert!(html.contains("<span id=\"pay-label\">Pay €124.99 with MockPay</span>"));
    let card = samples::cards("AMEX", "A", &[Network::AmericanExpress], true);
    let html = shown(samples::choose(vec![samples::partner(), card], None));
    assert!(html.contains("data-panel=\"card\" hidden") && html.contains("data-panel=\"MOCKPAY\">"));
}
