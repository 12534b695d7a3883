//! Who a request came from.

use std::net::IpAddr;

/// The IP address of the client that sent a request. The listener sets it in the extensions of every request: it is the
/// other end of the connection, or, where that is a proxy that the settings name, the address that the proxy tells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Peer(pub IpAddr);
