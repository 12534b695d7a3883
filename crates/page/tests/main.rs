//! The pages of the crate, through its public functions.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod html;
mod javascript;
mod samples;

mod modules;
mod policy;
mod shape;
mod size;
mod strangers;
