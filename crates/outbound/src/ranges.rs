//! Addresses that stand for something else than a host on the Internet, by the first bits that they share.
//!
//! From IANA's registries of special-purpose addresses (RFC 6890) and of multicast and reserved space. Some are
//! routed worldwide (those of AS112, say), but for services of the network itself: no shop is there.

use std::net::{Ipv4Addr, Ipv6Addr};

type Ipv4Range = (Ipv4Addr, u32);
type Ipv6Range = (Ipv6Addr, u32);

const SPECIAL_IPV4: [Ipv4Range; 19] = [
    (Ipv4Addr::UNSPECIFIED, 8),      // this network; 0.0.0.0 connects to the own machine
    (Ipv4Addr::new(10, 0, 0, 0), 8), // private (RFC 1918)
    (Ipv4Addr::new(100, 64, 0, 0), 10), // shared behind a carrier's translator (RFC 6598); metadata of Alibaba
    (Ipv4Addr::new(127, 0, 0, 0), 8),   // loopback
    (Ipv4Addr::new(168, 63, 129, 16), 32), // a public number that is the virtual machine's host, in Azure
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

/// All that is given out for use on the Internet. Outside are `::1`, private (`fc00::/7`), link-local (`fe80::/10`),
/// multicast (`ff00::/8`), segment routing, and IPv4 addresses in old clothes.
const GLOBAL_UNICAST: Ipv6Range = (Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3);

const SPECIAL_IPV6: [Ipv6Range; 5] = [
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23), // IETF's protocols; Teredo, which hides an IPv4 address
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32), // documentation (RFC 3849)
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16), // 6to4, which hides one too
    (Ipv6Addr::new(0x2620, 0x4f, 0x8000, 0, 0, 0, 0, 0), 48), // AS112
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20), // documentation (RFC 9637)
];

/// What a network without IPv4 calls the IPv4 Internet (NAT64, RFC 6052): the last 32 bits are the address there.
const TRANSLATED: Ipv6Range = (Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, 0, 0), 96);

pub(crate) fn is_public_ipv4(address: Ipv4Addr) -> bool {
    !SPECIAL_IPV4.into_iter().any(|(start, length)| {
        let differing = address.to_bits() ^ start.to_bits();
        differing.leading_zeros() >= length
    })
}

pub(crate) fn is_public_ipv6(address: Ipv6Addr) -> bool {
    if is_within(address, TRANSLATED) {
        let [.., a, b, c, d] = address.octets();
        return is_public_ipv4(Ipv4Addr::new(a, b, c, d));
    }
    is_within(address, GLOBAL_UNICAST) && !SPECIAL_IPV6.into_iter().any(|range| is_within(address, range))
}

fn is_within(address: Ipv6Addr, (start, length): Ipv6Range) -> bool {
    let differing = address.to_bits() ^ start.to_bits();
    differing.leading_zeros() >= length
}
