//! `guichet sandbox-token …`: makes the token of a wallet on a device, for a developer without one.

use clap::{Args, Subcommand};
use document::{Object, Record, write_json_pretty};
use gateway::{Gateway, merchants, ports::Entropy as _};
use jiff::{SignedDuration, Timestamp};
use primitives::{Brands, Expiry, MerchantId, Network, Pan};
use simulator::{DeviceCard, SimulatedWallets, test_cards::is_test_card};

use super::{Failure, merchant::merchant_id};
use crate::{
    config::{Config, Mode},
    ports::SystemEntropy,
    terminal::say,
};

#[derive(Subcommand)]
pub(super) enum Action {
    /// A token of Apple Pay. It is good for ten minutes.
    ApplePay {
        #[command(flatten)]
        card: CardArguments,
        /// How many minutes ago it was signed.
        #[arg(long, value_name = "MINUTES", default_value_t = 0)]
        age: u16,
    },
    /// A token of Google Pay. It is good for an hour.
    GooglePay {
        #[command(flatten)]
        card: CardArguments,
        /// With the number of the card itself (PAN_ONLY), and not one of the device.
        #[arg(long)]
        pan_only: bool,
        /// How many minutes ago it was made.
        #[arg(long, value_name = "MINUTES", default_value_t = 0)]
        age: u16,
    },
}

#[derive(Args)]
pub(super) struct CardArguments {
    /// A test card number of the README, which stands for the card on the device.
    #[arg(long, value_name = "NUMBER", default_value = "4970105151515140")]
    card: String,
    /// The last month of the card, MMYY.
    #[arg(long, value_name = "MMYY", default_value = "1234")]
    expiry: String,
    /// The amount in minor units, which Apple Pay puts into the token.
    #[arg(long, default_value_t = 0)]
    amount: u32,
    /// The ISO 4217 number of its currency.
    #[arg(long, value_name = "NUMBER", default_value = "978")]
    currency: String,
    /// The network that the wallet shows [default: the first one of the card]
    #[arg(long)]
    network: Option<String>,
    /// The merchant who is paid [default: the only one]
    #[arg(long, value_parser = merchant_id)]
    merchant: Option<MerchantId>,
}

/// How long a token of Google Pay is good.
const GOOGLE_LIFE: SignedDuration = SignedDuration::from_hours(1);

pub(super) async fn run(config: &Config, action: Action) -> Result<(), Failure> {
    if config.mode != Mode::Sandbox {
        return Err(Failure::Said(
            "tokens are made in a sandbox only: in production a buyer's device makes them".to_owned(),
        ));
    }
    let gateway = super::open_existing(config).await?;
    let (Action::ApplePay { card, .. } | Action::GooglePay { card, .. }) = &action;
    let card = Card::parse(card)?;
    let merchant = card.merchant_of(&gateway).await?;
    let mut id = [0; 32];
    SystemEntropy.fill(&mut id);
    let CardArguments { amount, currency, .. } = card.arguments;
    let (pan, expiry) = (&card.pan, card.expiry);
    let device = DeviceCard { pan, expiry, amount: i64::from(*amount), currency, id: &id };
    let wallets = SimulatedWallets::new(gateway.vault.sandbox_seed());
    let before = |minutes: u16| earlier(gateway.clock.now(), minutes);
    let token = match &action {
        Action::ApplePay { age, .. } => {
            wallets.apple_token(merchant, &device, before(*age)).map(|token| written(&token))
        }
        Action::GooglePay { pan_only, age, .. } => {
            let expires = before(*age).saturating_add(GOOGLE_LIFE).unwrap_or(Timestamp::MAX);
            wallets.google_token(merchant, &device, !pan_only, expires).map(|token| written(&token))
        }
    };
    let token = token.map_err(|error| Failure::Said(error.to_string()))?;
    say(write_json_pretty(&instrument(card.network, token).into()));
    Ok(())
}

/// The card of the arguments, parsed.
struct Card<'a> {
    pan: Pan,
    expiry: Expiry,
    network: Network,
    arguments: &'a CardArguments,
}

impl<'a> Card<'a> {
    fn parse(arguments: &'a CardArguments) -> Result<Self, Failure> {
        let pan = Pan::parse(&arguments.card).ok().filter(is_test_card);
        let pan =
            pan.ok_or_else(|| Failure::Said("--card takes a test card number: see the README".to_owned()))?;
        let expiry =
            Expiry::parse(&arguments.expiry).map_err(|fault| Failure::Said(format!("--expiry {fault}")))?;
        let named = arguments.network.as_deref();
        let network = match named {
            Some(name) => Network::parse(name),
            None => Brands::of(&pan).and_then(|brands| brands.in_order().into_iter().flatten().next()),
        };
        let words = Network::WORDS.join(", ");
        let network = network.ok_or_else(|| Failure::Said(format!("--network takes one of {words}")))?;
        if arguments.currency.len() != 3 || !arguments.currency.bytes().all(|c| c.is_ascii_digit()) {
            return Err(Failure::Said(
                "--currency takes the three digits of ISO 4217: 978 for EUR".to_owned(),
            ));
        }
        Ok(Self { pan, expiry, network, arguments })
    }

    async fn merchant_of(&self, gateway: &Gateway) -> Result<MerchantId, Failure> {
        let all = merchants::list(gateway).await.map_err(|error| Failure::Said(error.to_string()))?;
        match (self.arguments.merchant, &all[..]) {
            (Some(meant), all) if all.iter().any(|merchant| merchant.id == meant) => Ok(meant),
            (None, [only]) => Ok(only.id),
            _ => Err(Failure::Said("--merchant names one of `guichet merchant list`".to_owned())),
        }
    }
}

fn earlier(now: Timestamp, minutes: u16) -> Timestamp {
    now.saturating_sub(SignedDuration::from_mins(i64::from(minutes))).unwrap_or(Timestamp::MIN)
}

fn written(token: &impl Record) -> Object {
    let mut object = Object::new();
    token.write_members(&mut object);
    object
}

/// Returns the `paymentInstrument` of a payment.
fn instrument(network: Network, token: Object) -> Object {
    let transaction = token.at(&["header", "transactionId"]).cloned();
    let instrument = Object::new()
        .with("selectedPaymentInstrument", "XPay")
        .with("network", network.as_str())
        .with("tokenData", token);
    match transaction {
        Some(transaction) => instrument.with("transactionId", transaction),
        None => instrument,
    }
}
