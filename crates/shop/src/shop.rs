//! What every page has.

use std::sync::Arc;

use crate::{notifications::Notifications, orders::Orders};

/// A merchant with a gateway, and what happened since it opened. Clones share both.
#[derive(Clone)]
pub struct Shop {
    pub(crate) gateway: Arc<client::Shop>,
    pub(crate) own_url: Arc<str>,
    pub(crate) orders: Arc<Orders>,
    pub(crate) notifications: Arc<Notifications>,
}

impl Shop {
    /// `own_url` is where browsers and the gateway find the shop, without a slash at the end: `http://127.0.0.1:8446`.
    pub fn new(gateway: client::Shop, own_url: String) -> Self {
        Self {
            gateway: Arc::new(gateway),
            own_url: own_url.into(),
            orders: Arc::default(),
            notifications: Arc::default(),
        }
    }

    /// Ends the streams of events. Other requests end by themselves; a listener that drains waits for these.
    pub fn close(&self) {
        self.notifications.close();
    }
}
