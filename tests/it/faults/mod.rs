//! Banks that fail, gateways that are killed, and many at once.

mod bank;
mod broken_database;
mod crash;
mod independent;
mod instances;
mod load;
mod once;
mod races;
mod survivors;

pub(crate) use bank::told;
