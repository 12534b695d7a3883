//! The stories: what buyers do and what happens to them, one story a test.

mod amounts;
mod demo;
mod endings;
mod frames;
mod gallery;
mod hostile;
mod keyboard;
mod languages;
mod mistakes;
mod page_size;
mod partner;
mod paying;
mod refusals;
mod reloads;
mod returns;
mod script;
mod tabs;
