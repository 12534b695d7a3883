//! Reads payment links for their merchant.

use domain::{
    ReturnCode,
    link::{LinkStatus, PaymentLink},
    merchant::Merchant,
    transaction::Transaction,
};
use jiff::Timestamp;
use primitives::{LinkNumber, MerchantId, WebUrl};

use super::secret;
use crate::{Gateway, Refusal, audit, ports::Versioned};

/// The largest number of payments of a link that are read.
const MAX_PAYMENTS: usize = 100;

/// A link with its payments.
pub struct FoundLink {
    pub link: PaymentLink,
    pub url: WebUrl,
    /// The name of the point of sale, if that is still there.
    pub shop_name: Option<String>,
    /// The payments of all its sessions, the newest first.
    pub transactions: Vec<Transaction>,
    pub now: Timestamp,
}

pub(super) const UNKNOWN: Refusal = Refusal::Unknown(ReturnCode::LINK_UNKNOWN);

/// Reads a link. A malformed id, an unknown one and another merchant's get the same refusal.
pub async fn get(gateway: &Gateway, merchant: &Merchant, id: &str) -> Result<FoundLink, Refusal> {
    let link = find(gateway, merchant.id, id).await?.value;
    let transactions = gateway.store.payments_of_link(merchant.id, link.number, MAX_PAYMENTS).await?;
    let setup = gateway.store.point_of_sale_setup(merchant.id, &link.point_of_sale).await?;
    Ok(FoundLink {
        url: url(gateway, &link).await?,
        shop_name: setup.map(|setup| setup.point_of_sale.name),
        link,
        transactions,
        now: gateway.clock.now(),
    })
}

/// Tells an operator a link with its URL, which is a credential, and writes that to the audit log. One that is not to be paid any more is
/// told without it.
pub async fn tell(
    gateway: &Gateway,
    merchant: MerchantId,
    id: &str,
) -> Result<(LinkStatus, Option<WebUrl>), Refusal> {
    let link = find(gateway, merchant, id).await?.value;
    let now = gateway.clock.now();
    let status = link.status(now);
    if status != LinkStatus::Unpaid {
        return Ok((status, None));
    }
    gateway.store.commit(now, vec![audit::link_told(&link)]).await?;
    Ok((status, Some(url(gateway, &link).await?)))
}

pub(super) async fn url(gateway: &Gateway, link: &PaymentLink) -> Result<WebUrl, Refusal> {
    Ok(gateway.addresses.payment_link(&secret::open(gateway, link).await?))
}

pub(super) async fn find(
    gateway: &Gateway,
    merchant: MerchantId,
    id: &str,
) -> Result<Versioned<PaymentLink>, Refusal> {
    let number = LinkNumber::parse(id).ok_or(UNKNOWN)?;
    gateway.store.link(merchant, number).await?.ok_or(UNKNOWN)
}
