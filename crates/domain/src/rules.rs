//! The rules of actions: what may be done to a payment, and the code with which it is refused (contract:
//! behaviour, sections 3.3 to 3.7).
//!
//! The rules are a pure function of a ledger and a wish, which returns a grant or a return code. The whole
//! table of ledgers and wishes is printed to `tests/rules.txt`, so a changed rule is a changed line.

use jiff::Timestamp;
use primitives::{Amount, Currency, TransactionId};

use crate::{
    ReturnCode,
    action::{Action, ActionKind, CaptureOption, ReferenceMark, Taken},
    ledger::{Entry, Ledger},
    terms::PaymentType,
    transaction::State,
};

/// A request to act on a payment, from the merchant or from the gateway itself.
pub struct Wish<'a> {
    pub kind: ActionKind,
    pub option: CaptureOption,
    /// The payment, or one of its captures or refunds.
    pub target: TransactionId,
    /// The amount in minor units of the payment's currency.
    pub amount: Amount,
    /// The currency, if the merchant names one.
    pub currency: Option<Currency>,
    pub reference: Option<&'a ReferenceMark>,
    /// The time since which an accepted capture or refund that is the same makes this one a duplicate. `None`
    /// switches the check off.
    pub duplicates_since: Option<Timestamp>,
}

/// The effects of a granted wish.
#[derive(Debug, PartialEq, Eq)]
pub struct Grant {
    /// True where the authorisation has expired and a bank must renew it first.
    pub asks_bank: bool,
    /// The parts that a cancel takes from captures and refunds.
    pub taken: Vec<Taken>,
    /// The authorised amount that the bank is told to release.
    pub release: Option<Amount>,
}

type Verdict = Result<Grant, ReturnCode>;

/// Grants a wish, or returns the code with which it is refused.
pub fn decide(ledger: &Ledger, wish: &Wish<'_>, now: Timestamp) -> Verdict {
    let currency = ledger.payment.terms.currency;
    if wish.currency.is_some_and(|given| given != currency) {
        return Err(ReturnCode::CURRENCY_DIFFERS);
    }
    match wish.kind {
        ActionKind::Capture => capture(ledger, wish, now),
        ActionKind::Refund => refund(ledger, wish),
        ActionKind::Cancel => cancel(ledger, wish, now),
        ActionKind::Expiry => Err(ReturnCode::NOT_RESETTABLE),
    }
}

fn capture(ledger: &Ledger, wish: &Wish<'_>, now: Timestamp) -> Verdict {
    // A capture may name another capture of the payment: shop plugins name the last transaction that they
    // saw.
    if ledger.action(wish.target).is_some_and(|target| target.kind != ActionKind::Capture) {
        return Err(ReturnCode::TRANSACTION_INVALID);
    }
    if !has_money(ledger) || ledger.is_cancelled() {
        return Err(ReturnCode::NOT_CAPTURABLE);
    }
    let (amount, rest) = (positive(wish)?, ledger.uncaptured());
    if rest == Amount::ZERO {
        let capturing = ledger.is_capturing();
        return Err(if capturing { ReturnCode::DUPLICATE_PENDING } else { ReturnCode::ALREADY_CAPTURED });
    }
    let expired = ledger.is_expired(now);
    if expired && wish.option != CaptureOption::LateDelivery {
        return Err(ReturnCode::AUTHORISATION_EXPIRED);
    }
    let left = rest.checked_sub(amount).ok_or(ReturnCode::SUM_EXCEEDED)?;
    check_duplicate(ledger, wish)?;
    let closes = wish.option == CaptureOption::Final && left > Amount::ZERO;
    Ok(Grant { asks_bank: expired, taken: Vec::new(), release: closes.then_some(left) })
}

fn refund(ledger: &Ledger, wish: &Wish<'_>) -> Verdict {
    if !has_money(ledger) || ledger.is_cancelled() {
        return Err(ReturnCode::NOT_REFUNDABLE);
    }
    let amount = positive(wish)?;
    let captures = ledger.captures();
    let most = match ledger.action(wish.target) {
        None => ledger.refundable(),
        Some(target) if target.kind == ActionKind::Capture => {
            let capture = captures.iter().find(|entry| entry.id == target.id);
            refundable_of(ledger, capture.ok_or(ReturnCode::NOT_CAPTURED)?)
        }
        Some(_) => return Err(ReturnCode::TRANSACTION_INVALID),
    };
    let named = |entry: &Entry| ledger.action(wish.target).is_none_or(|target| target.id == entry.id);
    if captures.iter().filter(|entry| named(entry)).all(|entry| entry.left == Amount::ZERO) {
        return Err(ReturnCode::NOT_CAPTURED);
    }
    if amount > most {
        return Err(ReturnCode::SUM_EXCEEDED);
    }
    check_duplicate(ledger, wish)?;
    Ok(Grant { asks_bank: false, taken: Vec::new(), release: None })
}

/// Returns the amount of one capture that may be refunded or cancelled. It is at most what is left of this
/// capture after the refunds that named it, and at most the refundable amount of the payment.
fn refundable_of(ledger: &Ledger, capture: &Entry) -> Amount {
    capture.unrefunded.min(ledger.refundable())
}

fn cancel(ledger: &Ledger, wish: &Wish<'_>, now: Timestamp) -> Verdict {
    if ledger.payment.terms.payment_type == PaymentType::AccountVerification {
        return Err(ReturnCode::RESET_NOT_SUPPORTED);
    }
    if !has_money(ledger) {
        return Err(ReturnCode::NOT_RESETTABLE);
    }
    let amount = positive(wish)?;
    match ledger.action(wish.target) {
        None => cancel_payment(ledger, amount, now),
        Some(target) => cancel_entry(ledger, target, amount),
    }
}

/// Cancels a part of the payment: first what was not captured, then captures that are not remitted, the
/// newest first.
fn cancel_payment(ledger: &Ledger, amount: Amount, now: Timestamp) -> Verdict {
    if ledger.is_cancelled() {
        return Err(ReturnCode::RESET_DONE);
    }
    let free = if ledger.is_expired(now) { Amount::ZERO } else { ledger.uncaptured() };
    let (remitted, open): (Vec<&Entry>, Vec<&Entry>) =
        ledger.captures().iter().partition(|entry| entry.remitted);
    let of_captures = amount.excess_over(free);
    if of_captures > ledger.cancellable() {
        let any = free > Amount::ZERO || ledger.cancellable() > Amount::ZERO;
        return Err(match (any, remitted.is_empty()) {
            (_, false) => ReturnCode::ALREADY_REMITTED,
            (true, true) => ReturnCode::AMOUNT_DIFFERS,
            (false, true) if ledger.is_expired(now) && open.is_empty() => ReturnCode::AUTHORISATION_EXPIRED,
            (false, true) => ReturnCode::NOT_RESETTABLE,
        });
    }
    let (mut owing, mut taken) = (of_captures, Vec::new());
    for entry in open.iter().rev() {
        // The refunded part of a capture stays captured: the refund must not exceed what is captured.
        let part = entry.unrefunded.min(owing);
        if part > Amount::ZERO {
            taken.push(Taken { from: entry.id, amount: part });
            owing = owing.excess_over(part);
        }
    }
    Ok(Grant { asks_bank: false, taken, release: Some(amount) })
}

/// Cancels a single capture or refund.
fn cancel_entry(ledger: &Ledger, target: &Action, amount: Amount) -> Verdict {
    let entries = match target.kind {
        ActionKind::Capture => ledger.captures(),
        ActionKind::Refund => ledger.refunds(),
        ActionKind::Cancel | ActionKind::Expiry => return Err(ReturnCode::RESET_NOT_SUPPORTED),
    };
    let entry = entries.iter().find(|entry| entry.id == target.id).ok_or(ReturnCode::NOT_RESETTABLE)?;
    if entry.left == Amount::ZERO {
        return Err(ReturnCode::RESET_DONE);
    }
    if entry.remitted {
        return Err(ReturnCode::ALREADY_REMITTED);
    }
    let most = if target.kind == ActionKind::Capture { refundable_of(ledger, entry) } else { entry.left };
    if most == Amount::ZERO {
        return Err(ReturnCode::NOT_RESETTABLE);
    }
    if amount > most {
        return Err(ReturnCode::AMOUNT_DIFFERS);
    }
    let release = (target.kind == ActionKind::Capture).then_some(amount);
    Ok(Grant { asks_bank: false, taken: vec![Taken { from: target.id, amount }], release })
}

/// Whether a bank has authorised an amount.
fn has_money(ledger: &Ledger) -> bool {
    matches!(ledger.payment.state, State::Accepted(_))
        && ledger.payment.terms.payment_type != PaymentType::AccountVerification
}

fn positive(wish: &Wish<'_>) -> Result<Amount, ReturnCode> {
    let amount = wish.amount;
    if amount > Amount::ZERO { Ok(amount) } else { Err(ReturnCode::AMOUNT_INVALID) }
}

/// Refuses the same capture or refund of today or yesterday. One that was cancelled since does not count.
fn check_duplicate(ledger: &Ledger, wish: &Wish<'_>) -> Result<(), ReturnCode> {
    let Some(since) = wish.duplicates_since else { return Ok(()) };
    let same = |action: &&Action| {
        action.kind == wish.kind
            && action.amount() == wish.amount
            && action.reference.as_ref() == wish.reference
            && action.created >= since
    };
    let entries = if wish.kind == ActionKind::Capture { ledger.captures() } else { ledger.refunds() };
    let counts =
        |action: &Action| entries.iter().any(|entry| entry.id == action.id && entry.left > Amount::ZERO);
    for action in ledger.actions.iter().filter(same) {
        if action.is_pending() {
            return Err(ReturnCode::DUPLICATE_PENDING);
        }
        if counts(action) {
            return Err(ReturnCode::DUPLICATE);
        }
    }
    Ok(())
}
