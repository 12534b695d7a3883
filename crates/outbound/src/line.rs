//! From addresses to a connection.

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

/// The wait before the next address is tried beside those before it (RFC 8305, section 5): one that swallows what it is
/// sent must not eat the whole limit.
const STAGGER: Duration = Duration::from_millis(250);

/// Who owns a name may give it any number of addresses. With sixteen, the last is tried after four seconds.
const MOST_ADDRESSES: usize = 16;

/// A connection to the first address that takes one. There must be an address.
pub(crate) async fn open(addresses: &[SocketAddr]) -> io::Result<TcpStream> {
    let attempts = addresses.iter().take(MOST_ADDRESSES).zip(0..).map(|(address, turn)| {
        Box::pin(async move {
            sleep(STAGGER * turn).await;
            TcpStream::connect(address).await
        })
    });
    let (stream, _others) = select_ok(attempts).await?;
    Ok(stream)
}

pub(crate) async fn secure(
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
