//! The shop over real sockets, with a gateway that checks what it is sent against the contract.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod buying;
mod contract;
mod fake_gateway;
mod hostile;
mod live;
mod returning;
mod served;
mod visit;
mod window;
