//! The decisions that a visitor of the partner can choose.

use domain::{ReturnCode, transaction::Transaction};
use gateway::ports::PartnerAnswer;
use jiff::Timestamp;

use crate::{approval::approval, hold::Hold};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Decision {
    Accept,
    Refuse,
    /// The buyer gives up here, and may pay in another way.
    Cancel,
    Pending,
    /// The payment is pending, and approved a little later.
    PendingAccept,
}

impl Decision {
    pub(crate) const ALL: [Self; 5] =
        [Self::Accept, Self::Refuse, Self::Cancel, Self::Pending, Self::PendingAccept];

    /// Returns the value of the decision in the form.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Refuse => "refuse",
            Self::Cancel => "cancel",
            Self::Pending => "pending",
            Self::PendingAccept => "pending-accept",
        }
    }

    /// Reads a decision from an `application/x-www-form-urlencoded` body.
    pub(crate) fn read(form: &[u8]) -> Option<Self> {
        let (_, value) = form_urlencoded::parse(form).find(|(name, _)| name == "decision")?;
        Self::ALL.into_iter().find(|decision| decision.name() == value)
    }

    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::Accept => "Accept the payment",
            Self::Refuse => "Refuse the payment",
            Self::Cancel => "Cancel",
            Self::Pending => "Leave it pending",
            Self::PendingAccept => "Accept it in ten seconds",
        }
    }

    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::Accept => "The shop is paid.",
            Self::Refuse => "As a wallet without money would. It counts as one of the buyer's attempts.",
            Self::Cancel => "As a buyer who turns back, and may pay in another way.",
            Self::Pending => "As a bank that takes days to say yes or no. It stays so.",
            Self::PendingAccept => "Pending at first: the payment page waits, and sees the yes come.",
        }
    }

    pub(crate) fn answer(self, payment: &Transaction, now: Timestamp) -> PartnerAnswer {
        match self {
            Self::Accept => PartnerAnswer::Approved(approval(payment.id, now)),
            Self::Refuse => PartnerAnswer::Declined(ReturnCode::PARTNER_REFUSED),
            Self::Cancel => PartnerAnswer::Declined(ReturnCode::ABANDONED),
            Self::Pending => PartnerAnswer::Held(Hold::undecided(now).reference()),
            Self::PendingAccept => PartnerAnswer::Held(Hold::accepted_soon(now).reference()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_says_one_of_five_things() {
        for decision in Decision::ALL {
            let form = format!("other=1&decision={}", decision.name());
            assert_eq!(Decision::read(form.as_bytes()), Some(decision));
        }
        for other in
            ["", "decision", "decision=", "decision=Accept", "accept", "decision=pay&decision=accept"]
        {
            assert_eq!(Decision::read(other.as_bytes()), None, "{other}");
        }
    }
}
