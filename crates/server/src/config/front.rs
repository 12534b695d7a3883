//! The addresses under which others reach the gateway: shops and apps, buyers, and buyers at the sandbox's
//! partner and issuer.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use primitives::WebUrl;

use super::{Config, ConfigError, Mode, sources::Loaded};

pub(crate) struct Front {
    public: Option<WebUrl>,
    pub page: Page,
    /// The simulated partner. Only the sandbox has one.
    pub partner: Option<SandboxSite>,
    /// The directory server and issuer of 3-D Secure. Only the sandbox has them.
    pub issuer: Option<SandboxSite>,
}

/// The address of the payment page.
pub(crate) enum Page {
    WithTheApi,
    /// The page is on the plain HTTP listener, where a browser does not warn of a self-signed certificate.
    OnPlainHttp,
    At(WebUrl),
}

/// The address of pages that only the sandbox has: those of the simulated partner or issuer.
pub(crate) struct SandboxSite {
    pub listen: SocketAddr,
    pub uses_tls: bool,
    url: Option<WebUrl>,
    /// The host of the URL if no URL is set.
    host: Option<&'static str>,
}

/// The addresses that the listeners are bound to.
pub(crate) struct Bound {
    pub api: SocketAddr,
    pub http: Option<SocketAddr>,
    pub partner: Option<SocketAddr>,
    pub issuer: Option<SocketAddr>,
}

/// The URLs that the gateway gives to others.
pub(crate) struct Addresses {
    pub public_url: WebUrl,
    pub page_url: WebUrl,
    pub partner_url: Option<WebUrl>,
    pub issuer_url: Option<WebUrl>,
}

pub(super) fn parse(values: &Loaded, mode: Mode, listen: SocketAddr) -> Result<Front, ConfigError> {
    let public = web_address(values, "public_url", mode)?;
    let page = web_address(values, "page.url", mode)?.map_or(Page::WithTheApi, Page::At);
    let api = public.clone().unwrap_or_else(|| at("https", listen));
    let (partner, issuer) = match mode {
        Mode::Sandbox => {
            let site = |names| site(values, names, listen.ip(), &api).map(Some);
            (site(&PARTNER)?, site(&ISSUER)?)
        }
        Mode::Production => {
            for names in [PARTNER, ISSUER] {
                let set = |name: &&'static str| !values.text(name).is_empty();
                if let Some(name) = [names.listen, names.url].into_iter().find(set) {
                    let rule = format!("empty in production: that {} is made up", names.whose);
                    return Err(values.refuse(name, &rule));
                }
            }
            (None, None)
        }
    };
    Ok(Front { public, page, partner, issuer })
}

pub(super) fn web_address(
    values: &Loaded,
    name: &'static str,
    mode: Mode,
) -> Result<Option<WebUrl>, ConfigError> {
    const RULE: &str = "a URL such as https://pay.example, without \"?\" and \"#\"";
    let text = values.text(name);
    if text.is_empty() {
        return Ok(None);
    }
    let url = WebUrl::parse(text).map_err(|_| values.refuse(name, RULE))?;
    if text.contains(['?', '#']) {
        return Err(values.refuse(name, RULE));
    }
    if mode == Mode::Production && !url.as_str().starts_with("https:") {
        return Err(values.refuse(name, "a URL with https:// in production: cards and access keys go there"));
    }
    Ok(Some(url))
}

/// The settings of a site of the sandbox.
struct SiteNames {
    listen: &'static str,
    url: &'static str,
    tls: &'static str,
    /// Whose pages they are.
    whose: &'static str,
}

const PARTNER: SiteNames = SiteNames {
    listen: "sandbox.partner",
    url: "sandbox.partner_url",
    tls: "sandbox.partner_tls",
    whose: "partner",
};

const ISSUER: SiteNames = SiteNames {
    listen: "sandbox.issuer",
    url: "sandbox.issuer_url",
    tls: "sandbox.issuer_tls",
    whose: "issuer",
};

fn site(
    values: &Loaded,
    names: &SiteNames,
    api_ip: IpAddr,
    api: &WebUrl,
) -> Result<SandboxSite, ConfigError> {
    let uses_tls = values.one_of(names.tls, &[("true", true), ("false", false)])?;
    let listen = site_listen(values, names, api_ip, uses_tls)?;
    let url = web_address(values, names.url, Mode::Sandbox)?;
    if url.as_ref().is_some_and(|url| begins_with_host_of(url.host(), api)) {
        let (api, name, whose) = (api.host(), names.url, names.whose);
        return Err(ConfigError(format!(
            "the host of {name} must not begin with the API's, {api}: the mobile SDKs take every page on \
             https://{api}… for the end of a redirect, and would close the {whose}'s page at once. Give it another \
             name: localhost and 127.0.0.1 are two."
        )));
    }
    let host = (!begins_with_host_of("localhost", api)).then_some("localhost");
    Ok(SandboxSite { listen, uses_tls, url, host })
}

/// Compares the beginnings of hosts, as the SDKs do.
fn begins_with_host_of(host: &str, api: &WebUrl) -> bool {
    host.starts_with(api.host())
}

/// Returns where the site listens: the IP address of the API by default, or loopback if the default URL could not
/// reach that address, or if it would be plain HTTP beyond this machine.
fn site_listen(
    values: &Loaded,
    names: &SiteNames,
    api: IpAddr,
    uses_tls: bool,
) -> Result<SocketAddr, ConfigError> {
    if values.text(names.listen).is_empty() {
        let fits = api.is_loopback() || (api.is_unspecified() && uses_tls);
        let ip = if fits { api } else { IpAddr::V4(Ipv4Addr::LOCALHOST) };
        return Ok(SocketAddr::new(ip, 0));
    }
    let address: SocketAddr = values.parse(names.listen, "an address and a port, such as 127.0.0.1:8444")?;
    if uses_tls || address.ip().is_loopback() {
        return Ok(address);
    }
    Err(values.refuse(names.listen, &format!("a loopback address where {} is false", names.tls)))
}

impl Config {
    /// Returns the addresses for commands, which do not listen.
    pub(crate) fn addresses_as_set(&self) -> Addresses {
        self.front.addresses(&Bound { api: self.listen, http: self.http, partner: None, issuer: None })
    }
}

impl Front {
    pub(crate) const fn is_public_url_set(&self) -> bool {
        self.public.is_some()
    }

    pub(crate) fn addresses(&self, bound: &Bound) -> Addresses {
        let public_url = self.public.clone().unwrap_or_else(|| at("https", bound.api));
        let page_url = match (&self.page, bound.http) {
            (Page::At(url), _) => url.clone(),
            (Page::OnPlainHttp, Some(http)) => at("http", http),
            (Page::OnPlainHttp, None) | (Page::WithTheApi, _) => public_url.clone(),
        };
        let url_of = |site: &Option<SandboxSite>, bound: Option<SocketAddr>| {
            site.as_ref().zip(bound).map(|(site, bound)| site.url(bound))
        };
        let partner_url = url_of(&self.partner, bound.partner);
        let issuer_url = url_of(&self.issuer, bound.issuer);
        Addresses { public_url, page_url, partner_url, issuer_url }
    }
}

impl SandboxSite {
    fn url(&self, bound: SocketAddr) -> WebUrl {
        let scheme = if self.uses_tls { "https" } else { "http" };
        match (&self.url, self.host) {
            (Some(url), _) => url.clone(),
            (None, Some(host)) => WebUrl::parse(&format!("{scheme}://{host}:{}", bound.port()))
                .expect("a scheme, a name and a port are a URL"),
            (None, None) => {
                let ip = bound.ip();
                let ip = if ip.is_loopback() { ip } else { IpAddr::V4(Ipv4Addr::LOCALHOST) };
                at(scheme, SocketAddr::new(ip, bound.port()))
            }
        }
    }
}

fn at(scheme: &str, address: SocketAddr) -> WebUrl {
    WebUrl::parse(&format!("{scheme}://{address}")).expect("a scheme, an IP address and a port are a URL")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Flags, load};

    fn front(settings: &[(&str, &str)]) -> Result<Front, String> {
        let values = settings.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let loaded = load(&Flags { file: None, values }).unwrap();
        let listen = loaded.text("listen").parse().unwrap();
        let mode = loaded.one_of("mode", &[("sandbox", Mode::Sandbox), ("production", Mode::Production)]);
        parse(&loaded, mode.unwrap(), listen).map_err(|error| error.to_string())
    }

    fn told(settings: &[(&str, &str)]) -> [String; 3] {
        let front = front(settings).unwrap();
        let partner = front.partner.as_ref().map(|site| SocketAddr::new(site.listen.ip(), 9));
        let bound = Bound {
            api: "127.0.0.1:8443".parse().unwrap(),
            http: Some("127.0.0.1:8080".parse().unwrap()),
            partner,
            issuer: None,
        };
        let told = front.addresses(&bound);
        let partner = told.partner_url.map_or(String::new(), |url| url.as_str().to_owned());
        [told.public_url.as_str().to_owned(), told.page_url.as_str().to_owned(), partner]
    }

    #[test]
    fn what_is_not_set_follows_from_what_was_bound() {
        let own = "https://127.0.0.1:8443/";
        for (settings, expected) in [
            (&[][..], [own, own, "https://localhost:9/"]),
            (
                &[("page.url", "https://p.example/pay")],
                [own, "https://p.example/pay", "https://localhost:9/"],
            ),
            (
                &[("public_url", "https://a.example")],
                ["https://a.example/", "https://a.example/", "https://localhost:9/"],
            ),
            (
                &[("public_url", "https://localhost:8443")],
                ["https://localhost:8443/", "https://localhost:8443/", "https://127.0.0.1:9/"],
            ),
            (
                &[("public_url", "https://localhost"), ("listen", "[::1]:8443")],
                ["https://localhost/", "https://localhost/", "https://[::1]:9/"],
            ),
            (
                &[("public_url", "https://localhost"), ("listen", "0.0.0.0:8443")],
                ["https://localhost/", "https://localhost/", "https://127.0.0.1:9/"],
            ),
            (&[("sandbox.partner_tls", "false")], [own, own, "http://localhost:9/"]),
            (&[("sandbox.partner_url", "https://bank.example")], [own, own, "https://bank.example/"]),
            (&[("mode", "production")], [own, own, ""]),
        ] {
            assert_eq!(told(settings), expected.map(str::to_owned), "{settings:?}");
        }
    }

    #[test]
    fn the_partner_listens_where_its_url_finds_it() {
        for (settings, expected) in [
            (&[][..], "127.0.0.1:0"),
            (&[("listen", "[::1]:8443")], "[::1]:0"),
            (&[("listen", "0.0.0.0:8443")], "0.0.0.0:0"),
            (&[("listen", "192.0.2.7:8443")], "127.0.0.1:0"),
            (&[("listen", "0.0.0.0:8443"), ("sandbox.partner_tls", "false")], "127.0.0.1:0"),
            (&[("sandbox.partner", "192.0.2.7:8444")], "192.0.2.7:8444"),
        ] {
            let listen = front(settings).unwrap().partner.unwrap().listen;
            assert_eq!(listen.to_string(), expected, "{settings:?}");
        }
    }

    #[test]
    fn a_setting_that_would_lead_astray_is_refused_with_the_reason() {
        for (settings, words) in [
            (&[("public_url", "pay.example")][..], "public_url"),
            (&[("public_url", "https://pay.example/?a")], "without"),
            (&[("public_url", "http://pay.example"), ("mode", "production")], "https:// in production"),
            (&[("page.url", "http://pay.example"), ("mode", "production")], "https:// in production"),
            (&[("sandbox.partner", "127.0.0.1:1"), ("mode", "production")], "made up"),
            (&[("sandbox.partner_url", "https://127.0.0.1:9")], "mobile SDKs"),
            (&[("sandbox.issuer_url", "https://127.0.0.1:9")], "close the issuer's page"),
            (&[("sandbox.issuer", "127.0.0.1:1"), ("mode", "production")], "issuer is made up"),
            (&[("sandbox.issuer", "0.0.0.0:1"), ("sandbox.issuer_tls", "false")], "loopback"),
            (
                &[("public_url", "https://pay.example"), ("sandbox.partner_url", "http://PAY.example.org")],
                "mobile SDKs",
            ),
            (&[("sandbox.partner", "0.0.0.0:1"), ("sandbox.partner_tls", "false")], "loopback"),
        ] {
            let refused = front(settings).err().unwrap_or_default();
            assert!(refused.contains(words), "{settings:?}: {refused}");
        }
    }

    #[test]
    fn the_page_may_be_on_the_plain_listener() {
        let mut front = front(&[]).unwrap();
        front.page = Page::OnPlainHttp;
        let api = "127.0.0.1:8443".parse().unwrap();
        let page = |http| {
            front.addresses(&Bound { api, http, partner: None, issuer: None }).page_url.as_str().to_owned()
        };
        assert_eq!(page(Some("127.0.0.1:8080".parse().unwrap())), "http://127.0.0.1:8080/");
        assert_eq!(page(None), "https://127.0.0.1:8443/");
    }
}
