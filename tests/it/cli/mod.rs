//! The commands.

mod config;
mod database;
mod demo;
mod doctor;
mod merchant;
mod remittance;
mod serve;
