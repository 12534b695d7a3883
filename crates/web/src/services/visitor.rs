//! What the headers of a request tell about its sender (session services, section 2).

use std::convert::Infallible;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};
use document::Text;
use gateway::{
    caller::{Actor, identify},
    sessions::{Client, Visitor},
};
use primitives::{Masked, Prose};

use crate::{
    app::App,
    echo,
    records::device::{Device, DeviceType},
};

/// The sender of a request: the page, the widget or a mobile app.
pub(crate) struct Requester {
    pub(crate) visitor: Visitor,
    /// The header `Accept-Language`.
    pub(crate) languages: Option<String>,
}

impl FromRequestParts<App> for Requester {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Infallible> {
        // The id of a session, which whoever sends such a request must have, is that of its buyer.
        identify(Actor::Buyer);
        let text = |name| header_text(&parts.headers, name);
        let client = text("x-widget-sdk").map_or(Client::Page, client);
        let device = device(text(header::USER_AGENT.as_str()), client);
        let languages = text(header::ACCEPT_LANGUAGE.as_str()).map(str::to_owned);
        let visitor = Visitor { client, device: device.as_ref().map(echo::of) };
        Ok(Self { visitor, languages })
    }
}

fn header_text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Reads the header `x-widget-sdk`: `Android 1.0.5`, `IOS v1.0.7 (42)`. Android apps up to 1.0.4 do not know the state in
/// which a client waits.
fn client(name: &str) -> Client {
    const LAST_WITHOUT_WAITING: [u32; 3] = [1, 0, 4];
    let old_android = name.strip_prefix("Android").is_some_and(|rest| version(rest) <= LAST_WITHOUT_WAITING);
    Client::App { waits: !old_android }
}

fn version(text: &str) -> [u32; 3] {
    let mut numbers = text.trim().trim_start_matches('v').split(|c: char| !c.is_ascii_digit());
    std::array::from_fn(|_| numbers.next().and_then(|number| number.parse().ok()).unwrap_or(0))
}

/// Reads the device from the header `User-Agent`.
fn device(user_agent: Option<&str>, client: Client) -> Option<Device> {
    let agent = user_agent?;
    let shown: String = agent.chars().filter(|c| *c != '\0').take(2_048).collect();
    let is_app = matches!(client, Client::App { .. });
    let kind = if is_app || agent.contains("Mobi") {
        DeviceType::Mobile
    } else if ["iPad", "Tablet", "Android"].iter().any(|word| agent.contains(word)) {
        DeviceType::Tablet
    } else if agent.contains("Mozilla/") {
        DeviceType::Computer
    } else {
        DeviceType::Unknown
    };
    Some(Device {
        kind: Some(kind),
        operating_system: operating_system(agent).and_then(|name| Text::parse(name).ok()).map(Prose::ours),
        fingerprint: None,
        ip: None,
        browser_user_agent: Text::parse(&shown).ok().and_then(|agent| Masked::of(agent).ok()),
        country: None,
    })
}

/// Reads the operating system. The words are tried in order: user agents of Android hold `Linux`, too, and
/// those of iPhones `Mac OS X`.
fn operating_system(agent: &str) -> Option<&'static str> {
    const WORDS: [(&str, &str); 8] = [
        ("Android", "Android"),
        ("iPhone", "iOS"),
        ("iPad", "iOS"),
        ("Windows", "Windows"),
        ("CrOS", "ChromeOS"),
        ("Mac OS X", "macOS"),
        ("Darwin", "iOS"),
        ("Linux", "Linux"),
    ];
    WORDS.iter().find(|(word, _)| agent.contains(word)).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn apps_tell_their_version() {
        for (name, waits) in [
            ("Android 1.0.4", false),
            ("Android 1.0.3", false),
            ("Android 1.0.5", true),
            ("Android 1.1", true),
            ("Android 2.0.0", true),
            ("Android", false),
            ("IOS v1.0.7", true),
            ("IOS v1.0.7 (42)", true),
        ] {
            assert_eq!(client(name), Client::App { waits }, "{name}");
        }
    }

    #[test]
    fn devices_by_what_their_browsers_say() {
        let of = |agent, client| {
            let device = device(Some(agent), client).unwrap();
            let system = device.operating_system.map(|name| name.as_str().to_owned());
            (device.kind.unwrap(), system.unwrap_or_default())
        };
        let page = |agent| of(agent, Client::Page);
        assert_eq!(page("Mozilla/5.0 (X11; Linux x86_64)"), (DeviceType::Computer, "Linux".to_owned()));
        assert_eq!(
            page("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Mobile/15E148"),
            (DeviceType::Mobile, "iOS".to_owned())
        );
        assert_eq!(page("Mozilla/5.0 (Linux; Android 14) Mobi"), (DeviceType::Mobile, "Android".to_owned()));
        assert_eq!(page("curl/8"), (DeviceType::Unknown, String::new()));
        assert_eq!(of("okhttp/4", Client::App { waits: true }).0, DeviceType::Mobile);
    }
}
