//! Banks that fail, and a gateway that is killed.

mod bank;
mod broken_database;
mod crash;
mod independent;
mod instances;
mod load;
