//! The answers about payment links (Retail API, section 3.6).

use document::{Echoed, Moment, Object, Schemas, Strings, Text, Tree, Value, record};
use domain::{
    echo::Echo,
    link::{LinkStatus, PaymentLink},
};
use gateway::links::{CreatedLink, FoundLink};
use jiff::Timestamp;
use primitives::{MerchantId, Reference, WebUrl};

use crate::{
    api::v1::checkout::transactions::transaction::TransactionPayment,
    echo::{self, part},
    records::{buyer::Buyer, delivery::Delivery, device::Device, order::Order},
};

record! {
    pub(super) struct NewLink as "paymentLinkCreateResponse" {
        link: LinkBase = "paymentLink",
    }
}

record! {
    pub(super) struct LinkDetails as "paymentLinkResponse" {
        link: LinkBase = "paymentLink",
        /// The payments of all sessions of the link, the newest first, at most 100.
        transactions: Option<Vec<TransactionPayment>> = "transactions",
        order: Echoed<Order> = "order",
        buyer: Option<Echoed<Buyer>> = "buyer",
        delivery: Option<Echoed<Delivery>> = "delivery",
        /// The device of the newest payment.
        device: Option<Echoed<Device>> = "device",
        private_data: Option<Echoed<Strings<99>>> = "privateData",
    }
}

record! {
    pub(super) struct LinkBase as "PaymentLinkBase" {
        id: Text<5, 200> = "id",
        /// What the buyer is sent. Whoever has it may pay. A page of links leaves it out where it cannot be read.
        link: Option<WebUrl> = "link",
        status: LinkStatus = "status",
        point_of_sale: Reference = "pointOfSaleReference",
        point_of_sale_label: Option<Text<1, 50>> = "pointOfSaleLabel",
        merchant: MerchantNumber = "merchantId",
        /// The last millisecond of the last day.
        expires: Moment = "expirationDate",
        created: Moment = "createDate",
    }
}

record! {
    pub(super) struct StatusAnswer as "PaymentLinkStatusUpdateResult" {
        status: LinkStatus = "status",
    }
}

/// The id of a merchant as this API writes it: a number, whose zeros in front are lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct MerchantNumber(i64);

impl Value for MerchantNumber {
    fn read(tree: &Tree, at: &document::Path<'_>, problems: &mut document::Problems) -> Option<Self> {
        let number = tree.as_integer().map(Self);
        if number.is_none() {
            problems.add(at, document::Fault::Type("a whole number"));
        }
        number
    }

    fn write(&self) -> Tree {
        self.0.into()
    }

    fn schema(_: &mut Schemas) -> Tree {
        Object::new().with("type", "integer").with("format", "int64").into()
    }
}

impl From<MerchantId> for MerchantNumber {
    fn from(id: MerchantId) -> Self {
        Self(id.number())
    }
}

impl LinkBase {
    pub(super) fn of(
        link: &PaymentLink,
        url: Option<&WebUrl>,
        shop_name: Option<&str>,
        now: Timestamp,
    ) -> Self {
        // A name may be longer than what this member takes.
        let label = shop_name.map(|name| name.chars().take(50).collect::<String>());
        Self {
            id: Text::stored(&link.number.to_string()),
            link: url.cloned(),
            status: link.status(now),
            point_of_sale: link.point_of_sale.clone(),
            point_of_sale_label: label.and_then(|label| Text::parse(&label).ok()),
            merchant: link.merchant.into(),
            expires: Moment(link.expires),
            created: Moment(link.created),
        }
    }
}

impl NewLink {
    /// Tells the link as it was made, also to a repeat of the request.
    pub(super) fn of(made: &CreatedLink) -> Self {
        let CreatedLink { link, url, shop_name, .. } = made;
        Self { link: LinkBase::of(link, Some(url), Some(shop_name), link.created) }
    }
}

impl LinkDetails {
    pub(super) fn of(found: &FoundLink) -> Self {
        let mut said = echo::members(&found.link.echo);
        let newest = found.transactions.first();
        let device = newest.and_then(|payment| part(&mut echo::members(&payment.echo), "device"));
        let transactions: Vec<_> = found.transactions.iter().map(TransactionPayment::of_payment).collect();
        Self {
            link: LinkBase::of(&found.link, Some(&found.url), found.shop_name.as_deref(), found.now),
            transactions: (!transactions.is_empty()).then_some(transactions),
            order: echo::needed(&mut said, "order"),
            buyer: part(&mut said, "buyer"),
            delivery: part(&mut said, "delivery"),
            device,
            private_data: part(&mut said, "privateData"),
        }
    }
}

/// Writes the answer to a change of the status, as it is kept for repeats.
pub(super) fn status(status: LinkStatus) -> Echo {
    echo::of(&StatusAnswer { status })
}
