//! Card API: what has become of cards.

pub(super) mod updater;
