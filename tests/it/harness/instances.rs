//! Several gateways on one store.

use super::Gateway;

/// Starts three gateways that share everything.
pub(crate) fn three_on_one_store(name: &str, settings: &[&str]) -> Vec<Gateway> {
    let first = Gateway::start_with(name, settings);
    let (second, third) = (first.beside(name), first.beside(name));
    vec![first, second, third]
}
