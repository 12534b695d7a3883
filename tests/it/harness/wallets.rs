//! Wallets of the demo merchant.

use client::{Answer, Method};
use document::{Object, Tree};

use super::{
    Buyer, Caller, Card, MERCHANT_ID, Till, json, payment, put, raw_text, reference, session, transaction_id,
};

/// The path of all wallets of the demo merchant.
pub(crate) fn wallets() -> String {
    format!("/v1/checkout/merchants/{MERCHANT_ID}/mxwallets")
}

/// The origin of a card that is that of a payment.
pub(crate) fn of_payment(transaction: &str) -> Object {
    let origin = Object::new().with("origin", "ExistingTransaction").with("transactionId", transaction);
    Object::new().with("paymentInstrumentOrigin", origin)
}

/// A payment by a card of a wallet of the demo merchant, whose path or id is given.
pub(crate) fn by_wallet(wallet: &str, rank: Option<i64>, amount: i64) -> Tree {
    let id = wallet.rsplit_once('/').map_or(wallet, |(_, id)| id);
    let mut instrument = Object::new().with("selectedPaymentInstrument", "MXWallet").with("id", id);
    if let Some(rank) = rank {
        instrument.set("paymentInstrumentRank", rank);
    }
    put(&payment(&Card::cb_visa(), amount), "paymentInstrument", instrument)
}

impl Till {
    pub(crate) async fn wallet(&mut self, id: &str) -> Answer {
        self.get(&format!("{}/{id}", wallets())).await
    }

    /// Pays with a card, and returns the id of the payment.
    pub(crate) async fn paid_with(&mut self, card: &Card) -> String {
        let paid = self.pay(&payment(card, 1_000)).await;
        assert_eq!(paid.status, 201, "{}", paid.body_text());
        transaction_id(&paid)
    }

    pub(crate) async fn create_wallet(&mut self, id: &str, transaction: &str) -> Answer {
        self.post(&wallets(), &[], &of_payment(transaction).with("mxWalletId", id).into()).await
    }

    /// Makes a wallet of a card, and returns its path.
    pub(crate) async fn new_wallet(&mut self, card: &Card) -> String {
        let (id, transaction) = (reference(), self.paid_with(card).await);
        let made = self.create_wallet(&id, &transaction).await;
        assert_eq!(made.status, 201, "{}", made.body_text());
        format!("{}/{id}", wallets())
    }

    /// Adds a card to a wallet.
    pub(crate) async fn add_card(&mut self, wallet: &str, card: &Card) -> Answer {
        let transaction = self.paid_with(card).await;
        self.post(&format!("{wallet}/paymentinstruments"), &[], &of_payment(&transaction).into()).await
    }

    /// Switches wallets off or on.
    pub(crate) async fn activate(&mut self, headers: &[(&str, &str)], request: &Tree) -> Answer {
        self.send(Method::PATCH, "/v1/mxwallets/activate", headers, Some(request)).await
    }

    pub(crate) async fn put(&mut self, path: &str, body: impl Into<Tree>) -> Answer {
        self.send(Method::PUT, path, &[], Some(&body.into())).await
    }
}

/// Returns the id of the wallet at a path.
pub(crate) fn id_of(wallet: &str) -> &str {
    wallet.rsplit_once('/').unwrap().1
}

/// Returns a session that names a wallet by its id.
pub(crate) fn session_with_wallet(amount: i64, id: &str) -> Tree {
    put(&session(amount), "mxWalletId", id)
}

/// Returns the saved cards that a state offers.
pub(crate) fn saved_cards(state: &Answer) -> Vec<Tree> {
    state.at(&["paymentMethodsList", "wallets"]).and_then(Tree::as_list).unwrap().to_vec()
}

impl Caller {
    /// Returns a payment with a saved card as the program sends it, without a method. iOS sends all parameters, empty where it
    /// has none.
    pub(crate) fn one_click(self, card_code: &str, index: i64, cvv: Option<&str>) -> Tree {
        let params = match self {
            Self::Web => json("{}"),
            Self::OldAndroid | Self::NewAndroid => json(r#"{"SDK_CONTEXT_DATA": "{}"}"#),
            Self::Ios => {
                json(r#"{"NETWORK": "", "EXPI_DATE": "", "SAVE_PAYMENT_DATA": false, "HOLDER": ""}"#)
            }
        };
        let secured = cvv.map_or_else(|| json("{}"), |cvv| put(&json("{}"), "CVV", cvv));
        let request = put(&json(r#"{"isEmbeddedRedirectionAllowed": true}"#), "cardCode", card_code);
        let request = put(&put(&request, "index", index), "merchantReturnUrl", "https:127.0.0.1");
        put(&put(&request, "paymentParams", params), "securedPaymentParams", secured)
    }
}

impl Buyer {
    /// Sends `walletPaymentRequest` with this body.
    pub(crate) async fn sends_one_click(&self, request: &Tree) -> Answer {
        self.ask(Method::POST, "walletPaymentRequest", &raw_text(request)).await
    }

    /// Pays with the saved card of an index.
    pub(crate) async fn pays_with_saved(&self, card_code: &str, index: i64, cvv: Option<&str>) -> Answer {
        self.sends_one_click(&self.caller.one_click(card_code, index, cvv)).await
    }

    /// Pays with a card that the buyer wants to be kept.
    pub(crate) async fn pays_and_saves(&self, card: &Card) -> Answer {
        let request = self.card_request(card, None).await;
        self.sends(&put(&request, "paymentParams.SAVE_PAYMENT_DATA", true)).await
    }
}
