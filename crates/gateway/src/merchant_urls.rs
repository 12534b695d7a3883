//! The URLs of a merchant in production: https, and notifications to ports of the web alone.

use domain::{merchant::PageSettings, notification::is_port_allowed};
use primitives::WebUrl;

use crate::{Gateway, Refusal};

/// What is wrong with a URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UrlFault {
    ReturnInClear,
    NotificationInClear,
    /// The port is below 1024 and neither 443 nor 80, or a well-known service has it.
    NotificationPort,
}

/// Checks the URLs of a session. Those of the point of sale were checked when they were set.
pub(crate) fn check_session(
    gateway: &Gateway,
    settings: &PageSettings,
    return_url: &WebUrl,
    notification_url: Option<&WebUrl>,
) -> Result<(), Refusal> {
    if gateway.settings.is_sandbox {
        return Ok(());
    }
    let in_clear = !return_url.is_https() && !settings.allows_http();
    let mut faults: Vec<UrlFault> = in_clear.then_some(UrlFault::ReturnInClear).into_iter().collect();
    faults.extend(notification_url.and_then(|url| fault_of(settings, url)));
    if faults.is_empty() { Ok(()) } else { Err(Refusal::Urls(faults)) }
}

/// Returns what is wrong in production with the notification URL of a point of sale.
pub fn notification_url_fault(gateway: &Gateway, settings: &PageSettings) -> Option<UrlFault> {
    let url = settings.notification_url.as_ref().filter(|_| !gateway.settings.is_sandbox)?;
    fault_of(settings, url)
}

fn fault_of(settings: &PageSettings, url: &WebUrl) -> Option<UrlFault> {
    if !url.is_https() && !settings.allows_http() {
        return Some(UrlFault::NotificationInClear);
    }
    (!is_port_allowed(url.port())).then_some(UrlFault::NotificationPort)
}

impl UrlFault {
    /// Returns the rule that the URL breaks.
    pub const fn rule(self) -> &'static str {
        match self {
            Self::ReturnInClear | Self::NotificationInClear => {
                "must be an https URL in production, unless the point of sale allows http (--allow-http true)"
            }
            Self::NotificationPort => {
                "must have the port 443, 80 or one above 1023 that no well-known service has"
            }
        }
    }
}
