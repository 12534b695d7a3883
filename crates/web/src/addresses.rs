//! The addresses of pages, and the parameters of notifications (behaviour, section 4).

use domain::notification::NotificationType;
use gateway::ports;
use primitives::{LinkToken, SessionId, TransactionId, WebUrl};

/// The public URLs of this gateway, for shops, mobile apps and buyers' browsers.
pub struct Addresses {
    /// The URL of the API: `https://pay.example`.
    pub api: WebUrl,
    /// The URL of the payment page.
    pub page: WebUrl,
}

impl ports::Addresses for Addresses {
    fn payment_page(&self, session: &SessionId) -> WebUrl {
        self.page.below(&["pay", &session.text()])
    }

    fn payment_link(&self, token: &LinkToken) -> WebUrl {
        self.page.below(&["pay", "link", &token.text()])
    }

    fn return_from_partner(&self, session: &SessionId, by_app: bool) -> String {
        let base = base(if by_app { &self.api } else { &self.page });
        format!("{base}/pay/back?paylinetoken={}&paymentEndpoint=1", session.text())
    }

    fn authentication_results(&self, ticket: &str) -> String {
        format!("{}/three-ds/results/{ticket}", base(&self.api))
    }

    fn session_notification(&self, url: &WebUrl, session: &SessionId, kind: NotificationType) -> String {
        url.with_parameters(&[
            ("notificationType", kind.as_str()),
            ("token", &session.text()),
            ("paymentEndpoint", "1"),
        ])
    }

    fn transaction_notification(&self, url: &WebUrl, id: TransactionId) -> String {
        url.with_parameters(&[("notificationType", "TRS"), ("transactionId", &id.to_string())])
    }
}

fn base(url: &WebUrl) -> &str {
    url.as_str().trim_end_matches('/')
}
