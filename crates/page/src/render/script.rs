//! The data for the script, in the `data-` attributes of the body.

use crate::{Screen, View, urls::is_web_url};

pub(super) struct ScriptData<'a> {
    /// The screen by its name in `script/state.js`.
    pub(super) screen: &'static str,
    pub(super) services: &'a str,
    pub(super) tries: u32,
    /// The number of changes of the wallet.
    pub(super) operations: Option<u32>,
    /// The time that is left to pay in seconds, on the screens on which the buyer has something to do.
    pub(super) expires_in_s: Option<u32>,
    /// The method of the payment whose outcome is awaited.
    pub(super) card_code: Option<&'a str>,
    /// The URL to which the page goes after a few seconds.
    pub(super) leaves_to: Option<&'a str>,
}

impl<'a> ScriptData<'a> {
    pub(super) fn of(view: &'a View) -> Self {
        let plain = Self {
            screen: "end",
            services: &view.services,
            tries: view.tries,
            operations: None,
            expires_in_s: None,
            card_code: None,
            leaves_to: None,
        };
        let expires_in_s = Some(view.expires_in_s);
        match &view.screen {
            Screen::Choose { .. } => Self { screen: "choose", expires_in_s, ..plain },
            Screen::AtPartner { .. } => Self { screen: "partner", expires_in_s, ..plain },
            Screen::Waiting { card_code } => Self { screen: "waiting", card_code: Some(card_code), ..plain },
            Screen::WalletWaiting { card_code } => {
                Self { screen: "waiting", card_code: Some(card_code), ..plain }
            }
            Screen::Wallet(wallet) => {
                Self { screen: "wallet", expires_in_s, operations: Some(wallet.operations), ..plain }
            }
            Screen::Paid { returns_automatically: true, .. } => {
                Self { leaves_to: view.return_url.as_deref().filter(|url| is_web_url(url)), ..plain }
            }
            Screen::Paid { returns_automatically: false, .. }
            | Screen::Refused { .. }
            | Screen::OnHold
            | Screen::Cancelled
            | Screen::Expired
            | Screen::WalletOver(_) => plain,
        }
    }
}
