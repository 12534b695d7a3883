//! The payment of an order (Retail API, sections 3.1 and 3.2: Payment, RecurringPayment,
//! Authentication3DSecure).

use std::net::IpAddr;

use document::{
    Fault, Moment, Path, Problems, Strings, Text, Value as _, choice, record, whole_number, write_json,
};
use domain::{
    echo::Echo,
    terms::{Capture, CaptureMode, PaymentType, Terms},
};
use gateway::three_ds::Claimed;
use jiff::{Timestamp, ToSpan, tz::TimeZone};
use primitives::{Amount, Identifier, Prose};

use super::{
    buyer::BuyerData,
    challenge_result::{self, ChallengeResult},
    delivery::Delivery,
    device::Device,
    order::Order,
};

choice! {
    pub(crate) enum Frequency {
        Daily = "DAILY", Weekly = "WEEKLY", Fortnightly = "FORTNITHLY", Monthly = "MONTHLY",
        Bimonthly = "BIMONTHLY", Quarterly = "QUARTERLY", Semiannually = "SEMIANNUALLY", Yearly = "YEARLY",
        Biennially = "BIENNIALLY",
    }
}

record! {
    /// How it is paid; absent, it is one payment captured at once.
    pub(crate) struct Payment as "Payment" {
        payment_type: PaymentType = "paymentType",
        capture: CaptureMode = "capture",
        /// With capture DEFERRED, and only then; within 7 days.
        deferred_capture_date: Option<Moment> = "deferredCaptureDate",
        soft_descriptor: Option<Prose<Text<0, 127>>> = "softDescriptor",
        /// Defaults to the order's amount; may be less where part of the order is paid otherwise.
        amount: Option<Amount> = "amount",
        recurring: Option<RecurringPayment> = "recurring",
    }
}

record! {
    pub(crate) struct RecurringPayment as "RecurringPayment" {
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
    /// Proof of an authentication, as the 3-D Secure endpoints handed it out: resultContainer, or sessionId with the challengeResult
    /// that was not verified. One that names neither is refused.
    pub(crate) struct Authentication3DSecure as "Authentication3DSecure" {
        result_container: Option<Identifier<Text<0, 16384>>> = "resultContainer",
        challenge_result: Option<ChallengeResult> = "challengeResult",
        transient_data: Option<Identifier<Text<0, 16384>>> = "transientData",
        session_id: Option<Identifier<Text<0, 50>>> = "sessionId",
    }
}

record! {
    /// Everything a merchant says of a payment but the means: kept, and given back.
    pub(crate) struct PaymentDetails as "PaymentDetails" {
        order: Order = "order",
        payment: Option<Payment> = "payment",
        /// Merchant-initiated payments only: the issuer's id of the buyer's first payment.
        original_transaction_id: Option<Identifier<Text<0, 200>>> = "originalTransactionId",
        buyer: Option<BuyerData> = "buyer",
        delivery: Option<Delivery> = "delivery",
        device: Option<Device> = "device",
        authentication: Option<Authentication3DSecure> = "authentication3DSecure",
        private_data: Option<Prose<Strings<99>>> = "privateData",
    }
}

/// The format number of stored [`PaymentDetails`]; see [`Echo`].
const FORMAT: i64 = 1;

impl PaymentDetails {
    /// Returns the terms of the payment. `None` where the capture and its date do not agree, which
    /// [`check`](Self::check) reports.
    pub(crate) fn terms(&self) -> Option<Terms> {
        terms(&self.order, self.payment.as_ref(), self.original_transaction_id.as_deref().cloned())
    }

    /// Returns the authentication that the payment relies on. `None` where it relies on none, or on one that is not named, which
    /// [`check`](Self::check) reports.
    pub(crate) fn claimed(&self) -> Option<Claimed> {
        self.authentication.as_ref()?.claimed().ok()
    }

    /// Returns the address of the buyer, where `device.ip` is one.
    pub(crate) fn buyer_address(&self) -> Option<IpAddr> {
        self.device.as_ref()?.ip.as_ref()?.as_str().trim().parse().ok()
    }

    pub(crate) fn echo(&self) -> Echo {
        Echo::new(FORMAT, write_json(&self.write()))
    }

    /// Checks the rules between members, whose breach makes a request malformed.
    pub(crate) fn check(&self, now: Timestamp, calendar: &TimeZone, problems: &mut Problems) {
        check_payment(self.payment.as_ref(), now, calendar, problems);
        if let Some(Err((name, fault))) = self.authentication.as_ref().map(Authentication3DSecure::claimed) {
            let at = Path::ROOT.member("authentication3DSecure");
            problems.add(&name.map_or(at, |name| at.member(name)), fault);
        }
    }
}

impl Authentication3DSecure {
    /// Returns the authentication that it names; or the member that is wrong, `None` for the whole, and the fault of it. A result
    /// container counts before the rest.
    fn claimed(&self) -> Result<Claimed, (Option<&'static str>, Fault)> {
        const NAMELESS: Fault =
            Fault::Rule("names no authentication: give resultContainer, or sessionId and challengeResult");
        const UNREADABLE: Fault = Fault::Pattern("base64 of a CRes message");
        if let Some(container) = self.result_container.as_ref().filter(|text| !text.as_str().is_empty()) {
            return Ok(Claimed::Container(container.as_str().to_owned()));
        }
        let id = self.session_id.as_ref().and_then(|id| Text::parse(id.as_str()).ok());
        let result = self.challenge_result.as_ref().filter(|text| !text.as_str().is_empty());
        let (Some(id), Some(result)) = (id, result) else { return Err((None, NAMELESS)) };
        let report = challenge_result::read(result).ok_or((Some("challengeResult"), UNREADABLE))?;
        Ok(Claimed::Challenge(id, report))
    }
}

/// Returns the terms of a payment of the order.
pub(super) fn terms(
    order: &Order,
    payment: Option<&Payment>,
    original_transaction: Option<Text<0, 200>>,
) -> Option<Terms> {
    let mut terms = Terms::of_order((*order.reference).clone(), order.amount, order.currency);
    terms.original_transaction = original_transaction;
    if let Some(channel) = order.origin {
        terms.channel = channel;
    }
    if let Some(payment) = payment {
        let date = payment.deferred_capture_date.map(|Moment(date)| date);
        terms.capture = Capture::of(payment.capture, date)?;
        terms.payment_type = payment.payment_type;
        terms.amount = payment.amount.unwrap_or(order.amount);
    }
    Some(terms)
}

/// Checks the rules between the members of `payment`, whose breach makes a request malformed.
pub(super) fn check_payment(
    payment: Option<&Payment>,
    now: Timestamp,
    calendar: &TimeZone,
    problems: &mut Problems,
) {
    let Some(payment) = payment else { return };
    let at = Path::ROOT.member("payment");
    if !is_available(payment.payment_type) {
        const RULE: &str = "this payment type is not available yet on this gateway";
        problems.add(&at.member("paymentType"), Fault::Rule(RULE));
    }
    let at = at.member("deferredCaptureDate");
    match (payment.capture, payment.deferred_capture_date) {
        (CaptureMode::Deferred, None) => problems.add(&at, Fault::Rule("is required with capture DEFERRED")),
        (CaptureMode::Deferred, Some(Moment(date))) if !within_a_week(date, now, calendar) => {
            problems.add(&at, Fault::Rule("must be today or later, and before today + 7 days"));
        }
        (CaptureMode::Deferred, Some(_)) | (_, None) => {}
        (_, Some(_)) => problems.add(&at, Fault::Rule("goes with capture DEFERRED only")),
    }
}

/// Whether the gateway takes payments of this type. It does not yet run schedules by itself, and takes no
/// credits, split payments or bank transfers.
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
