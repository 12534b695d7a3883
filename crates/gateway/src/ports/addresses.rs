//! The port that writes URLs: those of the gateway, and those that notifications call.

use domain::notification::NotificationType;
use primitives::{LinkToken, SessionId, TransactionId, WebUrl};

/// Writes URLs, so that the use cases need not know their form.
pub trait Addresses: Send + Sync {
    /// Returns the URL of the session's payment page.
    fn payment_page(&self, session: &SessionId) -> WebUrl;

    /// Returns the URL of a payment link.
    fn payment_link(&self, token: &LinkToken) -> WebUrl;

    /// Returns the URL that a partner sends a buyer back to: on the host of the API for mobile apps, on that
    /// of the page for browsers.
    fn return_from_partner(&self, session: &SessionId, by_app: bool) -> String;

    /// Returns the URL that an issuer's result of a challenge (RReq) is posted to. `ticket` proves that the caller was told the URL.
    fn authentication_results(&self, ticket: &str) -> String;

    /// Returns the URL that is called when a session of either kind has ended: the merchant's, with the session's
    /// parameters.
    fn session_notification(&self, url: &WebUrl, session: &SessionId, kind: NotificationType) -> String;

    /// Returns the URL that is called when a payment has an outcome: the merchant's, with the payment's
    /// parameters.
    fn transaction_notification(&self, url: &WebUrl, id: TransactionId) -> String;
}
