//! `POST /v1/checkout/payments`

mod accepted;
mod amounts;
mod cards;
mod clients;
mod devices;
mod duplicates;
mod echo;
mod encrypted;
mod idempotency;
mod limits;
mod numbers;
mod prepare;
mod refused;
mod sessions;
mod types;
mod wallets;
