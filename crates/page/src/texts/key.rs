//! The keys of the texts. A template with a key that does not exist does not compile.

/// Declares a key for each message of `texts/en.ftl`.
macro_rules! keys {
    ($($(#[$meta:meta])* $key:ident = $id:literal,)*) => {
        /// The key of a text of the page or of the session services; `texts/en.ftl` has the English text.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum TextKey {
            $($(#[$meta])* $key,)*
        }

        impl TextKey {
            pub const ALL: &[Self] = &[$(Self::$key),*];

            /// Returns the name of the message in the files.
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$key => $id,)*
                }
            }
        }
    };
}

keys! {
    /// Takes `shop`.
    ChooseHeading = "choose-heading",
    WaitingHeading = "waiting-heading",
    PaidHeading = "paid-heading",
    RefusedHeading = "refused-heading",
    OnHoldHeading = "on-hold-heading",
    CancelledHeading = "cancelled-heading",
    ExpiredHeading = "expired-heading",
    /// Takes `partner`.
    PartnerExplanation = "partner-explanation",
    /// Takes `partner`.
    PartnerContinue = "partner-continue",
    PartnerOtherWay = "partner-other-way",
    WaitingExplanation = "waiting-explanation",
    /// Takes `shop` and `amount`.
    PaidExplanation = "paid-explanation",
    /// Takes `shop`.
    PaidLeaving = "paid-leaving",
    RefusedExplanation = "refused-explanation",
    /// Takes `shop`.
    OnHoldExplanation = "on-hold-explanation",
    CancelledExplanation = "cancelled-explanation",
    /// Takes `shop`.
    ExpiredExplanation = "expired-explanation",
    UnknownHeading = "unknown-heading",
    UnknownExplanation = "unknown-explanation",
    BusyHeading = "busy-heading",
    BusyExplanation = "busy-explanation",
    UnavailableHeading = "unavailable-heading",
    UnavailableExplanation = "unavailable-explanation",
    ReasonRefusedByBank = "reason-refused-by-bank",
    ReasonCardExpired = "reason-card-expired",
    ReasonLimitReached = "reason-limit-reached",
    ReasonWrongCheckValue = "reason-wrong-check-value",
    ReasonCardNotTaken = "reason-card-not-taken",
    ReasonBankUnreachable = "reason-bank-unreachable",
    ReasonAbandoned = "reason-abandoned",
    ReasonAlreadyPaid = "reason-already-paid",
    /// Takes `count`.
    AttemptsLeft = "attempts-left",
    TestMode = "test-mode",
    TestExplanation = "test-explanation",
    TestCards = "test-cards",
    OrderHeading = "order-heading",
    OrderReference = "order-reference",
    OrderTaxes = "order-taxes",
    OrderDiscount = "order-discount",
    OrderDelivery = "order-delivery",
    OrderTotal = "order-total",
    OrderToPay = "order-to-pay",
    MethodsHeading = "methods-heading",
    MethodCard = "method-card",
    /// Takes `partner`.
    MethodRedirect = "method-redirect",
    Number = "number",
    NumberEmpty = "number-empty",
    NumberWrong = "number-wrong",
    NetworkChoice = "network-choice",
    Expiry = "expiry",
    ExpiryForm = "expiry-form",
    ExpiryEmpty = "expiry-empty",
    ExpiryWrong = "expiry-wrong",
    CheckValue = "check-value",
    CheckValueBack = "check-value-back",
    CheckValueFront = "check-value-front",
    /// Takes `count`, the number of digits.
    CheckValueWrong = "check-value-wrong",
    Holder = "holder",
    HolderWrong = "holder-wrong",
    HolderNumber = "holder-number",
    /// Takes `digits`.
    SavedNumber = "saved-number",
    /// Takes `date`.
    SavedExpiry = "saved-expiry",
    OtherCard = "other-card",
    /// Takes `shop`.
    SaveCard = "save-card",
    SaveCardExplanation = "save-card-explanation",
    /// Takes `amount`.
    Pay = "pay",
    /// Takes `amount` and `partner`.
    PayWith = "pay-with",
    Verify = "verify",
    Paying = "paying",
    Assurance = "assurance",
    Mistakes = "mistakes",
    MessageBusy = "message-busy",
    MessageFailed = "message-failed",
    MessageLost = "message-lost",
    Cancel = "cancel",
    CancelQuestion = "cancel-question",
    CancelConfirm = "cancel-confirm",
    /// Takes `shop`.
    ReturnToShop = "return-to-shop",
    TryAgain = "try-again",
    TimeLeft = "time-left",
    /// Takes `count`, the number of minutes.
    MinutesLeft = "minutes-left",
    NoScript = "no-script",
    TicketHeading = "ticket-heading",
    TicketDate = "ticket-date",
    TicketShop = "ticket-shop",
    TicketTerminal = "ticket-terminal",
    TicketOrder = "ticket-order",
    TicketTransaction = "ticket-transaction",
    TicketAuthorisation = "ticket-authorisation",
    TicketType = "ticket-type",
    TicketDebit = "ticket-debit",
    TicketCard = "ticket-card",
    TicketAmount = "ticket-amount",
    TicketTest = "ticket-test",
    TicketKeep = "ticket-keep",
    /// Takes `shop`.
    WalletHeading = "wallet-heading",
    WalletCardsHeading = "wallet-cards-heading",
    WalletEmpty = "wallet-empty",
    /// Takes `digits`, the last of a card number.
    WalletEnding = "wallet-ending",
    /// Takes `date`.
    WalletExpires = "wallet-expires",
    WalletDefault = "wallet-default",
    WalletExpired = "wallet-expired",
    WalletDisabled = "wallet-disabled",
    WalletMakeDefault = "wallet-make-default",
    WalletRemove = "wallet-remove",
    WalletRemoveQuestion = "wallet-remove-question",
    WalletRemoveConfirm = "wallet-remove-confirm",
    WalletAddHeading = "wallet-add-heading",
    WalletAddExplanation = "wallet-add-explanation",
    WalletAdd = "wallet-add",
    WalletChecking = "wallet-checking",
    WalletRefusedHeading = "wallet-refused-heading",
    WalletKnown = "wallet-known",
    WalletFull = "wallet-full",
    WalletFailed = "wallet-failed",
    WalletLost = "wallet-lost",
    WalletTimeLeft = "wallet-time-left",
    /// Takes `count`, the number of minutes.
    WalletMinutesLeft = "wallet-minutes-left",
    WalletDetailsHeading = "wallet-details-heading",
    WalletFirstName = "wallet-first-name",
    WalletLastName = "wallet-last-name",
    WalletEmail = "wallet-email",
    WalletDetailsWrong = "wallet-details-wrong",
    WalletSave = "wallet-save",
    WalletWaitingHeading = "wallet-waiting-heading",
    WalletWaitingExplanation = "wallet-waiting-explanation",
    WalletDoneHeading = "wallet-done-heading",
    WalletCancelledHeading = "wallet-cancelled-heading",
    WalletExpiredHeading = "wallet-expired-heading",
    /// Takes `shop`.
    WalletExpiredExplanation = "wallet-expired-explanation",
    LinkPaidHeading = "link-paid-heading",
    LinkCancelledHeading = "link-cancelled-heading",
    LinkBlockedHeading = "link-blocked-heading",
    LinkExpiredHeading = "link-expired-heading",
    LinkPaidExplanation = "link-paid-explanation",
    LinkOverExplanation = "link-over-explanation",
}
