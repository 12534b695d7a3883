//! The errors that can happen before there is an answer. An answer that refuses is an
//! [`Answer`](crate::Answer).

/// The reason for which there is no answer. It never holds a card or a credential.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the address must look like https://host:port or http://host:port")]
    Address,
    #[error("the certificate to trust cannot be read: {0}")]
    Certificate(String),
    #[error("an https address needs a certificate to trust")]
    NothingTrusted,
    #[error("cannot reach {address}: {source}")]
    Connect { address: String, source: std::io::Error },
    #[error("no TLS session with {address}: {source}")]
    Tls { address: String, source: std::io::Error },
    #[error("not a request that HTTP can carry: {0}")]
    Request(#[from] http::Error),
    #[error("the exchange broke off: {0}")]
    Exchange(#[from] hyper::Error),
    #[error("no answer within {0} seconds")]
    Silence(u64),
    #[error("the gateway gave no encryption key (status {status})")]
    NoKey { status: u16 },
    #[error("the gateway's encryption key cannot be used: {0}")]
    Key(#[from] jose::KeyError),
}
