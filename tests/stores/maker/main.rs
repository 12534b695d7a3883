//! Makes a set: a store with everything that this version of the gateway can write, and with pending work of every kind.
//!
//! `make-stores FOLDER` writes `FOLDER/ENGINE`; `cargo xtask stores` runs it for both engines. As for the tests,
//! `IT_GUICHET` is the binary and `IT_ENGINE` the engine. Everything is made from outside: by the API, the services of the
//! payment page and the command line. At each start the sandbox's clock is further ahead, so that two months pass in a
//! minute.
#![expect(clippy::unwrap_used, reason = "a tool of the tests: a panic is the message")]
#![expect(clippy::disallowed_methods, reason = "runs the real binary in real time")]

mod actions;
mod authentications;
mod bodies;
mod cards;
mod coverage;
#[path = "../../it/harness/mod.rs"]
#[expect(dead_code, unused_imports, reason = "shared with the suite that asks more of it")]
mod harness;
mod links;
mod maker;
mod merchants;
mod notifications;
mod output;
mod past;
mod payments;
mod pending;
mod reconciler;
mod recorder;
mod remittances;
mod sessions;
mod transfers;
mod wallets;

use std::path::Path;

use maker::Maker;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let folder = std::env::args().nth(1).expect("the folder is named: `cargo xtask stores` does it");
    let mut maker = Maker::start().await;
    past::two_months_ago(&mut maker).await;
    maker.restart_ahead(past::EIGHT_DAYS_AGO).await;
    past::eight_days_ago(&mut maker).await;
    transfers::make_past(&mut maker).await;
    maker.restart_ahead(past::SEVEN_DAYS_AGO).await;
    past::seven_days_ago(&mut maker).await;

    maker.restart_ahead(past::TODAY).await;
    merchants::make(&mut maker);
    let held = reconciler::hold(&mut maker).await;
    past::follow_up(&mut maker).await;
    payments::make(&mut maker).await;
    wallets::make(&mut maker).await;
    cards::make(&mut maker).await;
    actions::make(&mut maker).await;
    sessions::make(&mut maker).await;
    links::make(&mut maker).await;
    notifications::make(&mut maker).await;
    held.hold_again(&mut maker).await;
    actions::make_unreleased(&mut maker).await;
    pending::make(&mut maker).await;
    remittances::make(&mut maker).await;
    maker.record_answers().await;
    merchants::lock(&mut maker);
    merchants::guess(&maker).await;
    notifications::make_last(&mut maker).await;
    transfers::make(&mut maker).await;
    authentications::make(&mut maker).await;
    maker.kill();
    coverage::assert_complete(&maker.database());
    output::write(maker, Path::new(&folder)).await;
}
