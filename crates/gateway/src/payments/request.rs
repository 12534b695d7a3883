//! The request for a payment, and its result.

use std::net::IpAddr;

use domain::{ReturnCode, echo::Echo, terms::Terms, transaction::Transaction, used_card::UsedCard};
use primitives::{AliasToken, CardEntry, Cvx, Expiry, HolderName, Network, Reference};
use zeroize::Zeroizing;

use crate::{CardLike, Repeatable, three_ds, wallets::WalletChoice};

/// A request for a payment, but for what pays.
pub struct CreatePayment {
    /// The authentication of the buyer that the payment relies on.
    pub authentication: Option<three_ds::Claimed>,
    pub payment_method: Reference,
    /// The buyer's choice for a co-badged card.
    pub selected_network: Option<Network>,
    pub terms: Terms,
    pub echo: Echo,
    /// The numbers in identifiers of the request that look like a card.
    pub card_likes: Vec<CardLike>,
    /// The address of the buyer, as the merchant tells it or as the buyer's request has it.
    pub buyer_address: Option<IpAddr>,
    pub repeatable: Option<Repeatable>,
}

/// What pays.
pub enum Means {
    Card(Instrument),
    Wallet(WalletChoice),
}

/// The card of a payment, given in one of five ways.
pub enum Instrument {
    Clear(CardEntry),
    /// A JWE. The expiry and holder beside it are used where it has none.
    Encrypted {
        jwe: Zeroizing<String>,
        expiry: Option<Expiry>,
        holder: Option<HolderName>,
    },
    Token {
        token: AliasToken,
        expiry: Expiry,
        cvx: Option<Cvx>,
        holder: Option<HolderName>,
    },
    /// A card of a wallet.
    Kept(Kept),
    /// A card of a wallet on the buyer's device.
    OnDevice(Box<xpay::Token>),
}

/// A card of a wallet, that may pay or not.
#[derive(Clone)]
pub enum Kept {
    Payer(Payer),
    /// The payment is recorded as refused with the code. Nothing is known of the card where none was found.
    Refused(ReturnCode, Box<UsedCard>),
}

/// A stored card that pays.
#[derive(Clone)]
pub struct Payer {
    pub token: AliasToken,
    pub expiry: Expiry,
    pub cvx: Option<Cvx>,
    pub holder: Option<HolderName>,
    /// The network that the buyer chose before. It counts where the payment method takes it and no other is chosen.
    pub usual_network: Option<Network>,
}

/// A recorded payment, accepted or not.
pub struct Payment {
    pub transaction: Transaction,
    /// Whether this is the first answer to an earlier request.
    pub replayed: bool,
}
