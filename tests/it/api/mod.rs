//! By URL, and what is the same under every URL.

mod http;
mod v1;
