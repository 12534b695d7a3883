//! The addresses under which others reach the gateway, and with which merchants are called.

use primitives::{SessionId, TransactionId, WebUrl};

/// Who serves pages knows their addresses: the use cases write no URL.
pub trait Addresses: Send + Sync {
    /// Where a buyer pays in the session.
    fn payment_page(&self, session: &SessionId) -> String;

    /// Where a partner sends a buyer back to. Mobile apps watch for the host of the API, browsers go back to the page.
    fn return_from_partner(&self, session: &SessionId, by_app: bool) -> String;

    /// What is called at the merchant's URL when the session has ended.
    fn session_notification(&self, url: &WebUrl, session: &SessionId) -> String;

    /// What is called at the merchant's URL when the payment has an outcome.
    fn transaction_notification(&self, url: &WebUrl, id: TransactionId) -> String;
}
