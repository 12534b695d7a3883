//! Who holds a connection, for the share that each caller has of all connections.

use std::net::{IpAddr, Ipv6Addr};

/// Who holds a connection.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) enum Holder {
    /// One address: an IPv4 address, or a network of 64 bits of IPv6, because a caller has all addresses of its own.
    Address(IpAddr),
    /// A proxy that the settings name: it has no share, because it speaks for many.
    Proxy,
}

impl Holder {
    pub(super) fn address(address: IpAddr) -> Self {
        Self::Address(match address {
            IpAddr::V4(_) => address,
            IpAddr::V6(address) => {
                let network = u128::from(address) & !u128::from(u64::MAX);
                IpAddr::V6(Ipv6Addr::from(network))
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ipv6_caller_is_its_network() {
        let holder = |text: &str| Holder::address(text.parse().unwrap());
        assert_eq!(holder("2001:db8:1:2::3"), holder("2001:db8:1:2:ffff::1"));
        assert_ne!(holder("2001:db8:1:2::3"), holder("2001:db8:1:3::3"));
        assert_ne!(holder("192.0.2.1"), holder("192.0.2.2"));
    }
}
