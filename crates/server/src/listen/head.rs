//! The head of a request (request line and headers), checked before the HTTP library reads it. The library takes more than
//! RFC 9112 lets a server take: lines that end with a bare LF, no Host or several, `Transfer-Encoding: gzip, chunked`.
//! Whatever two programs may read in two ways lets a request be smuggled past one of them.

use axum::http::Uri;
use httparse::{EMPTY_HEADER, Error, Header, Request, Status};
use web::Unrouted;

/// The largest size of the request line and the headers together, in bytes.
pub(super) const MAX_BYTES: usize = 32 * 1024;
/// The largest number of headers.
pub(super) const MAX_HEADERS: usize = 64;

pub(super) const TOO_LARGE: Unrouted = Unrouted::TooLarge("request line and headers are larger than 32 KiB");
const TOO_MANY: Unrouted = Unrouted::TooLarge("there are more than 64 headers");
const NO_HTTP: Unrouted = Unrouted::Malformed("this is no request of HTTP/1.1");

/// The form of the body that follows a head.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Body {
    /// So many bytes.
    Bytes(u64),
    Chunks,
}

/// Finds the end of a head in bytes that grow.
#[derive(Default)]
pub(super) struct EndOfHead {
    /// The number of bytes that have been searched.
    searched: usize,
    /// The place at which the line begins that has not ended yet.
    line: usize,
    /// Whether a line has ended that was not empty. Empty lines before a request are passed over (RFC 9112, section 2.2).
    begun: bool,
}

impl EndOfHead {
    /// Returns the number of bytes of the head, once it is whole.
    pub(super) fn find(&mut self, bytes: &[u8]) -> Result<Option<usize>, Unrouted> {
        if bytes.get(self.line).is_some_and(|first| !self.begun && !is_first_byte(*first)) {
            return Err(NO_HTTP);
        }
        while let Some(end) = bytes[self.searched..].iter().position(|byte| *byte == b'\n') {
            let end = self.searched + end;
            let Some(line) = bytes[self.line..end].strip_suffix(b"\r") else {
                return Err(Unrouted::Malformed(
                    "a line of the headers ends with LF alone, and not with CR LF",
                ));
            };
            let is_last = line.is_empty() && self.begun;
            self.begun |= !line.is_empty();
            (self.searched, self.line) = (end + 1, end + 1);
            if self.searched > MAX_BYTES {
                return Err(TOO_LARGE);
            }
            if is_last {
                return Ok(Some(self.searched));
            }
        }
        self.searched = bytes.len();
        if self.searched >= MAX_BYTES { Err(TOO_LARGE) } else { Ok(None) }
    }
}

/// Whether a request may begin with the byte: with a method, or with an empty line before it.
const fn is_first_byte(byte: u8) -> bool {
    byte.is_ascii_graphic() || byte == b'\r' || byte == b'\n'
}

/// Checks a whole head. Returns the form of the body that follows it.
pub(super) fn check(head: &[u8]) -> Result<Body, Unrouted> {
    let mut headers = [EMPTY_HEADER; MAX_HEADERS];
    let mut request = Request::new(&mut headers);
    match request.parse(head) {
        Ok(Status::Complete(length)) if length == head.len() => {}
        Ok(_) => return Err(NO_HTTP),
        Err(error) => return Err(refusal(error)),
    }
    let path = request.path.unwrap_or_default();
    if Uri::try_from(path).is_err() {
        return Err(Unrouted::Malformed("the target of the request is no URI"));
    }
    let is_1_1 = request.version == Some(1);
    check_host(request.headers, is_1_1)?;
    body(request.headers, is_1_1)
}

const fn refusal(error: Error) -> Unrouted {
    match error {
        Error::TooManyHeaders => TOO_MANY,
        Error::HeaderName => Unrouted::Malformed("the name of a header has a character that it cannot have"),
        Error::HeaderValue => {
            Unrouted::Malformed("the value of a header has a character that it cannot have")
        }
        Error::Version => Unrouted::Malformed("the version is neither HTTP/1.1 nor HTTP/1.0"),
        Error::NewLine | Error::Status | Error::Token => NO_HTTP,
    }
}

fn check_host(headers: &[Header<'_>], is_1_1: bool) -> Result<(), Unrouted> {
    match values(headers, "Host").count() {
        0 if is_1_1 => Err(Unrouted::Malformed("a request of HTTP/1.1 has a Host header")),
        0 | 1 => Ok(()),
        _ => Err(Unrouted::Malformed("there are several Host headers")),
    }
}

fn body(headers: &[Header<'_>], is_1_1: bool) -> Result<Body, Unrouted> {
    const CODING: Unrouted = Unrouted::Malformed("Transfer-Encoding may be \"chunked\", once, in HTTP/1.1");
    let mut codings = values(headers, "Transfer-Encoding");
    let mut lengths = values(headers, "Content-Length");
    match (codings.next(), lengths.next()) {
        (None, None) => Ok(Body::Bytes(0)),
        (None, Some(length)) if lengths.next().is_none() => length_of(length).map(Body::Bytes),
        (None, Some(_)) => Err(Unrouted::Malformed("there are several Content-Length headers")),
        (Some(coding), None) => {
            let is_chunked = coding.trim_ascii().eq_ignore_ascii_case(b"chunked");
            if is_1_1 && is_chunked && codings.next().is_none() { Ok(Body::Chunks) } else { Err(CODING) }
        }
        (Some(_), Some(_)) => {
            Err(Unrouted::Malformed("Transfer-Encoding and Content-Length exclude each other"))
        }
    }
}

fn length_of(value: &[u8]) -> Result<u64, Unrouted> {
    let digits =
        std::str::from_utf8(value).ok().filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
    // A length beyond that of a signed number of 64 bits is a mistake in every case.
    let length =
        digits.and_then(|text| text.parse::<u64>().ok()).filter(|length| i64::try_from(*length).is_ok());
    length.ok_or(Unrouted::Malformed("Content-Length is no number of bytes"))
}

fn values<'a>(headers: &'a [Header<'a>], name: &'static str) -> impl Iterator<Item = &'a [u8]> {
    headers.iter().filter(move |header| header.name.eq_ignore_ascii_case(name)).map(|header| header.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<Body, Unrouted> {
        let end = EndOfHead::default().find(bytes)?.expect("the head has an end");
        check(&bytes[..end])
    }

    #[test]
    fn what_is_taken() {
        for (head, body) in [
            ("GET / HTTP/1.1\r\nHost: x\r\n\r\n", Body::Bytes(0)),
            ("\r\n\r\nGET / HTTP/1.1\r\nHost:\r\n\r\n", Body::Bytes(0)),
            ("GET / HTTP/1.0\r\n\r\n", Body::Bytes(0)),
            ("POST / HTTP/1.1\r\nhost: x\r\ncontent-LENGTH: 007\r\n\r\n1234567", Body::Bytes(7)),
            ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: Chunked \r\n\r\n", Body::Chunks),
        ] {
            assert_eq!(read(head.as_bytes()), Ok(body), "{head:?}");
        }
    }

    #[test]
    fn what_is_refused() {
        let all = [
            "GET / HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n",
            "GET / HTTP/1.0\r\nHost: x\r\nHost: x\r\n\r\n",
            "GET / HTTP/1.1\nHost: x\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\n\n",
            "\nGET / HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\nA: b\rc\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\nA : b\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\nA: \0\r\n\r\n",
            "GET / HTTP/2.0\r\nHost: x\r\n\r\n",
            "GET  / HTTP/1.1\r\nHost: x\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, chunked\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: identity\r\n\r\n",
            "POST / HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nContent-Length: 4\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4, 4\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: +4\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 18446744073709551615\r\n\r\n",
            "hello\r\n\r\n",
            "\u{16}\u{3}\u{1}",
        ];
        for head in all {
            assert!(matches!(read(head.as_bytes()), Err(Unrouted::Malformed(_))), "{head:?}");
        }
    }

    #[test]
    fn size_and_number_of_headers() {
        let head = |value: usize| format!("GET / HTTP/1.1\r\nHost: x\r\nA: {}\r\n\r\n", "y".repeat(value));
        let rest = head(0).len();
        assert_eq!(read(head(MAX_BYTES - rest).as_bytes()), Ok(Body::Bytes(0)));
        assert_eq!(read(head(MAX_BYTES - rest + 1).as_bytes()), Err(TOO_LARGE));
        // One that has no end is refused as soon as it cannot have one any more.
        assert_eq!(EndOfHead::default().find(&vec![b'y'; MAX_BYTES]), Err(TOO_LARGE));
        let many =
            |count: usize| format!("GET / HTTP/1.1\r\nHost: x\r\n{}\r\n", "A: b\r\n".repeat(count - 1));
        assert_eq!(read(many(MAX_HEADERS).as_bytes()), Ok(Body::Bytes(0)));
        assert_eq!(read(many(MAX_HEADERS + 1).as_bytes()), Err(TOO_MANY));
    }

    #[test]
    fn a_head_is_found_wherever_it_is_cut() {
        let head = b"\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\nPOST";
        for first in 0..head.len() - 4 {
            let mut search = EndOfHead::default();
            assert_eq!(search.find(&head[..first]), Ok(None), "{first}");
            assert_eq!(search.find(head), Ok(Some(head.len() - 4)), "{first}");
        }
    }
}
