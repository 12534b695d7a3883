//! The rules for the amounts of one payment, for actions on the payment's own id on its first day.

use super::{Action, Entry};

#[derive(Debug, Clone, Copy)]
pub(crate) struct Purse {
    /// The amount that is neither captured nor cancelled.
    rest: i64,
    /// The amount that is captured and not cancelled, refunds included.
    captured: i64,
    refunded: i64,
}

impl Purse {
    pub(crate) fn of(payment: &Entry) -> Self {
        let at_once = payment.kind == "AUTHORIZATION_AND_CAPTURE";
        let (rest, captured) = if at_once { (0, payment.amount) } else { (payment.amount, 0) };
        Self { rest, captured, refunded: 0 }
    }

    /// Returns the codes with which such an attempt may end. There are several where the contract leaves a
    /// choice.
    pub(crate) fn codes(&self, action: Action, amount: i64) -> &'static [&'static str] {
        let refundable = self.captured - self.refunded;
        let cancellable = self.rest + refundable;
        match action {
            Action::Capture if self.rest == 0 && self.captured == 0 => &["02313"],
            Action::Capture if self.rest == 0 => &["02617"],
            Action::Capture if amount > self.rest => &["02613"],
            Action::Refund if self.captured == 0 && self.rest == 0 => &["02314"],
            Action::Refund if self.captured == 0 => &["02618"],
            Action::Refund if amount > refundable => &["02613"],
            Action::Cancel if cancellable == 0 && self.refunded == 0 => &["02601"],
            Action::Cancel if cancellable == 0 => &["02601", "02603"],
            Action::Cancel if amount > cancellable => &["02612"],
            Action::Capture | Action::Refund | Action::Cancel => &["00000"],
        }
    }

    pub(crate) fn take(&mut self, action: Action, amount: i64) {
        match action {
            Action::Capture => {
                self.rest -= amount;
                self.captured += amount;
            }
            Action::Refund => self.refunded += amount,
            Action::Cancel => {
                let open = amount.min(self.rest);
                self.rest -= open;
                self.captured -= amount - open;
            }
        }
        assert!(self.rest >= 0 && self.refunded >= 0 && self.captured >= self.refunded, "{self:?}");
    }
}
