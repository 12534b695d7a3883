//! The commands of the binary.

mod audit;
mod certificates;
mod config;
mod data_directory;
mod database;
mod demo;
mod doctor;
mod export;
mod hazards;
mod link;
mod malformed_secrets;
mod merchant;
mod output;
mod payment_method;
mod payout;
mod point_of_sale;
mod poolers;
mod remittance;
mod serve;
