//! The store, as the port promises it, on the engine that `IT_ENGINE` names (see `schema`).
#![expect(clippy::unwrap_used, reason = "in a test a panic is the message")]
#![expect(clippy::disallowed_methods, reason = "asks which engine has its turn, and times")]

mod audit;
mod authentications;
mod buckets;
mod cards;
mod claims;
mod commits;
mod due;
mod forget;
mod house;
mod keys;
mod ledgers;
mod limits;
#[path = "../../../../tests/line.rs"]
mod line;
mod many;
mod merchants;
mod merchants_apart;
mod notifications;
mod postgres;
mod remittances;
mod requests;
#[path = "../../../../tests/schema.rs"]
#[expect(dead_code, reason = "shared with suites that ask more of it")]
mod schema;
mod sessions;
mod settings;
mod things;
mod transfers;
mod unreadable;
mod upgrade;
mod wallets;
