//! Wallets with one card and with several, and payments by them.

use document::{Object, Tree};
use stores::{Case, Kind};

use crate::harness::{
    Buyer, Card, assert_result, assert_state, by_wallet, json, of_payment, put, reference, transaction_id,
    wallet_session, wallets,
};
use crate::maker::Maker;
use crate::payments::repeat;

pub(crate) async fn make(maker: &mut Maker) {
    one_card(maker).await;
    several_cards(maker).await;
    sessions(maker).await;
}

/// Sessions of ninety minutes in every stage that such a session has.
async fn sessions(maker: &mut Maker) {
    let created = maker.gateway.buyer_of_wallet(&wallet_session(&reference())).await;
    maker.recorder.add(of_wallet("wallet-session-created", &created).code_in_a_week("02534"));
    let allowed = put(&wallet_session(&reference()), "allowUpdatePersonalDetails", true);
    let open = maker.gateway.buyer_of_wallet(&allowed).await;
    open.opens_page().await;
    maker.recorder.add(of_wallet("wallet-session-open", &open).code_in_a_week("02535"));
    for name in ["wallet-session-changed", "wallet-session-done"] {
        let buyer = maker.gateway.buyer_of_wallet(&wallet_session(&reference())).await;
        for card in [Card::cb_visa(), Card::amex()] {
            assert_state(&buyer.pays(&card).await, "MANAGE_WEB_WALLET");
        }
        assert_state(&buyer.operates("remove", 1).await, "MANAGE_WEB_WALLET");
        if name == "wallet-session-done" {
            assert_state(&buyer.cancels().await, "TOKEN_EXPIRED");
        }
        maker.recorder.add(of_wallet(name, &buyer).code_in_a_week("02500"));
    }
}

fn of_wallet(name: &str, buyer: &Buyer) -> Case {
    Case::new(Kind::WalletSession, name, "demo", &buyer.session.id)
}

/// Made under an idempotency key, with all that is said of a wallet.
async fn one_card(maker: &mut Maker) {
    let (id, key) = (reference(), reference());
    let holder =
        r#"{"title":"MRS","firstName":"Camille","lastName":"Martin","email":"camille.martin@example.com"}"#;
    let asked: Tree = of_payment(&maker.till("demo").paid_with(&Card::cb_visa()).await)
        .with("mxWalletId", id.as_str())
        .with("holder", json(holder))
        .with("comment", "by phone")
        .into();
    let made = maker.till("demo").post(&wallets(), &[("idempotency-key", &key)], &asked).await;
    assert_result(&made, 201, "ACCEPTED", "02500");
    let first = made.document().unwrap().clone();
    maker.recorder.repeat(repeat("demo", &wallets(), &key, &asked, made.status, first));
    maker.recorder.add(Case::new(Kind::Wallet, "wallet", "demo", &id));
    pays(maker, "paid-by-wallet", &by_wallet(&id, None, 1_700), "00000").await;
    pays(maker, "refused-by-wallet", &by_wallet(&id, Some(9), 1_701), "02518").await;
    pays(maker, "unknown-wallet", &by_wallet(&reference(), None, 1_702), "02503").await;
}

async fn several_cards(maker: &mut Maker) {
    let mut till = maker.till("demo");
    let wallet = till.new_wallet(&Card::cb_visa()).await;
    for card in [Card::cb_mastercard(), Card::visa()] {
        assert_eq!(till.add_card(&wallet, &card).await.status, 201);
    }
    let id = wallet.rsplit_once('/').unwrap().1;
    let cards = format!("{wallet}/paymentinstruments");
    let again = of_payment(&till.paid_with(&Card::cb_mastercard()).await).with("comment", "again");
    for (path, body) in [
        (format!("{cards}/3/default"), Object::new()),
        (format!("{cards}/1/status"), Object::new().with("status", "INACTIVE")),
        (format!("{cards}/2"), again),
    ] {
        assert_eq!(till.put(&path, body).await.status, 200, "{path}");
    }
    maker.recorder.add(Case::new(Kind::Wallet, "wallet-of-several", "demo", id));
    pays(maker, "paid-by-rank", &put(&by_wallet(id, Some(2), 1_710), "payment.capture", "MANUAL"), "00000")
        .await;
    pays(maker, "inactive-card", &by_wallet(id, Some(1), 1_711), "02505").await;
}

async fn pays(maker: &mut Maker, name: &str, request: &Tree, code: &str) {
    let paid = maker.till("demo").pay(request).await;
    assert_eq!((paid.status, paid.text(&["result", "code"])), (201, Some(code)), "{name}");
    maker.recorder.add(Case::new(Kind::Payment, name, "demo", &transaction_id(&paid)));
}
