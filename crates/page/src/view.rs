//! The view: everything that the page shows, so that rendering needs no other source.
//!
//! Texts of merchants and partners are not changed. The page shows them as text, whatever they contain.

mod wallet;

use primitives::{Amount, Currency, Expiry, Network};

use crate::{Colour, Language};
pub use wallet::{WalletCard, WalletEnd, WalletHolder, WalletScreen};

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
    /// The notice of the sandbox. `None` in production.
    pub test_mode: Option<TestMode>,
    /// The colour of the shop. `None` for that of the style sheet.
    pub accent: Option<Colour>,
    /// The URL at which the buyer returns to the shop, with the session's parameters. The page links to it if
    /// it is http or https.
    pub return_url: Option<String>,
    /// The time in seconds after which the session ends unpaid.
    pub expires_in_s: u32,
    /// The number of payments that were tried in the session. The script sends it with a payment, so that a
    /// request that a browser repeats is recognised.
    pub tries: u32,
    pub screen: Screen,
}

/// The order that the buyer pays (Retail API, section 3.1: Order, OrderItem).
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

/// The additions to the page of a sandbox: a notice, and cards that fill the form.
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

/// The state of the session as the buyer sees it.
#[derive(Debug, Clone)]
pub enum Screen {
    /// The buyer chooses how to pay.
    Choose {
        methods: Vec<Method>,
        /// The cards that were saved before. The first is chosen until the buyer chooses another.
        saved_cards: Vec<SavedCard>,
        /// Whether the buyer types the security code of a saved card.
        asks_saved_cvv: bool,
        /// Whether the buyer may have the typed card saved.
        offers_saving: bool,
        /// The last attempt, if it failed.
        failed_attempt: Option<FailedAttempt>,
    },
    /// The buyer was sent to a partner and has come back to the page before the partner answered.
    AtPartner {
        method: Method,
        url: String,
        fields: Vec<(String, String)>,
        /// Whether the partner takes the fields as a form. Otherwise a link leads to it.
        post: bool,
    },
    /// The outcome is not known yet. The script asks until it is known.
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
    /// The partner has not decided within the lifetime of the session.
    OnHold,
    Cancelled,
    Expired,
    /// The buyer looks after a wallet.
    Wallet(WalletScreen),
    /// The bank is asked about a card that is to be added.
    WalletWaiting {
        card_code: String,
    },
    WalletOver(WalletEnd),
}

/// A payment that failed while another may be tried.
#[derive(Debug, Clone, Copy)]
pub struct FailedAttempt {
    pub attempts_left: u32,
    pub reason: FailureReason,
}

/// The reason of a failure, as far as the buyer can do something about it.
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

/// A card that the buyer saved on an earlier payment.
#[derive(Debug, Clone)]
pub struct SavedCard {
    /// The code of the method that it pays with: `CB`, `AMEX`, …
    pub code: String,
    /// The number by which the services know the card (session services, section 5: `index`).
    pub index: i64,
    pub network: Network,
    /// The last digits of the number.
    pub last_digits: String,
    pub expiry: Option<Expiry>,
    pub holder: Option<String>,
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

/// The way in which a line of the receipt stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TicketStyle {
    Plain,
    AuthorisationNumber,
    Amount,
    TestCard,
    Keep,
}

/// The reason for which no session is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageError {
    UnknownSession,
    TooManyRequests,
    Unavailable,
}

/// The reason for which a payment link is not to be paid any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkEnd {
    Paid,
    Cancelled,
    Blocked,
    Expired,
}
