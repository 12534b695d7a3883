//! Banks that fail, gateways that are killed, and concurrent requests.

mod bank;
mod broken_database;
mod budget;
mod connections;
mod crash;
mod full_disk;
mod independent;
mod instances;
mod load;
mod log;
mod memory;
mod once;
mod overload;
mod proxies;
mod races;
mod survivors;
mod unreadable;

pub(crate) use bank::told;
