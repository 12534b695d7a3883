//! Security API: keys under which cards are encrypted.

pub(super) mod encryption_keys;
