//! The delivery of the goods (Retail API, section 3.1: Delivery).

use document::{Moment, Text, choice, record};
use primitives::{Amount, Prose};

use super::buyer::ContactAddress;

choice! {
    pub(crate) enum Timeframe {
        Electronic = "ELECTRONIC", SameDay = "SAME_DAY", Overnight = "OVERNIGHT", TwoDaysOrMore = "TWO_DAY_OR_MORE",
    }
}
choice! {
    pub(crate) enum DeliveryMode {
        StorePickup = "STORE_PICKUP", PickupPoint = "PICKUP_POINT", StationPickup = "STATION_PICKUP",
        MailDelivery = "MAIL_DELIVERY", DigitalGood = "DIGITAL_GOOD", BillingAddress = "BILLING_ADDRESS",
        VerifiedAddress = "VERIFIED_ADDRESS", OtherAddress = "OTHER_ADDRESS", EventTicket = "EVENT_TICKET",
        Locker = "LOCKER", Other = "OTHER",
    }
}

record! {
    pub(crate) struct Delivery as "Delivery" {
        /// The fee, in the smallest unit of the order's currency.
        charge: Option<Amount> = "charge",
        provider: Option<Prose<Text<0, 255>>> = "provider",
        expected_date: Option<Moment> = "expectedDate",
        timeframe: Option<Timeframe> = "timeframe",
        mode: Option<DeliveryMode> = "mode",
        address: Option<ContactAddress> = "address",
    }
}
