//! What is asked of a payment partner: of whoever's pages buyers are sent to, to pay otherwise than by card.

use std::fmt;

use document::Text;
use domain::{ReturnCode, transaction::Approval};
use jiff::SignedDuration;
use primitives::{Amount, Currency, MerchantId, Reference, TransactionId};

/// A buyer is about to be sent to the partner.
pub struct Invitation {
    /// By which the partner's page asks what is to be paid: letters, digits and `.`.
    pub reference: String,
    /// Shows that the gateway sent its visitor.
    pub ticket: String,
    pub instrument_type: Reference,
    pub amount: Amount,
    pub currency: Currency,
}

/// How a browser gets to the partner.
#[derive(Clone, PartialEq, Eq)]
pub struct Redirection {
    pub url: String,
    /// Sent as a form; none: the browser follows the URL.
    pub fields: Vec<(String, String)>,
}

/// Asked again and again while the partner has not decided.
pub struct StatusQuestion {
    pub merchant: MerchantId,
    pub id: TransactionId,
    /// What the partner called it when it said "not yet".
    pub reference: Text<1, 200>,
    pub limit: SignedDuration,
}

#[derive(Clone)]
pub enum PartnerAnswer {
    Approved(Approval),
    /// With [`ReturnCode::ABANDONED`] where the buyer gave up there.
    Declined(ReturnCode),
    /// Not yet: to be asked for by this reference.
    Held(Text<1, 200>),
    Silence,
}

/// Without the ticket.
impl fmt::Debug for Redirection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a way to a partner with {} fields", self.fields.len())
    }
}
