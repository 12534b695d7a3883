//! What the page is told: everything it shows, nothing it would have to ask for.
//!
//! Texts come from merchants and partners as they are; the page shows them as text, whatever they hold.

use primitives::{Amount, Currency, Network};

use crate::{Colour, Language};

/// One look at a session.
#[derive(Debug, Clone)]
pub struct View {
    pub language: Language,
    /// Of the session, as it stands in the page's address.
    pub token: String,
    /// Where the session services are: a path on the page's own host, `/services/token/{token}`.
    pub services: String,
    pub shop: Shop,
    pub order: Order,
    /// There in the sandbox: the page says so, and offers these cards.
    pub test: Option<Test>,
    pub accent: Option<Colour>,
    /// Back to the shop, with the session's parameters; a link only where it is http or https.
    pub return_url: Option<String>,
    /// Seconds until the session ends unpaid.
    pub expires_in_s: u32,
    /// Payments of the session that were tried already: by which a repeated request is known.
    pub tries: u32,
    pub standing: Standing,
}

#[derive(Debug, Clone)]
pub struct Shop {
    pub name: String,
    pub url: Option<String>,
}

/// What is paid for (Retail API, section 3.1: Order, OrderItem).
#[derive(Debug, Clone)]
pub struct Order {
    pub reference: String,
    /// Of the whole order.
    pub amount: Amount,
    /// To pay now.
    pub payment_amount: Amount,
    pub currency: Currency,
    pub items: Vec<Item>,
    pub taxes: Option<Amount>,
    pub discount: Option<Amount>,
    pub delivery_charge: Option<Amount>,
}

#[derive(Debug, Clone)]
pub struct Item {
    pub label: String,
    pub quantity: Option<u64>,
    /// Of the whole line.
    pub price: Option<Amount>,
}

#[derive(Debug, Clone)]
pub struct Test {
    pub cards: Vec<TestCard>,
}

#[derive(Debug, Clone)]
pub struct TestCard {
    pub label: String,
    /// Digits only.
    pub number: String,
}

#[derive(Debug, Clone)]
pub enum Standing {
    /// The buyer chooses how to pay, perhaps after a refusal.
    Choose {
        methods: Vec<Method>,
        refused: Option<Refused>,
    },
    /// The buyer was sent to a partner, which has not said anything, and looks at this page again.
    AtPartner {
        method: Method,
        url: String,
        fields: Vec<(String, String)>,
        post: bool,
    },
    /// The outcome is on its way; the script asks until it is there.
    Waiting {
        card_code: String,
    },
    Paid {
        ticket: Vec<TicketLine>,
        leaves_by_itself: bool,
    },
    /// For good: no attempt is left.
    Refused {
        reason: Reason,
    },
    OnHold,
    Cancelled,
    Expired,
}

/// The last attempt, where another is allowed.
#[derive(Debug, Clone, Copy)]
pub struct Refused {
    pub attempts_left: u32,
    pub reason: Reason,
}

/// Why there was no payment, as far as a buyer can do something about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    RefusedByBank,
    CardExpired,
    /// Too little money, or more than the card may spend.
    LimitReached,
    WrongCheckValue,
    CardNotTaken,
    BankUnreachable,
    /// Given up at the partner's.
    Abandoned,
}

/// A way to pay that the session offers.
#[derive(Debug, Clone)]
pub struct Method {
    /// Session services, section 6: `CB`, `AMEX`, …
    pub code: String,
    pub contract: String,
    pub kind: MethodKind,
}

#[derive(Debug, Clone)]
pub enum MethodKind {
    Card { networks: Vec<Network>, asks_holder: bool, asks_expiry: bool, asks_cvv: bool },
    Redirect,
}

/// Session services, section 5: `paymentSuccess.ticket`.
#[derive(Debug, Clone)]
pub struct TicketLine {
    pub label: Option<String>,
    pub value: String,
    pub style: Option<String>,
    /// Over the whole width, without a label beside it.
    pub wide: bool,
}

/// Why there is no session to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    UnknownSession,
    TooManyRequests,
    Unavailable,
}
