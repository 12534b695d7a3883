//! The audit lines of payments, sessions, wallets and cards, and of what is done to them.

use domain::{
    action::{Action, ActionKind},
    authentication::{self, Authentication, Ending},
    link::{LinkStatus, PaymentLink},
    session::{Session, Stage},
    transaction::{State, Transaction},
    transfer::{self, Transfer},
    wallet::{Rank, Wallet, WalletStatus},
};
use primitives::{AliasToken, MerchantId, Reference, TransactionId};

use crate::ports::{AuditLine, Write};

pub(crate) fn payment(transaction: &Transaction) -> Write {
    let action = match transaction.state {
        State::Authorizing { .. } => "PAYMENT_BEGUN",
        State::Unanswered => "PAYMENT_UNANSWERED",
        State::Reversing { .. } => "PAYMENT_REVERSING",
        State::Accepted(_) => "PAYMENT_ACCEPTED",
        State::Refused(_) => "PAYMENT_REFUSED",
        State::Reversed => "PAYMENT_REVERSED",
        State::Undoing { .. } => "PAYMENT_UNDOING",
        State::AtPartner { .. } => "PAYMENT_AT_PARTNER",
        State::OnHold(_) => "PAYMENT_ON_HOLD",
    };
    line(transaction.merchant, action, transaction.id.to_string())
}

/// Names the authentication by its number.
pub(crate) fn authentication(authentication: &Authentication) -> Write {
    let action = match &authentication.stage {
        authentication::Stage::Collecting => "AUTHENTICATION_BEGUN",
        authentication::Stage::Asking { .. } => "AUTHENTICATION_ASKED",
        authentication::Stage::Challenging { .. } => "AUTHENTICATION_CHALLENGED",
        authentication::Stage::Ended { .. } if authentication.payment.is_some() => "AUTHENTICATION_USED",
        authentication::Stage::Ended { .. } if authentication.verified => "AUTHENTICATION_VERIFIED",
        authentication::Stage::Ended { ending: Ending::Decided(_), .. } => "AUTHENTICATION_DECIDED",
        authentication::Stage::Ended { ending: Ending::Failed(_), .. } => "AUTHENTICATION_FAILED",
    };
    let subject = match &authentication.stage {
        authentication::Stage::Ended { ending, .. } => {
            format!("{}: {}", authentication.number, ending.result().code())
        }
        _ => authentication.number.to_string(),
    };
    line(authentication.merchant, action, subject)
}

/// A stored card was unsealed for a payment.
pub(crate) fn unsealed(merchant: MerchantId, payment: TransactionId) -> Write {
    line(merchant, "CARD_UNSEALED", payment.to_string())
}

/// A stored card was unsealed to renew the authorisation of a payment for one of its captures.
pub(crate) fn unsealed_for(merchant: MerchantId, action: &Action) -> Write {
    line(merchant, "CARD_UNSEALED", format!("{} for {}", action.payment, action.id))
}

pub(crate) fn action(merchant: MerchantId, action: &Action) -> Write {
    let kind = match action.kind {
        ActionKind::Capture => "CAPTURE",
        ActionKind::Refund => "REFUND",
        ActionKind::Cancel => "CANCEL",
        ActionKind::Expiry => "EXPIRY",
    };
    line(merchant, kind, format!("{} of {}: {}", action.id, action.payment, action.state.name()))
}

/// Names the transfer, and the reason for which it came back.
pub(crate) fn transfer(transfer: &Transfer) -> Write {
    let action = match transfer.state {
        transfer::State::Asking { .. } => "TRANSFER_ASKED",
        transfer::State::Refused(_) => "TRANSFER_REFUSED",
        transfer::State::Accepted { .. } => "TRANSFER_ACCEPTED",
        transfer::State::Filed { .. } => "TRANSFER_FILED",
        transfer::State::Settled { .. } => "TRANSFER_SETTLED",
        transfer::State::Returned { .. } => "TRANSFER_RETURNED",
    };
    let subject = match transfer.state {
        transfer::State::Returned { reason, .. } => format!("{}: {}", transfer.id, reason.as_str()),
        transfer::State::Refused(code) => format!("{}: {}", transfer.id, code.code()),
        _ => transfer.id.to_string(),
    };
    line(transfer.merchant, action, subject)
}

/// Names the session by its number, because its id is a credential.
pub(crate) fn session(session: &Session) -> Write {
    let action = match session.stage {
        Stage::Created => "SESSION_CREATED",
        Stage::Open => "SESSION_OPEN",
        Stage::Trying { .. } => "SESSION_TRYING",
        Stage::Paid { .. } => "SESSION_PAID",
        Stage::Refused { .. } => "SESSION_REFUSED",
        Stage::Cancelled => "SESSION_CANCELLED",
        Stage::Done => "SESSION_DONE",
        Stage::Expired { .. } => "SESSION_EXPIRED",
    };
    line(session.merchant, action, session.number.to_string())
}

/// Names the payment link by its id, because its token is a credential.
pub(crate) fn link(link: &PaymentLink) -> Write {
    let action = match link.stage {
        LinkStatus::Unpaid => "LINK_CREATED",
        LinkStatus::Cancelled => "LINK_CANCELLED",
        LinkStatus::Blocked => "LINK_BLOCKED",
        LinkStatus::Expired => "LINK_EXPIRED",
        LinkStatus::Paid => "LINK_PAID",
    };
    line(link.merchant, action, link.number.to_string())
}

/// The URL of a link was told to an operator.
pub(crate) fn link_told(link: &PaymentLink) -> Write {
    line(link.merchant, "LINK_TOLD", link.number.to_string())
}

pub(crate) fn released(merchant: MerchantId, action: &Action) -> Write {
    line(merchant, "RELEASE_CONFIRMED", format!("{} of {}", action.id, action.payment))
}

/// Names the wallet, and the card by its rank.
pub(crate) fn wallet(wallet: &Wallet, action: &'static str, rank: Option<Rank>) -> Write {
    let card = rank.map(|rank| format!(" card {}", rank.number())).unwrap_or_default();
    line(wallet.merchant, action, format!("{}{card}", wallet.id.as_str()))
}

/// Names the wallet.
pub(crate) fn wallet_status(merchant: MerchantId, id: &Reference, status: WalletStatus) -> Write {
    line(merchant, wallet_switched(status), id.as_str().to_owned())
}

/// Names the wallet that does not take in the card of an accepted payment.
pub(crate) fn card_not_kept(merchant: MerchantId, wallet: &Reference) -> Write {
    line(merchant, "WALLET_CARD_NOT_KEPT", wallet.as_str().to_owned())
}

/// The name of a change of a wallet's status.
pub(crate) const fn wallet_switched(status: WalletStatus) -> &'static str {
    match status {
        WalletStatus::Active => "WALLET_ACTIVATED",
        WalletStatus::Inactive => "WALLET_DEACTIVATED",
    }
}

/// Names the card whose number was told in the clear by its token.
pub(crate) fn card_revealed(merchant: MerchantId, token: &AliasToken) -> Write {
    line(merchant, "CARD_REVEALED", token.as_str().to_owned())
}

fn line(merchant: MerchantId, action: &'static str, subject: String) -> Write {
    Write::Audit(AuditLine::new(Some(merchant), action, subject))
}
