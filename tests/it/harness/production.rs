//! A gateway as it runs in production: without a bank, and with a merchant that an operator made.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;

use super::{Gateway, fresh_dir};

impl Gateway {
    /// Starts a gateway in production. Returns it with the id and the access key of a merchant.
    pub(crate) fn start_in_production(name: &str) -> (Self, String, String) {
        let file = fresh_dir(name).join("master.key");
        fs::write(&file, "wk7sXl0M3j1mS0d9mB4vQ2cFz5uHn8rTgYe6aPiLoKE=\n").unwrap();
        fs::set_permissions(&file, Permissions::from_mode(0o600)).unwrap();
        let key = format!("master_key_file={}", file.display());
        let gateway = Self::start_with(name, &["mode=production", &key]);
        let (merchant, access_key) = gateway.new_merchant();
        (gateway, merchant, access_key)
    }
}
