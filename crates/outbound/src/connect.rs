//! Opens connections to addresses that are allowed, and TLS over them.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use futures_util::future::select_ok;
use rustls::pki_types::ServerName;
use tokio::net::TcpStream;
use tokio::time::sleep;
use tokio_rustls::client::TlsStream;

use crate::authorities::Authorities;
use crate::target::Host;

/// The time after which the next address is tried as well (RFC 8305, section 5). An address that does not answer must not use
/// up the time limit of the call.
const ATTEMPT_DELAY: Duration = Duration::from_millis(250);

/// The largest number of addresses of a name that are tried. The last of sixteen is tried after four seconds.
const MAX_ADDRESSES: usize = 16;

/// Connects to the first address that accepts. `addresses` must not be empty.
pub(crate) async fn tcp(addresses: &[SocketAddr]) -> io::Result<TcpStream> {
    let attempts = addresses.iter().take(MAX_ADDRESSES).zip(0..).map(|(address, number)| {
        Box::pin(async move {
            sleep(ATTEMPT_DELAY * number).await;
            TcpStream::connect(address).await
        })
    });
    let (stream, _others) = select_ok(attempts).await?;
    Ok(stream)
}

/// Makes a TLS connection over a TCP connection, and verifies that the other side is the host.
pub(crate) async fn tls(
    authorities: &Authorities,
    host: &Host,
    stream: TcpStream,
) -> io::Result<TlsStream<TcpStream>> {
    let name = match host {
        Host::Address(address) => ServerName::from(*address),
        Host::Name(name) => ServerName::try_from(name.clone()).map_err(io::Error::other)?,
    };
    authorities.connector().await?.connect(name, stream).await
}
