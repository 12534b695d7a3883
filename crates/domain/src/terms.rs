//! The terms of a payment: the part of a merchant's request that decisions depend on.

use document::{Text, choice};
use jiff::Timestamp;
use primitives::{Amount, Currency, OrderReference};

use crate::ReturnCode;

choice! {
    /// The type of a payment (Retail API, section 3.1: Payment).
    pub enum PaymentType {
        OneOff = "ONE_OFF", MxInstallment = "MX_INSTALLMENT", MxRecurring = "MX_RECURRING",
        AccountVerification = "ACCOUNT_VERIFICATION", Recurring = "RECURRING", Installment = "INSTALLMENT",
        PreOrder = "PRE_ORDER", Unscheduled = "UNSCHEDULED", RentalServices = "RENTAL_SERVICES_PAYMENT",
        DelayedCharge = "DELAYED_CHARGE", NoShow = "NO_SHOW", Credit = "CREDIT",
        MultipleMerchants = "MULTIPLE_MERCHANTS", BankTransfer = "BANK_TRANSFER",
    }
}

choice! {
    /// The channel by which the order reached the merchant: shop on the Internet, telephone or mail.
    pub enum SalesChannel { ECommerce = "E_COM", Telephone = "TO", Mail = "MO", }
}

choice! {
    /// The way in which the money is captured: at once, when the merchant asks, or on a date.
    pub enum CaptureMode { Automatic = "AUTOMATIC", Manual = "MANUAL", Deferred = "DEFERRED", }
}

/// The time at which the money is captured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Capture {
    /// The money is captured with the authorisation.
    Automatic,
    /// The money is captured when the merchant asks for it.
    Manual,
    /// The gateway captures the money at this time.
    Deferred { on: Timestamp },
}

impl Capture {
    pub const fn mode(self) -> CaptureMode {
        match self {
            Self::Automatic => CaptureMode::Automatic,
            Self::Manual => CaptureMode::Manual,
            Self::Deferred { .. } => CaptureMode::Deferred,
        }
    }

    pub const fn date(self) -> Option<Timestamp> {
        match self {
            Self::Automatic | Self::Manual => None,
            Self::Deferred { on } => Some(on),
        }
    }

    /// Returns the capture of a mode and a date. `None` for a deferred capture without a date, or a date
    /// without a deferred capture.
    pub const fn of(mode: CaptureMode, date: Option<Timestamp>) -> Option<Self> {
        match (mode, date) {
            (CaptureMode::Automatic, None) => Some(Self::Automatic),
            (CaptureMode::Manual, None) => Some(Self::Manual),
            (CaptureMode::Deferred, Some(on)) => Some(Self::Deferred { on }),
            (CaptureMode::Automatic | CaptureMode::Manual, Some(_)) | (CaptureMode::Deferred, None) => None,
        }
    }
}

/// The terms of a payment. All else that a merchant says of it is an [`Echo`](crate::echo::Echo).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// The merchant's reference of the order; with the amount it identifies a repeated payment.
    pub order_reference: OrderReference,
    /// The total of the order, in minor units of `currency`.
    pub order_amount: Amount,
    /// The amount of the payment, in minor units of `currency`: the order's total or a part of it; 0 for a
    /// card check.
    pub amount: Amount,
    pub currency: Currency,
    pub channel: SalesChannel,
    pub payment_type: PaymentType,
    pub capture: Capture,
    /// The issuer's id of the buyer's first payment. Only merchant-initiated payments have it.
    pub original_transaction: Option<Text<0, 200>>,
}

impl Terms {
    /// Returns the default terms: one payment of the whole order, in a shop on the Internet, captured with
    /// the authorisation.
    pub const fn of_order(order_reference: OrderReference, amount: Amount, currency: Currency) -> Self {
        Self {
            order_reference,
            order_amount: amount,
            amount,
            currency,
            channel: SalesChannel::ECommerce,
            payment_type: PaymentType::OneOff,
            capture: Capture::Automatic,
            original_transaction: None,
        }
    }

    /// Whether the buyer enters the card in a shop on the Internet, not by mail, by telephone or through the
    /// merchant alone.
    pub fn has_buyer_present(&self) -> bool {
        self.channel == SalesChannel::ECommerce && self.original_transaction.is_none()
    }

    /// Checks the rules on amounts. A payment that breaks one is refused with a return code, not with 400.
    pub fn check_amounts(&self) -> Result<(), ReturnCode> {
        let is_verification = self.payment_type == PaymentType::AccountVerification;
        let is_sound = is_verification == (self.amount == Amount::ZERO) && self.amount <= self.order_amount;
        if is_sound { Ok(()) } else { Err(ReturnCode::AMOUNT_INVALID) }
    }
}
