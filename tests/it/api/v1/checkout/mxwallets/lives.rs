//! Wallets from their making on

use document::{Object, Tree};

use crate::harness::{
    Card, Gateway, assert_error, assert_result, json, of_payment, raw_text, reference, shared, wallets,
};

#[tokio::test]
async fn of_the_card_of_a_payment() {
    let gateway = shared();
    let mut till = gateway.till();
    let paid = till.paid_with(&Card::cb_visa()).await;
    let token = till.transaction(&paid).await;
    let token = token.text(&["transaction", "paymentInstrumentData", "mxToken"]).unwrap().to_owned();
    let id = reference();
    let asked = of_payment(&paid)
        .with("mxWalletId", id.as_str())
        .with(
            "holder",
            json(r#"{"title":"MRS","firstName":"Camille","lastName":"Martin","email":"camille@shop.com"}"#),
        )
        .with("comment", "by phone");
    let made = till.post(&wallets(), &[], &asked.into()).await;
    assert_result(&made, 201, "ACCEPTED", "02500");
    let expected = format!(
        r#"{{"id":"{id}","holder":{{"title":"MRS","firstName":"Camille","lastName":"Martin","email":"camille@shop.com"}},"paymentInstruments":[{{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"{token}","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA","category":"CardInstrument","rank":1,"paymentInstrumentType":{{"code":"CB"}},"isDefault":true,"status":"ACTIVE","state":"STORED"}}],"comment":"by phone"}}"#
    );
    assert_eq!(made.at(&["mxWallet"]).map(raw_text), Some(expected));
    let read = till.get(&format!("{}/{id}", wallets())).await;
    assert_result(&read, 200, "ACCEPTED", "02500");
    assert_eq!(read.body_text(), made.body_text());
}

#[tokio::test]
async fn holder_and_comment_are_replaced_and_cards_are_not() {
    let gateway = shared();
    let mut till = gateway.till();
    let wallet = till.new_wallet(&Card::cb_visa()).await;
    let before = till.get(&wallet).await;
    let changed = till.put(&wallet, json(r#"{"holder":{"lastName":"Martin"},"comment":"moved"}"#)).await;
    assert_result(&changed, 200, "ACCEPTED", "02500");
    assert_eq!(changed.text(&["mxWallet", "holder", "lastName"]), Some("Martin"));
    assert_eq!(changed.text(&["mxWallet", "comment"]), Some("moved"));
    let cards = &["mxWallet", "paymentInstruments"];
    assert!(changed.at(cards) == before.at(cards));
    let emptied = till.put(&wallet, Object::new()).await;
    assert_result(&emptied, 200, "ACCEPTED", "02500");
    assert_eq!(emptied.body_text(), before.body_text());
}

#[tokio::test]
async fn a_status_is_that_of_all_its_cards() {
    let gateway = shared();
    let mut till = gateway.till();
    let wallet = till.new_wallet(&Card::cb_visa()).await;
    assert_eq!(till.add_card(&wallet, &Card::cb_mastercard()).await.status, 201);
    for status in ["INACTIVE", "INACTIVE", "ACTIVE"] {
        let set = till.put(&format!("{wallet}/status"), Object::new().with("status", status)).await;
        assert_eq!((set.status, set.text(&["status"])), (200, Some(status)));
        assert_eq!(set.text(&["result", "code"]), Some("02500"));
        let read = till.get(&wallet).await;
        let cards = read.at(&["mxWallet", "paymentInstruments"]).and_then(Tree::as_list).unwrap();
        let statuses: Vec<_> =
            cards.iter().map(|card| card.at(&["status"]).and_then(Tree::as_text)).collect();
        assert_eq!(statuses, [Some(status); 2]);
    }
}

/// The same id at another merchant is another wallet, and the same card there has another token.
#[tokio::test]
async fn merchants_have_nothing_in_common() {
    let gateway = shared();
    let (merchant, key) = gateway.new_merchant();
    let (mut till, mut other) = (gateway.till(), gateway.till_of(&merchant, &key));
    let wallet = till.new_wallet(&Card::cb_visa()).await;
    let id = wallet.rsplit_once('/').unwrap().1;
    let of_other = format!("/v1/checkout/merchants/{merchant}/mxwallets/{id}");
    assert_error(&other.get(&of_other).await, 404, "02503");
    let paid = other.paid_with(&Card::cb_visa()).await;
    let asked = of_payment(&paid).with("mxWalletId", id).into();
    let made = other.post(&format!("/v1/checkout/merchants/{merchant}/mxwallets"), &[], &asked).await;
    assert_result(&made, 201, "ACCEPTED", "02500");
    let token = &["mxWallet", "paymentInstruments"];
    assert!(made.at(token) != till.get(&wallet).await.at(token));
    assert_eq!(other.get(&wallet).await.status, 403);
}

#[tokio::test]
async fn a_restart_forgets_nothing() {
    let mut gateway = Gateway::start("wallets-kept");
    let wallet = gateway.till().new_wallet(&Card::cb_visa()).await;
    let before = gateway.till().get(&wallet).await;
    gateway.kill();
    gateway.restart();
    assert_eq!(gateway.till().get(&wallet).await.body_text(), before.body_text());
}
