//! The port that writes URLs: those of the gateway, and those that notifications call.

use primitives::{SessionId, TransactionId, WebUrl};

/// Writes URLs, so that the use cases know none.
pub trait Addresses: Send + Sync {
    /// The URL of the session's payment page.
    fn payment_page(&self, session: &SessionId) -> WebUrl;

    /// The URL that a partner sends a buyer back to: for mobile apps on the host of the API, for browsers the page.
    fn return_from_partner(&self, session: &SessionId, by_app: bool) -> String;

    /// The URL called when the session has ended: the merchant's, with parameters.
    fn session_notification(&self, url: &WebUrl, session: &SessionId) -> String;

    /// The URL called when the payment has an outcome: the merchant's, with parameters.
    fn transaction_notification(&self, url: &WebUrl, id: TransactionId) -> String;
}
