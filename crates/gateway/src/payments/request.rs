//! The request for a payment, and its result.

use std::net::IpAddr;

use domain::{echo::Echo, terms::Terms, transaction::Transaction};
use primitives::{AliasToken, CardEntry, Cvx, Expiry, HolderName, Network, Reference};
use zeroize::Zeroizing;

use crate::{CardLike, Repeatable};

/// A request for a payment.
pub struct CreatePayment {
    pub payment_method: Reference,
    pub instrument: Instrument,
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

/// The card of a payment, given in one of three ways.
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
}

/// A recorded payment, accepted or not.
pub struct Payment {
    pub transaction: Transaction,
    /// Whether this is the first answer to an earlier request.
    pub replayed: bool,
}
