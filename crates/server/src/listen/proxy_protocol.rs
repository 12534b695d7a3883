//! The header of the PROXY protocol, version 1 or 2, which a proxy sends before everything else on a connection.

use std::{io, net::IpAddr};

use proxy_header::{ParseConfig, ProxyHeader};
use tokio::io::{AsyncRead, AsyncReadExt as _};

/// The shortest header: `PROXY UNKNOWN` with its line break.
const SHORTEST: usize = 15;
/// The longest header of version 1 (section 2.1 of the protocol).
const LONGEST_LINE: usize = 107;
/// The longest header of version 2 that is read. 52 bytes hold two addresses of IPv6; what a proxy adds comes after them.
const LONGEST: usize = 2048;

/// Reads the header, and nothing after it. Returns the address of the client: `None` where the proxy speaks for itself, as it
/// does to see whether the gateway is up.
pub(super) async fn read(stream: &mut (impl AsyncRead + Unpin)) -> io::Result<Option<IpAddr>> {
    let mut bytes = vec![0; SHORTEST];
    stream.read_exact(&mut bytes).await?;
    if bytes.starts_with(b"PROXY ") {
        while bytes.last() != Some(&b'\n') && bytes.len() < LONGEST_LINE {
            bytes.push(stream.read_u8().await?);
        }
    } else {
        bytes.push(stream.read_u8().await?);
        let rest = usize::from(u16::from_be_bytes([bytes[SHORTEST - 1], bytes[SHORTEST]]));
        let (head, whole) = (bytes.len(), bytes.len() + rest);
        if whole > LONGEST {
            return Err(io::ErrorKind::InvalidData.into());
        }
        bytes.resize(whole, 0);
        stream.read_exact(&mut bytes[head..]).await?;
    }
    match ProxyHeader::parse(&bytes, ParseConfig::default()) {
        Ok((header, length)) if length == bytes.len() => {
            Ok(header.proxied_address().map(|address| address.source.ip().to_canonical()))
        }
        Ok(_) | Err(_) => Err(io::ErrorKind::InvalidData.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const V2: &[u8] = b"\r\n\r\n\0\r\nQUIT\n";

    /// Returns the address, and what is left on the stream.
    async fn told(bytes: &[u8]) -> io::Result<(String, Vec<u8>)> {
        let mut stream = bytes;
        let address = read(&mut stream).await?;
        Ok((address.map_or(String::new(), |address| address.to_string()), stream.to_vec()))
    }

    #[tokio::test]
    async fn both_versions() {
        for (header, address) in [
            (&b"PROXY TCP4 192.0.2.1 192.0.2.2 4711 443\r\n"[..], "192.0.2.1"),
            (b"PROXY TCP6 2001:db8::1 2001:db8::2 4711 443\r\n", "2001:db8::1"),
            (b"PROXY UNKNOWN\r\n", ""),
            (&[V2, b"\x21\x11\0\x0c\xc0\0\x02\x01\xc0\0\x02\x02\x12\x67\x01\xbb"].concat(), "192.0.2.1"),
            // With something that the proxy adds, and from the proxy itself.
            (
                &[V2, b"\x21\x11\0\x10\xc0\0\x02\x01\xc0\0\x02\x02\x12\x67\x01\xbb\x04\0\x01\0"].concat(),
                "192.0.2.1",
            ),
            (&[V2, b"\x20\0\0\0"].concat(), ""),
        ] {
            let (told, rest) = told(&[header, b"GET"].concat()).await.unwrap();
            assert_eq!((told.as_str(), rest.as_slice()), (address, &b"GET"[..]));
        }
    }

    #[tokio::test]
    async fn anything_else_is_refused() {
        for bytes in [
            &b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"[..],
            b"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            b"PROXY TCP4 192.0.2.1 192.0.2.2 4711",
            b"PROXY TCP4 192.0.2.400 192.0.2.2 4711 443\r\n",
            &[b"PROXY TCP4 ", &[b'1'; 200][..]].concat(),
            &[V2, b"\x21\x11\xff\xff\xc0\0\x02\x01"].concat(),
            b"PROXY",
        ] {
            assert!(told(bytes).await.is_err(), "{bytes:?}");
        }
    }
}
