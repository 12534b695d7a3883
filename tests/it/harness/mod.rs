//! The parts that the tests share: gateways, clients of the API, requests and checks.

mod actions;
mod auditor;
mod authentications;
mod body;
mod buyers;
mod card_updates;
mod cards;
mod checks;
mod cli;
mod collections;
mod csv;
pub(crate) mod description;
mod devices;
mod disks;
mod emails;
mod gateway;
mod held;
mod instances;
mod json_schema;
mod limits;
#[path = "../../line.rs"]
#[expect(dead_code, reason = "shared with suites that ask more of it")]
mod line;
mod links;
mod listeners;
mod own_objects;
mod partners;
mod point_of_sale;
mod production;
mod purse;
mod raw;
mod requests;
pub(crate) mod run;
#[path = "../../schema.rs"]
pub(crate) mod schema;
mod sealed;
mod serial;
mod sessions;
mod shapes;
mod states;
mod text_fields;
mod till;
mod transfers;
mod wallet_sessions;
mod wallets;
mod workers;

pub(crate) use actions::{
    Action, Entry, assert_action, done, entries, only, own, refused, refused_with, sum, title_of,
};
pub(crate) use auditor::Auditor;
pub(crate) use authentications::{AUTHENTICATIONS, authentication, authentication_in_app, verification};
pub(crate) use body::{json, member, put, raw_text, without};
pub(crate) use buyers::{Buyer, Caller, method_codes};
pub(crate) use card_updates::{replacement_of, search_by_number, search_by_token};
pub(crate) use cards::{Card, with_check_digit};
pub(crate) use checks::{
    assert_error, assert_refused_fields, assert_refused_fields_with, assert_result, invalid_names,
    transaction_id, under,
};
pub(crate) use cli::{Finished, guichet, guichet_on};
pub(crate) use csv::parse_csv;
pub(crate) use devices::{APPLE, GOOGLE, by_device, device_token, device_token_for};
pub(crate) use disks::{Disk, is_root, may_mount};
pub(crate) use emails::{right_emails, wrong_emails};
pub(crate) use gateway::{
    ACCESS_KEY, Gateway, MERCHANT_ID, binary, command, fresh_dir, named, note_secret, shared,
};
pub(crate) use held::hold;
pub(crate) use instances::three_on_one_store;
pub(crate) use limits::{Broken, Limits};
pub(crate) use line::Line;
pub(crate) use links::{LINKS, Link, assert_cancelled, link_of};
pub(crate) use listeners::{Listener, Reply, parameters};
pub(crate) use own_objects::{FilledPath, Stranger};
pub(crate) use partners::{DECISIONS, Partner};
pub(crate) use raw::read_answer;
pub(crate) use requests::{in_days, payment, reference, sealed_payment};
pub(crate) use sealed::{Parts, Sealer};
pub(crate) use sessions::{
    OLD_SESSIONS, RETURN_URL, SESSIONS, Session, is_session_id, session, session_of, told, transactions,
};
pub(crate) use states::{FINAL, assert_one_of, assert_state, failure_text, ticket, truth, type_of};
pub(crate) use text_fields::{TextField, request_components};
pub(crate) use till::{KEYS, PAYMENTS, TRANSACTIONS, Till};
pub(crate) use transfers::{PAYOUTS, SEPA_TRANSFERS, transfer};
pub(crate) use wallet_sessions::{WALLET_SESSIONS, cards_in, wallet_session};
pub(crate) use wallets::{by_wallet, id_of, of_payment, saved_cards, session_with_wallet, wallets};
pub(crate) use workers::{idle, lags};

use std::time::{Duration, Instant};

/// Asks again until there is a value. It replaces a sleep of a fixed time.
pub(crate) async fn eventually<T, F>(what: &str, limit: Duration, mut look: impl FnMut() -> F) -> T
where
    F: Future<Output = Option<T>>,
{
    let end = Instant::now() + limit;
    loop {
        if let Some(found) = look().await {
            return found;
        }
        assert!(Instant::now() < end, "within {limit:?} there was no {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
