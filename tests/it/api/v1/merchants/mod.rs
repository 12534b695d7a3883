mod card_numbers;
mod lists;
mod methods_changed;
mod payment_methods;
mod points_of_sale;
pub(crate) mod setup;
mod shops_changed;
