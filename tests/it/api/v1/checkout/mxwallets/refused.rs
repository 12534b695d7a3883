//! What a wallet does not take; nothing is changed then

use document::{Object, Tree};

use crate::harness::{
    Card, Till, assert_error, assert_refused_fields, json, of_payment, payment, put, reference, shared,
    transaction_id, wallets,
};

/// Asserts that a wallet is as it was.
async fn assert_unchanged(till: &mut Till, wallet: &str, before: &str) {
    assert_eq!(till.get(wallet).await.body_text(), before);
}

#[tokio::test]
async fn an_id_that_is_taken() {
    let gateway = shared();
    let mut till = gateway.till();
    let wallet = till.new_wallet(&Card::cb_visa()).await;
    let before = till.get(&wallet).await.body_text();
    let paid = till.paid_with(&Card::cb_mastercard()).await;
    let id = wallet.rsplit_once('/').unwrap().1;
    assert_error(&till.create_wallet(id, &paid).await, 422, "02502");
    assert_unchanged(&mut till, &wallet, &before).await;
}

#[tokio::test]
async fn a_card_twice() {
    let gateway = shared();
    let mut till = gateway.till();
    let wallet = till.new_wallet(&Card::cb_visa()).await;
    till.add_card(&wallet, &Card::cb_mastercard()).await;
    let before = till.get(&wallet).await.body_text();
    assert_error(&till.add_card(&wallet, &Card::cb_visa()).await, 422, "02521");
    let paid = till.paid_with(&Card::cb_visa()).await;
    let replaced = till.put(&format!("{wallet}/paymentinstruments/2"), of_payment(&paid)).await;
    assert_error(&replaced, 422, "02521");
    assert_unchanged(&mut till, &wallet, &before).await;
}

#[tokio::test]
async fn payments_that_are_not_accepted_payments_by_card() {
    let gateway = shared();
    let mut till = gateway.till();
    let wallet = till.new_wallet(&Card::cb_visa()).await;
    let before = till.get(&wallet).await.body_text();
    let refused = till.pay(&payment(&Card::refused_with("100"), 1_000)).await;
    let silent = till.pay(&payment(&Card::cb_mastercard(), 77_701)).await;
    let captured = till.authorised(1_000).await;
    let capture = till.capture(&captured, 1_000).await;
    for (transaction, status, code) in [
        (transaction_id(&refused), 422, "02511"),
        (transaction_id(&silent), 422, "02511"),
        (capture, 422, "02511"),
        ("17000000000000000".to_owned(), 404, "02301"),
        ("x".to_owned(), 404, "02301"),
    ] {
        assert_error(&till.create_wallet(&reference(), &transaction).await, status, code);
        let path = format!("{wallet}/paymentinstruments");
        assert_error(&till.post(&path, &[], &of_payment(&transaction).into()).await, status, code);
        assert_error(&till.put(&format!("{path}/1"), of_payment(&transaction)).await, status, code);
    }
    assert_unchanged(&mut till, &wallet, &before).await;
}

#[tokio::test]
async fn a_payment_of_another_merchant() {
    let gateway = shared();
    let (merchant, key) = gateway.new_merchant();
    let foreign = gateway.till_of(&merchant, &key).paid_with(&Card::cb_visa()).await;
    assert_error(&gateway.till().create_wallet(&reference(), &foreign).await, 404, "02301");
}

#[tokio::test]
async fn ranks_that_no_card_has() {
    let gateway = shared();
    let mut till = gateway.till();
    let wallet = till.new_wallet(&Card::cb_visa()).await;
    let paid = till.paid_with(&Card::cb_mastercard()).await;
    for rank in ["2", "99", "0", "01", "100", "-1", "x", "1.0"] {
        let card = format!("{wallet}/paymentinstruments/{rank}");
        assert_error(&till.get(&card).await, 404, "02518");
        assert_error(&till.put(&card, of_payment(&paid)).await, 404, "02518");
        let inactive = Object::new().with("status", "INACTIVE");
        assert_error(&till.put(&format!("{card}/status"), inactive).await, 404, "02518");
        assert_error(&till.put(&format!("{card}/default"), Object::new()).await, 404, "02518");
    }
    let nobodys = format!("{}/{}", wallets(), reference());
    for path in [format!("{nobodys}/paymentinstruments/1"), nobodys] {
        assert_error(&till.get(&path).await, 404, "02503");
        assert_error(
            &till.put(&format!("{path}/status"), json(r#"{"status":"ACTIVE"}"#)).await,
            404,
            "02503",
        );
    }
}

#[tokio::test]
async fn fields_that_break_a_rule() {
    let gateway = shared();
    let mut till = gateway.till();
    let paid = till.paid_with(&Card::cb_visa()).await;
    let sound: Tree = of_payment(&paid).with("mxWalletId", reference()).into();
    let origin = "paymentInstrumentOrigin";
    for (field, value) in [
        ("mxWalletId", Tree::from("")),
        ("mxWalletId", "-a".into()),
        ("mxWalletId", "a".repeat(51).as_str().into()),
        ("mxWalletId", "a b".into()),
        (&format!("{origin}.origin"), "CardManualEntry".into()),
        (&format!("{origin}.transactionId"), "1".repeat(201).as_str().into()),
        ("comment", "x".repeat(1_025).as_str().into()),
        ("comment", "card 4970105151515140".into()),
        ("holder.lastName", "4970105151515140".into()),
        ("holder.email", "no address".into()),
        ("holder.title", "DR".into()),
    ] {
        assert_refused_fields(&till.post(&wallets(), &[], &put(&sound, field, value)).await, &[field]);
    }
    let empty = till.post(&wallets(), &[], &Object::new().into()).await;
    assert_refused_fields(&empty, &["mxWalletId", origin]);
    let wallet = till.new_wallet(&Card::cb_visa()).await;
    for body in [json("{}"), json(r#"{"status":"GONE"}"#), json(r#"{"status":null}"#)] {
        assert_refused_fields(&till.put(&format!("{wallet}/status"), body).await, &["status"]);
    }
    let hostile = "<script>alert(1)</script> \u{202e} \u{0} 💳";
    let refused = till.put(&wallet, Object::new().with("comment", hostile)).await;
    assert_refused_fields(&refused, &["comment"]);
    let taken = till.put(&wallet, Object::new().with("comment", "<script>alert(1)</script> 💳")).await;
    assert_eq!(taken.text(&["mxWallet", "comment"]), Some("<script>alert(1)</script> 💳"));
}
