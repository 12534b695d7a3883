//! Wallets of the demo merchant.

use client::{Answer, Method};
use document::{Object, Tree};

use super::{Card, MERCHANT_ID, Till, payment, put, reference, transaction_id};

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
