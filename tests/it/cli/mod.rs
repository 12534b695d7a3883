//! The commands of the binary.

mod certificates;
mod config;
mod database;
mod demo;
mod doctor;
mod merchant;
mod point_of_sale;
mod remittance;
mod serve;
