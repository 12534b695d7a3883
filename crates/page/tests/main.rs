//! What a buyer gets, looked at from outside.

mod html;
mod samples;

mod policy;
mod shape;
mod size;
mod strangers;
