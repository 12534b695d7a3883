//! What is the same under every URL.

mod authentication;
mod bodies;
mod headers;
mod openapi;
mod routes;
mod slow;
mod strangers;
mod tls;
