//! The stories: the actions of a buyer and what follows from them, one story in each test.

mod amounts;
mod demo;
mod endings;
mod frames;
mod gallery;
mod hostile;
mod keyboard;
mod languages;
mod links;
mod mistakes;
mod page_size;
mod partner;
mod paying;
mod refusals;
mod reloads;
mod returns;
mod saved_cards;
mod script;
mod tabs;
mod wallet;
