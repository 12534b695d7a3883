//! Merchants: with old access keys, with settings of their point of sale, and a locked one.

use crate::harness::named;
use crate::maker::Maker;

/// Makes the merchants besides `demo`, which the sandbox makes:
///
/// - `other` has every setting, is notified of all that ends, and may still use its old access key;
/// - `rotated` may not use its old access key;
/// - `locked` is locked at the end;
/// - `remitting` has a remittance that stays open.
pub(crate) fn make(maker: &mut Maker) {
    for name in ["other", "rotated", "locked", "remitting"] {
        let (id, key) = named(&maker.gateway.manage(&["create", "--name", &format!("Shop {name}")]));
        maker.recorder.merchant(name, &id, &key);
    }
    let overlapping = rotated(maker, "other", "48");
    maker.recorder.rotated_key("other", &overlapping, true);
    let new = rotated(maker, "rotated", "0");
    maker.recorder.rotated_key("rotated", &new, false);
    let (url, origin) = (maker.failing_shop.url("/settings?of=other"), maker.failing_shop.url(""));
    set(
        maker,
        "other",
        &[
            &["--attempts", "2", "--automatic-return", "true", "--session-parameter", "number"][..],
            &["--frame-origin", "https://shop.example", "--frame-origin", &origin],
            &["--page", "summer=#0a7d55", "--page", "winter=#1a5fb4", "--country", "BE"],
            &["--notification-url", &url, "--notification-delay-s", "1"],
            &["--allow-http", "true"],
            &["--cards-per-minute", "100000", "--cards-per-session-per-hour", "100"],
            &["--payments-per-card-per-hour", "100000", "--cards-per-address-per-hour", "100000"],
        ]
        .concat(),
    );
    set_up(maker);
    for name in ["demo", "other", "locked"] {
        set_session_minutes(maker, name, 90);
    }
}

/// Creates a point of sale and a payment method, with all that a merchant may say of them, and switches the latter off.
fn set_up(maker: &Maker) {
    let (id, _) = maker.recorder.credentials("other");
    let body = |name: &str, text: &str| {
        let file = maker.gateway.dir().join(name);
        std::fs::write(&file, text).unwrap();
        file.to_str().expect("a path of the suite").to_owned()
    };
    let shop = body(
        "shop.json",
        r#"{"reference": "SHOP2", "name": "Second shop", "legalIdentificationNumber": "12345678900011", "mcc": "5732",
            "email": "shop@example.com", "phone": "+33100000000", "comment": "near the station",
            "address": {"street": "rue de Rivoli", "city": "Paris", "country": "FR"}}"#,
    );
    maker.output_of(&["point-of-sale", "create", &id, &shop]);
    maker.output_of(&["point-of-sale", "deactivate", &id, "SHOP2"]);
    maker.output_of(&[
        "point-of-sale",
        "set",
        &id,
        "SHOP2",
        "--shop-url",
        "https://shop.example",
        "--shows-address",
        "true",
    ]);
    let method = body(
        "method.json",
        r#"{"id": "VISA2", "paymentInstrumentType": {"code": "CB"}, "name": "Visa", "networks": ["VISA"],
            "captureModes": ["AUTOMATIC", "MANUAL"], "duplicateCheck": false, "acquirer": {"code": "BANK1"},
            "logo": {"mimeType": "image/png", "image":
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="}}"#,
    );
    maker.output_of(&["payment-method", "create", &id, "SHOP2", &method]);
    maker.output_of(&["payment-method", "deactivate", &id, "SHOP2", "VISA2"]);
}

fn rotated(maker: &Maker, name: &str, hours: &str) -> String {
    let (id, _) = maker.recorder.credentials(name);
    named(&maker.gateway.manage(&["rotate-key", &id, "--overlap-hours", hours])).1
}

fn set(maker: &Maker, name: &str, settings: &[&str]) {
    let (id, _) = maker.recorder.credentials(name);
    maker.output_of(&[&["point-of-sale", "set", &id, "SHOP1"], settings].concat());
}

/// Sets how long sessions live that are made from now on.
pub(crate) fn set_session_minutes(maker: &Maker, name: &str, minutes: u32) {
    set(maker, name, &["--session-minutes", &minutes.to_string()]);
}

pub(crate) fn lock(maker: &mut Maker) {
    maker.recorder.locked("locked");
    let (id, _) = maker.recorder.credentials("locked");
    maker.gateway.manage(&["lock", &id]);
}

/// Guesses the key of a merchant that does not exist. The failure is recorded, and counts for a limit.
pub(crate) async fn guess(maker: &Maker) {
    let answer =
        maker.gateway.till_of("99999999999999", "a-wrong-access-key").get("/v1/checkout/alive").await;
    assert_eq!(answer.status, 401);
    maker.wait_for_row("a bucket", "SELECT bucket FROM spent_limits").await;
    maker.wait_for_row("a failed login", "SELECT subject FROM audit_log WHERE action = 'LOGIN_FAILED'").await;
}

pub(crate) fn unlock(maker: &Maker) {
    let (id, _) = maker.recorder.credentials("locked");
    maker.gateway.manage(&["unlock", &id]);
}
