//! `guichet payout …`: the files of transfers for the bank, and the accounts that they are paid from. It works on the store directly,
//! whether or not a gateway runs on it.

mod account;
mod destination;
mod export;
mod list;
mod pain001;
mod sepa_text;

use std::path::PathBuf;

use clap::Subcommand;
use jiff::civil::Date;
use primitives::MerchantId;

use super::{Failure, merchant::merchant_id};
use crate::config::Config;

#[derive(Subcommand)]
pub(super) enum Action {
    /// Write the file of a day for the bank (ISO 20022, pain.001.001.09). It is the same whenever it is written.
    Export {
        /// The day, such as 2026-11-22. Its file is there after the end of the day.
        #[arg(long)]
        day: Date,
        /// The file to write, of mode 0600 [default: standard output]
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Print the files of transfers, the newest first, and which of them nobody has exported.
    List,
    /// Set the account that transfers of a merchant are paid from. Adds the payment method where the merchant has none.
    Account(account::Wish),
}

pub(super) async fn run(config: &Config, action: Action, json: bool) -> Result<(), Failure> {
    let gateway = super::open_existing(config).await?;
    match action {
        Action::Export { day, out } => export::run(&gateway, day, out).await,
        Action::List => list::run(&gateway, json).await,
        Action::Account(wish) => account::run(&gateway, wish).await,
    }
}

fn id(text: &str) -> Result<MerchantId, String> {
    merchant_id(text)
}
