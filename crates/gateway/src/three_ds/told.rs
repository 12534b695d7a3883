//! What is answered of an authentication.

use domain::{
    ReturnCode,
    authentication::{Authentication, AuthenticationId, Ending, Stage},
    used_card::UsedCard,
};

use super::container;
use crate::{
    Gateway,
    ports::{AppChallenge, BrowserForm},
};

/// An authentication as its merchant is told of it.
pub struct Told {
    pub id: AuthenticationId,
    pub code: ReturnCode,
    pub next: Next,
    pub authentication: Authentication,
    /// The card. `None` in the answer to a repeated request.
    pub card: Option<UsedCard>,
    /// Whether this is the answer to a repeated request.
    pub replayed: bool,
}

/// What the merchant is to do.
pub enum Next {
    /// The buyer's browser posts this form in a hidden frame. The authentication goes on afterwards.
    Method(BrowserForm),
    /// The buyer is authenticated, or an attempt is recorded: the payment takes the container.
    Pay { container: String },
    /// The buyer's browser posts this form in a frame or a page.
    Challenge(BrowserForm),
    /// The app shows the issuer's challenge.
    AppChallenge(AppChallenge),
    /// There is no authentication. Where the issuer has decided, the container tells it.
    Failed { container: Option<String> },
}

/// Returns what is answered. `method` is the form of the 3DS method, where that is to run.
pub(super) fn told(
    gateway: &Gateway,
    authentication: Authentication,
    method: Option<BrowserForm>,
    card: Option<UsedCard>,
) -> Told {
    let now = gateway.clock.now();
    let code = authentication.result(now);
    let failed = Next::Failed { container: None };
    let next = match &authentication.stage {
        Stage::Collecting => method.map_or(failed, Next::Method),
        Stage::Challenging { challenge, until } if now < *until => {
            let of_browser = gateway.three_ds.browser_challenge(challenge).map(Next::Challenge);
            let shown =
                of_browser.or_else(|| gateway.three_ds.app_challenge(challenge).map(Next::AppChallenge));
            shown.unwrap_or(failed)
        }
        Stage::Asking { .. } | Stage::Challenging { .. } | Stage::Ended { ending: Ending::Failed(_), .. } => {
            failed
        }
        Stage::Ended { ending: Ending::Decided(decision), .. } => {
            let container = container::write(gateway, &authentication, decision);
            if decision.proves() {
                Next::Pay { container }
            } else {
                Next::Failed { container: Some(container) }
            }
        }
    };
    Told { id: authentication.id.clone(), code, next, authentication, card, replayed: false }
}
