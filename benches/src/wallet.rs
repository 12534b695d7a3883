//! A wallet that pays.

use client::Client;

use crate::line::Line;
use crate::orders::{Instruments, Kind};
use crate::run::Error;

const ID: &str = "bench-1";

/// Makes a wallet with the card of a payment, and returns its id.
pub(crate) async fn make(shop: &Client) -> Result<&'static str, Error> {
    let mut line = Line::open(shop).await?;
    let body = Instruments::clear().next(Kind::Clear, "AUTOMATIC");
    let paid = line.shop_posts("/v1/checkout/payments", body).await?;
    let payment = paid.text(&["transaction", "id"]).ok_or(Error::Unexpected("a payment without an id"))?;
    let origin = format!(r#"{{"origin":"ExistingTransaction","transactionId":"{payment}"}}"#);
    let body = format!(r#"{{"mxWalletId":"{ID}","paymentInstrumentOrigin":{origin}}}"#);
    let path = format!("/v1/checkout/merchants/{}/mxwallets", shop.merchant_id());
    match line.shop_posts(&path, body).await?.status {
        201 => Ok(ID),
        _ => Err(Error::Unexpected("a wallet is not made")),
    }
}
