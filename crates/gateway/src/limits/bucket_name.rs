//! The names of buckets. Instances share them, so a name says all of what its bucket counts.

use std::net::{IpAddr, Ipv6Addr};

use domain::velocity::Limit;

use super::{LimitKind, PointOfSaleKey};

/// A limit that counts for something, and the bucket from which tokens are taken.
pub(super) struct Counted {
    pub(super) kind: LimitKind,
    pub(super) limit: Limit,
    /// The name of the bucket.
    pub(super) bucket: String,
    pub(super) tokens: u32,
}

impl Counted {
    pub(super) fn new(kind: LimitKind, limit: Limit, bucket: String) -> Self {
        Self { kind, limit, bucket, tokens: 1 }
    }

    pub(super) fn with_tokens(self, tokens: u32) -> Self {
        Self { tokens, ..self }
    }
}

/// The beginning of the names of buckets that count failures.
const FAILURES: &str = "failed ";

/// Whether the bucket counts failures.
pub(super) fn counts_failures(bucket: &str) -> bool {
    bucket.starts_with(FAILURES)
}

/// Returns the name of the bucket that counts failed look-ups from an address.
pub(super) fn lookups(address: IpAddr) -> String {
    format!("{FAILURES}look-ups {}", network(address))
}

/// Returns the name of the bucket that counts failed logins from an address, or those under one id.
pub(super) fn logins(address: IpAddr, merchant: Option<primitives::MerchantId>) -> String {
    let address = network(address);
    match merchant {
        Some(merchant) => format!("{FAILURES}logins {address} {merchant}"),
        None => format!("{FAILURES}logins {address}"),
    }
}

/// Returns the name of a bucket that counts at one point of sale alone.
pub(super) fn own(at: PointOfSaleKey<'_>, what: &str) -> String {
    format!("{what} at {} {}", at.merchant, at.reference.as_str())
}

/// Returns what stands for an address. A caller with IPv6 has a network of 64 bits at the least and may use any address of it, so the
/// network counts as one (RFC 6177).
pub(super) fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_of_ipv6_counts_as_one_address() {
        for (address, counted) in [
            ("192.0.2.7", "192.0.2.7"),
            ("::ffff:192.0.2.7", "192.0.2.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
            ("2001:db8:1:2:ffff::", "2001:db8:1:2::"),
            ("2001:db8:1:3::1", "2001:db8:1:3::"),
        ] {
            assert_eq!(network(address.parse().unwrap()).to_string(), counted);
        }
    }
}
