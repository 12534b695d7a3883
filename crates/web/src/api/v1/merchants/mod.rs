//! Merchant API: the points of sale and payment methods of a merchant (Retail API, section 5). Every path
//! begins with the merchant's own id.

mod described_payment_methods;
mod described_points_of_sale;
mod lists;
mod payment_method_writes;
pub(super) mod payment_methods;
mod point_of_sale_writes;
pub(super) mod points_of_sale;
