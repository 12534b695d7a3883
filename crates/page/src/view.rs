//! The view: everything that the page shows, so that drawing it asks nobody.
//!
//! Texts come from merchants and partners as they are. The page shows them as text, whatever they hold.

use primitives::{Amount, Currency, Network};

use crate::{Colour, Language};

/// A session as the page shows it at one moment.
#[derive(Debug, Clone)]
pub struct View {
    pub language: Language,
    /// The path of the session services on the page's own host: `/services/token/{token}`.
    pub services: String,
    /// The name of the point of sale.
    pub shop_name: String,
    /// The shop's own page, to which the page links where there is no `return_url`.
    pub shop_url: Option<String>,
    pub order: Order,
    /// `None` outside of the sandbox.
    pub test_mode: Option<TestMode>,
    /// The colour of the shop; `None` for that of the style sheet.
    pub accent: Option<Colour>,
    /// The way back to the shop, with the session's parameters. The page links to it if it is http or https.
    pub return_url: Option<String>,
    /// The time in seconds after which the session ends unpaid.
    pub expires_in_s: u32,
    /// The number of payments that were tried in the session. The script sends it with a payment, so that a request that a
    /// browser repeats is known for one.
    pub tries: u32,
    pub screen: Screen,
}

/// What the buyer pays for (Retail API, section 3.1: Order, OrderItem).
#[derive(Debug, Clone)]
pub struct Order {
    pub reference: String,
    /// The amount of the whole order.
    pub amount: Amount,
    /// The amount to pay now.
    pub payment_amount: Amount,
    pub currency: Currency,
    pub items: Vec<Item>,
    pub taxes: Option<Amount>,
    pub discount: Option<Amount>,
    pub delivery_charge: Option<Amount>,
}

/// A line of the order.
#[derive(Debug, Clone)]
pub struct Item {
    pub label: String,
    pub quantity: Option<u64>,
    /// The price of the whole line.
    pub price: Option<Amount>,
}

/// What the page of a sandbox has besides: a notice, and cards that fill the form.
#[derive(Debug, Clone)]
pub struct TestMode {
    pub cards: Vec<TestCard>,
}

#[derive(Debug, Clone)]
pub struct TestCard {
    pub label: String,
    /// The card number, as digits.
    pub number: String,
}

/// What the page is about: the state of the session, as a buyer is told of it.
#[derive(Debug, Clone)]
pub enum Screen {
    /// The buyer chooses how to pay.
    Choose {
        methods: Vec<Method>,
        /// The last attempt, if it failed.
        failed_attempt: Option<FailedAttempt>,
    },
    /// The buyer was sent to a partner and has come back to the page before the partner answered.
    AtPartner {
        method: Method,
        url: String,
        fields: Vec<(String, String)>,
        /// Whether the partner takes the fields as a form; a link leads to it otherwise.
        post: bool,
    },
    /// The outcome is not known yet. The script asks until it is.
    Waiting {
        card_code: String,
    },
    Paid {
        ticket: Vec<TicketLine>,
        /// Whether the page goes back to the shop after a few seconds.
        returns_automatically: bool,
    },
    /// The last attempt failed, and no other is allowed.
    Refused {
        reason: FailureReason,
    },
    /// A partner takes longer than the session lives.
    OnHold,
    Cancelled,
    Expired,
}

/// A payment that failed while another may be tried.
#[derive(Debug, Clone, Copy)]
pub struct FailedAttempt {
    pub attempts_left: u32,
    pub reason: FailureReason,
}

/// Why a payment failed, as far as the buyer can do something about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailureReason {
    RefusedByBank,
    CardExpired,
    /// The account has too little money, or the card has a limit.
    LimitReached,
    WrongCheckValue,
    CardNotTaken,
    BankUnreachable,
    /// The buyer gave up at the partner.
    Abandoned,
    /// Another payment, in this session or in another, has paid the order.
    AlreadyPaid,
}

/// A payment method that the session offers.
#[derive(Debug, Clone)]
pub struct Method {
    /// The method's code: `CB`, `AMEX`, … (session services, section 6).
    pub code: String,
    /// The id of the contract under which the shop takes it.
    pub contract: String,
    pub kind: MethodKind,
}

#[derive(Debug, Clone)]
pub enum MethodKind {
    Card {
        networks: Vec<Network>,
        asks_holder: bool,
        asks_expiry: bool,
        asks_cvv: bool,
    },
    /// The buyer pays at a partner.
    Redirect,
}

/// A line of the receipt (session services, section 5: `paymentSuccess.ticket`).
#[derive(Debug, Clone)]
pub struct TicketLine {
    pub label: Option<String>,
    pub value: String,
    pub style: TicketStyle,
    /// Whether the value takes the whole width, without a label beside it.
    pub wide: bool,
}

/// How a line of the receipt stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TicketStyle {
    Plain,
    AuthorisationNumber,
    Amount,
    TestCard,
    Keep,
}

/// Why there is no session to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageError {
    UnknownSession,
    TooManyRequests,
    Unavailable,
}
