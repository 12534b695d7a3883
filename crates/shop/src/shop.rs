//! The state of the shop, which all pages share.

use std::sync::Arc;

use crate::{notifications::Notifications, orders::Orders};

/// The shop: its connection to the gateway, its orders and its notifications. Clones share them.
#[derive(Clone)]
pub struct Shop {
    pub(crate) gateway: Arc<client::Client>,
    pub(crate) own_url: Arc<str>,
    pub(crate) orders: Arc<Orders>,
    pub(crate) notifications: Arc<Notifications>,
}

impl Shop {
    /// `own_url` is the address at which browsers and the gateway reach the shop, without a slash at the end:
    /// `http://127.0.0.1:8446`.
    pub fn new(gateway: client::Client, own_url: String) -> Self {
        Self {
            gateway: Arc::new(gateway),
            own_url: own_url.into(),
            orders: Arc::default(),
            notifications: Arc::default(),
        }
    }

    /// Ends the streams of events, so that the listener can stop: it waits for open requests, and these would never end.
    pub fn close(&self) {
        self.notifications.close();
    }
}
