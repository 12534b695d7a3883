//! Banks that fail, gateways that are killed, and many at once.

mod bank;
mod crash;
mod independent;
mod load;
mod once;
mod races;
mod survivors;

pub(crate) use bank::told;
