//! Drives Chromium as a person would (docs/adr/0016-webdriver.md).

mod axe;
mod browser;
mod chromedriver;
mod emulation;
mod keys;
mod screenshots;
mod story;
mod traffic;
mod webdriver;

pub(crate) use browser::{Browser, quoted};
pub(crate) use keys::Key;
pub(crate) use story::story;
