//! `guichet point-of-sale set` and `show`.

use document::{Tree, write_json};

use crate::harness::{Caller, Gateway, MERCHANT_ID, assert_error, guichet_on, session};

fn shown(gateway: &Gateway) -> Tree {
    gateway.operate_json(&["point-of-sale", "show", MERCHANT_ID, "SHOP1"])
}

#[track_caller]
fn assert_shown(gateway: &Gateway, expected: &[(&str, &str)]) {
    let shown = shown(gateway);
    for (name, value) in expected {
        let told = shown.at(&[name]).map(write_json);
        assert_eq!(told.as_deref(), Some(*value), "{name} in {}", write_json(&shown));
    }
}

#[test]
fn the_settings_and_what_they_are_at_first() {
    let gateway = Gateway::start("settings-of-shop");
    assert_shown(
        &gateway,
        &[
            ("session_minutes", "30"),
            ("attempts", "3"),
            ("automatic_return", "false"),
            ("session_parameter", "\"monext_session_id\""),
            ("mcc", "\"0000\""),
        ],
    );
    gateway.set_point_of_sale(&["--session-minutes", "90", "--attempts", "10", "--mcc", "5732"]);
    // What is not named stays as it was.
    gateway.set_point_of_sale(&["--automatic-return", "true", "--session-parameter", "number"]);
    assert_shown(
        &gateway,
        &[
            ("session_minutes", "90"),
            ("attempts", "10"),
            ("automatic_return", "true"),
            ("session_parameter", "\"number\""),
            ("mcc", "\"5732\""),
        ],
    );
    // A person reads them, too.
    let text = gateway.operate(&["point-of-sale", "show", MERCHANT_ID, "SHOP1"]);
    assert!(text.contains("90") && text.contains("number"), "{text}");
}

#[test]
fn values_that_are_not_taken() {
    let gateway = Gateway::start("wrong-settings-of-shop");
    let before = write_json(&shown(&gateway));
    for wrong in [
        &["--session-minutes", "9"][..],
        &["--session-minutes", "91"],
        &["--session-minutes", "soon"],
        &["--attempts", "0"],
        &["--attempts", "11"],
        &["--automatic-return", "maybe"],
        &["--notification-url", "ftp://shop.example.com/"],
        &["--notification-url", "/notify"],
        &["--mcc", "573"],
        &["--mcc", "ABCD"],
        &["--page", "summer"],
        &["--page", "summer=green"],
        &["--page", "=#0a7d55"],
        &["--page", "summer=#0a7d5"],
        &["--page", "summer=#0a7d55;x"],
        // One wrong, and nothing of the rest is done.
        &["--attempts", "5", "--session-minutes", "5"],
    ] {
        let words = [&["point-of-sale", "set", MERCHANT_ID, "SHOP1"], wrong].concat();
        let refused = guichet_on(&gateway, &words);
        assert!(refused.code.is_some_and(|code| code != 0), "{wrong:?} is taken");
        assert!(!refused.stderr.is_empty());
    }
    assert_eq!(write_json(&shown(&gateway)), before);
    for whose in [[MERCHANT_ID, "SHOP2"], ["00000000000000", "SHOP1"], [MERCHANT_ID, "shop1"]] {
        for words in [&["set", whose[0], whose[1], "--attempts", "5"][..], &["show", whose[0], whose[1]]] {
            let refused = guichet_on(&gateway, &[&["point-of-sale"], words].concat());
            assert!(refused.code.is_some_and(|code| code != 0), "{words:?}");
        }
    }
}

/// One merchant's settings are nobody else's.
#[tokio::test]
async fn of_one_merchant_only() {
    let gateway = Gateway::start("settings-of-one");
    let (merchant, key) = gateway.new_merchant();
    gateway.operate(&[
        "point-of-sale",
        "set",
        &merchant,
        "SHOP1",
        "--page",
        "theirs=#123456",
        "--attempts",
        "1",
    ]);
    assert_shown(&gateway, &[("attempts", "3")]);
    let with_page = crate::harness::put(&session(1_000), "customPaymentPageCode", "theirs");
    assert_error(&gateway.till().post(crate::harness::SESSIONS, &[], &with_page).await, 400, "02307");
    let theirs = gateway.till_of(&merchant, &key).new_session(&with_page).await;
    assert_eq!(gateway.buyer(Caller::Web, &theirs).opens_page().await.status, 200);
}
