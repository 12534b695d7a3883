//! The merchants of the payments. A point of sale has one remittance a day: to end many days in a minute,
//! each close of the same day is for other merchants.

use std::{fmt, sync::Arc, time::Duration};

use client::{Client, Method};
use document::{Tree, read_json};
use rig::Gateway;
use tokio::time::{Instant, sleep};

use crate::{Failure, load};

/// The wallet that each merchant has.
pub(crate) const WALLET: &str = "torture-1";
const PAYMENTS: &str = "/v1/checkout/payments";
/// Its card comes from a verification, which is no money and in no remittance.
const VERIFICATION: &str = r#"{"paymentMethodId":"CB","order":{"reference":"w","amount":0,"currency":"EUR"},
    "payment":{"paymentType":"ACCOUNT_VERIFICATION","capture":"AUTOMATIC"},
    "paymentInstrument":{"selectedPaymentInstrument":"CardManualEntry","number":"4970105151515140",
    "expirationDate":"1235","cvx":"123"}}"#;
const LIMIT: Duration = Duration::from_secs(30);

/// The number of merchants of one close. A close with several remittances can be killed with some of them
/// closed, one open and others not begun.
pub(crate) const AT_A_TIME: usize = 6;

#[derive(Clone)]
pub(crate) struct Merchant {
    pub(crate) id: Arc<str>,
    /// The `Authorization` header of its requests.
    pub(crate) authorization: Arc<str>,
}

impl Merchant {
    /// Makes a new merchant, none of whose captures was ever remitted, and its wallet.
    pub(crate) async fn make(gateway: &Gateway) -> Result<Self, Failure> {
        let words = ["merchant", "create", "--name", "Torture", "--json"];
        let made = read_json(gateway.manage(&words)?.as_bytes()).map_err(|_| unreadable())?;
        let text = |name: &str| made.at(&[name]).and_then(Tree::as_text).ok_or_else(unreadable);
        let shop = gateway.shop_of(text("merchant_id")?, text("access_key")?)?;
        let merchant = Self { id: shop.merchant_id().into(), authorization: shop.authorization().into() };
        let paid = merchant.post(&shop, PAYMENTS, VERIFICATION.to_owned(), "card").await?;
        let payment = paid.at(&["transaction", "id"]).and_then(Tree::as_text).ok_or_else(unreadable)?;
        let origin = format!(r#"{{"origin":"ExistingTransaction","transactionId":"{payment}"}}"#);
        let body = format!(r#"{{"mxWalletId":"{WALLET}","paymentInstrumentOrigin":{origin}}}"#);
        let wallets = format!("/v1/checkout/merchants/{}/mxwallets", merchant.id);
        merchant.post(&shop, &wallets, body, "wallet").await?;
        Ok(merchant)
    }

    /// Sends a request until it is answered with 201.
    async fn post(&self, shop: &Client, path: &str, body: String, key: &str) -> Result<Tree, Failure> {
        let end = Instant::now() + LIMIT;
        let headers = [("authorization", &*self.authorization), ("idempotency-key", key)];
        let body = read_json(body.as_bytes()).map_err(|_| unreadable())?;
        loop {
            let mut connection = load::connect(shop, end.into_std()).await?;
            let answer = connection.send(Method::POST, path, &headers, Some(&body)).await;
            match answer {
                Ok(answer) if answer.status == 201 => {
                    return answer.document().cloned().ok_or_else(unreadable);
                }
                Ok(answer) if !load::is_try_again(&answer) || Instant::now() > end => {
                    let (status, said) = (answer.status, answer.body_text());
                    return Err(Failure::Violated(format!("{path} is answered with {status} {said}")));
                }
                _ => sleep(load::RETRY_AFTER).await,
            }
        }
    }
}

fn unreadable() -> Failure {
    Failure::Violated("what is said of a new merchant or of its wallet cannot be read".to_owned())
}

/// Leaves out the access key.
impl fmt::Debug for Merchant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.id)
    }
}
