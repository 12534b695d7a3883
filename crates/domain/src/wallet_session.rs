//! The session of a wallet: a merchant's request that a buyer look after the cards of a wallet on a page (Retail API, section 3.5).
//!
//! It is a [`Session`] with another [`Purpose`], so that it expires, is notified and is forgotten as one. It stays open over many
//! changes of the wallet. Whether there was a change decides how it ends: done (02500), or expired (02535) or cancelled (02536).

use primitives::{Amount, Currency, OrderReference, Reference, SessionNumber};

use crate::{
    ReturnCode,
    session::{Session, Stage},
    subject::Subject,
    terms::{PaymentType, Terms},
};

/// The largest number of changes of the wallet in one session. It stops automated ones.
pub const MAX_OPERATIONS: u32 = 200;

/// What the buyer does in a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// The buyer pays.
    Payment,
    /// The buyer looks after the cards of a wallet.
    Wallet(ManagedWallet),
}

/// The wallet that a buyer looks after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManagedWallet {
    /// The wallet. It is made by the first card that is added where it does not exist.
    pub id: Reference,
    /// Whether the buyer may change the name and the e-mail address of the wallet's holder.
    pub may_edit_holder: bool,
}

impl Session {
    /// Returns the wallet that the buyer looks after. `None` for a session that is to be paid.
    pub fn managed_wallet(&self) -> Option<&ManagedWallet> {
        match &self.terms.purpose {
            Purpose::Wallet(wallet) => Some(wallet),
            Purpose::Payment => None,
        }
    }

    /// Returns the subject of the session's notification.
    pub fn subject(&self) -> Subject {
        match self.terms.purpose {
            Purpose::Payment => Subject::Session(self.number),
            Purpose::Wallet(_) => Subject::WalletSession(self.number),
        }
    }

    /// Whether the buyer may change the wallet once more.
    pub fn may_manage(&self) -> bool {
        self.managed_wallet().is_some() && self.operations < MAX_OPERATIONS
    }

    /// Returns the terms of the next payment. Each check of a card has an order reference of its own, so that the second one is
    /// no repeat of the first.
    pub fn next_payment(&self) -> Terms {
        match self.terms.purpose {
            Purpose::Payment => self.terms.payment.clone(),
            Purpose::Wallet(_) => {
                Terms { order_reference: reference(self.number, self.tries), ..self.terms.payment.clone() }
            }
        }
    }

    /// Returns the final stage of a session that ends in `untouched` unless the buyer has changed the wallet.
    pub(crate) fn over(&self, untouched: Stage) -> Stage {
        if self.operations > 0 { Stage::Done } else { untouched }
    }

    /// Returns the return code that the merchant sees.
    pub(crate) fn wallet_result(&self) -> ReturnCode {
        match self.stage {
            Stage::Created => ReturnCode::NOT_OPENED,
            Stage::Open | Stage::Trying { .. } | Stage::Paid { .. } | Stage::Refused { .. } => {
                ReturnCode::BUYER_TO_PAY
            }
            Stage::Done => ReturnCode::WALLET_DONE,
            Stage::Cancelled => ReturnCode::WALLET_CANCELLED,
            Stage::Expired { opened: true } => ReturnCode::WALLET_UNTOUCHED,
            Stage::Expired { opened: false } => ReturnCode::NEVER_OPENED,
        }
    }
}

/// Returns the terms of the check of a card: a payment of nothing, of which the bank says whether the card is good.
pub fn verification() -> Option<Terms> {
    let (reference, currency) = (OrderReference::parse("wallet").ok()?, Currency::parse("EUR").ok()?);
    let payment = Terms::of_order(reference, Amount::ZERO, currency);
    Some(Terms { payment_type: PaymentType::AccountVerification, ..payment })
}

/// Returns an order reference that no other payment of the merchant has. The number of the session is written in letters, because
/// its sixteen digits could be taken for a card number.
fn reference(session: SessionNumber, tries: u32) -> OrderReference {
    const LETTERS: &[u8; 20] = b"BCDFGHJKLMNPQRSTVWXZ";
    let mut number = session.number().unsigned_abs();
    let mut text = String::from("wallet-");
    while number > 0 {
        let letter = usize::try_from(number % 20).map_or(b'B', |place| LETTERS[place]);
        text.push(char::from(letter));
        number /= 20;
    }
    OrderReference::stored(&format!("{text}-{}", tries + 1))
}
