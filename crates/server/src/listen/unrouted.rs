//! The answer to a caller whose request the router cannot see, because it is no request of HTTP.

use axum::http::StatusCode;
use gateway::ports::Entropy as _;
use primitives::RequestId;
use web::{HSTS, Unrouted};

use crate::ports::SystemEntropy;

/// Returns the answer as bytes of HTTP, after which the connection ends. It is told in the log like every answer. With `demands_tls`
/// browsers are told to use TLS only, as by the router's answers.
pub(super) fn answer(reason: Unrouted, demands_tls: bool) -> String {
    let mut random = [0; 8];
    SystemEntropy.fill(&mut random);
    let id = RequestId::from_entropy(random);
    let answer = reason.answer();
    tracing::info!(id = id.as_str(), status = answer.status.as_u16(), code = answer.code, "answered");
    let retry_after = answer.retry_after.map(|after_s| format!("Retry-After: {after_s}\r\n"));
    let tls_only = demands_tls.then(|| format!("Strict-Transport-Security: {HSTS}\r\n"));
    format!(
        "HTTP/1.1 {} {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
         Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nX-Request-Id: {}\r\n{}{}Connection: close\r\n\r\n{}",
        answer.status.as_u16(),
        words(answer.status),
        answer.body.len(),
        id.as_str(),
        retry_after.unwrap_or_default(),
        tls_only.unwrap_or_default(),
        answer.body
    )
}

fn words(status: StatusCode) -> &'static str {
    status.canonical_reason().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_its_length() {
        for reason in [
            Unrouted::TooSlow(15),
            Unrouted::TooLarge("large"),
            Unrouted::Malformed("wrong"),
            Unrouted::TooManyHeads,
        ] {
            let answer = answer(reason, true);
            let (head, body) = answer.split_once("\r\n\r\n").unwrap();
            assert!(head.contains(&format!("Content-Length: {}\r\n", body.len())), "{head}");
            assert!(document::read_json(body.as_bytes()).is_ok());
        }
    }
}
