//! What happens to buyers, one scenario a test.

mod amounts;
mod demo;
mod endings;
mod frames;
mod gallery;
mod keyboard;
mod languages;
mod mistakes;
mod partner;
mod paying;
mod refusals;
mod reloads;
mod returns;
mod script;
mod strangers;
mod tabs;
mod weight;
