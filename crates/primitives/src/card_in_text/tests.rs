use std::cell::Cell;

use super::*;

thread_local! {
    static STEPS: Cell<usize> = const { Cell::new(0) };
}

/// Counts a sign that is read, or a look at the size of a group.
pub(super) fn step() {
    STEPS.set(STEPS.get() + 1);
}

fn steps(text: &str, read: Read) -> usize {
    STEPS.set(0);
    search(text, read);
    STEPS.get()
}

#[test]
fn card_numbers_however_they_are_written() {
    for text in [
        "4970105151515140",
        "paid with 4970105151515140.",
        "A4970105151515140B",
        "4970 1051 5151 5140",
        "4970-1051-5151-5140",
        "4970 - 1051 - 5151 - 5140",
        "4970\u{a0}1051\u{a0}5151\u{a0}5140",
        "49701051 51515140",
        "49 70 10 51 51 51 51 40",
        "4 9 7 0 1 0 5 1 5 1 5 1 5 1 4 0",
        "4970105151515140 1230 739",
        "order 12 4970 1051 5151 5140 12/30 739",
        "\u{ff14}\u{ff19}\u{ff17}\u{ff10}105151515140",
        "3759 891111 11119",
        "375989111111119",
        "30569309025904",
        "4222222222222",
        "6011000990139424",
        // Behind a letter, a country without an account, a telephone, and what is too long for one.
        "CB4970 1051 5151 5140",
        "CB4970105151515140",
        "FR4970 1051 5151 5140",
        "Nr12 4970 1051 5151 5140",
        "NR12 4970 1051 5151 5140",
        "tel +33 612345678 - 4970 1051 5151 5140",
        "+33 612345678 49701051 51515140",
        "+4970 1051 5151 5140",
        "+4970105151515140",
        "FR08 3000 4970 0080 6360 8377 789 4970 1051 5151 5140",
        // Other signs between the groups, and signs that nobody sees.
        "4970/1051/5151/5140",
        "4970 / 1051 / 5151 / 5140",
        "4970\u{b7}1051\u{b7}5151\u{b7}5140",
        "3759/891111/11119",
        "4970\u{200b}1051\u{200b}5151\u{200b}5140",
        "49701051\u{ad}5151\u{ad}5140",
        "4\u{feff}9701\u{2060}0515151514\u{200d}0",
        "4970 \u{200e}1051 \u{200e}5151 \u{200e}5140",
    ] {
        assert_eq!(cards_in(text).len(), 1, "{text}");
    }
    assert_eq!(cards_in("4970105151515140 and 5137340014122340").len(), 2);
}

#[test]
fn what_only_looks_like_a_card_number() {
    for text in [
        "",
        "order-1",
        // A wrong check digit, no known network, a length that the network does not issue.
        "4970105151515141",
        "9999999999999995",
        "411111111111116",
        // Milliseconds and microseconds since 1970, a transaction's id, a session's id.
        "1764260123450",
        "1764260123456786",
        "17953621065621942",
        "1aBcDeFgHiJkLmNoP4971764260123458",
        // A part of a longer number.
        "49701051515151401230",
        // Accounts, of which a part is a number that passes the Luhn formula and begins like a card.
        "FR08 3000 4970 0080 6360 8377 789",
        "(FR08 3000 4970 0080 6360 8377 789)",
        "IBAN: BE67539464140117",
        // Telephones.
        "+49 1512 3456787",
        "+4915123456787",
        "tel:+4915123456787",
        "\u{ff0b}4915123456787",
        "06 12 34 56 78 06 12 34 56 78",
        "30-11-2024 31-12-2024",
        // Dates, times, addresses, prices and accounts, whose signs stand between the groups of cards as well, or do not.
        "5017/12/30 5017/12/32",
        "49/70/10/51/51/51/51/40",
        "2026:11:27",
        "4970:1051:5151:5140",
        "4970,1051,5151,5140",
        "4970, 1051, 5151, 5140",
        "49701051/51515140",
        "550e8400-e29b-41d4-a371-446655440002",
        "cdcbb3e3-8679-4075-8395-76955135de15",
        "id=a3e9b4f1-5a44-4863-8550-25737bdce893.",
        // Numbers of articles that pass the Luhn formula and begin like a card.
        "4000000000006",
        "497010XXXXXX5140",
    ] {
        assert_eq!(cards_in(text).len(), 0, "{text}");
    }
}

#[test]
fn masks_leave_the_rest_as_it_is() {
    let masked = |text: &str| with_cards_masked(text).unwrap();
    assert_eq!(masked("Mozilla/5.0 4970105151515140 x"), "Mozilla/5.0 497010XXXXXX5140 x");
    assert_eq!(masked("4970-1051-5151-5140"), "4970-10XX-XXXX-5140");
    assert_eq!(masked("4222222222222"), "422222XXXXX22");
    assert_eq!(with_cards_masked("Mozilla/5.0"), None);
    for (url, expected) in [
        ("https://s.example/?n=4970105151515140&m=1", "https://s.example/?n=497010XXXXXX5140&m=1"),
        ("https://s.example/4970%201051+5151-5140", "https://s.example/4970%2010XX+XXXX-5140"),
        ("https://s.example/?n=%+4970105151515140", "https://s.example/?n=%+497010XXXXXX5140"),
        ("https://s.example/?n=%4970105151515140%", "https://s.example/?n=%497010XXXXXX5140%"),
        ("https://s.example/?n=%EF%BC%94970105151515140", "https://s.example/?n=%EF%BC%9497010XXXXXX5140"),
        ("https://s.example/?n=%34%39701051515151%340", "https://s.example/?n=%34%397010XXXXXX51%340"),
    ] {
        assert_eq!(with_cards_masked_in_url(url).as_deref(), Some(expected), "{url}");
    }
    assert_eq!(with_cards_masked_in_url("https://s.example/%"), None);
}

/// No time is measured: a busy machine would fail the test, and a fast one pass it.
#[test]
fn the_search_takes_steps_in_proportion_to_the_text() {
    const SIZE: usize = 256 * 1024;
    const MAX_STEPS_A_BYTE: usize = 16;
    let texts =
        ["1234 ", "1 ", "1", "12345678 ", "49 ", "4970/", "4\u{200b}", "+1 ", "FR12 ", "4970105151515140 "];
    let texts = texts.map(|part| (part, sign::of_text as Read));
    for (part, read) in texts.into_iter().chain([("%34", sign::of_encoded_url as Read)]) {
        let text = part.repeat(SIZE / part.len());
        let (half, whole) = (steps(&part.repeat(SIZE / part.len() / 2), read), steps(&text, read));
        assert!(whole >= text.len() / 3, "{part:?}: only {whole} steps, so not all of it was read");
        assert!(whole <= half * 21 / 10, "{part:?}: {half} steps, then {whole}");
        assert!(whole <= SIZE * MAX_STEPS_A_BYTE, "{part:?}: {whole} steps");
    }
}
