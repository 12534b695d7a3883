//! A browser, and somebody in front of it.

mod axe;
mod browser;
mod chromedriver;
mod emulation;
mod keys;
mod pictures;
mod story;
mod traffic;
mod wire;

pub(crate) use browser::{Browser, quoted};
pub(crate) use keys::Key;
pub(crate) use story::story;
