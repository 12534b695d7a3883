//! HTTP/1.1 over plain TCP, as far as attackers need it: bytes out, a status and a body back.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};

/// The largest answer that is read.
const MAX_ANSWER: usize = 1024 * 1024;

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: String,
}

pub(crate) struct Connection(TcpStream);

impl Connection {
    /// Connects from an address of this machine; every address of 127.0.0.0/8 is one.
    pub(crate) async fn open(from: Ipv4Addr, to: SocketAddr) -> io::Result<Self> {
        Self::connect(TcpSocket::new_v4()?, from, to).await
    }

    /// Connects with a small buffer in this machine's kernel, so that what is not read stays with the gateway.
    pub(crate) async fn open_to_read_slowly(from: Ipv4Addr, to: SocketAddr) -> io::Result<Self> {
        let socket = TcpSocket::new_v4()?;
        socket.set_recv_buffer_size(4 * 1024)?;
        Self::connect(socket, from, to).await
    }

    async fn connect(socket: TcpSocket, from: Ipv4Addr, to: SocketAddr) -> io::Result<Self> {
        socket.bind((from, 0).into())?;
        let stream = socket.connect(to).await?;
        stream.set_nodelay(true)?;
        Ok(Self(stream))
    }

    pub(crate) async fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes).await
    }

    /// Reads an answer to its end, which its `Content-Length` tells.
    pub(crate) async fn answer(&mut self) -> io::Result<Answer> {
        let (mut bytes, mut buffer) = (Vec::new(), [0; 4096]);
        loop {
            if let Some(answer) = complete(&bytes) {
                return Ok(answer);
            }
            match self.0.read(&mut buffer).await? {
                0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                _ if bytes.len() > MAX_ANSWER => return Err(io::ErrorKind::OutOfMemory.into()),
                count => bytes.extend_from_slice(&buffer[..count]),
            }
        }
    }

    pub(crate) async fn exchange(&mut self, bytes: &[u8]) -> io::Result<Answer> {
        self.send(bytes).await?;
        self.answer().await
    }

    /// Reads at most so many bytes. 0 means that the gateway has closed the connection.
    pub(crate) async fn read_some(&mut self, most: usize) -> io::Result<usize> {
        let mut buffer = vec![0; most];
        self.0.read(&mut buffer).await
    }
}

fn complete(bytes: &[u8]) -> Option<Answer> {
    let text = std::str::from_utf8(bytes).ok()?;
    let (head, body) = text.split_once("\r\n\r\n")?;
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
    });
    let body = body.get(..length.unwrap_or(0))?;
    Some(Answer { status: head.split(' ').nth(1)?.parse().ok()?, body: body.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_whole_when_its_length_is_there() {
        let text = "HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n";
        assert!(complete(text.as_bytes()).is_none());
        let answer = complete(format!("{text}{{}}").as_bytes()).unwrap();
        assert_eq!((answer.status, answer.body.as_str()), (201, "{}"));
    }
}
