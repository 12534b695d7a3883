//! The address of a client behind a proxy. It is believed only where the settings name the proxy, and only in the one form that
//! they name: a proxy that sets one header may pass on another as the client wrote it.

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, HeaderName, header::FORWARDED};
use ipnet::IpNet;

use super::unnamed_proxy::UnnamedProxy;

pub(super) const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The proxies that are believed.
pub(crate) struct Proxies {
    pub(crate) networks: Vec<IpNet>,
    pub(crate) form: Form,
    unnamed: UnnamedProxy,
}

/// The form in which the proxies tell the address of a client.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Form {
    /// The PROXY protocol, version 1 or 2, before everything else on a connection.
    ProxyProtocol,
    /// The header `Forwarded` (RFC 7239).
    Forwarded,
    /// The header `X-Forwarded-For`.
    XForwardedFor,
}

impl Proxies {
    pub(crate) fn new(networks: Vec<IpNet>, form: Form) -> Self {
        Self { networks, form, unnamed: UnnamedProxy::default() }
    }

    /// Warns where `peer`, the other end of a connection, tells the address of another and is not named.
    pub(super) fn notice_unnamed(&self, peer: IpAddr, headers: &HeaderMap) {
        if let Some(header) = UnnamedProxy::header(headers).filter(|_| !self.include(peer)) {
            self.unnamed.warn(peer, &header);
        }
    }

    pub(super) fn include(&self, address: IpAddr) -> bool {
        self.networks.iter().any(|network| network.contains(&address))
    }

    /// Returns the client of a request that came from `peer`. Proxies may stand behind each other: the client is the last in
    /// the header that is none of them. What stands before it, the client may have written.
    pub(super) fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        if !self.include(peer) {
            return peer;
        }
        let (name, address) = match self.form {
            Form::ProxyProtocol => return peer,
            Form::Forwarded => (FORWARDED, of_forwarded as fn(&str) -> Option<IpAddr>),
            Form::XForwardedFor => (X_FORWARDED_FOR, of_node as fn(&str) -> Option<IpAddr>),
        };
        let mut client = peer;
        for value in headers.get_all(name).iter().rev() {
            // What is no text, or names no address, tells nothing, and neither does what stands before it.
            for element in value.to_str().unwrap_or_default().rsplit(',') {
                match address(element) {
                    Some(address) => client = address,
                    None => return client,
                }
                if !self.include(client) {
                    return client;
                }
            }
        }
        client
    }
}

/// Reads `for` of an element of `Forwarded`: `for=192.0.2.1;proto=https` or `for="[2001:db8::1]:4711"`.
fn of_forwarded(element: &str) -> Option<IpAddr> {
    let mut pairs = element.split(';').filter_map(|pair| pair.trim().split_once('='));
    let (_, node) = pairs.find(|(name, _)| name.eq_ignore_ascii_case("for"))?;
    of_node(node.trim_matches('"'))
}

/// Reads an address, with or without brackets and a port.
fn of_node(node: &str) -> Option<IpAddr> {
    let node = node.trim();
    let with_port = || node.parse::<SocketAddr>().ok().map(|address| address.ip());
    let in_brackets = || node.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    node.parse().ok().or_else(with_port).or_else(in_brackets).map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(form: Form, peer: &str, values: &[&str]) -> String {
        let networks = ["10.0.0.0/8", "2001:db8::/32"].map(|network| network.parse().unwrap()).to_vec();
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(FORWARDED, value.parse().unwrap());
            headers.append(X_FORWARDED_FOR, value.parse().unwrap());
        }
        Proxies::new(networks, form).client(peer.parse().unwrap(), &headers).to_string()
    }

    #[test]
    fn the_last_address_that_is_no_proxy() {
        for (values, told) in [
            (&["192.0.2.1"][..], "192.0.2.1"),
            (&["198.51.100.9, 192.0.2.1"], "192.0.2.1"),
            (&["198.51.100.9", "192.0.2.1 , 10.0.0.2"], "192.0.2.1"),
            (&["192.0.2.1:4711, 10.0.0.2"], "192.0.2.1"),
            (&["2001:dead::1, [2001:db8::7]:443"], "2001:dead::1"),
            (&["::ffff:192.0.2.1"], "192.0.2.1"),
            (&["192.0.2.1, unknown"], "10.0.0.1"),
            (&["192.0.2.1, unknown, 10.0.0.9"], "10.0.0.9"),
            (&["10.0.0.8"], "10.0.0.8"),
            (&[""], "10.0.0.1"),
            (&[], "10.0.0.1"),
        ] {
            assert_eq!(client(Form::XForwardedFor, "10.0.0.1", values), told, "{values:?}");
        }
    }

    #[test]
    fn the_form_of_rfc_7239() {
        for (values, told) in [
            (&["for=192.0.2.1"][..], "192.0.2.1"),
            (&["proto=https; For=\"192.0.2.1:80\";by=10.0.0.3"], "192.0.2.1"),
            (&["for=198.51.100.9, for=\"[2001:dead::1]\""], "2001:dead::1"),
            (&["for=192.0.2.1", "for=\"[2001:db8::1]:4711\""], "192.0.2.1"),
            (&["for=192.0.2.1, for=_hidden"], "10.0.0.1"),
            // A quotation that the client began swallows nothing that the proxy wrote.
            (&["for=\"198.51.100.9, for=192.0.2.1"], "192.0.2.1"),
            (&["192.0.2.1"], "10.0.0.1"),
        ] {
            assert_eq!(client(Form::Forwarded, "10.0.0.1", values), told, "{values:?}");
        }
    }

    #[test]
    fn nobody_else_is_believed() {
        assert_eq!(client(Form::XForwardedFor, "192.0.2.7", &["198.51.100.1"]), "192.0.2.7");
        assert_eq!(client(Form::ProxyProtocol, "10.0.0.1", &["198.51.100.1"]), "10.0.0.1");
        assert_eq!(client(Form::Forwarded, "10.0.0.1", &["198.51.100.1"]), "10.0.0.1");
    }
}
