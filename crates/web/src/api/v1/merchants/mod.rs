//! Merchant API: the points of sale and payment methods of a merchant (Retail API, section 5). Every path
//! begins with the merchant's own id.

pub(super) mod payment_methods;
pub(super) mod points_of_sale;
