//! `guichet buyer …`: works on the store directly, whether or not a gateway runs on it.

use std::collections::BTreeMap;

use clap::Subcommand;
use document::{Object, write_json};
use gateway::{
    buyers::{self, Erased},
    merchants,
};
use primitives::MerchantId;

use super::{Failure, merchant::merchant_id};
use crate::{
    config::Config,
    terminal::{complain, say},
};

#[derive(Subcommand)]
pub(super) enum Action {
    /// Erase what is personal of a buyer's payments, sessions and payment links, the buyer's wallets and the buyer's cards.
    Forget {
        /// The buyer's e-mail address, as the merchant sent it; case does not count.
        #[arg(long, value_parser = email)]
        email: String,
        /// At one merchant only.
        #[arg(long, value_parser = merchant_id)]
        merchant: Option<MerchantId>,
    },
}

/// Takes any address that could have been stored: the form that the API accepts may have been another.
fn email(text: &str) -> Result<String, String> {
    let text = text.trim();
    match text.split_once('@') {
        Some((local, domain)) if !local.is_empty() && !domain.is_empty() => Ok(text.to_owned()),
        _ => Err("an e-mail address has the form name@example.com".to_owned()),
    }
}

/// The number of rows after which the progress is told.
const READ_PER_LINE: usize = 100_000;

pub(super) async fn run(config: &Config, action: Action, json: bool) -> Result<(), Failure> {
    let Action::Forget { email, merchant } = action;
    let gateway = super::open_existing(config).await?;
    if let Some(meant) = merchant {
        let all = merchants::list(&gateway).await.map_err(|error| Failure::Said(error.to_string()))?;
        if all.iter().all(|known| known.id != meant) {
            return Err(Failure::Said("there is no such merchant: see `guichet merchant list`".to_owned()));
        }
    }
    let mut told = READ_PER_LINE;
    let progress = |read| {
        if read >= told {
            complain(format!("{read} payments, sessions and wallets read"));
            told = read + READ_PER_LINE;
        }
    };
    let erased = buyers::forget(&gateway, &email, merchant, progress).await.map_err(|refusal| {
        Failure::Said(format!("not all is erased ({refusal:?}): give the command again"))
    })?;
    show(&erased, json);
    Ok(())
}

fn show(erased: &BTreeMap<MerchantId, Erased>, json: bool) {
    if json {
        let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        let one = |(merchant, erased): (&MerchantId, &Erased)| {
            Object::new()
                .with("merchant_id", merchant.to_string())
                .with("payments", count(erased.payments))
                .with("sessions", count(erased.sessions))
                .with("links", count(erased.links))
                .with("wallets", count(erased.wallets))
                .with("cards", count(erased.cards))
                .with("cards_needed", count(erased.cards_needed))
                .with("in_progress", count(erased.in_progress))
        };
        say(write_json(&erased.iter().map(one).collect::<Vec<_>>().into()));
        return;
    }
    if erased.is_empty() {
        say("no payment, no session, no link and no wallet has this address");
    }
    for (merchant, Erased { payments, sessions, links, wallets, cards, cards_needed, in_progress }) in erased
    {
        say(format!(
            "{merchant}  erased: {payments} payments, {sessions} sessions, {links} links, {wallets} wallets, {cards} cards"
        ));
        if *cards_needed > 0 {
            say(format!(
                "  {cards_needed} cards stay: for 8 days where an open payment needs them, and for good where a wallet has them \
                 that does not hold the address"
            ));
        }
        if *in_progress > 0 {
            say(format!(
                "  {in_progress} payments, sessions, links and wallets are in progress, or cannot be read: cancel links that can be \
                 paid, give the command again later, and where the number stays run `guichet doctor`"
            ));
        }
    }
}
