//! Reads a page of a merchant's payment links.

use domain::{link::PaymentLink, merchant::Merchant};
use jiff::Timestamp;
use primitives::{MerchantId, WebUrl};

use super::get::url;
use crate::{
    Gateway, Refusal,
    ports::{LinkFilter, PagePart},
};

/// A link of a page, with its URL, which is its merchant's.
pub struct LinkEntry {
    pub link: PaymentLink,
    /// `None` where its secret cannot be read, which the log says.
    pub url: Option<WebUrl>,
    /// The name of the point of sale, if that is still there.
    pub shop_name: Option<String>,
}

/// A page of links.
pub struct LinkPage {
    pub entries: Vec<LinkEntry>,
    /// The number of all links that the filter lets through.
    pub total: usize,
    pub now: Timestamp,
}

/// Reads a page of the links. `filter` takes the time at which statuses are meant, which is also that of the page.
pub async fn list(
    gateway: &Gateway,
    merchant: &Merchant,
    filter: impl FnOnce(Timestamp) -> LinkFilter,
    part: PagePart,
) -> Result<LinkPage, Refusal> {
    gateway.beginnings.settle(merchant.id).await;
    let now = gateway.clock.now();
    let filter = filter(now);
    let total = gateway.store.count_links(merchant.id, &filter).await?;
    let links = gateway.store.links_of_page(merchant.id, &filter, part).await?;
    let shops = if links.is_empty() { Vec::new() } else { gateway.store.points_of_sale(merchant.id).await? };
    let mut entries = Vec::with_capacity(links.len());
    for link in links {
        let shop = shops.iter().find(|shop| shop.reference == link.point_of_sale);
        let shop_name = shop.map(|shop| shop.name.clone());
        let url = match url(gateway, &link).await {
            Ok(url) => Some(url),
            Err(Refusal::Internal) => None,
            Err(refusal) => return Err(refusal),
        };
        entries.push(LinkEntry { link, url, shop_name });
    }
    Ok(LinkPage { entries, total, now })
}

/// Reads the newest links of a merchant, at most `most`, without their URLs.
pub async fn newest(
    gateway: &Gateway,
    merchant: MerchantId,
    most: usize,
) -> Result<Vec<PaymentLink>, Refusal> {
    let all =
        LinkFilter { status: None, order_reference: None, point_of_sale: None, from: 0, below: i64::MAX };
    let part = PagePart { is_descending: true, first: 0, most };
    Ok(gateway.store.links_of_page(merchant, &all, part).await?)
}
