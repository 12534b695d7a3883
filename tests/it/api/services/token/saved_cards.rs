//! The saved cards that a session shows, to each program.

use client::Answer;
use document::{Object, Tree};

use crate::harness::{
    Caller, Card, Till, assert_state, id_of, put, raw_text, reference, saved_cards, session,
    session_with_wallet, shared, truth,
};

/// Returns the ranks of the saved cards in the order of the state.
fn ranks(state: &Answer) -> Vec<i64> {
    saved_cards(state).iter().map(|card| card.at(&["index"]).and_then(Tree::as_integer).unwrap()).collect()
}

/// Returns a wallet with a co-badged card and an American Express, which is the default one.
async fn two_cards(till: &mut Till) -> String {
    let wallet = till.new_wallet(&Card::cb_visa()).await;
    assert_eq!(till.add_card(&wallet, &Card::amex()).await.status, 201);
    assert_eq!(till.put(&format!("{wallet}/paymentinstruments/2/default"), Object::new()).await.status, 200);
    wallet
}

#[tokio::test]
async fn the_default_one_first_and_masked() {
    let gateway = shared();
    let wallet = two_cards(&mut gateway.till()).await;
    for caller in Caller::ALL {
        let buyer = gateway.buyer_of(caller, &session_with_wallet(1_000, id_of(&wallet))).await;
        let state = buyer.state().await;
        assert_state(&state, "PAYMENT_METHODS_LIST");
        let expected = [("AMEX", "AMEX", 2, true, "***-XX19"), ("CB", "CB", 1, false, "***-XX40")];
        let shown = saved_cards(&state);
        assert_eq!(shown.len(), expected.len(), "{}", state.body_text());
        for (card, (code, scheme, index, is_default, number)) in shown.iter().zip(expected) {
            let text = |path: &[&str]| card.at(path).and_then(Tree::as_text).map(str::to_owned);
            assert_eq!(text(&["cardCode"]).as_deref(), Some(code));
            assert_eq!(text(&["cardType"]).as_deref(), Some(scheme));
            assert_eq!(card.at(&["index"]).and_then(Tree::as_integer), Some(index));
            assert_eq!(card.at(&["isDefault"]).and_then(truth), Some(is_default));
            assert_eq!(card.at(&["isExpired"]).and_then(truth), Some(false));
            assert_eq!(text(&["additionalData", "PAN"]).as_deref(), Some(number));
            assert_eq!(text(&["additionalData", "DATE"]).as_deref(), Some("1234"));
            assert_eq!(text(&["additionalData", "HOLDER"]).as_deref(), Some("Camille Martin"));
            assert!(raw_text(card).contains(r#""confirm":[]"#) && raw_text(card).contains(r#""options":[]"#));
        }
        for part in ["497010", "375989", "mxToken"] {
            assert!(!state.body_text().contains(part), "{part} is in {}", state.body_text());
        }
    }
}

#[tokio::test]
async fn whether_the_security_code_is_asked_for() {
    let gateway = shared();
    let wallet = gateway.till().new_wallet(&Card::cb_visa()).await;
    for (option, asked) in [("WITH_CVV", r#"["CVV"]"#), ("WITHOUT_CVV", "[]")] {
        let request = put(&session_with_wallet(1_000, id_of(&wallet)), "oneClickOption", option);
        let state = gateway.buyer_of(Caller::Ios, &request).await.state().await;
        assert_state(&state, "PAYMENT_METHODS_LIST");
        let [card] = &saved_cards(&state)[..] else { panic!("{}", state.body_text()) };
        for name in ["confirm", "options"] {
            assert_eq!(card.at(&[name]).map(raw_text).as_deref(), Some(asked), "{option}: {name}");
        }
    }
}

/// A shop names a wallet of its own making for each guest. It need not exist.
#[tokio::test]
async fn none_for_a_guest_who_may_save_a_card() {
    let gateway = shared();
    for id in [reference(), "1".to_owned(), "G.u-e_s-t.".repeat(5)] {
        for caller in Caller::ALL {
            let buyer = gateway.buyer_of(caller, &session_with_wallet(1_000, &id)).await;
            assert_state(&buyer.state().await, "PAYMENT_METHODS_LIST");
            assert!(saved_cards(&buyer.state().await).is_empty());
            for code in ["CB", "AMEX"] {
                let method = buyer.method(code).await;
                let options = raw_text(method.at(&["options"]).unwrap());
                assert!(options.contains("\"SAVE_PAYMENT_DATA\""), "{options}");
                let data = method.at(&["additionalData"]).map(raw_text);
                assert_eq!(data.as_deref(), Some(r#"{"SAVE_PAYMENT_DATA_CHECKED":false}"#));
            }
            let partner = raw_text(&buyer.method("MOCKPAY").await);
            assert!(!partner.contains("SAVE_PAYMENT_DATA"), "{partner}");
        }
    }
}

#[tokio::test]
async fn nothing_is_saved_without_a_wallet() {
    let gateway = shared();
    for caller in Caller::ALL {
        let request = put(&session(1_000), "oneClickOption", "WITH_CVV");
        let buyer = gateway.buyer_of(caller, &request).await;
        let state = buyer.state().await;
        assert!(saved_cards(&state).is_empty());
        assert!(!state.body_text().contains("SAVE_PAYMENT_DATA"), "{}", state.body_text());
    }
}

#[tokio::test]
async fn only_those_that_can_pay_here() {
    let gateway = shared();
    let mut till = gateway.till();
    let wallet = two_cards(&mut till).await;
    let whole = session_with_wallet(1_000, id_of(&wallet));
    let buyer = gateway.buyer_of(Caller::Web, &whole).await;
    assert_eq!(ranks(&buyer.state().await), [2, 1]);
    // Another session offers no American Express.
    let methods = Tree::List(vec!["CB".into(), "MOCKPAY".into()]);
    let narrow = put(&whole, "paymentMethod.paymentMethodIDs", methods);
    assert_eq!(ranks(&gateway.buyer_of(Caller::Web, &narrow).await.state().await), [1]);
    for (path, status, left) in [
        ("/paymentinstruments/2/status", "INACTIVE", &[1][..]),
        ("/paymentinstruments/2/status", "ACTIVE", &[2, 1]),
        ("/status", "INACTIVE", &[]),
        ("/status", "ACTIVE", &[2, 1]),
    ] {
        let set = till.put(&format!("{wallet}{path}"), Object::new().with("status", status)).await;
        assert_eq!(set.status, 200, "{}", set.body_text());
        let state = buyer.state().await;
        assert_eq!(ranks(&state), left, "{path} {status}");
        // What comes into an inactive wallet could not pay.
        assert_eq!(state.body_text().contains("SAVE_PAYMENT_DATA"), !left.is_empty());
    }
}

/// The wallet is that of the merchant of the session, whoever has another one of the same id.
#[tokio::test]
async fn none_of_another_merchant() {
    let gateway = shared();
    let wallet = gateway.till().new_wallet(&Card::cb_visa()).await;
    let (merchant, key) = gateway.new_merchant();
    let session =
        gateway.till_of(&merchant, &key).new_session(&session_with_wallet(1_000, id_of(&wallet))).await;
    assert!(saved_cards(&gateway.buyer(Caller::Web, &session).state().await).is_empty());
}
