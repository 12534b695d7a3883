//! The payment status of an order, from the gateway's answer about its session (Behaviour, section 1.1;
//! decisions on sessions).

use client::Answer;

/// The codes of a session that was not paid in time: the buyer opened the page, or did not.
const EXPIRED: [&str; 2] = ["02324", "02534"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PaymentStatus {
    Paid,
    /// The payment is authorised, and a capture will collect the money.
    Reserved,
    Pending,
    Refused,
    Cancelled,
    Expired,
    Failed,
    /// The answer does not tell the status.
    Unknown,
}

impl PaymentStatus {
    pub(crate) fn of(answer: &Answer) -> Self {
        if answer.status != 200 {
            return Self::Unknown;
        }
        let code = answer.text(&["result", "code"]).unwrap_or_default();
        match answer.text(&["result", "title"]) {
            Some("ACCEPTED") if is_reservation(answer) => Self::Reserved,
            Some("ACCEPTED") => Self::Paid,
            Some("REFUSED") if EXPIRED.contains(&code) => Self::Expired,
            Some("REFUSED") => Self::Refused,
            Some("CANCELLED") => Self::Cancelled,
            Some("ERROR") => Self::Failed,
            Some("INPROGRESS" | "ONHOLD_PARTNER" | "PENDING_RISK") => Self::Pending,
            _ => Self::Unknown,
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Paid => "Paid",
            Self::Reserved => "Reserved",
            Self::Pending => "Pending",
            Self::Refused => "Refused",
            Self::Cancelled => "Cancelled",
            Self::Expired => "Expired",
            Self::Failed => "Failed",
            Self::Unknown => "Unknown",
        }
    }

    pub(crate) fn headline(self) -> &'static str {
        match self {
            Self::Paid => "Thank you, it is paid.",
            Self::Reserved => "Thank you, the money is reserved.",
            Self::Pending => "Nobody knows yet.",
            Self::Refused => "The payment was refused.",
            Self::Cancelled => "The payment was cancelled.",
            Self::Expired => "Time ran out.",
            Self::Failed => "The payment went wrong.",
            Self::Unknown => "The gateway did not say.",
        }
    }

    pub(crate) fn meaning(self) -> &'static str {
        match self {
            Self::Paid => "The shop can wrap it up: the money is taken.",
            Self::Reserved => "The shop takes it with a capture, within seven days.",
            Self::Pending => "The shop keeps the order and waits for the notification, or asks again.",
            Self::Refused => "Nothing was charged. The shop may offer another try, as another order.",
            Self::Cancelled => "Nothing was charged. The buyer changed their mind.",
            Self::Expired => {
                "Nothing was charged. A session lives half an hour unless the point of sale says otherwise."
            }
            Self::Failed => "The shop should not deliver; code and detail say what happened.",
            Self::Unknown => "The shop must not guess: it keeps the order and asks again.",
        }
    }

    /// Returns the class that sets the colour.
    pub(crate) fn css_class(self) -> &'static str {
        match self {
            Self::Paid | Self::Reserved => "good",
            Self::Pending | Self::Unknown => "open",
            Self::Refused | Self::Failed => "bad",
            Self::Cancelled | Self::Expired => "calm",
        }
    }
}

/// Whether the newest transaction is an authorisation without a capture.
fn is_reservation(answer: &Answer) -> bool {
    let newest = answer.at(&["transactions"]).and_then(document::Tree::as_list).and_then(<[_]>::first);
    newest.and_then(|transaction| transaction.at(&["type"])?.as_text()) == Some("AUTHORIZATION")
}
