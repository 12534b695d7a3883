//! `guichet payout account`

use clap::Args;
use domain::transfer::Account;
use gateway::{Gateway, payouts, ports::CommitError};
use primitives::{Bic, Iban, MerchantId, Reference};

use super::{Failure, id};
use crate::terminal::say;

#[derive(Args)]
pub(in crate::cli) struct Wish {
    #[arg(value_parser = id)]
    merchant: MerchantId,
    /// The id of the payment method.
    #[arg(long, default_value = "BANKTRANSFER")]
    method: String,
    /// The point of sale of the payment method, where the method is added.
    #[arg(long, default_value = "SHOP1")]
    point_of_sale: String,
    /// The account's IBAN. In the sandbox a method without an account pays from one of the sandbox.
    #[arg(long, requires = "bic", requires = "name")]
    iban: Option<String>,
    /// The BIC of the account's bank.
    #[arg(long, requires = "iban")]
    bic: Option<String>,
    /// The name of the account's holder: at most 70 characters.
    #[arg(long, requires = "iban")]
    name: Option<String>,
}

/// The largest number of characters of a name in SEPA messages.
const MAX_NAME_CHARS: usize = 70;

pub(super) async fn run(gateway: &Gateway, wish: Wish) -> Result<(), Failure> {
    let said = |what: &str, fault: document::Fault| Failure::Said(format!("the {what} {fault}"));
    let method = Reference::parse(&wish.method).map_err(|fault| said("method", fault))?;
    let point_of_sale =
        Reference::parse(&wish.point_of_sale).map_err(|fault| said("point of sale", fault))?;
    let account = match (wish.iban, wish.bic, wish.name) {
        (Some(iban), Some(bic), Some(name)) => Some(Account {
            iban: Iban::parse(&iban).map_err(|fault| said("IBAN", fault))?,
            bic: Bic::parse(&bic).map_err(|fault| said("BIC", fault))?,
            holder: holder(name)?,
        }),
        _ if gateway.settings.is_sandbox => None,
        _ => {
            return Err(Failure::Said(
                "a method pays from an account: give --iban, --bic and --name".to_owned(),
            ));
        }
    };
    match gateway.store.point_of_sale(wish.merchant, &point_of_sale).await {
        Ok(Some(_)) => {}
        Ok(None) => {
            let words = "there is no such merchant or point of sale: see `guichet point-of-sale list`";
            return Err(Failure::Said(words.to_owned()));
        }
        Err(error) => return Err(Failure::Said(error.to_string())),
    }
    match payouts::set_account(gateway, wish.merchant, point_of_sale, method, account).await {
        Ok(true) => say(format!("{} pays out", wish.method)),
        Ok(false) => {
            return Err(Failure::Said(format!(
                "{} is a method that buyers pay by: choose another id",
                wish.method
            )));
        }
        Err(CommitError::IdTaken) => {
            return Err(Failure::Said("another command was faster: try again".to_owned()));
        }
        Err(error) => return Err(Failure::Said(error.to_string())),
    }
    Ok(())
}

fn holder(name: String) -> Result<String, Failure> {
    let is_sound = !name.trim().is_empty() && name.chars().count() <= MAX_NAME_CHARS;
    is_sound.then_some(name).ok_or_else(|| Failure::Said("the name has 1 to 70 characters".to_owned()))
}
