//! The ranges of addresses that are not those of hosts on the Internet. A range is its first address and the number of bits
//! that its addresses share.
//!
//! The ranges are from IANA's registries of special-purpose addresses (RFC 6890) and of multicast and reserved space. Some are
//! routed worldwide, such as those of AS112, but for services of the network itself, and not for shops.

use std::net::{Ipv4Addr, Ipv6Addr};

type Ipv4Range = (Ipv4Addr, u32);
type Ipv6Range = (Ipv6Addr, u32);

const SPECIAL_IPV4: [Ipv4Range; 19] = [
    (Ipv4Addr::UNSPECIFIED, 8),         // this network; 0.0.0.0 connects to this machine
    (Ipv4Addr::new(10, 0, 0, 0), 8),    // private (RFC 1918)
    (Ipv4Addr::new(100, 64, 0, 0), 10), // shared behind a carrier's translator (RFC 6598); metadata of Alibaba
    (Ipv4Addr::new(127, 0, 0, 0), 8),   // loopback
    (Ipv4Addr::new(168, 63, 129, 16), 32), // in Azure the host of the virtual machine, though the address is public
    (Ipv4Addr::new(169, 254, 0, 0), 16), // link-local (RFC 3927); 169.254.169.254 is the metadata of most clouds
    (Ipv4Addr::new(172, 16, 0, 0), 12),  // private
    (Ipv4Addr::new(192, 0, 0, 0), 24),   // IETF's protocols; metadata of Oracle's cloud
    (Ipv4Addr::new(192, 0, 2, 0), 24),   // documentation (RFC 5737)
    (Ipv4Addr::new(192, 31, 196, 0), 24), // AS112 (RFC 7535)
    (Ipv4Addr::new(192, 52, 193, 0), 24), // multicast tunnels (RFC 7450)
    (Ipv4Addr::new(192, 88, 99, 0), 24), // relays of 6to4 (RFC 7526)
    (Ipv4Addr::new(192, 168, 0, 0), 16), // private
    (Ipv4Addr::new(192, 175, 48, 0), 24), // AS112 (RFC 7534)
    (Ipv4Addr::new(198, 18, 0, 0), 15),  // benchmarks (RFC 2544)
    (Ipv4Addr::new(198, 51, 100, 0), 24), // documentation
    (Ipv4Addr::new(203, 0, 113, 0), 24), // documentation
    (Ipv4Addr::new(224, 0, 0, 0), 4),    // multicast (RFC 5771)
    (Ipv4Addr::new(240, 0, 0, 0), 4),    // reserved (RFC 1112), and broadcast
];

/// The range from which addresses of the Internet are assigned. Outside of it are `::1`, private (`fc00::/7`), link-local
/// (`fe80::/10`), multicast (`ff00::/8`) and segment routing addresses, and the obsolete forms of IPv4 addresses.
const GLOBAL_UNICAST: Ipv6Range = (Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3);

const SPECIAL_IPV6: [Ipv6Range; 5] = [
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23), // IETF's protocols; Teredo, which holds an IPv4 address
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32), // documentation (RFC 3849)
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16), // 6to4, which holds one, too
    (Ipv6Addr::new(0x2620, 0x4f, 0x8000, 0, 0, 0, 0, 0), 48), // AS112
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20), // documentation (RFC 9637)
];

/// The range by which a network without IPv4 reaches the IPv4 Internet (NAT64, RFC 6052). The last 32 bits are the IPv4 address.
const NAT64: Ipv6Range = (Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, 0, 0), 96);

pub(crate) fn is_public_ipv4(address: Ipv4Addr) -> bool {
    !SPECIAL_IPV4.into_iter().any(|(start, length)| {
        let differing = address.to_bits() ^ start.to_bits();
        differing.leading_zeros() >= length
    })
}

pub(crate) fn is_public_ipv6(address: Ipv6Addr) -> bool {
    if is_within(address, NAT64) {
        let [.., a, b, c, d] = address.octets();
        return is_public_ipv4(Ipv4Addr::new(a, b, c, d));
    }
    is_within(address, GLOBAL_UNICAST) && !SPECIAL_IPV6.into_iter().any(|range| is_within(address, range))
}

fn is_within(address: Ipv6Addr, (start, length): Ipv6Range) -> bool {
    let differing = address.to_bits() ^ start.to_bits();
    differing.leading_zeros() >= length
}
