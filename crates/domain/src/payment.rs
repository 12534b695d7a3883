//! How an order is paid (Retail API, sections 3.1 and 3.2: Payment, RecurringPayment, Authentication3DSecure).

use document::{Fault, Moment, Path, Problems, Strings, Text, choice, record};
use jiff::{Timestamp, ToSpan, tz::TimeZone};
use primitives::Amount;

use crate::{
    ReturnCode,
    buyer::BuyerData,
    delivery::Delivery,
    device::Device,
    order::{Order, Origin, whole_number},
};
use document::{Object, Schemas, Tree, Value};

choice! {
    pub enum PaymentType {
        OneOff = "ONE_OFF", MxInstallment = "MX_INSTALLMENT", MxRecurring = "MX_RECURRING",
        AccountVerification = "ACCOUNT_VERIFICATION", Recurring = "RECURRING", Installment = "INSTALLMENT",
        PreOrder = "PRE_ORDER", Unscheduled = "UNSCHEDULED", RentalServices = "RENTAL_SERVICES_PAYMENT",
        DelayedCharge = "DELAYED_CHARGE", NoShow = "NO_SHOW", Credit = "CREDIT",
        MultipleMerchants = "MULTIPLE_MERCHANTS", BankTransfer = "BANK_TRANSFER",
    }
}
choice! {
    /// When the money is collected: at once, when the merchant says so, on a date.
    pub enum Capture { Automatic = "AUTOMATIC", Manual = "MANUAL", Deferred = "DEFERRED", }
}
choice! {
    pub enum Frequency {
        Daily = "DAILY", Weekly = "WEEKLY", Fortnightly = "FORTNITHLY", Monthly = "MONTHLY",
        Bimonthly = "BIMONTHLY", Quarterly = "QUARTERLY", Semiannually = "SEMIANNUALLY", Yearly = "YEARLY",
        Biennially = "BIENNIALLY",
    }
}

record! {
    /// How it is paid; absent, it is one payment captured at once.
    pub struct Payment as "Payment" {
        payment_type: PaymentType = "paymentType",
        capture: Capture = "capture",
        /// With capture DEFERRED, and only then; within 7 days.
        deferred_capture_date: Option<Moment> = "deferredCaptureDate",
        soft_descriptor: Option<Text<0, 127>> = "softDescriptor",
        /// Defaults to the order's amount; may be less where part of the order is paid otherwise.
        amount: Option<Amount> = "amount",
        recurring: Option<RecurringPayment> = "recurring",
    }
}

record! {
    pub struct RecurringPayment as "RecurringPayment" {
        installment_amount: Amount = "installmentAmount",
        first_installment_amount: Option<Amount> = "firstInstallmentAmount",
        cumulated_amount: Option<Amount> = "cumulatedAmount",
        installment_number: Option<Rank> = "installmentNumber",
        total_installments: Option<Rank> = "totalInstallments",
        frequency: Frequency = "frequency",
        installment_date: DayOfMonth = "installmentDate",
        start_date: Option<Moment> = "startDate",
        end_date: Option<Moment> = "endDate",
    }
}

whole_number!(
    /// A place in a series, from 1.
    Rank, 1, 2_147_483_647
);
whole_number!(DayOfMonth, 1, 31);

record! {
    /// Proof of an authentication, as the 3-D Secure endpoints handed it out.
    pub struct Authentication3DSecure as "Authentication3DSecure" {
        result_container: Option<Text<0, 65536>> = "resultContainer",
        challenge_result: Option<Text<0, 65536>> = "challengeResult",
        transient_data: Option<Text<0, 65536>> = "transientData",
        session_id: Option<Text<0, 50>> = "sessionId",
    }
}

record! {
    /// Everything a merchant says of a payment but the means: kept, and given back.
    pub struct PaymentDetails as "PaymentDetails" {
        order: Order = "order",
        payment: Option<Payment> = "payment",
        /// Merchant-initiated payments only: the issuer's id of the buyer's first payment.
        original_transaction_id: Option<Text<0, 200>> = "originalTransactionId",
        buyer: Option<BuyerData> = "buyer",
        delivery: Option<Delivery> = "delivery",
        device: Option<Device> = "device",
        authentication: Option<Authentication3DSecure> = "authentication3DSecure",
        private_data: Option<Strings<99>> = "privateData",
    }
}

impl PaymentDetails {
    pub fn payment_type(&self) -> PaymentType {
        self.payment.as_ref().map_or(PaymentType::OneOff, |payment| payment.payment_type)
    }

    pub fn capture(&self) -> Capture {
        self.payment.as_ref().map_or(Capture::Automatic, |payment| payment.capture)
    }

    /// What is asked of the card.
    pub fn amount(&self) -> Amount {
        self.payment.as_ref().and_then(|payment| payment.amount).unwrap_or(self.order.amount)
    }

    /// A buyer is there, at a shop's page: no mail, no telephone, no charge by the merchant alone.
    pub fn has_buyer_present(&self) -> bool {
        let origin = self.order.origin.unwrap_or(Origin::ECommerce);
        origin == Origin::ECommerce && self.original_transaction_id.is_none()
    }

    /// The rules between members that make a request malformed.
    pub fn check(&self, now: Timestamp, calendar: &TimeZone, problems: &mut Problems) {
        let Some(payment) = &self.payment else { return };
        let at = Path::ROOT.member("payment");
        if !is_available(payment.payment_type) {
            const RULE: &str = "this payment type is not available yet on this gateway";
            problems.add(&at.member("paymentType"), Fault::Rule(RULE));
        }
        let at = at.member("deferredCaptureDate");
        match (payment.capture, payment.deferred_capture_date) {
            (Capture::Deferred, None) => problems.add(&at, Fault::Missing),
            (Capture::Deferred, Some(Moment(date))) if !within_a_week(date, now, calendar) => {
                problems.add(&at, Fault::Rule("must be today or later, and before today + 7 days"));
            }
            (Capture::Deferred, Some(_)) | (_, None) => {}
            (_, Some(_)) => problems.add(&at, Fault::Rule("goes with capture DEFERRED only")),
        }
    }

    /// The rules on amounts, which refuse a well-formed payment.
    pub fn check_amounts(&self) -> Result<(), ReturnCode> {
        let verification = self.payment_type() == PaymentType::AccountVerification;
        let sound = verification == (self.amount() == Amount::ZERO) && self.amount() <= self.order.amount;
        if sound { Ok(()) } else { Err(ReturnCode::AMOUNT_INVALID) }
    }
}

/// Schedules that the gateway would have to run, and what is no card payment, come with their own features.
fn is_available(payment_type: PaymentType) -> bool {
    use PaymentType::*;
    match payment_type {
        OneOff | AccountVerification | Recurring | Installment | PreOrder | Unscheduled | RentalServices
        | DelayedCharge | NoShow => true,
        MxInstallment | MxRecurring | Credit | MultipleMerchants | BankTransfer => false,
    }
}

fn within_a_week(date: Timestamp, now: Timestamp, calendar: &TimeZone) -> bool {
    let today = now.to_zoned(calendar.clone()).date();
    let day = date.to_zoned(calendar.clone()).date();
    day >= today && day < today.saturating_add(7.days())
}
