//! Forgets what is personal of payment links. One that is not paid is deleted as a whole ([`super::delete_oldest`]).

use domain::link::PaymentLink;

use crate::{
    Gateway,
    ports::{RetentionWrite, Versioned, Write},
};

/// Returns the write that removes what is personal of a link.
pub(crate) fn strip(gateway: &Gateway, link: &Versioned<PaymentLink>) -> Write {
    let Versioned { value, version } = link;
    let value = stripped(gateway, value);
    RetentionWrite::StripLink(Box::new(Versioned { value, version: *version })).into()
}

/// Returns a link without what is personal.
pub(super) fn stripped(gateway: &Gateway, link: &PaymentLink) -> PaymentLink {
    let echo = gateway.documents.without_personal_data(&link.echo);
    PaymentLink { echo, ..link.clone() }
}
