//! Tells of a proxy that the settings do not name. Its header is not believed, so all who come through it are one address to every
//! limit, and nothing else would say so.

use std::{
    net::IpAddr,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use axum::http::{HeaderMap, HeaderName, header::FORWARDED};
use tokio::time::Instant;

use super::proxies::X_FORWARDED_FOR;

const PAUSE: Duration = Duration::from_secs(60);

/// The time at which the last of them was told.
#[derive(Default)]
pub(super) struct UnnamedProxy(Mutex<Option<Instant>>);

impl UnnamedProxy {
    /// Returns the header by which a caller tells the address of another.
    pub(super) fn header(headers: &HeaderMap) -> Option<HeaderName> {
        [X_FORWARDED_FOR, FORWARDED].into_iter().find(|name| headers.contains_key(name))
    }

    /// Warns of a caller that tells the address of another without being named, once a minute at most. Anybody may send such a header,
    /// so the line only says what to do if this is a proxy.
    pub(super) fn warn(&self, address: IpAddr, header: &HeaderName) {
        if self.is_due() {
            tracing::warn!(
                %address,
                %header,
                "a caller that connections.proxies does not name tells the address of another, which is not believed: if it is \
                 your proxy, name it in connections.proxies and say in connections.proxies_tell how it tells addresses, or all who \
                 come through it count as one address (this is told once a minute at most)"
            );
        }
    }

    fn is_due(&self) -> bool {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let is_due = last.is_none_or(|last| now.duration_since(last) >= PAUSE);
        if is_due {
            *last = Some(now);
        }
        is_due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn once_a_minute() {
        let proxy = UnnamedProxy::default();
        let told = || (0..3).filter(|_| proxy.is_due()).count();
        assert_eq!(told(), 1);
        tokio::time::advance(PAUSE / 2).await;
        assert_eq!(told(), 0);
        tokio::time::advance(PAUSE / 2).await;
        assert_eq!(told(), 1);
    }
}
