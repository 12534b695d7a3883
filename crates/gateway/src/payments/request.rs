//! What a merchant asks for, parsed; and what they get.

use domain::{echo::Echo, terms::Terms, transaction::Transaction};
use primitives::{AliasToken, CardEntry, Cvx, Expiry, HolderName, Network, Reference};
use zeroize::Zeroizing;

use crate::Repeatable;

pub struct CreatePayment {
    pub payment_method: Reference,
    pub instrument: Instrument,
    /// The buyer's choice for a co-badged card.
    pub selected_network: Option<Network>,
    pub terms: Terms,
    pub echo: Echo,
    pub repeatable: Option<Repeatable>,
}

/// The means of the payment: a card, given in one of three ways.
pub enum Instrument {
    Clear(CardEntry),
    /// A JWE; what stands outside it fills in what it lacks.
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

/// A payment that took place in some way: its transaction tells how it went.
pub struct Payment {
    pub transaction: Transaction,
    /// It is the first answer to an earlier request, told again.
    pub replayed: bool,
}
