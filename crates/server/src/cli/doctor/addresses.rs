//! Checks the addresses of the gateway: those that are set, and those that are computed from others.

use std::net::SocketAddr;

use super::Finding;
use crate::config::{Bound, Config, Mode};

pub(super) fn findings(config: &Config) -> Vec<(&'static str, Finding)> {
    let partner = config.front.partner.as_ref().map(|site| site.listen);
    let issuer = config.front.issuer.as_ref().map(|site| site.listen);
    let addresses = config.front.addresses(&Bound { api: config.listen, http: config.http, partner, issuer });
    let (api, page) = (addresses.public_url.as_str(), addresses.page_url.as_str());
    let mut findings = vec![
        ("public_url", api_finding(config, api)),
        ("page.url", Ok(format!("{} is where buyers pay", with_port(page)))),
    ];
    if let Some(url) = addresses.partner_url {
        findings.push(("partner", Ok(format!("{} is where MOCKPAY has its pages", with_port(url.as_str())))));
    }
    if let Some(url) = addresses.issuer_url {
        let shown = with_port(url.as_str());
        findings.push((
            "issuer",
            Ok(format!("{shown} is where the sandbox's issuer of 3-D Secure has its pages")),
        ));
    }
    findings
}

fn api_finding(config: &Config, url: &str) -> Finding {
    let shown = with_port(url);
    match (config.front.is_public_url_set(), config.mode) {
        (true, _) => Ok(format!("{shown} is where shops and apps find the API")),
        (false, Mode::Production) => Err(format!(
            "shops, apps and buyers are told {shown}, the address of listen: set public_url to the name by which they \
             know this gateway"
        )),
        (false, Mode::Sandbox) if is_everywhere(config.listen) => Err(format!(
            "shops, apps and buyers are told {shown}, which is no machine's address: set public_url"
        )),
        (false, Mode::Sandbox) => Ok(format!("not set: shops, apps and buyers are told {shown}")),
    }
}

fn is_everywhere(address: SocketAddr) -> bool {
    address.ip().is_unspecified()
}

/// Shows a URL whose port is 0, and so unknown until the listener is bound.
fn with_port(url: &str) -> String {
    let url = url.trim_end_matches('/');
    url.strip_suffix(":0").map_or_else(|| url.to_owned(), |host| format!("{host}:(a free port)"))
}
