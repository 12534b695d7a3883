//! Who is at the other end of a connection.

use std::net::IpAddr;

/// The IP address that a request came from. The listener sets it in the extensions of every request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Peer(pub IpAddr);
