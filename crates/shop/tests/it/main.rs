//! The shop over real sockets, with a fake gateway that checks every request against the contract.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod buying;
mod contract;
mod fake_gateway;
mod home;
mod hostile;
mod live;
mod returning;
mod served;
mod visit;
