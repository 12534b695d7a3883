//! The port that knows what is personal in the documents of merchants.

use domain::echo::Echo;

/// Reads the documents that nothing else below the API reads.
pub trait Documents: Send + Sync {
    /// Returns the document without what is personal. What accounting needs is left: amounts, the order and its lines.
    fn without_personal_data(&self, echo: &Echo) -> Echo;

    /// Returns what is said of a wallet that is made for the buyer of a payment's document: its holder.
    fn wallet_details(&self, payment: &Echo) -> Echo;

    /// Whether a text of the document is this e-mail address, in whatever case.
    fn names(&self, echo: &Echo, email: &str) -> bool;
}
