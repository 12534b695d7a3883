//! Behaviour of all URLs.

mod authentication;
mod bodies;
mod headers;
mod heads;
mod openapi;
mod routes;
mod shapes;
mod slow;
mod strangers;
mod tls;
