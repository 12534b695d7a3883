//! What the script is told, in the `data-` attributes of the page's body.

use crate::{Standing, View, addresses::is_web};

pub(super) struct ScriptData<'a> {
    /// By the names of `script/ask.js`.
    pub(super) standing: &'static str,
    pub(super) services: &'a str,
    pub(super) tries: u32,
    /// While the buyer has something to do before it.
    pub(super) expires_in_s: Option<u32>,
    /// Of the payment that is waited for.
    pub(super) card_code: Option<&'a str>,
    /// Where the page goes by itself.
    pub(super) leaves_to: Option<&'a str>,
}

impl<'a> ScriptData<'a> {
    pub(super) fn of(view: &'a View) -> Self {
        let plain = Self {
            standing: "end",
            services: &view.services,
            tries: view.tries,
            expires_in_s: None,
            card_code: None,
            leaves_to: None,
        };
        let expires_in_s = Some(view.expires_in_s);
        match &view.standing {
            Standing::Choose { .. } => Self { standing: "choose", expires_in_s, ..plain },
            Standing::AtPartner { .. } => Self { standing: "partner", expires_in_s, ..plain },
            Standing::Waiting { card_code } => {
                Self { standing: "waiting", card_code: Some(card_code), ..plain }
            }
            Standing::Paid { leaves_by_itself: true, .. } => {
                Self { leaves_to: view.return_url.as_deref().filter(|url| is_web(url)), ..plain }
            }
            Standing::Paid { leaves_by_itself: false, .. }
            | Standing::Refused { .. }
            | Standing::OnHold
            | Standing::Cancelled
            | Standing::Expired => plain,
        }
    }
}
