//! Questions to a payment partner, on whose page a buyer pays without a card, and its answers.

use std::fmt;

use document::Text;
use domain::{ReturnCode, transaction::Approval};
use jiff::SignedDuration;
use primitives::{Amount, Currency, MerchantId, Reference, TransactionId};

/// The data with which a buyer is sent to the partner.
pub struct Invitation {
    /// The reference by which the partner's page asks for the payment: letters, digits and `.`.
    pub reference: String,
    /// The keyed hash which proves that the gateway sent the buyer.
    pub ticket: String,
    pub instrument_type: Reference,
    pub amount: Amount,
    pub currency: Currency,
}

/// The request by which a browser goes to the partner.
#[derive(Clone, PartialEq, Eq)]
pub struct Redirection {
    pub url: String,
    /// The fields of the form that is posted to the URL. Where there are none, the browser follows the URL.
    pub fields: Vec<(String, String)>,
}

/// A question whether a partner has decided. It is repeated until there is a decision.
pub struct StatusQuestion {
    pub merchant: MerchantId,
    pub id: TransactionId,
    /// The partner's own reference of the payment, from [`PartnerAnswer::Held`].
    pub reference: Text<1, 200>,
    /// The time that an answer may take.
    pub limit: SignedDuration,
}

/// A partner's decision on a payment.
#[derive(Clone)]
pub enum PartnerAnswer {
    Approved(Approval),
    /// The partner declined. The code is [`ReturnCode::ABANDONED`] where the buyer gave up there.
    Declined(ReturnCode),
    /// The partner has not decided. It is asked again with this reference.
    Held(Text<1, 200>),
    /// No answer came within the time limit.
    Silence,
}

/// Leaves out the fields, which hold the ticket.
impl fmt::Debug for Redirection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a way to a partner with {} fields", self.fields.len())
    }
}
