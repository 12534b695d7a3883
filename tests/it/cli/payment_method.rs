//! `guichet payment-method`, and the commands of `guichet point-of-sale` that create and switch.

use document::{Tree, write_json};

use crate::api::v1::merchants::setup::{new_method, new_shop, shop};
use crate::harness::{Gateway, MERCHANT_ID, assert_error, guichet_on, json, put, raw_text, session};

fn file(gateway: &Gateway, name: &str, body: &Tree) -> String {
    let file = gateway.dir().join(name);
    std::fs::write(&file, write_json(body)).unwrap();
    file.to_str().unwrap().to_owned()
}

/// An operator does what a merchant does, and the running gateway knows it at once.
#[tokio::test]
async fn an_operator_sets_up_a_shop() {
    let gateway = Gateway::start("shop-by-operator");
    let mut till = gateway.till();
    let all = format!("/v1/merchants/{MERCHANT_ID}/pointsofsale");
    let made = file(&gateway, "shop.json", &new_shop("SHOP2"));
    gateway.operate(&["point-of-sale", "create", MERCHANT_ID, &made]);
    let method = put(&new_method("CB2"), "captureModes", vec!["MANUAL"]);
    let method = file(&gateway, "method.json", &method);
    gateway.operate(&["payment-method", "create", MERCHANT_ID, "SHOP2", &method]);
    let renamed = file(&gateway, "renamed.json", &shop("Renamed"));
    gateway.operate(&["point-of-sale", "update", MERCHANT_ID, "SHOP2", &renamed]);
    let read = till.get(&format!("{all}/SHOP2")).await;
    assert_eq!(read.text(&["pointOfSale", "name"]), Some("Renamed"));
    gateway.operate(&["payment-method", "deactivate", MERCHANT_ID, "SHOP2", "CB2"]);
    let listed = gateway.operate_json(&["payment-method", "list", MERCHANT_ID, "SHOP2"]);
    let expected = concat!(
        r#"[{"id":"CB2","type":"CB","status":"INACTIVE","networks":["CARTES_BANCAIRES","VISA"],"#,
        r#""capture_modes":["MANUAL"],"duplicate_check":true}]"#,
    );
    assert_eq!(raw_text(&listed), expected);
    gateway.operate(&["payment-method", "activate", MERCHANT_ID, "SHOP2", "CB2"]);
    let changed = file(&gateway, "changed.json", &json(r#"{"name": "Visa", "networks": ["VISA"]}"#));
    gateway.operate(&["payment-method", "update", MERCHANT_ID, "SHOP2", "CB2", &changed]);
    let open = put(&session(1_000), "pointOfSaleReference", "SHOP2");
    till.new_session(&open).await;
    gateway.operate(&["point-of-sale", "deactivate", MERCHANT_ID, "SHOP2"]);
    assert_error(&till.post(crate::harness::SESSIONS, &[], &open).await, 404, "02303");
    let shown = gateway.operate_json(&["point-of-sale", "show", MERCHANT_ID, "SHOP2"]);
    assert_eq!(shown.at(&["status"]).and_then(Tree::as_text), Some("INACTIVE"));
    gateway.operate(&["point-of-sale", "activate", MERCHANT_ID, "SHOP2"]);
    till.new_session(&open).await;
    // The operator is named as who did it.
    let listed = guichet_on(&gateway, &["audit", "list", "--json", "--action", "PAYMENT_METHOD_CREATED"]);
    let lines = json(&listed.stdout);
    let actor = lines.as_list().unwrap()[0].at(&["actor"]).and_then(Tree::as_text).unwrap();
    assert!(actor.starts_with("operator:"), "{actor}");
}

#[test]
fn what_is_wrong_is_told_and_not_done() {
    let gateway = Gateway::start("wrong-shop-by-operator");
    let wrong = file(&gateway, "wrong.json", &put(&new_shop("SHOP2"), "mcc", "x"));
    let taken = file(&gateway, "taken.json", &new_shop("SHOP1"));
    let method = file(&gateway, "method.json", &new_method("CB"));
    let not_json = gateway.dir().join("not.json");
    std::fs::write(&not_json, "{").unwrap();
    for (words, said) in [
        (&["point-of-sale", "create", MERCHANT_ID, &wrong][..], "mcc must be a merchant category code"),
        (&["point-of-sale", "create", MERCHANT_ID, &taken], "another point of sale has this reference"),
        (&["point-of-sale", "create", "00000000000001", &taken], "there is no such merchant"),
        (&["point-of-sale", "create", MERCHANT_ID, not_json.to_str().unwrap()], "is no JSON"),
        (&["point-of-sale", "create", MERCHANT_ID, "/nowhere/at/all"], "/nowhere/at/all"),
        (&["point-of-sale", "deactivate", MERCHANT_ID, "SHOP404"], "there is no SHOP404"),
        (&["payment-method", "create", MERCHANT_ID, "SHOP1", &method], "another payment method has this id"),
        (&["payment-method", "deactivate", MERCHANT_ID, "SHOP1", "CB404"], "there is no CB404"),
        (&["payment-method", "list", MERCHANT_ID, "SHOP404"], "there is no such point of sale"),
    ] {
        let refused = guichet_on(&gateway, words);
        assert_ne!(refused.code, Some(0), "{words:?}");
        assert!(refused.stderr.contains(said), "{words:?}: {}", refused.stderr);
    }
    let all = gateway.operate_json(&["point-of-sale", "list", MERCHANT_ID]);
    assert_eq!(all.as_list().map(<[Tree]>::len), Some(1));
}
