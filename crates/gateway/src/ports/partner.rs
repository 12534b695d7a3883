//! The questions to a payment partner, on whose pages buyers pay otherwise than by card, and its answers.

use std::fmt;

use document::Text;
use domain::{ReturnCode, transaction::Approval};
use jiff::SignedDuration;
use primitives::{Amount, Currency, MerchantId, Reference, TransactionId};

/// The data with which a buyer is sent to the partner.
pub struct Invitation {
    /// The reference by which the partner's page asks for the payment: letters, digits and `.`.
    pub reference: String,
    /// The proof that the gateway sent the buyer.
    pub ticket: String,
    pub instrument_type: Reference,
    pub amount: Amount,
    pub currency: Currency,
}

/// The way of a browser to the partner.
#[derive(Clone, PartialEq, Eq)]
pub struct Redirection {
    pub url: String,
    /// The fields of the form that is posted to the URL; where empty, the browser follows the URL.
    pub fields: Vec<(String, String)>,
}

/// A question whether a partner has decided. It is repeated until the partner has.
pub struct StatusQuestion {
    pub merchant: MerchantId,
    pub id: TransactionId,
    /// The partner's own reference of the payment, from [`PartnerAnswer::Held`].
    pub reference: Text<1, 200>,
    pub limit: SignedDuration,
}

/// A partner's decision on a payment.
#[derive(Clone)]
pub enum PartnerAnswer {
    Approved(Approval),
    /// The partner declined; the code is [`ReturnCode::ABANDONED`] where the buyer gave up there.
    Declined(ReturnCode),
    /// The partner has not decided. It is asked again with this reference.
    Held(Text<1, 200>),
    Silence,
}

/// Shows no ticket.
impl fmt::Debug for Redirection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a way to a partner with {} fields", self.fields.len())
    }
}
