//! The settings of connections: how many there may be, and which proxies are believed.

use std::{net::IpAddr, sync::Arc};

use ipnet::IpNet;

use super::{ConfigError, sources::Loaded};
use crate::listen::{Form, Proxies};

pub(crate) struct Connections {
    /// The number of connections at once.
    pub all: usize,
    /// The number of connections that an address may hold when places have run out.
    pub per_address: usize,
    pub proxies: Arc<Proxies>,
}

pub(super) fn parse(values: &Loaded) -> Result<Connections, ConfigError> {
    let all = count(values, "connections.all", 16)?;
    let per_address = count(values, "connections.per_address", 1)?;
    let form = values.one_of(
        "connections.proxies_tell",
        &[
            ("proxy-protocol", Form::ProxyProtocol),
            ("forwarded", Form::Forwarded),
            ("x-forwarded-for", Form::XForwardedFor),
        ],
    )?;
    Ok(Connections { all, per_address, proxies: Arc::new(Proxies::new(networks(values)?, form)) })
}

fn count(values: &Loaded, name: &'static str, least: usize) -> Result<usize, ConfigError> {
    const MOST: usize = 1_000_000;
    let rule = format!("a whole number between {least} and {MOST}");
    match values.parse(name, &rule)? {
        count if (least..=MOST).contains(&count) => Ok(count),
        _ => Err(values.refuse(name, &rule)),
    }
}

fn networks(values: &Loaded) -> Result<Vec<IpNet>, ConfigError> {
    let name = "connections.proxies";
    let rule = "addresses and networks with blanks between, such as 10.0.0.5 10.1.0.0/16 2001:db8::/32";
    let mapped_rule = "networks of IPv4 as such: ::ffff:10.0.0.0/104 is 10.0.0.0/8, and a mapped network of fewer than 96 bits is none";
    let network = |text: &str| {
        let written = text.parse().or_else(|_| text.parse::<IpAddr>().map(IpNet::from));
        let network = written.map_err(|_| values.refuse(name, rule))?;
        canonical(network).ok_or_else(|| values.refuse(name, mapped_rule))
    };
    values.text(name).split_whitespace().map(network).collect()
}

/// Returns the network of IPv4 that is meant by one of mapped addresses (RFC 4291, section 2.5.5.2), and any other as it is: addresses
/// of callers are compared in the form of IPv4. `None` for mapped addresses with fewer bits than all of them have in common.
fn canonical(network: IpNet) -> Option<IpNet> {
    const MAPPED_BITS: u8 = 96;
    match network.addr().to_canonical() {
        address @ IpAddr::V4(_) if network.addr().is_ipv6() => {
            IpNet::new(address, network.prefix_len().checked_sub(MAPPED_BITS)?).ok()
        }
        _ => Some(network),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Flags, load};

    fn parsed(name: &str, value: &str) -> Result<Connections, String> {
        let values = vec![(name.to_owned(), value.to_owned())];
        parse(&load(&Flags { file: None, values }).unwrap()).map_err(|error| error.to_string())
    }

    #[test]
    fn what_is_taken() {
        for (value, count) in [("", 0), ("127.0.0.1", 1), ("10.0.0.5  10.1.0.0/16 2001:db8::/32", 3)] {
            let proxies = parsed("connections.proxies", value).unwrap().proxies;
            assert_eq!(proxies.networks.len(), count, "{value:?}");
        }
        // Networks of mapped addresses are those of IPv4, as the addresses of callers are.
        for (value, network) in [
            ("::ffff:10.0.0.0/104", "10.0.0.0/8"),
            ("::ffff:10.0.0.5", "10.0.0.5/32"),
            ("::ffff:0:0/96", "0.0.0.0/0"),
            ("::/0", "::/0"),
            ("64:ff9b::/96", "64:ff9b::/96"),
        ] {
            let proxies = parsed("connections.proxies", value).unwrap().proxies;
            assert_eq!(proxies.networks, [network.parse().unwrap()], "{value:?}");
        }
        assert_eq!(parsed("connections.all", "16").unwrap().all, 16);
        assert_eq!(parsed("connections.proxies_tell", "forwarded").unwrap().proxies.form, Form::Forwarded);
    }

    #[test]
    fn what_is_refused() {
        for (name, value) in [
            ("connections.all", "15"),
            ("connections.all", "many"),
            ("connections.per_address", "0"),
            ("connections.proxies", "lb.example"),
            ("connections.proxies", "10.0.0.5,10.0.0.6"),
            ("connections.proxies", "::ffff:10.0.0.0/95"),
            ("connections.proxies_tell", "x-real-ip"),
        ] {
            let error = parsed(name, value).err().unwrap_or_else(|| panic!("{name} = {value} is taken"));
            assert!(error.starts_with(name), "{error}");
        }
    }
}
