//! The port that delivers notifications.

use async_trait::async_trait;
use jiff::SignedDuration;

/// Delivers notifications to merchants.
#[async_trait]
pub trait Messenger: Send + Sync {
    /// Sends one GET. Returns within `limit`, whatever the merchant's server does.
    async fn deliver(&self, url: &str, limit: SignedDuration) -> Delivery;
}

/// The result of one attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// The merchant's server answered.
    Answered(Reply),
    Failed(DeliveryFailure),
}

impl Delivery {
    /// Whether the merchant's server was called, or was to be.
    pub const fn was_sent(self) -> bool {
        !matches!(self, Self::Failed(DeliveryFailure::Late | DeliveryFailure::Unreadable))
    }
}

/// The answer of a merchant's server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reply {
    /// The status code, shown to operators.
    pub code: u16,
    /// Whether the server accepted the notification (2xx), so that it is not sent again.
    pub is_heard: bool,
}

/// The reason for which there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeliveryFailure {
    /// The URL cannot be called.
    Url,
    /// The host has addresses, but none of them may be called.
    Forbidden,
    /// The name of the host has no address, or could not be resolved.
    Resolve,
    /// No connection could be opened.
    Connect,
    /// No TLS session could be opened.
    Tls,
    /// No status came within the time limit.
    TimedOut,
    /// The attempt was not made, because its time had passed.
    Late,
    /// The attempt was not made, because what the address is made of cannot be read.
    Unreadable,
    /// The connection ended before a status came, or the answer is not HTTP.
    Broken,
}

impl DeliveryFailure {
    const ALL: [Self; 9] = [
        Self::Url,
        Self::Forbidden,
        Self::Resolve,
        Self::Connect,
        Self::Tls,
        Self::TimedOut,
        Self::Late,
        Self::Unreadable,
        Self::Broken,
    ];

    /// Returns the stable name of the failure, for stores and scripts.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Url => "URL",
            Self::Forbidden => "FORBIDDEN",
            Self::Resolve => "RESOLVE",
            Self::Connect => "CONNECT",
            Self::Tls => "TLS",
            Self::TimedOut => "TIMED_OUT",
            Self::Late => "LATE",
            Self::Unreadable => "UNREADABLE",
            Self::Broken => "BROKEN",
        }
    }

    /// Returns the failure with that [`name`](Self::name).
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|failure| failure.name() == name)
    }

    /// Returns an explanation that an operator can give to the merchant.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Url => "the URL is not an absolute http or https URL of a host, without a user name",
            Self::Forbidden => {
                "the host has no public address, or the port is none of the web: neither is called"
            }
            Self::Resolve => "the name of the host has no address",
            Self::Connect => "the host does not take connections on that port",
            Self::Tls => "TLS failed: is the certificate valid, complete and made out to that host?",
            Self::TimedOut => "the host did not answer in time",
            Self::Late => "nobody was there to send it in its time",
            Self::Unreadable => "its session, or the secret of it, cannot be read: run `guichet doctor`",
            Self::Broken => "the connection broke off, or the answer is not HTTP",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::DeliveryFailure;

    #[test]
    fn names_are_read_back() {
        for failure in DeliveryFailure::ALL {
            assert_eq!(DeliveryFailure::parse(failure.name()), Some(failure));
        }
        assert_eq!(DeliveryFailure::parse("timed_out"), None);
    }
}
