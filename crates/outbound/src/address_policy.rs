//! The addresses that the gateway may call.

use std::net::IpAddr;

use domain::notification::is_port_allowed;

use crate::ranges::{is_public_ipv4, is_public_ipv6};

/// The addresses that may be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressPolicy {
    /// Only addresses of the public Internet.
    Public,
    /// The public Internet and this machine, where a shop under test may run beside a sandbox, but no private
    /// network.
    PublicAndLoopback,
}

impl AddressPolicy {
    /// Whether a connection to this port is allowed. A shop under test may have any.
    pub fn allows_port(self, port: u16) -> bool {
        self == Self::PublicAndLoopback || is_port_allowed(port)
    }

    /// Whether a connection to this address is allowed.
    pub fn allows(self, address: IpAddr) -> bool {
        // An IPv4 address that is written as an IPv6 address is judged as the IPv4 address.
        let address = address.to_canonical();
        if address.is_loopback() {
            return self == Self::PublicAndLoopback;
        }
        match address {
            IpAddr::V4(address) => is_public_ipv4(address),
            IpAddr::V6(address) => is_public_ipv6(address),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    const BOTH: [AddressPolicy; 2] = [AddressPolicy::Public, AddressPolicy::PublicAndLoopback];

    fn check_both(address: &str, allowed: bool) {
        for policy in BOTH {
            check(policy, address, allowed);
        }
    }

    fn check(policy: AddressPolicy, address: &str, allowed: bool) {
        assert_eq!(policy.allows(address.parse().unwrap()), allowed, "{policy:?} {address}");
    }

    /// The first and the last address of each range are refused, and their neighbours are not.
    #[test]
    fn ranges_of_ipv4_that_are_refused() {
        let rows = [
            ("0.0.0.0", "0.255.255.255"),
            ("10.0.0.0", "10.255.255.255"),
            ("100.64.0.0", "100.127.255.255"),
            ("168.63.129.16", "168.63.129.16"),
            ("169.254.0.0", "169.254.255.255"),
            ("172.16.0.0", "172.31.255.255"),
            ("192.0.0.0", "192.0.0.255"),
            ("192.0.2.0", "192.0.2.255"),
            ("192.31.196.0", "192.31.196.255"),
            ("192.52.193.0", "192.52.193.255"),
            ("192.88.99.0", "192.88.99.255"),
            ("192.168.0.0", "192.168.255.255"),
            ("192.175.48.0", "192.175.48.255"),
            ("198.18.0.0", "198.19.255.255"),
            ("198.51.100.0", "198.51.100.255"),
            ("203.0.113.0", "203.0.113.255"),
            ("224.0.0.0", "255.255.255.255"),
        ];
        for (first, last) in rows {
            let [start, end] = [first, last].map(|text| text.parse::<Ipv4Addr>().unwrap().to_bits());
            let written = |bits: u32| Ipv4Addr::from_bits(bits).to_string();
            for neighbour in [start.checked_sub(1), end.checked_add(1)].into_iter().flatten() {
                check_both(&written(neighbour), true);
            }
            // As IPv4 addresses, and in every form of IPv6 that holds one.
            for prefix in ["", "::ffff:", "::", "64:ff9b::", "::ffff:0:", "64:ff9b:1::"] {
                check_both(&format!("{prefix}{first}"), false);
                check_both(&format!("{prefix}{last}"), false);
            }
        }
    }

    #[test]
    fn loopback_is_allowed_where_it_is_asked_for() {
        for address in ["127.0.0.0", "127.0.0.1", "127.255.255.255", "::1", "::ffff:127.0.0.1"] {
            check(AddressPolicy::Public, address, false);
            check(AddressPolicy::PublicAndLoopback, address, true);
        }
        // The loopback of another machine, and obsolete forms.
        for address in ["64:ff9b::127.0.0.1", "::127.0.0.1", "2002:7f00:1::", "0.0.0.0", "::"] {
            check_both(address, false);
        }
    }

    #[test]
    fn addresses_of_ipv6_that_are_refused() {
        let rows = [
            "::",
            "::8.8.8.8",
            "64:ff9b:1::8.8.8.8",
            "64:ff9b:0:0:0:1:808:808",
            "100::1",
            "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
            "2001::1",
            "2001:0:4136:e378:8000:63bf:3fff:fdd2",
            "2001:2::1",
            "2001:10::1",
            "2001:20::1",
            "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff",
            "2001:db8::1",
            "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
            "2002::1",
            "2002:808:808::1",
            "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
            "2620:4f:8000::1",
            "3fff::1",
            "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff",
            "4000::1",
            "5f00::1",
            "fc00::1",
            "fd00:ec2::254",
            "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
            "fe80::1",
            "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
            "fec0::1",
            "ff02::1",
            "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        ];
        for address in rows {
            check_both(address, false);
        }
    }

    #[test]
    fn addresses_that_are_allowed() {
        let rows = [
            "1.1.1.1",
            "8.8.8.8",
            "223.255.255.255",
            "::ffff:8.8.8.8",
            "64:ff9b::8.8.8.8",
            "2000::1",
            "2001:200::1",
            "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff",
            "2001:db9::1",
            "2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
            "2003::1",
            "2606:4700:4700::1111",
            "2620:4f:7fff::1",
            "2620:4f:8001::1",
            "3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
            "3fff:1000::1",
        ];
        for address in rows {
            check_both(address, true);
        }
    }
}
