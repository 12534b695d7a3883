//! The commands.

mod config;
mod demo;
mod doctor;
mod merchant;
mod remittance;
mod serve;
